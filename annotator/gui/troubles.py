"""The strip under the head of the article, and over the start page, that stays until its trouble is
gone: an edit that is not on the disk, a project open for reading, a file that cannot be opened, a
fault of the program itself.
"""

import logging
import traceback
from collections.abc import Generator

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from annotator.gui.desk import Desk, Notice
from annotator.gui.tasks import Tasks
from annotator.gui.widgets.strip import MessageStrip
from annotator.i18n import _
from annotator.progress import Progress
from annotator.project import Project

LOOK_MS = 3000


class Troubles(MessageStrip):
    """Says what is wrong and what can be done about it: `at_start` before a project is open, the
    other one while it is.
    """

    def __init__(self, desk: Desk, *, at_start: bool = False) -> None:
        super().__init__()
        self.desk, self._at_start = desk, at_start
        self._details = ""
        self._owner = Tasks(self, desk.patience)
        self._looks = QTimer(self, interval=LOOK_MS)
        self._looks.timeout.connect(self._look)
        desk.broke.connect(self.show_bug)
        self.pressed.connect(self._act)
        self.closed.connect(self.hide)
        if at_start:
            desk.said.connect(self._show_said)
            desk.project_changed.connect(self.hide)
        else:
            desk.disk_changed.connect(self.show_disk)
            desk.project_changed.connect(self._show_project)

    def _show_said(self, notice: Notice) -> None:
        """Show what went wrong while no project is open."""
        if self.desk.project is None and notice.kind == "bad":
            self.say(notice.words, kind="bad")

    def _show_project(self) -> None:
        self._details = ""
        self.show_disk()
        project = self.desk.project
        if project is not None and project.is_taken:
            self._looks.start()
        else:
            self._looks.stop()

    def show_disk(self) -> None:
        """Show what keeps edits from the disk, or nothing."""
        project = self.desk.project
        if self.desk.saving.failure:
            self.say(
                _("Not saved: {why}. What you did since is not in the file and not drawn.").format(
                    why=self.desk.saving.failure
                ),
                kind="bad",
                buttons=(("retry", _("Retry")),),
                closes=False,
            )
        elif project is not None and project.read_only:
            self._show_reading(project, project.read_only)
        elif not self._details:
            self.hide()

    def _show_reading(self, project: Project, words: str) -> None:
        take_over = ("write", _("Open for writing"))
        self.say(words, kind="warn", buttons=(take_over,) if project.is_taken else ())

    def _look(self) -> None:
        """See, off the window, whether the program that has the project is gone."""
        if self.desk.project is not None and not self._owner.busy:
            self._owner.run(_("Looking"), _is_free(self.desk.project), self._offer)

    def _offer(self, found: tuple[Project, bool]) -> None:
        project, is_free = found
        if project is self.desk.project and is_free:
            self._looks.stop()
            self._show_reading(project, _("Nobody else has this project open any more."))

    def show_bug(self, error: BaseException) -> None:
        """Show a fault of the program; what is saved stays saved."""
        if (self.desk.project is None) is not self._at_start:
            return
        logging.getLogger(__name__).error("unexpected fault", exc_info=error)
        self._details = "".join(traceback.format_exception(error))
        self.say(
            _("Something went wrong in the program. All you marked is saved."),
            kind="bad",
            buttons=(("copy", _("Copy details")),),
        )

    def _act(self, key: str) -> None:
        if key == "retry":
            self.desk.retry()
        elif key == "write":
            self.desk.take_over()
        else:
            QApplication.clipboard().setText(self._details)
            self.desk.say(_("The details are on the clipboard."))


def _is_free(project: Project) -> Generator[Progress, None, tuple[Project, bool]]:
    yield Progress(0, 0)
    return project, project.is_free()
