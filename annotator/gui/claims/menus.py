"""The menus of the claims panel, and the keys it shows: all from the commands there are."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from annotator.edits import claims, judgements
from annotator.edits.work import Edit
from annotator.gui import judging
from annotator.gui.claims.sheet import Sheet
from annotator.gui.command import Command, Commands
from annotator.gui.desk import Desk
from annotator.gui.widgets.popups import entry, popup, tick
from annotator.i18n import _
from annotator.model import Entity, Page
from annotator.wording import graded

ABOUT_A_CLAIM = (
    ("judge.judge", "claim.chain", "claim.link", "claim.nest"),
    ("edit.note", "edit.doubt", "edit.ask"),
    ("edit.remove",),
)
OFFERED = 12
_SPEAKERS = ("who", "body", "place")


def command(commands: Commands, id: str) -> Command | None:
    """The command of that id, where there is one."""
    return next((one for one in commands.all if one.id == id), None)


def key_of(commands: Commands, id: str) -> str:
    """The key of a command as people read it; "" where there is none."""
    found = command(commands, id)
    return found.key if found is not None else ""


def run(commands: Commands, id: str) -> None:
    """Run a command, if there is one of that id."""
    found = command(commands, id)
    if found is not None:
        commands.run(found)


def claim_menu(desk: Desk, commands: Commands, parent: QWidget) -> QMenu:
    """What can be done with the open claim."""
    menu = popup(parent)
    entry(menu, _("Make it the author's own"), lambda: _edit(desk, claims.own))
    for section in ABOUT_A_CLAIM:
        for one in (command(commands, id) for id in section):
            if one is None:
                continue
            entry(menu, one.words, partial(commands.run, one), one.key).setEnabled(
                one.can_run(desk)
            )
        menu.addSeparator()
    return menu


def source_menu(desk: Desk, sheet: Sheet, parent: QWidget) -> QMenu:
    """Who says it: somebody else, nobody, the author; through whom; and the source's grade."""
    menu = popup(parent)
    offered = likely_sources(sheet)
    for entity in offered:
        source = partial(_edit, desk, claims.set_source, entity.id)
        tick(_entity(menu, sheet.page, entity, source), entity == sheet.source)
    menu.addSeparator()
    entry(menu, _("Nobody named"), lambda: _edit(desk, claims.set_source, None))
    entry(menu, _("The author's own"), lambda: _edit(desk, claims.own))
    if len(sheet.claim.chain) > 1:
        menu.addSeparator()
        menu.addMenu(_relay_menu(desk, sheet, offered, menu))
    if sheet.source is not None:
        menu.addSeparator()
        menu.addMenu(_card_menu(desk, sheet, menu))
    return menu


def _entity(menu: QMenu, page: Page, entity: Entity, act: Callable[[], object]) -> QAction:
    """An entry for an entity, the code of its label where keys stand."""
    return entry(menu, entity.name, act, page.codebook.label(entity.label).code)


def likely_sources(sheet: Sheet, most: int = OFFERED) -> tuple[Entity, ...]:
    """Whom the claim may come from: those its source words name, the sources of other claims,
    then who is mentioned most, of those that can speak.
    """
    page, claim = sheet.page, sheet.claim
    live = [page.entity_of(span) for span in page.mentions]
    counts = Counter(id for id in live if id is not None)
    told = Counter(page.live(other.source) for other in page.claims.values() if other is not claim)
    words = sheet.of_role("source")
    named = {
        page.entity_of(span)
        for span in page.mentions
        if any(part.start <= span.start and span.end <= part.end for part in words)
    }

    def rank(entity: Entity) -> tuple[bool, bool, int, bool, int, int]:
        id, now = entity.id, entity == sheet.source
        is_place = page.codebook.label(entity.label).family == "place"
        return (not now, id not in named, -told[id], is_place, -counts[id], id)

    can_speak = [one for one in page.entities.values() if _speaks(page, one)]
    return tuple(sorted(can_speak, key=rank)[:most])


def _speaks(page: Page, entity: Entity) -> bool:
    if entity.role == "author" or entity.merged_into is not None:
        return False
    return page.codebook.label(entity.label).family in _SPEAKERS


def _relay_menu(desk: Desk, sheet: Sheet, offered: Iterable[Entity], parent: QWidget) -> QMenu:
    """Who stands between the author and the source: add one, or take one out."""
    menu = QMenu(_("Relayed through"), parent)
    chain = sheet.claim.chain
    for link in chain[1:-1]:
        rest = tuple(one for one in chain if one != link)
        tick(entry(menu, sheet.name(link), partial(_edit, desk, claims.set_chain, rest)), True)
    taken = {sheet.page.live(one) for one in chain}
    for entity in offered:
        if entity.id not in taken:
            _entity(menu, sheet.page, entity, partial(_edit, desk, claims.relay, entity.id))
    return menu


def _card_menu(desk: Desk, sheet: Sheet, parent: QWidget) -> QMenu:
    """This annotator's card of the source."""
    menu = QMenu(_("Grade the source…"), parent)
    source = sheet.source
    field = next((one for one in sheet.page.codebook.fields if one.id == judging.CARD), None)
    if source is None or field is None:
        return menu
    letter = sheet.card
    for choice in field.choices:
        words = graded(field, choice.value).replace(", ", "  ", 1)
        action = entry(menu, words, partial(judging.grade_source, desk, choice.value))
        tick(action, choice.value == letter).setToolTip(choice.definition)
    if letter:
        menu.addSeparator()
        entry(menu, _("No grade"), lambda: _told(desk, judgements.grade, source.id, field.id))
    return menu


def _edit(desk: Desk, edit: Edit, *rest: object) -> None:
    """Run an edit of the open claim and say what it did."""
    if desk.focus.claim is not None:
        _told(desk, edit, desk.focus.claim, *rest)


def _told(desk: Desk, edit: Edit, *arguments: object) -> None:
    if outcome := desk.edit(edit, *arguments):
        desk.tell(outcome)
