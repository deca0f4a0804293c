"""The lines of an .ann file as values, each checked for itself; what is broken is told by line.

Text is split at "\\n" alone. A line that begins no record continues the words of the textbound
before it, for some programs write words over several lines.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from annotator.i18n import _

Arguments = tuple[tuple[str, str], ...]

_RECORD = re.compile(r"(?:[TERAMN][\w.-]*\d[\w.-]*|#\S*|\*)\t")
_WHERE = re.compile(r"(\S+) (\d+ \d+(?:;\d+ \d+)*) *")
_ARGUMENTS = re.compile(r"[^\s:]+:\S+(?: +[^\s:]+:\S+)*")


@dataclass(frozen=True, slots=True)
class Textbound:
    """A `T` line: fragments as the file counts, and the words it says they cover (None: none)."""

    line: int
    id: str
    type: str
    fragments: tuple[tuple[int, int], ...]
    quote: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """An `E` line."""

    line: int
    id: str
    type: str
    trigger: str
    arguments: Arguments


@dataclass(frozen=True, slots=True)
class Relation:
    """An `R` line with its two arguments in the order of the file."""

    line: int
    id: str
    type: str
    arguments: Arguments


@dataclass(frozen=True, slots=True)
class Said:
    """What an `A`, `M`, `N` or `#` line says of another: for `N` the name is the base, the value
    its key, `title` what it calls it.
    """

    line: int
    id: str
    name: str
    target: str
    value: str
    title: str = ""

    @property
    def kind(self) -> str:
        """The letter of the line."""
        return "A" if self.id[0] == "M" else self.id[0]


@dataclass(frozen=True, slots=True)
class Group:
    """A `*` line: lines that mean the same."""

    line: int
    type: str
    members: tuple[str, ...]


@dataclass(slots=True)
class Standoff:
    """What one file says, by the ids of its lines; `said` and `groups` in the order of the file."""

    textbounds: dict[str, Textbound] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    relations: dict[str, Relation] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    remarks: int = 0

    def fault(self, line: int, why: str, **words: str) -> None:
        """Note that a line is left out, and why."""
        self.faults.append((line, why.format(**words)))


def parsed(text: str) -> Standoff:
    """All records of a file, those that refer to what is not there taken out."""
    found = Standoff()
    for number, line in _records(text):
        kind, cells = line[0], line.split("\t", 2)
        if kind == "#" and not (len(cells) > 1 and _RECORD.match(line)):
            found.remarks += 1
        elif not _RECORD.match(line):
            found.fault(number, _("This line is not one of brat's."))
        elif not _READERS[kind](found, number, cells):
            found.fault(number, _("This line is broken: “{words}”."), words=line[:60])
    _check(found)
    return found


def begins_record(line: str) -> bool:
    """True where a line looks like one of brat's."""
    return _RECORD.match(line.removeprefix("\ufeff")) is not None


def _records(text: str) -> Iterator[tuple[int, str]]:
    """The lines that begin a record, with those that continue them; numbered from 1."""
    started, pending = 0, ""
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        line = line.removesuffix("\r")
        if started and pending.startswith("T") and not _RECORD.match(line) and line[:1] != "#":
            pending += "\n" + line
            continue
        if started and pending.strip():
            yield started, pending.rstrip("\n")
        started, pending = number, line
    if started and pending.strip():
        yield started, pending.rstrip("\n")


def _textbound(found: Standoff, line: int, cells: list[str]) -> bool:
    match = _WHERE.fullmatch(cells[1])
    if not match or cells[0] in found.textbounds:
        return False
    pairs = [tuple(map(int, pair.split(" "))) for pair in match[2].split(";")]
    fragments = tuple((start, end) for start, end in pairs)
    if any(start > end for start, end in fragments):
        return False
    quote = cells[2] if len(cells) > 2 else None
    found.textbounds[cells[0]] = Textbound(line, cells[0], match[1], fragments, quote)
    return True


