"""The desk tells the window once of what belongs together, and never of half of it."""

from annotator.edits import claims
from annotator.gui.window import Window
from tests.gui.hand import Hand


def told(window: Window) -> list[tuple[str, object, object]]:
    """What the desk tells from now on, with the page and focus that lie on it then."""
    heard, desk = [], window.desk
    desk.page_changed.connect(lambda page: heard.append(("page", page, desk.focus)))
    desk.focus_changed.connect(lambda focus: heard.append(("focus", desk.page, focus)))
    return heard


def test_a_key_that_marks_chooses_and_begins_to_judge_is_told_once(
    window: Window, hand: Hand
) -> None:
    hand.drag(222, 236)
    heard = told(window)
    hand.press("c", on=hand.view)
    desk = window.desk
    assert desk.focus.claim in desk.page.claims and desk.focus.field
    assert heard == [("page", desk.page, desk.focus), ("focus", desk.page, desk.focus)]


def test_undo_takes_the_lost_claim_out_of_the_focus_in_the_same_breath(
    window: Window, hand: Hand
) -> None:
    hand.drag(222, 236)
    hand.press("c", on=hand.view)
    heard = told(window)
    hand.press("Ctrl+z", on=hand.view)
    assert [what for what, _page, _focus in heard] == ["page", "focus"]
    assert all(focus.claim is None for _what, _page, focus in heard)


def test_what_is_asked_for_while_the_desk_tells_is_told_after_to_all(window: Window) -> None:
    desk, heard = window.desk, told(window)
    desk.focus_changed.connect(
        lambda focus: desk.look(start=30, end=34) if focus.end == 20 else None
    )
    late = []
    desk.focus_changed.connect(late.append)
    desk.look(start=10, end=20)
    assert [focus.end for focus in late] == [20, 34]
    assert [focus.end for _what, _page, focus in heard] == [20, 34]


def test_a_command_that_fails_has_told_what_it_did(window: Window) -> None:
    desk, heard = window.desk, told(window)
    try:
        with desk.turn():
            made = desk.edit(claims.add, desk.page.article.id, 222, 236)
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass
    assert made is not None
    assert [page for what, page, _focus in heard if what == "page"] == [desk.page]
    desk.look(claim=made.answer)
    assert heard[-1][0] == "focus" and heard[-1][2].claim == made.answer
