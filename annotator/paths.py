"""Where things lie on this machine: the only place that asks the system for folders.

`ANNOTATOR_HOME` puts everything below one folder: for tests, and for a program on a stick.
"""

import hashlib
import os
import sys
from pathlib import Path

from platformdirs import PlatformDirs

_NAME = "annotator"
_PACKAGE = Path(__file__).parent


def resources() -> Path:
    """Icons, codebooks, samples and translations that came with the program."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / "resources"
    beside = _PACKAGE.parent / "resources"
    return beside if beside.is_dir() else _PACKAGE / "resources"


def settings_file() -> Path:
    """The person's settings."""
    return _config() / "settings.toml"


def data() -> Path:
    """What the program keeps for itself: window sizes and backups."""
    home = _home()
    return home / "data" if home else Path(_dirs().user_data_dir)


def logs() -> Path:
    """Where errors are written down."""
    home = _home()
    return home / "logs" if home else Path(_dirs().user_log_dir)


def projects() -> Path:
    """Where a new project is put unless told otherwise."""
    home = _home()
    return home / "projects" if home else Path(_dirs().user_documents_dir) / "Annotator"


def backups(project: Path) -> Path:
    """Where backups of one project lie: apart from it, told apart by its whole path."""
    place = hashlib.sha256(os.fsencode(project.absolute())).hexdigest()[:8]
    return data() / "backups" / f"{project.stem}-{place}"


def made(folder: Path) -> Path:
    """The folder, made if it was not there."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _config() -> Path:
    home = _home()
    return home / "config" if home else Path(_dirs().user_config_dir)


def _home() -> Path | None:
    home = os.environ.get("ANNOTATOR_HOME")
    return Path(home).expanduser().absolute() if home else None


def _dirs() -> PlatformDirs:
    return PlatformDirs(_NAME, appauthor=False)
