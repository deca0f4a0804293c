"""How the team marks: the project's guidelines, editable, beside the codebook's definitions."""

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QShowEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator.edits import labels
from annotator.gui.finding.bar import Switch
from annotator.gui.guiding.definitions import Writer, sections
from annotator.gui.guiding.reading import MARGIN, Editor, Reader
from annotator.gui.panel import Panel
from annotator.gui.theme import px, theme_of
from annotator.gui.widgets.empty import EmptyState
from annotator.gui.widgets.layout import column, stacked
from annotator.gui.widgets.searchfield import SearchField
from annotator.gui.widgets.splitter import Splitter
from annotator.i18n import _N, _
from annotator.model import Codebook, Page
from annotator.settings import Settings

BAR, SEARCH = 34, 240
EQUAL = 10_000  # shares of the width, whatever it is
PROPERTY = "guidelines"


class GuidelinesPanel(Panel):
    """Two texts side by side: what the team agreed on, what the codebook says."""

    TITLE = _N("Guidelines")
    OPENED_BY = "tools.guidelines"
    PLACE = "bottom"
    ORDER = 3

    def build(self) -> None:
        self._shown: tuple[str, int] | None = None
        self._defined: tuple[Codebook | None, str, int] | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._read)
        # Guidelines and codebook lie on no page; that they changed is told with every edit.
        self.desk.disk_changed.connect(self._changed)
        self.reader, self.editor = Reader(_("Guidelines")), Editor()
        self.reader.anchorClicked.connect(self._say_address)
        self.editor.visit.kept.connect(self._keep)
        self.editor.visit.left.connect(lambda: self.edit.setChecked(False))
        self._empty = EmptyState("")
        self._texts = stacked(self._empty, self.reader, self.editor)
        self.definitions = Reader(_("Definitions of the codebook"))
        self._nothing = EmptyState("")
        self._defining = stacked(self.definitions, self._nothing)
        self.splitter = Splitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self._half(self._make_bar(), self._texts))
        self.splitter.addWidget(self._half(self._make_search(), self._defining))
        self.splitter.setSizes([EQUAL, EQUAL])
        column(self, self.splitter)

    def entrance(self) -> QWidget:
        return self.editor if self.edit.isChecked() else self.search

    def show_project(self) -> None:
        self.edit.setChecked(False)
        self.search.empty()
        self._changed()

    def show_page(self, page: Page | None) -> None:
        self._changed()

    def show_settings(self, settings: Settings) -> None:
        self._changed()

    # the parts

    def _half(self, bar: QWidget, below: QWidget) -> QWidget:
        half = QWidget()
        column(half, bar, below)
        return half

    def _make_bar(self) -> QWidget:
        self.edit = Switch(_("Edit"), _("Edit the guidelines"), _("Write the guidelines"))
        self.edit.toggled.connect(self._turn)
        bar, row = _bar()
        row.addWidget(self.edit)
        row.addStretch(1)
        return bar

    def _make_search(self) -> QWidget:
        self.search = SearchField(_("Search the definitions"))
        self.search.setMaximumWidth(px(SEARCH))
        self.search.searched.connect(lambda _words: self._define())
        self.search.left.connect(lambda: self.desk.ask("text"))
        self.search.stepped_down.connect(lambda: self.definitions.setFocus())
        bar, row = _bar()
        row.addWidget(self.search, 9)
        row.addStretch(1)
        return bar

    # showing

    def _changed(self) -> None:
        if self.isVisible():
            self._soon.start()

    def _read(self) -> None:
        project = self.desk.project
        words = project.property_named(PROPERTY) if project is not None else ""
        may_edit = project is not None and not project.read_only
        self.edit.setEnabled(may_edit)
        if project is not None and project.read_only:
            self.edit.setToolTip(project.read_only)
        shown = (words, self._look())
        if shown != self._shown:
            self._shown = shown
            self.reader.show_markdown(words)
        self.editor.visit.show(str(project.path) if project is not None else None, words)
        self._empty.say(
            _("No guidelines yet. Press Edit and write down how your team marks.")
            if project is not None else _("No project is open.")
        )  # fmt: skip
        self._turn(self.edit.isChecked())
        self._define()

    def _look(self) -> int:
        """What the texts were written with: they keep no link to the theme they were made in."""
        return self.palette().color(self.palette().ColorRole.Text).rgb()

    def _turn(self, editing: bool) -> None:
        """Show the editor, or the text as it reads, or that there is none."""
        words = self._shown[0] if self._shown is not None else ""
        reading = self.reader if words else self._empty
        if editing and self._texts.currentWidget() is not self.editor:
            self._texts.setCurrentWidget(self.editor)
            self.editor.setFocus()
        elif not editing:
            had_keys = self.editor.hasFocus()
            self._texts.setCurrentWidget(reading)
            if had_keys:
                self.search.setFocus()

    def _define(self) -> None:
        """Write the definitions that hold the words looked for."""
        project, words = self.desk.project, self.search.text().strip()
        book = project.codebook if project is not None else None
        defined = (book, words, self._look())
        if defined == self._defined:
            return
        self._defined = defined
        found = sections(book, words) if book is not None else ()
        self.definitions.clear()
        Writer(QTextCursor(self.definitions.document()), theme_of(self)).write(found)
        self.definitions.document().setDocumentMargin(px(MARGIN))
        self.definitions.moveCursor(QTextCursor.MoveOperation.Start)
        self._nothing.say(
            _("Nothing matches “{words}”. Clear the filter.").format(words=words)
            if book is not None else ""
        )  # fmt: skip
        self._defining.setCurrentWidget(self.definitions if found else self._nothing)

    # what the person does

    def _keep(self, path: object, words: str) -> None:
        project = self.desk.project
        if project is None or str(project.path) != path:
            return
        if outcome := self.desk.edit(labels.set_property, PROPERTY, words):
            self.desk.tell(outcome)

    def _say_address(self, address: QUrl) -> None:
        self.desk.say(_("The link leads to {address}").format(address=address.toString()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read()


def _bar() -> tuple[QWidget, QHBoxLayout]:
    bar = QWidget()
    bar.setFixedHeight(px(BAR))
    row = QHBoxLayout(bar)
    row.setContentsMargins(px(8), 0, px(12), px(4))
    row.setSpacing(px(4))
    return bar, row
