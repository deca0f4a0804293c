"""PubAnnotation, GATE, BioC and W3C: our exports come back whole, marks stand where they say."""

import json
import tempfile
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from annotator import formats
from annotator.errors import BadInput, Refused
from annotator.formats import ReadArticle, ReadOptions, bioc, gate, pubannotation, w3c
from annotator.model import Claim, Link, Page, Span
from tests.formats import pages as make
from tests.formats.running import exported
from tests.formats.whole import ALL, differences, wanted
from tests.gold import gold_card, gold_page

EVERY = (bioc, gate, pubannotation, w3c)
ENDS = {bioc: ".xml", gate: "", pubannotation: ".json", w3c: ""}
TEXT = "Ana 😀 Li met Bo in Ulm."


def _name(format: ModuleType) -> str:
    return str(format.NAME)


def _files(format: Any, out: Path) -> list[Path]:
    return sorted(p for p in out.iterdir() if p.suffix != ".txt") if format.FOLDER else [out]


def _read(format: Any, path: Path, **options: Any) -> ReadArticle:
    [found] = format.read(path, ReadOptions(**options))
    assert isinstance(found, ReadArticle)
    return found


def _words(read: ReadArticle) -> list[tuple[str, str]]:
    return [(read.text[s.start : s.end], s.label or s.role) for s in read.spans]


@pytest.mark.parametrize("format", EVERY, ids=_name)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(page=make.pages())
def test_our_own_export_comes_back_whole(format: Any, page: Page) -> None:
    page = replace(page, article=replace(page.article, removed=False))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"x{ENDS[format]}"
        report = exported(format, [page], out, statuses=ALL)
        [path] = _files(format, out)
        assert formats.recognised(path) is format
        assert differences(_read(format, path), wanted(page, Path(folder))) == {}
    here = {(x.what, x.count) for x in report.losses if x.fate == "changed"}
    assert here == {(x.what, x.count) for x in format.losses(page, format.Options())}


@pytest.mark.parametrize("format", EVERY, ids=_name)
def test_a_link_from_a_content_to_a_source_makes_no_part_of_it(format: Any, tmp_path: Path) -> None:
    bare = make.page_of("Ana said")
    parts = (
        Span(id=104, article=1, start=0, end=3, annotator=1, quote="Ana", role="content", claim=9),
        Span(id=105, article=1, start=4, end=8, annotator=1, quote="said", role="source", claim=8),
    )
    page = replace(
        bare,
        spans=parts,
        claims={id: Claim(id=id, article=1, annotator=1) for id in (8, 9)},
        links=(Link(id=7, kind="span", source=104, target=105, type="near", annotator=1),),
    )
    out = tmp_path / f"x{ENDS[format]}"
    exported(format, [page], out, statuses=ALL)
    [path] = _files(format, out)
    assert differences(_read(format, path), wanted(page, tmp_path)) == {}


@pytest.mark.parametrize("format", EVERY, ids=_name)
def test_the_gold_comes_back_from_marks_and_arrows_alone(format: Any, tmp_path: Path) -> None:
    """As another program may hand it on that does not keep what it does not know."""
    out = tmp_path / f"gold{ENDS[format]}"
    exported(format, [gold_page()], out, gold_card())
    [path] = _files(format, out)
    raw = path.read_text("utf-8")
    path.write_text(
        raw.replace('"annotator":{', '"gone":{')
        .replace('"annotator": {', '"gone": {')
        .replace('key="annotator">{', 'key="gone">{'),
        "utf-8",
    )
    read, right = _read(format, path), wanted(gold_page(), tmp_path, gold_card())
    assert {(s.id, s.start, s.end, s.label, s.role) for s in read.spans} == {
        (s.id, s.start, s.end, s.label, s.role) for s in right.spans
    }
    assert {s.annotator for s in read.spans} <= {"analyst-1", "analyst-2", ""}
    assert _claims(read) == _claims(right)


def _claims(read: ReadArticle) -> set[frozenset[tuple[str, str]]]:
    return {
        frozenset((s.id, s.role) for s in read.spans if s.claim == claim.id)
        for claim in read.claims
    }


