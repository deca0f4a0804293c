"""The history as rows: when, who, what in words; what was taken back is struck through."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QLocale, QRectF
from PySide6.QtGui import QFont

from annotator.gui.theme import px
from annotator.gui.widgets import paint
from annotator.gui.widgets.listview import RowDelegate
from annotator.gui.widgets.rowpaint import RowPainter
from annotator.i18n import _
from annotator.jobs import BROUGHT_AGAIN, UNFINISHED
from annotator.model import EditRecord
from annotator.project import told

TIME, WHO, WHAT, INSET = 12, 116, 232, 12
TITLE_SHARE = 0.28


@dataclass(frozen=True, slots=True)
class PastRow:
    """One entry of the history. `stands` is false once it was taken back; `takes_back` is true of
    an entry that took another one back.
    """

    id: int
    at: str
    who: str
    what: str
    kind: str
    article: int | None = None
    title: str = ""
    stands: bool = True
    takes_back: bool = False


def aloud(row: PastRow) -> str:
    """A row as a screen reader says it."""
    words = row.what if row.stands else _("{what}, taken back").format(what=row.what)
    return ", ".join(one for one in (moment(row.at), row.who, words, row.title) if one)


def tip(row: PastRow) -> str:
    """All that a row may have cut, and the whole time."""
    lines = (moment(row.at, whole=True), row.who, row.what, row.title)
    taken_back = () if row.stands else (_("Taken back since."),)
    return "\n".join(one for one in (*lines, *taken_back) if one)


def moment(at: str, *, whole: bool = False) -> str:
    """A time of the log as people here read it; the day is left out where it is today."""
    when = datetime.fromisoformat(at).astimezone()
    day = QLocale().toString(when.date(), "d MMM yyyy" if whole else "d MMM")
    if whole:
        return f"{day} {when:%H:%M:%S}"
    return f"{when:%H:%M}" if when.date() == datetime.now().date() else f"{day} {when:%H:%M}"


def in_words(record: EditRecord) -> str:
    """What an entry did: undoing and doing again say what they did it to."""
    text = {"undo": _("Undone: {what}"), "redo": _("Done again: {what}")}.get(record.kind, "{what}")
    return text.format(what=told(record))


def takes_back(record: EditRecord) -> bool:
    """True of an entry that took another one back, and of none that brought it again."""
    return record.kind == "undo" or (
        record.kind == "import" and record.reverts is not None and record.name != BROUGHT_AGAIN
    )


class Reverts:
    """Which entries were taken back, learnt from the newest to the oldest.

    An entry is reverted once at most; one that reverts it may itself be reverted.
    """

    def __init__(self) -> None:
        self._lost: set[int] = set()

    def stand(self, records: Iterable[EditRecord]) -> list[bool]:
        """Whether each of these entries still stands; all newer ones were asked about before."""
        found = []
        for record in records:
            stands = record.id not in self._lost
            if stands and record.reverts is not None and UNFINISHED not in record.arguments:
                self._lost.add(record.reverts)
            found.append(stands)
        return found


class PastDelegate(RowDelegate):
    """24 px: time, who, what; over the whole project the article at the right."""

    height = 24

    def paint_row(self, at: RowPainter, row: PastRow, column: int) -> None:
        """Paint what stands in the row."""
        theme, line, right = at.theme, at.only, at.width - px(INSET)
        at.words(moment(row.at), px(TIME), px(WHO) - px(8), line, step="small", colour=theme.dim)
        at.words(row.who, px(WHO), px(WHAT) - px(8), line, step="small", colour=theme.dim)
        if row.title:
            left = right - round(at.width * TITLE_SHARE)
            at.words(row.title, left, right, line, step="fine", colour=theme.dim)
            right = left - px(12)
        font = QFont(theme.font("small", bold=at.chosen))
        font.setStrikeOut(not row.stands)
        quiet = not row.stands or row.takes_back
        box = QRectF(at.box.left() + px(WHAT), at.box.top(), right - px(WHAT), at.box.height())
        paint.draw_words(at.painter, box, row.what, font, theme.dim if quiet else theme.text)
