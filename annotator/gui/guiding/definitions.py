"""The codebook's definitions as one text to read: labels, fields with their values, links."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor

from annotator.gui.theme import Theme, px
from annotator.i18n import _
from annotator.model import Choice, Codebook, Field, Label, LinkType

NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a field: its key, its name, its definition."""

    key: str
    name: str
    definition: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Something the codebook defines; a label has a code and a family."""

    name: str
    key: str
    definition: str
    values: tuple[Value, ...] = ()
    code: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Entries of one kind under a heading."""

    heading: str
    entries: tuple[Entry, ...]


def sections(book: Codebook, words: str = "") -> tuple[Section, ...]:
    """All that a codebook defines and that holds the words, in the order of the codebook."""
    found = (
        Section(_("Labels"), tuple(map(_label, book.active_labels))),
        Section(_("What the text says of a claim"), tuple(map(_field, book.layer("claim")))),
        Section(_("Judgement"), tuple(map(_field, book.layer("judgement")))),
        Section(_("Links between claims"), tuple(map(_link, book.claim_links))),
        Section(_("Links between entities"), tuple(map(_link, book.entity_links))),
    )
    kept = (Section(one.heading, tuple(_matching(one.entries, words))) for one in found)
    return tuple(one for one in kept if one.entries)


def _label(label: Label) -> Entry:
    return Entry(label.name, label.key, label.definition, code=label.code, family=label.family)


def _field(field: Field) -> Entry:
    return Entry(field.name, field.key, field.definition, tuple(map(_value, field.choices)))


def _value(choice: Choice) -> Value:
    return Value(choice.key, choice.name, choice.definition)


def _link(link: LinkType) -> Entry:
    return Entry(link.name, link.key, link.definition)


def _matching(entries: Iterable[Entry], words: str) -> Iterator[Entry]:
    """Entries that hold the words themselves whole; of the others the values that hold them."""
    wanted = words.strip().casefold()
    for entry in entries:
        if wanted in f"{entry.name}\n{entry.code}\n{entry.definition}".casefold():
            yield entry
        elif values := tuple(
            one for one in entry.values
            if wanted in f"{one.key}\n{one.name}\n{one.definition}".casefold()
        ):  # fmt: skip
            yield Entry(entry.name, entry.key, entry.definition, values)


class Writer:
    """Writes sections at a cursor, in the fonts and colours of a theme."""

    def __init__(self, cursor: QTextCursor, theme: Theme) -> None:
        self._cursor, self._theme = cursor, theme
        self._begun = False

    def write(self, found: Sequence[Section]) -> None:
        """Write all sections."""
        for section in found:
            self._block(above=12 if self._begun else 0, below=4)
            self._words(section.heading, self._theme.font("body", bold=True), self._theme.text)
            for entry in section.entries:
                self._entry(entry)

    def _entry(self, entry: Entry) -> None:
        theme = self._theme
        self._block(above=6)
        if entry.code:
            fill = theme.family(entry.family).full
            code = f"{NBSP}{entry.code}{NBSP}"
            self._words(code, theme.font("fine", medium=True), theme.text, fill)
            self._words(f"{NBSP} ", theme.font("small"), theme.dim)
        if entry.name != entry.code:
            self._words(entry.name, theme.font("small", bold=True), theme.text)
        if entry.key:
            self._words(f"  {entry.key}", theme.font("fine", medium=True), theme.dim)
        if entry.definition:
            self._block()
            self._words(entry.definition, theme.font("small"), theme.text)
        for value in entry.values:
            self._block(above=2, indent=12)
            self._words(f"{value.key}  ", theme.font("fine", medium=True), theme.dim)
            self._words(value.name, theme.font("small", medium=True), theme.text)
            if value.definition:
                self._words(f"  {value.definition}", theme.font("small"), theme.dim)

    def _block(self, *, above: int = 0, below: int = 0, indent: int = 0) -> None:
        """Begin a paragraph."""
        shape = QTextBlockFormat()
        shape.setTopMargin(px(above))
        shape.setBottomMargin(px(below))
        shape.setLeftMargin(px(indent))
        if self._begun:
            self._cursor.insertBlock(shape)
        else:
            self._cursor.setBlockFormat(shape)
        self._begun = True

    def _words(self, words: str, font: QFont, ink: QColor, ground: QColor | None = None) -> None:
        shape = QTextCharFormat()
        shape.setFont(font)
        shape.setForeground(ink)
        if ground is not None:
            shape.setBackground(ground)
        self._cursor.insertText(words.replace("\n", " ").strip("\n"), shape)