@pytest.mark.parametrize("format", EVERY, ids=_name)
def test_a_mark_moved_by_another_tool_is_taken_as_it_is_now(format: Any, tmp_path: Path) -> None:
    page = make.page_of("Ana Li met Bo.", (0, 3, "PER"))
    out = tmp_path / f"x{ENDS[format]}"
    exported(format, [page], out)
    [path] = _files(format, out)
    raw = path.read_text("utf-8")
    changes = {
        bioc: [('length="3"', 'length="6"'), ("<text>Ana<", "<text>Ana Li<")],
        gate: [('"end":3', '"end":6')],
        pubannotation: [('"end":3', '"end":6')],
        w3c: [('"end": 3', '"end": 6'), ('"exact": "Ana"', '"exact": "Ana Li"')],
    }
    for one, other in changes[format]:
        assert one in raw
        raw = raw.replace(one, other, 1)
    path.write_text(raw, "utf-8")
    read = _read(format, path)
    assert _words(read) == [("Ana Li", "PER")]
    assert read.statuses == {"Ana": "done"}


@pytest.mark.parametrize("format", EVERY, ids=_name)
def test_files_of_others_are_left_to_others(format: Any, tmp_path: Path) -> None:
    for name, raw in (("a.json", '{"text": "x", "label": []}'), ("b.xml", "<html/>"),
                      ("c.jsonld", "{}"), ("d.bdocjs", "[]"), ("e.json", "{broken")):  # fmt: skip
        (tmp_path / name).write_text(raw, "utf-8")
        assert not format.recognises(tmp_path / name)


def _pub(path: Path, **raw: Any) -> ReadArticle:
    path.write_text(json.dumps({"text": TEXT, **raw}), "utf-8")
    assert formats.recognised(path) is pubannotation  # type: ignore[comparison-overlap]
    return _read(pubannotation, path)


def test_tracks_are_told_apart_and_pieces_tied_together(tmp_path: Path) -> None:
    one = {"id": "T1", "span": {"begin": 0, "end": 3}, "obj": "PER"}
    two = {"id": "T1", "span": [{"begin": 0, "end": 3}, {"begin": 6, "end": 8}], "obj": "PER"}
    read = _pub(tmp_path / "x.json", tracks=[
        {"project": "p1", "denotations": [one], "attributes": [
            {"id": "A1", "subj": "T1", "pred": "Speculation", "obj": "true"}]},
        {"project": "p2", "denotations": [two]},
    ])  # fmt: skip
    assert _words(read) == [("Ana", "PER"), ("Ana", "PER"), ("Li", "PER")]
    assert [s.annotator for s in read.spans] == ["p1", "p2", "p2"]
    assert read.spans[2].part_of == read.spans[1].id
    assert [(a.span, a.name, a.value) for a in read.attributes] == [
        (read.spans[0].id, "Speculation", "true")
    ]


def test_gate_says_itself_how_it_counts(tmp_path: Path) -> None:
    def written(offset_type: str, start: int, end: int) -> Path:
        mark = {"type": "PER", "start": start, "end": end, "id": 0, "features": {"kind": "x"}}
        sets = {"Ana": {"name": "Ana", "annotations": [mark], "next_annid": 1}}
        raw = {"annotation_sets": sets, "text": TEXT, "features": {}, "offset_type": offset_type}
        path = tmp_path / f"{offset_type}.bdocjs"
        path.write_text(json.dumps(raw), "utf-8")
        return path

    for offset_type, start in (("p", 6), ("j", 7)):
        read = _read(gate, written(offset_type, start, start + 2))
        assert _words(read) == [("Li", "PER")]
        assert [(a.name, a.value) for a in read.attributes] == [("kind", "x")]
        assert read.spans[0].annotator == "Ana"
    assert len(_read(gate, written("p", 3, 3)).unfit) == 1


_BIOC = """<?xml version="1.0"?><collection><source/><date/><key/><document><id>d</id>
<passage><offset>0</offset><text>Größe.</text></passage>
<passage><offset>{begin}</offset><text>Zoë met Bo.</text>
<annotation id="1"><infon key="type">PER</infon><infon key="cui">7</infon>
<location offset="{at}" length="{length}"/><text>Bo</text></annotation>
<annotation id="2"><infon key="type">PER</infon>
<location offset="{begin}" length="1"/><text>Nobody</text></annotation>
<relation id="r"><infon key="type">near</infon><node refid="1" role="a"/>
<node refid="1" role="b"/><node refid="2" role="c"/></relation>
</passage></document></collection>"""


