"""The real project of REFI-QDA, whose texts were taken out: each source says what it lacks."""

from pathlib import Path

from annotator import formats
from annotator.errors import BadInput
from annotator.formats import refi
from annotator.formats.qda import parsing


def test_the_project_of_atlas_ti_names_each_source_that_it_lacks(shared_data: Path) -> None:
    [path] = (shared_data / "formats" / "refi-qda").rglob("*.qdpx")
    assert formats.recognised(path) is refi  # type: ignore[comparison-overlap]
    found = list(refi.read(path))
    refused = [each for each in found if isinstance(each, BadInput)]
    missing = [each for each in refused if "is not in it" in each.why]
    other = [each.why for each in refused if "holds no text" in each.why]
    print(f"refi_qda: 1 file, 0 spans, {len(missing)} texts missing, {len(other)} of other kinds")
    assert len(refused) == len(found) == len(missing) + len(other)
    assert (len(missing), len(other)) == (11, 2)
    assert all(each.line for each in refused)


def test_what_its_sources_refer_to_is_read(shared_data: Path) -> None:
    [path] = (shared_data / "formats" / "refi-qda").rglob("*.qdpx")
    with parsing.archive_of(path) as archive:
        found = parsing.skeleton(archive)
    assert set(found.users.values()) == {"ATLAS.ti", "Friedrich Markgraf", "Sebastian Petrausch"}
    assert len(found.codes) == 14 and len(found.notes) == 2
    assert {"happiness", "Coke::diet Coke", "milk"} <= set(found.labels().values())
    assert found.ignored == {"description of a code", "graph", "set of codes"}
    assert sum(name == "set" for said in found.values.values() for name, _v in said) > 15
