"""What is marked or judged unevenly, one kind after the other, found while somebody looks on.

A search is an iterator that may take long; the window lets it run for a moment at a time. None
means that it looked on and found nothing yet.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

from sqlite_utils import Database

from annotator import text as texts
from annotator.errors import Refused
from annotator.jobs.finding import Ranges
from annotator.progress import Progress
from annotator.project import Filter, Project
from annotator.store import consistency, origins, reading
from annotator.store.among import note
from annotator.store.asking import asked
from annotator.store.consistency import SPOTS, Scope, Spot
from annotator.store.filtering import EVERYTHING

__all__ = ["KINDS", "Side", "Spot", "Uneven", "on", "search", "unmarked"]

KINDS = ("labels", "unmarked", "entities", "sources", "claims")
_AT_ONCE = 2_000
_FEW_ARTICLES = 50
_SHORTEST_CLAIM = 12  # characters; shorter ones are alike by chance


@dataclass(frozen=True, slots=True)
class Side:
    """One of the ways something was done: its value (a label, entity or claim id, or a grade),
    what it is called, and how often it was done so. `label` is that of an entity.
    """

    value: int | str
    name: str
    count: int
    label: int | None = None


@dataclass(frozen=True, slots=True)
class Uneven:
    """Something done in more than one way: what, the ways, and some of the places.

    `article` is set where it is uneven within one article only, `subject` is the source that was
    judged differently.
    """

    kind: str
    words: str
    sides: tuple[Side, ...]
    spots: tuple[Spot, ...]
    article: int | None = None
    subject: int | None = None
    count: int = 0  # places that are not marked, articles with the claim
    origins: int = 0  # of these articles: near-duplicates are one
    among: Filter = EVERYTHING  # the articles that were looked at, and that settling it changes

    @property
    def id(self) -> tuple[str, str, object]:
        """What tells it from others."""
        return self.kind, self.words, self.article or self.subject or self.sides[0].value


Search = Iterator[Uneven | None]
_Row = TypeVar("_Row")
_Key = TypeVar("_Key")


def search(project: Project, kind: str, among: Filter = EVERYTHING) -> Search:
    """Look for one kind of unevenness, in all articles or among those under a filter."""
    with closing(project.another_reader()) as db:
        yield from _noted(project, db, among)
        scope = _scope(project, db, among)
        for one in _SEARCHES[kind](project, db, scope):
            yield replace(one, among=among) if one is not None else None


def on(
    search: Search, seconds: float = 0.2
) -> Generator[Progress, None, tuple[list[Uneven], bool]]:
    """Let a search run for a moment; what it found, and whether it is through."""
    began, found = time.perf_counter(), list[Uneven]()
    yield Progress(0, 1)
    for one in search:
        if one is not None:
            found.append(one)
        if time.perf_counter() - began > seconds:
            return found, False
    return found, True


def scope_of(project: Project, db: Database, among: Filter) -> Scope:
    """Whose marks count on which articles, those under the filter being noted."""
    for _step in _noted(project, db, among):
        pass
    return _scope(project, db, among)


def _noted(project: Project, db: Database, among: Filter) -> Iterator[None]:
    return iter(()) if among.is_any else note(db, among, project.annotator.id)


def _scope(project: Project, db: Database, among: Filter) -> Scope:
    """One's own marks alone count where annotators work independently."""
    independent = reading.property_of(db, "independent") == "yes"
    return Scope(project.annotator.id if independent else None, is_noted=not among.is_any)


def _labels(project: Project, db: Database, scope: Scope) -> Search:
    """The same name with different labels anywhere, other words so within an article."""
    after = ""
    while rows := consistency.names(db, after, _AT_ONCE):
        for quote, ways in _whole_groups(rows, itemgetter(0)):
            if len(ways) > 1:
                yield _with_labels(project, db, scope, quote, None)
            after = quote
        yield None
    place = 0, ""
    while more := consistency.words(db, place, _AT_ONCE):
        for place, labels in _whole_groups(more, itemgetter(0, 1)):
            if len(labels) > 1:
                yield _with_labels(project, db, scope, place[1], place[0])
        yield None


def _whole_groups(rows: list[_Row], key: Callable[[_Row], _Key]) -> list[tuple[_Key, list[_Row]]]:
    """Rows by key; the last group may go on behind a full stretch, and is left for the next."""
    groups = [(of, list(found)) for of, found in groupby(rows, key)]
    return groups[:-1] if len(rows) == _AT_ONCE and len(groups) > 1 else groups


def _with_labels(
    project: Project, db: Database, scope: Scope, quote: str, article: int | None
) -> Uneven | None:
    """How words are labelled; None where all labels are one by now."""
    book, counts = project.codebook, dict[int, int]()
    of_live: dict[int, list[int]] = defaultdict(list)
    for label, n, _entity in consistency.marked_as(db, quote, scope, article):
        live = book.label(label).id
        counts[live] = counts.get(live, 0) + n
        of_live[live].append(label)
    if len(counts) < 2:
        return None
    order = sorted(counts, key=lambda live: -counts[live])
    sides = tuple(Side(live, book.label(live).code, counts[live]) for live in order)
    rare_first = [label for live in order[::-1] for label in of_live[live]]
    spots = consistency.mentions(db, quote, scope, article, labels=rare_first)
    return Uneven("labels", quote, sides, spots, article)


