"""The labelling configuration of a Label Studio project: written for ours, searched in others'."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import quoteattr

from lxml import etree

from annotator.formats.regions.claims import PARENT, PIECE
from annotator.formats.regions.drawn import label_name
from annotator.model import NOT_APPLICABLE, ROLES, Codebook, Field

TEXT, LABEL, PART = "text", "label", "part"
NOTE, ENTITY, CLAIM = "note", "entity", "claim_"
"""Names of controls; answers about a claim stand in `claim_` and the field's id."""

_NAMES = ("{stem}.config.xml", "{stem}.xml", "label_config.xml", "config.xml")


@dataclass(slots=True)
class Used:
    """What the tasks of a file use beyond the codebook: gathered while they are written."""

    labels: dict[str, None] = field(default_factory=dict)
    relations: dict[str, None] = field(default_factory=dict)
    answers: dict[str, dict[str, None]] = field(default_factory=dict)
    texts: dict[str, None] = field(default_factory=dict)


def configuration(book: Codebook, used: Used) -> str:
    """The configuration that shows our tasks, and against which they are valid."""
    labels = [label_name(label.name) for label in book.active_labels]
    types = [*ROLES, PIECE, PARENT, *(each.value for each in book.claim_links)]
    fields = {each.id: each for each in book.fields}
    lines = [
        "<View>",
        '  <Header value="$title"/>',
        *_labels(LABEL, (*labels, *used.labels)),
        *_labels(PART, ROLES),
        f'  <Text name="{TEXT}" value="${TEXT}" granularity="symbol"/>',
        "  <Relations>",
        *(f"    <Relation value={_quoted(each)}/>" for each in _once((*types, *used.relations))),
        "  </Relations>",
        *(line for each in book.fields if each.choices for line in _choices(each, used)),
        *(
            line
            for id in used.answers
            if id not in fields
            for line in _choices(Field(id, id, "judgement"), used)
        ),
        *_boxes((ENTITY, NOTE, CLAIM + NOTE)),
        *_boxes(CLAIM + each.id for each in book.fields if not each.choices),
        "</View>",
    ]
    return "\n".join(lines) + "\n"


def text_fields(path: Path) -> dict[str, str]:
    """Which key of the data each text of the configuration beside a file shows, by its name."""
    for pattern in _NAMES:
        beside = path.with_name(pattern.format(stem=path.stem))
        if beside != path and beside.is_file():
            return _texts_in(beside)
    return {}


def _texts_in(path: Path) -> dict[str, str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        tree = etree.parse(path, parser)
    except (etree.XMLSyntaxError, OSError):
        return {}
    found = {}
    for tag in ("Text", "HyperText"):
        for element in tree.iter(tag):
            name, value = element.get("name") or "", element.get("value") or ""
            if name and value.startswith("$"):
                found[name] = value[1:]
    return found


def _labels(name: str, values: Iterable[str]) -> list[str]:
    return [
        f'  <Labels name={_quoted(name)} toName="{TEXT}">',
        *(f"    <Label value={_quoted(each)}/>" for each in _once(values)),
        "  </Labels>",
    ]


def _choices(about: Field, used: Used) -> list[str]:
    """The answers to a field, by region; those that nobody declared are listed as well."""
    names: list[str] = [each.name for each in about.choices]
    known: Collection[str] = {each.value for each in about.choices}
    how = f'toName="{TEXT}" perRegion="true" choice="multiple"'
    lines = [f"  <Choices name={_quoted(CLAIM + about.id)} {how}>"]
    for each in about.choices:
        shown = each.name if names.count(each.name) == 1 else each.value
        lines.append(f"    <Choice value={_quoted(shown)} alias={_quoted(each.value)}/>")
    rest = (NOT_APPLICABLE, *used.answers.get(about.id, ()))
    lines += [f"    <Choice value={_quoted(each)}/>" for each in _once(rest) if each not in known]
    return [*lines, "  </Choices>"]


def _boxes(names: Iterable[str]) -> list[str]:
    return [
        f'  <TextArea name={_quoted(name)} toName="{TEXT}" perRegion="true" maxSubmissions="1"/>'
        for name in names
    ]


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _quoted(value: str) -> str:
    return quoteattr(value, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
