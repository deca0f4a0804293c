"""CoNLL-2003 columns: seqeval and spaCy give back the names that were marked, to the character."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from annotator.formats import conll2003
from annotator.formats.values import ProjectCard, Report
from annotator.model import Page
from tests.formats import pages as make
from tests.formats.running import exported
from tests.gold import gold, gold_card, gold_page

Name = tuple[int, int, str]


@pytest.fixture(scope="module")
def seqeval() -> Any:
    """The package that trainers score with; it takes seconds to import."""
    return pytest.importorskip("seqeval.scheme")


def _sentences(out: Path, columns: str = "4") -> list[list[list[str]]]:
    """The columns as any reader of them takes them: split at blanks, sentences at empty lines."""
    blocks = out.read_bytes().decode().split("\n\n")
    assert blocks.pop() == ""
    rows = [[line.split() for line in block.split("\n")] for block in blocks]
    assert all(len(row) == int(columns) for block in rows for row in block)
    return [block for block in rows if block[0][0] != "-DOCSTART-"]


def _offsets(out: Path) -> list[list[tuple[int, int, str]]]:
    """The side-car's tokens by sentence: start, end, form."""
    lines = (out.parent / f"{out.name}.tokens.tsv").read_bytes().decode().split("\n")
    assert lines[0].split("\t") == ["article", "sentence", "token", "start", "end", "form"]
    assert lines.pop() == ""
    sentences: list[list[tuple[int, int, str]]] = []
    for line in lines[1:]:
        _article, _number, token, start, end, form = line.split("\t")
        if token == "1":
            sentences.append([])
        sentences[-1].append((int(start), int(end), form))
    return sentences


def _names(out: Path, seqeval: Any, scheme: str = "IOB2", columns: str = "4") -> list[Name]:
    """The names that seqeval finds, in characters of the article through the side-car."""
    rows, offsets = _sentences(out, columns), _offsets(out)
    assert [[row[0] for row in block] for block in rows] == [
        [form for _start, _end, form in sentence] for sentence in offsets
    ]
    tags = [[row[-1] for row in block] for block in rows]
    name = {"BIOES": "IOBES"}.get(scheme, scheme)
    strict = getattr(seqeval, name)
    if not tags:
        return []
    found = seqeval.Entities(tags, strict).entities
    return [
        (offsets[e.sent_id][e.start][0], offsets[e.sent_id][e.end - 1][1], e.tag)
        for sentence in found
        for e in sentence
    ]


def _written(page: Page, out: Path, card: ProjectCard | None = None, **options: Any) -> Report:
    return exported(conll2003, [page], out, card, **options)


@cache
def _gold_names() -> list[Name]:
    return [(n["start"], n["end"], n["type"]) for n in gold()["expected"]["conll2003_names"]]


@pytest.mark.parametrize("scheme", ["IOB2", "IOB1", "BIOES", "BILOU"])
@pytest.mark.parametrize("columns", conll2003.COLUMNS)
def test_the_names_of_the_gold_come_back(
    scheme: str, columns: str, tmp_path: Path, seqeval: Any
) -> None:
    out = tmp_path / "crocus.conll"
    report = _written(gold_page(), out, gold_card(), scheme=scheme, columns=columns)
    assert _names(out, seqeval, scheme, columns) == _gold_names()
    counts = {(loss.what, loss.becomes): loss.count for loss in report.losses}
    assert counts["mention of a level that was not chosen", ""] == 96 - 31
    assert counts["claim", ""] == 41
    assert ("mention that overlaps another", "") not in counts


def test_spacy_converts_the_columns(tmp_path: Path) -> None:
    converters = pytest.importorskip("spacy.training.converters")
    out = tmp_path / "crocus.conll"
    _written(gold_page(), out, gold_card())
    docs = list(converters.conll_ner_to_docs(out.read_text(encoding="utf-8"), no_print=True))
    found = [(ent.text, ent.label_) for doc in docs for ent in doc.ents]
    assert found == [(gold_page().text[start:end], type) for start, end, type in _gold_names()]


