"""One open project as its user meets it: edits that stay, undo by name, history, who works."""

from pathlib import Path

import pytest

from annotator.edits import articles, labels, notes, spans
from annotator.errors import Refused
from annotator.model import Codebook, Label
from annotator.project import Filter, Project, told
from tests.scene import Scene, add_article, dump

# edits stay


def test_what_was_marked_is_there_after_closing_and_opening(scene: Scene) -> None:
    scene.label("Kremlin", "ORG")
    claim = scene.claim("the Kremlin was calm")
    scene.put(claim, "source", "Dmitry Peskov")
    scene.project.close()
    with Project.open(scene.project.path, "anna") as again:
        assert again.page(scene.article) == scene.page


def test_an_edit_is_on_the_disk_when_it_returns(scene: Scene) -> None:
    scene.label("Kremlin", "ORG")
    with Project.open(scene.project.path, read_only=True) as other:
        assert other.page(scene.article) == scene.page


def test_a_refused_edit_changes_nothing_and_leaves_no_entry(scene: Scene) -> None:
    scene.label("Kremlin", "ORG")
    before, entries = dump(scene.project.path), scene.project.history()
    with pytest.raises(Refused, match="These words already are ORG"):
        scene.label("Kremlin", "ORG")
    assert dump(scene.project.path) == before
    assert scene.project.history() == entries


def test_a_bug_in_an_edit_changes_nothing(scene: Scene) -> None:
    before = dump(scene.project.path)
    with pytest.raises(ValueError):
        scene.do(articles.set_status, scene.article, "finished")
    with pytest.raises(TypeError):
        scene.do(spans.add, scene.article)
    assert dump(scene.project.path) == before
    scene.label("Kremlin", "ORG")


def test_an_edit_that_changes_nothing_is_no_entry(scene: Scene) -> None:
    span = scene.label("Kremlin", "ORG")
    entries = scene.project.history()
    outcome = scene.run(spans.set_level, span.id, span.level)
    assert (outcome.record, outcome.changes) == (None, ())
    outcome = scene.run(spans.relabel, span.id, span.label)
    assert (outcome.record, outcome.changes) == (None, ())
    assert scene.project.history() == entries


def test_an_edit_tells_its_answer_entry_and_changes(scene: Scene) -> None:
    outcome = scene.run(
        spans.add, scene.article, *scene.at("Kremlin"), scene.id_of("ORG")
    )  # fmt: skip
    assert outcome.record is not None
    assert outcome.record.annotator == "anna"
    assert outcome.record.article == scene.article
    assert outcome.record.kind == "do"
    assert {change.table for change in outcome.changes} == {"spans", "entities", "statuses"}
    assert scene.span(outcome.answer).quote == "Kremlin"


# history


def test_the_history_tells_who_did_what_newest_first(scene: Scene) -> None:
    scene.label("Kremlin", "ORG")
    scene.project.work_as("boris")
    scene.label("Monday", "DATE")
    scene.undo()
    entries = scene.project.history()
    assert [(e.annotator, e.kind, e.name) for e in entries] == [
        ("boris", "undo", "Label {quote} as {label}"),
        ("boris", "do", "Label {quote} as {label}"),
        ("anna", "do", "Label {quote} as {label}"),
    ]
    assert entries[0].reverts == entries[1].id
    assert all(entry.at.endswith("+00:00") for entry in entries)


def test_the_history_is_read_in_pages_and_by_article(scene: Scene) -> None:
    second = add_article(scene.project, "The Kremlin, again.")
    for words in ("Kremlin", "Monday", "Reuters", "Putin"):
        scene.label(words, "ORG")
        scene.project.edit(notes.add, "article", second, words)
    whole = scene.project.history()
    assert len(whole) == 8
    first = scene.project.history(limit=3)
    assert first + scene.project.history(before=first[-1].id) == whole
    here = scene.project.history(article=scene.article)
    assert [e.arguments["quote"] for e in here] == ["Putin", "Reuters", "Monday", "Kremlin"]
    assert len(scene.project.history(article=second, limit=2)) == 2


# who works


