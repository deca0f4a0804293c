"""Measures XMI and CAS JSON against dkpro-cassis, the reference reader and writer in Python.

Both turn a CAS of the same records to bytes and back. What it takes from the page, tokenizing
included, and to the article is said beside it, in the same measure.
"""

import statistics
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import cassis

from annotator.formats.records.writing import Names
from annotator.formats.uima import layers
from annotator.formats.uima.article import Given, article_of
from annotator.formats.uima.cas import Cas, Types
from annotator.formats.uima.casjson import as_json, read_json
from annotator.formats.uima.laying import laid
from annotator.formats.uima.parsing import read_xmi
from annotator.formats.uima.typesystem import types_xml
from annotator.formats.uima.xmi import xmi
from annotator.formats.values import DETECT, ProjectCard
from annotator.model import Page
from annotator.project import Project
from annotator.store import exporting
from tests.bench import corpus
from tests.bench.store import Report, seconds

ARTICLES, ROUNDS = 60, 3
_MOST = 1 / 3


def ratio(ours: Callable[[], object], theirs: Callable[[], object]) -> float:
    """How much of their time ours takes."""
    return statistics.median(seconds(ours) / seconds(theirs) for _ in range(ROUNDS))


def main() -> int:
    """Measure, print, and tell by the exit code whether a budget was missed."""
    report = Report()
    with tempfile.TemporaryDirectory() as name:
        path = corpus.marked_articles(Path(name) / "many", ARTICLES)
        with Project.open(path, "anna", read_only=True) as project:
            pages = list(exporting.all_pages(project.reader, project.codebook))
            names = Names(ProjectCard("bench", project.codebook, (project.annotator,)))
            _measure(report, [(page, laid(page, names)) for page in pages], names)
    return int(report.missed > 0)


def _measure(report: Report, pages: list[tuple[Page, Cas]], names: Names) -> None:
    types = cassis.load_typesystem(BytesIO(types_xml(layers.DECLARED)))
    files = [xmi(cas) for _page, cas in pages]
    tables = [as_json(cas) for _page, cas in pages]
    theirs = [cassis.load_cas_from_xmi(BytesIO(raw), types) for raw in files]
    known = layers.known(layers.DECLARED)
    their_xmi = [
        lambda: [cas.to_xmi() for cas in theirs],
        lambda: [cassis.load_cas_from_xmi(BytesIO(raw), types) for raw in files],
    ]
    their_json = [
        lambda: [cas.to_json() for cas in theirs],
        lambda: [cassis.load_cas_from_json(BytesIO(raw)) for raw in tables],
    ]
    write, read = their_xmi
    report.bar(
        "XMI written / by dkpro-cassis",
        ratio(lambda: [xmi(cas) for _page, cas in pages], write),
        _MOST,
    )
    report.bar(
        "XMI read / by dkpro-cassis",
        ratio(lambda: [read_xmi(raw, known) for raw in files], read),
        _MOST,
    )
    report.say(
        f"from the page {ratio(lambda: [xmi(laid(p, names)) for p, _c in pages], write):.2f}"
        f", to the article {ratio(lambda: _articles(files, known), read):.2f}"
    )
    write, read = their_json
    report.bar(
        "CAS JSON written / by dkpro-cassis",
        ratio(lambda: [as_json(cas) for _page, cas in pages], write),
        _MOST,
    )
    report.bar(
        "CAS JSON read / by dkpro-cassis",
        ratio(lambda: [read_json(raw) for raw in tables], read),
        _MOST,
    )


def _articles(files: list[bytes], known: Types) -> None:
    for raw in files:
        article_of(read_xmi(raw, known), Given("x.xmi", raw), DETECT)


if __name__ == "__main__":
    sys.exit(main())
