"""spaCy's files as articles: our own DocBin whole, those of others, and older training data."""

import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from annotator.errors import BadInput, Refused
from annotator.formats import ReadArticle
from annotator.formats import spacy as format
from annotator.model import Page
from tests.formats import pages as make
from tests.formats.running import exported
from tests.formats.whole import ALL, differences, wanted
from tests.gold import gold_card, gold_page

spacy = pytest.importorskip("spacy")


def _read(path: Path) -> ReadArticle:
    [found] = format.read(path)
    assert isinstance(found, ReadArticle)
    return found


def _words(read: ReadArticle) -> list[tuple[str, str]]:
    return [(read.text[s.start : s.end], s.label or s.role) for s in read.spans]


def _saved(path: Path, *docs: Any) -> Path:
    from spacy.tokens import DocBin

    DocBin(docs=docs, store_user_data=True).to_disk(path)
    return path


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(page=make.pages())
def test_our_own_export_comes_back_whole(page: Page) -> None:
    page = replace(page, article=replace(page.article, removed=False))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "x.spacy"
        exported(format, [page], out, statuses=ALL)
        assert differences(_read(out), wanted(page, Path(folder))) == {}


def test_the_gold_comes_back_whole(tmp_path: Path) -> None:
    exported(format, [gold_page()], tmp_path / "x.spacy", gold_card())
    read = _read(tmp_path / "x.spacy")
    assert differences(read, wanted(gold_page(), tmp_path, gold_card())) == {}


def test_what_a_pipeline_changed_is_taken_as_it_is_now(tmp_path: Path) -> None:
    from spacy.tokens import DocBin, Span

    page = make.page_of("Ana met Bo-like Li.", (0, 3, "PER"), (8, 10, "PER"), (16, 18, "PER"))
    exported(format, [page], tmp_path / "x.spacy")
    [doc] = DocBin().from_disk(tmp_path / "x.spacy").get_docs(spacy.blank("en").vocab)
    kept = [each for each in doc.spans["sc"] if each.text != "Li"]
    doc.spans["sc"] = [*kept, Span(doc, 1, 2, label="EVENT")]
    doc.ents = [each for each in doc.ents if each.text != "Li"]
    read = _read(_saved(tmp_path / "y.spacy", doc))
    assert _words(read) == [("Ana", "PER"), ("Bo", "PER"), ("met", "EVENT")]


def test_docs_of_others_with_entities_groups_and_categories(tmp_path: Path) -> None:
    from spacy.tokens import Span

    nlp = spacy.blank("en")
    doc = nlp("Ana 😀 Li met Bo.  Then left.")
    doc.ents = [Span(doc, 0, 1, label="PER", kb_id="Q5"), Span(doc, 4, 5, label="PER", kb_id="b7")]
    doc.spans["sc"] = [Span(doc, 0, 1, label="PER"), Span(doc, 0, 5, label="EVENT", span_id="e1")]
    doc.spans["other"] = [Span(doc, 2, 3, label="PER")]
    doc.cats = {"war": 0.25}
    doc.user_data["source"] = "NYT"
    doc.user_data["odd"] = {"a": 1}
    read = _read(_saved(tmp_path / "x.spacy", doc))
    assert read.text == doc.text
    assert sorted(_words(read)) == [
        ("Ana", "PER"), ("Ana 😀 Li met Bo", "EVENT"), ("Bo", "PER"), ("Li", "PER"),
    ]  # fmt: skip
    told = {(a.name, a.value) for a in read.attributes}
    assert told == {("cats.war", "0.25"), ("source", "NYT"), ("group", "other"), ("id", "e1")}
    assert [(e.id, e.name, e.qid) for e in read.entities] == [("b7", "Bo", "")]
    assert read.ignored == ("user_data.odd",)


