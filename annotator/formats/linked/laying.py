"""An article as nodes of NIF 2.0: its text as context, stretches of it, a unit for each mark.

A stretch has one node however many marks lie there, so who marked it as what stands in units of
its own; what most readers look for, class and identity, stands on the stretch as well.
"""

import orjson

from annotator.formats.graphs import drawing as drawn
from annotator.formats.graphs.drawing import Drawing
from annotator.formats.linked.nodes import (
    DC,
    ITS,
    NIF,
    OWL,
    RDFS,
    RECORD,
    SAID,
    SKOS,
    WIKIDATA,
    Iri,
    Node,
    ours,
)
from annotator.formats.records import writing
from annotator.formats.regions.drawn import Region
from annotator.model import Entity, Page

_LEVEL = ours("mark", "level")


def laid(drawing: Drawing, names: writing.Names) -> list[Node]:
    """The nodes of an article, its context first."""
    page = drawing.page
    context = _context(drawing)
    stretches: dict[tuple[int, int], Node] = {}
    units: dict[str, Node] = {}
    entities: dict[int, Node] = {}
    for region in drawing.regions:
        place = (region.span.start, region.span.end)
        stretch = stretches.get(place) or _stretch(page, place, context)
        stretches[place] = stretch
        units[region.id] = _unit(page, region, names, entities)
        stretch.add(f"{NIF}annotationUnit", Iri(units[region.id].iri))
        for name in (f"{ITS}taClassRef", f"{ITS}taIdentRef"):
            stretch.add(name, *units[region.id].properties.get(name, ()))
    _remarks(drawing, names, context, units)
    others = (each for each in stretches.values() if each is not context)
    return [context, *others, *units.values(), *entities.values()]


def _iri(page: Page, start: int, end: int) -> str:
    return f"{ours('article', page.article.id)}#char={start},{end}"


def _context(drawing: Drawing) -> Node:
    page = drawing.page
    found = Node(_iri(page, 0, len(page.text)), (f"{NIF}Context", f"{NIF}RFC5147String"))
    found.properties[f"{NIF}isString"] = [page.text]
    found.add(f"{NIF}beginIndex", 0)
    found.add(f"{NIF}endIndex", len(page.text))
    for property, key in SAID.items():
        found.add(property, drawing.about.get(key, ""))
    for each in page.attributes:
        if not (each.span or each.claim or each.entity):
            found.add(ours("said", each.name), each.value)
    # As text: JSON-LD would take a number or a list in a record of JSON apart.
    found.add(RECORD, orjson.dumps(drawing.record, option=orjson.OPT_SORT_KEYS).decode())
    return found


def _stretch(page: Page, place: tuple[int, int], context: Node) -> Node:
    found = Node(_iri(page, *place), (f"{NIF}Phrase", f"{NIF}RFC5147String"))
    if found.iri == context.iri:
        return context  # a mark over the whole text has the address of the context
    found.add(f"{NIF}referenceContext", Iri(context.iri))
    found.add(f"{NIF}beginIndex", place[0])
    found.add(f"{NIF}endIndex", place[1])
    found.add(f"{NIF}anchorOf", page.text[slice(*place)])
    return found


def _unit(page: Page, region: Region, names: writing.Names, entities: dict[int, Node]) -> Node:
    span = region.span
    found = Node(ours("span", span.id), (f"{NIF}AnnotationUnit",))
    kind = "role" if span.label is None else "label"
    found.add(f"{ITS}taClassRef", Iri(ours(kind, region.name)))
    found.add(f"{DC}creator", names.annotators[span.annotator])
    found.add(_LEVEL, span.level)
    known = page.entities.get(page.entity_of(span) or 0)
    if known is not None:
        found.add(f"{ITS}taIdentRef", Iri(_identity(known)))
        if known.id not in entities:
            entities[known.id] = _entity(known)
    return found


def _identity(entity: Entity) -> str:
    return f"{WIKIDATA}{entity.qid}" if entity.qid.isalnum() else ours("entity", entity.id)


def _entity(entity: Entity) -> Node:
    found = Node(_identity(entity))
    found.add(f"{RDFS}label", entity.name)
    found.add(f"{SKOS}altLabel", *entity.aliases)
    found.add(f"{RDFS}comment", entity.description)
    if found.iri.startswith(WIKIDATA):
        found.add(f"{OWL}sameAs", Iri(ours("entity", entity.id)))
    return found


def _remarks(drawing: Drawing, names: writing.Names, context: Node, units: dict[str, Node]) -> None:
    """Arrows, answers and notes, on the units they start from or are about."""
    page = drawing.page
    for each in drawing.relations:
        units[each.source].add(ours("relation", each.type), Iri(units[each.target].iri))
    for span, field, value in drawn.shown_answers(page, names):
        units[str(span.id)].add(ours("answer", field), value)
    for note in page.notes:
        if note.span is not None:
            units[str(note.span)].add(f"{RDFS}comment", note.text)
        elif note.claim is None and note.entity is None:
            context.add(f"{RDFS}comment", note.text)
