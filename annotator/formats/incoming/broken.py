"""What no format knows for its own because it is broken: told so, not passed over as foreign."""

import zipfile
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats.common.faults import guarded
from annotator.formats.regions.stream import values
from annotator.i18n import _

_LARGEST = 50 * 1024 * 1024  # of JSON that is looked through; what is larger counts as foreign


def told(path: Path) -> str:
    """What is wrong with a file that should be a workbook or JSON; "" where nothing is."""
    suffix = path.suffix.lower()
    try:
        if suffix == ".xlsx":
            return _of_workbook(path)
        if suffix == ".json" and 0 < path.stat().st_size <= _LARGEST:
            return _of_json(path)
    except OSError as error:
        return guarded(error)
    return ""


def _of_workbook(path: Path) -> str:
    try:
        with zipfile.ZipFile(path):
            return ""
    except zipfile.BadZipFile:
        return _("It is broken: it cannot be opened as a workbook. It may be locked by a password.")


def _of_json(path: Path) -> str:
    """The first fault of a file of JSON."""
    try:
        fault = next((each for each in values(path) if isinstance(each, BadInput)), None)
    except BadInput as error:
        fault = error
    return guarded(fault) if fault else ""
