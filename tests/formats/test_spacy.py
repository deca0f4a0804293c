"""spaCy loads the DocBin: the text is the article's, entities and spans are what was marked."""

import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from annotator.formats import spacy as format
from annotator.formats.values import ProjectCard, Report
from annotator.model import Page, Span
from tests.formats import pages as make
from tests.formats.running import exported
from tests.gold import gold_card, gold_ids, gold_page

spacy = pytest.importorskip("spacy")

_ALL = ("untouched", "in_progress", "done", "done_empty", "review")


@cache
def _vocab() -> Any:
    return spacy.blank("en").vocab


def _loaded(out: Path) -> list[Any]:
    from spacy.tokens import DocBin

    return list(DocBin().from_disk(out).get_docs(_vocab()))


def _doc(page: Page, out: Path, card: ProjectCard | None = None, **options: Any) -> Any:
    exported(format, [page], out, card, **options)
    [doc] = _loaded(out)
    return doc


def _ranges(spans: Any) -> list[tuple[int, int, str]]:
    return sorted((s.start_char, s.end_char, s.label_) for s in spans)


def _marked(page: Page, spans: list[Span]) -> list[tuple[int, int, str]]:
    return sorted((s.start, s.end, page.codebook.label(s.label or 0).name) for s in spans)


def test_all_mentions_and_parts_of_the_gold_come_back(tmp_path: Path) -> None:
    page = gold_page()
    doc = _doc(page, tmp_path / "crocus.spacy", gold_card())
    assert doc.text == page.text
    assert _ranges(doc.spans["sc"]) == _marked(page, list(page.mentions))
    parts = [(s.start, s.end, s.role) for s in page.spans if s.claim is not None]
    assert _ranges(doc.spans["claims"]) == sorted(parts)


def test_names_alone_are_flat_and_complete(tmp_path: Path) -> None:
    page = gold_page()
    doc = _doc(page, tmp_path / "crocus.spacy", gold_card(), levels=("NAM",))
    names = [s for s in page.mentions if s.level == "NAM"]
    assert _ranges(doc.ents) == _marked(page, names)
    assert len(doc.ents) == 31
    assert len(doc.spans["sc"]) == 96


def test_entities_keep_their_ids(tmp_path: Path) -> None:
    doc = _doc(gold_page(), tmp_path / "crocus.spacy", gold_card(), levels=("NAM",))
    [putin, *_more] = [ent for ent in doc.ents if ent.text == "Vladimir Putin"]
    assert (putin.kb_id_, putin.ent_id_) == ("Q7747", str(gold_ids()["e_putin"]))


def test_the_parts_of_a_claim_share_its_id(tmp_path: Path) -> None:
    doc = _doc(gold_page(), tmp_path / "crocus.spacy", gold_card())
    claim = str(gold_ids()["c04"])
    found = {(s.label_, s.text) for s in doc.spans["claims"] if s.id_ == claim}
    assert found == {
        ("source", "the Kremlin"),
        ("cue", "according to"),
        ("content", "Russian President Vladimir Putin"),
        ("content", "is reportedly pained by the tragedy"),
        ("hedge", "reportedly"),
    }


@pytest.mark.parametrize("name", ["gold", *make.TEXTS])
def test_the_file_is_what_spacy_itself_makes_of_its_docs(name: str, tmp_path: Path) -> None:
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    out = tmp_path / "x.spacy"
    page = gold_page() if name == "gold" else make.page_of(make.TEXTS[name], (0, 1, "PER"))
    exported(format, [page], out, gold_card() if name == "gold" else None, statuses=_ALL)
    ours = DocBin().from_disk(out)
    docs = ours.get_docs(Vocab())
    attributes = ("ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID")
    theirs = DocBin(attributes, store_user_data=True, docs=docs)
    assert theirs.to_bytes() == out.read_bytes()


def test_everything_else_lies_in_user_data(tmp_path: Path) -> None:
    doc = _doc(gold_page(), tmp_path / "crocus.spacy", gold_card())
    record = doc.user_data["annotator"]
    assert len(record["mentions"]) == 96
    assert all(doc.text[m["start"] : m["end"]] == m["text"] for m in record["mentions"])
    assert len(record["judgements"]) == len(gold_page().judgements)
    assert record["published"] == "2024-03-31"


