"""REFI-QDA: our exports come back whole, also without our record, and fit the schema."""

import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from annotator import formats
from annotator.formats import ReadArticle, refi
from annotator.formats.qda import names as called
from annotator.model import Page
from tests.formats import pages as make
from tests.formats import restored
from tests.formats.running import exported
from tests.formats.whole import ALL, differences, wanted
from tests.gold import gold_card, gold_page

URN = "{urn:QDA-XML:project:1.0}"


def _read(path: Path) -> list[ReadArticle]:
    found = list(refi.read(path))
    assert all(isinstance(each, ReadArticle) for each in found), found
    return [each for each in found if isinstance(each, ReadArticle)]


def _repacked(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The file as another program may write it anew: each member changed, or left out."""
    out = path.with_name(f"again {path.name}")
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            raw = change(name, before.read(name))
            if raw is not None:
                after.writestr(name, raw)
    return out


def _without_ours(name: str, raw: bytes) -> bytes | None:
    return None if name.startswith(("annotator/", "project.jsonl")) else raw


def _project(path: Path) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read("project.qde"))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(page=make.pages())
def test_our_own_export_comes_back_whole(page: Page) -> None:
    page = replace(page, article=replace(page.article, removed=False))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "x.qdpx"
        report = exported(refi, [page], out, statuses=ALL)
        assert formats.recognised(out) is refi  # type: ignore[comparison-overlap]
        [read] = _read(out)
        assert differences(read, wanted(page, Path(folder))) == {}
        project = refi.read_project(out)
        assert project is not None
        assert restored.card(project, 1) == make.card_of(page)
    here = {(x.what, x.count) for x in report.losses}
    assert here == {(x.what, x.count) for x in refi.losses(page, refi.Options())}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(page=make.pages())
def test_every_selection_has_its_words_its_code_and_who_made_it(page: Page) -> None:
    """As a program reads it that knows nothing of us."""
    page = replace(page, article=replace(page.article, removed=False))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "x.qdpx"
        exported(refi, [page], out, statuses=ALL)
        [read] = _read(_repacked(out, _without_ours))
    assert read.text == page.text and read.unfit == () and read.counted == ""
    who = {each.id: each.name for each in make.ANNOTATORS}
    found = {(s.id, s.start, s.end, s.label or s.role, s.annotator) for s in read.spans}
    assert found == {
        (
            str(s.id), s.start, s.end,
            s.role or page.codebook.label(s.label or 0).name, who[s.annotator],
        )
        for s in page.spans
    }  # fmt: skip
    named = {s.id: s.entity for s in read.spans if s.label and s.entity}
    assert named == {str(s.id): str(page.entity_of(s)) for s in page.mentions if s.entity}


def test_the_gold_keeps_its_claims_links_and_answers_without_our_record(tmp_path: Path) -> None:
    exported(refi, [gold_page()], tmp_path / "x.qdpx", gold_card())
    [read] = _read(_repacked(tmp_path / "x.qdpx", _without_ours))
    right = wanted(gold_page(), tmp_path, gold_card())

    def claims(article: ReadArticle) -> set[frozenset[tuple[str, str]]]:
        return {
            frozenset((s.id, s.role) for s in article.spans if s.claim == claim.id)
            for claim in article.claims
        }

    assert claims(read) == claims(right)
    assert {each.name for each in read.entities} <= {e.name for e in gold_card().entities}
    answers = {(a.name, a.value) for a in read.attributes if a.span}
    coded = {(j.field, j.value) for j in right.judgements if j.claim and j.value}
    choices = {f.id: {c.value for c in f.choices} for f in gold_page().codebook.fields}
    assert {each for each in coded if each[1] in choices[each[0]]} <= answers
    assert {(a.name, a.value) for a in read.attributes if not a.span} <= {
        (each.name, each.value) for each in right.attributes
    }


def test_the_schema_of_the_standard_takes_what_we_write(shared_data: Path, tmp_path: Path) -> None:
    [place] = (shared_data / "formats" / "refi-qda").rglob("Project-*.xsd")
    schema = etree.XMLSchema(etree.parse(place))
    empty = replace(gold_page(), spans=(), claims={}, links=(), judgements=(), notes=())
    for n, pages in enumerate(([], [gold_page()], [empty])):
        exported(refi, pages, tmp_path / f"{n}.qdpx", gold_card(), statuses=ALL)
        schema.assertValid(_project(tmp_path / f"{n}.qdpx"))
    for name, text in make.TEXTS.items():
        page = make.page_of(text)
        if page.text:
            page = make.page_of(text, (0, len(page.text), "PER"))
        page = replace(page, article=replace(page.article, title="\x00 \ufffe <&\r\n"))
        exported(refi, [page], tmp_path / f"{name}.qdpx", statuses=ALL)
        schema.assertValid(_project(tmp_path / f"{name}.qdpx"))
        [read] = _read(tmp_path / f"{name}.qdpx")
        assert (read.text, read.title) == (page.text, page.article.title)


def test_the_same_project_gives_the_same_bytes_and_ids(tmp_path: Path) -> None:
    for name in ("a.qdpx", "b.qdpx"):
        exported(refi, [gold_page()], tmp_path / name, gold_card())
    assert (tmp_path / "a.qdpx").read_bytes() == (tmp_path / "b.qdpx").read_bytes()
    found = [each.get("guid") for each in _project(tmp_path / "a.qdpx").iter() if each.get("guid")]
    assert len(found) == len(set(found))


@pytest.mark.parametrize("id", [0, 1, 2**62 - 1, 2**62, 2**63 - 1])
def test_an_id_of_ours_is_known_again_in_one_of_theirs(id: int) -> None:
    guid = called.guid("span", id)
    assert called.number(guid, "span") == str(id)
    assert called.number(guid, "note") == guid
    assert called.number("{" + guid.upper() + "}", "span") == str(id)


def test_codes_have_colours_and_stand_below_what_they_are_of(tmp_path: Path) -> None:
    exported(refi, [gold_page()], tmp_path / "x.qdpx", gold_card())
    codes = _project(tmp_path / "x.qdpx").find(f"{URN}CodeBook/{URN}Codes")
    assert codes is not None
    told = {each.get("name"): each for each in codes}
    assert told["PER"].get("color") == "#263a7f"
    assert [each.get("name") for each in told["claim"]][:2] == ["content", "source"]
    assert told["judgements"].get("isCodable") == "false"
    assert len(told["judgements"]) > 2


def test_a_mark_moved_by_another_tool_is_taken_as_it_is_now(tmp_path: Path) -> None:
    page = make.page_of("Ana Li met Bo.", (0, 3, "PER"))
    exported(refi, [page], tmp_path / "x.qdpx")

    def moved(name: str, raw: bytes) -> bytes:
        return raw.replace(b'name="Ana" startPosition="0" endPosition="3"',
                           b'name="Ana Li" startPosition="0" endPosition="6"')  # fmt: skip

    [read] = _read(_repacked(tmp_path / "x.qdpx", moved))
    assert [(read.text[s.start : s.end], s.label) for s in read.spans] == [("Ana Li", "PER")]
    assert read.statuses == {"Ana": "done"}
