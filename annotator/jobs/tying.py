"""From the words of a file to rows of this project: a pure function from a read article to a page.

A file names labels and annotators and calls its rows by ids of its own. Ids that are ours (see
`store.writing.is_ours`) are kept, so that a project imported into an empty one is equal to it, row
for row; any other id is replaced and remembered as a foreign one.
"""

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace

from annotator.errors import Refused
from annotator.formats import (
    ReadArticle,
    ReadAttribute,
    ReadClaim,
    ReadDecision,
    ReadEntity,
    ReadJudgement,
    ReadLink,
    ReadNote,
    ReadPrediction,
    ReadSpan,
)
from annotator.i18n import _
from annotator.model import (
    Article,
    Attribute,
    Claim,
    Codebook,
    Entity,
    Judgement,
    Label,
    Link,
    Note,
    Page,
    Span,
)
from annotator.store.ids import new_id
from annotator.store.writing import Incoming, is_ours
from annotator.suggestion import Decision, Suggestion
from annotator.text import content_key


@dataclass(slots=True)
class Names:
    """What the names and ids of one file stand for in the project.

    `labels` go by name in small letters, `annotators` by name, `given` by the file's id of a label
    that was merged, `entities` by the file's id; `declared` is what files say of their labels.
    `me` is who imports, and does what the file ascribes to nobody.
    """

    codebook: Codebook
    me: int
    labels: dict[str, int] = field(default_factory=dict)
    given: dict[str, int] = field(default_factory=dict)
    declared: dict[str, Label] = field(default_factory=dict)
    annotators: dict[str, int] = field(default_factory=dict)
    entities: MutableMapping[str, int] = field(default_factory=dict)

    def label(self, name: str, given: str = "") -> int:
        """The label of a mention or an entity."""
        return self.given.get(given) or self.labels[name.casefold()]

    def annotator(self, name: str) -> int:
        """Whose row it is."""
        return self.annotators[name] if name else self.me

    def entity(self, id: str) -> int:
        """The entity that the file calls so."""
        if id not in self.entities:
            raise Refused(_("The entity “{id}” is nowhere in the file.").format(id=id))
        return self.entities[id]


@dataclass(frozen=True, slots=True)
class Loose:
    """A link, an end of which lies in another article: its ends as the file calls them."""

    link: Link
    source: str
    target: str


def tied_link(loose: Loose, found: Mapping[str, int]) -> Link:
    """The link, its open ends tied to what was found; 0 stands for what was not."""
    link = loose.link
    return replace(
        link,
        source=link.source or found.get(loose.source, 0),
        target=link.target or found.get(loose.target, 0),
    )


def kept(id: str) -> int | None:
    """The number in an id that can be one of ours, or None."""
    number = int(id) if id.isascii() and id.isdecimal() and len(id) < 20 else 0
    return number if is_ours(number) and str(number) == id else None


def roots(read: Iterable[ReadEntity]) -> dict[str, str]:
    """The merged ones of a file's entities, and those that now stand; a circle is left out."""
    into = {each.id: each.merged_into for each in read if each.merged_into}
    found = {}
    for id in into:
        at, passed = id, set[str]()
        while at in into and at not in passed:
            passed.add(at)
            at = into[at]
        if at not in into:
            found[id] = at
    return found


def entity(
    read: ReadEntity, names: Names, *, article: int | None = None, merged_into: int | None = None
) -> Entity:
    """An entity of a file, under the id that `names` has for it."""
    return Entity(
        id=names.entity(read.id),
        label=names.label(read.label, read.label_given),
        name=read.name,
        qid=read.qid,
        description=read.description,
        role=read.role,
        article=article if read.role == "author" else None,
        aliases=read.aliases,
        merged_into=merged_into,
    )


def tied(
    read: ReadArticle, names: Names, made: Iterable[ReadEntity], *, keep: bool = True
) -> tuple[Incoming, tuple[Loose, ...]]:
    """A read article as a page of this project, and its links that lead out of it.

    `made` are those of its entities to be written with it; `names` knows all others. With `keep`
    false no id of the file is kept. Refused where the file refers to what is not there.
    """
    return _Tie(read, names, keep).result(made)


