"""Nodes as JSON-LD with its context inside, the nodes of an article on one line."""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from annotator.formats.linked.nodes import INDEX, PREFIXES, Iri, Node, Value, properties, shortened

_CONTEXT = orjson.dumps({"@version": 1.1, **PREFIXES}).decode()
FIRST = f'{{"@context": {_CONTEXT}, "@graph": ['
LAST = "\n]}\n"


def block(nodes: Iterable[Node], *, is_first: bool) -> str:
    """The line of an article."""
    found = ", ".join(orjson.dumps(_node(each)).decode() for each in nodes)
    return ("\n" if is_first else ",\n") + found


def _node(node: Node) -> dict[str, Any]:
    told: dict[str, Any] = {"@id": _short(node.iri)}
    if node.types:
        told["@type"] = [_short(each) for each in node.types]
    for name, values in properties(node):
        told[_short(name)] = [_value(each) for each in values]
    return told


def _value(value: Value) -> Any:
    if isinstance(value, Iri):
        return {"@id": _short(value.iri)}
    if isinstance(value, int):
        return {"@value": str(value), "@type": _short(INDEX)}
    return {"@value": value}


def _short(iri: str) -> str:
    prefix, rest = shortened(iri)
    return f"{prefix}:{rest}" if prefix else iri


def blocks(lines: Iterable[str]) -> Iterator[tuple[int, str, int]]:
    """The articles of a file of ours: its line, it as a document of its own; no lines before."""
    for number, line in enumerate(lines, 1):
        bare = line.rstrip("\n").rstrip(",")
        if number > 1 and bare.startswith("{"):
            yield number, f"{FIRST}{bare}]}}", 0


def elsewhere(raw: Any) -> str:
    """A context that a document takes from elsewhere, "" if it has all that it needs."""
    open_ones = [raw]
    while open_ones:
        each = open_ones.pop()
        if isinstance(each, dict):
            context = each.get("@context")
            for one in context if isinstance(context, list) else [context]:
                if isinstance(one, str) and one:
                    return one
                if isinstance(one, dict) and isinstance(one.get("@import"), str):
                    return str(one["@import"])
            open_ones += each.values()
        elif isinstance(each, list):
            open_ones += each
    return ""
