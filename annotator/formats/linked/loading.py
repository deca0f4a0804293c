"""Files of linked data as graphs, a small one for each article where a file of ours allows it.

rdflib reads them. It is never let to fetch anything: a context that lies elsewhere is refused.
"""

import json
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.errors import BadInput
from annotator.formats.linked import jsonld, turtle
from annotator.i18n import _

SYNTAXES = {".ttl": "turtle", ".nt": "nt", ".jsonld": "json-ld", ".json": "json-ld"}
_LARGEST = 200 * 1024 * 1024
_HEAD = 1 << 16


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
        yield Graph(0, _parsed(path, 0, _decoded(path), syntax))
        return
    for line, text in pieces:
        try:
            found = _parsed(path, line, text, syntax)
        except BadInput as fault:
            yield fault
        else:
            yield Graph(line, found)


def _pieces(path: Path, syntax: str) -> Iterator[tuple[int, str]] | None:
    """The articles of a file that we wrote, one by one; None for any other file."""
    first = {"turtle": turtle.FIRST, "json-ld": jsonld.FIRST}.get(syntax)
    if first is None:
        return None
    with open(path, "rb") as file:
        if file.readline().rstrip(b"\r\n") != first.encode():
            return None
    return _lines(path, syntax)


def _lines(path: Path, syntax: str) -> Iterator[tuple[int, str]]:
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
    graph = rdflib.Graph(bind_namespaces="none")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib, about itself
            graph.parse(data=text, format=syntax, publicID="urn:x:")
    except RecursionError:
        raise BadInput(path, line, _("It is nested too deeply.")) from None
    except Exception as error:  # a parser of ours or of rdflib raises whatever it meets
        at = line + int(getattr(error, "lines", 0) or 0)
        why = " ".join(str(getattr(error, "message", "") or error).split())[:200]
        told = _("This is not {syntax} ({why}).").format(syntax=syntax, why=why)
        raise BadInput(path, at, told) from None
    return graph


def _check(path: Path, line: int, text: str) -> None:
    """Refuse a document that is none, or that takes its context from elsewhere."""
    try:
        raw = json.loads(text)
    except RecursionError:
        raise BadInput(path, line, _("It is nested too deeply.")) from None
    except ValueError as error:
        at = line or getattr(error, "lineno", 0)
        told = _("This is not JSON ({error}).").format(error=error)
        raise BadInput(path, at, told) from None
    if away := jsonld.elsewhere(raw):
        told = _("Its context {address} lies elsewhere; nothing is fetched.")
        raise BadInput(path, line, told.format(address=away))
