"""UIMA CAS XMI and JSON: what was written comes back whole, and dkpro-cassis reads it the same."""

import tempfile
import zipfile
from dataclasses import asdict, replace
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import cassis
import pytest
from hypothesis import HealthCheck, given, settings

from annotator.errors import BadInput, Refused
from annotator.formats import casjson, xmi
from annotator.formats.uima.cas import TOKEN
from annotator.formats.uima.xmi import UNHOLDABLE
from annotator.formats.values import ProjectCard, ReadArticle, ReadProject
from annotator.model import STATUSES, Page
from tests.formats import pages as make
from tests.formats import restored
from tests.formats.running import exported
from tests.gold import gold_card, gold_page

BOTH = pytest.mark.parametrize("format", [xmi, casjson], ids=["xmi", "json"])


def _read(format: ModuleType, path: Path) -> tuple[list[ReadArticle], ReadProject]:
    project = format.read_project(path)
    assert project is not None
    found = list(format.read(path))
    assert all(isinstance(each, ReadArticle) for each in found)
    return found, project


@BOTH
def test_the_gold_article_comes_back_whole(format: ModuleType, tmp_path: Path) -> None:
    page, card, out = gold_page(), gold_card(), tmp_path / "gold.zip"
    report = exported(format, [page], out, card)
    assert report.losses == ()
    [article], project = _read(format, out)
    assert article.unfit == () and article.ignored == ()
    assert restored.page(article, project) == page
    assert restored.card(project, 1) == card


@BOTH
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(page=make.pages())
def test_any_page_comes_back_but_for_what_the_report_says(format: ModuleType, page: Page) -> None:
    page = replace(page, article=replace(page.article, removed=False))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "any.zip"
        report = exported(format, [page], out, statuses=STATUSES)
        [article], project = _read(format, out)
    back = restored.page(article, project)
    assert article.ignored == ()
    if format is casjson:
        assert report.losses == ()
        assert back == page
        return
    assert _rows(back) == _blanked(_rows(page))
    shared = {id: each for id, each in page.entities.items() if each.article is None}
    assert {id: back.entities[id] for id in shared} == shared
    bites = _rows(page) != _blanked(_rows(page)) or _blanked(_of(shared)) != _of(shared)
    assert bites or not report.losses
    assert bool(report.losses) or _rows(page) == _blanked(_rows(page))
    assert xmi.losses(page, xmi.Options()) == report.losses


def _rows(page: Page) -> dict[str, Any]:
    """All rows of a page that its own file carries."""
    own = {id: each for id, each in page.entities.items() if each.article is not None}
    names = ("judgements", "links", "notes", "attributes")
    # What is said of an entity of the project stands in the project's line.
    said = {n: tuple(map(asdict, filter(_is_here, getattr(page, n)))) for n in names}
    return {
        "about": asdict(page.article), "entities": _of(own), "claims": _of(page.claims),
        "spans": tuple(map(asdict, page.spans)), **said,
    }  # fmt: skip


def _is_here(row: Any) -> bool:
    return getattr(row, "entity", None) is None and getattr(row, "kind", "") != "entity"


def _of(rows: dict[int, Any]) -> dict[int, Any]:
    return {id: asdict(each) for id, each in rows.items()}


