"""The W3C's own schemas accept our statements and refuse broken ones."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.formats import w3c
from tests.formats.running import exported
from tests.gold import gold_card, gold_page

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed (a peer).")
referencing = pytest.importorskip("referencing", reason="referencing is not installed (a peer).")
_DRAFT = "http://json-schema.org/draft-04/schema#"


def _schemas(folder: Path) -> tuple[dict[str, Any], Any]:
    """The schemas that statements must meet, and the registry of all that they refer to."""
    from referencing.jsonschema import DRAFT4

    every = {p.name: json.loads(p.read_bytes()) for p in folder.rglob("*.json")}
    known = [
        (uri, referencing.Resource(contents=raw, specification=DRAFT4))
        for name, raw in every.items()
        if isinstance(raw, dict) and raw.get("$schema") == _DRAFT
        for uri in {name, str(raw.get("id", name))}
    ]
    must = {
        name: raw for name, raw in every.items()
        if isinstance(raw, dict) and raw.get("assertionType") == "must"
        and raw.get("expectedResult") == "valid"
    }  # fmt: skip
    return must, referencing.Registry().with_resources(known)


def _faults(statement: dict[str, Any], must: dict[str, Any], registry: Any) -> set[str]:
    return {
        name for name, raw in must.items()
        if not jsonschema.Draft4Validator(raw, registry=registry).is_valid(statement)
    }  # fmt: skip


def test_our_statements_are_valid_and_broken_ones_are_not(
    shared_data: Path, tmp_path: Path
) -> None:
    must, registry = _schemas(shared_data / "formats" / "w3c-annotation" / "web-annotation-tests")
    assert len(must) > 20
    exported(w3c, [gold_page()], tmp_path / "out", gold_card())
    [path] = (tmp_path / "out").glob("*.jsonld")
    page = json.loads(path.read_bytes())
    context = "http://www.w3.org/ns/anno.jsonld"
    found = [{"@context": context, **each} for each in page["items"]]
    for each in (*found[:40], *found[-10:]):
        assert _faults(each, must, registry) == set()
    broken = {key: value for key, value in found[0].items() if key not in ("target", "id")}
    assert len(_faults(broken, must, registry)) >= 2


def test_read_as_rdf_every_mark_selects_its_own_words(shared_data: Path, tmp_path: Path) -> None:
    """PyLD turns our page to RDF by the W3C's context, and rdflib is asked where the marks lie."""
    pyld = pytest.importorskip("pyld", reason="PyLD is not installed (a peer).")
    rdflib = pytest.importorskip("rdflib", reason="rdflib is not installed (a peer).")
    folder = shared_data / "formats" / "w3c-annotation" / "web-annotation"
    known = json.loads((folder / "anno.jsonld").read_bytes())

    def load(url: str, _options: object) -> dict[str, Any]:
        assert url == "http://www.w3.org/ns/anno.jsonld"
        return {"contextUrl": None, "documentUrl": url, "document": known}

    page, out = gold_page(), tmp_path / "out"
    exported(w3c, [page], out, gold_card())
    [path] = out.glob("*.jsonld")
    raw = json.loads(path.read_bytes())
    quads = pyld.jsonld.to_rdf(
        raw,
        {"documentLoader": load, "format": "application/n-quads", "base": "http://example.org/"},
    )
    graph = rdflib.Graph()
    graph.parse(data=quads, format="nt")  # all of it is in the one graph without a name
    marks = graph.query(
        "prefix oa: <http://www.w3.org/ns/oa#> "
        "prefix as: <http://www.w3.org/ns/activitystreams#> "
        "select ?mark ?start ?end ?exact where { ?mark a oa:Annotation ; oa:hasTarget ?target . "
        "?target oa:hasSelector ?place . ?place a oa:TextPositionSelector ; "
        "oa:start ?start ; oa:end ?end . "
        "{ ?place oa:refinedBy ?words } union { ?target oa:hasSelector ?words } "
        "?words a oa:TextQuoteSelector ; oa:exact ?exact }"
    )
    found = [(int(start), int(end), str(exact)) for _mark, start, end, exact in marks]
    assert all(page.text[start:end] == exact for start, end, exact in found)
    spans = [s for s in page.spans if s.claim is None or s.role]
    assert sorted(found) == sorted((s.start, s.end, s.quote) for s in spans)
