"""What a foreign brat folder declares beside its marks becomes part of the codebook."""

from pathlib import Path

import pytest

from annotator import jobs
from annotator.formats import brat
from annotator.project import Project
from tests.jobs.running import finished, imported, pages

CONF = """# entity types
[entities]
Person
!Places
\tSettlement|GO:12
\tRiver
Money
[relations]
Located\tArg1:Person, Arg2:Settlement
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>
[events]
<POG>=Person|Settlement
Die\tVictim:Person
[attributes]
Negation\tArg:<EVENT>
Mention\tArg:<ENTITY>, Value:Name|Nominal
"""
LOOKS = """[labels]
Person | Person
Settlement | City | Set | S
Money | Sum of money | Mon
[drawing]
SPAN_DEFAULT\tfgColor:black, bgColor:lightgreen
Money\tbgColor:#007000, fgColor:white
River\tbgColor:#0ff
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "brat"
    made.mkdir()
    (made / "annotation.conf").write_text(CONF, "utf-8")
    (made / "visual.conf").write_text(LOOKS, "utf-8")
    (made / "a.txt").write_text("Ana Li paid 5 euros in Rome.", "utf-8")
    (made / "a.ann").write_text(
        "T1\tPerson 0 6\tAna Li\nT2\tMoney 12 19\t5 euros\nT3\tSettlement 23 27\tRome\n", "utf-8"
    )
    return made


def test_types_names_hues_relations_and_attributes_are_read(folder: Path) -> None:
    found = brat.read_labels(folder)
    assert [(x.name, x.code, x.family, x.definition) for x in found.labels] == [
        ("Person", "", "other", ""), ("Settlement", "Set", "other", "City"),
        ("River", "", "#00ffff", ""), ("Money", "Mon", "#007000", "Sum of money"),
        ("Die", "", "event", ""),
    ]  # fmt: skip
    assert found.relations == ("Located",)
    assert found.attributes == (("Negation", ()), ("Mention", ("Name", "Nominal")))
    [read] = brat.read(folder)
    assert read.ignored == ()


def test_a_proposal_knows_what_types_are_called_and_leaves_out_what_marks_nothing(
    folder: Path, project: Project
) -> None:
    found = finished(jobs.survey([folder]))
    assert found.counts == {
        "Person": 1, "Money": 1, "Settlement": 1, "River": 0, "Die": 0,
    }  # fmt: skip
    assert jobs.proposed(found, project.codebook, {}) == {
        "Person": "PER", "Money": "QUANT", "Settlement": "GPE", "River": "", "Die": "",
    }  # fmt: skip
    assert found.also == (
        "Relations come in as links: Located.",
        "Attributes come in as such: Negation, Mention (Name, Nominal).",
    )


def test_new_labels_have_the_code_hue_and_name_of_the_file(folder: Path, project: Project) -> None:
    before = {label.name for label in project.codebook.labels}
    chosen = {"Person": "PER", "Money": "Money", "Settlement": "GPE", "River": "River", "Die": ""}
    imported(project, folder, labels=chosen)
    new = [x for x in project.codebook.active_labels if x.name not in before]
    assert [(x.name, x.code, x.family, x.definition) for x in new] == [
        ("River", "RIVE", "#00ffff", ""), ("Money", "MON", "#007000", "Sum of money"),
    ]  # fmt: skip
    marks = {(s.quote, page.codebook.label(s.label or 0).name)
             for page in pages(project) for s in page.mentions}  # fmt: skip
    assert marks >= {("Ana Li", "PER"), ("5 euros", "Money"), ("Rome", "GPE")}


def test_without_a_mapping_only_labels_on_marks_are_made(folder: Path, project: Project) -> None:
    before = {label.name for label in project.codebook.labels}
    imported(project, folder)
    new = {x.name: x.family for x in project.codebook.active_labels if x.name not in before}
    assert new == {"Money": "#007000", "Person": "other", "Settlement": "other"}


@pytest.mark.parametrize(
    "raw", [b"", b"[entities", b"\xff\xfe[entities]\n\x00A", b"[labels]\n|||\n"]
)
def test_a_broken_configuration_declares_nothing_and_hurts_nobody(raw: bytes, folder: Path) -> None:
    for name in ("annotation.conf", "visual.conf"):
        (folder / name).write_bytes(raw)
    assert len(brat.read_labels(folder).labels) <= 1
    assert len([*brat.read(folder)]) == 1
