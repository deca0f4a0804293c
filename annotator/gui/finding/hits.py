"""The hits in context: the keyword in one column, what stands before and after it beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from annotator.gui.theme import px
from annotator.gui.widgets import paint
from annotator.gui.widgets.listview import RowDelegate
from annotator.gui.widgets.rowpaint import RowPainter
from annotator.i18n import _
from annotator.model import Page

KEYWORD_AT = 0.46
BEFORE, AFTER, LONGEST = 90, 120, 120
INSET, BAR = 12, 1.5

EVERYWHERE, MARKED, UNMARKED = "everywhere", "marked", "unmarked"

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class HitRow:
    """One hit; `id` is where it starts. `family` is that of the mention on just these words."""

    id: int
    end: int
    before: str
    words: str
    after: str
    code: str = ""
    family: str = ""


def words_of(row: HitRow) -> str:
    """A hit in its context, as words."""
    return f"{row.before}{row.words}{row.after}"


def aloud(row: HitRow) -> str:
    """A row as a screen reader says it."""
    return f"{row.code} {words_of(row)}".strip()


class Context:
    """Makes the rows of hits of one page; where its labels lie is read once."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._labelled = {(span.start, span.end): span.label for span in page.mentions}

    def rows(self, ranges: Sequence[Range]) -> list[HitRow]:
        """The rows of some hits."""
        return [_row(self.page, start, end, self._labelled.get((start, end)))
                for start, end in ranges]  # fmt: skip


def _row(page: Page, start: int, end: int, label: int | None) -> HitRow:
    text = page.text
    found = page.codebook.label(label) if label is not None else None
    return HitRow(
        start,
        end,
        text[max(0, start - BEFORE) : start],
        text[start : min(end, start + LONGEST)],
        text[end : end + AFTER],
        found.code if found else "",
        found.family if found else "",
    )


def within(page: Page, ranges: Sequence[Range], scope: str) -> tuple[Range, ...]:
    """The hits that meet a mention, that meet none, or all of them."""
    if scope == EVERYWHERE:
        return tuple(ranges)
    meets = _meeting(page)
    return tuple(one for one in ranges if meets(*one) == (scope == MARKED))


def _meeting(page: Page) -> Callable[[int, int], bool]:
    """A question: does a mention meet `[start, end)`? Asked with starts that only grow."""
    covered: list[list[int]] = []
    for span in page.mentions:  # in text order: joined to stretches that do not meet
        if covered and span.start <= covered[-1][1]:
            covered[-1][1] = max(covered[-1][1], span.end)
        else:
            covered.append([span.start, span.end])
    place = 0

    def meets(start: int, end: int) -> bool:
        nonlocal place
        while place < len(covered) and covered[place][1] <= start:
            place += 1
        return place < len(covered) and covered[place][0] < end

    return meets


class HitDelegate(RowDelegate):
    """24 px: left context right-aligned and elided at its start, the hit semibold, the rest."""

    height = 24

    def paint_row(self, at: RowPainter, row: HitRow, column: int) -> None:
        """Paint what stands in the row."""
        theme, line, right = at.theme, at.only, at.width - px(INSET)
        x = float(round(at.width * KEYWORD_AT))
        at.words(row.before, px(INSET), x, line, step="quote", align="right", elide="start",
                 colour=theme.dim)  # fmt: skip
        if row.family:
            ground(at, row.words, row.family, x, right)
        width = at.words(row.words, x, right, line, step="quote", bold=True)
        if right - x - width > px(8):
            at.words(row.after, x + width, right, line, step="quote", colour=theme.dim)


def ground(at: RowPainter, words: str, family: str, x: float, right: float) -> None:
    """A hit that is marked stands on its label's fill, as in the text."""
    colours = at.theme.family(family)
    width = paint.words_width(words, at.theme.font("quote", bold=True))
    box = QRectF(at.box.left() + x, at.box.top() + px(3), 0, at.box.height() - px(6))
    box.setWidth(min(width, right - x))
    at.painter.fillRect(box, colours.full)
    at.painter.fillRect(QRectF(box.left(), box.bottom() - BAR, box.width(), BAR), colours.bar)


def scope_names() -> dict[str, str]:
    """Where hits count, in words."""
    return {
        EVERYWHERE: _("Everywhere"),
        MARKED: _("Only where a mention is marked"),
        UNMARKED: _("Only where no mention is marked"),
    }
