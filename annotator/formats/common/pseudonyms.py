"""Pseudonyms: chosen entities go out under other names, in texts and in all that is said of them.

An article is rewritten before a format sees it, so no format can forget to: every mention that is
a name, and every other place where a name of theirs stands, gets the pseudonym; spans are moved
along. What could lead back to the original goes: its key, address, file and hash, and what is known
of the entity but its card and links. What stays and may tell is listed with the losses.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from annotator.formats.common.known import Known
from annotator.formats.values import Lost, ProjectCard, nothing_suggested
from annotator.i18n import _N
from annotator.model import (
    PSEUDONYM,
    Article,
    Attribute,
    Claim,
    Codebook,
    Entity,
    Judgement,
    Link,
    Note,
    Origin,
    Page,
    Span,
)
from annotator.text import content_key
from annotator.text.rewriting import Rewritten, Stretch, joined

_T = TypeVar("_T")
_NAME = _N("name of the hidden")
_UNMARKED = _N("name of the hidden that nothing marks")
_PSEUDONYM = _N("a pseudonym")
_CROSSING = _N("mark with an edge within a name")
_WIDENED = _N("as far as the pseudonym")
_INNER = _N("mention within a name")
_SOURCE = _N("address and file of the article")
_TRAIT = _N("attribute of the article")
_SAME = _N("article that becomes another’s copy")
_ABOUT = _N("note or property of the hidden")
_CARD = _N("other names, description of the hidden")
_TELLS = _N("mention that describes the hidden")
_LIKE = _N("word like the name of the hidden")
_STAYS = "stays"
_SAID = ("title", "outlet", "byline", "url")
_UNNAMED = ("NOM", "PRO", "VAL")


class _Mapped(Generic[_T]):
    """Values changed on their way, each time they are gone through."""

    def __init__(self, values: Iterable[_T], change: Callable[[_T], _T | None]) -> None:
        self._values, self._change = values, change

    def __iter__(self) -> Iterator[_T]:
        changed = (self._change(each) for each in self._values)
        return (each for each in changed if each is not None)


class Mask:
    """Gives a project's pages and card pseudonyms. One for each export: it tells families and
    copies apart by what it has seen.
    """

    def __init__(self, card: ProjectCard) -> None:
        self._known = Known(card.pseudonyms)
        self._families: dict[str, str] = {}
        self._keys: set[str] = set()
        self._books: dict[int, tuple[Codebook, Codebook]] = {}

    def card(self, card: ProjectCard) -> ProjectCard:
        """What an export may know of the project."""
        return replace(
            card,
            name=self._words(card.name),
            codebook=self._book(card.codebook),
            guidelines=self._words(card.guidelines),
            properties={name: self._words(value) for name, value in card.properties.items()},
            entities=_Mapped(card.entities, self._entity),
            links=_Mapped(card.links, lambda one: self._link(one, card.codebook)),
            judgements=_Mapped(card.judgements, lambda one: self._judgement(one, card.codebook)),
            notes=_Mapped(card.notes, self._note),
            attributes=_Mapped(card.attributes, self._attribute),
            versions={},
            suggested=nothing_suggested,
        )

    def losses(self) -> Iterator[Lost]:
        """What is not said of the entities, told once for each."""
        for name in self._known.pseudonyms.values():
            yield Lost(_CARD, quote=name)

    def page(self, page: Page, lost: list[Lost]) -> Page | None:
        """The page as it may go out, None where it then is a copy of another; what it lost is added
        to the list.
        """
        work = _Rewriting(page, self._known, lost)
        masked = self._with_words(work.page())
        new = masked.article
        if work.is_changed or self._is_touched(page.article, new):
            if page.article.url or page.article.origin != Origin():
                lost.append(Lost(_SOURCE, quote=new.title))
            new = replace(new, url="", origin=Origin())
            masked = self._without_traits(masked, lost)
        if work.is_changed:
            key = content_key(masked.text)
            if key in self._keys:
                lost[:] = [Lost(_SAME, quote=new.title)]
                return None
            self._keys.add(key)
            new = replace(new, key=key, characters=len(masked.text))
        lost += [Lost(_ABOUT) for _each in self._dropped(page)]
        return replace(masked, article=new)

    def _without_traits(self, page: Page, lost: list[Lost]) -> Page:
        """The page without what other tools said of the article: it tells which one it is."""
        kept = []
        for one in page.attributes:
            if one.span is one.claim is one.entity is None:
                lost.append(Lost(_TRAIT, quote=one.name))
            else:
                kept.append(one)
        return replace(page, attributes=tuple(kept))

    def _is_touched(self, old: Article, new: Article) -> bool:
        """True where what is said of an article, or the place it came from, told a name."""
        is_said = any(getattr(old, name) != getattr(new, name) for name in _SAID)
        return is_said or any(map(self._known.stands_in, (old.origin.file, old.origin.place)))

    def _dropped(self, page: Page) -> Iterator[Note | Attribute]:
        """What is said of those with a pseudonym, but for the pseudonym itself."""
        remarks: tuple[Note | Attribute, ...] = (*page.notes, *page.attributes)
        for one in remarks:
            is_own = isinstance(one, Attribute) and one.name == PSEUDONYM
            if one.entity is not None and self._known.hides(one.entity) and not is_own:
                yield one

    def _with_words(self, page: Page) -> Page:
        """The page with pseudonyms in all that is said beside its text."""
        about, book = page.article, page.codebook
        family = self._families.setdefault(about.family, f"family of {about.id}")
        return replace(
            page,
            article=replace(
                about,
                title=self._words(about.title),
                outlet=self._words(about.outlet),
                byline=self._words(about.byline),
                url="" if self._known.stands_in(about.url) else about.url,
                family=family if about.family else "",
            ),
            codebook=self._book(book),
            entities={id: self._entity(each) for id, each in page.entities.items()},
            claims={id: self._claim(each) for id, each in page.claims.items()},
            judgements=tuple(self._judgement(one, book) for one in page.judgements),
            links=tuple(self._link(one, book) for one in page.links),
            notes=tuple(filter(None, map(self._note, page.notes))),
            attributes=tuple(filter(None, map(self._attribute, page.attributes))),
        )

    # values

    def _words(self, words: str) -> str:
        return self._known.replaced(words)

    def _entity(self, entity: Entity) -> Entity:
        root = entity.id if entity.merged_into is None else entity.merged_into
        if root in self._known.pseudonyms:
            name = self._known.pseudonyms[root]
            return replace(entity, name=name, aliases=(), qid="", description="")
        return replace(
            entity,
            name=self._words(entity.name),
            aliases=tuple(each for each in entity.aliases if not self._known.stands_in(each)),
            description=self._words(entity.description),
        )

    def _claim(self, claim: Claim) -> Claim:
        return replace(claim, gist=self._words(claim.gist))

    def _link(self, link: Link, book: Codebook) -> Link:
        declared = {each.value for each in (*book.claim_links, *book.entity_links)}
        type = link.type if link.type in declared else self._words(link.type)
        return replace(link, type=type, note=self._words(link.note))

    def _judgement(self, one: Judgement, book: Codebook) -> Judgement:
        declared = next((each for each in book.fields if each.id == one.field), None)
        is_choice = declared is not None and declared.choice(one.value) is not None
        return one if is_choice else replace(one, value=self._words(one.value))

    def _note(self, note: Note) -> Note | None:
        is_about = note.entity is not None and self._known.hides(note.entity)
        return (
            None
            if is_about
            else replace(note, text=self._words(note.text), flag=self._words(note.flag))
        )

    def _attribute(self, one: Attribute) -> Attribute | None:
        if one.entity is not None and self._known.hides(one.entity):
            return None
        return replace(one, name=self._words(one.name), value=self._words(one.value))

    def _book(self, book: Codebook) -> Codebook:
        """The codebook with pseudonyms in its definitions, where examples are given."""
        if id(book) not in self._books:

            def told(each: _T) -> _T:
                return replace(each, definition=self._words(each.definition))  # type: ignore

            fields = [
                replace(told(each), choices=tuple(map(told, each.choices))) for each in book.fields
            ]
            masked = replace(
                book,
                name=self._words(book.name),
                labels=tuple(map(told, book.labels)),
                fields=tuple(fields),
                claim_links=tuple(map(told, book.claim_links)),
                entity_links=tuple(map(told, book.entity_links)),
                independence=tuple(map(told, book.independence)),
            )
            self._books[id(book)] = book, masked
        return self._books[id(book)][1]


@dataclass(slots=True)
class _Rewriting:
    """The text of a page rewritten, with its spans."""

    old: Page
    known: Known
    lost: list[Lost]
    is_changed: bool = False

    def page(self) -> Page:
        """The page with its new text."""
        old = self.old
        marked = {
            (s.start, s.end): self.known.pseudonyms[whom]
            for s in old.spans
            if s.is_mention and s.level not in _UNNAMED
            and (whom := old.live(s.entity)) in self.known.pseudonyms
        }  # fmt: skip
        stretches = [Stretch(*place, name) for place, name in marked.items()]
        there = {old.live(id) for id in old.entities}
        spots = self.known.find(old.text, there, self._others())
        stretches += [each for each in spots if each.words]
        new = Rewritten(old.text, joined(stretches))
        self.is_changed = bool(new.stretches)
        self._tell(new, marked, [each for each in spots if not each.words])
        gone = {
            s.id for s in old.spans
            if s.is_mention and (out := new.inside(s.start, s.end))
            and (out.start, out.end) in marked
        }  # fmt: skip
        spans = [self._moved(span, new, gone) for span in old.spans if span.id not in gone]
        return _without(
            replace(
                old,
                text=new.text,
                spans=tuple(sorted(spans, key=lambda s: (s.start, -s.end, s.id))),
            ),
            gone,
        )

    def _others(self) -> list[tuple[int, int]]:
        """Where mentions of those lie who keep their names."""
        return [
            (s.start, s.end) for s in self.old.spans
            if s.is_mention and self.old.live(s.entity) not in self.known.pseudonyms
        ]  # fmt: skip

    def _moved(self, span: Span, new: Rewritten, gone: set[int]) -> Span:
        """The span where its words are now, without ties to those that are gone."""
        start, end = new.start(span.start), new.end(span.end)
        if new.cuts(span.start, span.end):
            self.lost.append(Lost(_CROSSING, "changed", _WIDENED, start, end, new.text[start:end]))
        whom = self.old.live(span.entity)
        if span.level == "NOM" and whom in self.known.pseudonyms:
            self.lost.append(Lost(_TELLS, _STAYS, "", start, end, new.text[start:end]))
        head = (span.head_start, span.head_end)
        return replace(
            span,
            start=start,
            end=end,
            quote=new.text[start:end],
            head_start=None if head[0] is None else new.start(head[0]),
            head_end=None if head[1] is None else new.end(head[1]),
            mention=None if span.mention in gone else span.mention,
            part_of=None if span.part_of in gone else span.part_of,
        )

    def _tell(
        self, new: Rewritten, marked: dict[tuple[int, int], str], left: list[Stretch]
    ) -> None:
        """Tell of each stretch, in words of the new text alone."""
        for each in new.stretches:
            what = _NAME if (each.start, each.end) in marked else _UNMARKED
            start, end = new.start(each.start), new.end(each.end)
            self.lost.append(Lost(what, "renamed", _PSEUDONYM, start, end, new.text[start:end]))
        for each in left:
            start, end = new.start(each.start), new.end(each.end)
            self.lost.append(Lost(_LIKE, _STAYS, "", start, end, new.text[start:end]))
        for span in self.old.spans:
            out = new.inside(span.start, span.end) if span.is_mention else None
            if out is not None and (out.start, out.end) in marked:
                start, end = new.start(out.start), new.end(out.end)
                self.lost.append(Lost(_INNER, "left out", "", start, end, new.text[start:end]))


def _without(page: Page, gone: set[int]) -> Page:
    """The page without what is said of spans that are gone."""
    if not gone:
        return page
    return replace(
        page,
        links=tuple(x for x in page.links if x.kind != "span" or not gone & {x.source, x.target}),
        notes=tuple(one for one in page.notes if one.span not in gone),
        attributes=tuple(one for one in page.attributes if one.span not in gone),
    )


def mask_of(card: ProjectCard) -> Mask | None:
    """What gives this project's pages pseudonyms; None where nobody has one."""
    return Mask(card) if card.pseudonyms else None
