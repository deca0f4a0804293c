"""The details of the chosen entity: other names, Wikidata, description, links, card, remarks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from annotator.edits import entities, judgements, links, notes, pseudonyms
from annotator.edits.work import Edit
from annotator.gui import judging, linknotes, spoken
from annotator.gui.choosing import choose, choose_entity
from annotator.gui.claims.formrow import FormRow, Lead, column
from annotator.gui.claims.notes import Remark
from annotator.gui.claims.values import Grades
from annotator.gui.claims.visit import LineVisit, TextVisit
from annotator.gui.desk import Desk
from annotator.gui.entities.lines import Lines, Told, removable
from annotator.gui.entities.rows import hidden
from annotator.gui.theme import px
from annotator.i18n import _, ngettext
from annotator.model import PSEUDONYM, Attribute, Entity, Judgement, Link, Note, Page
from annotator.wording import graded, linked, lowered


@dataclass(frozen=True, slots=True)
class Dossier:
    """An entity with all that hangs on it."""

    entity: Entity
    links: tuple[Link, ...] = ()
    card: tuple[Judgement, ...] = ()
    notes: tuple[Note, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    pseudonym: str = ""


def dossier(page: Page, entity: int, annotator: int) -> Dossier | None:
    """What the page knows about an entity; the card is one annotator's."""
    found = page.entities.get(entity)
    if found is None:
        return None
    return Dossier(
        found,
        tuple(link for link in page.links if entity in _ends(page, link)),
        tuple(one for one in page.about(entity=entity) if one.annotator == annotator),
        tuple(sorted((one for one in page.notes if one.entity == entity),
                     key=lambda note: (note.resolved, note.id))),
        tuple(one for one in page.attributes if one.entity == entity and one.name != PSEUDONYM),
        next((one.value for one in page.attributes
              if one.entity == entity and one.name == PSEUDONYM), ""),
    )  # fmt: skip


def _ends(page: Page, link: Link) -> tuple[int | None, ...]:
    """The entities at the ends of a link: those of the mentions where mentions are linked."""
    ends = (link.source, link.target)
    if link.kind == "span":
        return tuple(page.entity_of(span) for end in ends if (span := page.span(end)) is not None)
    return ends if link.kind == "entity" else ()


def known_of(desk: Desk) -> Dossier | None:
    """What is known about the entity in focus; None where there is none."""
    page, entity, project = desk.page, desk.focus.entity, desk.project
    if page is None or entity is None or project is None:
        return None
    return dossier(page, entity, project.annotator.id)


