"""ClaimReview, MISP, PROV and FactBank: what was judged goes out in their words, no more."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from annotator.formats import claimreview, factuality, misp, prov
from annotator.formats.reviews import judged
from annotator.model import Page
from tests.formats import golden_page
from tests.formats import pages as make
from tests.formats.running import exported
from tests.gold import gold_card, gold_page

EVERY = (claimreview, factuality, misp, prov)


def _gold(format: Any, tmp_path: Path, **options: Any) -> Any:
    out = tmp_path / f"x{format.SUFFIXES[0]}"
    exported(format, [gold_page()], out, gold_card(), **options)
    return json.loads(out.read_bytes())


@pytest.mark.parametrize("format", EVERY, ids=lambda each: each.NAME)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(page=make.pages())
def test_any_page_can_be_written_and_its_losses_are_those_told_before(
    format: Any, page: Page, tmp_path: Path
) -> None:
    page = replace(page, article=replace(page.article, removed=False), statuses={1: "done"})
    out = tmp_path / f"x{format.SUFFIXES[0]}"
    report = exported(format, [page], out, make.card_of())
    if format is not factuality:
        json.loads(out.read_bytes())
    of_project = {"guidelines of the project"}
    assert {x for x in report.losses if x.what not in of_project} == {
        *format.losses(page, format.Options())
    }


def test_a_review_for_each_grade_that_was_given(tmp_path: Path) -> None:
    page = gold_page()
    graph = _gold(claimreview, tmp_path)["@graph"]
    grades = judged.scale(page.codebook, "credibility")
    given = [j for j in page.judgements if j.field == "credibility" and j.value in grades]
    assert grades == ("1", "2", "3", "4", "5")
    assert len(graph) == len(given) > 0
    values = {str(j.id): 6 - int(j.value) for j in given}
    for review in graph:
        assert review["@type"] == "ClaimReview"
        rating = review["reviewRating"]
        assert rating["ratingValue"] == values[review["url"].rpartition(":")[2]]
        assert (rating["bestRating"], rating["worstRating"]) == (5, 1)
        assert rating["alternateName"]
        assert review["claimReviewed"]
        assert review["author"]["name"] in ("analyst-1", "analyst-2")
        assert review["itemReviewed"]["@type"] == "Claim"
    by = _gold(claimreview, tmp_path, publisher="Desk", address="https://example.org/r/")
    assert by["@graph"][0]["author"] == {"@type": "Organization", "name": "Desk"}
    assert by["@graph"][0]["url"].startswith("https://example.org/r/")


def test_every_tag_is_in_the_taxonomies_of_misp(shared_data: Path, tmp_path: Path) -> None:
    known = set()
    for path in (shared_data / "misp_taxonomies").glob("*.machinetag.json"):
        raw = json.loads(path.read_bytes())
        for values in raw["values"]:
            for entry in values["entry"]:
                known.add(f'{raw["namespace"]}:{values["predicate"]}="{entry["value"]}"')
    [event] = [each["Event"] for each in _gold(misp, tmp_path)["response"]]
    tags = {tag["name"] for each in event["Attribute"] for tag in each.get("Tag", ())}
    assert tags
    assert tags <= known
    assert len({each["uuid"] for each in event["Attribute"]}) == len(event["Attribute"])
    assert event["date"] == "2024-03-31"


def test_provenance_names_sources_and_who_repeats_whom(tmp_path: Path) -> None:
    page = golden_page.page()
    out = tmp_path / "x.json"
    exported(prov, [page], out, golden_page.card())
    bundle = json.loads(out.read_bytes())["bundle"]["a:bundle-9"]
    assert bundle["entity"]["a:claim-30"]["prov:value"] == "Lena Ørsted … will step down"
    assert bundle["entity"]["a:claim-30"]["a:credibility"] == "6 (Ana); na (Bo Ö.)"
    agents = {
        each["prov:agent"]: each["a:depth"]
        for each in bundle["wasAttributedTo"].values()
        if each["prov:entity"] == "a:claim-31" and each["prov:role"] == "source"
    }
    assert agents == {"a:entity-20": 0, "a:entity-23": 1, "a:entity-21": 2}
    derived = bundle["wasDerivedFrom"].values()
    assert {(d["prov:generatedEntity"], d["prov:usedEntity"], d["prov:type"]) for d in derived} == {
        ("a:claim-31", "a:claim-30", "repeats"), ("a:claim-31", "a:claim-30", "a:nested_in"),
    }  # fmt: skip
    known = bundle["entity"].keys() | bundle["agent"].keys()
    for section in ("wasAttributedTo", "wasDerivedFrom", "wasQuotedFrom"):
        for each in bundle[section].values():
            ends = {v for k, v in each.items() if k.startswith("prov:") and v in known}
            assert len(ends) == 2


def test_values_of_factuality_are_those_of_factbank(tmp_path: Path) -> None:
    page, out = gold_page(), tmp_path / "x.tsv"
    exported(factuality, [page], out, gold_card())
    head, *rows = [line.split("\t") for line in out.read_text("utf-8").split("\n")[:-1]]
    assert head == ["article", "claim", "sentence", "start", "end", "annotator", "source", "value",
                    "content"]  # fmt: skip
    assert len({row[1] for row in rows}) == len(page.claims)
    assert {row[7][:-1] for row in rows} <= {"CT", "PR", "PS", "U"}
    assert {row[7][-1] for row in rows} <= {"+", "-", "u"}
    own = {row[6] for row in rows}
    assert "AUTHOR" in own
    assert any(source.endswith("_AUTHOR") and source != "GEN_AUTHOR" for source in own)
    for row in rows:
        assert page.text[int(row[3]) : int(row[4])] in row[8]