def _event(found: Standoff, line: int, cells: list[str]) -> bool:
    if not _ARGUMENTS.fullmatch(cells[1].strip()) or cells[0] in found.events:
        return False
    (type, trigger), *arguments = _pairs(cells[1])
    found.events[cells[0]] = Event(line, cells[0], type, trigger, tuple(arguments))
    return True


def _relation(found: Standoff, line: int, cells: list[str]) -> bool:
    type, _blank, rest = cells[1].strip().partition(" ")
    if not type or not _ARGUMENTS.fullmatch(rest.strip()) or cells[0] in found.relations:
        return False
    arguments = tuple(_pairs(rest))
    if len(arguments) != 2:
        return False
    found.relations[cells[0]] = Relation(line, cells[0], type, arguments)
    return True


def _attribute(found: Standoff, line: int, cells: list[str]) -> bool:
    words = cells[1].strip().split(" ", 2)
    if len(words) < 2:
        return False
    value = words[2].strip() if len(words) > 2 else ""
    found.said.append(Said(line, cells[0], words[0], words[1], value))
    return True


def _reference(found: Standoff, line: int, cells: list[str]) -> bool:
    words = cells[1].strip().split(" ")
    if len(words) != 3:
        return False
    base, colon, key = words[2].partition(":")
    if not colon:
        base, key = words[0], words[2]
    title = cells[2] if len(cells) > 2 else ""
    found.said.append(Said(line, cells[0], base, words[1], key, title))
    return True


def _comment(found: Standoff, line: int, cells: list[str]) -> bool:
    words = cells[1].strip().split(" ")
    if len(words) != 2:
        return False
    said = cells[2] if len(cells) > 2 else ""
    found.said.append(Said(line, cells[0], words[0], words[1], said))
    return True


def _group(found: Standoff, line: int, cells: list[str]) -> bool:
    words = cells[1].split()
    if len(words) < 3:
        return False
    found.groups.append(Group(line, words[0], tuple(words[1:])))
    return True


def _pairs(words: str) -> Iterator[tuple[str, str]]:
    for word in words.split():
        name, _colon, id = word.partition(":")
        yield name, id


_READERS: dict[str, Callable[[Standoff, int, list[str]], bool]] = {
    "T": _textbound, "E": _event, "R": _relation, "A": _attribute, "M": _attribute,
    "N": _reference, "#": _comment, "*": _group,
}  # fmt: skip


def _check(found: Standoff) -> None:
    """Take out what the file itself contradicts: events on triggers of another type, and all that
    refers to a line that is not there.
    """
    for id, event in list(found.events.items()):
        trigger = found.textbounds.get(event.trigger)
        if trigger is None or trigger.type != event.type:
            del found.events[id]
            found.fault(event.line, _("The trigger of {id} is no {type}."), id=id, type=event.type)
    while lost := [e for e in found.events.values() if _dangling(found, _ends(e.arguments))]:
        for event in lost:
            del found.events[event.id]
            _tell(found, event.line, event.id)
    for relation in list(found.relations.values()):
        if _dangling(found, _ends(relation.arguments)):
            del found.relations[relation.id]
            _tell(found, relation.line, relation.id)
    found.groups = [g for g in found.groups if _stands(found, g.line, "*", g.members)]
    properties = {said.id for said in found.said if said.kind == "A"}
    found.said = [
        s for s in found.said
        if s.target in properties or _stands(found, s.line, s.id, (s.target,))
    ]  # fmt: skip


def _ends(arguments: Arguments) -> tuple[str, ...]:
    return tuple(id for _role, id in arguments)


def _dangling(found: Standoff, ids: tuple[str, ...]) -> bool:
    return any(
        id not in found.textbounds and id not in found.events and id not in found.relations
        for id in ids
    )


def _stands(found: Standoff, line: int, id: str, ends: tuple[str, ...]) -> bool:
    if _dangling(found, ends):
        _tell(found, line, id)
        return False
    return True


def _tell(found: Standoff, line: int, id: str) -> None:
    found.fault(line, _("{id} refers to a line that is not there."), id=id)
