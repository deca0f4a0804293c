"""What the commands promise together: one key, one deed, and a reason where nothing happens."""

from PySide6.QtWidgets import QAbstractButton

from annotator.gui.command import ANYWHERE, MENUS, PLAIN
from annotator.gui.window import Window
from annotator.project import Project
from tests.gui.hand import Hand


def test_no_two_commands_share_a_key_in_one_place(window: Window) -> None:
    assert [(a.id, b.id, a.keys) for a, b in window.commands.clashes()] == []


def test_every_command_stands_in_a_menu_or_answers_a_field(window: Window) -> None:
    for command in window.commands.all:
        assert command.menu in MENUS or command.place.startswith(("field:", "astray:")), command.id


def test_every_label_and_every_field_has_a_key(window: Window) -> None:
    ids = {command.id: command for command in window.commands.all}
    book = window.desk.project.codebook
    for label in book.active_labels:
        assert ids[f"mark.label.{label.name}"].keys == (label.key,)
        assert ids[f"mark.label.{label.name}"].place == PLAIN
    for field in book.fields:
        assert field.core or ids[f"judge.ask.{field.id}"].keys


def test_every_plain_key_is_written_as_the_keyboard_names_it(window: Window) -> None:
    for command in window.commands.all:
        for key in command.keys if command.place != ANYWHERE else ():
            last = key.rsplit("+", 1)[-1]
            assert len(last) > 1 or last == last.lower(), (command.id, key)


def test_the_next_claim_that_is_not_judged_is_one_key_away(hand: Hand) -> None:
    hand.drag(85, 143)
    hand.press("n", "Esc", "Esc", "Esc", "Alt+j")
    assert hand.desk.focus.claim == next(iter(hand.page.claims))


def test_a_key_that_can_do_nothing_now_says_why(hand: Hand) -> None:
    said = []
    hand.desk.said.connect(said.append)
    hand.press("s")
    assert said[-1].words == "A source needs a claim. Press c on what is claimed first."
    hand.press("2")
    assert said[-1].words == "Select some words first."
    assert hand.page.spans == ()


def test_digits_grade_only_while_a_field_is_seen_to_wait(hand: Hand) -> None:
    hand.drag(85, 143)
    hand.press("n")
    assert hand.desk.focus.field == "credibility"
    hand.press("3")
    hand.drag(222, 236)
    assert hand.desk.focus.field == ""
    hand.press("1")
    values = {(one.field, one.value) for one in hand.page.judgements if not one.derived}
    assert values == {("credibility", "3")}
    assert [mention.quote for mention in hand.page.mentions] == ["Vladimir Putin"]


def test_undo_and_redo_go_by_key_through_all_that_was_done(hand: Hand) -> None:
    hand.drag(222, 236)
    hand.press("1")
    hand.drag(85, 143)
    hand.press("n", "3")
    before = hand.page
    hand.press(*["Ctrl+z"] * 3)
    assert (hand.page.spans, hand.page.judgements) == ((), ())
    hand.press(*["Ctrl+y"] * 3)
    assert hand.page == before


def test_a_project_that_cannot_be_changed_offers_keys_for_reading_alone(
    window: Window, project: Project
) -> None:
    path = project.path
    window.desk.put(None)
    window.desk.open(path, read_only=True)
    state, commands = window.work.area.bar.state()
    assert state == "Read-only:"
    assert {one.menu for one in commands} == {"Go", "Find"}


def test_a_layer_that_is_dimmed_or_hidden_is_said_and_ticked_off(window: Window) -> None:
    said = []
    window.desk.said.connect(lambda notice: said.append(notice.words))
    layer = window.commands.named("view.claims")
    states = []
    for _press in range(3):
        window.commands.run(layer)
        states.append(layer.checked(window.desk))
    assert said == [
        "Attributed claims: drawn dimmed.", "Attributed claims: not drawn.",
        "Attributed claims: drawn in full.",
    ]  # fmt: skip
    assert states == [True, False, True]


def test_a_layer_is_shown_alone_and_then_with_the_others_again(window: Window) -> None:
    desk, alone = window.desk, window.commands.named("view.claims_alone")

    def drawn() -> tuple[str, str, str]:
        return desk.settings.entities, desk.settings.claims, desk.settings.own_claims

    window.commands.run(alone)
    assert drawn() == ("off", "on", "off") and alone.checked(desk)
    window.commands.run(alone)
    assert drawn() == ("on", "on", "on") and not alone.checked(desk)


def test_a_border_that_would_leave_no_words_stays_and_says_so(hand: Hand) -> None:
    said = []
    hand.desk.said.connect(said.append)
    hand.drag(85, 90)
    before = hand.desk.focus
    hand.press("Shift+[")
    assert hand.desk.focus == before
    assert said[-1].words == "No words would be left. Delete removes a mark."


def test_the_tips_of_buttons_tell_the_key_that_does_the_same(window: Window) -> None:
    versions = window.work.panels["versions"]
    assert versions.after.toolTip() == "Next difference  F7"
    assert versions.before.toolTip() == "Previous difference  Shift+F7"
    assert versions.carry.toolTip().endswith("  Ctrl+Shift+M")


def test_the_tips_of_tabs_rows_and_filters_tell_their_keys_in_one_way(
    hand: Hand, window: Window
) -> None:
    hand.drag(85, 143)
    hand.press("c", "Esc")
    bar, right = window.work.bottom.strip, window.work.right.tabs
    tips = [
        strip.bar.tabToolTip(place) for strip in (bar, right) for place in range(strip.bar.count())
    ]
    assert {"Find  Ctrl+F", "Concordance  Ctrl+Shift+F", "Claims  Ctrl+2"} <= set(tips)
    tips = {one.toolTip() for one in window.findChildren(QAbstractButton)}
    assert {"What is claimed  c", "Who says it, and through whom  k", "Filter the claims  /",
            "Find in the article  Ctrl+F"} <= tips  # fmt: skip
    assert not [tip for tip in tips if tip.endswith(")")]
    window.desk.set(keys={"find.find": "Ctrl+Alt+F"})
    window.commands.renew()
    hand.press("Esc")
    assert bar.bar.tabToolTip(0) == "Find  Ctrl+Alt+F"


def test_a_slash_in_the_claims_opens_their_filter(hand: Hand, window: Window) -> None:
    hand.drag(85, 143)
    hand.press("c", "Esc")
    panel = window.work.panels["claims"]
    panel.list.setFocus()
    hand.press("/")
    assert panel.search.isVisible() and panel.search.hasFocus()
