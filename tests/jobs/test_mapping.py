"""Foreign labels become those of the project, as proposed or as the person says."""

from pathlib import Path

import orjson
import pytest

from annotator import jobs
from annotator.formats import ReadArticle, ReadLink, ReadNote, ReadPrediction, ReadSpan
from annotator.jobs import mapping
from annotator.jobs.intake import Intake
from annotator.project import Project
from annotator.store import reading
from tests.jobs.running import finished, imported, pages

READ = ReadArticle(
    "Ana Li of Acme said so.",
    "A text",
    spans=(
        ReadSpan("1", 0, 6, label="Person"),
        ReadSpan("2", 10, 14, label="CORP"),
        ReadSpan("3", 15, 19, label="Verb"),
        ReadSpan("4", 20, 22, label="Verb", part_of="3"),
    ),
    links=(ReadLink("5", "span", "1", "2", "of"), ReadLink("6", "span", "1", "3", "says")),
    notes=(ReadNote("7", "odd", span="3"), ReadNote("8", "fine")),
    predictions=(ReadPrediction(10, 14, "CORP", "model", 0.75),),
)


@pytest.fixture
def project(tmp_path: Path):
    """An empty project."""
    with Project.create(tmp_path / "p.annotator", "ana") as made:
        yield made


def test_names_that_are_commonly_meant_are_proposed(project: Project) -> None:
    wanted = ("PERSON", "per", "Organization", "GPE_City", "MISC", "Zygote", "ner/LOC")
    assert jobs.proposal(wanted, project.codebook) == {
        "PERSON": "PER",
        "per": "PER",
        "Organization": "ORG",
        "GPE_City": "GPE_City",
        "MISC": "OTHER",
        "Zygote": "Zygote",
        "ner/LOC": "LOC",
    }


def test_a_label_left_out_takes_with_it_all_that_hangs_on_its_marks() -> None:
    got = mapping.mapped(READ, {"Person": "PER", "Verb": "", "CORP": "ORG"})
    assert [span.label for span in got.spans] == ["PER", "ORG"]
    assert [link.id for link in got.links] == ["5"]
    assert [note.id for note in got.notes] == ["8"]
    assert [each.label for each in got.predictions] == ["ORG"]


def test_marks_come_in_under_our_labels_and_predictions_as_suggestions(project: Project) -> None:
    intake = Intake(project, "x", {"Person": "PER", "Verb": "", "CORP": "ORG"})
    intake.begin_file(Path("x"), "test", alone=True)
    intake.add(READ)
    intake.end()
    intake.close()
    [page] = pages(project)
    assert [page.codebook.label(s.label).name for s in page.mentions] == ["PER", "ORG"]
    sql = 'select start, "end", label, quote, provider, score from predictions'
    found = list(project.reader.execute(sql))
    assert found == [(10, 14, "ORG", "Acme", "model", 0.75)]
    assert intake.result.predictions == 1
    assert "CORP" not in {label.name for label in reading.codebook(project.reader).labels}


def test_a_survey_counts_labels_and_shows_what_they_mark(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    marks = [{"id": "1", "start": 0, "end": 3, "label": "Wer", "text": "Ana"}]
    line = {"kind": "article", "text": "Ana said so.", "title": "x", "mentions": marks}
    path.write_bytes(orjson.dumps(line))
    found = finished(jobs.survey([path]))
    assert (dict(found.counts), dict(found.examples)) == ({"Wer": 1}, {"Wer": "Ana"})
    imported(project, path, labels={"Wer": "PER"})
    [page] = pages(project)
    assert [page.codebook.label(s.label).name for s in page.mentions] == ["PER"]