@pytest.mark.parametrize(("begin", "at"), [(7, 15), (9, 18), (7, 8)])
def test_bioc_counts_characters_or_bytes_or_from_the_passage(
    begin: int, at: int, tmp_path: Path
) -> None:
    path = tmp_path / "x.xml"
    path.write_text(_BIOC.format(begin=begin, at=at, length=2), "utf-8")
    read = _read(bioc, path)
    assert read.text == "Größe.\nZoë met Bo."
    assert _words(read) == [("Bo", "PER")]
    assert [each.quote for each in read.unfit] == ["Nobody"]
    assert [(a.name, a.value) for a in read.attributes] == [("cui", "7")]
    assert "relation.near" in read.ignored


def test_bioc_is_not_written_under_a_name_by_which_it_is_read_as_json(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"\.xml"):
        exported(bioc, [gold_page()], tmp_path / "x.json", gold_card())
    assert list(tmp_path.iterdir()) == []


def test_broken_xml_is_named_with_its_line_after_what_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    whole = _BIOC.format(begin=7, at=15, length=2)
    path.write_text(whole.replace("</collection>", "\n<document><id>"), "utf-8")
    found = bioc.read(path)
    assert isinstance(next(found), ReadArticle)
    with pytest.raises(BadInput, match="not XML"):
        next(found)


def test_entities_in_xml_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    raw = _BIOC.format(begin=7, at=15, length=2).replace(
        "<collection>",
        f'<!DOCTYPE collection [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]><collection>',
        1,
    ).replace("Größe.", "&x;")  # fmt: skip
    (tmp_path / "x.xml").write_text(raw, "utf-8")
    for each in bioc.read(tmp_path / "x.xml"):
        assert "secret" not in str(each)


def _statement(**target: Any) -> dict[str, Any]:
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld", "id": "#1", "type": "Annotation",
        "body": [
            {"type": "TextualBody", "value": "who?"},
            {"type": "TextualBody", "value": "PER", "purpose": "tagging"},
        ],
        "target": target,
    }  # fmt: skip


