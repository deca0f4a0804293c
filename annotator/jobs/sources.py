"""The files of an import: folders walked in order, each file with the format that reads it."""

import os
import stat
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from annotator import formats, paths
from annotator.formats import Reader
from annotator.formats.common.faults import FAULTS as FAULTS
from annotator.formats.common.faults import blaming as blaming
from annotator.formats.common.faults import guarded as guarded
from annotator.formats.incoming import broken
from annotator.i18n import _

LARGEST = 200 * 1024 * 1024
_A_FILE = 4096  # what a file costs beside its bytes, in bytes


@dataclass(frozen=True, slots=True)
class Source:
    """A file (or a folder that is one thing to its format) and what reads it."""

    path: Path
    reader: Reader


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be imported, and why, in a sentence."""

    path: Path
    why: str

    def __str__(self) -> str:
        return f"{self.path.name or self.path}: {self.why}"


@dataclass(frozen=True, slots=True)
class Passed:
    """A file met in a folder that is none of ours to read, and why."""

    path: Path
    why: str


Found = Source | Failure | Passed


def samples() -> list[Path]:
    """The marked articles that come with the program, to be imported into an empty project."""
    return [paths.resources() / "samples" / "sample.jsonl"]


@dataclass(frozen=True, slots=True)
class Amount:
    """How many files there are to look at, and how much work that is, in bytes."""

    files: int = 0
    work: int = 0


def amount(places: Iterable[Path]) -> Amount:
    """How much there is in these files and folders."""
    files = work = 0
    for place in places:
        for each in _files(place):
            files += 1
            work += work_of(each if isinstance(each, Path) else each.path)
    return Amount(files, work)


def work_of(path: Path) -> int:
    """How much work a file is by its bytes; one that no format reads is soon passed over."""
    try:
        if path.is_dir():
            return _A_FILE + sum(each.stat().st_size for each in path.rglob("*"))
        return _A_FILE + (path.stat().st_size if path.suffix.lower() in _read_suffixes() else 0)
    except OSError:
        return _A_FILE


@cache
def _read_suffixes() -> frozenset[str]:
    """The last suffixes of all files that a format reads."""
    return frozenset(
        f".{name.split('.')[-1]}" for each in formats.readers() for name in each.SUFFIXES
    )


def found(
    places: Iterable[Path], reader: Reader | None = None, *, only: Container[str] | None = None
) -> Iterator[Found]:
    """What there is to import in these files and folders; by one format where it is given, and
    in folders `only` files with these suffixes.
    """
    for given in places:
        if not os.path.exists(given):
            yield Failure(given, _("There is no such file."))
        else:
            asked = not given.is_dir()
            for path in _files(given, reader, only):
                yield _source(path, reader, asked=asked) if isinstance(path, Path) else path


def _source(path: Path, reader: Reader | None, *, asked: bool) -> Found:
    """A file as a source; in a folder (not `asked` for by name) others may lie about."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Failure(path, _("This is not a file that can be read to its end."))
        with blaming(path):
            if reader:
                suits = _suited(path, reader, asked=asked)
            else:
                suits = formats.recognised(path) or _named_for(path)
    except FAULTS as fault:
        return Failure(path, guarded(fault))
    if suits is None and not reader and not asked and (why := broken.told(path)):
        return Failure(path, why)
    if suits is None and not asked:
        told = _("It is not for the format that was asked for.") if reader else ""
        return Passed(path, told or _("No format here reads it."))
    if suits is None:
        return Failure(path, _("No format here reads this file. Say which one, with --from."))
    if formats.missing_extra(suits.EXTRA) and not hasattr(suits, "write"):
        told = _("Reading this needs the extra “{extra}”; it comes with ./run --with {extra}.")
        return Failure(path, told.format(extra=suits.EXTRA))
    streams = getattr(suits, "STREAMS", False) or "project" in suits.CARRIES
    if status.st_size > LARGEST and not streams:
        return Failure(path, _("It is larger than 200 MB, too large for one article."))
    return Source(path, suits)


def _suited(path: Path, reader: Reader, *, asked: bool) -> Reader | None:
    """The format that was asked for; in a folder only for the files it knows for its own."""
    return reader if asked or reader.recognises(path) or _named_for(path) is reader else None


def _named_for(path: Path) -> Reader | None:
    """The format of marks to which alone the suffix belongs: a file that it does not know for its
    own is a broken one, and is to be told so.
    """
    suffix = path.suffix.lower()
    found = [each for each in formats.readers() if suffix in each.SUFFIXES]
    if len(found) != 1 or getattr(found[0], "SHARED", False):
        return None
    return found[0] if "mentions" in found[0].CARRIES else None


def _files(
    path: Path, reader: Reader | None = None, only: Container[str] | None = None
) -> Iterator[Path | Source | Failure | Passed]:
    """The files below a path, by name; hidden ones and folders that links lead to are left out.

    A folder that is one thing to its format comes whole.
    """
    if not path.is_dir():
        yield path
        return
    try:
        if whole := _whole(path, reader):
            yield Source(path, whole)
            return
        entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    except OSError as error:
        yield Failure(path, _("It cannot be read: {why}.").format(why=error.strerror))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path), reader, only)
        elif entry.is_file() and (only is None or Path(entry.name).suffix.lower() in only):
            yield Path(entry.path)
        elif entry.is_symlink() and only is None:
            yield Passed(Path(entry.path), _("It is a link to no file; folders are not followed."))
        elif only is None and not entry.is_file():
            yield Passed(Path(entry.path), _("This is not a file that can be read to its end."))


def _whole(folder: Path, reader: Reader | None) -> Reader | None:
    """The format to which a folder is one thing; the one that was asked for, or any."""
    asked = formats.readers() if reader is None else (reader,)
    return next((each for each in asked if each.FOLDER and each.recognises(folder)), None)
