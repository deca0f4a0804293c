"""Links made in the window by keys and clicks: between mentions, and claims of two articles."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from annotator import jobs
from annotator.edits import claims, spans
from annotator.gui import spoken
from annotator.gui.claims.formrow import Removable
from annotator.gui.claims.ties import Tie, Ties
from annotator.gui.window import Window
from annotator.model import Link, Page
from annotator.project import Project
from tests.gui.conftest import through
from tests.gui.hand import Hand

FIRST = "Dmitry Peskov spoke for the Kremlin on Friday. He said that nobody had known.\n"
SECOND = "Officials in Moscow denied on Sunday that anybody had known of the plan.\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with two articles; on the first, three mentions and a claim."""
    made = Project.create(tmp_path / "two.annotator", "analyst-1")
    (tmp_path / "first.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "second.txt").write_text(SECOND, encoding="utf-8")
    for name in ("first", "second"):
        through(jobs.import_files(made, [tmp_path / f"{name}.txt"]))
    first, second = (row.id for row in sorted(made.articles().page(), key=lambda row: row.id))
    for words, label in (("Dmitry Peskov", "PER"), ("Kremlin", "ORG"), ("Friday", "DATE")):
        given = next(one.id for one in made.codebook.active_labels if one.code == label)
        made.edit(spans.add, first, FIRST.index(words), FIRST.index(words) + len(words), given)
    made.edit(claims.add, first, FIRST.index("nobody"), len(FIRST) - 2)
    made.edit(claims.add, second, SECOND.index("anybody"), len(SECOND) - 2)
    return made


@pytest.fixture
def hand(window: Window) -> Hand:
    """An analyst's hand on the first of the two articles."""
    window.desk.open_article(min(row.id for row in window.desk.project.articles().page()))
    return Hand(window)


def links(hand: Hand) -> list[Link]:
    """The links as the file has them, on the article that is open."""
    assert hand.desk.project is not None
    page = hand.desk.project.page(hand.page.article.id)
    assert page is not None
    return list(page.links)


def quotes(page: Page, link: Link) -> tuple[str, ...]:
    ends = (page.span(link.source), page.span(link.target))
    return tuple(span.quote for span in ends if span is not None)


def other_article(hand: Hand) -> int:
    assert hand.desk.project is not None
    here = hand.page.article.id
    return next(row.id for row in hand.desk.project.articles().page() if row.id != here)


def tie(hand: Hand) -> Tie:
    """The one link in the form of the open claim."""
    QApplication.processEvents()
    form = hand.window.work.panels["claims"].form
    (ties,) = form.findChildren(Ties)
    return next(one for one in ties.findChildren(Tie) if one.isVisibleTo(ties))


def test_two_mentions_are_linked_by_a_click_and_a_key(hand: Hand) -> None:
    hand.click(FIRST.index("Peskov"))
    hand.press("Shift+i")
    hand.click(FIRST.index("Kremlin"))
    assert hand.window.work.area.bar.state()[0] == "How are they linked?"
    hand.press("p")
    (link,) = links(hand)
    assert (link.kind, link.type) == ("span", "speaks_for")
    assert quotes(hand.page, link) == ("Dmitry Peskov", "Kremlin")
    chosen = hand.page.span(hand.desk.focus.span or 0)
    assert chosen is not None and chosen.quote == "Dmitry Peskov"
    assert "speaks for Kremlin" in spoken.span(hand.page, chosen)
    hand.press("Ctrl+z")
    assert links(hand) == []
    hand.press("Ctrl+y")
    assert links(hand) == [link]


def test_by_keys_alone_the_other_end_is_stepped_to_and_the_kind_typed(hand: Hand) -> None:
    hand.click(FIRST.index("Peskov"))
    hand.press("Shift+i", "Tab", "Tab")
    assert hand.page.span(hand.desk.focus.other or 0).quote == "Friday"
    hand.press("w")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    hand.type("spoke on")
    hand.press("Enter")
    (link,) = links(hand)
    assert link.type == "spoke on" and quotes(hand.page, link) == ("Dmitry Peskov", "Friday")
    hand.press("Shift+i", "Tab", "w")
    assert QApplication.focusWidget().text() == "spoke on"


def test_a_link_that_waits_takes_only_what_is_shown_last(hand: Hand) -> None:
    hand.click(FIRST.index("Peskov"))
    hand.press("Shift+i")
    hand.click(FIRST.index("Kremlin"))
    hand.click(FIRST.index("Friday"))
    hand.click(FIRST.index("spoke"))
    hand.press("p")
    assert links(hand) == []
    hand.click(FIRST.index("Kremlin"))
    hand.press("Esc")
    assert hand.desk.focus.waits == "" and hand.page.span(hand.desk.focus.span).quote == (
        "Dmitry Peskov"
    )


def test_a_link_of_mentions_is_shown_with_the_entity_and_removed_there(hand: Hand) -> None:
    hand.click(FIRST.index("Peskov"))
    hand.press("Shift+i", "Tab", "p")
    panel = hand.window.work.panels["entities"]
    panel.fold.setChecked(True)
    QApplication.processEvents()
    (made,) = panel.details._links.findChildren(Removable)
    assert made.line.accessibleName() == "“Dmitry Peskov”: speaks for “Kremlin”"
    made.line.click()
    assert hand.page.span(hand.desk.focus.span or 0).quote == "Kremlin"
    hand.press("Esc", "Esc", on=hand.view)
    assert not any(one.isVisible() for one in panel.details.findChildren(Removable))
    hand.click(FIRST.index("Peskov"))
    made = panel.details._links.findChildren(Removable)[-1]
    made.removed.emit()
    assert links(hand) == []


def test_a_claim_is_linked_with_one_of_another_article(hand: Hand) -> None:
    hand.press("Alt+Down", on=hand.view)
    first = hand.desk.focus.claim
    hand.press("l", on=hand.view)
    hand.desk.open_article(other_article(hand))
    QApplication.processEvents()
    state = hand.window.work.area.bar.state()[0]
    assert state.startswith("Choose the other claim, for “nobody had known")
    hand.press("Alt+Down", on=hand.view)
    hand.press("x", on=hand.view)
    (link,) = links(hand)
    second = hand.desk.focus.claim
    assert (link.kind, link.source, link.target) == ("claim", first, second)
    assert link.type == "contradicts" and hand.desk.focus.waits == ""


def test_a_link_from_afar_names_the_article_and_leads_there(hand: Hand) -> None:
    hand.press("Alt+Down", on=hand.view)
    home, first = hand.page.article, hand.desk.focus.claim
    hand.press("l", on=hand.view)
    hand.desk.open_article(other_article(hand))
    away = hand.page.article
    hand.press("Alt+Down", "x", on=hand.view)
    assert tie(hand).words == f"contradicts this: a claim in “{home.title}”"
    tie(hand).click()
    assert (hand.page.article.id, hand.desk.focus.claim) == (home.id, first)
    assert tie(hand).words == f"contradicts a claim in “{away.title}”"
    assert "anybody had known" in tie(hand).toolTip()


def test_back_at_its_beginning_a_link_is_made_as_if_one_had_stayed(hand: Hand) -> None:
    home = hand.page.article.id
    hand.desk.edit(claims.add, home, 0, FIRST.index(" spoke"))
    hand.press("Alt+Down", on=hand.view)
    first = hand.desk.focus.claim
    hand.press("l", on=hand.view)
    hand.desk.open_article(other_article(hand))
    hand.desk.open_article(home)
    hand.press("Alt+Down", "c", on=hand.view)
    (link,) = links(hand)
    assert (link.source, link.type) == (first, "corroborates") and link.target != first
    assert hand.desk.focus.claim == first


def test_undo_takes_a_link_between_articles_back_where_it_began(hand: Hand) -> None:
    hand.press("Alt+Down", on=hand.view)
    home, first = hand.page.article.id, hand.desk.focus.claim
    hand.press("l", on=hand.view)
    hand.desk.open_article(other_article(hand))
    hand.press("Alt+Down", "x", on=hand.view)
    hand.press("Ctrl+z")
    assert (hand.page.article.id, hand.desk.focus.claim) == (home, first)
    assert links(hand) == []
    hand.press("Ctrl+y")
    assert len(links(hand)) == 1


def test_a_claim_made_while_a_link_waits_is_its_other_end(hand: Hand) -> None:
    hand.press("Alt+Down", on=hand.view)
    first = hand.desk.focus.claim
    hand.press("l", on=hand.view)
    hand.desk.open_article(other_article(hand))
    hand.double(SECOND.index("Officials"))
    hand.press("c", "u", on=hand.view)
    (link,) = links(hand)
    assert (link.source, link.type) == (first, "undercuts")
    assert spoken.words(hand.page, hand.page.claims[link.target]) == "“Officials”"


def test_a_link_that_waits_is_let_go_with_the_claim_it_begins_at(hand: Hand) -> None:
    hand.press("Alt+Down", on=hand.view)
    claim = hand.desk.focus.claim
    hand.press("l", on=hand.view)
    hand.desk.edit(claims.remove, claim)
    assert hand.desk.focus.waits == "" and hand.desk.focus.beginning is None


def test_a_link_whose_other_end_is_a_row_of_the_entities_gets_its_type_by_a_key_there(
    hand: Hand,
) -> None:
    panel = hand.window.work.panels["entities"]
    named = {entity.name: id for id, entity in hand.page.entities.items()}
    hand.click(FIRST.index("Peskov"))
    hand.press("i")
    hand.click_row(panel.list, named["Kremlin"])
    panel.list.setFocus()
    key = hand.page.codebook.link_types("entity")[0].key
    hand.press(key, on=panel.list)
    (made,) = links(hand)
    assert (made.kind, made.source, made.target) == (
        "entity", named["Dmitry Peskov"], named["Kremlin"],
    )  # fmt: skip
    before = hand.desk.project.history()
    hand.press(key, "1", on=panel.list)
    assert hand.desk.project.history() == before
