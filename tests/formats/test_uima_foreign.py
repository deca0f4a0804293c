"""CASes of other projects: layers, chains, slots and relations as what we know, nothing silent."""

import zipfile
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest

from annotator.errors import BadInput
from annotator.formats import xmi
from annotator.formats.values import ReadArticle, ReadOptions

NER = "http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore"
SEG = "http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore"
HEAD = (
    f'<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"'
    f' xmlns:ner="{NER}" xmlns:seg="{SEG}" xmlns:own="http:///webanno/custom.ecore"'
    ' xmi:version="2.0"><cas:NULL xmi:id="0"/>'
)
TEXT = "The minister said that Ana Li won in Oslo."
TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>
<typeDescription><name>webanno.custom.Name</name>
<supertypeName>uima.tcas.Annotation</supertypeName><features>
<featureDescription><name>number</name><rangeTypeName>uima.cas.String</rangeTypeName>
</featureDescription>
<featureDescription><name>boss</name><rangeTypeName>webanno.custom.Name</rangeTypeName>
</featureDescription></features></typeDescription>
</types></typeSystemDescription>"""


def _file(marks: str, text: str = TEXT, declaration: str = "") -> bytes:
    ids = " ".join(marks.split('xmi:id="')[n].split('"')[0]
                   for n in range(1, marks.count('xmi:id="') + 1))  # fmt: skip
    sofa = quoteattr(text, {"\n": "&#10;", "\r": "&#13;"})
    return (
        f"{declaration}{HEAD}{marks}"
        f'<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString={sofa}/>'
        f'<cas:View sofa="1" members="{ids}"/></xmi:XMI>'
    ).encode()


def _mark(id: int, type: str, words: str, more: str = "", text: str = TEXT) -> str:
    at = text.index(words)
    begin = len(text[:at].encode("utf-16-le")) // 2
    end = begin + len(words.encode("utf-16-le")) // 2
    return f'<{type} xmi:id="{id}" sofa="1" begin="{begin}" end="{end}" {more}/>'


def _read(raw: bytes, folder: Path, options: ReadOptions | None = None) -> ReadArticle:
    (folder / "x.xmi").write_bytes(raw)
    [article] = xmi.read(folder / "x.xmi", options or ReadOptions())
    assert isinstance(article, ReadArticle)
    return article


def _words(article: ReadArticle) -> list[tuple[str, str]]:
    return [(s.label or s.role, article.text[s.start : s.end]) for s in article.spans]


def test_a_named_entity_keeps_its_value_and_its_wikidata_page(tmp_path: Path) -> None:
    page = 'identifier="http://www.wikidata.org/entity/Q42" value="PER"'
    marks = _mark(5, "ner:NamedEntity", "Ana Li", page) + _mark(6, "ner:NamedEntity", "Oslo")
    article = _read(_file(marks), tmp_path)
    assert _words(article) == [("PER", "Ana Li"), ("NamedEntity", "Oslo")]
    [entity] = article.entities
    assert (entity.qid, entity.name, entity.label) == ("Q42", "Ana Li", "PER")
    assert [(a.name, a.span) for a in article.attributes] == [("identifier", "5")]
    assert article.ignored == ()


def test_links_with_the_roles_of_a_claim_become_a_claim(tmp_path: Path) -> None:
    marks = (
        _mark(5, "own:Quote", "said", 'links="6 7" verb="say"')
        + '<own:Link xmi:id="6" role="Source" target="8"/>'
        + '<own:Link xmi:id="7" role="Content" target="9"/>'
        + _mark(8, "ner:NamedEntity", "The minister", 'value="PER"')
        + _mark(9, "own:Stretch", "Ana Li won in Oslo")
    )
    article = _read(_file(marks), tmp_path)
    [claim] = article.claims
    parts = [(w, s.mention) for s, w in zip(article.spans, _words(article), strict=True) if s.claim]
    assert parts == [
        (("source", "The minister"), "8"), (("content", "Ana Li won in Oslo"), ""),
        (("cue", "said"), ""),
    ]  # fmt: skip
    assert [(a.name, a.value, a.claim) for a in article.attributes] == [("verb", "say", claim.id)]
    assert [
        label for label, _w in _words(article) if label not in ("source", "content", "cue")
    ] == ["PER"]


def test_links_with_other_roles_become_links_between_mentions(tmp_path: Path) -> None:
    marks = (
        _mark(5, "own:Event", "won", 'kind="victory" links="6"')
        + '<own:Link xmi:id="6" role="place" target="7"/>'
        + _mark(7, "ner:NamedEntity", "Oslo", 'value="LOC"')
    )
    article = _read(_file(marks), tmp_path)
    assert _words(article) == [("victory", "won"), ("LOC", "Oslo")]
    assert [(x.source, x.target, x.type) for x in article.links] == [("5", "7", "place")]


def test_relations_become_links_with_all_they_say(tmp_path: Path) -> None:
    marks = (
        _mark(5, "own:Name", "Ana Li") + _mark(6, "own:Name", "Oslo")
        + _mark(7, "own:Tie", "Oslo", 'Governor="5" Dependent="6" label="lives_in" sure="true"')
        + _mark(8, "seg:Token", "The") + _mark(9, "own:Tie", "Oslo", 'Governor="8" Dependent="6"')
    )  # fmt: skip
    article = _read(_file(marks), tmp_path)
    [link] = article.links
    assert (link.source, link.target, link.type, link.note) == ("5", "6", "lives_in", "sure: true")
    assert article.ignored == ("Tie between Token and Name",)


def test_chains_become_entities(tmp_path: Path) -> None:
    marks = (
        '<own:CoreferenceChain xmi:id="4" sofa="1" first="5"/>'
        + _mark(5, "own:CoreferenceLink", "minister", 'next="6" referenceRelation="ident"')
        + _mark(6, "own:CoreferenceLink", "Ana Li", 'referenceType="nam"')
    )
    article = _read(_file(marks), tmp_path)
    [entity] = article.entities
    assert entity.name == "minister"
    assert [(s.label, s.entity) for s in article.spans] == [("Coreference", "4"), ("nam", "4")]
    assert [(a.name, a.value) for a in article.attributes] == [("referenceRelation", "ident")]


def test_a_type_system_tells_numbers_from_references(tmp_path: Path) -> None:
    marks = _mark(5, "own:Name", "Ana Li", 'number="6"') + _mark(6, "own:Name", "Oslo", 'boss="5"')
    (tmp_path / "TypeSystem.xml").write_text(TYPES, "utf-8")
    article = _read(_file(marks), tmp_path)
    assert [(a.name, a.value) for a in article.attributes] == [("number", "6")]
    assert article.ignored == ("Name.boss",)


def test_what_is_not_read_is_named(tmp_path: Path) -> None:
    other = '<cas:Sofa xmi:id="30" sofaNum="2" sofaID="Translation" sofaString="x"/>'
    marks = (
        '<own:Setting xmi:id="5" mode="fast"/>'
        + _mark(6, "seg:Lemma", "won", 'value="win"') + _mark(7, "seg:Token", "won", 'pos="6"')
        + _mark(8, "seg:Sentence", TEXT, 'id="s-1"')
    )  # fmt: skip
    raw = _file(marks).replace(b"<cas:Sofa", other.encode() + b"<cas:Sofa", 1)
    article = _read(raw, tmp_path)
    assert article.ignored == ("Lemma", "Sentence.id", "Setting", "view Translation")
    assert article.spans == ()


def test_offsets_are_utf_16_over_line_ends_and_emoji(tmp_path: Path) -> None:
    text = "😀 says\r\n“Ana Li” won\u2028in 𠮷 Oslo"
    marks = _mark(5, "own:Name", "Ana Li", text=text) + _mark(6, "own:Name", "Oslo", text=text)
    marks += _mark(7, "own:Name", "\r", text=text).replace('end="8"', 'end="9"')
    article = _read(_file(marks, text), tmp_path)
    assert _words(article) == [("Name", "\n"), ("Name", "Ana Li"), ("Name", "Oslo")]
    assert article.origin.changes == (("CRLF to LF", 1),)


def test_marks_outside_the_text_are_shown_and_taken_only_if_asked(tmp_path: Path) -> None:
    marks = (
        '<own:Name xmi:id="5" sofa="1" begin="37" end="99"/>'
        '<own:Name xmi:id="6" sofa="1" begin="4" end="4"/>'
    )
    article = _read(_file(marks), tmp_path)
    assert article.spans == ()
    assert [(u.start, u.end, u.found) for u in article.unfit] == [(4, 4, ""), (37, 99, "Oslo.")]
    clipped = _read(_file(marks), tmp_path, ReadOptions(unfitting=True))
    assert _words(clipped) == [("Name", "Oslo.")]
    assert len(clipped.unfit) == 1


def test_xml_1_1_is_read_with_blanks_for_what_1_0_cannot_hold(tmp_path: Path) -> None:
    raw = _file(_mark(5, "own:Name", "Ana Li"), declaration='<?xml version="1.1"?>')
    article = _read(raw.replace(b"said that", b"said&#1;that"), tmp_path)
    assert article.text == TEXT
    assert _words(article) == [("Name", "Ana Li")]
    assert article.origin.changes == (("character to blank", 1),)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b'<!DOCTYPE x [<!ENTITY a "b">]>' + HEAD.encode() + b"</xmi:XMI>", "document type"),
        (HEAD.encode(), "not sound XML"),
        (HEAD.encode() + b"</xmi:XMI>", "no text"),
        (b"<x/>", "root"),
        (_file('<own:Name xmi:id="a" sofa="1" begin="0" end="1"/>'), "not a number"),
        (_file('<own:N xmi:id="5" begin="0" end="1"/><own:N xmi:id="5"/>'), "twice"),
    ],
)
def test_a_broken_file_says_what_is_wrong(raw: bytes, why: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=why):
        _read(raw, tmp_path)


def test_two_peoples_versions_in_a_project_of_inception_become_one_article(tmp_path: Path) -> None:
    both = {
        "ana": _mark(5, "ner:NamedEntity", "Ana Li", 'value="PER"'),
        "bo": _mark(5, "ner:NamedEntity", "Oslo", 'value="LOC"'),
        "INITIAL_CAS": "",
    }
    with zipfile.ZipFile(tmp_path / "project.zip", "w") as archive:
        archive.writestr("exportedproject1.json", "{}")
        for who, marks in both.items():
            with zipfile.ZipFile(tmp_path / "inner.zip", "w") as inner:
                inner.writestr(f"{who}.xmi", _file(marks))
                inner.writestr("TypeSystem.xml", TYPES)
            archive.write(tmp_path / "inner.zip", f"annotation/news.txt/{who}.zip")
    assert xmi.recognises(tmp_path / "project.zip")
    [article] = xmi.read(tmp_path / "project.zip")
    assert isinstance(article, ReadArticle)
    assert article.title == "news.txt"
    assert [(s.annotator, s.label) for s in article.spans] == [("ana", "PER"), ("bo", "LOC")]
    assert len({span.id for span in article.spans}) == 2
