"""What hangs on marks and links beside their labels: properties and notes, seen and written."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from annotator.edits import claims, entities, links, spans
from annotator.gui import spoken
from annotator.gui.claims.formrow import Removable
from annotator.gui.claims.ties import Tie
from annotator.gui.dialogs.asking import WordsSheet
from annotator.gui.entities.lines import Told
from annotator.gui.window import Window
from tests.gui.hand import Hand


@pytest.fixture
def mention(window: Window, hand: Hand) -> int:
    """A mention with a property, such as an import brings."""
    label = hand.page.codebook.label_named("PER").id
    made = window.desk.edit(spans.add, hand.page.article.id, 222, 236, label).answer
    window.desk.edit(entities.set_attribute, "span", made, "Certainty", "sure")
    window.desk.look(span=made, start=222, end=222)
    return made


def sheet(window: Window) -> WordsSheet:
    return window.findChildren(WordsSheet)[-1]


def write(window: Window, words: str) -> None:
    """Write words in place of those in the sheet, and keep them."""
    field = sheet(window).field
    assert isinstance(field, QPlainTextEdit)
    field.setPlainText(words)
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()


def given(hand: Hand, span: int) -> dict[str, str]:
    return {one.name: one.value for one in hand.page.attributes if one.span == span}


def test_a_marks_properties_are_told_under_the_mouse_and_in_the_status_line(
    window: Window, hand: Hand, mention: int
) -> None:
    told = spoken.span(hand.page, hand.page.span(mention))
    assert told.endswith("Certainty: sure")
    window.status._quiet.stop()
    window.status.show_place()
    assert "Certainty: sure" in window.status.facts.accessibleName()


def test_properties_are_added_changed_and_removed_as_lines_in_one_edit(
    window: Window, hand: Hand, mention: int
) -> None:
    window.commands.run(window.commands.named("properties.properties"))
    assert sheet(window).field.toPlainText() == "Certainty: sure"
    write(window, "Group: yes\nCertainty: doubtful")
    assert given(hand, mention) == {"Group": "yes", "Certainty": "doubtful"}
    window.commands.run(window.commands.named("properties.properties"))
    write(window, "")
    assert given(hand, mention) == {}
    hand.press("Ctrl+z", on=hand.view)
    assert given(hand, mention) == {"Group": "yes", "Certainty": "doubtful"}
    hand.press("Ctrl+z", on=hand.view)
    assert given(hand, mention) == {"Certainty": "sure"}


def test_a_line_without_a_value_is_asked_about_again_and_nothing_is_lost(
    window: Window, hand: Hand, mention: int
) -> None:
    window.commands.run(window.commands.named("properties.properties"))
    write(window, "Group")
    assert sheet(window).is_open
    assert sheet(window).field.toPlainText() == "Group"
    write(window, "Group: yes")
    assert given(hand, mention) == {"Group": "yes"}


def test_links_between_mentions_are_told_at_both_ends(
    window: Window, hand: Hand, mention: int
) -> None:
    label = hand.page.codebook.label_named("PER").id
    other = window.desk.edit(spans.add, hand.page.article.id, 300, 306, label).answer
    window.desk.edit(links.add, "span", mention, other, "spouse")
    one, two = hand.page.span(mention), hand.page.span(other)
    assert f"spouse {' '.join(two.quote.split())}" in list(spoken.further(hand.page, one))
    assert f"{one.quote} spouse this" in list(spoken.further(hand.page, two))


def test_n_on_a_link_of_claims_writes_its_note(window: Window, hand: Hand) -> None:
    desk, article = window.desk, hand.page.article.id
    one = desk.edit(claims.add, article, 222, 260).answer
    other = desk.edit(claims.add, article, 2000, 2040).answer
    desk.edit(links.add, "claim", one, other, "contradicts")
    desk.look(claim=one)
    window.work.right.open("claims")
    (tie,) = window.work.panels["claims"].findChildren(Tie)
    QTest.keyClick(tie, Qt.Key.Key_N)
    write(window, "Both cannot have been there.")
    assert [link.note for link in hand.page.links] == ["Both cannot have been there."]
    tie = next(one for one in window.work.panels["claims"].findChildren(Tie) if one.isVisible())
    assert tie.note == "Both cannot have been there."
    assert "Both cannot" in tie.toolTip()
    QTest.keyClick(tie, Qt.Key.Key_N)
    assert sheet(window).field.toPlainText() == "Both cannot have been there."
    write(window, "")
    assert [link.note for link in hand.page.links] == [""]


def test_n_on_a_link_of_entities_writes_its_note(window: Window, hand: Hand, mention: int) -> None:
    desk, article = window.desk, hand.page.article.id
    label = hand.page.codebook.label_named("PER").id
    other = desk.edit(spans.add, article, 300, 306, label).answer
    whom = hand.page.span(other).entity
    desk.edit(links.add, "entity", hand.page.span(mention).entity, whom, "member_of")
    desk.look(entity=whom)
    panel = window.work.panels["entities"]
    panel.fold.setChecked(True)
    line = next(
        one for one in panel.details.findChildren(Removable)
        if isinstance(one.line, Told) and "member of" in one.line.words
    )  # fmt: skip
    QTest.keyClick(line.line, Qt.Key.Key_N)
    write(window, "Since 2019.")
    assert [link.note for link in hand.page.links] == ["Since 2019."]
