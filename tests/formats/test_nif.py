"""NIF: our exports come back whole in both syntaxes, and rdflib sees the words that we mark."""

import tempfile
import warnings
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings

from annotator import formats
from annotator.errors import BadInput, Refused
from annotator.formats import ReadArticle, nif
from annotator.formats.linked.nodes import ITS, NIF, RECORD, SAID
from annotator.model import Page
from tests.formats import pages as make
from tests.formats.running import exported
from tests.formats.whole import ALL, differences, wanted
from tests.gold import gold_card, gold_page

SYNTAX = {".ttl": "turtle", ".jsonld": "json-ld"}


def _read(path: Path) -> ReadArticle:
    [found] = nif.read(path)
    assert isinstance(found, ReadArticle), found
    return found


def _graph(path: Path) -> rdflib.Graph:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib, about itself
        return rdflib.Graph().parse(path, format=SYNTAX[path.suffix])


def _without_record(path: Path) -> Path:
    """The file as another program writes it that keeps triples and not what we know besides."""
    graph = _graph(path)
    graph.remove((None, rdflib.URIRef(RECORD), None))
    out = path.with_name("again.ttl")
    out.write_text(graph.serialize(format="turtle"), "utf-8")
    return out


@pytest.mark.parametrize("suffix", SYNTAX)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(page=make.pages())
def test_our_own_export_comes_back_whole(suffix: str, page: Page) -> None:
    page = replace(page, article=replace(page.article, removed=False))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"x{suffix}"
        report = exported(nif, [page], out, statuses=ALL)
        assert formats.recognised(out) is nif  # type: ignore[comparison-overlap]
        assert differences(_read(out), wanted(page, Path(folder))) == {}
    here = {(x.what, x.count) for x in report.losses if x.fate == "changed"}
    assert here == {(x.what, x.count) for x in nif.losses(page, nif.Options())}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(page=make.pages())
def test_both_syntaxes_say_the_same_and_every_stretch_has_its_words(page: Page) -> None:
    page = replace(page, article=replace(page.article, removed=False))
    with tempfile.TemporaryDirectory() as folder:
        outs = [Path(folder) / f"x{suffix}" for suffix in SYNTAX]
        for out in outs:
            exported(nif, [page], out, statuses=ALL)
        first, second = map(_graph, outs)
        assert set(first) == set(second)
        again = _read(_without_record(outs[0]))
    core, its = rdflib.Namespace(NIF), rdflib.Namespace(ITS)
    [(context, text)] = first.subject_objects(core.isString)
    assert str(text) == page.text
    assert {int(str(first.value(context, core.endIndex)))} == {len(page.text)}
    for node in first.subjects(core.referenceContext, context):
        begin, end = (int(str(first.value(node, core[n]))) for n in ("beginIndex", "endIndex"))
        assert str(first.value(node, core.anchorOf)) == page.text[begin:end]
        assert (node, its.taClassRef, None) in first
    said = {key: str(first.value(context, rdflib.URIRef(name)) or "") for name, key in SAID.items()}
    assert said == {key: getattr(page.article, key) for key in said}
    who = {each.id: each.name for each in make.ANNOTATORS}
    assert {(s.id, s.start, s.end, s.label or s.role, s.annotator) for s in again.spans} == {
        (
            str(s.id), s.start, s.end,
            s.role or page.codebook.label(s.label or 0).name, who[s.annotator],
        )
        for s in page.spans
    }  # fmt: skip


def test_the_gold_keeps_its_claims_and_entities_without_our_record(tmp_path: Path) -> None:
    exported(nif, [gold_page()], tmp_path / "x.ttl", gold_card())
    read = _read(_without_record(tmp_path / "x.ttl"))
    right = wanted(gold_page(), tmp_path, gold_card())

    def claims(article: ReadArticle) -> set[frozenset[tuple[str, str]]]:
        return {
            frozenset((s.id, s.role) for s in article.spans if s.claim == claim.id)
            for claim in article.claims
        }

    assert claims(read) == claims(right)
    names = {each.id: each.name for each in gold_card().entities}
    found = {each.id: each for each in read.entities}
    assert {found[s.entity].name for s in read.spans if s.entity} <= set(names.values())
    assert any(each.qid for each in read.entities)
    answers = {(a.name, a.value) for a in read.attributes if a.span}
    assert {(j.field, j.value) for j in right.judgements if j.claim and j.value} <= answers


@pytest.mark.parametrize("suffix", SYNTAX)
@pytest.mark.parametrize("name", make.TEXTS)
def test_texts_that_bite(name: str, suffix: str, tmp_path: Path) -> None:
    page = make.page_of(make.TEXTS[name])
    if page.text:
        page = make.page_of(make.TEXTS[name], (0, len(page.text), "PER"), (0, 1, "ORG"))
    title = '\x00\x01 """ \\u0041 \ufffe\ufdd0\u2028 <&> \r\n\t é\U0001f600'
    page = replace(page, article=replace(page.article, title=title, byline="\\"))
    exported(nif, [page], tmp_path / f"x{suffix}")
    graph = _graph(tmp_path / f"x{suffix}")
    texts = {str(each) for each in graph.objects()}
    assert {page.text, title} <= texts
    read = _read(tmp_path / f"x{suffix}")
    assert (read.text, read.title, len(read.spans)) == (page.text, title, len(page.spans))


@pytest.mark.parametrize("suffix", SYNTAX)
def test_many_articles_are_read_one_by_one_and_a_broken_one_costs_itself(
    suffix: str, tmp_path: Path
) -> None:
    pages = [make.page_of(f"Ana {n} # article left.", (0, 3, "PER")) for n in range(4)]
    pages = [replace(p, article=replace(p.article, id=n)) for n, p in enumerate(pages)]
    path = tmp_path / f"x{suffix}"
    exported(nif, pages, path)
    assert len(list(nif.read(path))) == 4
    raw = path.read_text("utf-8")
    path.write_text(raw.replace("annotator:article:2#char=0,3>", "broken").replace(
        '"Ana 2 ', '"Ana 2 \\x '), "utf-8")  # fmt: skip
    found = list(nif.read(path))
    [fault] = [each for each in found if isinstance(each, BadInput)]
    lines = path.read_text("utf-8").split("\n")
    assert "Ana 2 \\x " in lines[fault.line - 1]
    assert sorted(each.id for each in found if isinstance(each, ReadArticle)) == ["0", "1", "3"]


@pytest.mark.parametrize("suffix", SYNTAX)
def test_a_file_without_articles_says_so(suffix: str, tmp_path: Path) -> None:
    exported(nif, [], tmp_path / f"x{suffix}")
    _graph(tmp_path / f"x{suffix}")
    with pytest.raises(BadInput, match="holds no text"):
        list(nif.read(tmp_path / f"x{suffix}"))


def test_a_mark_moved_by_another_tool_is_taken_as_it_is_now(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    exported(nif, [make.page_of("Ana Li met Bo.", (0, 3, "PER"))], path)
    raw = path.read_text("utf-8")
    raw = raw.replace('nif:endIndex "3"', 'nif:endIndex "6"').replace('"Ana"', '"Ana Li"')
    path.write_text(raw, "utf-8")
    read = _read(path)
    assert [(read.text[s.start : s.end], s.label) for s in read.spans] == [("Ana Li", "PER")]
    assert read.statuses == {"Ana": "done"}


def test_triples_alone_are_not_written(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="ttl"):
        exported(nif, [gold_page()], tmp_path / "x.nt", gold_card())
