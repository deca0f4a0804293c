"""The values of a JSON file one by one, however it is laid out: an array, a value on each line, or
several values one after the other. Memory holds one value, not the file.

Python's own decoder is used: it takes lone halves of characters, which cleaning then replaces.
"""

import codecs
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, NoReturn, TextIO

from annotator.errors import BadInput
from annotator.formats.common.fitting import located
from annotator.formats.values import ReadArticle
from annotator.i18n import _

_CHUNK = 1 << 20
_FIRST = 1 << 22  # characters looked at to tell what a file is
_BLANK = " \t\n\r"
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a file, the line it begins on, and its number where it is one of a list."""

    line: int
    value: Any
    item: int = 0

    def located(self, made: ReadArticle) -> ReadArticle:
        """The article of this value, whose misfits say where that stands."""
        return located(made, self.line, self.item)

    def wrong(self, path: Path, why: str) -> BadInput:
        """The fault of this value, which says where it stands."""
        return BadInput(path, self.line, why, self.item)


def values(path: Path, encoding: str = "") -> Iterator[Value | BadInput]:
    """The values of a file; where one is on a line of its own and broken, the rest is read.

    Raises BadInput where nothing can go on.
    """
    with _opened(path, encoding) as file:
        reading = _Reading(path, file)
        try:
            yield from reading.array() if reading.peek() == "[" else reading.sequence()
        except UnicodeDecodeError as error:
            why = _("This is not text in {encoding}.").format(encoding=error.encoding)
            raise BadInput(path, reading.line, why) from None


def first(path: Path) -> Any:
    """The first value of a file, or None where it is no JSON or its first value is very long."""
    if not path.is_file():
        return None
    try:
        with _opened(path, "") as file:
            found = _Reading(path, file, limit=_FIRST).first()
    except (OSError, BadInput, UnicodeDecodeError):
        return None
    return found


def _opened(path: Path, encoding: str) -> TextIO:
    with open(path, "rb") as file:
        head = file.read(4)
    if encoding:
        try:
            found = codecs.lookup(encoding).name
        except LookupError:
            why = _("There is no encoding {name}.").format(name=encoding)
            raise BadInput(path, 0, why) from None
    elif head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        found = "utf-16"
    else:
        found = "utf-8-sig"
    return open(path, encoding=found, newline="")


class _Reading:
    """A file being read: `text` from `at` on is what was read and not yet used."""

    def __init__(self, path: Path, file: TextIO, limit: int = 0) -> None:
        self.path, self.file, self.limit = path, file, limit
        self.text, self.at, self.line, self.item = "", 0, 1, 0
        self.is_over = False

    def first(self) -> Any:
        """The first value, of the array where the file is one; None if there is none."""
        if self.peek() == "[":
            self.step(1)
            if self.peek() == "]":
                return None
        return self.decoded() if self.peek() else None

    def array(self) -> Iterator[Value]:
        """The values of an array, which is the whole file."""
        self.step(1)
        if self.peek() == "]":
            return
        for self.item in count(1):
            self.peek()
            line = self.line
            yield Value(line, self.decoded(), self.item)
            sign = self.peek()
            if sign == "]":
                return
            if sign != ",":
                self.wrong(_("A comma or the end of the list should stand here."))
            self.step(1)

    def sequence(self) -> Iterator[Value | BadInput]:
        """Values one after the other; a broken one costs its line."""
        while self.peek():
            line = self.line
            start = self.at
            try:
                found = Value(line, self.decoded(by_line=True))
            except BadInput as fault:
                self.at = start
                self.skip_line()
                yield fault
                continue
            yield found

    def decoded(self, *, by_line: bool = False) -> Any:
        """The value that begins here. More is read while it is not whole."""
        while True:
            try:
                found, end = _DECODER.raw_decode(self.text, self.at)
            except (json.JSONDecodeError, RecursionError) as error:
                if isinstance(error, RecursionError):
                    self.wrong(_("It is nested too deeply."))
                if (by_line and self.is_broken(error.pos)) or not self.more():
                    further = 0 if by_line else self.text.count("\n", self.at, error.pos)
                    why = _("This is not JSON ({error}).").format(error=error.msg)
                    raise BadInput(self.path, self.line + further, why, self.item) from None
                continue
            except ValueError as error:  # a number of thousands of digits
                raise BadInput(self.path, self.line, str(error), self.item) from None
            if end == len(self.text) and not isinstance(found, (dict, list, str)) and self.more():
                continue
            self.step(end - self.at)
            return found

    def is_broken(self, at: int) -> bool:
        """True where the fault lies before the end of what was read, so more would not help."""
        rest = self.text[at:]
        return not self.is_over and bool(rest.strip(_BLANK)) and "\n" in rest

    def peek(self) -> str:
        """The next sign that is no blank; "" at the end."""
        while True:
            at = self.at
            while at < len(self.text) and self.text[at] in _BLANK:
                at += 1
            self.step(at - self.at)
            if at < len(self.text):
                return self.text[at]
            if not self.more():
                return ""

    def step(self, count: int) -> None:
        """Go on by some characters."""
        self.line += self.text.count("\n", self.at, self.at + count)
        self.at += count

    def skip_line(self) -> None:
        """Go on to the next line that begins with a value."""
        while self.at < len(self.text) or self.more():
            while (end := self.text.find("\n", self.at)) < 0:
                if not self.more():
                    end = len(self.text) - 1
                    break
            self.step(end + 1 - self.at)
            if self.text[self.at : self.at + 1] == "{":
                return

    def more(self) -> bool:
        """Read on; False at the end, or where too much would be read."""
        if self.is_over or (self.limit and len(self.text) - self.at >= self.limit):
            return False
        size = max(min(_CHUNK, self.limit or _CHUNK), len(self.text) - self.at)
        read = self.file.read(size)
        self.is_over = not read
        self.text, self.at = self.text[self.at :] + read, 0
        return bool(read)

    def wrong(self, why: str) -> NoReturn:
        """Give up with a sentence about this line."""
        raise BadInput(self.path, self.line, why, self.item)
