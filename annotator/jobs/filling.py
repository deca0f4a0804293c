"""What a file says of rows that are here already: where these say nothing it is taken, and where
they say something else they stay, which is told.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from annotator.i18n import _N, _
from annotator.jobs.same import Same
from annotator.model import Claim, Codebook, Entity, Judgement, Link, Note, Page, Span
from annotator.store.writing import Filling
from annotator.text import level_of


@dataclass(frozen=True, slots=True)
class Differing:
    """Something that a file says otherwise than the project, in words."""

    of: str
    what: str
    here: str
    there: str

    def __str__(self) -> str:
        told = _("{what} of “{of}” stays {here}, which the file says is {there}.")
        return told.format(
            what=_(self.what), of=self.of, here=_quoted(self.here), there=_quoted(self.there)
        )


def _quoted(words: str) -> str:
    flat = " ".join(words.split())
    return f"“{flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + '…'}”"


_LONGEST = 60
_WHAT = {
    "entity": _N("entity"), "level": _N("level"), "head": _N("head"), "mention": _N("mention"),
    "gist": _N("gist"), "chain": _N("source chain"), "parent": _N("enclosing claim"),
    "independence": _N("independence"), "note": _N("note"), "qid": _N("Wikidata item"),
    "description": _N("description"), "name": _N("name"),
}  # fmt: skip
_T = TypeVar("_T")


@dataclass(slots=True)
class Filled:
    """What was found out about the rows of one page, as it grows.

    `names` leads from entities, here or new, to their names.
    """

    page: Page
    there: Page
    same: Same
    names: Mapping[int, Entity]
    fillings: list[Filling]
    differing: list[Differing]

    def all(self, cards: Iterable[Entity], standing: Mapping[int, Entity]) -> None:
        """Compare everything that is on both pages, and what the file says of entities that are
        `standing` in the project.
        """
        self._spans()
        self._claims()
        self._links()
        self._answers()
        words = spoken((self.page,))
        words |= {(self.same.entity(entity), quote) for entity, quote in words}
        for card in cards:
            if (here := standing.get(card.id)) is not None:
                fillings, differing = of_card(card, here, self.page.codebook, words)
                self.fillings += fillings
                self.differing += differing

    def _spans(self) -> None:
        for read in self.page.spans:
            ours = self.there.span(self.same.spans.get(read.id, 0))
            if ours is None:
                continue
            new, columns = self.same.span(read), dict[str, object]()
            new, here = replace(new, entity=self._live(new.entity)), self.there.entity_of(ours)
            about = " ".join(read.quote.split())
            self._take(columns, about, "entity", here, new.entity, self._name)
            self._take(columns, about, "level", ours.level, new.level, str)
            if ours.head_start is None and new.head_start is not None:
                columns |= {"head_start": new.head_start, "head_end": new.head_end}
            elif new.head_start is not None:
                self._take({}, about, "head", self._head(ours), self._head(new), str)
            if not ours.is_mention:
                self._take(columns, about, "mention", ours.mention, new.mention, self._mark)
            self._fill("spans", ours.id, columns)

    def _claims(self) -> None:
        for read in self.page.claims.values():
            ours = self.there.claims.get(self.same.claims.get(read.id, 0))
            if ours is None:
                continue
            new, columns, about = self.same.claim(read), dict[str, object](), self._claim(ours)
            self._take(columns, about, "gist", ours.gist, new.gist, str)
            here, there = (tuple(map(self._live, each.chain)) for each in (ours, new))
            self._take(columns, about, "chain", here, there, self._chain)
            self._take(columns, about, "parent", ours.parent, new.parent, self._claim_of)
            self._fill("claims", ours.id, columns)

    def _links(self) -> None:
        known: dict[tuple[object, ...], list[Link]] = {}
        for each in self.there.links:
            known.setdefault(arrow(each), []).append(each)
        for new in self.same.links(self.page.links):
            alike = known.get(arrow(new), [])
            if any((x.independence, x.note) == (new.independence, new.note) for x in alike):
                continue
            for ours in alike[:1]:
                columns = dict[str, object]()
                for name in ("independence", "note"):
                    said = getattr(ours, name), getattr(new, name)
                    self._take(columns, ours.type, name, *said, str)
                self._fill(f"{ours.kind}_links", ours.id, columns)

    def _answers(self) -> None:
        """Answers that the same annotator gave otherwise."""
        new = _answered(self.same.about(self.page.judgements))
        ours = _answered(self.there.judgements)
        for question in new.keys() & ours.keys():
            if new[question] != ours[question]:
                said = (", ".join(sorted(each)) for each in (ours[question], new[question]))
                claim, entity, field, _annotator = question
                about = self._claim_of(claim) if claim is not None else self._name(entity)
                self.differing.append(Differing(about, field, *said))

    # one thing

    def _take(
        self, columns: dict[str, object], about: str, what: str, here: _T, new: _T,
        told: Callable[[_T], str],
    ) -> None:  # fmt: skip
        """Fill in what is not said here; where both say something else, tell it."""
        if not new or here == new:
            return
        if not here:
            columns[what] = new
        else:
            self.differing.append(Differing(about, _WHAT[what], told(here), told(new)))

    def _fill(self, table: str, row: int, columns: dict[str, object]) -> None:
        if columns:
            self.fillings.append(Filling(table, row, columns))

    def _live(self, entity: int | None) -> int | None:
        known = self.names.get(entity) if entity is not None else None
        into = known.merged_into if known is not None else None
        return self.same.entity(into) if into is not None else entity

    # words

    def _name(self, entity: int | None) -> str:
        known = self.names.get(entity or 0)
        return known.name if known is not None else "?"

    def _chain(self, chain: tuple[int | None, ...]) -> str:
        return " › ".join("–" if each is None else self._name(each) for each in chain)

    def _head(self, span: Span) -> str:
        return self.there.text[span.head_start or 0 : span.head_end or 0]

    def _mark(self, span: int | None) -> str:
        found = self.there.span(span or 0) or self.page.span(span or 0)
        return found.quote if found is not None else "?"

    def _claim(self, claim: Claim) -> str:
        parts = self.there.parts(claim.id, "content") or self.page.parts(claim.id, "content")
        return " … ".join(" ".join(part.quote.split()) for part in parts)[:_LONGEST]

    def _claim_of(self, id: int | None) -> str:
        claim = self.there.claims.get(id or 0) or self.page.claims.get(id or 0)
        return self._claim(claim) if claim is not None else "?"


Spoken = set[tuple[int | None, str]]
"""Entities with the words that mentions call them by."""


def spoken(pages: Iterable[Page]) -> Spoken:
    """Who is called what on pages."""
    return {(page.live(span.entity), span.quote) for page in pages for span in page.mentions}


def of_card(
    card: Entity, here: Entity, book: Codebook, words: Spoken
) -> tuple[tuple[Filling, ...], tuple[Differing, ...]]:
    """What a file says of an entity that is here: what it fills in, and what it says otherwise.

    Another proper name is an alias where the file says by a Wikidata item whose it is; a name that
    is no more than the words of a mention says nothing new.
    """
    columns, differing = dict[str, object](), list[Differing]()
    for what in ("qid", "description"):
        ours, theirs = getattr(here, what), getattr(card, what)
        if theirs and not ours:
            columns[what] = theirs
        elif theirs and theirs != ours:
            differing.append(Differing(here.name, _WHAT[what], ours, theirs))
    known, names = {here.name, *here.aliases}, dict.fromkeys(card.aliases)
    if card.name not in known:
        is_proper = level_of(card.name, book.label(here.label).family) == "NAM"
        if is_proper and card.qid and here.qid in ("", card.qid):
            names = dict.fromkeys((card.name, *names))
        elif (card.id, card.name) not in words:
            differing.append(Differing(here.name, _WHAT["name"], here.name, card.name))
    if aliases := tuple(each for each in names if each not in known):
        columns["aliases"] = aliases
    fillings = (Filling("entities", here.id, columns),) if columns else ()
    return fillings, tuple(differing)


def filled(here: Entity, fillings: Iterable[Filling]) -> Entity:
    """The entity as it is once these are written."""
    for each in fillings:
        columns = dict(each.columns)
        aliases = (*here.aliases, *columns.pop("aliases", ()))
        here = replace(here, **columns, aliases=aliases)
    return here


_Question = tuple[int | None, int | None, str, int]


def question(each: Judgement) -> _Question:
    """What makes an answer one to the same question by the same annotator."""
    return each.claim, each.entity, each.field, each.annotator


def arrow(each: Link) -> tuple[object, ...]:
    """What makes a link the same as another."""
    return each.kind, each.source, each.target, each.type, each.annotator


def remark(each: Note) -> tuple[object, ...]:
    """What makes a note the same as another."""
    return (
        each.article is not None, each.claim, each.entity, each.span, each.text, each.flag,
        each.annotator,
    )  # fmt: skip


def _answered(rows: Iterable[Judgement]) -> dict[_Question, frozenset[str]]:
    found: dict[_Question, frozenset[str]] = {}
    for row in rows:
        key = question(row)
        found[key] = found.get(key, frozenset()) | {row.value}
    return found
