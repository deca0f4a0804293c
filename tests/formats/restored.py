"""What was read from our JSONL turned back into the model, to compare it with what was written."""

from annotator.formats.values import (
    ProjectCard,
    ReadArticle,
    ReadAttribute,
    ReadEntity,
    ReadJudgement,
    ReadLink,
    ReadNote,
    ReadProject,
    ReadSpan,
)
from annotator.model import (
    Article,
    Attribute,
    Claim,
    Codebook,
    Entity,
    Judgement,
    Link,
    Note,
    Page,
    Span,
)
from annotator.text import content_key


def page(read: ReadArticle, project: ReadProject) -> Page:
    """The page of an article, entities of the whole project included."""
    who = {each.name: each.id for each in project.annotators}
    article = int(read.id)
    claims = [
        Claim(
            id=int(c.id),
            article=article,
            annotator=who[c.annotator],
            gist=c.gist,
            chain=tuple(_id(each) for each in c.chain),
            parent=_id(c.parent),
        )
        for c in read.claims
    ]
    spans = [_span(s, article, read.text, who, project.codebook) for s in read.spans]
    own = [_entity(e, project.codebook, article) for e in read.entities]
    shared = [_entity(e, project.codebook, None) for e in project.entities]
    return Page(
        article=Article(
            id=article,
            key=content_key(read.text),
            title=read.title,
            characters=len(read.text),
            outlet=read.outlet,
            published=read.published,
            byline=read.byline,
            url=read.url,
            language=read.language,
            direction=read.direction,
            origin=read.origin,
            removed=read.removed,
        ),
        text=read.text,
        codebook=project.codebook,
        spans=tuple(sorted(spans, key=lambda s: (s.start, -s.end, s.id))),
        entities={e.id: e for e in sorted([*own, *shared], key=lambda e: e.id)},
        claims={c.id: c for c in sorted(claims, key=lambda c: c.id)},
        judgements=_by_id([_judgement(j, who) for j in (*read.judgements, *project.judgements)]),
        links=_by_id([_link(x, who) for x in (*read.links, *project.links)]),
        notes=_by_id(
            [_note(n, who, article) for n in (*read.notes, *project.notes)],
        ),
        attributes=_by_id([_attribute(a) for a in (*read.attributes, *project.attributes)]),
        statuses={who[name]: status for name, status in read.statuses.items()},
    )


def card(project: ReadProject, articles: int) -> ProjectCard:
    """The project of a file, for comparing it with the one that was written."""
    who = {each.name: each.id for each in project.annotators}
    return ProjectCard(
        name=project.name,
        codebook=project.codebook,
        annotators=project.annotators,
        guidelines=project.guidelines,
        independent=project.independent,
        properties=project.properties,
        entities=tuple(_entity(e, project.codebook, None) for e in project.entities),
        links=tuple(_link(x, who) for x in project.links),
        judgements=tuple(_judgement(j, who) for j in project.judgements),
        notes=tuple(_note(n, who, None) for n in project.notes),
        attributes=tuple(_attribute(a) for a in project.attributes),
        articles=articles,
    )


def _id(id: str | None) -> int | None:
    return int(id) if id else None


def _by_id(values):  # type: ignore[no-untyped-def]
    return tuple(sorted(values, key=lambda value: value.id))


def _label(name: str, given: str, book: Codebook) -> int:
    if given:
        return int(given)
    return next(x.id for x in book.labels if x.name == name and x.merged_into is None)


def _span(read: ReadSpan, article: int, text: str, who: dict[str, int], book: Codebook) -> Span:
    return Span(
        id=int(read.id),
        article=article,
        start=read.start,
        end=read.end,
        annotator=who[read.annotator],
        quote=text[read.start : read.end],
        label=_label(read.label, read.label_given, book) if read.label else None,
        entity=_id(read.entity),
        level=read.level,
        head_start=read.head_start,
        head_end=read.head_end,
        role=read.role,
        claim=_id(read.claim),
        order=read.order,
        mention=_id(read.mention),
        part_of=_id(read.part_of),
    )


def _entity(read: ReadEntity, book: Codebook, article: int | None) -> Entity:
    return Entity(
        id=int(read.id),
        label=_label(read.label, read.label_given, book),
        name=read.name,
        qid=read.qid,
        description=read.description,
        role=read.role,
        article=article,
        aliases=read.aliases,
        merged_into=_id(read.merged_into),
    )


def _judgement(read: ReadJudgement, who: dict[str, int]) -> Judgement:
    return Judgement(
        id=int(read.id),
        field=read.field,
        value=read.value,
        annotator=who[read.annotator],
        claim=_id(read.claim),
        entity=_id(read.entity),
        order=read.order,
        derived=read.derived,
    )


def _link(read: ReadLink, who: dict[str, int]) -> Link:
    return Link(
        id=int(read.id),
        kind=read.kind,
        source=int(read.source),
        target=int(read.target),
        type=read.type,
        annotator=who[read.annotator],
        independence=read.independence,
        note=read.note,
    )


def _note(read: ReadNote, who: dict[str, int], article: int | None) -> Note:
    other = read.span or read.entity or read.claim
    return Note(
        id=int(read.id),
        text=read.text,
        annotator=who[read.annotator],
        flag=read.flag,
        resolved=read.resolved,
        article=None if other else article,
        span=_id(read.span),
        entity=_id(read.entity),
        claim=_id(read.claim),
    )


def _attribute(read: ReadAttribute) -> Attribute:
    return Attribute(
        id=int(read.id),
        name=read.name,
        value=read.value,
        span=_id(read.span),
        entity=_id(read.entity),
        claim=_id(read.claim),
    )
