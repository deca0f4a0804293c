"""The rows of the entities list: an entity with its count, unfolded its mentions in context."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotator.i18n import _, ngettext
from annotator.model import Entity, Page, Span

NOBODY = 0  # the row of the mentions that name no entity
BEFORE, AFTER = 48, 80

ORDERS = ("count", "name", "text")


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
    """Makes the rows of a page. A row whose ground did not change is the same object as before."""

    def __init__(self) -> None:
        self._page: Page | None = None
        self._rows: tuple[EntityRow, ...] = ()
        self._mentions: Mapping[int, list[Span]] = {}
        self._kept: dict[int, EntityRow] = {}

    def read(self, page: Page | None) -> tuple[EntityRow, ...]:
        """The entities of a page, all folded, as they come in the text; nobody last."""
        old, self._page = self._page, page
        if page is None:
            self._rows, self._mentions, self._kept = (), {}, {}
        elif not _same(old, page):
            self._mentions = _mentions(page)
            made = tuple(_entities(page, self._mentions))
            self._rows = tuple(self._known(row) for row in made)
            self._kept = {row.id: row for row in self._rows}
        return self._rows

    def _known(self, row: EntityRow) -> EntityRow:
        old = self._kept.get(row.id)
        return old if old == row else row

    def mentions(self, entity: int) -> list[MentionRow]:
        """The rows of an entity's mentions, in text order."""
        page = self._page
        if page is None:
            return []
        return [_mention(page.text, span, entity) for span in self._mentions.get(entity, ())]


def _same(old: Page | None, page: Page) -> bool:
    return (
        old is not None
        and old.spans is page.spans
        and old.entities == page.entities
        and old.codebook is page.codebook
        and old.claims is page.claims
    )


def _mentions(page: Page) -> dict[int, list[Span]]:
    """Live entity to its mentions in text order, pieces of one counted once."""
    merged = {id: one.merged_into for id, one in page.entities.items() if one.merged_into}
    found: dict[int, list[Span]] = {}
    for span in page.spans:
        if span.label is not None and span.part_of is None:
            whom = merged.get(span.entity, span.entity) if span.entity is not None else NOBODY
            found.setdefault(whom or NOBODY, []).append(span)
    return found


def _entities(page: Page, mentions: Mapping[int, list[Span]]) -> Iterable[EntityRow]:
    linked = _linked(page)
    for entity in page.entities.values():
        spans = mentions.get(entity.id, ())
        if entity.merged_into is None and (spans or entity.id in linked):
            yield _entity(page, entity, len(spans), spans[0].start if spans else len(page.text))
    if nameless := mentions.get(NOBODY):
        yield EntityRow(NOBODY, _("No entity"), count=len(nameless), first=len(page.text))


def _linked(page: Page) -> set[int | None]:
    """Entities that the article's claims come from, and its author."""
    found: set[int | None] = {page.live(one) for c in page.claims.values() for one in c.chain}
    return found | {e.id for e in page.entities.values() if e.article == page.article.id}


def _entity(page: Page, entity: Entity, count: int, first: int) -> EntityRow:
    is_author = entity.role == "author"
    label = page.codebook.label(entity.label)
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
    keys = {
        "count": lambda row: (-row.count, row.first, row.id),
        "name": lambda row: (row.name.casefold(), row.id),
        "text": lambda row: (row.first, row.id),
    }
    return sorted(rows, key=lambda row: (row.id == NOBODY, keys[order](row)))
