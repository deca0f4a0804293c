"""What a file marks on an article that is here already, and what of it is new.

This is how the files of several analysts come together. What is equal (see `same`) is there once;
what is said of it joins what was there, and what is said otherwise stays as it was (see `filling`).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from annotator.formats import (
    ReadArticle,
    ReadClaim,
    ReadDecision,
    ReadJudgement,
    ReadLink,
    ReadNote,
    ReadSpan,
)
from annotator.jobs.filling import Differing, Filled, arrow, question, remark
from annotator.jobs.same import Same
from annotator.jobs.tying import Loose, Names
from annotator.model import Attribute, Entity, Judgement, Label, Link, Note, Page
from annotator.store.writing import Filling, Incoming
from annotator.suggestion import Decision, Suggestion

Proposed = tuple[int, int, str, str | int]
"""Of a suggestion: start, end, label, who proposes it; of a decision on one, who decided."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """What an article that is here lacks of a file, and what it says otherwise. `met` are its rows
    by kind and by what the file calls them, `unsaid` the entities nothing in the article names, of
    which the file says something all the same.
    """

    new: Incoming
    differing: tuple[Differing, ...] = ()
    met: Mapping[tuple[str, str], int] = field(default_factory=dict)
    unsaid: tuple[str, ...] = ()

    @property
    def remarks(self) -> int:
        """How many links, notes, properties and other things are said of what is marked."""
        new, page = self.new, self.new.page
        said = (page.links, page.notes, page.attributes, new.traits, new.fillings, new.decisions)
        return sum(map(len, said))

    @property
    def count(self) -> int:
        """How much it lacks; in which state the article is for somebody is not counted."""
        new, page = self.new, self.new.page
        return len(page.spans) + len(page.judgements) + len(new.suggestions) + self.remarks

    @property
    def is_empty(self) -> bool:
        """True where nothing is lacking."""
        return not self.count and not self.new.page.claims and not self.new.page.statuses


def says_anything(read: ReadArticle) -> bool:
    """True for an article that brings more than its text and what it is called."""
    return any(
        (read.spans, read.claims, read.judgements, read.links, read.notes, read.attributes,
         read.predictions, read.decisions, read.statuses)
    )  # fmt: skip


def counting(names: Names, reads: Iterable[ReadArticle]) -> Names:
    """Names that know all labels and annotators of some articles, for counting alone: what the
    project does not know has a number below 0.
    """
    reads = tuple(reads)
    labels = {s.label for r in reads for s in r.spans} | {
        e.label for r in reads for e in r.entities
    }
    lacking = sorted({each.casefold() for each in labels} - names.labels.keys() - {""})
    new = [Label(-n, each, each, "", "") for n, each in enumerate(lacking, 1)]
    strangers = sorted({who for read in reads for who in people(read)} - names.annotators.keys())
    return replace(
        names,
        codebook=replace(names.codebook, labels=(*names.codebook.labels, *new)),
        labels=names.labels | {each.name: each.id for each in new},
        annotators=names.annotators | {who: -n for n, who in enumerate(strangers, 1)},
    )


def people(read: ReadArticle) -> set[str]:
    """Everybody an article names as the author of something."""
    marked: tuple[ReadSpan | ReadClaim, ...] = (*read.spans, *read.claims)
    said: tuple[ReadJudgement | ReadLink | ReadNote | ReadDecision, ...]
    said = (*read.judgements, *read.links, *read.notes, *read.decisions)
    names = {each.annotator for each in marked} | {each.annotator for each in said}
    return (names | set(read.statuses)) - {""}


def lacking(
    found: Incoming, there: Page, cards: Iterable[Entity] = (),
    standing: Mapping[int, Entity] | None = None, proposed: Collection[Proposed] = (),
) -> Lacking:  # fmt: skip
    """What of a read page the page that is there lacks, told in the ids of that page.

    `cards` say what the file says of entities that are `standing` in the project; `proposed` is
    what is suggested on the article already. Its entities are only those that something new names.
    """
    page, same = found.page, Same.of(found.page, there)
    known = {**page.entities, **(standing or {}), **there.entities}
    filled = Filled(page, there, same, known, [], [])
    own = (
        replace(page.entities[theirs], id=ours)
        for theirs, ours in same.entities.items() if not page.entities[theirs].role
    )  # fmt: skip
    filled.all((*cards, *own), known)
    said = _beside(page, there, same)
    new = _of_what_is_named(said, there, filled.fillings)
    new = replace(new, entities=_named(new, same, filled.fillings))
    here = {span.id for span in new.spans} | new.claims.keys()
    incoming = Incoming(
        new,
        tuple(each for each in found.foreign if each[2] in here and each[1] != "entity"),
        tuple(_traits(found, there)),
        tuple(_suggestions(found, there, proposed)),
        tuple(filled.fillings),
        tuple(_decisions(found, there, proposed)),
    )
    homes = {"span": same.spans, "claim": same.claims}
    met = {(of, name): homes[of].get(id, id) for name, of, id in found.foreign if of in homes}
    unsaid = tuple(dict.fromkeys(_unsaid(said, new, same, known)))
    return Lacking(incoming, tuple(filled.differing), met, unsaid)


def _beside(page: Page, there: Page, same: Same) -> Page:
    """What of a page is not on the one that is there."""
    return replace(
        page,
        article=there.article,
        spans=tuple(same.span(s) for s in page.spans if s.id not in same.spans),
        claims={c.id: same.claim(c) for c in page.claims.values() if c.id not in same.claims},
        judgements=tuple(_missing(same.about(page.judgements), there.judgements, question)),
        links=tuple(_missing(same.links(page.links), there.links, arrow)),
        notes=tuple(_missing(same.about(page.notes), there.notes, remark)),
        attributes=tuple(_missing(same.about(page.attributes), there.attributes, _attribute)),
        statuses={w: s for w, s in page.statuses.items() if w not in there.statuses},
    )


def untied(found: Lacking, loose: Iterable[Loose]) -> Iterator[Loose]:
    """Links that lead out of the article, the ends in it as they are called here."""
    for each in loose:
        ends = {
            end: found.met.get((each.link.kind, name), getattr(each.link, end))
            for end, name in (("source", each.source), ("target", each.target))
        }
        yield replace(each, link=replace(each.link, **ends))


def _unsaid(said: Page, new: Page, same: Same, known: Mapping[int, Entity]) -> Iterator[str]:
    """The names of entities of which something is said that does not come in."""
    rows: tuple[Judgement | Note | Attribute, ...]
    rows = (*new.judgements, *new.notes, *new.attributes)
    here = {each.id for each in rows} | {each.id for each in new.links}
    rows = (*said.judgements, *said.notes, *said.attributes)
    about = [each.entity for each in rows if each.id not in here]
    about += [each.source for each in said.links if each.id not in here]
    for each in said.entities.values():
        is_alone = each.id not in new.entities and each.id not in same.entities
        if is_alone and (each.qid or each.description or each.aliases):
            about.append(each.id)
    return (known[id].name for id in about if id is not None and id in known)


def _traits(found: Incoming, there: Page) -> Iterator[tuple[int, str, str]]:
    """What the file says of the article itself and is not said of it yet."""
    said = {(a.name, a.value) for a in there.attributes if _is_of_article(a)}
    return (each for each in found.traits if each[1:] not in said)


def _is_of_article(each: Attribute) -> bool:
    return each.span is each.claim is each.entity is None


def _suggestions(
    found: Incoming, there: Page, proposed: Collection[Proposed]
) -> Iterator[Suggestion]:
    for each in found.suggestions:
        if (each.start, each.end, each.label, each.provider) not in proposed:
            yield replace(each, article=there.article.id)


def _decisions(found: Incoming, there: Page, proposed: Collection[Proposed]) -> Iterator[Decision]:
    """What those decided who did not yet; a decision that is there stays."""
    for each in found.decisions:
        if (each.start, each.end, each.label, each.annotator) not in proposed:
            yield replace(each, article=there.article.id)


_Said = TypeVar("_Said", Judgement, Note, Attribute, Link)


def _missing(
    found: Iterable[_Said], there: Iterable[_Said], key: Callable[[_Said], tuple[object, ...]]
) -> Iterator[_Said]:
    known = set(map(key, there))
    return (each for each in found if key(each) not in known)


def _attribute(each: Attribute) -> tuple[object, ...]:
    return each.claim, each.entity, each.span, each.name, each.value


def _of_what_is_named(new: Page, there: Page, fillings: Iterable[Filling]) -> Page:
    """The page without what is said of entities that then stand nowhere in the article: it would be
    said anew each time the file comes in.
    """
    shown = {*there.entities, *_tied(new, fillings)}
    shown |= {e.id for e in new.entities.values() if e.article is not None}
    shown |= {root for id in shown if (root := new.live(id)) is not None}
    for link in new.links:
        if link.kind == "entity" and shown & {link.source, link.target}:
            shown |= {link.source, link.target}
    return replace(
        new,
        judgements=tuple(j for j in new.judgements if j.entity is None or j.entity in shown),
        links=tuple(x for x in new.links if x.kind != "entity" or x.source in shown),
        notes=tuple(n for n in new.notes if n.entity is None or n.entity in shown),
        attributes=tuple(a for a in new.attributes if a.entity is None or a.entity in shown),
    )


def _tied(page: Page, fillings: Iterable[Filling]) -> set[int | None]:
    """The entities that spans and chains of a page name, also those that are here."""
    ids = {span.entity for span in page.spans}
    ids |= {id for claim in page.claims.values() for id in claim.chain}
    for each in fillings:
        ids |= {each.columns.get("entity"), *each.columns.get("chain", ())}
    return ids


def _named(page: Page, same: Same, fillings: Iterable[Filling]) -> dict[int, Entity]:
    """The entities to be made with a page: those that something on it names."""
    ids = _tied(page, fillings)
    said: tuple[Judgement | Note | Attribute, ...]
    said = (*page.judgements, *page.notes, *page.attributes)
    ids |= {each.entity for each in said}
    ids |= {end for x in page.links if x.kind == "entity" for end in (x.source, x.target)}
    ids |= {page.live(id) for id in ids}
    return {
        id: replace(
            each, article=page.article.id if each.article is not None else None,
            merged_into=same.entity(each.merged_into),
        )
        for id, each in page.entities.items() if id in ids and id not in same.entities
    }  # fmt: skip
