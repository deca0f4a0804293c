"""The rows of the entities list: an entity with its count, unfolded its mentions in context."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import compress, count
from operator import is_not

from annotator.i18n import _, ngettext
from annotator.model import Entity, Label, Page, Span

NOBODY = 0  # the row of the mentions that name no entity
BEFORE, AFTER = 48, 80
FEW = 256  # more changed spans than these are read anew with all the others


@dataclass(frozen=True, slots=True)
class EntityRow:
    """One entity; `is_open` while its mentions stand below it. No code: the author, or nobody."""

    id: int
    name: str
    code: str = ""
    family: str = ""
    label: str = ""
    qid: str = ""
    aliases: tuple[str, ...] = ()
    description: str = ""
    count: int = 0
    first: int = -1
    is_open: bool = False

    def meets(self, words: str) -> bool:
        """True where name, alias, label or Wikidata id hold the typed words."""
        told = "\n".join((self.name, *self.aliases, self.code, self.label, self.qid))
        return words.casefold() in told.casefold()


@dataclass(frozen=True, slots=True)
class MentionRow:
    """One mention in its context."""

    id: int
    entity: int
    level: str
    before: str
    words: str
    after: str


Row = EntityRow | MentionRow
Spans = tuple[Span, ...]


def words_of(row: Row) -> str:
    """What a row is about: the entity's name, or the words of the mention."""
    return row.name if isinstance(row, EntityRow) else row.words


def aloud(row: Row) -> str:
    """A row as a screen reader says it."""
    if isinstance(row, MentionRow):
        words = _("{level}: {before} {words} {after}")
        return words.format(
            level=level_words(row.level), before=row.before, words=row.words, after=row.after
        )
    count = ngettext("{n} mention", "{n} mentions", row.count).format(n=row.count)
    state = (_("unfolded") if row.is_open else _("folded")) if row.count else ""
    return ", ".join(one for one in (row.label, row.name, row.qid, count, state) if one)


def tip(row: Row) -> str:
    """All that a row may have cut."""
    if isinstance(row, MentionRow):
        return f"{level_words(row.level)}\n…{row.before}{row.words}{row.after}…"
    lines = [row.name if not row.label else f"{row.name} ({row.label})"]
    if row.aliases:
        lines.append(_("also {names}").format(names=", ".join(row.aliases)))
    lines += [one for one in (row.qid, row.description) if one]
    return "\n".join(lines)


def level_words(level: str) -> str:
    """What a mention is, in a word."""
    return {
        "NAM": _("Name"), "NOM": _("Description"), "PRO": _("Pronoun"), "VAL": _("Value"),
    }.get(level, level)  # fmt: skip


class Register:
    """Makes the rows of a page. What did not change is kept, so that an edit costs little however
    many mentions there are.
    """

    def __init__(self) -> None:
        self._page: Page | None = None
        self._rows: tuple[EntityRow, ...] = ()
        self._merged: dict[int, int] = {}
        self._mentions: dict[int, list[Span]] = {}
        self._kept: dict[int, tuple[Entity, Label, EntityRow]] = {}

    def read(self, page: Page | None) -> tuple[EntityRow, ...]:
        """The entities of a page, all folded, in no order; nobody last."""
        old, self._page = self._page, page
        if page is None:
            self.__init__()  # type: ignore[misc]
        elif not _same(old, page):
            self._read_mentions(old, page)
            self._rows = tuple(self._entities(page))
        return self._rows

    def mentions(self, entity: int) -> list[MentionRow]:
        """The rows of an entity's mentions, in text order."""
        page = self._page
        if page is None:
            return []
        return [_mention(page.text, span, entity) for span in self._mentions.get(entity, ())]

    def _read_mentions(self, old: Page | None, page: Page) -> None:
        """Live entity to its mentions in text order; pieces of one are counted once."""
        merged = {id: e.merged_into for id, e in page.entities.items() if e.merged_into is not None}
        gone, come = _differing(old.spans if old is not None else (), page.spans)
        if old is None or merged != self._merged or len(gone) + len(come) > FEW:
            gone, come, self._mentions = (), page.spans, {}
        self._merged = merged
        lost = {span.id for span in gone}
        for id in _by_entity(gone, merged):
            kept = [span for span in self._mentions.get(id, ()) if span.id not in lost]
            self._mentions[id] = kept
        for id, spans in _by_entity(come, merged).items():
            joined = [*self._mentions.get(id, ()), *spans]
            joined.sort(key=lambda span: (span.start, -span.end, span.id))
            self._mentions[id] = joined

    def _entities(self, page: Page) -> Iterator[EntityRow]:
        linked, labels = _linked(page), _Labels(page)
        kept, self._kept = self._kept, {}
        for entity in page.entities.values():
            spans = self._mentions.get(entity.id, ())
            if entity.merged_into is not None or not (spans or entity.id in linked):
                continue
            label, first = labels[entity.label], spans[0].start if spans else len(page.text)
            old = kept.get(entity.id)
            if old is not None and old[0] is entity and old[1] is label and (
                old[2].count == len(spans) and old[2].first == first):  # fmt: skip
                row = old[2]
            else:
                row = _entity(entity, label, len(spans), first)
            self._kept[entity.id] = entity, label, row
            yield row
        if nameless := self._mentions.get(NOBODY):
            yield EntityRow(NOBODY, _("No entity"), count=len(nameless), first=len(page.text))


