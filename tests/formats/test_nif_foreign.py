"""NIF of other programs: any vocabulary, any way of counting; broken and hostile files."""

import json
from pathlib import Path

import pytest

from annotator import formats
from annotator.errors import BadInput
from annotator.formats import ReadArticle, ReadPrediction, nif

TEXT = "Ana 😀 Li met Bo in Ulm."
HEAD = """@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix itsrdf: <http://www.w3.org/2005/11/its/rdf#> .
@prefix ex: <http://example.org/> .
@prefix dbo: <http://dbpedia.org/ontology/> .
@prefix wd: <http://www.wikidata.org/entity/> .
"""
CONTEXT = f"""ex:doc a nif:Context ; nif:isString "{TEXT}" ; ex:topic "trips" ;
    <http://purl.org/dc/elements/1.1/title> "A trip" .
"""


def _phrase(name: str, begin: int, end: int, words: str, more: str) -> str:
    return f"""ex:{name} a nif:Phrase ; nif:referenceContext ex:doc ; nif:beginIndex {begin} ;
        nif:endIndex "{end}" ; nif:anchorOf "{words}" ; {more} .
"""


def _read(path: Path, raw: str) -> ReadArticle:
    path.write_bytes(raw.encode())
    assert formats.recognised(path) is nif  # type: ignore[comparison-overlap]
    [found] = nif.read(path)
    assert isinstance(found, ReadArticle), found
    return found


def _words(read: ReadArticle) -> list[tuple[str, str]]:
    return [(read.text[s.start : s.end], s.label) for s in read.spans]


@pytest.mark.parametrize(
    ("begin", "counted"), [(6, ""), (7, "UTF-16"), (9, "bytes")]
)  # fmt: skip
def test_the_words_of_a_stretch_tell_how_its_program_counts(
    begin: int, counted: str, tmp_path: Path
) -> None:
    mark = _phrase("m", begin, begin + 2, "Li", "itsrdf:taClassRef dbo:Person")
    read = _read(tmp_path / "x.ttl", HEAD + mark + CONTEXT)
    assert _words(read) == [("Li", "Person")]
    assert counted in read.counted and bool(counted) == bool(read.counted)
    assert read.title == "A trip"
    assert [(a.name, a.value) for a in read.attributes] == [("topic", "trips")]


def test_of_several_classes_the_plain_one_is_the_label_and_none_is_lost(tmp_path: Path) -> None:
    more = "itsrdf:taClassRef dbo:PopulatedPlace, dbo:Place ; itsrdf:taIdentRef wd:Q3012"
    other = "itsrdf:taIdentRef <http://dbpedia.org/resource/Bo_Li>"
    raw = HEAD + CONTEXT + _phrase("m", 19, 22, "Ulm", more) + _phrase("n", 13, 15, "Bo", other)
    read = _read(tmp_path / "x.ttl", raw)
    assert _words(read) == [("Bo", "Phrase"), ("Ulm", "Place")]
    assert [(e.name, e.qid) for e in read.entities] == [("Bo Li", ""), ("Ulm", "Q3012")]
    assert ("taClassRef", "http://dbpedia.org/ontology/PopulatedPlace") in {
        (a.name, a.value) for a in read.attributes
    }


def test_what_a_program_is_sure_of_to_a_degree_is_a_proposal(tmp_path: Path) -> None:
    more = """itsrdf:taClassRef dbo:Person ; itsrdf:taConfidence 0.75 ;
        itsrdf:taAnnotatorsRef <http://example.org/tools/finder>"""
    read = _read(tmp_path / "x.ttl", HEAD + CONTEXT + _phrase("m", 0, 3, "Ana", more))
    assert read.predictions == (ReadPrediction(0, 3, "Person", "finder", 0.75),)
    assert read.spans == ()


