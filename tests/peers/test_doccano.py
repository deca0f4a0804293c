"""doccano's own import takes our rows: every span and relation is in its database, and the ends, as
its page counts them, cover the same words.
"""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from annotator.formats import doccano as format
from annotator.formats.regions import drawn
from annotator.model import Page
from tests.formats import golden_page
from tests.formats import pages as make
from tests.formats.running import exported
from tests.formats.whole import ALL
from tests.gold import gold_card, gold_page
from tests.peers.environments import programs

pytestmark = pytest.mark.timeout(1800)  # its environment is set up by whoever comes first
SCRIPT = Path(__file__).with_name("importing.py")


def _nasty() -> Page:
    """Nested and crossing mentions on characters that other programs count otherwise."""
    text = make.page_of(make.TEXTS["emoji"] + "\n" + make.TEXTS["separators"]).text
    return make.page_of(text, (0, 11, "PER"), (4, 20, "ORG"), (19, 26, "GPE"), (30, 40, "EVENT"))


PAGES = {
    "gold": (gold_page(), gold_card()),
    "golden": (golden_page.page(), golden_page.card()),
    "nasty": (_nasty(), make.card_of(_nasty())),
}


@pytest.fixture(scope="module")
def python() -> Path:
    """doccano's Python."""
    return programs("doccano") / "python"


def _imported(python: Path, out: Path, home: Path, task: str) -> list[dict[str, Any]]:
    """What doccano made of a file."""
    home.mkdir()
    environment = {**os.environ, "HOME": str(home), "DOCCANO_HOME": str(home)}
    told = subprocess.run(
        [python, SCRIPT, out, home, task], capture_output=True, text=True, env=environment,
        check=False, timeout=280,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr[-3000:]
    found = json.loads(told.stdout.strip().split("\n")[-1])
    assert found["errors"] == []
    rows: list[dict[str, Any]] = found["rows"]
    return rows


def _words(text: str, start: int, end: int) -> str:
    """What doccano's page shows between two UTF-16 offsets."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


@pytest.mark.parametrize("name", PAGES)
def test_every_span_and_relation_is_there_and_covers_the_same_words(
    name: str, python: Path, tmp_path: Path
) -> None:
    page, card = PAGES[name]
    out = tmp_path / "ours.jsonl"
    exported(format, [page], out, card, statuses=ALL)
    [row] = _imported(python, out, tmp_path / "home", "relations")
    assert row["text"] == page.text
    told = {each.id: each for each in drawn.told(page)}
    assert sorted((_words(page.text, a, b), label) for a, b, label in row["spans"]) == sorted(
        (page.text[each.span.start : each.span.end], each.name) for each in told.values()
    )
    spans = {id: page.text[each.span.start : each.span.end] for id, each in told.items()}
    assert sorted(
        (_words(page.text, *ends[:2]), _words(page.text, *ends[2:]), type)
        for *ends, type in row["relations"]
    ) == sorted(
        (spans[each.source], spans[each.target], each.type)
        for each in drawn.relations(page)
        if each.source in told and each.target in told
    )


def test_rows_for_sequence_labelling_are_taken_as_such(python: Path, tmp_path: Path) -> None:
    page, card = PAGES["gold"]
    out = tmp_path / "ours.jsonl"
    exported(format, [page], out, card, shape="labels")
    [row] = _imported(python, out, tmp_path / "home", "labels")
    assert len(row["spans"]) == len({
        (s.start, s.end, s.label) for s in page.mentions
    })  # fmt: skip
    assert row["relations"] == []


@pytest.mark.parametrize("size", ["sentence", "claim"])
def test_chunks_are_examples_of_their_own(size: str, python: Path, tmp_path: Path) -> None:
    page, card = PAGES["gold"]
    out = tmp_path / "ours.jsonl"
    exported(format, [page], out, card, chunk=size)
    rows = _imported(python, out, tmp_path / "home", "relations")
    assert len(rows) == out.read_bytes().count(b"\n")
    for row in rows:
        assert row["text"] in page.text
        assert all(_words(row["text"], a, b).strip() for a, b, _label in row["spans"])
