"""The sheet of an article's metadata, and of where its text came from."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QWidget

from annotator import text as texts
from annotator.edits import articles
from annotator.gui.articles import rereading
from annotator.gui.articles.wording import RIGHTS_NAMES
from annotator.gui.claims.visit import LineVisit
from annotator.gui.desk import Desk
from annotator.gui.dialogs.sheet import MARGIN, Sheet
from annotator.gui.theme import px, theme_of
from annotator.gui.widgets.base import LinkButton
from annotator.gui.widgets.popups import below
from annotator.i18n import _N, _, ngettext
from annotator.model import RIGHTS, Article

FIELDS = (
    ("title", _N("Title"), ""),
    ("outlet", _N("Outlet"), _N("Who published it")),
    ("published", _N("Date"), _N("Such as 2024-03-31")),
    ("byline", _N("Byline"), _N("Who wrote it")),
    ("url", _N("Address"), _N("Where it stands on the web")),
    ("language", _N("Language"), _N("Its code, such as en or ar")),
)
DIRECTIONS = (("", _N("As the text tells")), ("ltr", _N("Left to right")),
              ("rtl", _N("Right to left")))  # fmt: skip
RIGHTS_CHOICES = (("", RIGHTS_NAMES["unsaid"]), *((one, RIGHTS_NAMES[one]) for one in RIGHTS))
NAME_WIDTH, FIELD_HEIGHT = 96, 28


class MetadataSheet(Sheet):
    """A field for each piece of metadata, one edit a visit; below, the origin, which stays."""

    TITLE = _N("Metadata")
    WIDTH, HEIGHT = 560, 600

    def __init__(self, desk: Desk, article: int) -> None:
        self.article = article
        self.fields: dict[str, LineVisit] = {}
        super().__init__(desk)

    def build(self) -> None:
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(8))
        self._grid.setColumnMinimumWidth(0, px(NAME_WIDTH))
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        self.body.addStretch(1)
        may_edit = self.desk.project is not None and not self.desk.project.read_only
        for column, name, placeholder in FIELDS:
            field = LineVisit(_(name), _(placeholder) if placeholder else "")
            field.setMinimumHeight(px(FIELD_HEIGHT))
            field.setReadOnly(not may_edit)
            field.visit.kept.connect(
                lambda _subject, words, column=column: self._keep(column, words)
            )
            field.visit.left.connect(self.shut)
            self.fields[column] = field
            self._row(_(name), field)
        self.direction = self._box("direction", _("Direction"), DIRECTIONS)
        self.rights = self._box("rights", _("Rights"), RIGHTS_CHOICES)
        self.rights.setToolTip(_("No export takes a secret article along unless it is told to"))
        for box in (self.direction, self.rights):
            box.setEnabled(may_edit)
            self._row(box.accessibleName(), box)
        about = self._read()
        for name, words in origin_of(about) if about is not None else ():
            self._row(name, self._told(words))
        if about is not None and about.origin.encoding:
            again, row = self._make_again(about), self._grid.rowCount()
            # Without a side to stand at, its own width would be that of all the fields.
            self._grid.addWidget(again, row, 1, Qt.AlignmentFlag.AlignLeft)
        self.foot.addStretch(1)
        self.foot.addWidget(self.button(_("Close"), self.shut, primary=True))
        self._show()

    def first(self) -> QWidget:
        return self.fields["title"]

    def place(self, room: QRect) -> QRect:
        """Where the sheet stands: as high as all it tells of the article, where there is room."""
        usual, layout = super().place(room), self.panel.layout()
        lacks = layout.totalHeightForWidth(usual.width()) - usual.height() if layout else 0
        more = max(0, min(lacks, room.height() - usual.height() - 2 * px(MARGIN)))
        return usual.adjusted(0, -(more // 3), 0, more - more // 3)

    def shut(self) -> None:
        """Close the sheet; what was typed last is kept."""
        for field in self.fields.values():
            field.visit.keep()
        super().shut()

    def _box(self, column: str, name: str, choices: tuple[tuple[str, str], ...]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setMinimumHeight(px(FIELD_HEIGHT))
        for value, words in choices:
            box.addItem(_(words), value)
        box.activated.connect(lambda place: self._keep(column, box.itemData(place)))
        return box

    def _make_again(self, about: Article) -> QWidget:
        """Reads the file again in another encoding; the sheet, which shows the old text, goes."""
        why = rereading.why_not(self.desk, about.id)
        tip = why or _("Where the letters are wrong, the encoding was not recognised")
        again = LinkButton(_("Read again in another encoding…"), tip)
        again.setEnabled(not why)

        def offer() -> None:
            menu = rereading.encoding_menu(self.desk, about, self, self.shut)
            menu.popup(below(again))

        again.clicked.connect(offer)
        return again

    def _row(self, name: str, field: QWidget) -> None:
        label = self._told(name)
        label.setBuddy(field)
        row = self._grid.rowCount()
        upright = (
            Qt.AlignmentFlag.AlignTop
            if isinstance(field, QLabel)
            else (Qt.AlignmentFlag.AlignVCenter)
        )
        self._grid.addWidget(label, row, 0, upright)
        self._grid.addWidget(field, row, 1)

    def _told(self, words: str) -> QLabel:
        label = QLabel(words)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(theme_of(self).font("small"))
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _read(self) -> Article | None:
        return self.desk.project.article(self.article) if self.desk.project else None

    def _show(self) -> None:
        about = self._read()
        if about is None:
            return
        for column, field in self.fields.items():
            field.visit.show(self.article, getattr(about, column))
        self.direction.setCurrentIndex(self.direction.findData(about.direction))
        self.rights.setCurrentIndex(self.rights.findData(about.rights))

    def _keep(self, column: str, words: str) -> None:
        if column == "published":
            words = texts.iso_date(words) or words
        if outcome := self.desk.edit(articles.describe, self.article, column, words):
            self.desk.tell(outcome)
        self._show()


def origin_of(article: Article) -> tuple[tuple[str, str], ...]:
    """Where the text came from and what cleaning changed, as (name, words)."""
    origin = article.origin
    changed = ", ".join(f"{what} ({count})" for what, count in origin.changes)
    told = (
        (_("File"), origin.file),
        (_("Place"), origin.place),
        (_("Encoding"), origin.encoding),
        (_("Extracted"), origin.extractor),
        (_("Cleaning"), changed or _("Nothing was changed.")),
        (_("Length"), _length(article)),
        (_("Read in"), _proposed(article)),
    )
    return tuple((name, words) for name, words in told if words)


def _length(article: Article) -> str:
    """How long the text is, and on how many pages it stood."""
    n = article.characters
    told = ngettext("{n} character", "{n} characters", n).format(n=n)
    pages = len(article.origin.pages)
    if pages < 2:
        return told
    return _("{length} on {n} pages").format(length=told, n=pages)


def _proposed(article: Article) -> str:
    """Where each piece of metadata was read, as far as the file told it."""
    names = {field: name for field, name, _placeholder in FIELDS}
    told = (
        _("{field}: {place}").format(field=_(names[field]), place=place)
        for field, place in article.origin.proposed
        if field in names and place != "text"
    )
    return " · ".join(told)
