"""Graphs of NIF as articles: each context with a text is one, what lies on it becomes marks.

A stretch with units has a mark for each, another one is a mark itself; what a program is sure of
to some degree is its proposal. Types, classes and identities may be of any vocabulary.
"""

import re
from collections.abc import Iterator
from typing import Any

import orjson

from annotator.formats.common.fitting import Cover
from annotator.formats.graphs.sheets import Sheet
from annotator.formats.linked.nodes import (
    DC,
    ITS,
    NIF,
    OURS,
    RDFS,
    RECORD,
    SAID,
    WIKIDATA,
    last_name,
    name_in,
)
from annotator.formats.regions.about import whole
from annotator.formats.regions.gathered import Mark
from annotator.formats.values import ReadAttribute, ReadEntity, ReadNote

UNITS = ("code points", "UTF-16", "bytes")

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_CLASSES = (f"{ITS}taClassRef", f"{NIF}taClassRef")
_IDENTITIES = (f"{ITS}taIdentRef", f"{NIF}taIdentRef")
_SURE = (f"{ITS}taConfidence", f"{NIF}confidence", f"{NIF}taConfidence")
_BY = (f"{ITS}taAnnotatorsRef", f"{NIF}taAnnotatorsRef")
_PLACED = re.compile(r"(?:#char=|[#_]?offset_)(\d+)[,_](\d+)")
_STRUCTURE = frozenset(("Word", "Sentence", "Paragraph", "Title", "Structure", "Token", "Line"))
_STRINGS = frozenset(
    ("String", "Phrase", "Context", "AnnotationUnit", "RFC5147String", "OffsetBasedString",
     "ContextHashBasedString", "CString", "CStringInst", "EntityOccurrence", "TermOccurrence",
     "TextSpanAnnotation")
)  # fmt: skip
_NERD = "http://nerd.eurecom.fr/ontology#"
_UNNAMED = "Phrase"
_MADE_UP = ("#null", "/notInWiki", "#NIL")


def sheets(graph: Any) -> Iterator[Sheet]:
    """The articles of a graph, by the address of their contexts."""
    reading = _Reading(graph)
    for context in sorted(reading.texts):
        yield reading.sheet(context)


