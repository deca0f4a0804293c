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