def test_comments_arrows_and_own_properties_are_kept(tmp_path: Path) -> None:
    one = """itsrdf:taClassRef dbo:Person ; ex:knows ex:n ; ex:mood "glad" ;
        <http://www.w3.org/2000/01/rdf-schema#comment> "Who?" """
    raw = _phrase("m", 0, 3, "Ana", one) + _phrase("n", 13, 15, "Bo", "a dbo:Person")
    read = _read(tmp_path / "x.ttl", HEAD + CONTEXT + raw)
    [link] = read.links
    assert (link.source, link.target, link.type) == (
        "http://example.org/m", "http://example.org/n", "knows",
    )  # fmt: skip
    assert [note.text for note in read.notes] == ["Who?"]
    assert ("mood", "glad") in {(a.name, a.value) for a in read.attributes}
    assert _words(read) == [("Ana", "Person"), ("Bo", "Person")]


def test_words_and_sentences_are_no_marks_and_addresses_tell_places(tmp_path: Path) -> None:
    raw = """<http://x/a#char=0,3> a nif:Word ; nif:referenceContext ex:doc ; nif:anchorOf "Ana" .
<http://x/a#offset_13_15> a nif:String ; nif:referenceContext ex:doc ;
    itsrdf:taClassRef dbo:Person ; nif:anchorOf "Bo" .
ex:bad a nif:Phrase ; nif:referenceContext ex:doc ; nif:beginIndex 0 ; nif:endIndex 2 ;
    nif:anchorOf "Bo" ."""
    read = _read(tmp_path / "x.ttl", HEAD + CONTEXT + raw)
    assert _words(read) == [("Bo", "Person")]
    assert read.ignored == ("Word",)
    assert [(each.quote, each.found) for each in read.unfit] == [("Bo", "An")]


def test_units_without_an_address_have_the_same_ids_each_time(tmp_path: Path) -> None:
    units = " , ".join(
        f'[ a nif:AnnotationUnit ; itsrdf:taClassRef dbo:{name} ; ex:by "{name}" ]'
        for name in ("Person", "Agent", "Athlete")
    )
    raw = HEAD + CONTEXT + _phrase("m", 0, 3, "Ana", f"nif:annotationUnit {units}")
    first, second = (_read(tmp_path / "x.ttl", raw) for _n in range(2))
    assert first == second
    assert sorted(span.label for span in first.spans) == ["Agent", "Athlete", "Person"]
    assert {s.id for s in first.spans} == {f"http://example.org/m unit {n}" for n in range(3)}


def test_triples_and_json_say_the_same(tmp_path: Path) -> None:
    core, its = (line.split("<")[1].split(">")[0] for line in HEAD.split("\n")[:2])
    triples = f"""<urn:d> <{core}isString> "Ana left." .
<urn:m> <{core}referenceContext> <urn:d> .
<urn:m> <{core}beginIndex> "0" .
<urn:m> <{core}endIndex> "3" .
<urn:m> <{core}anchorOf> "Ana" .
<urn:m> <{its}taClassRef> <http://example.org/Person> .
"""
    data = {
        "@context": {
            "nif": core, "its": its, "of": {"@id": "nif:referenceContext", "@type": "@id"},
        },
        "@graph": [
            {"@id": "urn:d", "nif:isString": "Ana left."},
            {"@id": "urn:m", "of": "urn:d", "nif:beginIndex": 0, "nif:endIndex": 3,
             "nif:anchorOf": "Ana", "its:taClassRef": {"@id": "http://example.org/Person"}},
        ],
    }  # fmt: skip
    for name, raw in (("x.nt", triples), ("x.jsonld", json.dumps(data))):
        assert _words(_read(tmp_path / name, raw)) == [("Ana", "Person")]


@pytest.mark.parametrize(
    "context",
    ["http://example.org/context.jsonld", ["file:///etc/hostname"], {"@import": "context.jsonld"},
     [{"a": "urn:a"}, "secret.jsonld"]],
)  # fmt: skip
def test_nothing_is_fetched(context: object, tmp_path: Path) -> None:
    (tmp_path / "secret.jsonld").write_text('{"@context": {}}', "utf-8")
    inside = {"@context": context, "@id": "urn:a"}
    for raw in ({"@context": context, "@graph": []}, {"@graph": [inside]}):
        path = tmp_path / "x.jsonld"
        path.write_text(json.dumps(raw), "utf-8")
        with pytest.raises(BadInput, match="lies elsewhere"):
            list(nif.read(path))


