"""A reader of brat standoff written from its specification, knowing nothing of our writer.

It is as strict as brat's own server: unknown lines, text that does not match, triggers of another
type, dangling ids and relations without two arguments are errors.
"""

import re
from dataclasses import dataclass, field

_TEXTBOUND = re.compile(r"T\d+\t([A-Za-z0-9_-]+) (\d+ \d+(?:;\d+ \d+)*)\t([^\t]*)")
_EVENT = re.compile(r"E\d+\t([A-Za-z0-9_-]+):(T\d+)((?: [A-Za-z0-9_-]+:[TE]\d+)*)")
_RELATION = re.compile(r"R\d+\t([A-Za-z0-9_-]+) (\w+):([TE]\d+) (\w+):([TE]\d+)")
_ATTRIBUTE = re.compile(r"A\d+\t([A-Za-z0-9_-]+) ([TER]\d+)(?: (\S+))?")
_REFERENCE = re.compile(r"N\d+\tReference (T\d+) ([^\s:]+):(\S+)\t([^\t]*)")
_COMMENT = re.compile(r"#\d+\t(\S+) ([TER]\d+)\t([^\t]*)")


@dataclass
class Standoff:
    """What one .ann file says. Textbounds are (type, fragments)."""

    textbounds: dict[str, tuple[str, tuple[tuple[int, int], ...]]] = field(default_factory=dict)
    events: dict[str, tuple[str, str, dict[str, str]]] = field(default_factory=dict)
    relations: list[tuple[str, str, str]] = field(default_factory=list)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    references: list[tuple[str, str, str, str]] = field(default_factory=list)
    comments: list[tuple[str, str, str]] = field(default_factory=list)

    def points(self, id: str) -> frozenset[int]:
        """The code points that a textbound covers."""
        return frozenset(p for start, end in self.textbounds[id][1] for p in range(start, end))


def read(text: str, ann: str) -> Standoff:
    """Parse a file against its text. AssertionError where brat would complain."""
    lines = ann.split("\n")
    assert lines.pop() == "", "the last line has no end"
    assert lines == ann.splitlines(), "brat's parser would split a line"
    found, seen = Standoff(), set()
    for line in lines:
        id = line.partition("\t")[0]
        assert id not in seen, f"{id} twice"
        seen.add(id)
        _READERS[line[0]](found, id, line, text)
    for type, trigger, arguments in found.events.values():
        assert found.textbounds[trigger][0] == type, "EventWithNonTriggerError"
        assert set(arguments.values()) <= seen
    targets = {target for _type, *ends in found.relations for target in ends}
    targets |= {each[1] for each in (*found.attributes, *found.comments)}
    assert targets <= seen
    return found


def _match(pattern: re.Pattern[str], line: str) -> re.Match[str]:
    match = pattern.fullmatch(line)
    assert match, line
    return match


def _textbound(found: Standoff, id: str, line: str, text: str) -> None:
    type, where, words = _match(_TEXTBOUND, line).groups()
    numbers = [tuple(map(int, pair.split(" "))) for pair in where.split(";")]
    fragments = tuple((start, end) for start, end in numbers)
    last = 0
    for start, end in fragments:
        assert last <= start < end <= len(text), line
        last = end
    assert " ".join(text[start:end] for start, end in fragments) == words, line
    found.textbounds[id] = (type, fragments)


def _event(found: Standoff, id: str, line: str, text: str) -> None:
    type, trigger, tail = _match(_EVENT, line).groups()
    pairs = [word.partition(":")[::2] for word in tail.split()]
    arguments = dict(pairs)
    assert len(arguments) == len(pairs), "a role is given twice"
    found.events[id] = (type, trigger, arguments)


def _relation(found: Standoff, id: str, line: str, text: str) -> None:
    type, first, source, second, target = _match(_RELATION, line).groups()
    assert first != second
    found.relations.append((type, source, target))


def _attribute(found: Standoff, id: str, line: str, text: str) -> None:
    name, target, value = _match(_ATTRIBUTE, line).groups()
    found.attributes.append((name, target, value or ""))


def _reference(found: Standoff, id: str, line: str, text: str) -> None:
    target, base, key, title = _match(_REFERENCE, line).groups()
    found.references.append((target, base, key, title))


def _comment(found: Standoff, id: str, line: str, text: str) -> None:
    type, target, words = _match(_COMMENT, line).groups()
    found.comments.append((type, target, words))


_READERS = {
    "T": _textbound,
    "E": _event,
    "R": _relation,
    "A": _attribute,
    "N": _reference,
    "#": _comment,
}
