"""BioC's texts out of XML or JSON, put together from passages and sentences.

The offsets of a file may count characters or bytes, from the beginning of the text or (wrongly)
of the passage. What an annotation says it covers decides, passage by passage.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from annotator.errors import BadInput
from annotator.formats.common.fitting import Cover, Fitted, fit
from annotator.formats.graphs import drawing
from annotator.formats.graphs.sheets import Sheet
from annotator.formats.regions import stream
from annotator.formats.regions.about import scalar, whole
from annotator.formats.regions.claims import PIECE
from annotator.formats.regions.gathered import Mark
from annotator.i18n import _
from annotator.text import clean

_UNITS = ("code points", "bytes", "UTF-16")
_TYPES = ("type", "label", "class")
_UNNAMED = "mark"  # the label of what a file gives no type
_TWO = 2


@dataclass(slots=True)
class Annotation:
    """A mark of a passage: its places as (offset, length), its words, what is said of it; the line
    it stands in, or its number among those of the passage.
    """

    id: str
    places: list[tuple[int, int]]
    text: str
    infons: dict[str, Any]
    line: int = 0
    item: int = 0


@dataclass(slots=True)
class Arrow:
    """A relation of a passage: its nodes as (id, role), and what is said of it."""

    id: str
    nodes: list[tuple[str, str]]
    infons: dict[str, Any]


@dataclass(slots=True)
class Passage:
    """A passage or sentence: where the file says it begins, its text, its marks and arrows."""

    offset: int
    text: str
    annotations: list[Annotation] = field(default_factory=list)
    relations: list[Arrow] = field(default_factory=list)


@dataclass(slots=True)
class Text:
    """A text: its id, what is said of it, its passages in order."""

    id: str
    infons: dict[str, Any]
    passages: list[Passage] = field(default_factory=list)


def of_json(path: Path) -> Iterator[tuple[int, Text]]:
    """The texts of a collection in JSON."""
    for each in stream.values(path):
        if isinstance(each, BadInput):
            raise each
        found = each.value.get("documents") if isinstance(each.value, dict) else None
        for raw in _maps(found):
            passages = []
            for part in _maps(raw.get("passages")):
                inner = _maps(part.get("sentences"))
                texts = inner if inner and not part.get("text") else [part]
                passages += [_passage_of_json(one) for one in texts]
                if texts is not inner:
                    passages[-1].annotations += [
                        a for one in inner for a in _passage_of_json(one).annotations
                    ]
            passages.append(_passage_of_json({**raw, "offset": 0, "text": ""}))
            yield each.line, Text(scalar(raw.get("id")), _map(raw.get("infons")), passages)


def _passage_of_json(raw: dict[str, Any]) -> Passage:
    found = Passage(_number(raw.get("offset", 0)), scalar(raw.get("text")))
    for number, each in enumerate(_maps(raw.get("annotations")), 1):
        places = [
            (_number(at.get("offset")), _number(at.get("length")))
            for at in _maps(each.get("locations"))
        ]
        found.annotations.append(
            Annotation(
                scalar(each.get("id")),
                places,
                scalar(each.get("text")),
                _map(each.get("infons")),
                item=number,
            )
        )
    for each in _maps(raw.get("relations")):
        nodes = [(scalar(n.get("refid")), scalar(n.get("role"))) for n in _maps(each.get("nodes"))]
        found.relations.append(Arrow(scalar(each.get("id")), nodes, _map(each.get("infons"))))
    return found


def of_xml(path: Path) -> Iterator[tuple[int, Text]]:
    """The texts of a collection in XML, one at a time."""
    with open(path, "rb") as file:  # which is closed where the reading is stopped as well
        found = etree.iterparse(
            file, events=("end",), tag="document", resolve_entities=False, no_network=True,
            load_dtd=False, huge_tree=True,
        )  # fmt: skip
        try:
            for _event, element in found:
                yield element.sourceline or 0, _text_of_xml(element)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            why = _("This is not XML ({error}).").format(error=error.msg)
            raise BadInput(path, error.lineno or 0, why) from None


def _text_of_xml(element: Any) -> Text:
    passages = []
    for part in element.iterfind("passage"):
        inner = part.findall("sentence")
        if inner and part.find("text") is None:
            passages += [_passage_of_xml(one) for one in inner]
            passages.append(_passage_of_xml(part))  # what is said between its sentences
        else:
            passages.append(_passage_of_xml(part))
            passages[-1].annotations += [
                a for one in inner for a in _passage_of_xml(one).annotations
            ]
    passages.append(_passage_of_xml(element))
    return Text(element.findtext("id") or "", _infons(element), passages)


def _passage_of_xml(element: Any) -> Passage:
    found = Passage(_number(element.findtext("offset") or "0"), element.findtext("text") or "")
    for each in element.iterfind("annotation"):
        places = [
            (_number(at.get("offset")), _number(at.get("length")))
            for at in each.iterfind("location")
        ]
        words = each.findtext("text") or ""
        found.annotations.append(Annotation(each.get("id", ""), places, words, _infons(each)))
        found.annotations[-1].line = each.sourceline or 0
    for each in element.iterfind("relation"):
        nodes = [(node.get("refid", ""), node.get("role", "")) for node in each.iterfind("node")]
        found.relations.append(Arrow(each.get("id", ""), nodes, _infons(each)))
    return found


def _infons(element: Any) -> dict[str, Any]:
    return {each.get("key", ""): each.text or "" for each in element.iterfind("infon")}


def sheet(text: Text) -> Sheet:
    """The text put together, with its marks where they stand in it."""
    infons = dict(text.infons)
    record = infons.pop(drawing.KEY, None)
    found = Sheet("", text.id, infons, units=("code points",))
    found.record = _record(record)
    whole_text = ""
    for n, passage in enumerate(text.passages):
        if passage.text and whole_text and not whole_text.endswith("\n"):
            whole_text += "\n"
        _add(found, passage, n, len(whole_text))
        whole_text += clean(passage.text).text
    found.text = whole_text
    return found


def _record(raw: object) -> object:
    if not isinstance(raw, str):
        return raw
    try:
        return json.loads(raw)
    except ValueError:
        return None


def _add(found: Sheet, passage: Passage, number: int, begin: int) -> None:
    """Add the marks of a passage that begins there in the text."""
    covers = [cover for each in passage.annotations for cover in _covers(each)]
    fitted = _fitted(passage, covers)
    places = iter(zip(covers, fitted.ranges, strict=True))
    for n, each in enumerate(passage.annotations):
        id = each.id or f"{number}.{n}"
        for at in range(len(each.places)):
            cover, place = next(places)
            start, end = place or (cover.start - passage.offset, cover.end - passage.offset)
            own = id if not at else f"{id}.{at}"
            moved = Cover(begin + start, begin + end, cover.quote)
            label = next((scalar(each.infons[k]) for k in _TYPES if each.infons.get(k)), _UNNAMED)
            annotator = scalar(each.infons.get("annotator"))
            found.marks.append(
                Mark(own, moved, label, annotator=annotator, line=each.line, item=each.item)
            )
            if at:
                found.relate(own, id, PIECE)
        for key, value in each.infons.items():
            if key not in (*_TYPES, "annotator"):
                found.say(id, key, value)
    for arrow in passage.relations:
        type = next((scalar(arrow.infons[k]) for k in _TYPES if k in arrow.infons), "")
        if len(arrow.nodes) != _TWO:
            found.ignored.add(f"relation.{type}")
            continue
        (one, role), (other, other_role) = arrow.nodes
        ends = (other, one) if role == "target" else (one, other)
        found.relate(*ends, type or other_role or role, arrow.id)


def _covers(each: Annotation) -> Iterator[Cover]:
    """The places of a mark; of several only one can be held against the words."""
    for start, length in each.places:
        quote = each.text if len(each.places) == 1 and each.text else None
        yield Cover(start, start + length, quote)


def _fitted(passage: Passage, covers: Sequence[Cover]) -> Fitted:
    """The marks in the passage: counted from the beginning of the text, or of the passage."""
    tries = []
    for by in dict.fromkeys((passage.offset, 0)):
        moved = [Cover(c.start - by, c.end - by, c.quote) for c in covers]
        tries.append(fit(passage.text, moved, units=_UNITS))
    return max(tries, key=lambda each: sum(place is not None for place in each.ranges))


def _number(value: object) -> int:
    found = whole(value)
    if found is None:
        raise ValueError(_("“{value}” is no whole number.").format(value=value))
    return found


def _maps(raw: object) -> list[dict[str, Any]]:
    return [each for each in raw if isinstance(each, dict)] if isinstance(raw, list) else []


def _map(raw: object) -> dict[str, Any]:
    return raw if isinstance(raw, dict) else {}
