"""How entities and their mentions are painted: chips in a column, the mention in a column."""

from PySide6.QtCore import QRect

from annotator.gui.entities.rows import EntityRow, MentionRow, Row
from annotator.gui.theme import px
from annotator.gui.widgets.listview import RowDelegate
from annotator.gui.widgets.rowpaint import RowPainter

CHEVRON, CHIP, WORDS, INSET = 6, 26, 70, 12
LEVEL_END, CONTEXT, KEYWORD = 62, 72, 134
ENTITY, MENTION = 26, 22


class EntityDelegate(RowDelegate):
    """Entities 26 px high: chevron, chip, name, pseudonym under a mask, Wikidata id, count;
    mentions 22 px: in context.
    """

    height = ENTITY

    def paint_row(self, at: RowPainter, row: Row, column: int) -> None:
        """Paint what stands in the row."""
        if isinstance(row, EntityRow):
            _paint_entity(at, row)
        else:
            _paint_mention(at, row)


def height_of(row: Row) -> int:
    """The height of a row."""
    return ENTITY if isinstance(row, EntityRow) else MENTION


def name_box(row: QRect) -> QRect:
    """Where the name stands in an entity's row: the place to type another one."""
    return row.adjusted(px(WORDS - 6), 1, -px(INSET), -1)


def _paint_entity(at: RowPainter, row: EntityRow) -> None:
    theme, line, right = at.theme, at.only, at.width - px(INSET)
    if row.count:
        at.icon("chevron-down" if row.is_open else "chevron-right", px(CHEVRON), line, theme.dim)
    if row.code:
        at.chip(row.code, row.family, px(CHIP), line)
    x = px(WORDS)
    count = str(row.count) if row.count else ""
    taken = at.words(count, x, right, line, step="small", align="right", colour=theme.text)
    right -= taken + px(8) if taken else 0
    ink = theme.text if row.code else theme.dim
    x += at.words(row.name, x, right, line, bold=at.chosen, colour=ink) + px(8)
    if row.pseudonym and right - x >= px(16):
        at.icon("mask", x, line, theme.dim, px(14))
        x += px(18)
        if right - x >= px(30):
            x += at.words(row.pseudonym, x, right, line, step="fine", colour=theme.dim) + px(8)
    if row.qid and right - x >= px(30):
        at.words(row.qid, x, right, line, step="fine", colour=theme.dim)


def _paint_mention(at: RowPainter, row: MentionRow) -> None:
    theme, line, right, x = at.theme, at.only, at.width - px(INSET), px(KEYWORD)
    level = row.level.capitalize()
    at.words(level, 0, px(LEVEL_END), line, step="fine", colour=theme.dim, align="right")
    at.words(row.before, px(CONTEXT), x, line, step="quote", colour=theme.dim, align="right",
             elide="start")  # fmt: skip
    x += at.words(row.words, x, right, line, step="quote", bold=True)
    if right - x > px(8):
        at.words(row.after, x, right, line, step="quote", colour=theme.dim)
