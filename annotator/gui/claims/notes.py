"""Notes and flags on the open claim: what is still open first, and a line to add one. Above them
further properties of the claim, such as the version of the article that it was judged on.
"""

from functools import partial

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.edits import notes
from annotator.edits.carryover import JUDGED_ON
from annotator.edits.work import Edit
from annotator.gui.claims.formrow import (
    LINE,
    FormRow,
    Lead,
    Line,
    Removable,
    column,
    draw_sign,
)
from annotator.gui.claims.sheet import Sheet
from annotator.gui.claims.visit import LineVisit
from annotator.gui.command import Commands
from annotator.gui.desk import Desk
from annotator.gui.theme import Theme, px
from annotator.gui.widgets import paint
from annotator.gui.widgets.base import Painted
from annotator.gui.widgets.layout import discard
from annotator.i18n import _N, _
from annotator.jobs.versions import versions
from annotator.model import Attribute, Note

FLAG_NAMES = {"doubt": _N("doubt"), "ask": _N("ask")}


class Remark(Line):
    """One note: its flag, its words; settled ones are dim. A click settles it or opens it again."""

    def __init__(self, note: Note) -> None:
        flag = _(FLAG_NAMES[note.flag]) if note.flag in FLAG_NAMES else ""
        words = " ".join(note.text.split())
        self.words = f"{flag}: {words}" if flag and words else flag or words
        self.settled, self.flagged = note.resolved, bool(note.flag)
        act = _("Click to open it again") if note.resolved else _("Click to settle it")
        name = _("Settled: {words}").format(words=self.words) if note.resolved else self.words
        super().__init__(name, f"{note.text or flag}\n{act}, {_('Delete removes it')}")

    def draw(self, painter: QPainter, theme: Theme) -> None:
        box = QRectF(self.rect())
        sign, role = ("check", "ok") if self.settled else ("warn", "warn")
        if self.settled or self.flagged:
            draw_sign(painter, sign, box, theme, role)
            box.setLeft(box.left() + px(16))
        ink = theme.dim if self.settled else theme.text
        paint.draw_words(painter, box, self.words, theme.font("small"), ink)


class OlderVersion(Line):
    """Tells that the claim was judged on an older version of the text; a click opens that."""

    def __init__(self) -> None:
        self.words = _("Judged on an older version of the text")
        super().__init__(self.words, f"{self.words}\n{_('Click to open that version')}")

    def draw(self, painter: QPainter, theme: Theme) -> None:
        box = QRectF(self.rect())
        draw_sign(painter, "history", box, theme, "dim")
        box.setLeft(box.left() + px(16))
        paint.draw_words(painter, box, self.words, theme.font("small"), self.ink(theme))


class Property(Painted):
    """A further property of the claim."""

    def __init__(self, found: Attribute) -> None:
        super().__init__()
        self.words = _("{name}: {value}").format(name=found.name, value=found.value)
        self.setAccessibleName(self.words)
        self.setToolTip(self.words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def draw(self, painter: QPainter, theme: Theme) -> None:
        paint.draw_words(painter, self.box, self.words, theme.font("small"), theme.dim)

    def sizeHint(self) -> QSize:
        return QSize(px(40), px(LINE))


class Notes(QWidget):
    """The notes on the open claim, then a field: Enter adds what is written as a note."""

    def __init__(self, desk: Desk, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._claim: int | None = None
        self._shown: tuple[tuple[Attribute, ...], tuple[Note, ...]] | None = None
        self._list: QWidget | None = None
        self.field = LineVisit(_("New note on the claim"), _("Note…"))
        self.field.setToolTip(_("Enter adds the note"))
        self.field.visit.keeps_after_pause = False
        self.field.visit.kept.connect(self._add)
        lead = Lead(_("Notes"), tip=commands.tip(_("Notes and flags"), "edit.note"))
        self._value = QWidget()
        self._lines = column(self._value)
        self._lines.addWidget(self.field)
        column(self).addWidget(FormRow(lead, self._value))

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the notes on the open claim."""
        self._claim = sheet.claim.id
        self.field.setReadOnly(not sheet.editable)
        self.field.visit.show(sheet.claim.id, "")
        found = tuple(one for one in sheet.page.attributes if one.claim == sheet.claim.id)
        if (found, sheet.notes) != self._shown:
            self._shown = found, sheet.notes
            self._renew(found, sheet.notes)

    def _renew(self, found: tuple[Attribute, ...], shown: tuple[Note, ...]) -> None:
        if self._list is not None:
            discard(self._lines, self._list)
        self._list = QWidget()
        lines = column(self._list)
        for one in found:
            lines.addWidget(self._property(one))
        for note in shown:
            lines.addWidget(self._line(note))
        self._lines.insertWidget(0, self._list)
        self._list.setVisible(bool(found or shown))

    def _property(self, found: Attribute) -> QWidget:
        if found.name != JUDGED_ON:
            return Property(found)
        line = OlderVersion()
        line.clicked.connect(partial(self._open_version, found.value))
        return line

    def _open_version(self, key: str) -> None:
        """Open the version of the article with that content key."""
        page, project = self.desk.page, self.desk.project
        chain = versions(project, page.article.id) if page is not None and project else ()
        if (old := next((each for each in chain if each.key == key), None)) is not None:
            self.desk.open_article(old.id)

    def _line(self, note: Note) -> Removable:
        remark = Remark(note)
        remark.clicked.connect(lambda: self._edit(notes.settle, note.id, not note.resolved))
        made = Removable(remark, _("Remove the note"))
        made.removed.connect(lambda: self._edit(notes.remove, note.id))
        return made

    def _add(self, claim: int, words: str) -> None:
        if words:
            self._edit(notes.add, "claim", claim, words)
        if self.field.visit.subject == claim:
            self.field.visit.show_again("")

    def _edit(self, edit: Edit, *rest: object) -> None:
        if outcome := self.desk.edit(edit, *rest):
            self.desk.tell(outcome)
