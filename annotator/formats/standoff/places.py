"""Which files of a folder belong together: an .ann and the text it is about."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.formats.standoff.parsing import begins_record

_SUFFIX, _TEXTS = ".ann", (".txt", ".text")
_FOLDERS = ("text", "txt", "texts")
_BY = re.compile(r"(.+)_([^_]+)")


@dataclass(frozen=True, slots=True)
class Pair:
    """A text with what is marked on it: an .ann alone, one for each of several people, or none."""

    text: Path
    marks: tuple[tuple[str, Path], ...]

    @property
    def folder(self) -> Path:
        """The folder that the marks lie in."""
        return self.marks[0][1].parent if self.marks else self.text.parent


def pairs(place: Path) -> Iterator[Pair]:
    """The texts of a folder and all below it where there are marks; or that of one file."""
    if not place.is_dir():
        marks = place if place.suffix.lower() == _SUFFIX else _marks_of(place)
        if found := _text_of(marks) if marks else None:
            yield Pair(found[0], ((found[1], marks),))  # type: ignore[arg-type]
        return
    for folder, names, files in os.walk(place):
        names[:] = sorted(name for name in names if not name.startswith("."))
        yield from _in_folder(Path(folder), sorted(files))


def without_text(folder: Path) -> Iterator[Path]:
    """The .ann files below a folder whose text is nowhere."""
    for path in sorted(folder.rglob(f"*{_SUFFIX}")):
        if _text_of(path) is None:
            yield path


def holds_pairs(folder: Path) -> bool:
    """True if marks with their text lie in a folder itself."""
    first = next((name for name in sorted(os.listdir(folder)) if name.endswith(_SUFFIX)), None)
    return first is not None and is_pair(folder / first)


def is_pair(path: Path) -> bool:
    """True for an .ann in brat's lines with its text, and for a text with such an .ann beside."""
    marks = path if path.suffix.lower() == _SUFFIX else _marks_of(path)
    if marks is None or _text_of(marks) is None:
        return False
    with open(marks, encoding="utf-8", errors="replace", newline="\n") as file:
        line = next((line for line in file if line.strip()), "")
    return not line or begins_record(line)


def _in_folder(folder: Path, names: list[str]) -> Iterator[Pair]:
    found: dict[Path, list[tuple[str, Path]]] = {}
    for name in names:
        if name.endswith(_SUFFIX) and not name.startswith("."):
            text = _text_of(folder / name)
            if text is not None:
                found.setdefault(text[0], []).append((text[1], folder / name))
    beside = any(path.parent == folder for path in found)
    for name in names if beside else ():
        if Path(name).suffix.lower() in _TEXTS and not name.startswith("."):
            found.setdefault(folder / name, [])
    for path, marks in sorted(found.items()):
        yield Pair(path, tuple(marks))


def _marks_of(text: Path) -> Path | None:
    beside = text.with_suffix(_SUFFIX)
    return beside if text.suffix.lower() in _TEXTS and beside.is_file() else None


def _text_of(marks: Path) -> tuple[Path, str] | None:
    """The text an .ann is about, beside it or in a folder of texts next to its own; and who made
    the marks, where several did and the name says so (ARTICLE_WHO.ann).
    """
    by = _BY.fullmatch(marks.stem)
    stems = [(marks.stem, ""), *([(by[1], by[2])] if by else [])]
    folders = (marks.parent, *(marks.parent.parent / name for name in _FOLDERS))
    for stem, who in stems:
        for folder in folders:
            for suffix in _TEXTS:
                path = folder / f"{stem}{suffix}"
                if path.is_file():
                    return path, who
    return None