@pytest.mark.parametrize("name", make.TEXTS)
def test_texts_that_bite(name: str, tmp_path: Path, seqeval: Any) -> None:
    """Every token is a name of its own, and stands where the side-car says."""
    bare = make.page_of(make.TEXTS[name])
    tokens = conll2003.Tokens(bare.text).ranges
    page = make.page_of(bare.text, *((start, end, "PER") for start, end in tokens))
    out = tmp_path / "bite.conll"
    _written(page, out, statuses=("done", "done_empty"))
    assert _names(out, seqeval) == [(start, end, "PER") for start, end in tokens]
    for sentence in _offsets(out):
        assert all(page.text[start:end] == form for start, end, form in sentence)


def test_an_empty_article_is_still_there(tmp_path: Path) -> None:
    _written(make.page_of(""), tmp_path / "x.conll")
    assert (tmp_path / "x.conll").read_bytes() == b"-DOCSTART- -X- -X- O\n\n"


@pytest.mark.parametrize(
    ("policy", "kept"),
    [
        ("longest", [(0, 23)]),
        ("innermost", [(4, 9), (14, 23)]),
        ("first", [(0, 23)]),
    ],
)
def test_the_overlap_policy_decides(
    policy: str, kept: list[tuple[int, int]], tmp_path: Path, seqeval: Any
) -> None:
    text = "The North and Southland bank"
    spans = [(0, 23, "ORG"), (4, 9, "LOC"), (14, 23, "LOC")]
    page = make.page_of(text, *spans)
    report = _written(page, tmp_path / "x.conll", overlap=policy)
    assert [(s, e) for s, e, _tag in _names(tmp_path / "x.conll", seqeval)] == kept
    [loss] = [loss for loss in report.losses if loss.what == "mention that overlaps another"]
    assert loss.count == 3 - len(kept)


def test_crossing_mentions_are_cut_by_the_policy_too(tmp_path: Path, seqeval: Any) -> None:
    page = make.page_of("one two three four", (0, 7, "PER"), (4, 18, "ORG"))
    for policy, kept in (("first", (0, 7, "PER")), ("longest", (4, 18, "ORG"))):
        _written(page, tmp_path / "x.conll", overlap=policy)
        assert _names(tmp_path / "x.conll", seqeval) == [kept]


@pytest.mark.parametrize(
    ("scheme", "tags"),
    [
        ("IOB2", "B-PER I-PER B-PER O B-PER B-LOC"),
        ("IOB1", "I-PER I-PER B-PER O I-PER I-LOC"),
        ("BIOES", "B-PER E-PER S-PER O S-PER S-LOC"),
    ],
)
def test_schemes(scheme: str, tags: str, tmp_path: Path) -> None:
    page = make.page_of(
        "Ana Li Bo met Di Rome",
        (0, 6, "PER"), (7, 9, "PER"), (14, 16, "PER"), (17, 21, "GPE"),
    )  # fmt: skip
    _written(page, tmp_path / "x.conll", scheme=scheme)
    assert [row[-1] for row in _sentences(tmp_path / "x.conll")[0]] == tags.split()


def test_iob1_begins_anew_in_each_sentence(tmp_path: Path) -> None:
    page = make.page_of("I met Ana.\n\nBo left.", (6, 9, "PER"), (12, 14, "PER"))
    _written(page, tmp_path / "x.conll", scheme="IOB1")
    assert [row[-1] for row in _sentences(tmp_path / "x.conll")[1]] == ["I-PER", "O", "O"]


