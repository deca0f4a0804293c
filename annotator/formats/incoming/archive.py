"""Zip files read without trust: how much comes out is limited, whatever the file says of itself."""

import lzma
import zipfile
import zlib
from pathlib import Path
from types import TracebackType

from annotator.errors import BadInput
from annotator.i18n import _

_MOST_FILES = 20_000
_LARGEST = 100 * 1024 * 1024
_MOST_BYTES = 300 * 1024 * 1024


class Archive:
    """A zip file whose members are read one by one, within limits. BadInput beyond them."""

    def __init__(self, path: Path) -> None:
        self.path, self._read = path, 0
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            why = _("It is not a whole file of its kind: {why}.").format(why=error)
            raise BadInput(path, 0, why) from None
        self.names = frozenset(self._zip.namelist())
        if len(self._zip.infolist()) > _MOST_FILES:
            self._zip.close()
            raise BadInput(path, 0, _("It holds too many files."))

    def read(self, name: str) -> bytes:
        """A member. BadInput where it is not there, broken, locked, or too large unpacked."""
        if name not in self.names:
            raise BadInput(self.path, 0, _("{name} is not in it.").format(name=name))
        try:
            with self._zip.open(name) as member:
                raw = member.read(_LARGEST + 1)
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, EOFError,
                OSError) as error:  # fmt: skip
            raise BadInput(self.path, 0, f"{name}: {error}") from None
        self._read += len(raw)
        if len(raw) > _LARGEST or self._read > _MOST_BYTES:
            raise BadInput(self.path, 0, _("It unpacks to far more than an article can hold."))
        return raw

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:  # fmt: skip
        self._zip.close()
