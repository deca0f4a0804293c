"""The line above the text: title, rights, outlet, date, language, how far it is, the status."""

from PySide6.QtCore import QDate, QEvent, QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from annotator.gui import icons, judging
from annotator.gui.articles.menus import status_menu, status_tip
from annotator.gui.articles.wording import RIGHTS_NAMES, RIGHTS_SIGNS
from annotator.gui.command import Commands
from annotator.gui.desk import Desk
from annotator.gui.theme import Theme, px
from annotator.gui.versions.rows import VersionChip
from annotator.gui.widgets import paint
from annotator.gui.widgets.base import Painted
from annotator.gui.widgets.chip import StatusChip
from annotator.gui.widgets.popups import below
from annotator.i18n import _
from annotator.jobs.versions import versions
from annotator.model import Page

HEIGHT, INSET, GAP, SIGN = 40, 24, 16, 16
_CLOSED = ("restricted", "secret")


class Header(Painted):
    """Title and metadata; as room lacks it drops language, then date, outlet, rights, progress.
    The sign of what must not be passed on freely stays.
    """

    def __init__(self, desk: Desk, commands: Commands) -> None:
        super().__init__()
        self.desk, self._commands = desk, commands
        self._title, self._facts, self._progress, self._sign = "", (), "", ""
        self._judged, self._article = judging.Judged(), 0
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.chip, self.version = StatusChip(parent=self), VersionChip(self)
        self.version.clicked.connect(lambda: desk.ask("versions"))
        self.chip.clicked.connect(self._offer_status)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, px(12), 0)
        row.setSpacing(px(8))
        row.addStretch(1)
        row.addWidget(self.version)
        row.addWidget(self.chip)
        desk.page_changed.connect(self.show_page)
        desk.list_changed.connect(self._show_version)
        self.show_page(None)

    def show_page(self, page: Page | None) -> None:
        """Show the head of an article, or nothing."""
        self.chip.setVisible(page is not None)
        if (page.article.id if page is not None else 0) != self._article:
            self._show_version()
        if page is None or self.desk.project is None:
            self._title, self._facts, self._progress, self._sign = "", (), "", ""
        else:
            about, who = page.article, self.desk.project.annotator.id
            self._title = about.title
            self._sign = RIGHTS_SIGNS[about.rights] if about.rights in _CLOSED else ""
            rights = _(RIGHTS_NAMES[about.rights]) if about.rights in _CLOSED else ""
            told = (rights, about.outlet, _date(about.published), _language(about.language))
            self._facts = tuple(f"\u2068{fact}\u2069" for fact in told if fact)
            self._progress = _progress(page, len(self._judged.of(page, who)))
            status = page.statuses.get(who, "untouched")
            self.chip.show_status(status, status_tip(self._commands, status))
        whole = " · ".join((self._title, *self._facts, self._progress)).strip(" ·")
        if whole == self.accessibleName():
            return
        self.setAccessibleName(whole)
        self.setToolTip(whole)
        self.update()

    def _offer_status(self) -> None:
        """Offer the five states under the chip, the one it has chosen."""
        page, project = self.desk.page, self.desk.project
        if page is None or project is None:
            return
        status = page.statuses.get(project.annotator.id, "untouched")
        menu = status_menu(self.desk, self._commands, page.article.id, status, self)
        menu.popup(below(self.chip))
        menu.setActiveAction(next(one for one in menu.actions() if one.isChecked()))

    def _show_version(self) -> None:
        """Say which version the article is; others may have come in or gone."""
        page, project = self.desk.page, self.desk.project
        self._article = page.article.id if page is not None else 0
        chain = versions(project, self._article) if page is not None and project else ()
        self.version.show_version(chain, self._article)
        self.update()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        painter.fillRect(self.rect(), theme.base)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.line)
        title, small = theme.font("title", bold=True), theme.font("small")
        chips = [chip.x() for chip in (self.version, self.chip) if chip.isVisible()]
        right = min(chips) - px(12) if chips else self.width() - px(INSET)
        left = px(INSET)
        if self._sign:
            top = (self.height() - px(SIGN)) // 2
            icons.draw(painter, self._sign, QPointF(left, top), theme.dim, px(SIGN))
            left += px(SIGN) + px(8)
        room = right - left
        least = min(paint.words_width(self._title, title) + 1, room)
        facts, progress = self._fitting(small, room - least)
        if progress:
            width = paint.words_width(progress, small)
            box = QRectF(right - width, 0, width + 1, self.height())
            paint.draw_words(painter, box, progress, small, theme.dim)
            right = box.left() - px(GAP)
        words = paint.words_width(facts, small)
        free = right - left - (words + px(GAP) if facts else 0)
        shown = min(paint.words_width(self._title, title) + 1, free)
        box = QRectF(left, 0, shown, self.height())
        paint.draw_words(painter, box, self._title, title, theme.text)
        if facts:
            box = QRectF(left + shown + px(GAP), 0, words + 1, self.height())
            paint.draw_words(painter, box, facts, small, theme.dim)

    def _fitting(self, font: QFont, room: float) -> tuple[str, str]:
        """As many facts, and the progress, as have room beside the title."""
        for count in range(len(self._facts), -1, -1):
            facts = "  ·  ".join(self._facts[:count])
            told = (facts, self._progress)
            if sum(paint.words_width(one, font) + px(GAP) for one in told if one) <= room:
                return told
        return "", ""

    def event(self, event: QEvent) -> bool:
        # The words end where the chips begin, so that all is painted anew when those are laid out.
        if event.type() == QEvent.Type.LayoutRequest:
            self.update()
        return super().event(event)

    def sizeHint(self) -> QSize:
        return QSize(px(480), px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, px(HEIGHT))


def _date(published: str) -> str:
    """A date as people here write it; what is no full date stays as it is."""
    day = QDate.fromString(published, Qt.DateFormat.ISODate)
    return QLocale().toString(day, "d MMMM yyyy") if day.isValid() else published


def _language(code: str) -> str:
    """The name of a language; a code nobody knows stays as it is."""
    language = QLocale.codeToLanguage(code)
    if language in (QLocale.Language.AnyLanguage, QLocale.Language.C):
        return code
    return QLocale.languageToString(language)


def _progress(page: Page, done: int) -> str:
    if not page.claims:
        return ""
    return _("{done} of {all} judged").format(done=done, all=len(page.claims))