def test_a_span_inside_a_token_is_widened_and_counted(tmp_path: Path, seqeval: Any) -> None:
    page = make.page_of("un-American things", (3, 7, "NORP"), (11, 13, "LOC"))
    report = _written(page, tmp_path / "x.conll")
    assert _names(tmp_path / "x.conll", seqeval) == [(3, 11, "MISC"), (12, 18, "LOC")]
    [loss] = [x for x in report.losses if x.what == "mention whose ends are not those of tokens"]
    assert (loss.count, loss.fate) == (2, "changed")


def test_a_mention_over_a_sentence_end_is_cut_and_counted(tmp_path: Path, seqeval: Any) -> None:
    page = make.page_of("I met Ana.\n\nBo left.", (6, 14, "PER"))
    report = _written(page, tmp_path / "x.conll")
    assert _names(tmp_path / "x.conll", seqeval) == [(6, 10, "PER"), (12, 14, "PER")]
    [loss] = [x for x in report.losses if x.what == "mention over a sentence end"]
    assert loss.count == 1


def test_all_levels_and_own_labels_can_be_had(tmp_path: Path, seqeval: Any) -> None:
    levels = ("NAM", "NOM", "PRO", "VAL")
    out = tmp_path / "x.conll"
    report = _written(gold_page(), out, gold_card(), levels=levels, labels="own")
    found = _names(out, seqeval)
    assert {tag for _s, _e, tag in found} == {
        "DATE", "EVENT", "FAC", "GPE", "NORP", "ORG", "PER", "QUANT",
    }  # fmt: skip
    [overlapped] = [x for x in report.losses if x.what == "mention that overlaps another"]
    assert len(found) + overlapped.count == 96


def test_mentions_without_a_level_are_written(tmp_path: Path, seqeval: Any) -> None:
    page = make.page_of("Ana left", (0, 3, "PER"))
    page = replace(page, spans=(replace(page.spans[0], level=""),))
    _written(page, tmp_path / "x.conll")
    assert _names(tmp_path / "x.conll", seqeval) == [(0, 3, "PER")]


def _kept(report: Report, total: int) -> tuple[int, int, int]:
    """How many mentions the report leaves: written at all, written elsewhere, cut in two."""
    counts: dict[str, int] = {}
    for loss in report.losses:
        counts[loss.what] = counts.get(loss.what, 0) + loss.count
    gone = (
        "mention that overlaps another", "mention that covers no token",
        "further piece of a mention", "mention whose label has no CoNLL tag",
        "mention of a level that was not chosen",
    )  # fmt: skip
    return (
        total - sum(counts.get(what, 0) for what in gone),
        counts.get("mention whose ends are not those of tokens", 0),
        counts.get("mention over a sentence end", 0),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(page=make.pages())
def test_what_is_missing_is_what_the_report_says(page: Page) -> None:
    scheme = pytest.importorskip("seqeval.scheme")
    page = replace(page, article=replace(page.article, removed=False))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "x.conll"
        report = _written(page, out, statuses=_ALL, labels="own", levels=_LEVELS)
        found = _names(out, scheme)
    mentions = [(s.start, s.end) for s in page.mentions]
    written, moved, cut = _kept(report, len(mentions))
    assert written <= len(found) <= written + 3 * cut
    exact = sum((start, end) in mentions for start, end, _tag in found)
    assert exact >= written - moved - cut
    assert not any(page.text[s].isspace() or page.text[e - 1].isspace() for s, e, _tag in found)
    if not cut:
        assert len(found) == written


_ALL = ("untouched", "in_progress", "done", "done_empty", "review")
_LEVELS = ("NAM", "NOM", "PRO", "VAL")


def _lines(out: Path) -> Iterator[str]:
    yield from out.read_bytes().decode().split("\n")


def test_forms_never_shift_the_columns(tmp_path: Path) -> None:
    for text in make.TEXTS.values():
        _written(make.page_of(text), tmp_path / "x.conll")
        for line in _lines(tmp_path / "x.conll"):
            assert line == "" or len(line.split()) == len(line.split(" ")) == 4
