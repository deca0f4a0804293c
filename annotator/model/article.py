"""An article and what lies on it: spans, entities, claims, judgements, links, notes, attributes."""

from dataclasses import dataclass

from annotator.origin import Origin

LEVELS = ("NAM", "NOM", "PRO", "VAL")
STATUSES = ("untouched", "in_progress", "done", "done_empty", "review")
RIGHTS = ("free", "restricted", "secret")
NOT_APPLICABLE = "na"
PSEUDONYM = "pseudonym"
"""The attribute of an entity that says under which name exports write it."""

_NO_ORIGIN = Origin()


@dataclass(frozen=True, slots=True)
class Annotator:
    """Who works: a person, a model, or an adjudicator."""

    id: int
    name: str
    kind: str = "human"


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
