"""Painted widgets say what they are, answer to mouse and keys, and look as LOOK says."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.gui.style import dress
from annotator.gui.theme import DARK, LIGHT, Theme
from annotator.gui.widgets import paint
from annotator.gui.widgets.chip import STATUS_NAMES, KeyCap, StatusChip, StatusRing
from annotator.gui.widgets.empty import EmptyState
from annotator.gui.widgets.fold import Fold
from annotator.gui.widgets.paint import draw_chip
from annotator.gui.widgets.panelhead import PanelHead
from annotator.gui.widgets.progress import ProgressLine
from annotator.gui.widgets.scale import Scale
from annotator.gui.widgets.searchfield import SearchField
from annotator.gui.widgets.splitter import Splitter
from annotator.gui.widgets.strip import HintStrip, MessageStrip
from annotator.gui.widgets.tabstrip import TabStrip
from annotator.model import STATUSES, Choice
from tests.gui.widgets.looking import LEFT, choices, colours, name, picture, put, role, shows

LETTERS = choices("ABC", "abc", "reliable", "usually reliable", "fairly reliable")
WORDS = [Choice(word, word[0], word) for word in ("low", "moderate", "high")]
SPOKEN = (("", "not answered"), ("B", "usually reliable"), ("na", "not applicable"))
GROUNDS = (("info", "infobg"), ("warn", "warnbg"), ("bad", "badbg"))


def test_signs_have_their_size_role_and_name(window: QWidget) -> None:
    key, ring = KeyCap("Ctrl+Enter"), StatusRing("done")
    put(window, key, ring)
    assert key.height() == 17 and KeyCap("c").sizeHint().width() == 17
    assert {role(sign) for sign in (key, ring)} == {QAccessible.Role.StaticText}
    assert [name(sign) for sign in (key, ring)] == ["Key Ctrl+Enter", "Done"]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_a_chip_is_full_fill_with_the_bar_below(qapp: QApplication, theme: Theme) -> None:
    image, hue = QImage(36, 17, QImage.Format.Format_RGB32), theme.family("who")
    painter = QPainter(image)
    draw_chip(painter, QRectF(image.rect()), "PER", hue, theme)
    painter.end()
    assert image.pixelColor(3, 8) == hue.full
    assert image.pixelColor(18, 16) == hue.bar
    inked = [image.pixelColor(x, y) for x in range(6, 30) for y in range(3, 14)]
    assert min(abs(ink.lightness() - theme.text.lightness()) for ink in inked) < 24


def test_five_statuses_have_five_marks_that_differ_without_colour(window: QWidget) -> None:
    assert set(STATUS_NAMES) == set(STATUSES)
    shapes = []
    for status in STATUSES:
        ring = StatusRing(status)
        put(window, ring)
        grey = picture(ring).convertToFormat(QImage.Format.Format_Grayscale8)
        ground = grey.pixelColor(0, 0).value()
        shapes.append(
            tuple(
                abs(grey.pixelColor(x, y).value() - ground) > 48
                for x in range(grey.width())
                for y in range(grey.height())
            )
        )
    for one in range(5):
        for other in range(one):
            assert sum(a != b for a, b in zip(shapes[one], shapes[other], strict=True)) >= 6


def test_a_status_chip_writes_its_status(window: QWidget) -> None:
    chip = StatusChip("in_progress")
    put(window, chip)
    assert name(chip) == "In progress"
    assert shows(chip, LIGHT.infobg) and shows(chip, LIGHT.accent)
    narrow = chip.width()
    chip.show_status("done_empty")
    QApplication.processEvents()
    assert chip.width() > narrow


def test_a_new_palette_recolours_widgets_that_stand(qapp: QApplication, window: QWidget) -> None:
    head = PanelHead("Articles")
    put(window, head)
    assert shows(head, LIGHT.text)
    dress(qapp, DARK)
    QApplication.processEvents()
    assert LIGHT.window.name() not in colours(head)
    assert shows(head, DARK.text)


def test_a_count_that_goes_takes_its_dot_along(window: QWidget) -> None:
    painted: list[QRegion] = []

    class Seen(PanelHead):
        def paintEvent(self, event: QPaintEvent) -> None:
            painted.append(event.region())
            super().paintEvent(event)

    head = Seen("Claims")
    head.show_further("source", "3 without source")
    put(window, head)
    QApplication.processEvents()
    dot = QPoint(head.counts["source"].x() - 8, head.height() // 2)
    painted.clear()
    head.show_further("source", "")
    QApplication.processEvents()
    assert any(region.contains(dot) for region in painted)


def test_what_counts_nothing_from_the_start_leaves_no_dot(qtbot: QtBot) -> None:
    head = PanelHead("Claims")
    qtbot.addWidget(head)
    head.show_further("source", "")
    head.show()
    assert not head.counts["source"].isVisible()
    head.show_further("source", "1 without source")
    assert head.counts["source"].isVisible()


def test_a_panel_head_counts_and_its_counts_filter(qtbot: QtBot, window: QWidget) -> None:
    head, seen = PanelHead("Claims"), []
    head.counted.connect(lambda key, on: seen.append((key, on)))
    head.show_count("41")
    head.show_further("source", "3 without source")
    tool = head.add_tool("filter", "Filter the claims")
    put(window, head)
    assert head.height() == 32
    assert name(head) == "Claims 41"
    assert (tool.width(), tool.height()) >= (24, 22) and name(tool) == "Filter the claims"
    count = head.counts["source"]
    qtbot.mouseClick(count, LEFT)
    qtbot.keyClick(count, Qt.Key.Key_Space)
    assert seen == [("source", True), ("source", False)]
    head.show_further("source", "")
    assert count.isHidden()


def test_counts_become_icon_and_number_where_room_lacks(window: QWidget) -> None:
    head = PanelHead("Claims")
    head.show_count("41")
    head.show_further("source", "3 without source")
    head.abridge("source", "3", "warn", "bad")
    head.add_tool("filter", "Filter")
    put(window, head)
    assert not head.counts["source"].short
    head.resize(160, 32)
    QApplication.processEvents()
    count = head.counts["source"]
    assert count.short and shows(count, LIGHT.bad)
    assert name(count) == "3 without source"
    assert count.geometry().right() < 160 - 32


def test_a_search_is_said_after_a_pause_at_enter_at_once(qtbot: QtBot, window: QWidget) -> None:
    field, said = SearchField("Filter by title"), []
    field.searched.connect(said.append)
    put(window, field)
    assert field.height() == 26 and name(field) == "Filter by title"
    qtbot.keyClicks(field, "krem")
    assert said == []
    qtbot.waitUntil(lambda: said == ["krem"], timeout=1000)
    qtbot.keyClicks(field, "lin")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert said == ["krem", "kremlin"]


def test_escape_empties_a_search_and_then_leaves_it(qtbot: QtBot, window: QWidget) -> None:
    field, said, left = SearchField("Filter"), [], []
    field.searched.connect(said.append)
    field.left.connect(lambda: left.append(True))
    put(window, field)
    qtbot.keyClicks(field, "x")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), said, left) == ("", ["x", ""], [])
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert left == [True]


def test_a_click_on_a_cell_tells_its_value_and_shows_it_once_stored(
    qtbot: QtBot, window: QWidget
) -> None:
    scale, seen = Scale("Reliability", LETTERS), []
    scale.chosen.connect(seen.append)
    put(window, scale)
    cell = scale.cells[1]
    assert cell.width() == 23 and cell.height() == 23
    qtbot.mouseClick(cell, LEFT)
    assert seen == ["B"] and not cell.isChecked()
    scale.show_value("B")
    assert cell.isChecked()
    assert LIGHT.accent.name() in colours(scale)
    qtbot.mouseClick(cell, LEFT)
    assert seen == ["B", ""]


def test_a_scale_speaks_name_and_value(window: QWidget) -> None:
    scale = Scale("Reliability", LETTERS)
    put(window, scale)
    found = QAccessible.queryAccessibleInterface(scale)
    assert found.text(QAccessible.Text.Name) == "Reliability"
    for value, spoken in SPOKEN:
        scale.show_value(value)
        assert found.text(QAccessible.Text.Description) == spoken
    scale.show_value("C")
    cell = QAccessible.queryAccessibleInterface(scale.cells[2])
    assert cell.state().checked and cell.text(QAccessible.Text.Name) == "C: fairly reliable"


def test_a_scale_is_worked_by_its_own_keys_and_arrows_store_nothing(
    qtbot: QtBot, window: QWidget
) -> None:
    scale, seen = Scale("Reliability", LETTERS), []
    scale.chosen.connect(seen.append)
    put(window, scale)
    scale.setFocus()
    qtbot.keyClick(scale, Qt.Key.Key_C)
    qtbot.keyClick(scale, Qt.Key.Key_Right)
    qtbot.keyClick(scale, Qt.Key.Key_X)
    assert seen == ["C"]
    for key in (Qt.Key.Key_Space, Qt.Key.Key_0, Qt.Key.Key_Backspace):
        qtbot.keyClick(scale, key)
    assert seen == ["C", "B", "na", ""]


def test_a_named_scale_shows_keys_beside_words(window: QWidget) -> None:
    scale = Scale("Confidence", WORDS)
    put(window, scale)
    scale.show_value("moderate")
    assert [name(cell) for cell in scale.cells] == ["low", "moderate", "high"]
    assert not scale.says_wording
    gaps = [b.x() - a.geometry().right() for a, b in pairwise(scale.cells)]
    assert min(gaps) >= 12


def test_the_wording_stands_beside_the_cells_only_where_it_fits(window: QWidget) -> None:
    scale = Scale("Reliability", LETTERS)
    put(window, scale)
    scale.show_value("B")
    assert scale.says_wording
    scale.resize(90, 23)
    assert not scale.says_wording
    assert "usually reliable" in scale.toolTip()


def test_a_tab_tells_when_the_person_turns_to_it(qtbot: QtBot, window: QWidget) -> None:
    strip, seen = TabStrip("Tools", folds=True), []
    strip.chosen.connect(seen.append)
    for key in ("find", "concordance", "history"):
        strip.add_tab(key, key.title())
    put(window, strip)
    strip.show_tab("concordance")
    assert seen == [] and strip.current == "concordance" and strip.height() == 30
    qtbot.mouseClick(strip.bar, LEFT, pos=strip.bar.tabRect(2).center())
    qtbot.keyClick(strip.bar, Qt.Key.Key_Left)
    assert seen == ["history", "concordance"]


def test_only_the_open_tab_is_underlined_as_wide_as_its_name(window: QWidget) -> None:
    strip = TabStrip("Tools", folds=True)
    for key in ("find", "concordance"):
        strip.add_tab(key, key.title())
    put(window, strip)
    strip.show_tab("concordance")
    QApplication.processEvents()
    image, box = picture(strip.bar), strip.bar.tabRect(1)
    lined = [x for x in range(image.width()) if image.pixelColor(x, 29) == LIGHT.accent]
    assert (lined[0], lined[-1]) == (box.left() + 10, box.right() - 10)
    strip.fold(True)
    assert LIGHT.accent.name() not in colours(strip.bar)


def test_a_click_on_any_tab_unfolds_a_folded_strip(qtbot: QtBot, window: QWidget) -> None:
    strip, seen = TabStrip("Tools", folds=True), []
    strip.folded.connect(seen.append)
    for key in ("find", "history"):
        strip.add_tab(key, key.title())
    put(window, strip)
    qtbot.mouseClick(strip.chevron, LEFT)
    assert seen == [True] and name(strip.chevron) == "Unfold"
    qtbot.mouseClick(strip.bar, LEFT, pos=strip.bar.tabRect(0).center())
    assert seen == [True, False] and not strip.is_folded


@pytest.mark.parametrize(("kind", "ground"), GROUNDS)
def test_a_strip_says_one_sentence_on_the_ground_of_its_kind(
    qtbot: QtBot, window: QWidget, kind: str, ground: str
) -> None:
    strip, seen = MessageStrip(window), []
    strip.pressed.connect(seen.append)
    strip.closed.connect(lambda: seen.append("closed"))
    put(window, strip)
    strip.say("Not saved: the disk is full.", kind=kind, buttons=(("retry", "Retry"),))
    QApplication.processEvents()
    assert strip.height() == 32
    assert picture(strip).pixelColor(2, 2) == getattr(LIGHT, ground)
    assert strip.sentence == "Not saved: the disk is full."
    buttons = {name(button): button for button in strip.findChildren(QAbstractButton)}
    qtbot.mouseClick(buttons["Retry"], LEFT)
    qtbot.mouseClick(buttons["Close"], LEFT)
    assert seen == ["retry", "closed"]


def test_a_hint_shows_its_keys_as_caps_and_speaks_them_as_words(window: QWidget) -> None:
    strip = HintStrip(window)
    put(window, strip)
    strip.show_step("Press `c` to make a claim.", 2, 5)
    QApplication.processEvents()
    assert strip.sentence == "Press c to make a claim."
    assert LIGHT.raised.name() in colours(strip)


def test_a_stop_follows_a_key_without_a_blank(window: QWidget) -> None:
    strip = HintStrip(window)
    put(window, strip)
    strip.show_step("Press `s`; the words, `u`.", 3, 5)
    (_press, first, then, second, stop) = strip._sentence.laid(LIGHT)
    assert [part for _left, part in (then, stop)] == ["; the words,", "."]
    assert then[0] == first[0] + paint.key_width("s", LIGHT)
    assert stop[0] == second[0] + paint.key_width("u", LIGHT)


def test_an_empty_page_offers_buttons_and_an_empty_panel_one_sentence(
    qtbot: QtBot, window: QWidget
) -> None:
    page = EmptyState(
        "Import text.", heading="No articles yet",
        buttons=(("import", "Import files…"), ("paste", "Paste an article")),
    )  # fmt: skip
    panel, seen = EmptyState("No claims."), []
    page.pressed.connect(seen.append)
    put(window, page, panel)
    first, second = page.findChildren(QPushButton)
    assert first.property("primary") and not second.property("primary")
    qtbot.mouseClick(second, LEFT)
    assert seen == ["paste"]
    assert picture(panel).pixelColor(panel.width() - 3, 3) == LIGHT.base
    assert panel.findChildren(QPushButton) == []


def test_a_progress_line_has_a_value_and_shows_done_before_begun(window: QWidget) -> None:
    line = ProgressLine("Articles done")
    put(window, line)
    line.show_progress(50, 100, 25)
    found = QAccessible.queryAccessibleInterface(line)
    assert found.role() == QAccessible.Role.ProgressBar
    assert found.valueInterface().currentValue() == 50
    image = picture(line)
    y, at = line.height() // 2, [image.width() * share // 100 for share in (25, 65, 90)]
    assert [image.pixelColor(x, y) for x in at] == [LIGHT.ok, LIGHT.accent, LIGHT.line]


def test_a_fold_names_what_is_inside_while_it_is_shut(qtbot: QtBot, window: QWidget) -> None:
    fold, seen = Fold("More"), []
    fold.toggled.connect(seen.append)
    put(window, fold)
    fold.show_inside("named · direct")
    assert shows(fold, LIGHT.dim)
    qtbot.mouseClick(fold, LEFT)
    qtbot.keyClick(fold, Qt.Key.Key_Space)
    assert seen == [True, False] and fold.accessibleDescription() == "named · direct"


def test_a_splitter_is_one_pixel_that_seven_can_grab(qtbot: QtBot) -> None:
    splitter = Splitter(Qt.Orientation.Horizontal)
    qtbot.addWidget(splitter)
    splitter.addWidget(QWidget())
    splitter.addWidget(QWidget())
    splitter.resize(401, 100)
    splitter.show()
    qtbot.waitExposed(splitter)
    splitter.setSizes([200, 200])
    handle = splitter.handle(1)
    assert handle.width() == 7 and handle.contentsRect().width() == 1
    image = picture(splitter)
    lined = [x for x in range(image.width()) if image.pixelColor(x, 50) == LIGHT.line]
    assert lined == [200]
    qtbot.mousePress(handle, LEFT, pos=QPoint(0, 50))
    qtbot.mouseMove(handle, QPoint(40, 50))
    qtbot.mouseRelease(handle, LEFT, pos=QPoint(40, 50))
    assert splitter.sizes()[0] > 200
