"""The nouns: frozen values that every room of the program shares.

Offsets are Unicode code points, 0-based and end-exclusive, into the article's stored text.
Ids are 63-bit time-ordered integers, unique across project files.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from annotator.lookup import ROLES as ROLES
from annotator.lookup import Lookup
from annotator.origin import Origin as Origin

LEVELS = ("NAM", "NOM", "PRO", "VAL")
STATUSES = ("untouched", "in_progress", "done", "done_empty", "review")
RIGHTS = ("free", "restricted", "secret")
NOT_APPLICABLE = "na"

_NO_ORIGIN = Origin()

EMPTY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Annotator:
    """Who works: a person, a model, or an adjudicator."""

    id: int
    name: str
    kind: str = "human"


@dataclass(frozen=True, slots=True)
class Label:
    """A type of mention. `code` stands under the words, `family` decides the hue, `conll` the
    CoNLL-2003 tag it becomes ("" = dropped). A merged label points to the one that took its place.
    """

    id: int
    name: str
    code: str
    family: str
    key: str
    definition: str = ""
    conll: str = ""
    position: int = 0
    retired: bool = False
    merged_into: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a field can take, the key that gives it, its wording and its definition."""

    value: str
    key: str
    name: str
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A question of the codebook about a claim (or a source).

    `layer` is "claim" (what the text says; shared) or "judgement" (what one annotator thinks).
    A field without choices takes free text; `many` allows several values at once.
    """

    id: str
    name: str
    layer: str
    key: str = ""
    choices: tuple[Choice, ...] = ()
    core: bool = False
    many: bool = False
    definition: str = ""

    def choice(self, value: str) -> Choice | None:
        """The declared choice of that value, if there is one."""
        return next((c for c in self.choices if c.value == value), None)


@dataclass(frozen=True, slots=True)
class LinkType:
    """A way two claims, or two entities, can be linked."""

    value: str
    key: str
    name: str
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Codebook:
    """Labels, claim fields, judgement fields and link types of one project."""

    name: str
    version: str
    labels: tuple[Label, ...] = ()
    fields: tuple[Field, ...] = ()
    claim_links: tuple[LinkType, ...] = ()
    entity_links: tuple[LinkType, ...] = ()
    independence: tuple[Choice, ...] = ()

    def label(self, id: int) -> Label:
        """The label of that id, or the one it was merged into. KeyError if there is none."""
        found = next((label for label in self.labels if label.id == id), None)
        if found is None:
            raise KeyError(id)
        return self.label(found.merged_into) if found.merged_into is not None else found

    def label_named(self, name: str) -> Label | None:
        """The live label of that name."""
        return next((label for label in self.active_labels if label.name == name), None)

    @property
    def active_labels(self) -> tuple[Label, ...]:
        """Labels that can be given now, in the order of the codebook."""
        live = [x for x in self.labels if not x.retired and x.merged_into is None]
        return tuple(sorted(live, key=lambda label: (label.position, label.id)))

    def field(self, id: str) -> Field:
        """The field of that id. KeyError if there is none."""
        found = next((f for f in self.fields if f.id == id), None)
        if found is None:
            raise KeyError(id)
        return found

    def layer(self, layer: str) -> tuple[Field, ...]:
        """The fields of one layer, in the order they are asked."""
        return tuple(f for f in self.fields if f.layer == layer)

    @property
    def core(self) -> tuple[Field, ...]:
        """The judgement fields that are always on screen, in the order they are asked."""
        return tuple(f for f in self.fields if f.core and f.layer == "judgement")


@dataclass(frozen=True, slots=True)
class Article:
    """An article without its text: what lists show. `key` is the sha256 of the stored text.

    `family` is the same for near-duplicates, "" where an article is alone; `rights` one of
    `RIGHTS`, "" where nothing was said; `version_of` the article that it is a later version of.
    """

    id: int
    key: str
    title: str
    characters: int
    outlet: str = ""
    published: str = ""
    byline: str = ""
    url: str = ""
    language: str = ""
    direction: str = ""
    origin: Origin = _NO_ORIGIN
    removed: bool = False
    family: str = ""
    rights: str = ""
    version_of: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """`[start, end)` in code points: a mention (has a label) or a part of a claim (has a role).

    `mention` is the mention a part lies on, where there is one; `part_of` the first piece of a
    discontinuous mention; `order` counts the pieces of one role. `quote` repeats the covered
    text as a self-check.
    """

    id: int
    article: int
    start: int
    end: int
    annotator: int
    quote: str = ""
    label: int | None = None
    entity: int | None = None
    level: str = ""
    head_start: int | None = None
    head_end: int | None = None
    role: str = ""
    claim: int | None = None
    order: int = 0
    mention: int | None = None
    part_of: int | None = None

    @property
    def is_mention(self) -> bool:
        """True for a mention of an entity, false for a part of a claim."""
        return self.label is not None


@dataclass(frozen=True, slots=True)
class Entity:
    """What several mentions name. An article's author is the entity with role "author" that
    belongs to that `article`; every other entity belongs to the whole project.
    """

    id: int
    label: int
    name: str
    qid: str = ""
    description: str = ""
    role: str = ""
    article: int | None = None
    aliases: tuple[str, ...] = ()
    merged_into: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement. Its spans lie in the page; `chain` runs from the author inwards.

    An entry of the chain is an entity id, or None where the text names nobody. Author's own
    claims have the chain `(author,)`; a claim nobody was tied to yet has the chain `()`.
    `parent` is the claim it is nested in.
    """

    id: int
    article: int
    annotator: int
    gist: str = ""
    chain: tuple[int | None, ...] = ()
    parent: int | None = None

    @property
    def source(self) -> int | None:
        """The innermost source, or None where nobody is named or none was given yet."""
        return self.chain[-1] if self.chain else None


