"""The head of a file: which layers it has, and which column holds which of their features."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.formats.uima.cas import ANNOTATION, ARRAY, TOP, Feature, Type, Types
from annotator.formats.uima.layers import known

FORMAT = "#FORMAT=WebAnno TSV "
CHAIN_TYPE, CHAIN_RELATION = "referenceType", "referenceRelation"

_PREFIXES = {"#T_SP=": "span", "#T_CH=": "chain", "#T_RL=": "relation"}
_ROLE = re.compile(r"ROLE_(?:.*:)?(.+?)_((?:[^.|]+\.)+[^.|]+)")


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `kind` is "value", "mark" (there is something, without a value), "role" and
    "target" (of links), or "base" (of a relation); `type` is that of the links or the targets.
    """

    kind: str
    name: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of marks ("span", "chain" or "relation") with its columns."""

    type: str
    kind: str
    columns: tuple[Column, ...]

    @property
    def heads(self) -> str:
        """The type of the records that chains begin with."""
        return self.type.removesuffix("Link") + "Chain"


def parsed(line: str) -> Layer | None:
    """The layer that a line of the head declares, if it does. ValueError where it is unsound."""
    kind = _PREFIXES.get(line[:6])
    if kind is None:
        return None
    name, *fields = [each for each in line[6:].split("|") if each]
    columns: list[Column] = []
    for each in fields:
        role = _ROLE.fullmatch(each) if kind == "span" else None
        if role:
            columns.append(Column("role", role[1], role[2]))
        elif kind == "relation" and each.startswith("BT_"):
            columns.append(Column("base", type=each.removeprefix("BT_")))
        elif kind == "span" and columns and columns[-1].kind == "role":
            columns.append(Column("target", columns[-1].name, each))
        else:
            columns.append(Column("value", each))
    return Layer(name, kind, tuple(columns or [Column("mark")]))


def declared(layer: Layer) -> str:
    """The line that declares a layer."""
    prefix = next(each for each, kind in _PREFIXES.items() if kind == layer.kind)
    return f"{prefix}{layer.type}{''.join(_fields(layer))}"


def _fields(layer: Layer) -> Iterator[str]:
    for each in layer.columns:
        if each.kind == "role":
            yield f"|ROLE_{layer.type}:{each.name}_{each.type}"
        elif each.kind == "base":
            yield f"|BT_{each.type}"
        else:
            yield f"|{each.type if each.kind == 'target' else each.name}"


def types_of(layers: tuple[Layer, ...]) -> Types:
    """The types that the layers of a file are."""
    found: dict[str, Type] = {}
    for layer in layers:
        features = []
        for each in layer.columns:
            if each.kind == "value":
                features.append(Feature(each.name))
            elif each.kind == "role":
                features.append(Feature(each.name, ARRAY, each.type))
                link = (Feature("role"), Feature("target", ANNOTATION))
                found[each.type] = Type(each.type, TOP, link)
        if layer.kind == "relation":
            features += [Feature("Governor", ANNOTATION), Feature("Dependent", ANNOTATION)]
        if layer.kind == "chain":
            features.append(Feature("next", layer.type))
            first = (Feature("first", layer.type),)
            found[layer.heads] = Type(layer.heads, "uima.cas.AnnotationBase", first)
        found[layer.type] = Type(layer.type, ANNOTATION, tuple(features))
    return known(Types(found))
