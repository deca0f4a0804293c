"""The lines of a file as sentences and units (tokens and parts of tokens).

A row that cannot be read is kept apart, with what is wrong with it: the others of its sentence say
all the same where they stand.
"""

import re
from dataclasses import dataclass, field, replace

from annotator.formats.tsv3 import columns, escapes
from annotator.formats.tsv3.columns import Layer
from annotator.formats.uima.cas import Unsound
from annotator.i18n import _, ngettext

NOWHERE = -1
_BELOW = len("#Text=")
_ID = re.compile(r"(\d+)-(\d+)(?:\.\d+)?")
_DIGITS = 10  # of a place; no file reaches further
_WIDEST = 80  # blanks between two tokens, where only they say what a sentence was


@dataclass(slots=True)
class Unit:
    """A token, or a part of one (`is_part`), with its cells; `begin` and `end` as in the file.

    Where its row cannot be read, `fault` says why, its place may be `NOWHERE`, and it has either
    all its cells or none.
    """

    id: str
    begin: int
    end: int
    form: str
    cells: list[str]
    line: int
    fault: str = ""

    @property
    def is_part(self) -> bool:
        """True for a part of a token."""
        return "." in self.id

    @property
    def number(self) -> str:
        """The number of its sentence, "" where its id cannot be read."""
        found = _ID.fullmatch(self.id)
        return found[1] if found else ""

    @property
    def token(self) -> int:
        """The number of the token in its sentence, 0 where its id cannot be read."""
        found = _ID.fullmatch(self.id)
        return int(found[2]) if found and len(found[2]) <= _DIGITS else 0


@dataclass(slots=True)
class Sentence:
    """A sentence: its text, the id it bears, its units, and the `torn` ones, which cannot be read.
    `number` is the one that its units begin with, "" where none says; `last` is the token numbered
    highest so far, and `unread` how many rows came since that do not say their number.
    """

    text: str
    id: str = ""
    units: list[Unit] = field(default_factory=list)
    torn: list[Unit] = field(default_factory=list)
    number: str = ""
    is_told: bool = True
    last: int = 0
    unread: int = 0

    @property
    def all(self) -> list[Unit]:
        """All its units in the order of the file."""
        return sorted((*self.units, *self.torn), key=lambda each: each.line)

    def add(self, unit: Unit) -> None:
        """Add a unit to those that can be read, or to the others."""
        (self.torn if unit.fault else self.units).append(unit)

    def add_counted(self, unit: Unit) -> None:
        """Add a unit, and before it one that cannot be read where its number says that rows are
        missing. That one has the line above the gap.
        """
        token = unit.token if unit.number == self.number else 0
        missing = token - self.last - self.unread - (not unit.is_part)
        if token and missing > 0:
            first = token - missing + unit.is_part
            self.torn.append(_missing(self.number, first, first + missing - 1, unit.line - 1))
        self.unread = 0 if token else self.unread + 1
        self.last = max(self.last, token)
        self.add(unit)


@dataclass(slots=True)
class Rows:
    """A whole file. `remarks` are lines of the head that declare no layer, by their name; `left`
    names what is not read; `faults` are what is wrong beside torn units, by line. `begun` are
    the lines with the numbers of marks that surely begin there.
    """

    version: str
    layers: tuple[Layer, ...] = ()
    sentences: list[Sentence] = field(default_factory=list)
    remarks: list[tuple[str, str]] = field(default_factory=list)
    left: set[str] = field(default_factory=set)
    faults: list[tuple[int, str]] = field(default_factory=list)
    begun: set[tuple[int, int]] = field(default_factory=set)


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
    id, is_open = "", False
    for number, line in enumerate(lines[at:], at + 1):
        if not line:
            texts, id, is_open = [], "", False
        elif line.startswith("#Text="):
            texts.append(escapes.plain_line(line[_BELOW:], java=java))
        elif line.startswith("#Sentence.id="):
            id = escapes.plain_line(line.partition("=")[2], java=java)
        elif line.startswith("#") and "\t" not in line:
            rows.remarks.append((line[1:].partition("=")[0], line.partition("=")[2]))
        else:
            unit = _unit(line.split("\t"), wide, number)
            if texts or not _goes_on(rows.sentences, unit, is_open=is_open):
                rows.sentences.append(Sentence("\n".join(texts), id, is_told=bool(texts)))
                texts, id = [], ""
            is_open = True
            sentence = rows.sentences[-1]
            sentence.number = sentence.number or unit.number
            sentence.add_counted(unit)
    _break_off(rows, len(lines))
    rows.sentences = [each for each in rows.sentences if _is_told(each, rows)]


def _break_off(rows: Rows, end: int) -> None:
    """A last row without a line end, and without the tab that others end in, is not whole."""
    units = [unit for each in rows.sentences for unit in each.units]
    if units and units[-1].line == end and len(units[-1].cells) < len(units[0].cells):
        rows.sentences[-1].units.pop()
        rows.sentences[-1].add(replace(units[-1], cells=[], fault=_("The file breaks off here.")))


def _goes_on(sentences: list[Sentence], unit: Unit, *, is_open: bool) -> bool:
    """True for a row without a text before it that belongs to the sentence begun last."""
    if not sentences:
        return False
    ours = sentences[-1].number
    return ours == unit.number if ours and unit.number else is_open


def _is_told(sentence: Sentence, rows: Rows) -> bool:
    """True for a sentence with a text; one that lacks it is given that of its tokens."""
    if sentence.is_told:
        return True
    tokens = [each for each in sentence.all if each.begin >= 0 and not each.is_part]
    if tokens:
        sentence.text = _joined(tokens)
        why = _("The text of this sentence is missing; it was made of the tokens.")
        rows.faults.append((tokens[0].line, why))
    else:
        rows.faults += ((each.line, each.fault) for each in sentence.torn)
    return bool(tokens)


def _joined(tokens: list[Unit]) -> str:
    """The text of tokens, with as many blanks between them as their places say."""
    text, end = "", tokens[0].begin
    for each in tokens:
        gap = each.begin - end
        text += " " * (gap if 0 <= gap <= _WIDEST else 1) + each.form
        end = each.end
    return text


def _unit(cells: list[str], wide: int, line: int) -> Unit:
    place = cells[1] if len(cells) > 1 else ""
    begin, end = _place(place)
    form, why = "".join(cells[2:3]), ""
    if len(cells) < wide:
        why = _("The line has {found} columns, not {wide}.").format(found=len(cells), wide=wide)
    elif begin == NOWHERE:
        why = _("“{place}” is not a place in the text.").format(place=place)
    return Unit(cells[0], begin, end, form, [] if len(cells) < wide else cells[3:], line, why)


def _missing(sentence: str, first: int, last: int, line: int) -> Unit:
    """What stands for rows that are not there."""
    ids = f"{sentence}-{first}", f"{sentence}-{last}"
    told = ngettext(
        "After this line the row {first} is missing.",
        "After this line the rows {first} to {last} are missing.", last - first + 1,
    )  # fmt: skip
    why = told.format(first=ids[0], last=ids[1])
    return Unit(ids[0], NOWHERE, NOWHERE, "", [], line, why)


def _place(cell: str) -> tuple[int, int]:
    """Where a unit begins and ends, `NOWHERE` if that cannot be read."""
    begin, dash, end = cell.partition("-")
    is_sound = dash and begin.isdecimal() and end.isdecimal() and len(end) <= _DIGITS
    if is_sound and len(begin) <= _DIGITS and int(begin) <= int(end):
        return int(begin), int(end)
    return NOWHERE, NOWHERE
