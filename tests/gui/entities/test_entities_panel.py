"""The list of entities: counted, unfolded, chosen, named, merged; rows on disk tell."""

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.edits import entities, spans
from annotator.gui import undoing
from annotator.gui.entities.menus import entity_menu, mention_menu
from annotator.gui.entities.merging import MergeFinder
from annotator.gui.entities.rows import NOBODY, EntityRow, MentionRow, Register, aloud, tip
from annotator.gui.panels.entities import EntitiesPanel
from annotator.gui.window import Window
from tests.gui.entities.listed import choose, click, entity, row_named, stored
from tests.gui.hand import Hand


def test_entities_are_counted_and_the_most_mentioned_stands_first(panel: EntitiesPanel) -> None:
    rows = [row for row in panel.rows.rows if isinstance(row, EntityRow)]
    named = [row for row in rows if row.code]
    assert len(named) == 37
    listed = [row for row in rows if row.id != NOBODY]
    assert panel.head.count == str(len(listed)) == "38"  # with the author, who is listed too
    assert rows[0].code == "EVNT" and rows[0].count == 19
    assert sum(row.count for row in rows) == 96
    counts = [row.count for row in named]
    assert counts == sorted(counts, reverse=True)


def test_the_chevron_unfolds_the_mentions_in_context(panel: EntitiesPanel, hand: Hand) -> None:
    peskov = row_named(panel, "Dmitry Peskov")
    click(panel, peskov.id, x=10)
    assert hand.desk.focus.entity is None
    shown = [row for row in panel.rows.rows if isinstance(row, MentionRow)]
    assert [row.words for row in shown] == [span.quote for span in hand.page.mentions_of(peskov.id)]
    assert {row.level for row in shown} <= {"NAM", "NOM", "PRO"}
    first = shown[0]
    assert f"{first.before}{first.words}{first.after}" in hand.page.text
    click(panel, peskov.id, x=10)
    assert not any(isinstance(row, MentionRow) for row in panel.rows.rows)


def test_right_and_left_unfold_and_fold(panel: EntitiesPanel, hand: Hand) -> None:
    peskov = row_named(panel, "Dmitry Peskov")
    click(panel, peskov.id)
    hand.press("Right", on=panel.list)
    assert row_named(panel, "Dmitry Peskov").is_open
    hand.press("Down", on=panel.list)
    assert hand.desk.focus.span == hand.page.mentions_of(peskov.id)[0].id
    hand.press("Left", on=panel.list)
    assert panel.list.chosen_id == peskov.id
    hand.press("Left", on=panel.list)
    assert not row_named(panel, "Dmitry Peskov").is_open


def test_choosing_an_entity_puts_it_in_focus_and_a_mention_goes_to_its_place(
    panel: EntitiesPanel, hand: Hand
) -> None:
    putin = row_named(panel, "Vladimir Putin")
    click(panel, putin.id)
    assert hand.desk.focus.entity == putin.id
    panel.unfold_all(True)
    mention = hand.page.mentions_of(putin.id)[1]
    click(panel, mention.id)
    assert hand.desk.focus.span == mention.id
    assert hand.desk.focus.start == mention.start
    click(panel, putin.id)
    assert hand.desk.focus.span is None
    assert panel.list.chosen_id == putin.id


def test_a_mention_chosen_in_the_text_shows_its_entity_in_the_list(
    panel: EntitiesPanel, hand: Hand
) -> None:
    start = hand.page.text.index("Dmitry Peskov")
    hand.click(start + 2)
    assert panel.list.chosen_id == row_named(panel, "Dmitry Peskov").id


def test_enter_goes_to_the_first_mention_in_the_text(
    panel: EntitiesPanel, window: Window, hand: Hand
) -> None:
    putin = row_named(panel, "Vladimir Putin")
    click(panel, putin.id)
    hand.press("Enter", on=panel.list)
    assert hand.desk.focus.span == hand.page.mentions_of(putin.id)[0].id
    assert QApplication.focusWidget() is window.work.area.view