def test_a_trainer_reads_the_corpus_without_misalignment(tmp_path: Path) -> None:
    from spacy.training import Corpus, Example, offsets_to_biluo_tags

    page = gold_page()
    exported(format, [page], tmp_path / "crocus.spacy", gold_card(), levels=("NAM",))
    nlp = spacy.blank("en")
    [example] = list(Corpus(tmp_path / "crocus.spacy")(nlp))
    assert isinstance(example, Example)
    aligned = example.get_aligned_ner()
    assert sum(str(tag)[:2] in ("B-", "U-") for tag in aligned) == 31
    assert None not in aligned
    tags = offsets_to_biluo_tags(example.reference, _ranges(example.reference.ents))
    assert "-" not in tags


@pytest.mark.parametrize("name", make.TEXTS)
def test_texts_that_bite(name: str, tmp_path: Path) -> None:
    """Every token is an entity; blanks, line ends and odd signs between them stay in the text."""
    bare = make.page_of(make.TEXTS[name])
    tokens = format.Tokens(bare.text).ranges
    page = make.page_of(bare.text, *((start, end, "PER") for start, end in tokens))
    doc = _doc(page, tmp_path / "bite.spacy", statuses=_ALL)
    assert doc.text == page.text
    assert _ranges(doc.ents) == [(start, end, "PER") for start, end in tokens]
    assert _ranges(doc.spans["sc"]) == _ranges(doc.ents)


def test_a_span_inside_a_token_is_widened_and_its_ends_are_kept(tmp_path: Path) -> None:
    page = make.page_of("un-American things", (3, 7, "NORP"))
    report = exported(format, [page], tmp_path / "x.spacy")
    [doc] = _loaded(tmp_path / "x.spacy")
    assert _ranges(doc.ents) == [(3, 11, "NORP")]
    [mention] = doc.user_data["annotator"]["mentions"]
    assert (mention["start"], mention["end"]) == (3, 7)
    [loss] = [loss for loss in report.losses if loss.fate == "changed"]
    assert (loss.what, loss.count) == ("mention whose ends are not those of tokens", 1)


def test_no_articles_give_an_empty_file_that_loads(tmp_path: Path) -> None:
    exported(format, [], tmp_path / "x.spacy")
    assert _loaded(tmp_path / "x.spacy") == []


def test_a_large_export_goes_into_several_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(format, "_FULL", 5)
    pages = [make.page_of(f"Number {n} of all these articles.", (0, 6, "PER")) for n in range(5)]
    report = exported(format, pages, tmp_path / "x.spacy")
    docs = [doc for path in report.files if path.suffix == ".spacy" for doc in _loaded(path)]
    assert sorted(path.name for path in tmp_path.glob("*.spacy")) == [
        "x-2.spacy", "x-3.spacy", "x-4.spacy", "x-5.spacy", "x.spacy",
    ]  # fmt: skip
    assert sorted(doc.text for doc in docs) == [page.text for page in pages]
    told = [loss.becomes for loss in report.losses if loss.what == "all articles in one file"]
    assert told == [f"x-{n}.spacy" for n in (2, 3, 4, 5)]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(page=make.pages())
def test_what_is_missing_is_what_the_report_says(page: Page) -> None:
    page = replace(page, article=replace(page.article, removed=False))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "x.spacy"
        report = exported(format, [page], out, statuses=_ALL)
        first = out.read_bytes()
        exported(format, [page], out, statuses=_ALL)
        assert out.read_bytes() == first
        [doc] = _loaded(out)
    assert doc.text == page.text
    counts = _counts(report)
    mentions, parts = list(page.mentions), [s for s in page.spans if s.claim is not None]
    missing = counts.get("mention that covers no token", 0)
    moved = counts.get("mention whose ends are not those of tokens", 0)
    assert len(doc.spans["sc"]) == len(mentions) - missing
    found, wanted = _ranges(doc.spans["sc"]), _marked(page, mentions)
    assert _common(found, wanted) >= len(mentions) - missing - moved
    aside = ("mention that overlaps another", "further piece, or level that was not chosen")
    assert len(doc.ents) == len(found) - sum(counts.get(what, 0) for what in aside)
    nowhere = counts.get("part of a claim that covers no token", 0)
    assert len(doc.spans["claims"]) == len(parts) - nowhere
    record = doc.user_data["annotator"]
    exact = [(m["start"], m["end"], m["label"]) for m in record.get("mentions", ())]
    assert sorted(exact) == wanted


def _counts(report: Report) -> dict[str, int]:
    return {loss.what: loss.count for loss in report.losses}


def _common(found: list[Any], wanted: list[Any]) -> int:
    rest = list(wanted)
    for one in found:
        if one in rest:
            rest.remove(one)
    return len(wanted) - len(rest)
