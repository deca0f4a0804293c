"""Every real file of a supported format is imported, each span held against its words; the figures
and every file that is refused stand at the end of the run.
"""

from collections import Counter
from fnmatch import fnmatch
from pathlib import Path

import pytest

from annotator.errors import BadInput
from annotator.formats import ReadArticle
from annotator.jobs import sources
from annotator.project import Project
from tests.jobs.running import imported, pages
from tests.showing import show

# Files of which something is refused, and why that is right.
_REFUSED = {
    "tables without a text": (
        "formats/doccano/*/examples/*/example.csv", "formats/doccano/*/examples/*/example.jsonl",
        "formats/label-studio/*/csv_test2_result.csv", "formats/prodigy/*/patterns_*.jsonl",
        "polnear/metadata.tsv",
    ),
    "rows that are broken or empty, in files made for that": (
        "formats/doccano/*/tests/data/*", "formats/conllu/ud-tools/invalid-level1/*",
    ),
    "an event on a trigger of another type": ("formats/brat/edsnlp*",),
    "a text that lies elsewhere": (
        "formats/label-studio/*/test_export_json_min/data.json", "formats/w3c-annotation/*",
        "formats/refi-qda/sky-loom/TestProject.qdpx",
    ),
    "no text at all": ("formats/uima-json/*", "formats/uima-xmi/*"),
}  # fmt: skip
_COLUMNS = ("files", "articles", "spans", "exact", "unfit", "refused")


def _reason(name: str) -> str:
    """Why something of a file may be refused; "" where it may not."""
    return next((why for why, some in _REFUSED.items() for p in some if fnmatch(name, p)), "")


def _count(read: ReadArticle, count: Counter[str]) -> None:
    """Count an article; a span is exact where it lies in the text and covers what the file says,
    which the reader has held it against: what does not fit is among the unfit.
    """
    count["articles"] += 1
    count["unfit"] += len(read.unfit)
    count["spans"] += len(read.spans) + len(read.unfit)
    count["exact"] += sum(0 <= s.start < s.end <= len(read.text) for s in read.spans)


@pytest.fixture(scope="module")
def figures(shared_data: Path) -> tuple[dict[str, Counter[str]], dict[str, list[str]]]:
    """The counts by format, and by file what was refused of it."""
    table: dict[str, Counter[str]] = {}
    refused: dict[str, list[str]] = {}
    for found in sources.found([shared_data]):
        if isinstance(found, sources.Passed):
            continue
        name = found.path.relative_to(shared_data).as_posix()
        if isinstance(found, sources.Failure):
            refused.setdefault(name, []).append(found.why)
            continue
        count = table.setdefault(found.reader.NAME, Counter())
        count["files"] += 1
        try:
            for read in found.reader.read(found.path):
                if isinstance(read, BadInput):
                    refused.setdefault(name, []).append(sources.guarded(read))
                    count["refused"] += 1
                else:
                    _count(read, count)
        except sources.FAULTS as fault:
            refused.setdefault(name, []).append(sources.guarded(fault))
            count["refused"] += 1
    return table, refused


def test_every_span_is_exact_and_what_is_refused_is_named(
    figures: tuple[dict[str, Counter[str]], dict[str, list[str]]], request: pytest.FixtureRequest
) -> None:
    table, refused = figures
    total = sum(table.values(), Counter())
    rows = [("format", *_COLUMNS)]
    for name, count in (*sorted(table.items()), ("all", total)):
        rows.append((name, *(f"{count[column]}" for column in _COLUMNS)))
    show(request, "Real files under ../shared/data", rows)
    told = [(name, f"{len(whys)}", whys[0], _reason(name)) for name, whys in refused.items()]
    show(
        request, "Refused of them", [("file", "rows", "the first", "which is right, since"), *told]
    )
    assert [name for name in refused if not _reason(name)] == []
    assert total["exact"] + total["unfit"] == total["spans"]
    assert total["unfit"] < total["spans"] / 100
    assert total["files"] > 300


def test_all_of_them_go_into_one_project_with_their_words(
    shared_data: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with Project.create(tmp_path / "all.annotator", "me") as project:
        result = imported(project, shared_data)
        there = pages(project)
    spans = [(page.text[s.start : s.end], s.quote) for page in there for s in page.spans]
    show(request, "Imported into one project", [
        ("articles", "already there", "spans", "with their words", "failed"),
        (f"{result.new}", f"{result.already}", f"{len(spans)}",
         f"{sum(here == quote for here, quote in spans)}", f"{len(result.failed)}"),
    ])  # fmt: skip
    assert all(here == quote for here, quote in spans)
    assert len(spans) > 20_000
    assert result.stopped == ""
    odd = [
        str(each) for each in result.failed
        if not _reason(each.path.relative_to(shared_data).as_posix())
    ]  # fmt: skip
    assert odd == []
