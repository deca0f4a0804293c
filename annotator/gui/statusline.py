"""The last line: saved or not, where we are, what a job or a rule has to say, who works, zoom."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from annotator.gui import icons, judging, spoken
from annotator.gui.desk import Desk, Notice
from annotator.gui.focus import Focus
from annotator.gui.tasks import Running, Tasks
from annotator.gui.theme import Theme, px, theme_of
from annotator.gui.widgets import paint
from annotator.gui.widgets.base import IconButton, LinkButton, Painted
from annotator.gui.widgets.progress import ProgressLine
from annotator.i18n import _, ngettext
from annotator.jobs.asking import asked
from annotator.model import Page
from annotator.project import Filter, Project

HEIGHT, INSET, GAP = 26, 12, 12
_SAY_MS = 6000
_MANY = 50_000  # articles of which more are not counted in the window: 20 ms for 500,000
_TURN_MS, _TURN_DEGREES = 50, 24


class StatusLine(QWidget):
    """Composed of what `desk` and its tasks say; a sentence stays for six seconds."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setFixedHeight(px(HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.saved, self.facts = Saved(desk), Facts(self)
        self.job = JobLine(desk)
        self.retry = LinkButton(_("Retry"), parent=self)
        self.who, self.zoom = Pressable(self), Pressable(self)
        self._quiet = QTimer(self, singleShot=True, interval=_SAY_MS)
        self._quiet.timeout.connect(self.show_place)
        self._lay_out()
        self._listen()
        self._place, self._counts = Place(), Tasks(self)
        self._told: tuple[Page | None, str] = (None, "")
        self.show_disk()
        self.show_place()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(px(INSET), 1, px(INSET), 0)
        row.setSpacing(px(GAP))
        row.addWidget(self.saved)
        row.addWidget(self.retry)
        row.addWidget(self.facts, 1)
        row.addWidget(self.job)
        row.addWidget(self.who)
        row.addWidget(self.zoom)

    def _listen(self) -> None:
        desk = self.desk
        desk.said.connect(self.say)
        desk.disk_changed.connect(self.show_disk)
        desk.project_changed.connect(self.count)
        desk.list_changed.connect(self.count)
        for signal in (desk.page_changed, desk.focus_changed, desk.settings_changed):
            signal.connect(self.show_place)
        self.retry.clicked.connect(desk.retry)

    def count(self) -> None:
        """Count the articles anew, after the list changed; a focus that moves asks nothing."""
        self._place = Place()
        self.show_place()

    def say(self, notice: Notice) -> None:
        """Show a sentence for a while, in place of where we are; none ends the last one."""
        if notice.words:
            self.facts.show_notice(notice)
            self._quiet.start()
        else:
            self._quiet.stop()
            self.show_place()

    def show_disk(self) -> None:
        """Show whether the last edit is on the disk."""
        self.saved.show_disk()
        self.retry.setVisible(bool(self.desk.saving.failure))

    def show_place(self, _value: object = None) -> None:
        """Show which article of how many, its claims, what is selected, who works, the zoom."""
        desk = self.desk
        self.who.setText(desk.project.annotator.name if desk.project else desk.settings.annotator)
        self.zoom.setText(f"{desk.settings.zoom} %")
        article = desk.page.article.id if desk.page else None
        if desk.project is not None and self._place.article != article:
            self._place = place_of(desk.project, article)
            self._count_place()
        if not self._quiet.isActive():
            self.facts.show_facts(self._pieces())

    def _count_place(self) -> None:
        """Count where the article stands, where that takes too long for the window."""
        project, place = self.desk.project, self._place
        if project is not None and place.is_open and not self._counts.busy:
            job = asked(project, Filter(), lambda listing: listing.place(place.article or 0))
            self._counts.run(_("Counting"), job, partial(self._show_number, project, place))

    def _show_number(self, project: Project, place: "Place", number: int) -> None:
        if project is self.desk.project and place == self._place:
            self._place = replace(place, number=number)
            self.show_place()
        else:
            self._count_place()

    def _pieces(self) -> tuple[str, ...]:
        """Where we are, in short pieces; the claims are counted once a page."""
        desk, page = self.desk, self.desk.page
        if desk.project is None:
            return ()
        count = self._place.all
        where = ngettext("{n:,} article", "{n:,} articles", count).format(n=count)
        if page is None:
            return (where if count else _("No articles"),)
        if self._told[0] is not page:
            self._told = page, _claims(page)
        if not self._place.is_open:
            where = _("Article {n:,} of {all:,}").format(n=self._place.number, all=count)
        return where, self._told[1], *_selected(desk.focus), *_further(page, desk.focus)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article stands among how many; counted only when one of them changes."""

    article: int | None = -1
    number: int = 0
    all: int = 0

    @property
    def is_open(self) -> bool:
        """True for one of so many that where it stands is counted off the window."""
        return self.article is not None and not self.number and self.all > _MANY


def place_of(project: Project, article: int | None) -> Place:
    """Count where an article stands, unless that takes too long."""
    listing = project.articles()
    count = listing.count
    is_soon = article is not None and count <= _MANY
    return Place(article, listing.place(article) if article and is_soon else 0, count)


def _claims(page: Page) -> str:
    without = sum(not judging.has_source(page, claim) for claim in page.claims.values())
    claims = ngettext("{n} claim", "{n} claims", len(page.claims)).format(n=len(page.claims))
    if without:
        return _("{claims}, {n} without source").format(claims=claims, n=without)
    return claims


def _further(page: Page, focus: Focus) -> tuple[str, ...]:
    """The further properties and links of the chosen mark."""
    span = page.span(focus.span) if focus.span is not None else None
    told = ", ".join(spoken.further(page, span)) if span is not None else ""
    return (told,) if told else ()


def _selected(focus: Focus) -> tuple[str, ...]:
    if not focus.has_words:
        return ()
    count = focus.end - focus.start
    words = ngettext("{n} character selected, {a}–{b}", "{n} characters selected, {a}–{b}", count)
    return (words.format(n=count, a=focus.start, b=focus.end),)


class Saved(Painted):
    """A tick and "Saved 12:04", a turning ring while that takes long, or a triangle and why not."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self._words, self.turned = desk, "", 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._turning = QTimer(self, interval=_TURN_MS)
        self._turning.timeout.connect(self._turn)
        desk.patience.slow.connect(self._show_slow)

    def _show_slow(self, slow: bool) -> None:
        if slow:
            self._turning.start()
        else:
            self._turning.stop()
        self.show_disk()

    def _turn(self) -> None:
        self.turned = (self.turned + _TURN_DEGREES) % 360
        self.update()

    def show_disk(self) -> None:
        """Show the state of the disk."""
        words = self._told()
        if words == self._words:
            return
        self._words = words
        self.setAccessibleName(self._words)
        self.setToolTip(self._words)
        self.updateGeometry()
        self.update()

    def _told(self) -> str:
        desk = self.desk
        if self._turning.isActive():
            return _("Saving…")
        if desk.saving.failure:
            return _("Not saved: {why}").format(why=desk.saving.failure)
        if desk.project is None:
            return ""
        if desk.project.read_only:
            return _("Read-only")
        if desk.saving.at is None:
            return _("Saved")
        return _("Saved {time}").format(time=desk.saving.at.strftime("%H:%M"))

    def draw(self, painter: QPainter, theme: Theme) -> None:
        if not self._words:
            return
        box = QRectF(px(22), 0, self.width() - px(22), self.height())
        if self._turning.isActive():
            self._draw_ring(painter, theme)
            paint.draw_words(painter, box, self._words, theme.font("small"), theme.text)
            return
        failed, locked = bool(self.desk.saving.failure), self._words == _("Read-only")
        name = "warn" if failed else "lock" if locked else "check"
        colour = theme.bad if failed else theme.dim if locked else theme.ok
        at = QRectF(0, (self.height() - 16) / 2, 16, 16).topLeft()
        icons.draw(painter, name, at, colour, px(16))
        ink = theme.bad if failed else theme.text
        paint.draw_words(painter, box, self._words, theme.font("small"), ink)

    def _draw_ring(self, painter: QPainter, theme: Theme) -> None:
        painter.save()
        painter.translate(px(16) / 2, self.height() / 2)
        painter.rotate(self.turned)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        icons.draw(painter, "turning", QPointF(-px(16) / 2, -px(16) / 2), theme.accent, px(16))
        painter.restore()

    def sizeHint(self) -> QSize:
        words = paint.words_width(self._words, theme_of(self).font("small"))
        return QSize(round(words) + px(24), px(HEIGHT)) if self._words else QSize(0, px(HEIGHT))


