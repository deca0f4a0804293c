"""The strip under the head of the article that stays until its trouble is gone: an edit that is not
on the disk, a project open for reading, a fault of the program itself.
"""

import logging
import traceback

from PySide6.QtWidgets import QApplication

from annotator.gui.desk import Desk
from annotator.gui.widgets.strip import MessageStrip
from annotator.i18n import _


class Troubles(MessageStrip):
    """Says what is wrong and what can be done about it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._details = ""
        desk.disk_changed.connect(self.show_disk)
        desk.project_changed.connect(self.show_disk)
        self.pressed.connect(self._act)
        self.closed.connect(self.hide)

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
            self.say(project.read_only, kind="warn")
        elif not self._details:
            self.hide()

    def show_bug(self, error: BaseException) -> None:
        """Show a fault of the program; what is saved stays saved."""
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
        else:
            QApplication.clipboard().setText(self._details)
            self.desk.say(_("The details are on the clipboard."))