class _Reading:
    """Reads one graph."""

    def __init__(self, graph: Any) -> None:
        self.said: dict[str, dict[str, list[str]]] = {}
        self.nameless = {str(each) for each in graph.subjects() if type(each).__name__ == "BNode"}
        self.ids: dict[str, str] = {}
        # A graph has no order; as texts its triples are sorted faster, too.
        for subject, predicate, value in sorted(tuple(map(str, each)) for each in graph):
            self.said.setdefault(subject, {}).setdefault(predicate, []).append(value)
        self.texts = {n: p[f"{NIF}isString"][0] for n, p in self.said.items()
                      if f"{NIF}isString" in p}  # fmt: skip
        self.stretches: dict[str, list[str]] = {}
        for node, said in self.said.items():
            for context in said.get(f"{NIF}referenceContext", ()):
                self.stretches.setdefault(context, []).append(node)

    def sheet(self, context: str) -> Sheet:
        """What is said of a context and of the stretches of its text."""
        said, text = self.said[context], self.texts[context]
        own = name_in(context.partition("#")[0], "article")
        told = {key: v[0] for name, key in SAID.items() if (v := said.get(name))}
        record = self._record(said)
        sheet = Sheet(text, own or context, told, record=record, units=UNITS)
        there = [(self._cover(node), node) for node in self.stretches.get(context, ())
                 if node != context]  # fmt: skip
        there.sort(key=lambda each: (each[0].start, -each[0].end, each[1]))
        for n, (cover, node) in enumerate(there):
            if node in self.nameless:
                self.ids[node] = f"{context} stretch {n}"
            self._stretch(sheet, node, cover)
        for unit in self._units(context):
            self._mark(sheet, unit, Cover(0, len(text), text), context)
        self._arrows(sheet)
        self._about(sheet, context)
        return sheet

    def _record(self, said: dict[str, list[str]]) -> object:
        for each in said.get(RECORD, ()):
            try:
                return orjson.loads(each)
            except orjson.JSONDecodeError:
                return None
        return None

    def _cover(self, node: str) -> Cover:
        said = self.said[node]
        ends = [whole(v[0]) for name in ("beginIndex", "endIndex")
                if (v := said.get(NIF + name))]  # fmt: skip
        if len(ends) != 2 or None in ends:
            found = _PLACED.search(node)
            ends = [int(found[1]), int(found[2])] if found else [-1, -1]
        quote = said.get(f"{NIF}anchorOf")
        return Cover(ends[0] or 0, ends[1] or 0, quote[0] if quote else None)

    def _units(self, node: str) -> list[str]:
        """The units of a stretch; those without an address by what is said of them, for a file
        has no names for these that stay.
        """
        named = self.said[node].get(f"{NIF}annotationUnit", ())
        there = [each for each in named if each in self.said]
        units = sorted(
            there, key=lambda each: str(self.said[each]) if each in self.nameless else each
        )
        for n, each in enumerate(units):
            if each in self.nameless:
                self.ids[each] = f"{node} unit {n}"
        return units

    def _stretch(self, sheet: Sheet, node: str, cover: Cover) -> None:
        units = self._units(node)
        for unit in units:
            self._mark(sheet, unit, cover, node)
        if units:
            return
        types = {last_name(each) for each in self.said[node].get(_TYPE, ())}
        if types & _STRUCTURE and not self._has(node, *_CLASSES, *_IDENTITIES):
            sheet.ignored.update(types & _STRUCTURE)
        else:
            self._mark(sheet, node, cover, node)

    def _has(self, node: str, *names: str) -> bool:
        return any(name in self.said[node] for name in names)

    def _first(self, node: str, *names: str) -> str:
        found = (each for name in names for each in self.said[node].get(name, ()))
        return next(found, "")

    def _mark(self, sheet: Sheet, node: str, cover: Cover, stretch: str) -> None:
        """A mark of a unit, or of a stretch that has none."""
        id = self.ids.setdefault(node, name_in(node, "span") or node)
        classes = [each for name in _CLASSES for each in self.said[node].get(name, ())]
        label, chosen = self._label(node, classes)
        score = _number(self._first(node, *_SURE))
        by = last_name(self._first(node, *_BY)) if self._has(node, *_BY) else ""
        who = self._first(node, f"{DC}creator") or by
        provider = (who or "NIF") if score is not None else ""
        mark = Mark(id, cover, label, annotator=who, provider=provider, score=score)
        sheet.marks.append(mark)
        if provider:
            self._unkept(sheet, node, chosen)
            return
        if entity := self._entity(node, label, cover, sheet.text):
            sheet.entities[id] = entity
        for each in classes:
            if each != chosen:
                sheet.say(id, "taClassRef", each)
        self._rest(sheet, node, id, who)
        if node != stretch:
            self._rest(sheet, stretch, id, who)

    def _unkept(self, sheet: Sheet, node: str, chosen: str) -> None:
        """Name what a proposal has no place for."""
        for name, values in self.said[node].items():
            is_taken = name in (_TYPE, f"{DC}creator", *_SURE, *_BY)
            is_taken |= name in _CLASSES and values == [chosen]
            if not is_taken and (not name.startswith(NIF) or name in _IDENTITIES):
                sheet.ignored.add(f"{last_name(name)} of a proposal")

    def _label(self, node: str, classes: list[str]) -> tuple[str, str]:
        """The label of a mark, and the class that it is from: ours, NERD's, else the shortest."""
        for each in classes:
            if own := name_in(each, "label") or name_in(each, "role"):
                return own, each
        types = self.said[node].get(_TYPE, ())
        others = [each for each in types if last_name(each) not in _STRINGS | _STRUCTURE]
        found = sorted(
            classes or others,
            key=lambda each: (not each.startswith(_NERD), len(last_name(each)), each),
        )
        return (last_name(found[0]), found[0]) if found else (_UNNAMED, "")

    def _entity(self, node: str, label: str, cover: Cover, text: str) -> ReadEntity | None:
        identity = self._first(node, *_IDENTITIES)
        if not identity or identity.endswith(_MADE_UP):
            return None
        known = self.said.get(identity, {})
        names = known.get(f"{RDFS}label", [])
        qid = identity.removeprefix(WIKIDATA) if identity.startswith(WIKIDATA) else ""
        words = cover.quote or text[max(cover.start, 0) : max(cover.end, 0)]
        other = words if qid else last_name(identity).replace("_", " ")
        own = name_in(identity, "entity") or identity
        return ReadEntity(own, label, (names or [other or identity])[0], qid=qid)

    def _rest(self, sheet: Sheet, node: str, id: str, who: str) -> None:
        """Keep whatever else is said: comments as notes, texts and addresses as properties."""
        for name, values in self.said[node].items():
            if name.startswith(NIF) or name in (_TYPE, f"{DC}creator", *_CLASSES, *_SURE):
                continue
            if name in _IDENTITIES and id in sheet.entities:
                continue
            for n, value in enumerate(values):
                if name == f"{RDFS}comment":
                    sheet.notes.append(ReadNote(f"{id} note {n}", value, who, span=id))
                elif not name.startswith(f"{OURS}relation:") and value not in self.said:
                    sheet.say(id, _property(name), value)

    def _arrows(self, sheet: Sheet) -> None:
        """Properties that lead from mark to mark."""
        named = {mark.id for mark in sheet.marks if not mark.provider}
        nodes = {node: id for node, id in self.ids.items() if id in named}
        for node, id in sorted(nodes.items()):
            for name, values in self.said.get(node, {}).items():
                if name.startswith((NIF, ITS)):
                    continue
                for value in values:
                    if value in nodes:
                        type = name_in(name, "relation") or _property(name)
                        sheet.relate(id, nodes[value], type)

    def _about(self, sheet: Sheet, context: str) -> None:
        """What is said of the text as a whole."""
        for name, values in self.said[context].items():
            if name.startswith((NIF, ITS)) or name in (_TYPE, RECORD, *SAID):
                continue
            for n, value in enumerate(values):
                own = f"{sheet.id} {_property(name)} {n}"
                if name == f"{RDFS}comment":
                    sheet.notes.append(ReadNote(own, value))
                else:
                    said = name_in(name, "said") or _property(name)
                    sheet.attributes.append(ReadAttribute(own, said, value))


def _property(name: str) -> str:
    return next(
        (own for kind in ("answer", "mark", "said") if (own := name_in(name, kind))),
        last_name(name),
    )


def _number(text: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