class _Tie:
    """Ties one article; ids of its rows are given out as they are met."""

    def __init__(self, read: ReadArticle, names: Names, keep: bool) -> None:
        self.read, self.names, self.keep = read, names, keep
        self.foreign: list[tuple[str, str, int]] = []
        self.article = self._named("article", read.id)
        self.spans = {span.id: self._named("span", span.id) for span in read.spans}
        self.claims = {claim.id: self._named("claim", claim.id) for claim in read.claims}
        if len(self.spans) < len(read.spans) or len(self.claims) < len(read.claims):
            raise Refused(_("Two of its marks have the same id."))
        if self.claims.keys() - {s.claim for s in read.spans if s.role == "content"}:
            raise Refused(_("A claim of it has no content."))

    def result(self, made: Iterable[ReadEntity]) -> tuple[Incoming, tuple[Loose, ...]]:
        into = roots(self.read.entities)
        entities = [self._entity(each, into.get(each.id, "")) for each in made]
        links, loose = self._links()
        page = Page(
            article=self._about(),
            text=self.read.text,
            codebook=self.names.codebook,
            spans=tuple(map(self._span, self.read.spans)),
            entities={each.id: each for each in entities},
            claims={self.claims[each.id]: self._claim(each) for each in self.read.claims},
            judgements=tuple(map(self._judgement, self.read.judgements)),
            links=links,
            notes=tuple(map(self._note, self.read.notes)),
            attributes=tuple(self._attribute(a) for a in self.read.attributes if _marks(a)),
            statuses={
                self.names.annotator(who): status for who, status in self.read.statuses.items()
            },
        )
        traits = tuple(
            (self._id(a.id), a.name, a.value) for a in self.read.attributes if not _marks(a)
        )
        suggestions = tuple(map(self._suggestion, self.read.predictions))
        decisions = tuple(map(self._decision, self.read.decisions))
        incoming = Incoming(page, tuple(self.foreign), traits, suggestions, decisions=decisions)
        return incoming, loose

    # ids

    def _id(self, id: str) -> int:
        return (kept(id) if self.keep else None) or new_id()

    def _named(self, subject: str, id: str) -> int:
        """The id of a row that others may refer to; what the file called it is remembered."""
        given = self._id(id)
        if id and id != str(given):
            self.foreign.append((id, subject, given))
        return given

    def _find(self, known: Mapping[str, int], id: str) -> int | None:
        if not id:
            return None
        if id not in known:
            raise Refused(_("It refers to “{id}”, which is not in the article.").format(id=id))
        return known[id]

    # rows

    def _about(self) -> Article:
        read = self.read
        return Article(
            id=self.article,
            key=content_key(read.text),
            title=_sound(read.title),
            characters=len(read.text),
            outlet=read.outlet,
            published=read.published,
            byline=read.byline,
            url=read.url,
            language=read.language,
            direction=read.direction,
            origin=replace(read.origin, file=_sound(read.origin.file)),
            removed=read.removed,
            rights=read.rights,
        )

    def _entity(self, read: ReadEntity, root: str) -> Entity:
        names = self.names
        merged_into = names.entity(root) if root else None
        made = entity(read, names, article=self.article, merged_into=merged_into)
        if read.id != str(made.id):
            self.foreign.append((read.id, "entity", made.id))
        return made

    def _span(self, read: ReadSpan) -> Span:
        self._check(read)
        names = self.names
        return Span(
            id=self.spans[read.id],
            article=self.article,
            start=read.start,
            end=read.end,
            annotator=names.annotator(read.annotator),
            quote=self.read.text[read.start : read.end],
            label=names.label(read.label, read.label_given) if read.label else None,
            entity=names.entity(read.entity) if read.entity else None,
            level=read.level,
            head_start=read.head_start,
            head_end=read.head_end,
            role=read.role,
            claim=self._find(self.claims, read.claim),
            order=read.order,
            mention=self._find(self.spans, read.mention),
            part_of=self._find(self.spans, read.part_of),
        )

    def _suggestion(self, read: ReadPrediction) -> Suggestion:
        self._check(read)
        return Suggestion(
            id=new_id(),
            article=self.article,
            start=read.start,
            end=read.end,
            label=read.label,
            quote=self.read.text[read.start : read.end],
            provider=read.provider,
            score=read.score,
        )

    def _decision(self, read: ReadDecision) -> Decision:
        self._check(read)
        who, place = self.names.annotator(read.annotator), (read.start, read.end)
        return Decision(new_id(), self.article, *place, read.label, read.verdict, who)

    def _check(self, read: ReadSpan | ReadPrediction | ReadDecision) -> None:
        if not 0 <= read.start < read.end <= len(self.read.text):
            place = f"{read.start}-{read.end}"
            raise Refused(_("A mark at {place} does not lie in the text.").format(place=place))

    def _claim(self, read: ReadClaim) -> Claim:
        names = self.names
        return Claim(
            id=self.claims[read.id],
            article=self.article,
            annotator=names.annotator(read.annotator),
            gist=read.gist,
            chain=tuple(None if e is None else names.entity(e) for e in read.chain),
            parent=self._find(self.claims, read.parent),
        )

    def _judgement(self, read: ReadJudgement) -> Judgement:
        return judgement(
            read, self.names, self._id(read.id), claim=self._find(self.claims, read.claim)
        )

    def _note(self, read: ReadNote) -> Note:
        return note(
            read, self.names, self._id(read.id),
            article=None if _marks(read) else self.article,
            span=self._find(self.spans, read.span), claim=self._find(self.claims, read.claim),
        )  # fmt: skip

    def _attribute(self, read: ReadAttribute) -> Attribute:
        return attribute(
            read, self.names, self._id(read.id),
            span=self._find(self.spans, read.span), claim=self._find(self.claims, read.claim),
        )  # fmt: skip

    def _links(self) -> tuple[tuple[Link, ...], tuple[Loose, ...]]:
        inside, loose = [], []
        homes: dict[str, Mapping[str, int]]
        homes = {"span": self.spans, "claim": self.claims, "entity": self.names.entities}
        for read in self.read.links:
            known = homes[read.kind]
            made = link(
                read, self.names, self._id(read.id),
                known.get(read.source, 0), known.get(read.target, 0),
            )  # fmt: skip
            if made.source and made.target and made.source != made.target:
                inside.append(made)
            else:
                loose.append(Loose(made, read.source, read.target))
        return tuple(inside), tuple(loose)