class Details(QWidget):
    """A form about one entity. A visit to a field is one edit."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._entity: int | None = None
        self.alias = self._line(_("Other name"), _("Other name…"), self._add_alias, adds=True)
        self.qid = self._line(_("Wikidata id"), _("Such as Q159"), self._set_qid)
        self.pseudonym = self._line(_("Pseudonym in exports"), _("None: its own name"), self._hide)
        self.pseudonym.setToolTip(
            _("The name that exports write in place of every name of this entity")
        )
        self.description = TextVisit(_("Description"), _("Who or what it is"))
        self.description.visit.kept.connect(self._describe)
        self.attribute = self._line(
            _("Further property"), _("Name: value"), self._add_attribute, adds=True
        )
        self.note = self._line(_("New note on the entity"), _("Note…"), self._add_note, adds=True)
        self._aliases, self._attributes = Lines(self.alias), Lines(self.attribute)
        self._notes, self._links, self._card = Lines(self.note), Lines(), Lines()
        self._arrange()
        self.setEnabled(False)

    def _line(self, name: str, placeholder: str, keep: object, *, adds: bool = False) -> LineVisit:
        """A field; one that adds is kept by Enter and by leaving, not by a pause."""
        field = LineVisit(name, placeholder)
        field.visit.keeps_after_pause = not adds
        field.visit.kept.connect(keep)
        return field

    def _arrange(self) -> None:
        rows = column(self)
        rows.setContentsMargins(0, 0, 0, px(8))
        self._links_row = self._row(_("Links"), self._links)
        for row in (
            self._row(_("Also"), self._aliases),
            self._row(_("Wikidata"), self.qid),
            self._row(_("Description"), self.description),
            self._links_row,
            self._row(_("As a source"), self._card),
            self._row(_("In exports"), self.pseudonym),
            self._row(_("Properties"), self._attributes),
            self._row(_("Notes"), self._notes),
        ):
            rows.addWidget(row)
        rows.addStretch(1)

    def _row(self, name: str, value: QWidget) -> FormRow:
        return FormRow(Lead(name), value)

    def enter(self, what: str) -> None:
        """Move the keyboard to the field of "alias", "description", "pseudonym" or "qid"."""
        fields = {"alias": self.alias, "qid": self.qid, "pseudonym": self.pseudonym}
        fields.get(what, self.description).setFocus()

    # showing

    def show_entity(self, known: Dossier | None) -> None:
        """Show what is known about an entity of the page, or nothing."""
        page = self.desk.page
        self._entity = known_as = known.entity.id if known is not None else None
        self.setEnabled(known is not None)
        if page is not None and known is not None:
            self._show(page, known)
        else:
            self._clear()
        for field in (self.alias, self.attribute, self.note):
            field.visit.show(known_as, "")
        self.qid.visit.show(known_as, known.entity.qid if known is not None else "")
        self.pseudonym.visit.show(known_as, known.pseudonym if known is not None else "")
        description = known.entity.description if known is not None else ""
        self.description.visit.show(known_as, description)

    def _clear(self) -> None:
        for lines in (self._aliases, self._links, self._card, self._attributes, self._notes):
            lines.show_lines(None, tuple)
        self._links_row.hide()

    def _show(self, page: Page, known: Dossier) -> None:
        editable = self.desk.can_edit is True
        for field in (self.alias, self.qid, self.description, self.pseudonym, self.attribute,
                      self.note):  # fmt: skip
            field.setReadOnly(not editable)
        id = known.entity.id
        self._aliases.show_lines(
            (id, known.entity.aliases, editable), lambda: self._alias_lines(known, editable)
        )
        ends = tuple(page.entities.get(end) or page.span(end) for link in known.links
                     for end in (link.source, link.target))  # fmt: skip
        self._links.show_lines(
            (id, known.links, ends, editable), lambda: self._link_lines(page, known, editable)
        )
        self._links_row.setVisible(bool(known.links))
        self._card.show_lines(
            (id, known.card, page.codebook, editable),
            lambda: self._card_lines(page, known, editable),
        )
        self._attributes.show_lines(
            (id, known.attributes, editable), lambda: self._attribute_lines(known, editable)
        )
        self._notes.show_lines(
            (id, known.notes, editable), lambda: self._note_lines(known, editable)
        )

    def _alias_lines(self, known: Dossier, editable: bool) -> Iterable[QWidget]:
        for alias in known.entity.aliases:
            yield removable(
                Told(alias), _("Forget this name"),
                lambda alias=alias: self._edit(entities.remove_alias, known.entity.id, alias),
                editable=editable,
            )  # fmt: skip

    def _link_lines(self, page: Page, known: Dossier, editable: bool) -> Iterable[QWidget]:
        kinds = {one.value: one for one in page.codebook.entity_links}
        for link in known.links:
            words, go = self._told(page, known.entity.id, link)
            definition = kinds[link.type].definition if link.type in kinds else ""
            tip = "\n".join(one for one in (words, definition, link.note) if one)
            line = Told(words, " ".join(link.note.split()), tip, goes=True)
            line.clicked.connect(go)
            made = removable(
                line, _("Remove the link"),
                lambda link=link: self._edit(links.remove, link.kind, link.id), editable=editable,
            )  # fmt: skip
            made.take_notes()
            made.noted.connect(lambda link=link: linknotes.ask(self.desk, link))
            yield made

    def _told(self, page: Page, entity: int, link: Link) -> tuple[str, Callable[[], None]]:
        """A link of the entity, or of two mentions, in words, and where a click on it leads."""
        if link.kind == "span":
            here = (page.span(end) for end in (link.source, link.target))
            ends = [span for span in here if span is not None]
            other = next((one for one in ends if page.entity_of(one) != entity), ends[-1])
            return spoken.link(page, link), lambda: choose(self.desk, other)
        goes_out = link.source == entity
        far = page.live(link.target if goes_out else link.source)
        name = page.entities[far].name if far in page.entities else _("another entity")
        text = _("{kind} {name}") if goes_out else _("{name}: {kind} this")
        kind = linked(page.codebook.entity_links, link.type)
        return text.format(kind=kind, name=name), lambda: choose_entity(self.desk, far)

    def _card_lines(self, page: Page, known: Dossier, editable: bool) -> Iterable[QWidget]:
        """The reliability as a scale; other fields of the card where they were answered."""
        given = {one.field: one.value for one in known.card}
        for field in page.codebook.fields:
            if field.id == judging.CARD:
                scale = Grades(field)
                scale.setEnabled(editable)
                scale.show_answer([given[field.id]] if field.id in given else [], False)
                scale.chosen.connect(self._grade)
                yield scale
            elif field.id in given:
                words = f"{lowered(field.name)}: {graded(field, given[field.id])}"
                yield removable(
                    Told(words, tip=field.definition), _("Take the answer back"),
                    lambda id=field.id: self._edit(judgements.grade, known.entity.id, id),
                    editable=editable,
                )  # fmt: skip

    def _attribute_lines(self, known: Dossier, editable: bool) -> Iterable[QWidget]:
        for one in known.attributes:
            yield removable(
                Told(one.name, one.value), _("Remove the property"),
                lambda name=one.name: self._set_attribute(name, ""), editable=editable,
            )  # fmt: skip

    def _note_lines(self, known: Dossier, editable: bool) -> Iterable[QWidget]:
        for note in known.notes:
            remark = Remark(note)
            remark.clicked.connect(
                lambda _on=False, note=note: self._edit(notes.settle, note.id, not note.resolved)
            )
            yield removable(
                remark, _("Remove the note"),
                lambda note=note: self._edit(notes.remove, note.id), editable=editable,
            )  # fmt: skip

    # asking for edits

    def _add_alias(self, entity: object, words: str) -> None:
        if words:
            self._edit(entities.add_alias, entity, words)
        self._emptied(self.alias, entity)

    def _add_note(self, entity: object, words: str) -> None:
        if words:
            self._edit(notes.add, "entity", entity, words)
        self._emptied(self.note, entity)

    def _add_attribute(self, entity: object, words: str) -> None:
        name, colon, value = words.partition(":")
        if words and not (colon and name.strip() and value.strip()):
            self.desk.say(_("Write a name, a colon and a value, such as “group: yes”."), "warn")
            return
        if words and self._entity == entity:
            self._set_attribute(name.strip(), value.strip())
        self._emptied(self.attribute, entity)

    def _emptied(self, field: LineVisit, entity: object) -> None:
        if field.visit.subject == entity:
            field.visit.show_again("")

    def _set_attribute(self, name: str, value: str) -> None:
        self._edit(entities.set_attribute, "entity", self._entity, name, value)

    def _set_qid(self, entity: object, words: str) -> None:
        words = words.upper() if words[:1] == "q" else words
        if not self._edit(entities.describe, entity, "qid", words):
            self._shown_again(self.qid, entity, "qid")

    def _hide(self, entity: object, words: str) -> None:
        """Give the entity that pseudonym; an empty field lets exports name it again."""
        given = (pseudonyms.give, entity, words) if words else (pseudonyms.take, entity)
        if not self._edit(*given) and self.pseudonym.visit.subject == entity:
            known = known_of(self.desk)
            self.pseudonym.visit.show_again(known.pseudonym if known is not None else "")

    def _describe(self, entity: object, words: str) -> None:
        if not self._edit(entities.describe, entity, "description", words):
            self._shown_again(self.description, entity, "description")

    def _shown_again(self, field: LineVisit | TextVisit, entity: object, column: str) -> None:
        """After a refusal the field shows what is stored."""
        page = self.desk.page
        if page is not None and field.visit.subject == entity and entity in page.entities:
            field.visit.show_again(getattr(page.entities[entity], column))

    def _grade(self, value: str) -> None:
        self._edit(judgements.grade, self._entity, judging.CARD, value)

    def _edit(self, edit: Edit, *args: object) -> bool:
        outcome = self.desk.edit(edit, *args)
        if outcome is not None:
            self.desk.tell(outcome)
        return outcome is not None


def inside(known: Dossier) -> str:
    """What the details hold, in a few words, for the fold that hides them."""
    entity = known.entity
    letter = next((one.value for one in known.card if one.field == judging.CARD), "")
    open_notes = sum(not one.resolved for one in known.notes)
    told = (
        entity.qid,
        _("card {letter}").format(letter=letter) if letter else "",
        _("also {names}").format(names=", ".join(entity.aliases)) if entity.aliases else "",
        ngettext("{n} link", "{n} links", len(known.links)).format(n=len(known.links))
        if known.links else "",
        ngettext("{n} note", "{n} notes", open_notes).format(n=open_notes) if open_notes else "",
        entity.description,
        hidden(known.pseudonym),
        ", ".join(f"{one.name}: {one.value}" for one in known.attributes),
    )  # fmt: skip
    return " · ".join(one for one in told if one)
