"""How a claim is painted in the list: number, gist, who says it, and the answers in columns."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from annotator.gui.claims.rows import AUTHOR, NOBODY, ClaimRow
from annotator.gui.claims.wording import DASH, is_scale, short
from annotator.gui.theme import Theme, px
from annotator.gui.widgets import paint
from annotator.gui.widgets.listview import RowDelegate
from annotator.gui.widgets.rowpaint import RowPainter
from annotator.i18n import _
from annotator.model import NOT_APPLICABLE, Field, Judgement
from annotator.wording import lowered, worded

NUMBER, WORDS, INSET = 32, 42, 12
GRADE, GAP, LONGEST = 18, 8, 112
SIGN = 12


@dataclass(frozen=True, slots=True)
class _Slot:
    """Where the answer to a field stands: between two x, counted from the row's left edge."""

    left: float
    right: float
    align: str


class ClaimDelegate(RowDelegate):
    """Two lines of 42 px: number and gist; source at the left, the core answers in columns."""

    height = 42

    def __init__(self) -> None:
        super().__init__()
        self._laid: tuple[object, ...] = ()
        self._slots: list[_Slot] = []

    def paint_row(self, at: RowPainter, row: ClaimRow, column: int) -> None:
        """Paint what stands in the row."""
        theme, right = at.theme, at.width - px(INSET)
        ink = theme.own_number if row.own else theme.text
        at.words(str(row.number), 0, px(NUMBER), at.first, colour=ink, align="right",
                 bold=at.chosen)  # fmt: skip
        at.words(row.words, px(WORDS), right, at.first, bold=at.chosen)
        end = self._answers(at, row, right) if row.judged else _not_judged(at, right)
        _source(at, row, end - px(GAP))

    def _answers(self, at: RowPainter, row: ClaimRow, right: float) -> float:
        """The answers, each in its column; returns where the first of them begins."""
        end = right
        slots = dict(zip(row.fields, self._slots_of(row.fields, right, at.theme), strict=True))
        for field, one in row.answered:
            slot = slots[field]
            width = _answer(at, field, one, slot, whole=field == row.fields[0])
            end = min(end, slot.right - width if slot.align == "right" else slot.left)
        return end

    def _slots_of(self, fields: tuple[Field, ...], right: float, theme: Theme) -> list[_Slot]:
        laid = (fields, right, theme.font("fine").key())
        if laid != self._laid:
            self._laid, self._slots = laid, slots_of(fields, right, theme)
        return self._slots


def slots_of(fields: tuple[Field, ...], right: float, theme: Theme) -> list[_Slot]:
    """The columns of the core fields, from the right: grades narrow, words as wide as they get.

    The first field is written out where it has words; it ends where the others begin.
    """
    found: list[_Slot] = []
    font = theme.font("fine")
    for place, field in reversed(list(enumerate(fields))):
        if is_scale(field):
            found.append(_Slot(right - px(GRADE), right, "centre"))
            right -= px(GRADE)
            continue
        names = [
            short(field, choice.value) if place else lowered(choice.name)
            for choice in field.choices
        ]
        widest = max((paint.words_width(name, font) for name in names), default=0)
        width = round(min(widest, px(LONGEST))) + 1
        found.append(_Slot(right - width, right, "right"))
        right -= width + px(GAP)
    return found[::-1]


def _answer(at: RowPainter, field: Field, one: Judgement, slot: _Slot, *, whole: bool) -> float:
    """One answer in its column; returns the width it took."""
    theme, scale = at.theme, is_scale(field)
    words = worded(field, one.value) if whole else short(field, one.value)
    if one.value == NOT_APPLICABLE:
        words = DASH
    ink = theme.dim if one.derived or not scale else theme.text
    top, height = at.second
    box = QRectF(at.box.left() + slot.left, at.box.top() + top, slot.right - slot.left, height)
    font = theme.font("fine", bold=scale)
    return paint.draw_words(at.painter, box, words, font, ink, align=slot.align)


def _not_judged(at: RowPainter, right: float) -> float:
    """The ring and its words at the right end; returns where they begin."""
    words, warn = _("not judged"), at.theme.warn
    left = right - paint.words_width(words, at.theme.font("fine"))
    at.words(words, left - 1, right, at.second, step="fine", colour=warn, align="right")
    left -= px(SIGN + 4)
    at.icon("ring-empty", left, at.second, warn, px(SIGN))
    return left


def _source(at: RowPainter, row: ClaimRow, right: float) -> None:
    """Who says it, at the left of the second line."""
    theme, line, x = at.theme, at.second, px(WORDS)
    if row.kind == AUTHOR:
        at.words(_("author"), x, right, line, step="fine", colour=theme.dim)
    elif row.kind == NOBODY:
        at.icon("warn", x, line, theme.bad, px(SIGN))
        words = _("no source")
        at.words(words, x + px(SIGN + 4), right, line, step="fine", colour=theme.bad)
    else:
        hue = theme.roles["source"]
        at.stroke(hue, x, line)
        at.words(row.source, x + px(6), right, line, step="fine", colour=hue)