class _Labels(dict[int, Label]):
    """Labels of a page by id, looked up once."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._book = page.codebook

    def __missing__(self, id: int) -> Label:
        self[id] = self._book.label(id)
        return self[id]


def _same(old: Page | None, page: Page) -> bool:
    return (
        old is not None
        and old.spans is page.spans
        and old.entities == page.entities
        and old.codebook is page.codebook
        and old.claims is page.claims
    )


def _differing(old: Spans, new: Spans) -> tuple[Spans, Spans]:
    """The spans between the common head and the common tail of two pages."""
    most = min(len(old), len(new))
    head = _alike(old, new, most)
    tail = _alike(reversed(old), reversed(new), most - head)
    return old[head : len(old) - tail], new[head : len(new) - tail]


def _alike(old: Iterable[Span], new: Iterable[Span], most: int) -> int:
    return min(most, next(compress(count(), map(is_not, old, new)), most))


def _by_entity(spans: Spans, merged: Mapping[int, int]) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = {}
    for span in spans:
        if span.label is not None and span.part_of is None:
            whom = span.entity if span.entity is not None else NOBODY
            found.setdefault(merged.get(whom, whom), []).append(span)
    return found


def _linked(page: Page) -> set[int | None]:
    """Entities that the article's claims come from, and its author."""
    found: set[int | None] = {page.live(one) for c in page.claims.values() for one in c.chain}
    return found | {e.id for e in page.entities.values() if e.article == page.article.id}


def _entity(entity: Entity, label: Label, count: int, first: int) -> EntityRow:
    is_author = entity.role == "author"
    return EntityRow(
        id=entity.id,
        name=entity.name,
        code="" if is_author else label.code,
        family=label.family,
        label=_("author") if is_author else label.name,
        qid=entity.qid,
        aliases=entity.aliases,
        description=entity.description,
        count=count,
        first=first,
    )


def _mention(text: str, span: Span, entity: int) -> MentionRow:
    before = text[max(0, span.start - BEFORE) : span.start]
    after = text[span.end : span.end + AFTER]
    return MentionRow(span.id, entity, span.level, before, span.quote, after)


def in_order(rows: Iterable[EntityRow], order: str) -> list[EntityRow]:
    """The entities sorted by count, by name or as they come in the text; nobody last."""
    return sorted(rows, key=_KEYS[order])


_KEYS: Mapping[str, Callable[[EntityRow], tuple[object, ...]]] = {
    "count": lambda row: (row.id == NOBODY, -row.count, row.first, row.id),
    "name": lambda row: (row.id == NOBODY, row.name.casefold(), row.id),
    "text": lambda row: (row.id == NOBODY, row.first, row.id),
}