@pytest.mark.parametrize(
    "selector",
    [
        [{"type": "TextQuoteSelector", "exact": "Li"},
         {"type": "TextPositionSelector", "start": 7, "end": 9}],
        {"type": "TextPositionSelector", "start": 6, "end": 8},
        {"type": "TextQuoteSelector", "exact": "Li", "prefix": "😀 ", "suffix": " met"},
        {"type": "FragmentSelector", "value": "p", "refinedBy":
            {"type": "TextPositionSelector", "start": 6, "end": 8}},
    ],
)  # fmt: skip
def test_statements_find_their_words_by_position_or_by_quote(selector: Any, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(TEXT, "utf-8")
    path = tmp_path / "notes.json"
    source = "http://example.org/texts/page.txt"
    path.write_text(json.dumps([_statement(source=source, selector=selector)]), "utf-8")
    assert formats.recognised(path) is w3c  # type: ignore[comparison-overlap]
    read = _read(w3c, path)
    assert _words(read) == [("Li", "PER")]
    assert [note.text for note in read.notes] == ["who?"]


def test_words_that_stand_there_once_need_no_true_surroundings(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("Then\n  Ana met Bo.\n\nBo left.", "utf-8")
    selectors = [
        {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": "."}
        for exact, prefix in (("Ana met", "Then "), ("Bo", "then met  "))
    ]
    found = [_statement(source="page.txt", selector=each) for each in selectors]
    (tmp_path / "notes.json").write_text(json.dumps(found), "utf-8")
    read = _read(w3c, tmp_path / "notes.json")
    assert _words(read) == [("Ana met", "PER")]
    assert [mark.quote for mark in read.unfit] == ["Bo"]  # which stands there twice


def test_every_statement_of_a_list_is_read_with_the_text_that_it_is_about(tmp_path: Path) -> None:
    texts = {"one.txt": "Ana met Li.", "two.txt": "😀 Eva met Jo."}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    raw = []
    for source, word in [("one.txt", "Ana"), ("two.txt", "Jo"), ("one.txt", "Li"), ("no.txt", "x")]:
        quote = {"type": "TextQuoteSelector", "exact": word}
        start = len(texts.get(source, word).partition(word)[0].encode("utf-16-le")) // 2
        place = {"type": "TextPositionSelector", "start": start, "end": start + len(word)}
        raw.append(_statement(source=f"http://example.org/{source}", selector=[place, quote]))
        raw[-1]["id"] = f"http://example.org/{len(raw)}"
    arrow = {"id": "http://example.org/4", "type": "Annotation", "motivation": "linking"}
    arrow |= {"target": raw[0]["id"], "body": raw[2]["id"]}
    path = tmp_path / "all.json"
    path.write_text(json.dumps([*raw, arrow]), "utf-8")
    one, two, fault = w3c.read(path)
    assert isinstance(one, ReadArticle) and isinstance(two, ReadArticle)
    assert (_words(one), _words(two)) == ([("Ana", "PER"), ("Li", "PER")], [("Jo", "PER")])
    assert [link.type for link in one.links] == ["linking"]
    assert isinstance(fault, BadInput) and "no.txt" in fault.why


def test_a_page_that_is_too_long_to_look_into_is_known_by_its_beginning(tmp_path: Path) -> None:
    words = 6000
    (tmp_path / "page.txt").write_text("Ana " * words, "utf-8")
    statements = []
    for n in range(words):
        place = {"type": "TextPositionSelector", "start": 4 * n, "end": 4 * n + 3}
        quote = {"type": "TextQuoteSelector", "exact": "Ana", "prefix": "Ana " * 200}
        statements.append(_statement(source="page.txt", selector=[place, quote]))
        statements[-1]["id"] = f"#{n}"
    path = tmp_path / "page.jsonld"
    page = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage"}
    path.write_text(json.dumps(page | {"items": statements}), "utf-8")
    assert formats.recognised(path) is w3c  # type: ignore[comparison-overlap]
    assert len(_read(w3c, path).spans) == words


def test_a_folder_of_ours_is_one_thing_and_its_texts_are_no_articles(tmp_path: Path) -> None:
    pages = [make.page_of(f"Ana {n} left.", (0, 3, "PER")) for n in range(3)]
    pages = [replace(p, article=replace(p.article, id=n)) for n, p in enumerate(pages)]
    out = tmp_path / "out"
    exported(w3c, pages, out)
    assert w3c.recognises(out)
    assert not w3c.recognises(tmp_path)
    next(out.glob("*.txt")).unlink()
    found = list(w3c.read(out))
    assert [isinstance(each, BadInput) for each in found].count(True) == 1
    assert sum(isinstance(each, ReadArticle) for each in found) == 2


def test_a_text_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonld"
    selector = {"type": "TextPositionSelector", "start": 0, "end": 1}
    path.write_text(json.dumps(_statement(source="away.txt", selector=selector)), "utf-8")
    with pytest.raises(BadInput, match=r"away\.txt"):
        list(w3c.read(path))


def test_bioc_of_ours_is_read_by_the_bioc_library(tmp_path: Path) -> None:
    from bioc import biocxml

    exported(bioc, [gold_page()], tmp_path / "x.xml", gold_card())
    with open(tmp_path / "x.xml", encoding="utf-8") as file:
        collection = biocxml.load(file)
    [whole] = collection.documents
    [passage] = whole.passages
    assert passage.text == gold_page().text
    assert len(passage.annotations) == len(gold_page().spans)
    for mark in passage.annotations:
        [place] = mark.locations
        assert passage.text[place.offset : place.end] == mark.text
    assert etree.parse(tmp_path / "x.xml").docinfo.doctype.startswith("<!DOCTYPE collection")


def test_a_mark_without_a_type_has_a_name(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    raw = {"text": "Ana met Bo.", "denotations": [{"id": "E1", "span": {"begin": 0, "end": 3},
                                                   "obj": None}]}  # fmt: skip
    path.write_text(json.dumps(raw), "utf-8")
    [read] = pubannotation.read(path)
    assert isinstance(read, ReadArticle)
    assert [(s.label, read.text[s.start : s.end]) for s in read.spans] == [("mark", "Ana")]
