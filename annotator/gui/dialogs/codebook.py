"""The sheet of the project's codebook: labels, fields and links; each change can be undone."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QStackedWidget, QWidget

from annotator import codebook as codebooks
from annotator import jobs
from annotator.edits import labels
from annotator.errors import BadInput
from annotator.gui.desk import Desk, Notice
from annotator.gui.dialogs.asking import ask_open, ask_save
from annotator.gui.dialogs.fieldpage import LINKS, FieldPage, clash
from annotator.gui.dialogs.labelpage import LabelPage
from annotator.gui.dialogs.sheet import Rule, Sheet
from annotator.gui.widgets.base import LinkButton
from annotator.gui.widgets.tabstrip import TabStrip
from annotator.i18n import _N, _
from annotator.jobs import Uses
from annotator.model import Codebook

_KINDS = _N("Codebooks (*.toml)")
_LABELS = "labels"


class CodebookSheet(Sheet):
    """A tab for the labels and one for each further part; Ctrl+Z takes changes back here too."""

    TITLE = _N("Codebook")
    WIDTH, HEIGHT = 960, 680
    PASSES = ("Ctrl+Z", "Ctrl+Y", "Ctrl+Shift+Z")

    def __init__(self, desk: Desk) -> None:
        self._merges: tuple[int | None, ...] | None = None
        self._book = book = desk.project.codebook if desk.project else None
        if book is not None:
            version = _("{name}, version {version}") if book.version else "{name}"
            self.ABOUT = version.format(name=book.name, version=book.version)
        super().__init__(desk)

    def build(self) -> None:
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.tabs = TabStrip(_("Parts of the codebook"))
        self.labels = LabelPage(self.desk)
        self.labels.changed.connect(self.show_book)
        self.pages: dict[str, LabelPage | FieldPage] = {_LABELS: self.labels}
        self._stack = QStackedWidget()
        self.tabs.add_tab(_LABELS, _("Labels"))
        self._stack.addWidget(self.labels)
        for part, words in (("claim", _("Claim fields")), ("judgement", _("Judgement fields")),
                            (LINKS, _("Links"))):  # fmt: skip
            page = FieldPage(part)
            page.kept.connect(partial(self._keep, page))
            page.left.connect(self.shut)
            self.pages[part] = page
            self.tabs.add_tab(part, words)
            self._stack.addWidget(page)
        self.tabs.chosen.connect(lambda part: self._stack.setCurrentWidget(self.pages[part]))
        for widget in (self.tabs, Rule()):
            self.body.addWidget(widget)
        self.body.addWidget(self._stack, 1)
        self._fill_foot()
        self.show_book()
        self.desk.disk_changed.connect(self.show_book)
        self.desk.said.connect(self._show_notice)

    def _fill_foot(self) -> None:
        self._import = LinkButton(_("Import…"), _("Take over a codebook from a file"))
        self._import.clicked.connect(self._ask_import)
        self._export = LinkButton(_("Export…"), _("Write the codebook to a file"))
        self._export.clicked.connect(self._ask_export)
        self._word = self.label(dim=True)
        self.foot.addWidget(self._import)
        self.foot.addWidget(self._export)
        self.foot.addWidget(self._word, 1)
        self.foot.addWidget(self.button(_("Close"), self.shut, primary=True))

    def first(self) -> QWidget:
        return self.labels.list

    def place(self, room: QRect) -> QRect:
        box = super().place(room)
        self.labels.fit(box.width())
        return box

    def shut(self) -> None:
        """Close the sheet; what is typed is kept, a text that is not kept yet is asked about."""
        self.labels.keep()
        open_text = next((part for part, page in self.pages.items() if _is_open(page)), "")
        if open_text:
            self.tabs.show_tab(open_text)
            self._stack.setCurrentWidget(self.pages[open_text])
            page = self.pages[open_text]
            assert isinstance(page, FieldPage)
            page.stop()
            return
        super().shut()

    def show_book(self) -> None:
        """Show the codebook as it is now."""
        project = self.desk.project
        if project is not None:
            may_edit = not project.read_only
            self._import.setEnabled(may_edit)
            for page in self.pages.values():
                if isinstance(page, LabelPage):
                    page.show_book(may_edit=may_edit)
                else:
                    page.show_book(project.codebook, may_edit=may_edit)
            self._renew_keys(project.codebook)
            self._recount(project.codebook)

    def _recount(self, book: Codebook) -> None:
        """Count the mentions, and anew where labels were merged or parted."""
        merges = tuple(label.merged_into for label in book.labels)
        if merges != self._merges:
            self._merges = merges
            self._count(self._show_uses)

    def _renew_keys(self, book: Codebook) -> None:
        """Keys follow the codebook also while no article is open, from which the window sees it."""
        old, self._book = self._book, book
        window = self.desk.window
        if old is not None and old != book and self.desk.page is None and window is not None:
            window.commands.renew()
            window.menus.fill()

    def _show_notice(self, notice: Notice) -> None:
        self._word.setText(notice.words)

    def _count(self, then: Callable[[Uses], object]) -> None:
        """Count what is in use, off the window; nothing follows once the sheet is closed."""
        project = self.desk.project
        if project is not None:
            self.desk.tasks.run(
                _("Counting"), jobs.codebook_uses(project),
                lambda uses: then(uses) if self.is_open else None,
            )  # fmt: skip

    def _show_uses(self, uses: Uses) -> None:
        self.labels.show_counts(uses.labels)
        self.show_book()

    # fields and links

    def _keep(self, page: FieldPage, book: Codebook) -> None:
        """Put a part as it was written into the project, unless something in use would go."""
        window = self.desk.window
        commands = window.commands.all if window is not None else ()
        if why := clash(book, commands):
            page.say(why)
        else:
            self._count(partial(self._keep_unless_used, page, book))

    def _keep_unless_used(self, page: FieldPage, book: Codebook, uses: Uses) -> None:
        project = self.desk.project
        if project is None:
            return
        if why := next(uses.lost(project.codebook, book), ""):
            page.say(why)
        elif outcome := self.desk.edit(labels.set_fields, codebooks.dump(book)):
            page.drop_it()
            self.show_book()
            self.desk.tell(outcome)

    # files

    def _ask_export(self) -> None:
        project = self.desk.project
        if project is None:
            return
        book = project.codebook
        path = ask_save(self.desk.window, _("Export the codebook"),
                        project.path.with_name(f"{book.name}.toml"), _(_KINDS))  # fmt: skip
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the codebook to a file."""
        if self.desk.project is not None:
            try:
                path.write_text(codebooks.dump(self.desk.project.codebook), encoding="utf-8")
            except OSError as error:
                why = _("Not exported: {why}.").format(why=error.strerror)
                self.desk.say(why, "bad")
            else:
                self.desk.say(_("The codebook is in {name}.").format(name=path.name))

    def _ask_import(self) -> None:
        project = self.desk.project
        if project is not None:
            chosen = ask_open(self.desk.window, _("Import a codebook"), project.path.parent,
                              _(_KINDS))  # fmt: skip
            if chosen:
                self.read(chosen[0])

    def read(self, path: Path) -> None:
        """Take over the codebook in a file; what the project has beyond it stays."""
        project = self.desk.project
        try:
            theirs, text = codebooks.load(path), path.read_text(encoding="utf-8")
        except BadInput as fault:
            self.desk.say(str(fault), "bad")
            return
        except OSError as error:
            self.desk.say(_("It cannot be read: {why}.").format(why=error.strerror), "bad")
            return
        if project is not None:
            book = replace(jobs.codebook_joined(theirs, project.codebook), labels=theirs.labels)
            if outcome := self.desk.edit(labels.take_over, codebooks.dump(book)):
                self.show_book()
                self.desk.tell(outcome)
                if any(line.lstrip().startswith("#") for line in text.split("\n")):
                    self.desk.say(_("{name} is taken over. Its comments stay in the file only.")
                                  .format(name=theirs.name))  # fmt: skip


def _is_open(page: QWidget) -> bool:
    return isinstance(page, FieldPage) and page.is_changed
