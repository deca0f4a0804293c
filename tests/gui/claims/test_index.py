"""The index of a page: it finds what the page would find, also after edits were carried over."""

from annotator.gui.claims.index import Index, parted
from annotator.gui.panels.claims import ClaimsPanel
from annotator.model import Page
from tests.gold import gold_page
from tests.gui.claims.goldhand import numbered, open_claim
from tests.gui.hand import Hand


def check(index: Index, page: Page) -> None:
    """The index finds just what searching the page finds."""
    assert list(index.order) == [claim.id for claim in page.claims_in_order]
    for number, claim in enumerate(page.claims_in_order, 1):
        assert index.number(claim.id) == number
        assert index.parts(claim.id) == page.parts(claim.id)
        about = [one for one in page.judgements if one.claim == claim.id]
        assert sorted(index.answers(claim.id), key=lambda one: one.id) == about
    for entity in page.entities:
        cards = [one for one in page.judgements if one.entity == entity]
        assert sorted(index.card(entity), key=lambda one: one.id) == cards


def test_an_index_finds_what_searching_the_page_finds() -> None:
    index = Index()
    assert index.read(gold_page()) == set(gold_page().claims)
    check(index, gold_page())
    assert index.read(gold_page()) == set()


def test_an_index_follows_edits_and_undo(panel: ClaimsPanel, hand: Hand) -> None:
    open_claim(panel, 18)
    index = panel._ledger.index
    panel.list.setFocus()
    for keys in (["j", "2"], ["Shift+V", "2", "3", "Enter"], ["Delete"]):
        hand.press(*keys, on=panel.list)
        assert panel.desk.page is not None
        check(index, panel.desk.page)
    for _ in range(4):
        panel.desk.undo()
        check(index, panel.desk.page)
    assert numbered(panel, 18).gist.startswith("Putin is in pain")


def test_two_lists_are_parted_between_their_common_ends() -> None:
    one, two, three, four = (object() for _ in range(4))
    before, after = [one, two, three], [one, four, three]
    assert parted(before, after) == ([two], [four])  # type: ignore[type-var]
    assert parted(before, before) == ([], [])  # type: ignore[type-var]
    assert parted([], after) == ([], after)  # type: ignore[type-var]
