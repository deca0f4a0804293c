"""The lines of a file as sentences and units (tokens and parts of tokens), and its text.

The text is put together from the sentences as INCEpTION does: each ends in a line end, and blanks
fill what is left up to the next one's first token. Files say that they count UTF-16 units, but
some count otherwise: the way that fits the tokens' words is taken.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from annotator.formats.tsv3 import columns, escapes
from annotator.formats.tsv3.columns import Layer
from annotator.formats.uima.cas import Unsound
from annotator.i18n import _
from annotator.offsets import reader, units_of, writer

_UNITS = ("UTF-16", "code points", "bytes")
_BELOW = len("#Text=")


@dataclass(slots=True)
class Unit:
    """A token, or a part of one (`is_part`), with its cells; `begin` and `end` as in the file."""

    id: str
    begin: int
    end: int
    form: str
    cells: list[str]
    line: int

    @property
    def is_part(self) -> bool:
        """True for a part of a token."""
        return "." in self.id


@dataclass(slots=True)
class Sentence:
    """A sentence: its text, the id it bears, its units."""

    text: str
    id: str = ""
    units: list[Unit] = field(default_factory=list)


@dataclass(slots=True)
class Rows:
    """A whole file. `remarks` are lines of the head that declare no layer, by their name; `left`
    names what is not read.
    """

    version: str
    layers: tuple[Layer, ...] = ()
    sentences: list[Sentence] = field(default_factory=list)
    remarks: list[tuple[str, str]] = field(default_factory=list)
    left: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Put:
    """The text of a file, the way it counts (`unit`), where its sentences begin, and the tokens
    whose words are others than those that stand there.
    """

    text: str
    unit: str
    starts: tuple[int, ...]
    wrong: tuple[Unit, ...]

    def to_units(self) -> Callable[[int], int]:
        """From the way the file counts to UTF-16; outside the text as it stands."""
        if self.unit == "UTF-16" or self.text.isascii():
            return lambda at: at
        points, units = reader(self.text, self.unit), writer(self.text, "UTF-16")

        def found(at: int) -> int:
            point = points(at)
            return -1 if point is None else units(point)

        return found


def parse(text: str) -> Rows:
    """The rows of a file. `Unsound` with the line where it breaks the format."""
    lines = text.replace("\r\n", "\n").split("\n")
    if not lines[0].startswith(columns.FORMAT):
        raise Unsound(_("It does not begin as WebAnno TSV 3 does."), 1)
    rows = Rows(lines[0].removeprefix(columns.FORMAT).strip())
    if not rows.version.startswith("3"):
        why = _("This is version {version} of WebAnno TSV; only 1 to 3 can be read.")
        raise Unsound(why.format(version=rows.version), 1)
    at = _head(rows, lines)
    _body(rows, lines, at)
    return rows


def _head(rows: Rows, lines: list[str]) -> int:
    """Take the head; returns the line behind it."""
    layers: list[Layer] = []
    for number, line in enumerate(lines[1:], 1):
        if not line.startswith("#") or line.startswith(("#Text=", "#Sentence.id=")):
            rows.layers = tuple(layers)
            return number
        try:
            layer = columns.parsed(line)
        except ValueError:
            raise Unsound(_("The layer has no name."), number + 1) from None
        if layer is not None:
            layers.append(layer)
        else:
            name, _equals, said = line[1:].partition("=")
            rows.remarks.append((name, said))
    rows.layers = tuple(layers)
    return len(lines)


def _body(rows: Rows, lines: list[str], at: int) -> None:
    java = rows.version in ("3.0", "3.1")
    wide = 3 + sum(len(layer.columns) for layer in rows.layers)
    texts: list[str] = []
    id = ""
    for number, line in enumerate(lines[at:], at + 1):
        if not line:
            texts, id = [], ""
        elif line.startswith("#Text="):
            texts.append(escapes.plain_line(line[_BELOW:], java=java))
        elif line.startswith("#Sentence.id="):
            id = escapes.plain_line(line.partition("=")[2], java=java)
        elif line.startswith("#") and "\t" not in line:
            rows.remarks.append((line[1:].partition("=")[0], line.partition("=")[2]))
        else:
            unit = _unit(line.split("\t"), wide, number)
            if texts:
                rows.sentences.append(Sentence("\n".join(texts), id))
                texts, id = [], ""
            if not rows.sentences:
                raise Unsound(_("A token stands before the text of its sentence."), number)
            rows.sentences[-1].units.append(unit)


def _unit(cells: list[str], wide: int, line: int) -> Unit:
    if len(cells) < wide:
        why = _("The line has {found} columns, not {wide}.").format(found=len(cells), wide=wide)
        raise Unsound(why, line)
    begin, dash, end = cells[1].partition("-")
    if not (dash and begin.isdecimal() and end.isdecimal() and int(begin) <= int(end)):
        raise Unsound(_("“{place}” is not a place in the text.").format(place=cells[1]), line)
    return Unit(cells[0], int(begin), int(end), cells[2], cells[3:], line)


def put_together(sentences: Sequence[Sentence]) -> Put:
    """The text in the way of counting that fits best."""
    whole = "".join(each.text for each in sentences)
    differ = units_of(whole)
    # Without characters beyond U+FFFF code points are UTF-16 units.
    possible = [u for u in _UNITS if u == "UTF-16" or (u in differ and "UTF-16" in differ)]
    possible += [] if "bytes" in possible or "bytes" not in differ else ["bytes"]
    best: Put | None = None
    for unit in possible:
        found = _put(sentences, unit)
        if found is not None and (best is None or len(found.wrong) < len(best.wrong)):
            best = found
        if found is not None and not found.wrong:
            break
    if best is None:
        line = next((each.units[0].line for each in sentences[1:] if each.units), 0)
        raise Unsound(_("A sentence begins before the one in front of it ends."), line)
    return best


def _put(sentences: Sequence[Sentence], unit: str) -> Put | None:
    """The text if the file counts so, None if sentences would overlap then."""
    parts: list[str] = []
    length, starts = 0, []
    for each in sentences:
        if not each.units:
            continue
        begin = each.units[0].begin - _lead(each)
        if parts and begin == length - 1:
            parts[-1] = parts[-1][:-1]
            length -= 1
        if begin < length:
            return None
        text = " " * (begin - length) + each.text + "\n"
        starts.append(begin)
        parts.append(text)
        length += _size(text, unit)
    text = "".join(parts).removesuffix("\n")
    point = reader(text, unit)
    wrong = tuple(
        one for each in sentences for one in each.units if not one.is_part
        if _words(text, point(one.begin), point(one.end)) != one.form
    )  # fmt: skip
    return Put(text, unit, tuple(starts), wrong)


def _lead(sentence: Sentence) -> int:
    """How many blanks stand before the first token, where the text does not begin with it."""
    first = sentence.units[0].form
    if sentence.text.startswith(first):
        return 0
    bare = sentence.text.lstrip()
    return len(sentence.text) - len(bare) if first and bare.startswith(first) else 0


def _words(text: str, start: int | None, end: int | None) -> str | None:
    return None if start is None or end is None else text[start:end]


def _size(text: str, unit: str) -> int:
    if unit == "bytes":
        return len(text.encode())
    return len(text.encode("utf-16-le")) // 2 if unit == "UTF-16" else len(text)
