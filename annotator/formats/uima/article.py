"""A CAS as an article: our own layers as they were, those of others as best they can be read."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from annotator.formats.uima.cas import METADATA, Cas
from annotator.formats.uima.foreign import Foreign
from annotator.formats.uima.lifting import lift
from annotator.formats.uima.placing import Places
from annotator.formats.values import ReadArticle, ReadAttribute, ReadOptions
from annotator.model import Origin
from annotator.text import clean

_BLANKED = "character to blank"


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of a CAS beside what it says: the name of its file, its bytes, the entities
    that the project around it defines, and what it is called where it does not say so itself.
    """

    name: str
    raw: bytes
    entities: Collection[str] = ()
    title: str = ""


def article_of(cas: Cas, given: Given, options: ReadOptions) -> ReadArticle:
    """The article of a CAS."""
    cleaned = clean(cas.text)
    places = Places(cas.text, cleaned, options.unfitting, cas.wrong, cas.lines)
    marks = cas.marks()
    found = lift(cas, marks, places, given.entities)
    Foreign(cas, marks, places, found).read()
    changes = dict(cleaned.changes)
    if cas.blanked:
        changes[_BLANKED] = changes.get(_BLANKED, 0) + cas.blanked
    origin = Origin(
        file=given.name, sha256=hashlib.sha256(given.raw).hexdigest(), encoding="utf-8",
        changes=tuple(changes.items()), removed=cleaned.removed,
    )  # fmt: skip
    about: dict[str, Any] = {"origin": origin} | (found.about or _metadata(cas))
    if changes:
        about["origin"] = origin
    named = given.title or given.name.rpartition("/")[2].rpartition(".")[0]
    title = str(about.pop("title", "") or ("" if found.about else named))
    return ReadArticle(
        text=cleaned.text,
        title=title,
        **about,
        spans=tuple(found.spans),
        entities=tuple(found.entities.values()),
        claims=tuple(found.claims),
        judgements=tuple(found.judgements),
        links=tuple(found.links),
        notes=tuple(found.notes),
        attributes=(*found.attributes, *(ReadAttribute("", *each) for each in cas.remarks)),
        statuses=found.statuses,
        ignored=tuple(sorted({*found.ignored, *cas.left})),
        unfit=tuple(places.unfit),
        counted=cas.counted,
    )


def _metadata(cas: Cas) -> dict[str, str]:
    """What DKPro's metadata say, where they are not ours."""
    for each in cas.of(METADATA, "uima.tcas.DocumentAnnotation"):
        language = each.text("language")
        named = each.text("documentTitle") or each.text("documentId")
        said = {"title": named} | ({"language": language} if len(language) == 2 else {})
        return {name: value for name, value in said.items() if value}
    return {}
