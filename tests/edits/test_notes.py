"""Notes and flags on articles, spans, entities and claims."""

import pytest

from annotator.edits import articles, notes, spans
from annotator.errors import Refused
from tests.scene import Scene, told


def test_notes_lie_on_what_they_are_about_and_are_filed_under_the_article(scene: Scene) -> None:
    span = scene.label("Kremlin", "ORG")
    about = {
        "article": scene.article, "span": span.id, "entity": span.entity,
        "claim": scene.claim("calm"),
    }  # fmt: skip
    for subject, id in about.items():
        outcome = scene.run(notes.add, subject, id, f"On the {subject}", flag="ask")
        assert outcome.record is not None
        assert outcome.record.article == (None if subject == "entity" else scene.article)
    assert [(n.text, n.flag, n.resolved) for n in scene.page.notes] == [
        (f"On the {subject}", "ask", False) for subject in about
    ]
    for note in scene.page.notes:
        subject = note.text.removeprefix("On the ")
        assert getattr(note, subject) == about[subject]


def test_a_flag_needs_no_words_but_one_of_both_is_needed(scene: Scene) -> None:
    assert (
        told(scene.run(notes.add, "article", scene.article, "", flag="doubt"))
        == "Note: flagged as doubtful"
    )
    with pytest.raises(Refused, match="Write a note, or choose a flag"):
        scene.do(notes.add, "article", scene.article, "  ")
    with pytest.raises(ValueError):
        scene.do(notes.add, "article", scene.article, "x", flag="angry")


def test_a_note_is_changed_settled_and_goes_when_nothing_is_left_of_it(scene: Scene) -> None:
    note = scene.do(notes.add, "article", scene.article, "Look", flag="ask")
    scene.do(notes.change, note, "Look again", "doubt")
    assert [(n.text, n.flag) for n in scene.page.notes] == [("Look again", "doubt")]
    scene.do(notes.settle, note)
    assert scene.page.notes[0].resolved
    scene.do(notes.settle, note, False)
    assert not scene.page.notes[0].resolved
    scene.do(notes.change, note, "", "")
    assert scene.page.notes == ()
    scene.undo()
    scene.do(notes.remove, note)
    assert scene.page.notes == ()


def test_a_note_goes_and_comes_back_with_what_it_is_about(scene: Scene) -> None:
    span = scene.label("Kremlin", "ORG")
    scene.do(notes.add, "span", span.id, "Look")
    scene.do(spans.remove, span.id)
    assert scene.page.notes == ()
    scene.undo()
    assert [n.text for n in scene.page.notes] == ["Look"]


def test_a_remark_leaves_a_finished_article_finished(scene: Scene) -> None:
    scene.do(articles.set_status, scene.article, "done")
    outcome = scene.run(notes.add, "article", scene.article, "Well done")
    assert not outcome.reopened
    assert set(scene.page.statuses.values()) == {"done"}


def test_a_note_on_what_is_gone_is_refused(scene: Scene) -> None:
    for subject in ("article", "span", "entity", "claim"):
        with pytest.raises(Refused, match="not in the project any more"):
            scene.do(notes.add, subject, 12345, "Look")
