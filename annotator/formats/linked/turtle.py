"""Nodes as Turtle, a block of lines for each article, so that a long file can be read in pieces."""

import re
from collections.abc import Iterable, Iterator

from annotator.formats.linked.nodes import INDEX, PREFIXES, Iri, Node, Value, properties, shortened

FIRST = "# NIF 2.0, a block of lines for each article"
BLOCK = "# article "

_UNSAFE = re.compile(r"[\x00-\x1f\x7f\"\\\u0085\u2028\u2029\ufeff\ufdd0-\ufdef\ufffe\uffff]")
_SHORT = {"\n": r"\n", "\r": r"\r", "\t": r"\t", '"': r"\"", "\\": r"\\"}
_NO_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


def head() -> str:
    """The first lines of a file."""
    lines = [FIRST, *(f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items())]
    return "\n".join(lines) + "\n"


def block(name: str, nodes: Iterable[Node]) -> str:
    """The lines of an article."""
    return f"\n{BLOCK}{name}\n" + "".join(map(_node, nodes))


def _node(node: Node) -> str:
    said = []
    if node.types:
        said.append("a " + ", ".join(map(_iri, node.types)))
    for name, values in properties(node):
        said.append(f"{_iri(name)} " + ", ".join(map(_value, values)))
    return f"{_iri(node.iri)} " + " ;\n    ".join(said) + " .\n" if said else ""


def _value(value: Value) -> str:
    if isinstance(value, Iri):
        return _iri(value.iri)
    if isinstance(value, int):
        return f'"{value}"^^{_iri(INDEX)}'
    return f'"{_escaped(value)}"'


def _iri(iri: str) -> str:
    prefix, rest = shortened(iri)
    return f"{prefix}:{rest}" if prefix else f"<{_NO_IRI.sub(_numbered, iri)}>"


def _escaped(text: str) -> str:
    return _UNSAFE.sub(lambda found: _SHORT.get(found[0]) or _numbered(found), text)


def _numbered(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04X}"


def blocks(lines: Iterable[str]) -> Iterator[tuple[int, str, int]]:
    """The articles of a file of ours: the line where it begins, it with the head of the file
    before it, and how many lines that has.
    """
    above: list[str] = []
    now: list[str] | None = None
    begun = 0
    for number, line in enumerate(lines, 1):
        if line.startswith(BLOCK):
            if now is not None:
                yield begun, "".join(above + now), len(above)
            now, begun = [], number
        (above if now is None else now).append(line)
    if now is not None:
        yield begun, "".join(above + now), len(above)