def test_parts_that_share_an_id_are_one_claim(tmp_path: Path) -> None:
    from spacy.tokens import Span

    doc = spacy.blank("en")("Ana said no. Bo said yes.")
    doc.spans["claims"] = [
        Span(doc, 0, 1, label="source", span_id="a"), Span(doc, 2, 3, label="content", span_id="a"),
        Span(doc, 4, 5, label="source", span_id="b"), Span(doc, 6, 7, label="content", span_id="b"),
    ]  # fmt: skip
    read = _read(_saved(tmp_path / "x.spacy", doc))
    parts = [[_text(read, s) for s in read.spans if s.claim == c.id] for c in read.claims]
    assert parts == [["Ana", "no"], ["Bo", "yes"]]


def _text(read: ReadArticle, span: Any) -> str:
    return read.text[span.start : span.end]


def test_layers_that_are_not_read_are_named(tmp_path: Path) -> None:
    from spacy.tokens import Doc

    doc = Doc(spacy.blank("en").vocab, words=["Ana", "left"], tags=["NNP", "VBD"])
    assert _read(_saved(tmp_path / "x.spacy", doc)).ignored == ("TAG",)


@pytest.mark.parametrize("name", make.TEXTS)
def test_texts_that_bite_are_read_as_they_are(name: str, tmp_path: Path) -> None:
    page = make.page_of(make.TEXTS[name])
    exported(format, [page], tmp_path / "x.spacy", statuses=ALL)
    assert _read(tmp_path / "x.spacy").text == page.text


def test_what_is_no_docbin_is_a_fault_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "x.spacy").write_bytes(b"not zipped")
    with pytest.raises(BadInput, match="no DocBin"):
        list(format.read(tmp_path / "x.spacy"))
    exported(format, [gold_page()], tmp_path / "y.spacy", gold_card())
    (tmp_path / "z.spacy").write_bytes((tmp_path / "y.spacy").read_bytes()[:2000])
    with pytest.raises(BadInput, match="no DocBin"):
        list(format.read(tmp_path / "z.spacy"))


def test_without_spacy_a_docbin_is_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(format.choice, "missing_extra", bool)
    with pytest.raises(Refused, match="--with spacy"):
        format.read(tmp_path / "x.spacy")


def test_pairs_of_text_and_entities_are_read(tmp_path: Path) -> None:
    path = tmp_path / "train.json"
    pairs = [
        ["Ana 😀 Li.", {"entities": [[0, 3, "PER"], [6, 8, "PER"], [40, 50, "X"]]}],
        ["None.", {"entities": [], "cats": {"a": 1.0}, "links": {"x": 1}}],
    ]
    path.write_text(json.dumps(pairs), "utf-8")
    assert format.recognises(path)
    one, other = format.read(path)
    assert isinstance(one, ReadArticle)
    assert isinstance(other, ReadArticle)
    assert _words(one) == [("Ana", "PER"), ("Li", "PER")]
    assert [m.label for m in one.unfit] == ["X"]
    assert [(a.name, a.value) for a in other.attributes] == [("cats.a", "1.0")]
    assert other.ignored == ("links",)


def test_sentences_of_tagged_tokens_lie_on_the_raw_text(tmp_path: Path) -> None:
    tokens = [("``", "O"), ("No", "O"), ("''", "O"), ("Ana", "B-PER"), ("Li", "L-PER"),
              ("of", "O"), ("Ulm", "U-GPE"), ("Bo", "U-PER")]  # fmt: skip
    sentences = [{"tokens": [{"orth": word, "ner": tag} for word, tag in tokens]}]
    for raw in ("“No”  Ana Li\nof Ulm Bo", None):
        path = tmp_path / "x.json"
        doc = {"id": 4, "paragraphs": [{"sentences": sentences} | ({"raw": raw} if raw else {})]}
        path.write_text(json.dumps([doc]), "utf-8")
        read = _read(path)
        assert read.text == (raw or "`` No '' Ana Li of Ulm Bo")
        assert _words(read) == [("Ana Li", "PER"), ("Ulm", "GPE"), ("Bo", "PER")]
        assert read.ignored == ()