@dataclass(frozen=True, slots=True)
class Judgement:
    """One answer to one field: about a claim or about an entity as a source (its card).

    `value` is a declared value, free text, or "na" (not applicable); no row means not answered.
    `derived` answers were filled in by a rule and stay out of agreement.
    """

    id: int
    field: str
    value: str
    annotator: int
    claim: int | None = None
    entity: int | None = None
    order: int = 0
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A typed arrow between two claims, two entities or two spans (`kind` says which)."""

    id: int
    kind: str
    source: int
    target: int
    type: str
    annotator: int
    independence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark or a flag ("doubt", "ask") on an article, span, entity or claim."""

    id: int
    text: str
    annotator: int
    flag: str = ""
    resolved: bool = False
    article: int | None = None
    span: int | None = None
    entity: int | None = None
    claim: int | None = None


@dataclass(frozen=True, slots=True)
class Attribute:
    """A further property of a span, entity or claim that has no column of its own."""

    id: int
    name: str
    value: str
    span: int | None = None
    entity: int | None = None
    claim: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A frozen snapshot of one article with all that lies on it.

    `spans` are sorted by (start, -end, id); `entities` holds every entity that a span, chain or
    link of this article points to, and the author; `statuses` maps annotator id to status.
    """

    article: Article
    text: str
    codebook: Codebook
    spans: tuple[Span, ...] = ()
    entities: Mapping[int, Entity] = field(default_factory=dict)
    claims: Mapping[int, Claim] = field(default_factory=dict)
    judgements: tuple[Judgement, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[Note, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    statuses: Mapping[int, str] = field(default_factory=dict)
    _lookup: Lookup[Span, Claim, Judgement] = field(default=Lookup(), repr=False, compare=False)

    def __post_init__(self) -> None:
        lookup = self._lookup.over(self.spans, self.claims, self.judgements)
        object.__setattr__(self, "_lookup", lookup)

    @property
    def mentions(self) -> Iterator[Span]:
        """The mentions, in text order."""
        return (span for span in self.spans if span.is_mention)

    def span(self, id: int) -> Span | None:
        """The span of that id."""
        return self._lookup.spans.get(id)

    def spans_at(self, point: int) -> tuple[Span, ...]:
        """All spans covering a code point, shortest first."""
        here = [s for s in self.spans if s.start <= point < s.end]
        return tuple(sorted(here, key=lambda s: (s.end - s.start, not s.is_mention, s.id)))

    def mentions_of(self, entity: int) -> tuple[Span, ...]:
        """The mentions of one entity, in text order."""
        return tuple(s for s in self.spans if s.is_mention and self.entity_of(s) == entity)

    def entity_of(self, span: Span) -> int | None:
        """The live entity a mention names, merges followed."""
        return self.live(span.entity)

    def live(self, entity: int | None) -> int | None:
        """The entity that now stands for this one, merges followed."""
        known = self.entities.get(entity) if entity is not None else None
        return known.merged_into if known and known.merged_into is not None else entity

    def parts(self, claim: int, role: str = "") -> tuple[Span, ...]:
        """The spans of a claim, of one role where it is given, by role and order."""
        found = self._lookup.parts.get(claim, ())
        return tuple([s for s in found if s.role == role]) if role else found

    @property
    def claims_in_order(self) -> tuple[Claim, ...]:
        """The claims in text order: by the start of their first content, then by age."""
        return self._lookup.claims

    def number(self, claim: int) -> int:
        """The number of a claim: its place among the claims in order, from 1. KeyError if none."""
        return self._lookup.numbers[claim]

    def touched_since(self, old: "Page") -> set[int]:
        """The claims that are not as they were on an older page, parts and answers included."""
        return self._lookup.touched(old._lookup)

    def about(self, claim: int | None = None, entity: int | None = None) -> tuple[Judgement, ...]:
        """All judgements about one claim or one source card, in their order."""
        return self._lookup.judgements.get((claim, entity), ())

    def answers(self, *, claim: int | None = None, entity: int | None = None,
                annotator: int | None = None) -> dict[str, tuple[Judgement, ...]]:  # fmt: skip
        """Field id to answers about one claim or source card; of one annotator where given."""
        found: dict[str, tuple[Judgement, ...]] = {}
        for one in self.about(claim=claim, entity=entity):
            if annotator in (None, one.annotator):
                found[one.field] = (*found.get(one.field, ()), one)
        return found


@dataclass(frozen=True, slots=True)
class Change:
    """One row's change as the journal noted it: before and after as column maps, None = absent."""

    table: str
    row: int
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class EditRecord:
    """One entry of the history: who did what when. `reverts` names the entry it played back."""

    id: int
    at: str
    annotator: str
    name: str
    arguments: Mapping[str, object] = field(default_factory=dict)
    article: int | None = None
    reverts: int | None = None
    kind: str = "do"
