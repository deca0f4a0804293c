"""Zip files read without trust: how much comes out is limited, whatever the file says of itself."""

import io
import lzma
import zipfile
import zlib
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from annotator.errors import BadInput
from annotator.i18n import _

_MOST_FILES = 20_000
_LARGEST = 100 * 1024 * 1024
_MOST_BYTES = 300 * 1024 * 1024
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, EOFError, OSError,
    NotImplementedError,
)  # fmt: skip


class Archive:
    """A zip file whose members are read one by one, within limits. BadInput beyond them.

    One with many texts may hold that many `files`, and unpack to `times` its own size.
    """

    def __init__(self, path: Path, *, files: int = _MOST_FILES, times: int = 0) -> None:
        self.path, self._read = path, 0
        self._most = max(_MOST_BYTES, times * path.stat().st_size)
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            why = _("It is not a whole file of its kind: {why}.").format(why=error)
            raise BadInput(path, 0, why) from None
        self.names = frozenset(self._zip.namelist())
        if len(self._zip.infolist()) > files:
            self._zip.close()
            raise BadInput(path, 0, _("It holds too many files."))

    def read(self, name: str) -> bytes:
        """A member. BadInput where it is not there, broken, locked, or too large unpacked."""
        if name not in self.names:
            raise BadInput(self.path, 0, _("{name} is not in it.").format(name=name))
        try:
            with self._zip.open(name) as member:
                raw = member.read(_LARGEST + 1)
        except _BROKEN as error:
            raise self.broken(name, error) from None
        if len(raw) > _LARGEST:
            raise BadInput(self.path, 0, _("It unpacks to far more than an article can hold."))
        self.count(len(raw))
        return raw

    def opened(self, name: str) -> io.BufferedReader:
        """A member to be read piece by piece, however large it is."""
        try:
            return io.BufferedReader(_Counted(self, name, self._zip.open(name)))
        except (*_BROKEN, KeyError) as error:
            raise self.broken(name, error) from None

    def broken(self, name: str, why: Exception) -> BadInput:
        """What to raise for a member that cannot be unpacked."""
        told = _("{name} in it cannot be unpacked ({why}).").format(name=name, why=why)
        return BadInput(self.path, 0, told)

    def count(self, size: int) -> None:
        """Count what was unpacked; BadInput where it is too much."""
        self._read += size
        if self._read > self._most:
            raise BadInput(self.path, 0, _("It unpacks to far more than an article can hold."))

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:  # fmt: skip
        self._zip.close()


class _Counted(io.RawIOBase):
    """A member that counts what is read of it, and says in a sentence where it is broken."""

    def __init__(self, archive: Archive, name: str, member: IO[bytes]) -> None:
        super().__init__()
        self.archive, self.member_name, self.member = archive, name, member

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        try:
            raw = self.member.read(len(into))
        except _BROKEN as error:
            raise self.archive.broken(self.member_name, error) from None
        self.archive.count(len(raw))
        into[: len(raw)] = raw
        return len(raw)

    def close(self) -> None:
        self.member.close()
        super().close()
