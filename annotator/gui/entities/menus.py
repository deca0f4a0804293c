"""What can be done with an entity of the list, and with a mention of it."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from annotator.edits import entities, judgements, links, spans
from annotator.edits.work import Edit
from annotator.gui import judging, spoken
from annotator.gui.command import Commands
from annotator.gui.desk import Desk
from annotator.gui.entities.rows import EntityRow, level_words
from annotator.gui.widgets.popups import entry, popup, tick
from annotator.i18n import _
from annotator.model import LEVELS, Page, Span
from annotator.wording import graded

ABOUT_AN_ENTITY = ("claim.link_entities",)
HIDING = ("pseudonym.hide",)
REMARKS = ("edit.note", "edit.doubt", "edit.ask")
ABOUT_A_MENTION = (
    "mark.find_entity", "mark.not_the_same", "mark.untie", "mark.label_all",
    "claim.link_mentions", "properties.properties",
)  # fmt: skip

# What is typed in the list or in the details: the panel opens the field.
Ask = Callable[[str], None]


def entity_menu(desk: Desk, commands: Commands, row: EntityRow, ask: Ask, parent: QWidget) -> QMenu:
    """What can be done with an entity; `ask` opens "rename", "merge", "alias" and the others."""
    menu, page = popup(parent), desk.page
    if page is None or row.id not in page.entities:
        return menu
    _ask(menu, ask, (("rename", _("Rename") + "\tF2"),))
    menu.addMenu(_label_menu(desk, page, row.id, menu)).setEnabled(desk.can_edit is True)
    _ask(menu, ask, (("merge", _("Merge into…")),))
    menu.addSeparator()
    _ask(menu, ask, (("alias", _("Other names…")), ("description", _("Describe…")),
                     ("qid", _("Wikidata id…"))))  # fmt: skip
    menu.addMenu(_card_menu(desk, page, row.id, menu)).setEnabled(desk.can_edit is True)
    _run(menu, commands, desk, ABOUT_AN_ENTITY)
    menu.addSeparator()
    _run(menu, commands, desk, HIDING)
    tick(menu.actions()[-1], bool(row.pseudonym))
    menu.addSeparator()
    _run(menu, commands, desk, REMARKS)
    if not row.code:  # the article's author
        for action in menu.actions()[1:3]:
            action.setEnabled(False)
    return menu


def mention_menu(desk: Desk, commands: Commands, span: Span, parent: QWidget) -> QMenu:
    """What can be done with a mention, which is chosen."""
    menu, page = popup(parent), desk.page
    if page is None:
        return menu
    levels = menu.addMenu(_("It is a"))
    for level in LEVELS:
        action = _entry(levels, level_words(level), spans.set_level, desk, span.id, level)
        tick(action, span.level == level)
    labels = menu.addMenu(_("Label"))
    for label in page.codebook.active_labels:
        words = f"{label.name}\t{label.key}"
        action = _entry(labels, words, spans.relabel, desk, span.id, label.id)
        tick(action, page.codebook.label(span.label or label.id) == label)
    for submenu in (levels, labels):
        submenu.setEnabled(desk.can_edit is True)
    menu.addSeparator()
    _run(menu, commands, desk, ABOUT_A_MENTION)
    for link in page.links:
        if link.kind == "span" and span.id in (link.source, link.target):
            words = _("Remove the link {link}").format(link=spoken.link(page, link))
            entry = _entry(menu, words, links.remove, desk, "span", link.id)
            entry.setEnabled(desk.can_edit is True)
    menu.addSeparator()
    _run(menu, commands, desk, REMARKS)
    menu.addSeparator()
    _entry(menu, _("Remove the mark"), spans.remove, desk, span.id).setEnabled(
        desk.can_edit is True
    )
    return menu


def _label_menu(desk: Desk, page: Page, entity: int, parent: QWidget) -> QMenu:
    menu = QMenu(_("Label"), parent)
    now = page.codebook.label(page.entities[entity].label)
    for label in page.codebook.active_labels:
        tick(_entry(menu, label.name, entities.retype, desk, entity, label.id), label == now)
    return menu


def _card_menu(desk: Desk, page: Page, entity: int, parent: QWidget) -> QMenu:
    """This annotator's card of the entity as a source."""
    menu = QMenu(_("Grade the source"), parent)
    field = next((one for one in page.codebook.fields if one.id == judging.CARD), None)
    if field is None or desk.project is None:
        return menu
    given = page.answers(entity=entity, annotator=desk.project.annotator.id).get(field.id, ())
    letter = given[0].value if given else ""
    for choice in field.choices:
        words = graded(field, choice.value)
        action = _entry(menu, words, judgements.grade, desk, entity, field.id, choice.value)
        action.setToolTip(choice.definition)
        tick(action, choice.value == letter)
    if letter:
        menu.addSeparator()
        _entry(menu, _("No grade"), judgements.grade, desk, entity, field.id)
    return menu


def _ask(menu: QMenu, ask: Ask, offered: Iterable[tuple[str, str]]) -> None:
    for what, words in offered:
        menu.addAction(words).triggered.connect(lambda _on=False, what=what: ask(what))


def _run(menu: QMenu, commands: Commands, desk: Desk, ids: Iterable[str]) -> None:
    """Entries for commands, with their keys; those that cannot run now are greyed."""
    for one in (one for id in ids for one in commands.all if one.id == id):
        entry(menu, one.words, partial(commands.run, one), one.key).setEnabled(one.can_run(desk))


def _entry(menu: QMenu, words: str, edit: Edit, desk: Desk, *args: object) -> QAction:
    """An entry that asks for an edit."""

    def act() -> None:
        if outcome := desk.edit(edit, *args):
            desk.tell(outcome)

    words, _tab, key = words.partition("\t")
    return entry(menu, words, act, key)