def _sound(name: str) -> str:
    """A name without the halves of characters that Python reads from an odd file name."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _marks(about: ReadNote | ReadAttribute) -> bool:
    """True where it is about something in the article, and not the article itself."""
    return bool(about.span or about.entity or about.claim)


def judgement(read: ReadJudgement, names: Names, id: int, *, claim: int | None = None) -> Judgement:
    """An answer about a claim, or about an entity where no claim is given."""
    return Judgement(
        id=id,
        field=read.field,
        value=read.value,
        annotator=names.annotator(read.annotator),
        claim=claim,
        entity=names.entity(read.entity) if read.entity else None,
        order=read.order,
        derived=read.derived,
    )


def note(
    read: ReadNote, names: Names, id: int, *, article: int | None = None,
    span: int | None = None, claim: int | None = None,
) -> Note:  # fmt: skip
    """A note about what is given, or about an entity."""
    return Note(
        id=id,
        text=read.text,
        annotator=names.annotator(read.annotator),
        flag=read.flag,
        resolved=read.resolved,
        article=article,
        span=span,
        entity=names.entity(read.entity) if read.entity else None,
        claim=claim,
    )


def attribute(
    read: ReadAttribute, names: Names, id: int, *, span: int | None = None,
    claim: int | None = None,
) -> Attribute:  # fmt: skip
    """A further property of what is given, or of an entity."""
    return Attribute(
        id=id,
        name=read.name,
        value=read.value,
        span=span,
        entity=names.entity(read.entity) if read.entity else None,
        claim=claim,
    )


def link(read: ReadLink, names: Names, id: int, source: int, target: int) -> Link:
    """An arrow between two rows of this project; 0 stands for one not known yet."""
    return Link(
        id=id,
        kind=read.kind,
        source=source,
        target=target,
        type=read.type,
        annotator=names.annotator(read.annotator),
        independence=read.independence,
        note=read.note,
    )
