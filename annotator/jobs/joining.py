"""What a file marks on an article that is here already, and what of it is new.

This is how the files of several analysts come together. Two marks are equal where the same
annotator put the same label on the same place; two claims where the same annotator gave them the
same parts. What is equal is there once; what is said of it joins what was there.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from sqlite_utils import Database

from annotator.formats import ReadArticle, ReadSpan
from annotator.jobs.tying import Names
from annotator.model import Attribute, Claim, Entity, Judgement, Link, Note, Page, Span
from annotator.store import known
from annotator.store.writing import Incoming

_Row = TypeVar("_Row", Judgement, Note, Attribute)


def fresh(found: Incoming, there: Page) -> Incoming:
    """What of a read page the page that is there lacks, told in the ids of that page.

    Its entities are only those that something new names.
    """
    page = found.page
    known = _Known.of(page, there)
    claims = {c.id: known.claim(c) for c in page.claims.values() if c.id not in known.claims}
    spans = tuple(known.span(s) for s in page.spans if s.id not in known.spans)
    new = replace(
        page,
        article=there.article,
        spans=spans,
        claims=claims,
        judgements=tuple(known.judgements(page.judgements, there)),
        links=tuple(known.links(page.links, there)),
        notes=tuple(_missing(known.about(page.notes), there.notes, _note)),
        attributes=tuple(_missing(known.about(page.attributes), there.attributes, _attribute)),
        statuses={w: s for w, s in page.statuses.items() if w not in there.statuses},
    )
    here = {span.id for span in spans} | claims.keys()
    return Incoming(
        replace(new, entities=_named(new)),
        tuple(each for each in found.foreign if each[2] in here and each[1] != "entity"),
    )


def left(db: Database, already: Mapping[int, ReadArticle], names: Names) -> int:
    """How many marks and answers files have on articles that are here, and these lack; answers
    are counted by who gave how many to a question, since which claims are equal is not looked at.
    """
    marked = [id for id, read in already.items() if read.spans]
    places, answers = known.places(db, marked), known.answers(db, marked)
    count = 0
    for id in marked:
        read, there = already[id], places.get(id, set())
        count += sum(_place(span, names) not in there for span in read.spans)
        given = Counter(
            (_who(j.annotator, names), j.field)
            for j in read.judgements if j.claim
        )  # fmt: skip
        count += (given - answers.get(id, Counter())).total()
    return count


def _place(span: ReadSpan, names: Names) -> known.Place:
    label = names.labels.get(span.label.casefold(), 0)
    return span.start, span.end, label, span.role, _who(span.annotator, names)


def _who(name: str, names: Names) -> int:
    """Who that is here; 0 for a stranger."""
    return names.annotators.get(name, 0) if name else names.me


def is_empty(page: Page) -> bool:
    """True where nothing new is on it."""
    lists = (page.spans, page.claims, page.judgements, page.links, page.notes, page.attributes)
    return not any(lists) and not page.statuses


@dataclass(slots=True)
class _Known:
    """Which rows of the file are which rows here: ids of the file's page to ids of ours."""

    article: int
    spans: dict[int, int] = field(default_factory=dict)
    claims: dict[int, int] = field(default_factory=dict)
    entities: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, page: Page, there: Page) -> "_Known":
        known = cls(there.article.id)
        roles = {e.role: e.id for e in there.entities.values() if e.article == there.article.id}
        known.entities = {
            e.id: roles[e.role] for e in page.entities.values() if e.role and e.role in roles
        }
        known.spans = dict(_same(dict(_places(page)), dict(_places(there))))
        known.claims = dict(_same(_shapes(page), _shapes(there)))
        for ours, theirs in known.claims.items():
            parts = {(s.role, s.start, s.end): s.id for s in there.parts(theirs)}
            known.spans |= {s.id: parts[s.role, s.start, s.end] for s in page.parts(ours)}
        return known

    def entity(self, id: int | None) -> int | None:
        return self.entities.get(id, id) if id is not None else None

    def span(self, span: Span) -> Span:
        return replace(
            span,
            article=self.article,
            entity=self.entity(span.entity),
            mention=self.spans.get(span.mention or 0, span.mention),
            part_of=self.spans.get(span.part_of or 0, span.part_of),
        )

    def claim(self, claim: Claim) -> Claim:
        return replace(
            claim,
            article=self.article,
            chain=tuple(map(self.entity, claim.chain)),
            parent=self.claims.get(claim.parent or 0, claim.parent),
        )

    def about(self, rows: Iterable[_Row]) -> Iterator[_Row]:
        """Rows about something, about the same thing here."""
        for row in rows:
            told = replace(
                row,
                claim=self.claims.get(row.claim or 0, row.claim),
                entity=self.entity(row.entity),
            )
            if not isinstance(told, Judgement):
                told = replace(told, span=self.spans.get(told.span or 0, told.span))
            if isinstance(told, Note) and told.article is not None:
                told = replace(told, article=self.article)
            yield told

    def judgements(self, rows: Iterable[Judgement], there: Page) -> Iterator[Judgement]:
        """The answers of those who have not answered that question yet."""
        return _missing(self.about(rows), there.judgements, _question)

    def links(self, rows: Iterable[Link], there: Page) -> Iterator[Link]:
        homes = {"span": self.spans, "claim": self.claims, "entity": self.entities}
        told = (
            replace(
                x,
                source=homes[x.kind].get(x.source, x.source),
                target=homes[x.kind].get(x.target, x.target),
            )
            for x in rows
        )
        return _missing(told, there.links, _arrow)