def _unmarked(project: Project, db: Database, scope: Scope) -> Search:
    """Names that are marked somewhere, wherever that is, and not marked elsewhere."""
    after, book, anywhere = "", project.codebook, replace(scope, is_noted=False)
    while rows := consistency.names(db, after, _AT_ONCE):
        for quote, _labels in _whole_groups(rows, itemgetter(0)):
            after = quote
            ways = consistency.marked_as(db, quote, anywhere)
            if not ways:
                continue
            label, n, _entity = ways[0]
            side = Side(book.label(label).id, book.label(label).code, n)
            spots, count = list[Spot](), 0
            for found in _places(db, quote, scope):
                if found is None:
                    yield None
                    continue
                count += len(found[1])
                spots += found[1][: SPOTS - len(spots)]
            if count:
                yield Uneven("unmarked", quote, (side,), tuple(spots), count=count)
        yield None


def _places(db: Database, quote: str, scope: Scope) -> Iterator[tuple[int, list[Spot]] | None]:
    """The places of a name where no mention lies, article by article; None after each stretch."""
    try:
        phrase = asked(f'"{quote.replace(chr(34), " ")}"').expression
    except Refused:  # a name without letters or digits, which no index holds
        return
    after = 0
    while some := consistency.texts(db, phrase, after, _FEW_ARTICLES, scope):
        here = {id: texts.occurrences(body, quote) for id, _title, body in some}
        marks = consistency.covered(db, [id for id, found in here.items() if found], scope)
        for id, title, body in some:
            free = [
                _spot(id, title, body, start, end) for start, end in here[id]
                if not any(m["start"] < end and start < m["end"] for m in marks.get(id, ()))
            ]  # fmt: skip
            if free:
                yield id, free
        after = some[-1][0]
        yield None


def _spot(id: int, title: str, body: str, start: int, end: int) -> Spot:
    before, after = body[max(0, start - 60) : start], body[end : end + 80]
    return Spot(id, start, end, title, before, body[start:end], after)


def unmarked(project: Project, uneven: Uneven) -> Iterator[tuple[int, Ranges]]:
    """All places of a name where no mention lies, to label them."""
    with closing(project.another_reader()) as db:
        for found in _places(db, uneven.words, scope_of(project, db, uneven.among)):
            if found is not None:
                yield found[0], tuple((spot.start, spot.end) for spot in found[1])


def _entities(_project: Project, db: Database, scope: Scope) -> Search:
    """The same name under two entities; among some articles both are mentioned there."""
    after = ""
    while names := consistency.names_shared(db, after, 200):
        for after in names:
            rows = consistency.entities_called(db, after, scope)
            rows = [row for row in rows if row["n"] or not scope.is_noted]
            sides = tuple(Side(r["id"], r["name"], r["n"], r["label"]) for r in rows)
            each = max(2, SPOTS // max(1, len(sides)))
            spots = tuple(
                spot for side in sides
                for spot in consistency.mentions_of(db, int(side.value), scope, each)
            )  # fmt: skip
            yield Uneven("entities", after, sides, spots) if len(sides) > 1 else None
        yield None


def _sources(project: Project, db: Database, scope: Scope) -> Search:
    """One source to which this annotator gave different grades, on claims and on its card."""
    given: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    after, me = 0, project.annotator.id
    while rows := consistency.source_answers(db, me, after, _AT_ONCE, scope):
        for row in rows:
            if row["counts"] and row["source"] is not None and row["role"] != "author":
                given[row["source"]][row["value"]] += [row["claim"]] if row["claim"] else []
        after = rows[-1]["id"]
        yield None
    for source, values in given.items():
        if len(values) > 1:
            yield _graded(db, source, values)


def _graded(db: Database, source: int, values: dict[str, list[int]]) -> Uneven | None:
    order = sorted(values, key=lambda value: (-len(values[value]), value))
    sides = tuple(Side(value, value, len(values[value])) for value in order)
    spots = tuple(
        replace(spot, side=value)
        for value in order[::-1]
        for spot in consistency.contents(db, values[value][: SPOTS // len(order)])
    )
    name = consistency.entity_name(db, source)
    return Uneven("sources", name, sides, spots, subject=source)


def _claims(_project: Project, db: Database, scope: Scope) -> Search:
    """The same statement claimed in two articles, and not linked yet."""
    said: dict[str, list[tuple[int, int]]] = defaultdict(list)
    after = 0
    while rows := consistency.claims(db, after, _AT_ONCE, scope):
        for row in rows:
            for key in {_folded(row["quote"]), _folded(row["gist"])}:
                if len(key) >= _SHORTEST_CLAIM:
                    said[key].append((row["claim"], row["article"]))
        after = rows[-1]["claim"]
        yield None
    seen = set[tuple[int, ...]]()
    for alike in said.values():
        first_of = {article: claim for claim, article in reversed(alike)}
        claims = tuple(sorted(first_of.values()))
        if len(claims) > 1 and claims not in seen:
            seen.add(claims)
            yield _repeated(db, claims)


def _repeated(db: Database, claims: Sequence[int]) -> Uneven | None:
    known = consistency.linked(db, claims)
    left = [claim for claim in claims if claim not in known or claim == claims[0]]
    spots = consistency.contents(db, left)
    if len(spots) < 2:
        return None
    sides = tuple(Side(spot.claim or 0, spot.title, 1) for spot in spots)
    _articles, independent = origins.of_claims(db, left)
    return Uneven(
        "claims", spots[0].words, sides, spots[:SPOTS], count=len(spots), origins=independent
    )


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold().strip("“”\"'.,;:!? ")


_SEARCHES: dict[str, Callable[[Project, Database, Scope], Search]] = {
    "labels": _labels,
    "unmarked": _unmarked,
    "entities": _entities,
    "sources": _sources,
    "claims": _claims,
}
