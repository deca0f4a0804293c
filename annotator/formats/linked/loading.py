"""Files of linked data as graphs, a small one for each article where a file of ours allows it.

rdflib reads them. It is never let to fetch anything: a context that lies elsewhere is refused.
"""

import json
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.errors import BadInput
from annotator.formats.linked import jsonld, turtle
from annotator.i18n import _

SYNTAXES = {
    ".ttl": "turtle", ".nt": "nt", ".jsonld": "json-ld", ".json": "json-ld", ".rdf": "xml",
    ".owl": "xml",
}  # fmt: skip
_TITLES = {"xml": "RDF/XML"}
_STORES = {"json-ld": "Memory"}
_LARGEST = 200 * 1024 * 1024
_HEAD = 1 << 16
_LONGEST = 200
_BAD = re.compile(r"Bad syntax \((.*?)\) at \^ in")


@dataclass(frozen=True, slots=True)
class Graph:
    """What a file, or a piece of it that begins on that line, says: an rdflib graph."""

    line: int
    graph: Any


def begins_with(path: Path, wanted: bytes) -> bool:
    """True if something stands in the first lines of a file."""
    with open(path, "rb") as file:
        return wanted in file.read(_HEAD)


def graphs(path: Path) -> Iterator[Graph | BadInput]:
    """The graphs of a file. BadInput is raised where nothing can be read of it."""
    syntax = SYNTAXES.get(path.suffix.lower(), "turtle")
    pieces = _pieces(path, syntax)
    if pieces is None:
        if path.stat().st_size > _LARGEST:
            raise BadInput(path, 0, _("It is larger than 200 MB, too large to be read at once."))
        yield Graph(0, _parsed(path, 1, _decoded(path), syntax))
        return
    for line, text, above in pieces:
        try:
            found = _parsed(path, line - above, text, syntax)
        except BadInput as fault:
            yield fault
        else:
            yield Graph(line, found)
            vars(found.store).clear()  # a graph is a circle, which the collector finds late


def _pieces(path: Path, syntax: str) -> Iterator[tuple[int, str, int]] | None:
    """The articles of a file that we wrote, one by one; None for any other file."""
    first = {"turtle": turtle.FIRST, "json-ld": jsonld.FIRST}.get(syntax)
    if first is None:
        return None
    with open(path, "rb") as file:
        if file.readline().rstrip(b"\r\n") != first.encode():
            return None
    return _lines(path, syntax)


def _lines(path: Path, syntax: str) -> Iterator[tuple[int, str, int]]:
    with open(path, encoding="utf-8", errors="strict", newline="\n") as file:
        found = (turtle if syntax == "turtle" else jsonld).blocks(file)
        try:
            yield from found
        except UnicodeDecodeError:
            raise BadInput(path, 0, _("This is not text in UTF-8.")) from None


def _decoded(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(path, 0, _("This is not text in UTF-8.")) from None


def _parsed(path: Path, line: int, text: str, syntax: str) -> Any:
    import rdflib

    if syntax == "json-ld":
        _check(path, line, text)
    # JSON-LD may name graphs in it; what needs not be kept apart is read in two thirds of the time.
    graph = rdflib.Graph(_STORES.get(syntax, "SimpleMemory"), bind_namespaces="none")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib, about itself
            graph.parse(data=text, format=syntax, publicID="urn:x:")
    except RecursionError:
        raise BadInput(path, line, _("It is nested too deeply.")) from None
    except Exception as error:  # a parser of ours or of rdflib raises whatever it meets
        told = _("This is not {syntax} ({why}).")
        told = told.format(syntax=_TITLES.get(syntax, syntax), why=_why(error))
        raise BadInput(path, line + int(getattr(error, "lines", 0)), told) from None
    return graph


def _why(error: Exception) -> str:
    """What rdflib says is wrong, without the lines around."""
    said = " ".join(str(error).split())
    found = _BAD.search(said)
    return (found[1] if found else said)[:_LONGEST]


def _check(path: Path, line: int, text: str) -> None:
    """Refuse a document that is none, or that takes its context from elsewhere."""
    try:
        raw = json.loads(text)
    except RecursionError:
        raise BadInput(path, line, _("It is nested too deeply.")) from None
    except ValueError as error:
        told = _("This is not JSON ({error}).").format(error=getattr(error, "msg", error))
        raise BadInput(path, line + getattr(error, "lineno", 1) - 1, told) from None
    if away := jsonld.elsewhere(raw):
        told = _("Its context {address} lies elsewhere; nothing is fetched.")
        raise BadInput(path, line, told.format(address=away))