_Key = tuple[object, ...]


def _places(page: Page) -> Iterator[tuple[int, _Key]]:
    """Each mention and what makes it the same as another: whose it is, its label, its pieces."""
    pieces: dict[int, list[Span]] = {}
    for span in page.mentions:
        pieces.setdefault(span.part_of or span.id, []).append(span)
    for some in pieces.values():
        label = page.codebook.label(some[0].label or 0).id
        whole = tuple((s.start, s.end) for s in some)
        for span in some:
            yield span.id, (span.annotator, label, whole, span.start, span.end)


def _shapes(page: Page) -> dict[int, _Key]:
    """Each claim and what makes it the same as another: whose it is, and its parts."""
    return {
        claim.id: (
            claim.annotator, *sorted((s.role, s.start, s.end) for s in page.parts(claim.id))
        )
        for claim in page.claims.values()
    }  # fmt: skip


def _same(found: Mapping[int, _Key], there: Mapping[int, _Key]) -> Iterator[tuple[int, int]]:
    """The rows that are equal; of several that are, the first to the first and so on."""
    ids: dict[_Key, list[int]] = {}
    for id, key in there.items():
        ids.setdefault(key, []).append(id)
    for id, key in found.items():
        if same := ids.get(key):
            yield id, same.pop(0) if len(same) > 1 else same[0]


_Said = TypeVar("_Said", Judgement, Note, Attribute, Link)


def _missing(
    found: Iterable[_Said], there: Iterable[_Said], key: Callable[[_Said], _Key]
) -> Iterator[_Said]:
    known = set(map(key, there))
    return (each for each in found if key(each) not in known)


def _question(each: Judgement) -> _Key:
    return each.claim, each.entity, each.field, each.annotator


def _note(each: Note) -> _Key:
    return each.claim, each.entity, each.span, each.text, each.flag, each.annotator


def _attribute(each: Attribute) -> _Key:
    return each.claim, each.entity, each.span, each.name, each.value


def _arrow(each: Link) -> _Key:
    return each.kind, each.source, each.target, each.type, each.annotator


def _named(page: Page) -> dict[int, Entity]:
    """The entities to be made with a page: those that something on it names."""
    ids = {span.entity for span in page.spans}
    ids |= {id for claim in page.claims.values() for id in claim.chain}
    said: tuple[Judgement | Note | Attribute, ...]
    said = (*page.judgements, *page.notes, *page.attributes)
    ids |= {each.entity for each in said}
    ids |= {end for x in page.links if x.kind == "entity" for end in (x.source, x.target)}
    ids |= {page.live(id) for id in ids}
    return {
        id: replace(each, article=page.article.id) if each.article is not None else each
        for id, each in page.entities.items() if id in ids
    }  # fmt: skip
