"""Real files of REFI-QDA and NIF: marks cover their words, a project without texts says so."""

from pathlib import Path

from annotator import formats
from annotator.errors import BadInput
from annotator.formats import ReadArticle, nif, refi
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
    assert found.ignored == {"graph", "set of codes"}
    labels = {each.name: each for each in refi.read_labels(path).labels}
    assert len(labels) == 14 and labels["Coke"].family == "#966450"
    assert labels["Coke"].definition == "the breakfast of champions"
    assert sum(name == "set" for said in found.values.values() for name, _v in said) > 15


def test_every_file_of_nif_is_read_with_the_words_that_it_says(shared_data: Path) -> None:
    marks: list[tuple[str, str]] = []
    paths = sorted((shared_data / "formats" / "nif").rglob("*.ttl"))
    for path in paths:
        assert formats.recognised(path) is nif  # type: ignore[comparison-overlap]
        [read] = nif.read(path)
        assert isinstance(read, ReadArticle)
        assert read.unfit == () and read.spans == ()
        marks += [(read.text[p.start : p.end], p.label) for p in read.predictions]
        assert {p.provider for p in read.predictions} == {"freme-ner"}
    print(f"nif: {len(paths)} files, {len(marks)} proposals exact, 0 unfit, 0 refused")
    assert marks == [
        ("Diego Maradona", "Person"), ("Diego Maradona", "Person"), ("Argentina", "Location"),
    ]  # fmt: skip
