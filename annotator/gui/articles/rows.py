"""How an article stands in the list: status mark, title in its own direction, a sign for the rights
to it, outlet and date.
"""

from datetime import date

from PySide6.QtCore import QDate, QLocale

from annotator.gui.articles.wording import RIGHTS_NAMES, RIGHTS_SIGNS
from annotator.gui.theme import px
from annotator.gui.widgets.chip import STATUS_NAMES
from annotator.gui.widgets.listview import RowDelegate
from annotator.gui.widgets.rowpaint import RowPainter
from annotator.i18n import _
from annotator.project import Listed

STATUS_AT, WORDS, INSET, GAP, SIGN = 18, 34, 12, 8, 12


def day(published: str, *, whole: bool = False) -> str:
    """A date as people write it; the year is left out where it is this one, unless `whole`.

    What is no full date ("2024-03") stands as it is.
    """
    found = QDate.fromString(published, "yyyy-MM-dd")
    if not found.isValid():
        return published
    if whole:
        return QLocale().toString(found, "d MMMM yyyy")
    this_year = found.year() == date.today().year
    return QLocale().toString(found, "d MMM" if this_year else "d MMM yyyy")


def title_of(row: Listed) -> str:
    """The title, or what stands for one."""
    return " ".join(row.article.title.split()) or _("Without a title")


def aloud(row: Listed) -> str:
    """A row as a screen reader says it."""
    about = row.article
    when = day(about.published, whole=True)
    told = (title_of(row), rights_of(row), about.outlet, _version(row), when, _status(row))
    return ", ".join(one for one in told if one)


def tip(row: Listed) -> str:
    """All that a row may have cut."""
    about = row.article
    when = day(about.published, whole=True)
    facts = (rights_of(row), about.outlet, _version(row), when, _status(row))
    return f"{title_of(row)}\n{' · '.join(one for one in facts if one)}"


def rights_of(row: Listed) -> str:
    """The rights to an article in words, "" where nothing was said."""
    return _(RIGHTS_NAMES[row.article.rights]) if row.article.rights else ""


def _version(row: Listed) -> str:
    """What is said of an article that is a later version of another, which may be named alike."""
    return _("later version") if row.article.version_of is not None else ""


def _status(row: Listed) -> str:
    return _(STATUS_NAMES[row.status])


class ArticleDelegate(RowDelegate):
    """Two lines of 42 px: mark and title; rights, outlet and version at the left, date right."""

    height = 42

    def paint_row(self, at: RowPainter, row: Listed, column: int) -> None:
        """Paint what stands in the row."""
        dim, right = at.theme.dim, at.width - px(INSET)
        facts = (row.article.published, row.article.outlet, row.article.rights, _version(row))
        line = at.first if any(facts) else at.only
        at.status(row.status, px(STATUS_AT), line)
        at.words(title_of(row), px(WORDS), right, line, bold=at.chosen)
        when = day(row.article.published)
        taken = at.words(when, px(WORDS), right, at.second, step="fine", colour=dim, align="right")
        end = right - taken - px(GAP) if taken else right
        left = px(WORDS)
        if sign := RIGHTS_SIGNS.get(row.article.rights):
            at.icon(sign, left, at.second, dim, px(SIGN))
            left += px(SIGN + GAP // 2)
        told = " · ".join(filter(None, (row.article.outlet, _version(row))))
        at.words(told, left, end, at.second, step="fine", colour=dim)
