"""Which article of each project was seen last, and how much of it was done: noted as it happens, as
a program that is killed closes nothing.
"""

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings

from annotator import paths

_MOST = 100  # projects


class LastSeen:
    """What was seen last, kept beside the settings; Qt writes it soon after, off the way."""

    def __init__(self) -> None:
        file = paths.settings_file().with_name("seen.ini")
        self._kept = QSettings(str(file), QSettings.Format.IniFormat)

    def of(self, project: Path) -> int:
        """The article that was open last in a project, 0 where none is known."""
        self._kept.sync()  # another window may have noted something since
        found = self._known("articles").get(str(project.resolve()))
        return found if isinstance(found, int) else 0

    def note(self, project: Path, article: int) -> None:
        """Note that an article is open now."""
        self._note("articles", project, article)

    def progress_of(self, project: Path) -> tuple[int, int] | None:
        """How many articles of a project were done, of how many; None where it is not known."""
        self._kept.sync()
        match self._known("progress").get(str(project.resolve())):
            case [int(done), int(count)]:
                return done, count
        return None

    def note_progress(self, project: Path, done: int, count: int) -> None:
        """Note how many articles are done, of how many."""
        self._note("progress", project, [done, count])

    def _note(self, what: str, project: Path, value: object) -> None:
        key, known = str(project.resolve()), self._known(what)
        known.pop(key, None)
        latest = [*known.items(), (key, value)][-_MOST:]
        self._kept.setValue(what, json.dumps(dict(latest)))

    def _known(self, what: str) -> dict[str, Any]:
        try:
            found = json.loads(str(self._kept.value(what, "{}")))
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}
