"""spaCy's own `debug data` finds what it needs in our DocBins, and nothing that does not align."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.formats import spacy as format
from annotator.text import content_key
from tests.formats.running import exported
from tests.gold import gold_card, gold_page

pytest.importorskip("spacy")

_COPIES = 12


def test_debug_data_finds_every_entity_and_span(tmp_path: Path) -> None:
    """It ends with an error where a corpus is small, so its words count."""
    page = gold_page()
    pages = [
        replace(page, article=replace(page.article, id=n, key=content_key(f"{n}{page.text}")))
        for n in range(1, _COPIES)
    ]
    out = tmp_path / "corpus.spacy"
    exported(format, pages, out, gold_card(), levels=("NAM",), split="70/30")
    config = tmp_path / "config.cfg"
    command = [sys.executable, "-m", "spacy"]
    init = [*command, "init", "config", config, "--pipeline", "ner,spancat"]
    subprocess.run(init, check=True, capture_output=True)
    paths = [
        "--paths.train", tmp_path / "corpus-train.spacy", "--paths.dev",
        tmp_path / "corpus-dev.spacy", "--no-format",
    ]  # fmt: skip
    told = subprocess.run(
        [*command, "debug", "data", config, *paths], check=False, capture_output=True, text=True
    )
    words = told.stdout + told.stderr
    assert "Corpus is loadable" in words
    assert "No entities consisting of or starting/ending with whitespace" in words
    assert "No entities crossing sentence boundaries" in words
    assert "misaligned" not in words.lower()
    assert "Spans Key" in words or "Span Categorization" in words
