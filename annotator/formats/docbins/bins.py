"""The docs of a DocBin as articles. spaCy is imported when one is read."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson

from annotator.errors import BadInput
from annotator.formats.common.tokens import Tokens
from annotator.formats.regions import drawn, record
from annotator.formats.regions.about import article, origin_of, scalar, traits
from annotator.formats.regions.claims import CONTENT, Relation, claimed
from annotator.formats.values import (
    ReadArticle,
    ReadAttribute,
    ReadEntity,
    ReadOptions,
    ReadSpan,
)
from annotator.i18n import _
from annotator.model import ROLES, Origin

MENTIONS, CLAIMS = "sc", "claims"
_FAULTS = (ValueError, KeyError, TypeError, IndexError, AttributeError, AssertionError)
_LAYERS = ("TAG", "POS", "MORPH", "LEMMA", "DEP", "SENT_START")


def articles(path: Path, options: ReadOptions) -> Iterator[ReadArticle | BadInput]:
    """The articles of a DocBin, one for each doc."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    origin = replace(origin_of(path, options), encoding="")
    try:
        bins = DocBin().from_disk(path)
    except _FAULTS as error:
        raise BadInput(path, 0, _("This is no DocBin ({why}).").format(why=error)) from None
    docs = bins.get_docs(Vocab())
    for number in range(1, len(bins) + 1):
        try:
            doc = next(docs)
        except _FAULTS as error:
            why = _("Doc {n} and those after it cannot be read ({why}).")
            raise BadInput(path, 0, why.format(n=number, why=error)) from None
        yield _article(doc, path, origin)


def _article(doc: Any, path: Path, origin: Origin) -> ReadArticle:
    ours = doc.user_data.get(record.KEY) if isinstance(doc.user_data, dict) else None
    found = list(_spans(doc, whole=isinstance(ours, dict)))
    spans = [span for span, _source in found]
    linked = claimed(spans, tuple(_ties(doc, found)))
    about, ignored = _about(doc)
    read = replace(
        article(doc.text, about, origin),
        spans=tuple(_tied(span) for span in linked.spans),
        claims=linked.claims,
        links=linked.links,
        entities=tuple(_entities(spans, doc)),
        attributes=(*traits(about, ()), *(() if isinstance(ours, dict) else _attributes(found))),
        ignored=tuple(sorted({*ignored, *_layers(doc)})),
    )
    grid = Tokens(read.text)

    def shown(start: int, end: int) -> tuple[int, int] | None:
        first, last = grid.cover(start, end)
        return grid.characters(first, last) if first < last else None

    if ours is None:
        return read
    # msgpack gives tuples where there were lists.
    return record.restored(_plain(ours), replace(read, entities=()), path, 0, shown)


def _plain(raw: object) -> object:
    try:
        return orjson.loads(orjson.dumps(raw))
    except TypeError:
        return None


def _spans(doc: Any, *, whole: bool) -> Iterator[tuple[ReadSpan, Any]]:
    """The spans of all groups and then the entities, each place and label once, beside spaCy's."""
    taken: Counter[tuple[int, int, str]] = Counter()
    groups = [(key, doc.spans[key]) for key in sorted(doc.spans)]
    for key, group in (*groups, ("", doc.ents)):
        seen: Counter[tuple[int, int, str]] = Counter()
        for each in group:
            place = (each.start_char, each.end_char, each.label_)
            seen[place] += 1
            if place[0] >= place[1] or seen[place] <= taken[place]:
                continue
            taken[place] = seen[place]
            is_part = whole and key == CLAIMS
            label = drawn.label_name(each.label_) if whole and not is_part else each.label_
            yield ReadSpan(
                id=f"{key or 'ent'}-{each.start}-{sum(taken.values())}",
                start=place[0], end=place[1],
                label="" if is_part else label or key or "entity",
                role=each.label_ if is_part and each.label_ in ROLES else "",
                entity=each.kb_id_ if not whole else "",
            ), (key, each)  # fmt: skip


def _ties(doc: Any, found: Iterable[tuple[ReadSpan, Any]]) -> Iterator[Relation]:
    """The spans that share an id and are called like parts, tied to the first content."""
    by_id: dict[tuple[str, str], list[ReadSpan]] = {}
    for span, (key, each) in found:
        name = (span.role or span.label).lower()
        if key and each.id_ and name in ROLES:
            by_id.setdefault((key, each.id_), []).append(span)
    for n, parts in enumerate(by_id.values()):
        names = [(part.role or part.label).lower() for part in parts]
        if CONTENT not in names:
            continue
        first = parts[names.index(CONTENT)]
        for part, name in zip(parts, names, strict=True):
            if part is not first:
                yield Relation(f"tie-{n}-{part.id}", first.id, part.id, name)


def _tied(span: ReadSpan) -> ReadSpan:
    return replace(span, entity="") if span.role else span


def _entities(spans: Iterable[ReadSpan], doc: Any) -> Iterator[ReadEntity]:
    """What the ids of a knowledge base stand for, under the words met first."""
    met = set()
    for span in spans:
        if span.entity and span.entity not in met:
            met.add(span.entity)
            qid = span.entity if span.entity[:1] == "Q" and span.entity[1:].isdecimal() else ""
            name = doc.text[span.start : span.end]
            yield ReadEntity(span.entity, span.label, name, qid=qid)


def _attributes(found: Iterable[tuple[ReadSpan, Any]]) -> Iterator[ReadAttribute]:
    """The ids that spans have, and the group of each, where these are not spaCy's own."""
    for span, (key, each) in found:
        if span.role:
            continue
        if each.id_:
            yield ReadAttribute(f"id {span.id}", "id", each.id_, span=span.id)
        if key not in ("", MENTIONS, CLAIMS):
            yield ReadAttribute(f"group {span.id}", "group", key, span=span.id)


def _about(doc: Any) -> tuple[dict[str, Any], set[str]]:
    """What is said of the doc: its categories and its extensions, and what is not read of it."""
    about: dict[str, Any] = {f"cats.{name}": value for name, value in doc.cats.items()}
    ignored = set()
    further: Mapping[Any, Any] = doc.user_data
    for key, value in further.items():
        if key == record.KEY:
            continue
        name = key[1] if isinstance(key, tuple) and len(key) == 4 and key[2] is None else key
        if isinstance(name, str) and isinstance(value, (str, int, float, bool)):
            about[name] = value
        else:
            ignored.add(f"user_data.{scalar(key if isinstance(key, str) else list(key)[1])}")
    return about, ignored


def _layers(doc: Any) -> Iterator[str]:
    """The further layers; spaCy says yes to all of them where a doc has no two words."""
    return (layer for layer in _LAYERS if len(doc) > 1 and doc.has_annotation(layer))
