"""The rows of the entities list: an entity with its count, unfolded its mentions in context."""

from bisect import insort
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.i18n import _, ngettext
from annotator.lookup import changed
from annotator.model import PSEUDONYM, Entity, Label, Page, Span
from annotator.wording import LEVEL_NAMES

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
    pseudonym: str = ""
    count: int = 0
    first: int = -1
    is_open: bool = False

    def meets(self, words: str) -> bool:
        """True where name, alias, label or Wikidata id hold the typed words."""
        told = "\n".join(
            (self.name, *self.aliases, self.code, self.label, self.qid, self.pseudonym)
        )
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
    return ", ".join(
        one for one in (row.label, row.name, row.qid, hidden(row.pseudonym), count, state) if one
    )


def hidden(pseudonym: str) -> str:
    """Under which name an entity goes out, "" where that is its own."""
    return _("in exports {name}").format(name=pseudonym) if pseudonym else ""


def tip(row: Row) -> str:
    """All that a row may have cut."""
    if isinstance(row, MentionRow):
        return f"{level_words(row.level)}\n…{row.before}{row.words}{row.after}…"
    lines = [row.name if not row.label else f"{row.name} ({row.label})"]
    if row.aliases:
        lines.append(_("also {names}").format(names=", ".join(row.aliases)))
    lines += [one for one in (row.qid, row.description, hidden(row.pseudonym)) if one]
    return "\n".join(lines)


def level_words(level: str) -> str:
    """What a mention is, in a word."""
    return _(LEVEL_NAMES.get(level, level))


class Register:
    """Makes the rows of a page. Only those that an edit touched are made anew, so that it costs
    little however many mentions and entities there are.
    """

    def __init__(self) -> None:
        self._empty()

    def _empty(self) -> None:
        self._page: Page | None = None
        self._order = ""
        self._rows: dict[int, EntityRow] = {}
        self._shown: tuple[EntityRow, ...] = ()
        self._merged: dict[int, int] = {}
        self._linked: set[int | None] = set()
        self._mentions: dict[int, list[Span]] = {}
        self._hidden: dict[int, str] = {}

    def read(self, page: Page | None, order: str) -> tuple[EntityRow, ...]:
        """The entities of a page, all folded: by "count", by "name" or as in the "text"."""
        if page is None:
            self._empty()
            return ()
        touched = self._read(page)
        for id in touched:
            row = self._row(page, id)
            if row is not None:
                self._rows[id] = row
            else:
                self._rows.pop(id, None)
        if touched or order != self._order:
            self._shown = self._in_order(order, touched)
        return self._shown

    def mentions(self, entity: int) -> list[MentionRow]:
        """The rows of an entity's mentions, in text order."""
        page = self._page
        if page is None:
            return []
        return [_mention(page.text, span, entity) for span in self._mentions.get(entity, ())]

    def _read(self, page: Page) -> set[int]:
        """Take over another page; the entities of which the row may differ."""
        old, merged, self._page = self._page, self._merged, page
        hidden, self._hidden = self._hidden, _hidden(page)
        if old is None or old.entities is not page.entities:
            known = page.entities.items()
            self._merged = {id: e.merged_into for id, e in known if e.merged_into is not None}
        gone, came = changed(old.spans, page.spans) if old is not None else ((), ())
        if old is None or self._merged != merged or old.codebook is not page.codebook or (
            len(gone) + len(came) > FEW):  # fmt: skip
            self._mentions, self._rows, self._linked = {}, {}, _linked(page)
            self._shown = ()
            self._move((), page.spans)
            return {NOBODY, *page.entities}
        shown = {id for id, _name in hidden.items() ^ self._hidden.items()}
        return self._move(gone, came) | self._changed(old, page) | shown

    def _move(self, gone: Sequence[Span], came: Sequence[Span]) -> set[int]:
        """Live entity to its mentions in text order; pieces of one are counted once."""
        lost = {span.id for span in gone}
        left, joined = _by_entity(gone, self._merged), _by_entity(came, self._merged)
        for id in left:
            self._mentions[id] = [one for one in self._mentions.get(id, ()) if one.id not in lost]
        for id, spans in joined.items():
            if had := self._mentions.get(id):
                # Those of one page are in text order already.
                spans = sorted((*had, *spans), key=lambda one: (one.start, -one.end, one.id))
            self._mentions[id] = spans
        return left.keys() | joined.keys()

    def _changed(self, old: Page, page: Page) -> set[int]:
        """The entities that are other values now, or that claims began or ceased to name."""
        if old.entities is page.entities and old.claims is page.claims:
            return set()
        before, now, linked = old.entities, page.entities, self._linked
        self._linked = _linked(page)
        changed = {id for id, entity in now.items() if before.get(id) is not entity}
        return changed | (before.keys() - now.keys()) | ((linked ^ self._linked) - {None})

    def _row(self, page: Page, id: int) -> EntityRow | None:
        """The row of an entity; None where it is merged, or nothing of the page is about it."""
        spans, entity = self._mentions.get(id, []), page.entities.get(id)
        first = spans[0].start if spans else len(page.text)
        if id == NOBODY:
            nobody = EntityRow(NOBODY, _("No entity"), count=len(spans), first=len(page.text))
            return nobody if spans else None
        if entity is None or id in self._merged or not (spans or id in self._linked):
            return None
        row = _entity(entity, page.codebook.label(entity.label), len(spans), first)
        name = self._hidden.get(id, "")
        return replace(row, pseudonym=name) if name else row

    def _in_order(self, order: str, touched: set[int]) -> tuple[EntityRow, ...]:
        """The rows sorted; a few that an edit touched are put in where they belong now."""
        if order != self._order or len(touched) > FEW:
            self._order = order
            return tuple(sorted(self._rows.values(), key=_KEYS[order]))
        rows = [row for row in self._shown if row.id not in touched]
        for id in touched & self._rows.keys():
            insort(rows, self._rows[id], key=_KEYS[order])
        return tuple(rows)


def _by_entity(spans: Sequence[Span], merged: Mapping[int, int]) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = {}
    for span in spans:
        if span.label is not None and span.part_of is None:
            whom = span.entity if span.entity is not None else NOBODY
            found.setdefault(merged.get(whom, whom), []).append(span)
    return found


def _hidden(page: Page) -> dict[int, str]:
    """The pseudonyms that entities of the page were given."""
    return {
        entity: one.value for one in page.attributes
        if one.name == PSEUDONYM and (entity := page.live(one.entity)) is not None
    }  # fmt: skip


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


_KEYS: Mapping[str, Callable[[EntityRow], tuple[object, ...]]] = {
    "count": lambda row: (row.id == NOBODY, -row.count, row.first, row.id),
    "name": lambda row: (row.id == NOBODY, row.name.casefold(), row.id),
    "text": lambda row: (row.id == NOBODY, row.first, row.id),
}
