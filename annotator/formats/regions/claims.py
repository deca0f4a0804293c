"""Claims out of regions and the relations between them: what hangs together with a content.

Tools without claims have regions called "content", "source", "cue" and so on, tied by relations.
Each content (with its further pieces) and what can be reached from it is one claim; a source tied
to two contents is a part of both.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.formats.values import ReadClaim, ReadLink, ReadSpan
from annotator.model import ROLES

CONTENT = ROLES[0]
PIECE = "further piece"
PARENT = "nested in"
"""Types of relations: a further piece of a mention to the first; a claim to the one around it."""


_IN, _CLAIM = " in ", "claim "


def ends_of(part: ReadSpan) -> tuple[str, ...]:
    """The regions of a part that belongs to several claims and of the content that it is here tied
    to; none for any other span.
    """
    region, again, content = part.id.partition(_IN + _CLAIM)
    return (region, content) if again else ()


@dataclass(frozen=True, slots=True)
class Relation:
    """An arrow between two regions."""

    id: str
    source: str
    target: str
    type: str
    annotator: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What regions and relations come to: `away` are relations whose ends are not there."""

    spans: tuple[ReadSpan, ...]
    claims: tuple[ReadClaim, ...] = ()
    links: tuple[ReadLink, ...] = ()
    away: tuple[Relation, ...] = ()


@dataclass(slots=True)
class _Ties:
    """Which parts are tied to which, and which contents are pieces of one."""

    roles: Mapping[str, str]
    next: dict[str, list[str]] = field(default_factory=dict)

    def add(self, one: str, other: str) -> None:
        self.next.setdefault(one, []).append(other)
        self.next.setdefault(other, []).append(one)

    def group(self, start: str) -> list[str]:
        """The contents that are pieces of one with this."""
        found = [start]
        for id in found:
            found += [
                other for other in self.next.get(id, ())
                if self.roles[other] == CONTENT and other not in found
            ]  # fmt: skip
        return found

    def reached(self, group: Sequence[str]) -> list[str]:
        """The other parts that can be reached without passing another content."""
        found = list(group)
        for id in found:
            found += [
                other for other in self.next.get(id, ())
                if self.roles[other] != CONTENT and other not in found
            ]  # fmt: skip
        return found[len(group) :]


def claimed(spans: Sequence[ReadSpan], relations: Sequence[Relation]) -> Found:
    """The spans with claims made of those that are named like parts; labels as the file has them.

    A span that has a role already is a part for sure. Parts that no content is tied to stay
    mentions under the name that the file has for them.
    """
    there = {span.id: span for span in spans}
    away = tuple(r for r in relations if r.source not in there or r.target not in there)
    whole = [r for r in relations if r.source in there and r.target in there]
    roles = {span.id: role for span in spans if (role := _role(span))}
    ties, tying = _tied(whole, roles)
    parts, claims, home = _claims(there, ties)
    rest = [r for r in whole if r not in tying or not {r.source, r.target} <= home.keys()]
    loose = [_mention(span) for span in spans if span.id not in home]
    pieces, links = _links(rest, {span.id: span for span in loose}, home, ties.roles)
    nested = {x.source: x.target for x in links if x.kind == "claim" and x.type == PARENT}
    return Found(
        spans=(*(replace(s, part_of=pieces.get(s.id, ""), order=0) for s in loose), *parts),
        claims=tuple(replace(claim, parent=nested.get(claim.id, "")) for claim in claims),
        links=tuple(x for x in links if not (x.kind == "claim" and x.type == PARENT)),
        away=away,
    )


def _role(span: ReadSpan) -> str:
    name = span.role or span.label.lower()
    return name if name in ROLES else ""


def _mention(span: ReadSpan) -> ReadSpan:
    return replace(span, label=span.label or span.role, role="", claim="")


def _tied(
    relations: Iterable[Relation], roles: Mapping[str, str]
) -> tuple[_Ties, frozenset[Relation]]:
    """The relations that tie parts together. Where any is called like a role, only these do;
    else all do, but for those between two contents.
    """
    among = [r for r in relations if r.source in roles and r.target in roles]
    named = [r for r in among if r.type.lower() in ROLES]
    ties = _Ties(roles)
    tying = named or [r for r in among if {roles[r.source], roles[r.target]} != {CONTENT}]
    for each in tying:
        ties.add(each.source, each.target)
    return ties, frozenset(tying)


def _claims(
    there: Mapping[str, ReadSpan], ties: _Ties
) -> tuple[list[ReadSpan], list[ReadClaim], dict[str, str]]:
    """The parts and the claims, and to which claim (the first, if several) a span belongs."""
    parts: list[ReadSpan] = []
    claims: list[ReadClaim] = []
    home: dict[str, str] = {}
    for id, span in there.items():
        if ties.roles.get(id) != CONTENT or id in home:
            continue
        group = ties.group(id)
        others = ties.reached(group)
        sure = len(group) > 1 or span.role == CONTENT or span.label == CONTENT
        if not others and not sure:
            continue
        claim = ReadClaim(f"{_CLAIM}{id}", span.annotator)
        claims.append(claim)
        parts += _parts([there[each] for each in (*group, *others)], claim, home, ties)
    return parts, claims, home


def _parts(
    spans: Iterable[ReadSpan], claim: ReadClaim, home: dict[str, str], ties: _Ties
) -> list[ReadSpan]:
    found: list[ReadSpan] = []
    orders = dict.fromkeys(ROLES, 0)
    for span in sorted(spans, key=lambda each: (each.start, each.end)):
        role = ties.roles[span.id]
        again = span.id in home
        found.append(
            replace(
                span,
                id=f"{span.id}{_IN}{claim.id}" if again else span.id,
                label="", role=role, claim=claim.id, order=orders[role],
            )
        )  # fmt: skip
        orders[role] += 1
        home.setdefault(span.id, claim.id)
    return found


def _links(
    relations: Iterable[Relation],
    loose: Mapping[str, ReadSpan],
    home: Mapping[str, str],
    roles: Mapping[str, str],
) -> tuple[dict[str, str], list[ReadLink]]:
    """The further pieces of mentions by the first one, and links: between claims where both ends
    are contents, else between spans.
    """
    pieces: dict[str, str] = {}
    links: list[ReadLink] = []
    for each in relations:
        one, other = loose.get(each.source), loose.get(each.target)
        if each.type == PIECE and one and other and one.label == other.label != "":
            pieces[each.source] = each.target
            continue
        kind, ends = "span", (each.source, each.target)
        claims = [home.get(end, "") for end in ends if roles.get(end) == CONTENT]
        if len(claims) == 2 and claims[0] != claims[1] and all(claims):
            kind, ends = "claim", (home[ends[0]], home[ends[1]])
        links.append(ReadLink(each.id, kind, *ends, each.type, each.annotator))
    firsts = {id: first for id, first in pieces.items() if first not in pieces}
    return firsts, links
