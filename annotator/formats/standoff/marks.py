"""From the lines of an .ann file to marks: mentions, claims, links, entities and what is said.

An event of sources, cues and contents is a claim; any other is a mention of its trigger with links
to its arguments. What refers to a mark that was left out is left out with it, and named.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from annotator.formats.standoff import words
from annotator.formats.standoff.fragments import Range
from annotator.formats.standoff.parsing import Event, Standoff
from annotator.formats.standoff.tables import Own
from annotator.formats.values import (
    ReadAttribute,
    ReadClaim,
    ReadEntity,
    ReadJudgement,
    ReadLink,
    ReadNote,
    ReadSpan,
)
from annotator.i18n import _
from annotator.model import ROLES

_ROLE = re.compile(r"([A-Za-z]+?)_?(\d*)")
_PERSON = "PER"  # the label of an author whom nobody described


@dataclass(slots=True)
class Marks:
    """What one .ann file marks, as it grows. `prefix` keeps the ids of several files apart.

    `subjects` leads from the ids of lines to ours: ("span" or "claim", id).
    """

    text: str
    file: Standoff
    ranges: dict[str, tuple[Range, ...]]
    own: Own
    who: str = ""
    prefix: str = ""
    author: ReadEntity | None = None
    spans: list[ReadSpan] = field(default_factory=list)
    claims: dict[str, ReadClaim] = field(default_factory=dict)
    links: dict[str, ReadLink] = field(default_factory=dict)
    entities: dict[str, ReadEntity] = field(default_factory=dict)
    judgements: list[ReadJudgement] = field(default_factory=list)
    notes: list[ReadNote] = field(default_factory=list)
    attributes: list[ReadAttribute] = field(default_factory=list)
    ignored: set[str] = field(default_factory=set)
    subjects: dict[str, tuple[str, str]] = field(default_factory=dict)
    consumed: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)

    def id(self, line: str) -> str:
        """The id of a line among those of all files about the text."""
        return self.prefix + line


def read_marks(marks: Marks) -> None:
    """Read mentions, events and relations; what is said of them comes after."""
    _leave_out(marks)
    events = [each for each in marks.file.events.values() if each.id not in marks.gone]
    claims = [each for each in events if is_claim(each, marks.file)]
    marks.consumed = _consumed(claims, marks)
    alone: dict[Range, list[str]] = defaultdict(list)
    for mark in marks.file.textbounds.values():
        if mark.id in marks.ranges and mark.id not in marks.consumed:
            _mention(marks, mark.id, mark.type)
            if len(mark.fragments) == 1:
                alone[marks.ranges[mark.id][0]].append(mark.id)
    for event in claims:
        _claim(marks, event, alone)
    names = {each.id for each in claims}
    others = [each for each in events if each.id not in names]
    taken: set[str] = set()
    for event in others:
        _trigger(marks, event, taken)
    for event in others:
        _arguments(marks, event)
    for relation in marks.file.relations.values():
        if relation.id not in marks.gone:
            (first, source), (second, target) = relation.arguments
            _relation(marks, relation.id, relation.type, source, target)
            if (first, second) != ("Arg1", "Arg2"):
                told = _("names of the arguments of relations ({first}, {second})")
                marks.ignored.add(told.format(first=first, second=second))


def is_claim(event: Event, file: Standoff) -> bool:
    """True where all arguments are parts of a claim, and one of them is its content."""
    roles = [role_of(name)[0] for name, id in event.arguments if id in file.textbounds]
    return (
        len(roles) == len(event.arguments)
        and all(role in ROLES for role in roles)
        and "content" in roles
    )


def role_of(name: str) -> tuple[str, int]:
    """The role an argument names, and its number: Content2 is the second content."""
    match = _ROLE.fullmatch(name)
    return (match[1].lower(), int(match[2] or 1)) if match else ("", 0)


def _leave_out(marks: Marks) -> None:
    """Events and relations that need what was left out."""
    gone, file = marks.gone, marks.file
    gone.update(file.textbounds.keys() - marks.ranges.keys())
    needs = {e.id: (e.trigger, *(id for _role, id in e.arguments)) for e in file.events.values()}
    needs |= {r.id: tuple(id for _role, id in r.arguments) for r in file.relations.values()}
    before = -1
    while len(gone) > before:
        before = len(gone)
        gone.update(id for id, ends in needs.items() if not gone.isdisjoint(ends))
    if gone & needs.keys():
        marks.ignored.add(_("events and relations of marks that were left out"))


def _consumed(claims: list[Event], marks: Marks) -> set[str]:
    """Textbounds that are nothing but a trigger or a part of a claim."""
    found = set()
    for event in claims:
        found.add(event.trigger)
        for name, id in event.arguments:
            if role_of(marks.file.textbounds[id].type)[0] == role_of(name)[0]:
                found.add(id)
    return found


def _mention(marks: Marks, line: str, type: str, id: str = "") -> None:
    """A textbound as a mention, with its further pieces."""
    id = marks.id(id or line)
    label = marks.own.labels.get(type, type)
    marks.subjects.setdefault(line, ("span", id))
    for number, (start, end) in enumerate(marks.ranges[line]):
        marks.spans.append(
            ReadSpan(
                id=f"{id}.{number}" if number else id,
                start=start,
                end=end,
                annotator=marks.who,
                label=label,
                part_of=id if number else "",
                order=number,
            )
        )


def _claim(marks: Marks, event: Event, alone: dict[Range, list[str]]) -> None:
    id = marks.id(event.id)
    marks.claims[id] = ReadClaim(id, marks.who, chain=())
    marks.subjects[event.id] = ("claim", id)
    marks.subjects.setdefault(event.trigger, ("claim", id))
    orders: Counter[str] = Counter()
    for (role, number), line in _sorted_arguments(marks, event):
        part = marks.id(line)
        if line in marks.subjects:
            part = f"{id}.{role}{number}.{line}"
        for piece, (start, end) in enumerate(marks.ranges[line]):
            marks.spans.append(
                ReadSpan(
                    id=f"{part}.{piece}" if piece else part,
                    start=start,
                    end=end,
                    annotator=marks.who,
                    role=role,
                    claim=id,
                    order=orders[role],
                    mention=_tie(marks, line, alone.get((start, end), ())),
                )
            )
            orders[role] += 1
        marks.subjects.setdefault(line, ("span", part))
    if event.type not in words.EVENTS:
        marks.attributes.append(ReadAttribute(f"{id}.type", "type", event.type, claim=id))


def _tie(marks: Marks, line: str, same: Sequence[str]) -> str:
    """The mention a part is, or in files of ours the only one of just its words."""
    if line not in marks.consumed:
        return marks.id(line)
    is_whole = len(marks.file.textbounds[line].fragments) == 1
    return marks.id(same[0]) if marks.own.codebook and is_whole and len(same) == 1 else ""


def _sorted_arguments(marks: Marks, event: Event) -> Iterator[tuple[tuple[str, int], str]]:
    """The parts of a claim; a trigger that is none of them is its cue."""
    found = sorted((role_of(name), id) for name, id in event.arguments)
    there = {marks.ranges[id] for _role, id in found}
    if marks.ranges[event.trigger] not in there:
        if any(role == "cue" for (role, _number), _id in found):
            marks.ignored.add(_("triggers of events beside their cue"))
        else:
            found.append((("cue", 1), event.trigger))
    yield from found


def _trigger(marks: Marks, event: Event, taken: set[str]) -> None:
    """The trigger of an event that is no claim: a mention, a further one where events share it."""
    if event.trigger in marks.consumed or event.trigger in taken:
        _mention(marks, event.trigger, event.type, event.id)
        marks.subjects[event.id] = ("span", marks.id(event.id))
    else:
        taken.add(event.trigger)
        marks.subjects[event.id] = marks.subjects[event.trigger]


def _arguments(marks: Marks, event: Event) -> None:
    for number, (role, target) in enumerate(event.arguments, 1):
        _relation(marks, f"{event.id}.{number}", role, event.id, target)


def _relation(marks: Marks, line: str, type: str, source: str, target: str) -> None:
    """An arrow between two claims or two spans; a claim among spans stands for its content."""
    ends = [marks.subjects.get(source), marks.subjects.get(target)]
    if None in ends or ends[0] == ends[1]:
        marks.ignored.add(_("relations of a mark with itself"))
        return
    (kind, first), (other, second) = ends  # type: ignore[misc]
    if kind == other == "claim":
        if type == words.NESTED and not marks.claims[first].parent:
            marks.claims[first] = replace(marks.claims[first], parent=second)
            return
    elif kind != other:
        first, second = (_content(marks, *end) for end in ends)  # type: ignore[misc]
        kind = "span"
    id = marks.id(line)
    type = marks.own.links.get(type, type)
    marks.links[line] = ReadLink(id, kind, first, second, type, marks.who)


def _content(marks: Marks, kind: str, id: str) -> str:
    if kind == "span":
        return id
    return next(s.id for s in marks.spans if s.claim == id and s.role == "content")


def author(marks: Marks, byline: str) -> ReadEntity:
    """The entity of the article's author: the file's, or one made because a chain needs it."""
    if marks.author is None:
        marks.author = ReadEntity("author", _PERSON, byline or "[article author]", role="author")
    return marks.author
