"""The versions of an article as rows, and the chip over the text that says which one is open."""

from dataclasses import dataclass

from PySide6.QtCore import QDate, QLocale, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from annotator.gui.rows import Row
from annotator.gui.theme import Theme, px, theme_of
from annotator.gui.widgets import paint
from annotator.gui.widgets.base import PaintedButton
from annotator.gui.widgets.listview import RowDelegate
from annotator.gui.widgets.rowpaint import RowPainter
from annotator.i18n import _
from annotator.model import Article

_HEIGHT, _INSET, _SIGN = 18, 8, 32


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version; its id is the article's. `is_open` says that it lies on the desk."""

    id: int
    number: int
    article: Article
    is_open: bool


def rows_of(chain: tuple[Article, ...], open_one: int) -> tuple[VersionRow, ...]:
    """The rows of all versions, the newest first."""
    made = [VersionRow(a.id, n, a, a.id == open_one) for n, a in enumerate(chain, 1)]
    return tuple(reversed(made))


def words(row: VersionRow) -> str:
    """Which version it is, and of when."""
    name = _("Version {n}").format(n=row.number)
    return " · ".join(filter(None, (name, _date(row.article.published))))


def aloud(row: VersionRow) -> str:
    """A row as a screen reader says it."""
    here = _("open here") if row.is_open else ""
    return ", ".join(filter(None, (words(row), row.article.title, here)))


def tip(row: VersionRow) -> str:
    """All that a row may have cut, and what Enter does."""
    about = row.article
    told = (words(row), about.title, about.outlet, about.url, _("Enter opens it"))
    return "\n".join(filter(None, told))


def _date(published: str) -> str:
    day = QDate.fromString(published, Qt.DateFormat.ISODate)
    return QLocale().toString(day, "d MMM yyyy") if day.isValid() else published


class VersionDelegate(RowDelegate):
    """A sign where the version is open, which one it is, its title beneath."""

    height = 40

    def paint_row(self, at: RowPainter, row: Row, column: int) -> None:
        """Paint what stands in the row."""
        theme, right = at.theme, at.width - px(_INSET)
        if row.is_open:
            at.icon("file", px(_INSET), at.first, theme.accent)
            note = at.words(_("open"), px(_SIGN), right, at.first, step="fine", align="right",
                            colour=theme.dim)  # fmt: skip
            right -= note + px(8)
        at.words(words(row), px(_SIGN), right, at.first, step="small", bold=at.chosen)
        at.words(row.article.title, px(_SIGN), at.width - px(_INSET), at.second, step="fine",
                 colour=theme.dim)  # fmt: skip


class VersionChip(PaintedButton):
    """Which version of the article is open; pressed, it shows all of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._is_newest = True
        self.hide()

    def show_version(self, chain: tuple[Article, ...], open_one: int) -> None:
        """Show the place of an article among its versions; nothing where it is the only one."""
        places = [n for n, each in enumerate(chain, 1) if each.id == open_one]
        self.setVisible(len(chain) > 1 and bool(places))
        if self.isHidden():
            return
        number, count = places[0], len(chain)
        self._is_newest = number == count
        told = _("Version {n} of {all}") if self._is_newest else _("Older version, {n} of {all}")
        self.setText(told.format(n=number, all=count))
        more = "" if self._is_newest else _("A newer version of this article is there.") + " "
        self.name_it(self.text(), more + _("Shows all versions and how they differ"))
        self.updateGeometry()
        self.update()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        ink, ground = (theme.text, theme.hover) if self._is_newest else (theme.warn, theme.warnbg)
        box = self.frame()
        paint.rounded(painter, box, box.height() / 2, fill=ground)
        font = theme.font("fine", medium=True)
        paint.draw_words(painter, box, self.text(), font, ink, align="centre")

    def sizeHint(self) -> QSize:
        width = paint.words_width(self.text(), theme_of(self).font("fine", medium=True))
        return QSize(round(width) + px(2 * _INSET), px(_HEIGHT))