@pytest.mark.parametrize(
    ("name", "raw", "why"),
    [
        ("x.ttl", "", "holds no text"),
        ("x.ttl", HEAD, "holds no text"),
        ("x.ttl", HEAD + "ex:doc nif:isString ", "not turtle"),
        ("x.ttl", HEAD + CONTEXT + "\nno:prefix a 3 .", "not turtle"),
        ("x.ttl", "\x00\x01", "not turtle"),
        ("x.ttl", HEAD + "ex:a ex:b " + "[ ex:b " * 1000 + "1" + " ]" * 1000 + " .", "too deeply"),
        ("x.ttl", HEAD + "ex:a ex:b " + "( " * 1000 + ")" * 1000 + " .", "too deeply"),
        ("x.nt", "<a> <b", "not nt"),
        ("x.jsonld", "", "not JSON"),
        ("x.jsonld", '{"@graph": [', "not JSON"),
        ("x.jsonld", "[]", "holds no text"),
        ("x.jsonld", '{"@graph": ' + "[" * 1000 + "]" * 1000 + "}", "too deeply|holds no text"),
        ("x.jsonld", "[" * 100_000, "too deeply"),
        ("x.jsonld", '{"@context": 5, "@graph": []}', "not json-ld"),
    ],
)  # fmt: skip
def test_rubbish_is_refused_for_a_reason(name: str, raw: str, why: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(raw.encode())
    with pytest.raises(BadInput, match=why):
        list(nif.read(tmp_path / name))


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    for name in ("x.ttl", "x.jsonld"):
        (tmp_path / name).write_bytes(b"\xff\xfe\x00@prefix \xe4")
        with pytest.raises(BadInput, match="UTF-8"):
            list(nif.read(tmp_path / name))


def test_other_linked_data_is_left_to_others(tmp_path: Path) -> None:
    for name, raw in (("a.ttl", "@prefix ex: <urn:ex> ."), ("b.jsonld", "{}"), ("c.json", "[]")):
        (tmp_path / name).write_text(raw, "utf-8")
        assert not nif.recognises(tmp_path / name)


def test_rdf_in_xml_is_read(tmp_path: Path) -> None:
    raw = f"""<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:nif="http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
  xmlns:itsrdf="http://www.w3.org/2005/11/its/rdf#">
  <nif:Context rdf:about="http://example.org/doc"><nif:isString>{TEXT}</nif:isString></nif:Context>
  <nif:Phrase rdf:about="http://example.org/a">
    <nif:referenceContext rdf:resource="http://example.org/doc"/>
    <nif:beginIndex>9</nif:beginIndex><nif:endIndex>12</nif:endIndex>
    <nif:anchorOf>met</nif:anchorOf>
    <itsrdf:taClassRef rdf:resource="http://dbpedia.org/ontology/Event"/>
  </nif:Phrase>
</rdf:RDF>"""
    read = _read(tmp_path / "a.rdf", raw)
    assert (read.text, _words(read)) == (TEXT, [("met", "Event")])
    (tmp_path / "b.owl").write_text(raw.replace("</rdf:RDF>", ""), "utf-8")
    with pytest.raises(BadInput, match="RDF/XML"):
        list(nif.read(tmp_path / "b.owl"))


def test_rdf_in_xml_opens_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("s3cret")
    raw = f"""<?xml version="1.0"?>
<!DOCTYPE r [<!ENTITY x SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:nif="http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#">
  <nif:Context rdf:about="urn:a"><nif:isString>It says &x;</nif:isString></nif:Context>
</rdf:RDF>"""
    (tmp_path / "a.rdf").write_text(raw)
    try:
        found = list(nif.read(tmp_path / "a.rdf"))
    except BadInput:
        found = []
    assert "s3cret" not in repr(found)
