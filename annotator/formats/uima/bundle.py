"""Zip files of CASes: the export of a project, and what INCEpTION gives, zips in zips included."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import IO

from annotator.errors import BadInput
from annotator.formats.jsonl import write_project
from annotator.formats.records import reading
from annotator.formats.records.writing import Names
from annotator.formats.values import ProjectCard, ReadProject
from annotator.i18n import _

PROJECT = "project.jsonl"
LARGEST = 200 * 1024 * 1024

_MOST = 100_000
_EPOCH = (1980, 1, 1, 0, 0, 0)  # no clock: the same project gives the same bytes
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
# A project of INCEpTION: who worked on which text.
_OF_A_TEXT = re.compile(r"(?:.*/)?(?:annotation|curation)/([^/]+)/([^/]+?)(?:\.zip/.*|\.[a-z]+)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in a zip, or in a zip inside it."""

    name: str
    archive: zipfile.ZipFile
    info: zipfile.ZipInfo

    def read(self) -> bytes:
        """Its bytes. ValueError with a sentence where they cannot be had."""
        try:
            with self.archive.open(self.info) as file:
                raw = file.read(LARGEST + 1)
        except _BROKEN as error:
            raise ValueError(_("It cannot be unpacked ({why}).").format(why=error)) from None
        if len(raw) > LARGEST:
            raise ValueError(_("It is larger than 200 MB, too large for one article."))
        return raw

    def head(self, size: int = 4096) -> bytes:
        """Its first bytes, none where they cannot be had."""
        try:
            with self.archive.open(self.info) as file:
                return file.read(size)
        except _BROKEN:
            return b""

    @property
    def text_and_annotator(self) -> tuple[str, str]:
        """The text it is about and who worked on it, in a project of INCEpTION, else nothing."""
        found = _OF_A_TEXT.fullmatch(self.name)
        return (found[1], found[2]) if found else ("", "")


def is_zip(path: Path) -> bool:
    """True for a file that begins as a zip does."""
    with open(path, "rb") as file:
        return file.read(4) == b"PK\x03\x04"


def entries(path: Path) -> Iterator[Entry]:
    """The files in a zip by their order in it; BadInput where it is none."""
    try:
        with zipfile.ZipFile(path) as archive:
            if len(archive.infolist()) > _MOST:
                raise BadInput(path, 0, _("It holds too many files."))
            yield from _entries(archive)
    except zipfile.BadZipFile as error:
        raise BadInput(
            path, 0, _("It is not a whole zip file ({why}).").format(why=error)
        ) from None


def _entries(archive: zipfile.ZipFile, prefix: str = "") -> Iterator[Entry]:
    for info in archive.infolist():
        entry = Entry(prefix + info.filename, archive, info)
        if info.is_dir() or info.filename.startswith("__MACOSX/"):
            continue
        if info.filename.endswith(".zip") and not prefix:
            try:
                with zipfile.ZipFile(BytesIO(entry.read())) as inner:
                    yield from _entries(inner, f"{entry.name}/")
            except (ValueError, *_BROKEN):
                yield entry
        else:
            yield entry


def project_in(path: Path) -> ReadProject | None:
    """What an export of ours says of its project."""
    for entry in entries(path):
        if entry.name == PROJECT:
            return project_of(BytesIO(entry.read()))
    return None


def entity_ids_in(path: Path) -> frozenset[str]:
    """The ids of the entities that an export of ours defines for the whole project."""
    for entry in entries(path):
        if entry.name == PROJECT:
            return reading.entity_ids(BytesIO(entry.read()), path)
    return frozenset()


def project_of(file: IO[bytes]) -> ReadProject | None:
    """What the file of that name says of the project."""
    with TemporaryDirectory() as folder:
        inside = Path(folder) / PROJECT
        with open(inside, "wb") as copy:
            copyfileobj(file, copy)
        return reading.project(inside)


@dataclass(slots=True)
class Bundle:
    """A zip that grows; the same content gives the same bytes."""

    archive: zipfile.ZipFile
    names: set[str] = field(default_factory=set)

    def add(self, name: str, raw: bytes) -> None:
        """Add a file; a name that is taken gets a number."""
        stem, _dot, suffix = name.rpartition(".")
        number = 1
        while name in self.names:
            number += 1
            name = f"{stem}_{number}.{suffix}"
        self.names.add(name)
        self.archive.writestr(_info(name), raw, compresslevel=1)

    def opened(self, name: str) -> IO[bytes]:
        """A file in it to be written piece by piece."""
        self.names.add(name)
        return self.archive.open(_info(name), "w")

    def add_project(self, project: ProjectCard, names: Names, only: tuple[str, ...]) -> None:
        """Add what our own JSONL says of the project, streamed."""
        with self.opened(PROJECT) as file:
            write_project(file, project, names, only)


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = 0o644 << 16
    return info
