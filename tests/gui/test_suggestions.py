"""What a model suggested is drawn dashed, stepped through, taken or refused by a key."""

import pytest

from annotator.gui import undoing
from annotator.gui.text.lanes import forms
from annotator.gui.window import Window
from annotator.store.ids import new_id
from tests.gui.hand import Hand


@pytest.fixture
def suggested(window: Window) -> Window:
    """The crocus article with three predictions on it."""
    project, page = window.desk.project, window.desk.page
    with project.turn() as db:
        for quote, label in (("Vladimir Putin", "PER"), ("Kremlin", "ORG"), ("Russia", "Land")):
            start = page.text.index(quote)
            db.execute(
                'insert into predictions (id, article, start, "end", label, quote, provider, score)'
                " values (?, ?, ?, ?, ?, ?, 'model-7', 0.93)",
                [new_id(), page.article.id, start, start + len(quote), label, quote],
            )
    window.desk.reread()
    return window


def drawn(window: Window) -> list[str]:
    view = window.work.area.view
    return [f"{view.text[m.start : m.end]} {forms(m)[0]}" for m in view.marks if m.dashed]


def rows(window: Window) -> list[str]:
    return [span.quote for span in window.desk.page.mentions]


def test_suggestions_are_drawn_with_their_codes_and_can_be_hidden(suggested: Window) -> None:
    found = drawn(suggested)
    assert set(found) == {"Vladimir Putin PER?", "Kremlin ORG?", "Russia Land?"}
    commands = suggested.commands
    commands.run(commands.named("suggestion.show"))
    assert drawn(suggested) == []
    commands.run(commands.named("suggestion.show"))
    assert drawn(suggested) == found


def test_keys_step_through_them_take_and_refuse(suggested: Window, hand: Hand) -> None:
    window = suggested
    view = window.work.area.view
    hand.press("f")
    hand.press("f")
    start, end = view.selection()
    assert view.text[start:end] == "Vladimir Putin"
    assert "93%" in window.status.facts.accessibleName()
    hand.press("y")
    assert rows(window) == ["Vladimir Putin"]
    assert len(drawn(window)) == 2
    hand.press("r")
    assert len(drawn(window)) == 1
    undoing.undo(window.desk)
    undoing.undo(window.desk)
    assert rows(window) == []
    assert len(drawn(window)) == 3


def test_a_suggestion_without_a_label_here_says_what_to_do(suggested: Window, hand: Hand) -> None:
    window = suggested
    start = window.desk.page.text.index("Russia")
    window.desk.look(start=start, end=start + len("Russia"))
    hand.press("y")
    assert "no label Land" in window.status.facts.accessibleName()
    assert rows(window) == []


def test_all_are_taken_as_one_step(suggested: Window) -> None:
    commands = suggested.commands
    commands.run(commands.named("suggestion.accept_all"))
    assert sorted(rows(suggested)) == ["Kremlin", "Vladimir Putin"]
    assert drawn(suggested) == ["Russia Land?"]
    undoing.undo(suggested.desk)
    assert rows(suggested) == []