def test_f2_renames_in_place(panel: EntitiesPanel, window: Window, hand: Hand) -> None:
    peskov = row_named(panel, "Dmitry Peskov")
    click(panel, peskov.id)
    hand.press("F2", on=panel.list)
    assert QApplication.focusWidget() is panel.list.name_field
    hand.type("D. S. Peskov")
    hand.press("Enter")
    assert stored(window).entities[peskov.id].name == "D. S. Peskov"
    assert not panel.list.name_field.isVisible()
    assert QApplication.focusWidget() is panel.list


def test_a_double_click_renames_and_esc_gives_the_name_back(
    panel: EntitiesPanel, window: Window, hand: Hand
) -> None:
    peskov = row_named(panel, "Dmitry Peskov")
    click(panel, peskov.id, double=True)
    assert QApplication.focusWidget() is panel.list.name_field
    hand.type("Somebody")
    hand.press("Esc")
    assert not panel.list.name_field.isVisible()
    assert stored(window).entities[peskov.id].name == "Dmitry Peskov"


def test_delete_takes_the_mark_off_a_mention(
    panel: EntitiesPanel, window: Window, hand: Hand
) -> None:
    putin = row_named(panel, "Vladimir Putin")
    panel._unfold(putin.id, True)
    mention = hand.page.mentions_of(putin.id)[0]
    click(panel, mention.id)
    hand.press("Delete", on=panel.list)
    assert stored(window).span(mention.id) is None
    assert row_named(panel, "Vladimir Putin").count == putin.count - 1
    undoing.undo(hand.desk)
    assert row_named(panel, "Vladimir Putin").count == putin.count


def test_a_label_from_the_menu_retypes_the_entity(
    panel: EntitiesPanel, window: Window, hand: Hand
) -> None:
    kremlin = row_named(panel, "Kremlin")
    click(panel, kremlin.id)
    menu = entity_menu(window.desk, panel.commands, kremlin, panel._ask, panel)
    choose(menu, "Label", "FAC")
    page = stored(window)
    assert page.codebook.label(page.entities[kremlin.id].label).name == "FAC"
    assert row_named(panel, "Kremlin").code == "FAC"


def test_merging_is_found_by_typing(panel: EntitiesPanel, window: Window, hand: Hand) -> None:
    gone, kept = row_named(panel, "Dmitry Peskov"), row_named(panel, "Vladimir Putin")
    click(panel, gone.id)
    panel._ask("merge")
    finder = window.findChild(MergeFinder)
    assert finder is not None
    QTest.keyClicks(finder.field, "vlad")
    hand.press("Enter", on=finder.field)
    assert stored(window).entities[gone.id].merged_into == kept.id
    assert row_named(panel, "Vladimir Putin").count == gone.count + kept.count
    assert panel.list.chosen_id == kept.id


def test_the_finder_does_not_offer_the_one_that_goes(panel: EntitiesPanel, window: Window) -> None:
    gone = row_named(panel, "Dmitry Peskov")
    finder = MergeFinder(window.desk, gone.id, QPoint(0, 0))
    finder.open()
    assert gone.id not in [row.id for row in finder._rows.rows]
    finder.shut()


def test_a_mention_is_relabelled_and_levelled_from_its_menu(
    panel: EntitiesPanel, window: Window, hand: Hand
) -> None:
    putin = row_named(panel, "Vladimir Putin")
    panel._unfold(putin.id, True)
    mention = hand.page.mentions_of(putin.id)[0]
    click(panel, mention.id)
    choose(mention_menu(window.desk, panel.commands, mention, panel), "It is a", "Description")
    found = stored(window).span(mention.id)
    assert found is not None and found.level == "NOM"


def test_splitting_off_a_mention_makes_a_row_of_its_own(
    panel: EntitiesPanel, window: Window, hand: Hand
) -> None:
    putin = row_named(panel, "Vladimir Putin")
    panel._unfold(putin.id, True)
    mention = hand.page.mentions_of(putin.id)[0]
    click(panel, mention.id)
    menu = mention_menu(window.desk, panel.commands, mention, panel)
    choose(menu, "Not the same: a new entity")
    page = stored(window)
    found = page.span(mention.id)
    assert found is not None and page.entity_of(found) != putin.id
    assert row_named(panel, "Vladimir Putin").count == putin.count - 1


