"""Foreign labels become those of the project, as proposed or as the person says."""

import json
from pathlib import Path

from annotator import jobs
from annotator.formats import (
    ReadArticle,
    ReadDecision,
    ReadLink,
    ReadNote,
    ReadPrediction,
    ReadSpan,
)
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
    decisions=(ReadDecision(0, 6, "Person", "rejected"), ReadDecision(15, 19, "Verb", "rejected")),
)


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
    assert [each.label for each in got.decisions] == ["PER"]


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
    path = tmp_path / "ana.ann"
    path.with_suffix(".txt").write_text("Ana said so. Bo did not.", "utf-8")
    path.write_text("T1\tWer 0 3\tAna\nT2\tWer 13 15\tBo\nT3\tWer 4 8\tnope\n", "utf-8")
    assert jobs.may_be_marked(path)
    plain = tmp_path / "plain.txt"
    plain.write_text("Nothing is marked here.", "utf-8")
    assert not jobs.may_be_marked(plain)
    found = finished(jobs.survey([path]))
    assert (dict(found.counts), dict(found.examples)) == ({"Wer": 2}, {"Wer": "Ana"})
    [told] = found.unfit
    assert "“nope”" in told
    assert "“said”" in told
    imported(project, path, labels={"Wer": "PER"})
    [page] = pages(project)
    assert [page.codebook.label(s.label).name for s in page.mentions] == ["PER", "PER"]


def test_what_a_label_became_is_proposed_the_next_time(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "ana.ann"
    path.with_suffix(".txt").write_text("Ana said so.", "utf-8")
    path.write_text("T1\tWer 0 3\tAna\n", "utf-8")
    imported(project, path, labels={"Wer": "PER", "Was": ""})
    before = jobs.remembered(project)
    assert before == {"Wer": "PER", "Was": ""}
    assert jobs.proposal(("Wer", "Was"), project.codebook, before) == before


def test_a_mark_that_does_not_fit_says_what_stands_there_as_its_file_counts(
    project: Project, tmp_path: Path
) -> None:
    def region(start: object, end: int, words: str) -> dict[str, object]:
        value = {"start": start, "end": end, "text": words, "labels": ["PER"]}
        return {"type": "labels", "from_name": "l", "to_name": "t", "value": value}

    regions = [
        region(3, 6, "Ana"),
        region(11, 13, "Li"),
        region(7, 10, "Bob"),
        region("x", 3, "Eva"),
    ]
    task = {"data": {"text": "😀 Ana met Li."}, "annotations": [{"result": regions}]}
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps([task]), "utf-8")
    moved, nowhere = finished(jobs.survey([path])).unfit
    assert moved.endswith("PER at 7-10 should cover “Bob”, there stands “met”.")
    assert nowhere.endswith("the place of PER on “Eva” cannot be read.")