def _blanked(value: Any) -> Any:
    """A value with blanks where XML cannot hold a character."""
    if isinstance(value, str):
        return UNHOLDABLE.sub(" ", value)
    if isinstance(value, dict):
        return {key: _blanked(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return tuple(map(_blanked, value))
    return value


@BOTH
@pytest.mark.parametrize("name", make.TEXTS)
def test_texts_that_bite_come_back_character_for_character(
    format: ModuleType, name: str, tmp_path: Path
) -> None:
    page = _marked_everywhere(name)
    exported(format, [page], tmp_path / "bite.zip")
    [article], _project = _read(format, tmp_path / "bite.zip")
    assert article.text == page.text
    assert [(s.start, s.end) for s in article.spans] == [(s.start, s.end) for s in page.spans]


def _marked_everywhere(name: str) -> Page:
    """One mention over the whole text, one over each of its first characters."""
    text = make.page_of(make.TEXTS[name]).text
    marks = [(0, len(text), "PER"), *((n, n + 1, "ORG") for n in range(min(len(text), 20)))]
    return make.page_of(text, *(mark for mark in marks if mark[0] < mark[1]))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", make.TEXTS)
def test_cassis_reads_the_same_words_from_both_forms(name: str, tmp_path: Path) -> None:
    page = _marked_everywhere(name)
    expected = sorted(page.text[s.start : s.end] for s in page.spans)
    for cas in _by_cassis([page], tmp_path):
        assert cas.sofa_string == page.text
        found = cas.select("annotator.Mention")
        assert sorted(each.get_covered_text() for each in found) == expected


@pytest.mark.filterwarnings("error")
def test_cassis_reads_claims_as_links_and_relations_with_both_ends(tmp_path: Path) -> None:
    page = gold_page()
    for cas in _by_cassis([page], tmp_path, gold_card()):
        found = {
            claim.id: sorted(
                (link.role, link.target.get_covered_text()) for link in claim.parts.elements
            )
            for claim in cas.select("annotator.Claim")
        }
        assert found == {
            str(id): sorted((s.role, page.text[s.start : s.end]) for s in page.parts(id))
            for id in page.claims
        }
        links = [link for link in page.links if link.kind != "entity"]
        relations = cas.select("annotator.Relation")
        assert sorted((r.Governor.id, r.Dependent.id) for r in relations) == sorted(
            (str(link.source), str(link.target)) for link in links
        )
        assert all((r.begin, r.end) == (r.Dependent.begin, r.Dependent.end) for r in relations)
        assert len(cas.select("annotator.Answer")) == len(
            [each for each in page.judgements if each.claim is not None]
        )
        assert cas.select(TOKEN)[0].get_covered_text() == page.text.split()[0]


def _by_cassis(pages: list[Page], folder: Path, card: ProjectCard | None = None) -> list[Any]:
    """The articles of an XMI and a JSON export as dkpro-cassis reads them."""
    found = []
    exported(xmi, pages, folder / "x.zip", card)
    exported(casjson, pages, folder / "j.zip", card)
    with zipfile.ZipFile(folder / "x.zip") as archive:
        types = cassis.load_typesystem(BytesIO(archive.read("TypeSystem.xml")))
        for name in archive.namelist():
            if name.endswith(".xmi"):
                found.append(cassis.load_cas_from_xmi(BytesIO(archive.read(name)), types))
    with zipfile.ZipFile(folder / "j.zip") as archive:
        for name in archive.namelist():
            if name.endswith(".json"):
                found.append(cassis.load_cas_from_json(BytesIO(archive.read(name))))
    assert len(found) == 2 * len(pages)
    return found


@pytest.mark.filterwarnings("error")
@BOTH
def test_what_cassis_writes_of_it_comes_back(format: ModuleType, tmp_path: Path) -> None:
    page, card = gold_page(), gold_card()
    as_xmi, as_json = _by_cassis([page], tmp_path, card)
    if format is xmi:
        (tmp_path / "TypeSystem.xml").write_text(as_xmi.typesystem.to_xml(), "utf-8")
        as_xmi.to_xmi(tmp_path / "back.xmi")
    else:
        as_json.to_json(tmp_path / "back.json")
    [article] = format.read(tmp_path / ("back.xmi" if format is xmi else "back.json"))
    assert isinstance(article, ReadArticle)
    project = format.read_project(tmp_path / ("x.zip" if format is xmi else "j.zip"))
    own = [each for each in article.entities if each.role]
    alone = replace(article, entities=tuple(own))
    back = restored.page(alone, project)
    assert back.spans == page.spans
    assert back.claims == page.claims
    assert {each.name for each in article.entities} == {e.name for e in page.entities.values()}


@BOTH
def test_the_same_pages_give_the_same_bytes(format: ModuleType, tmp_path: Path) -> None:
    for name in ("one", "two"):
        exported(format, [gold_page()], tmp_path / name / "x.zip", gold_card())
    assert (tmp_path / "one" / "x.zip").read_bytes() == (tmp_path / "two" / "x.zip").read_bytes()


@BOTH
def test_a_name_that_is_no_zip_is_refused_with_the_reason(
    format: ModuleType, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match=r"give the name of a \.zip"):
        exported(format, [gold_page()], tmp_path / f"x{format.SUFFIXES[1]}", gold_card())


@BOTH
def test_a_broken_file_in_a_zip_costs_no_other(format: ModuleType, tmp_path: Path) -> None:
    exported(format, [gold_page()], tmp_path / "x.zip", gold_card())
    head = b'<x xmlns="http://www.omg.org/XMI"' if format is xmi else b'{"%TYPES": '
    with zipfile.ZipFile(tmp_path / "x.zip", "a") as archive:
        archive.writestr(f"broken{format.SUFFIXES[1]}", head)
    article, fault = format.read(tmp_path / "x.zip")
    assert isinstance(article, ReadArticle)
    assert isinstance(fault, BadInput)
    assert f"broken{format.SUFFIXES[1]}" in str(fault)


def test_neither_takes_the_files_of_the_other(tmp_path: Path) -> None:
    exported(xmi, [gold_page()], tmp_path / "x.zip", gold_card())
    exported(casjson, [gold_page()], tmp_path / "j.zip", gold_card())
    assert xmi.recognises(tmp_path / "x.zip") and not xmi.recognises(tmp_path / "j.zip")
    assert casjson.recognises(tmp_path / "j.zip") and not casjson.recognises(tmp_path / "x.zip")
