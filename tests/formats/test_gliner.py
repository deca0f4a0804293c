"""GLiNER: samples hold what its trainer takes, the rest is told; samples of others are read."""

import json
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.errors import BadInput
from annotator.formats import ReadArticle
from annotator.formats import gliner as format
from annotator.formats.common.tokens import Tokens
from annotator.model import Page
from tests.formats import pages as make
from tests.formats.running import exported
from tests.formats.whole import ALL
from tests.gold import gold_card, gold_page


def _samples(out: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(out.read_bytes())
    return found


def _words(sample: dict[str, Any]) -> list[tuple[str, str]]:
    words = sample["tokenized_text"]
    return [(" ".join(words[s : e + 1]), label) for s, e, label in sample["ner"]]


def test_the_gold_fits_what_the_model_takes(tmp_path: Path) -> None:
    report = exported(format, [gold_page()], tmp_path / "x.json", gold_card(), max_len=60)
    samples = _samples(tmp_path / "x.json")
    assert len(samples) > 3
    assert all(0 < len(each["tokenized_text"]) <= 60 for each in samples)
    spans = [(each, span) for each in samples for span in each["ner"]]
    assert all(0 <= s <= e < len(x["tokenized_text"]) and e - s < 12 for x, (s, e, _l) in spans)
    told = {x.what: x.count for x in report.losses if x.fate == "left out"}
    long = told.get("mention of more words than GLiNER looks at", 0)
    assert len(spans) == 96 - long - told.get("mention over the end of a sample", 0)
    words = [word for each in samples for word in each["tokenized_text"]]
    assert words == [gold_page().text[s:e] for s, e in Tokens(gold_page().text).ranges]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(page=make.pages(), size=st.sampled_from([3, 8, 384]), width=st.sampled_from([1, 12]))
def test_what_is_missing_is_what_the_report_says(page: Page, size: int, width: int) -> None:
    page = replace(page, article=replace(page.article, removed=False))
    options = {"max_len": size, "max_width": width}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "x.json"
        report = exported(format, [page], out, statuses=ALL, **options)
        samples = _samples(out)
        back = list(format.read(out))
    told = {loss.what: loss.count for loss in report.losses if loss.fate == "left out"}
    gone = (
        "mention that covers no token", "mention of more words than GLiNER looks at",
        "mention over the end of a sample",
    )  # fmt: skip
    kept = len(list(page.mentions)) - sum(told.get(what, 0) for what in gone)
    assert sum(len(each["ner"]) for each in samples) == kept
    assert sum(len(each.spans) for each in back if isinstance(each, ReadArticle)) == kept
    assert told.get("claim", 0) == len(page.claims)
    here = Counter({x.what: x.count for x in format.losses(page, format.Options(**options))})
    assert all(here[what] == told.get(what, 0) for what in gone)


def test_a_text_that_samples_cannot_hold_is_told(tmp_path: Path) -> None:
    texts = [make.page_of("Ana  met Li.", (0, 3, "PER")), make.page_of("")]
    report = exported(format, texts, tmp_path / "x.json", statuses=ALL)
    told = {(loss.what, loss.fate, loss.count) for loss in report.losses}
    assert {("exact text", "changed", 1), ("article without a token", "left out", 1)} <= told


def test_samples_of_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    samples = [
        {"tokenized_text": ["Ana", "Li", "left", "Ulm", "."],
         "ner": [[0, 1, "PER"], [3, 3, "GPE"], [4, 9, "X"], [2, 1, "Y"]],
         "relations": [[0, 1, "left"], [0, 7, "x"]], "id": 8, "ner_negatives": ["ORG"]},
        {"ner": []},
    ]  # fmt: skip
    path.write_text(json.dumps(samples), "utf-8")
    assert format.recognises(path)
    read, fault = format.read(path)
    assert isinstance(read, ReadArticle)
    assert isinstance(fault, BadInput)
    assert read.text == "Ana Li left Ulm ."
    assert [(read.text[s.start : s.end], s.label) for s in read.spans] == [
        ("Ana Li", "PER"), ("Ulm", "GPE"),
    ]  # fmt: skip
    assert [m.label for m in read.unfit] == ["X", "Y"]
    assert [(x.source, x.target, x.type) for x in read.links] == [("ner-0", "ner-1", "left")]
    assert ("id", "8") in [(a.name, a.value) for a in read.attributes]
    assert read.ignored == ("ner_negatives", "relations")


def test_mentions_of_some_levels_alone(tmp_path: Path) -> None:
    exported(format, [gold_page()], tmp_path / "x.json", gold_card(), levels=("NAM",))
    assert sum(len(each["ner"]) for each in _samples(tmp_path / "x.json")) == 31


@pytest.mark.parametrize("name", make.TEXTS)
def test_every_word_of_texts_that_bite_is_there(name: str, tmp_path: Path) -> None:
    bare = make.page_of(make.TEXTS[name])
    page = make.page_of(bare.text, *((s, e, "PER") for s, e in Tokens(bare.text).ranges))
    exported(format, [page], tmp_path / "x.json", statuses=ALL)
    marked = [words for each in _samples(tmp_path / "x.json") for words, _label in _words(each)]
    assert marked == [span.quote for span in page.spans]