def test_mentions_without_an_entity_stand_last(panel: EntitiesPanel, hand: Hand) -> None:
    mention = next(hand.page.mentions)
    hand.desk.edit(entities.untie, mention.id)
    last = panel.rows.rows[-1]
    assert isinstance(last, EntityRow)
    assert (last.name, last.code) == ("No entity", "")
    panel._unfold(last.id, True)
    unfolded = panel.rows.rows[-1]
    assert isinstance(unfolded, MentionRow)


def test_the_filter_looks_at_names_aliases_labels_and_ids(panel: EntitiesPanel, hand: Hand) -> None:
    hand.desk.edit(entities.add_alias, entity(hand, "Vladimir Putin").id, "the strongman")
    panel.enter()
    hand.press("/", on=panel.list)
    assert QApplication.focusWidget() is panel.search
    for typed, name in (("strongm", "Vladimir Putin"), ("Q7747", "Vladimir Putin"),
                        ("pesk", "Dmitry Peskov")):  # fmt: skip
        panel.search.selectAll()
        QTest.keyClicks(panel.search, typed)
        hand.press("Enter", on=panel.search)
        assert [row.name for row in panel.rows.rows] == [name]
    panel.search.selectAll()
    QTest.keyClicks(panel.search, "zzz")
    hand.press("Enter", on=panel.search)
    assert "“zzz”" in panel._empty._sentence.text()
    hand.press("Esc", "Esc", on=panel.search)
    assert len(panel.rows.rows) >= 37


def test_orders_by_name_and_by_text(panel: EntitiesPanel) -> None:
    panel.sort("text")
    rows = [row for row in panel.rows.rows if row.code]
    assert [row.first for row in rows] == sorted(row.first for row in rows)
    panel.sort("name")
    names = [row.name.casefold() for row in panel.rows.rows if row.id]
    assert names == sorted(names)


def test_the_author_has_a_row_without_a_chip_once_claims_name_them(
    panel: EntitiesPanel, hand: Hand
) -> None:
    authors = [row for row in panel.rows.rows if row.id and not row.code]
    assert [row.label for row in authors] == ["author"]
    menu = entity_menu(hand.desk, panel.commands, authors[0], panel._ask, panel)
    entries = {one.text().split("\t")[0]: one.isEnabled() for one in menu.actions()}
    assert not entries["Merge into…"]


def test_rows_are_told_in_full(panel: EntitiesPanel) -> None:
    putin = row_named(panel, "Vladimir Putin")
    assert aloud(putin) == "PER, Vladimir Putin, Q7747, 11 mentions, folded"
    mention = MentionRow(1, putin.id, "NOM", "said ", "the president", " today")
    assert aloud(mention).startswith("Description: said")
    assert "said the president today" in tip(mention)


def test_nobody_stays_last_in_every_order(panel: EntitiesPanel, hand: Hand) -> None:
    for row in Register().read(hand.page, "count")[:2]:
        for mention in hand.page.mentions_of(row.id):
            assert hand.desk.edit(entities.untie, mention.id) is not None
    for order in ("count", "name", "text"):
        rows = Register().read(hand.page, order)
        assert rows[-1].id == NOBODY
        assert rows[-1].count == max(row.count for row in rows)


def test_rows_carried_along_are_those_read_anew(panel: EntitiesPanel, hand: Hand) -> None:
    carried = Register()
    carried.read(hand.page, "count")
    putin, peskov = entity(hand, "Vladimir Putin"), entity(hand, "Dmitry Peskov")
    mentions = hand.page.mentions_of(putin.id)
    for edit, args in (
        (entities.untie, (mentions[0].id,)),
        (entities.assign, (mentions[1].id, peskov.id)),
        (spans.remove, (mentions[2].id,)),
        (entities.rename, (peskov.id, "D. Peskov")),
        (spans.relabel, (mentions[3].id, hand.page.codebook.active_labels[1].id)),
        (entities.merge, (peskov.id, putin.id)),
    ):
        assert hand.desk.edit(edit, *args) is not None
        fresh = Register()
        assert carried.read(hand.page, "count") == fresh.read(hand.page, "count")
        for row in fresh.read(hand.page, "count"):
            assert carried.mentions(row.id) == fresh.mentions(row.id)
        undoing.undo(hand.desk)
        assert carried.read(hand.page, "count") == Register().read(hand.page, "count")
        undoing.redo(hand.desk)