def test_an_annotator_is_added_with_their_first_edit(scene: Scene) -> None:
    scene.project.work_as("boris")
    assert [row["name"] for row in dump_names(scene)] == ["anna"]
    scene.label("Kremlin", "ORG")
    assert [row["name"] for row in dump_names(scene)] == ["anna", "boris"]
    assert scene.page.spans[0].annotator == scene.project.annotator.id
    scene.project.work_as("anna")
    scene.label("Monday", "DATE")
    scene.project.work_as("boris")
    assert {span.annotator for span in scene.page.spans} > {scene.project.annotator.id}
    assert len(dump_names(scene)) == 2


def dump_names(scene: Scene) -> list[dict[str, object]]:
    return list(scene.project.reader.query("select name from annotators order by id"))


def test_annotators_who_work_independently_see_only_their_own_marks(scene: Scene) -> None:
    scene.do(labels.set_property, "independent", "yes")
    assert told(scene.project.history()[0]) == "Change the project's way of working"
    scene.label("Kremlin", "ORG")
    scene.claim("the Kremlin was calm")
    scene.project.work_as("boris")
    scene.page = scene.read(scene.article)
    assert (scene.page.spans, dict(scene.page.claims)) == ((), {})
    span = scene.label("Kremlin", "ORG")
    assert [s.id for s in scene.page.spans] == [span.id]
    scene.project.work_as("anna")
    scene.page = scene.read(scene.article)
    assert len(scene.page.spans) == 2
    assert span.id not in {s.id for s in scene.page.spans}


def test_nobody_who_works_independently_reads_what_others_note_and_did(scene: Scene) -> None:
    scene.do(labels.set_property, "independent", "yes")
    kremlin = scene.label("Kremlin", "ORG").entity
    scene.project.work_as("boris")
    scene.page = scene.read(scene.article)
    scene.label("Kremlin", "ORG")
    scene.do(notes.add, "article", scene.article, "who wrote this?")
    scene.do(notes.add, "entity", kremlin, "an organisation or a place?")
    assert len(scene.page.notes) == 2
    scene.project.work_as("anna")
    scene.page = scene.read(scene.article)
    assert scene.page.notes == ()
    assert {record.annotator for record in scene.project.history(seen=True)} == {"anna"}
    assert {record.annotator for record in scene.project.history()} == {"anna", "boris"}


# a new project


def test_a_new_project_begins_with_the_news_codebook(scene: Scene) -> None:
    names = [label.name for label in scene.project.codebook.active_labels]
    assert names[:3] == ["PER", "ORG", "GPE"]
    assert [field.id for field in scene.project.codebook.core] == [
        "attribution", "credibility", "reliability", "confidence",
    ]  # fmt: skip


def test_a_new_project_takes_the_codebook_it_is_given(tmp_path: Path) -> None:
    book = Codebook("mine", "1", labels=(Label(1, "Ship", "SHIP", "other", "1", position=1),))
    with Project.create(tmp_path / "x", codebook=book) as project:
        assert [label.name for label in project.codebook.labels] == ["Ship"]
        assert project.codebook.name == "mine"


def test_a_codebook_edit_is_in_force_at_once_and_undone_at_once(scene: Scene) -> None:
    scene.do(labels.change, scene.id_of("PER"), "name", "Person")
    assert scene.project.codebook.label_named("Person")
    scene.undo()
    assert scene.project.codebook.label_named("Person") is None
    assert scene.page.codebook == scene.project.codebook


def test_a_closed_project_refuses_edits(scene: Scene) -> None:
    scene.project.close()
    with pytest.raises(Refused, match="closed"):
        scene.project.edit(spans.add, scene.article, 0, 7, scene.id_of("ORG"))
    scene.project.close()


def test_a_list_sees_at_once_what_changed_here_and_beside(tmp_path: Path) -> None:
    with Project.create(tmp_path / "kept", "anna") as project:
        first, second = (add_article(project, f"Text {n}", title=f"{n}") for n in range(2))
        done = Filter(status="done")
        assert project.articles(done) is project.articles(done)
        assert project.articles(done).count == 0
        project.edit(articles.set_status, first, "done")
        assert [one.id for one in project.articles(done).page()] == [first]
        project.work_as("boris")
        assert project.articles(done).page() == ()
        project.edit(articles.set_status, second, "done")
        assert [one.id for one in project.articles(done).page()] == [second]
        project.undo()
        assert project.articles(done).page() == ()
        with project.turn() as db:
            db.execute("update statuses set status = 'review'")
        project.work_as("anna")
        assert project.articles(done).page() == ()
