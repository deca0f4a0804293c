"""Which article of each project was seen last: noted when it is opened, as a program that is
killed closes nothing.
"""

import json
from pathlib import Path

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
        return self._known().get(str(project.resolve()), 0)

    def note(self, project: Path, article: int) -> None:
        """Note that an article is open now."""
        key, known = str(project.resolve()), self._known()
        known.pop(key, None)
        latest = [*known.items(), (key, article)][-_MOST:]
        self._kept.setValue("articles", json.dumps(dict(latest)))

    def _known(self) -> dict[str, int]:
        try:
            found = json.loads(str(self._kept.value("articles", "{}")))
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}