class Facts(Painted):
    """Pieces in dim parted by rules, or for a while one sentence with its sign."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._facts: tuple[str, ...] = ()
        self._notice: Notice | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    def show_facts(self, facts: tuple[str, ...]) -> None:
        """Show where we are."""
        if (facts, None) != (self._facts, self._notice):
            self._facts, self._notice = facts, None
            self.setAccessibleName(", ".join(facts))
            self.setToolTip("")
            self.update()

    def show_notice(self, notice: Notice) -> None:
        """Show a sentence."""
        self._notice = notice
        self.setAccessibleName(notice.words)
        self.setToolTip(notice.words)
        self.update()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        font, x = theme.font("small"), 0.0
        if self._notice is not None:
            kind = self._notice.kind
            ink = {"warn": theme.warn, "bad": theme.bad}.get(kind, theme.text)
            if kind != "told":
                icons.draw(painter, "warn", QRectF(0, (self.height() - 16) / 2, 16, 16).topLeft(),
                           ink, px(16))  # fmt: skip
                x = px(22)
            box = QRectF(x, 0, self.width() - x, self.height())
            paint.draw_words(painter, box, self._notice.words, font, theme.text)
            return
        for fact in self._facts:
            painter.fillRect(QRectF(x, px(6), 1, self.height() - px(12)), theme.line)
            x += px(GAP)
            width = paint.words_width(fact, font) + 1
            if x + width > self.width():
                break
            paint.draw_words(painter, QRectF(x, 0, width, self.height()), fact, font, theme.dim)
            x += width + px(GAP)


class JobLine(QWidget):
    """The job that runs: its name, how far, and a cross that stops it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._name = QLabel(self)
        self._line = ProgressLine(_("Progress"), job=True, parent=self)
        self._line.setFixedWidth(px(80))
        stop = IconButton("close", _("Stop this job"), parent=self)
        stop.clicked.connect(desk.tasks.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self._name, self._line, stop):
            row.addWidget(widget)
        desk.tasks.moved.connect(self.show_job)
        self.hide()

    def show_job(self, running: Running | None) -> None:
        """Show a job, or none."""
        self.setVisible(running is not None)
        if running is not None:
            at = running.progress
            of = f" {at.done} / {at.total}" if at.total else ""
            of = f" {at.share:.0%}" if at.share else of
            self._name.setText(f"{running.title}{of}")
            self._line.show_part(at.part)


class Pressable(QLabel):
    """Words in dim that can be pressed."""

    pressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFont(theme_of(self).font("small"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()
