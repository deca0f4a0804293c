"""Reading our own JSONL: every record is checked, and every span against the text it covers.

An article that does not fit is told with its line and the others come in; what is wrong with the
line about the project ends it. Keys nobody knows are named in `ignored`.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

import orjson

from annotator.errors import BadInput
from annotator.formats.records import marks
from annotator.formats.records.checking import NEEDED, Place, Raw
from annotator.formats.records.codebooks import codebook_of
from annotator.formats.records.marks import Known, Line
from annotator.formats.records.writing import VERSION
from annotator.formats.values import (
    ReadArticle,
    ReadAttribute,
    ReadJudgement,
    ReadLink,
    ReadNote,
    ReadProject,
)
from annotator.i18n import _
from annotator.model import RIGHTS, STATUSES, Annotator, Origin
from annotator.text import Cleaned, clean, content_key

_PROJECT = {
    "kind": (str, NEEDED), "version": (int, NEEDED), "name": (str, ""), "codebook": (dict, NEEDED),
    "annotators": (list, []), "guidelines": (str, ""), "independent": (bool, False),
    "properties": (dict, {}), "entities": (list, []), "links": (list, []),
    "judgements": (list, []), "notes": (list, []), "attributes": (list, []),
}  # fmt: skip
_ARTICLE = {
    "kind": (str, "article"), "text": (str, NEEDED), "id": (str, ""), "key": (str, ""),
    "title": (str, ""), "outlet": (str, ""), "published": (str, ""), "byline": (str, ""),
    "url": (str, ""), "language": (str, ""), "direction": (str, ""), "removed": (bool, False),
    "rights": (str, ""), "version_of": (str, ""), "origin": (dict, {}), "mentions": (list, []),
    "claims": (list, []), "entities": (list, []), "statuses": (dict, {}), "links": (list, []),
    "judgements": (list, []), "notes": (list, []), "attributes": (list, []),
    "suggestions": (list, []), "decisions": (list, []),
}  # fmt: skip
_METADATA = (
    "title", "id", "outlet", "published", "byline", "url", "language", "direction", "removed",
    "rights",
)  # fmt: skip
_ORIGIN = {
    "file": (str, ""), "sha256": (str, ""), "encoding": (str, ""), "changes": (list, []),
    "removed": (list, []), "extractor": (str, ""), "place": (str, ""), "pages": (list, []),
    "proposed": (list, []),
}  # fmt: skip
_ANNOTATOR = {"id": (str, ""), "name": (str, NEEDED), "kind": (str, "human")}
SHAPES = {
    "project": _PROJECT, "article": _ARTICLE, "origin": _ORIGIN, "annotator": _ANNOTATOR,
}  # fmt: skip
_AT_ONCE = 1 << 16  # bytes
_KINDS = ("human", "model", "adjudicator")


def articles(path: Path) -> Iterator[ReadArticle | BadInput]:
    """The articles of a file, one by one, and what is wrong with lines."""
    known = Known()
    for place, line in _lines(path):
        try:
            found = _either(line, place, known)
        except BadInput as fault:
            if place.line == 1 and not _is_article(line):
                raise
            known.forget(place.line)
            yield fault
        else:
            if found is not None:
                yield found
    known.check_end(path)


def _is_article(line: bytes) -> bool:
    """True for a sound line that says nothing of a project."""
    try:
        raw = orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return isinstance(raw, dict) and raw.get("kind") != "project"


def _either(line: bytes, place: Place, known: Known) -> ReadArticle | None:
    """The article of a line; of the line about the project what it makes known is learnt."""
    raw = _record(line, place)
    if raw.get("kind") != "project":
        return article(raw, place, known)
    if place.line != 1:
        place.wrong(_("The line about the project must be the first."))
    _project(raw, place, known)
    return None


def project(path: Path) -> ReadProject | None:
    """What the first line says about the project, if it does."""
    for place, line in _lines(path):
        raw = _record(line, place)
        return _project(raw, place, Known()) if raw.get("kind") == "project" else None
    return None


def entity_ids(file: IO[bytes], path: Path) -> frozenset[str]:
    """The ids of the entities that the first line defines; no more of what it says is kept."""
    line = file.readline().removeprefix(b"\xef\xbb\xbf")
    return frozenset(
        each["id"]
        for each in _entities(line, Place(path, 1))
        if type(each) is dict and type(each.get("id")) is str
    )


def _entities(line: bytes, place: Place) -> Iterator[Any]:
    """The entities of a line about a project, parsed some at a time where we wrote it: a large
    project has a hundred thousand, which take five times as much memory as the line.
    """
    # No text of a line holds these, for there a quotation mark has a backslash before it.
    start, end = line.find(b'"entities":['), line.find(b'],"guidelines":')
    if not 0 < start < end:
        found = _record(line, place).get("entities")
        yield from found if type(found) is list else ()
        return
    at = until = start + len(b'"entities":[')
    while at < end:
        until = line.find(b"},{", max(until, at + _AT_ONCE), end) + 1 or end
        try:
            found = orjson.loads(b"[" + line[at:until] + b"]")
        except orjson.JSONDecodeError:
            if until == end:
                place.wrong(_("This is not JSON ({error})."), error="entities")
            continue  # these three characters were of a name
        yield from found
        at = until + 1


def project_of(raw: Raw, place: Place) -> ReadProject:
    """What a record says about the project."""
    return _project(raw, place, Known())


def alone(raw: object, place: Place) -> ReadArticle:
    """An article from a record that stands alone: all that it names is defined in it."""
    if not isinstance(raw, dict):
        place.wrong(_("The line is not a map."))
    known = Known()
    found = article(raw, place, known)
    known.check_end(place.path)
    return found


def is_ours(path: Path) -> bool:
    """True if the first line is one of ours: a project, or an article with keys that we know."""
    with open(path, "rb") as file:
        line = file.readline()
    try:
        raw = orjson.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError:
        return False
    if not isinstance(raw, dict):
        return False
    return raw.get("kind") in ("project", "article") or {"text"} <= raw.keys() <= _ARTICLE.keys()


def _lines(path: Path) -> Iterator[tuple[Place, bytes]]:
    """The lines that are not empty. Lines end at \\n only."""
    with open(path, "rb") as file:
        for number, line in enumerate(file, 1):
            place = Place(path, number)
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if not line.strip():
                continue
            yield place, line


def _record(line: bytes, place: Place) -> Raw:
    try:
        raw = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        place.wrong(_("This is not JSON ({error})."), error=str(error))
    if not isinstance(raw, dict):
        place.wrong(_("The line is not a map."))
    return raw


def _project(raw: Raw, place: Place, known: Known) -> ReadProject:
    values = place.taken(raw, _PROJECT, "project")
    if values["version"] > VERSION:
        place.wrong(_("The file was written by a newer version of the program."))
    place.texts(list(values["properties"].values()), "properties")
    found = ReadProject(
        name=values["name"],
        codebook=codebook_of(values["codebook"], place),
        annotators=place.each(values["annotators"], _annotator),
        guidelines=values["guidelines"],
        independent=values["independent"],
        properties=values["properties"],
        entities=place.each(values["entities"], marks.entity),
        links=place.each(values["links"], marks.link),
        judgements=place.each(values["judgements"], marks.judgement),
        notes=place.each(values["notes"], marks.note),
        attributes=place.each(values["attributes"], marks.attribute),
    )
    known.learn(found)
    known.define(found.entities, place)
    _check_said(found, known, place)
    return found


def _annotator(raw: object, place: Place) -> Annotator:
    """Annotators are known by name across files, so the id of the file does not matter."""
    values = place.taken(raw, _ANNOTATOR, "annotator")
    place.among(values["kind"], _KINDS, "annotator.kind")
    id = values["id"]
    return Annotator(
        int(id) if id.isascii() and id.isdecimal() else 0, values["name"], values["kind"]
    )


def article(raw: Raw, place: Place, known: Known) -> ReadArticle:
    """An article from a record that may name what is `known` from elsewhere."""
    values = place.taken(raw, _ARTICLE, "article")
    place.among(values["kind"], ("article",), "article.kind")
    place.among(values["rights"], ("", *RIGHTS), "article.rights")
    cleaned = clean(values["text"])
    if values["key"] and values["key"] != content_key(cleaned.text):
        place.wrong(_("The text is not the one that the key was made from."))
    entities = place.each(values["entities"], marks.entity)
    known.define(entities, place)
    line = Line(place, known, values["text"], cleaned.removed)
    claims = [marks.claim(each, line) for each in values["claims"]]
    found = ReadArticle(
        text=cleaned.text,
        **{key: values[key] for key in _METADATA},
        # An article with its key is whole: what it does not say is not so.
        version_of=values["version_of"] if values["version_of"] or values["key"] else None,
        origin=_origin(values["origin"], cleaned, place),
        spans=(
            *(marks.mention(each, line) for each in values["mentions"]),
            *(span for _claim, parts in claims for span in parts),
        ),
        entities=entities,
        claims=tuple(claim for claim, _parts in claims),
        judgements=place.each(values["judgements"], marks.judgement),
        links=place.each(values["links"], marks.link),
        notes=place.each(values["notes"], marks.note),
        attributes=place.each(values["attributes"], marks.attribute),
        statuses=_statuses(values["statuses"], line),
        predictions=tuple(marks.suggestion(each, line) for each in values["suggestions"]),
        decisions=tuple(marks.decision(each, line) for each in values["decisions"]),
    )
    _check_references(found, known, place)
    return replace(found, ignored=tuple(sorted(place.ignored)))


def _statuses(raw: Raw, line: Line) -> dict[str, str]:
    for who, status in raw.items():
        line.known.check_annotator(who, line.place)
        line.place.among(status, STATUSES, "status")
    return {who: status for who, status in raw.items() if status != "untouched"}


def _origin(raw: Raw, cleaned: Cleaned, place: Place) -> Origin:
    """Where the text came from; a text that had to be cleaned just now comes from this file."""
    values = place.taken(raw, _ORIGIN, "origin")
    if cleaned.changes:
        return Origin(place.path.name, changes=cleaned.changes, removed=cleaned.removed)
    changes = values["changes"]
    if any(type(c) is not list or [type(x) for x in c] != [str, int] for c in changes):
        place.wrong(_("origin.changes is not a list of what and how often."))
    for name in ("removed", "pages"):
        if any(type(each) is not int for each in values[name]):
            place.wrong(_("origin.{name} is not a list of positions."), name=name)
    proposed = values["proposed"]
    if any(type(p) is not list or [type(x) for x in p] != [str, str] for p in proposed):
        place.wrong(_("origin.proposed is not a list of fields and places."))
    lists = {
        "changes": tuple((what, count) for what, count in changes),
        "proposed": tuple((field, where) for field, where in proposed),
        "removed": tuple(values["removed"]),
        "pages": tuple(values["pages"]),
    }
    return Origin(**{**values, **lists})


def _check_references(found: ReadArticle, known: Known, place: Place) -> None:
    """Every mark refers to something that is there; only the target of a link may be elsewhere."""
    spans = _unique([span.id for span in found.spans], place)
    claims = _unique([claim.id for claim in found.claims], place)
    for span in found.spans:
        if span.mention or span.part_of:
            place.among(span.mention or span.part_of, spans, "mention")
    for claim in found.claims:
        if claim.parent:
            place.among(claim.parent, claims, "claim.parent")
    for judgement in found.judgements:
        if judgement.claim:
            place.among(judgement.claim, claims, "judgement.claim")
    marked: tuple[ReadNote | ReadAttribute, ...] = (*found.notes, *found.attributes)
    for each in marked:
        if each.claim:
            place.among(each.claim, claims, "claim")
        if each.span:
            place.among(each.span, spans, "span")
    homes = {"claim": claims, "span": spans}
    for link in found.links:
        if link.kind in homes:
            place.among(link.source, homes[link.kind], "link.source")
    _check_said(found, known, place)


def _check_said(found: ReadArticle | ReadProject, known: Known, place: Place) -> None:
    """Whoever says something is listed, and the entity it is about is defined."""
    about: tuple[ReadJudgement | ReadNote | ReadAttribute, ...]
    about = (*found.judgements, *found.notes, *found.attributes)
    for each in about:
        known.check_entity(each.entity, place)
    said: tuple[ReadJudgement | ReadNote | ReadLink, ...]
    said = (*found.judgements, *found.notes, *found.links)
    for one in said:
        known.check_annotator(one.annotator, place)


def _unique(ids: list[str], place: Place) -> frozenset[str]:
    found = frozenset(ids)
    if len(found) < len(ids):
        twice = next(id for id in ids if ids.count(id) > 1)
        place.wrong(_("The id “{id}” is given twice."), id=twice)
    return found
