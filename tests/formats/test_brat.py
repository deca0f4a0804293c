"""brat standoff: an independent reader and the bioc package give back what was marked."""

import re
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from annotator.formats import brat
from annotator.formats.values import ProjectCard, Report
from annotator.model import Link, Note, Page, Span
from annotator.progress import Loss
from tests.formats import brat_reader
from tests.formats import pages as make
from tests.formats.brat_reader import Standoff
from tests.formats.running import exported
from tests.gold import CROCUS, gold_card, gold_page

UNHOLDABLE = re.compile("[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


def _written(
    page: Page, folder: Path, card: ProjectCard | None = None, **options: Any
) -> tuple[str, str, Report]:
    report = exported(brat, [page], folder, card, **options)
    [text], [ann] = folder.glob("*.txt"), folder.glob("*.ann")
    return text.read_bytes().decode(), ann.read_bytes().decode(), report


def _read(page: Page, folder: Path, card: ProjectCard | None = None, **options: Any) -> Standoff:
    text, ann, _report = _written(page, folder, card, **options)
    assert text == page.text
    return brat_reader.read(text, ann)


def _roles(found: Standoff) -> list[tuple[str, tuple[tuple[int, int], ...], dict[str, Any]]]:
    """Each event with the fragments of its trigger and arguments."""
    return sorted(
        (
            type,
            found.textbounds[trigger][1],
            {role: found.textbounds[id][1] for role, id in arguments.items()},
        )
        for type, trigger, arguments in found.events.values()
    )  # fmt: skip


def test_attributions_are_those_of_the_gold_file(tmp_path: Path) -> None:
    page = gold_page()
    ours = _read(page, tmp_path / "out", gold_card(), mentions=False, claims="polnear")
    gold = brat_reader.read(page.text, (CROCUS / "attribution.ann").read_bytes().decode())
    assert len(ours.events) == 10
    assert _roles(ours) == _roles(gold)


def test_attributions_are_the_same_among_everything_else(tmp_path: Path) -> None:
    page = gold_page()
    ours = _read(page, tmp_path / "out", gold_card())
    gold = brat_reader.read(page.text, (CROCUS / "attribution.ann").read_bytes().decode())
    kept = [
        (type, trigger, {role: where for role, where in roles.items() if role != "Hedge"})
        for type, trigger, roles in _roles(ours)
        if type != "Claim"
    ]
    assert kept == _roles(gold)
    assert len(ours.events) == 41
    assert len(ours.relations) == 11


def test_the_other_reader_finds_the_same(tmp_path: Path) -> None:
    bioc = pytest.importorskip("bioc.brat")
    text, ann, _report = _written(gold_page(), tmp_path / "out", gold_card())
    theirs, ours = bioc.loads(text, ann), brat_reader.read(text, ann)
    spans = {
        each.id: (each.type, tuple(sorted((s.begin, s.end) for s in each.locations)))
        for each in theirs.entities
    }
    assert spans == ours.textbounds
    assert {e.id: (e.type, e.trigger_id, dict(e.arguments)) for e in theirs.events} == ours.events
    assert len(list(theirs.relations)) == len(ours.relations)
    assert len(list(theirs.attributes)) == len(ours.attributes)


def test_mentions_keep_level_entity_and_wikidata(tmp_path: Path) -> None:
    found = _read(gold_page(), tmp_path / "out", gold_card())
    [putin] = [id for id, each in found.textbounds.items() if each == ("PER", ((222, 236),))]
    assert ("level", putin, "NAM") in found.attributes
    assert [(base, key) for target, base, key, _name in found.references if target == putin] == [
        ("Entity", "102"),
        ("Wikidata", "Q7747"),
    ]


@pytest.mark.parametrize("name", make.TEXTS)
def test_texts_that_bite(name: str, tmp_path: Path) -> None:
    """One mention over the whole text, one over each of its first characters."""
    text = make.page_of(make.TEXTS[name]).text
    marks = [(0, len(text), "PER"), *((n, n + 1, "ORG") for n in range(min(len(text), 20)))]
    page = make.page_of(text, *(mark for mark in marks if mark[0] < mark[1]))
    found = _read(page, tmp_path / "out")
    expected = Counter(_points(page, (s.start, s.end)) for s in page.spans)
    del expected[frozenset()]
    assert Counter(found.points(id) for id in found.textbounds) == expected


def _points(page: Page, *ranges: tuple[int, int]) -> frozenset[int]:
    """The code points of ranges that a line can hold."""
    return frozenset(
        point
        for start, end in ranges
        for point in range(start, end)
        if not UNHOLDABLE.match(page.text[point])
    )


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(page=make.pages())
def test_what_is_missing_is_what_the_report_says(page: Page) -> None:
    page = replace(page, article=replace(page.article, removed=False))
    with tempfile.TemporaryDirectory() as folder:
        text, ann, report = _written(page, Path(folder) / "out", statuses=_ALL)
    found = brat_reader.read(text, ann)
    counts = {loss.what: loss.count for loss in report.losses}
    _check_mentions(page, found, counts)
    _check_claims(page, found, counts)
    kept = sum(type == "AnnotatorNotes" and target[0] != "R" for type, target, _ in found.comments)
    told = counts.get("note on the article", 0) + counts.get("note on what is not in the file", 0)
    assert kept + told == sum(n.entity is None for n in page.notes)
    preview = brat.losses(page, brat.Options())
    assert _of_pages(preview) == _of_pages(report.losses)


_ALL = ("untouched", "in_progress", "done", "done_empty", "review")
_OF_THE_PROJECT = ("project", "entity", "entities")


def _of_pages(losses: tuple[Loss, ...]) -> list[Loss]:
    return [loss for loss in losses if not set(_OF_THE_PROJECT) & set(loss.what.split())]


def _check_mentions(page: Page, found: Standoff, counts: dict[str, int]) -> None:
    pieces: dict[int, list[Span]] = {}
    for span in page.mentions:
        pieces.setdefault(span.part_of or span.id, []).append(span)
    expected = Counter(_points(page, *((s.start, s.end) for s in each)) for each in pieces.values())
    gone = expected.pop(frozenset(), 0)
    parts = ("Source", "Cue", "Content", "Hedge", "Addressee", *brat_events())
    kept = Counter(
        found.points(id) for id, (type, _where) in found.textbounds.items() if type not in parts
    )
    assert kept == expected
    assert counts.get("mention of line ends alone", 0) == gone


def brat_events() -> tuple[str, ...]:
    return ("Attribution", "Attribution-no-source", "Claim")


def _check_claims(page: Page, found: Standoff, counts: dict[str, int]) -> None:
    expected: Counter[tuple[str, frozenset[int]]] = Counter()
    for claim in page.claims.values():
        for role in ("Source", "Cue", "Content", "Hedge", "Addressee"):
            ranges = [(s.start, s.end) for s in page.parts(claim.id, role.lower())]
            if points := _points(page, *ranges):
                expected[role, points] += 1
    kept: Counter[tuple[str, frozenset[int]]] = Counter()
    for _type, _trigger, arguments in found.events.values():
        for role in ("Source", "Cue", "Content", "Hedge", "Addressee"):
            ids = [id for name, id in arguments.items() if re.fullmatch(rf"{role}\d*", name)]
            if ids:
                kept[role, frozenset().union(*map(found.points, ids))] += 1
    assert kept == expected
    assert len(found.events) + counts.get("claim without any words in the text", 0) == len(
        page.claims
    )


def test_overlapping_pieces_of_one_role_become_content2(tmp_path: Path) -> None:
    page = gold_page()
    claim = next(iter(page.claims.values()))
    [first] = page.parts(claim.id, "content")
    second = replace(first, id=9999, start=first.start + 3, end=first.end + 2, order=1)
    page = replace(page, spans=make.in_order([*page.spans, second]))
    found = _read(page, tmp_path / "out", gold_card())
    arguments = [each for _t, _g, each in found.events.values() if "Content2" in each]
    assert len(arguments) == 1
    assert found.textbounds[arguments[0]["Content2"]][1] == ((second.start, second.end),)


def test_discontinuous_mentions_are_one_textbound(tmp_path: Path) -> None:
    page = make.page_of("North and South Korea", (0, 5, "GPE"), (16, 21, "GPE"))
    second = replace(page.spans[1], part_of=page.spans[0].id)
    page = replace(page, spans=(page.spans[0], second))
    assert list(_read(page, tmp_path / "out").textbounds.values()) == [
        ("GPE", ((0, 5), (16, 21)))
    ]  # fmt: skip


def test_odd_label_names_are_renamed_and_reported(tmp_path: Path) -> None:
    page = make.page_of("Ana Li", (0, 6, "Odd label-ü/B"))
    text, ann, report = _written(page, tmp_path / "out")
    assert brat_reader.read(text, ann).textbounds["T1"][0] == "Odd_label-u_B"
    [loss] = [loss for loss in report.losses if loss.fate == "renamed"]
    assert (loss.count, loss.becomes, loss.examples) == (1, "Odd_label-u_B", ("Odd label-ü/B",))


def test_links_and_notes_on_them(tmp_path: Path) -> None:
    page = make.page_of("Ana Li and Bo", (0, 6, "PER"), (11, 13, "PER"))
    first, second = page.spans
    links = (
        Link(1, "span", first.id, second.id, "near to", 1, "derived", "by eye"),
        Link(2, "claim", 1, 2, "repeats", 1),
    )
    notes = (Note(3, "sure?\nno", 1, "doubt", span=first.id), Note(4, "late", 1, article=1))
    text, ann, report = _written(replace(page, links=links, notes=notes), tmp_path / "out")
    found = brat_reader.read(text, ann)
    assert found.relations == [("near_to", "T1", "T2")]
    assert ("independence", "R1", "derived") in found.attributes
    assert ("flag", "T1", "doubt") in found.attributes
    assert ("AnnotatorNotes", "T1", "sure? no") in found.comments
    assert ("AnnotatorNotes", "R1", "by eye") in found.comments
    counts = {loss.what: loss.count for loss in report.losses}
    assert counts["note on the article"] == 1
    assert counts["line end or tab in free words"] == 1


def test_the_configuration_declares_everything_that_is_used(tmp_path: Path) -> None:
    found = _read(gold_page(), tmp_path / "out", gold_card())
    conf = (tmp_path / "out" / "annotation.conf").read_text(encoding="utf-8")
    sections = dict(re.findall(r"\[(\w+)\]\n(.*?)(?=\n\[|\Z)", conf, re.DOTALL))
    assert list(sections) == ["entities", "relations", "events", "attributes"]
    declared = {
        name: {line.split("\t")[0] for line in body.split("\n") if line}
        for name, body in sections.items()
    }
    types = {type for type, _where in found.textbounds.values()}
    assert types <= declared["entities"] | declared["events"]
    assert {type for type, _s, _t in found.relations} <= declared["relations"]
    assert {name for name, _t, _v in found.attributes} <= declared["attributes"]
    values = dict(re.findall(r"(\S+)\tArg:\S+, Value:(\S+)", sections["attributes"]))
    assert all(value in values[name].split("|") for name, _t, value in found.attributes)


def test_article_names_do_not_change_when_others_are_added(tmp_path: Path) -> None:
    pages = [make.page_of("One."), make.page_of("Two."), make.page_of("漢字")]
    pages = [replace(p, article=replace(p.article, id=n, title="")) for n, p in enumerate(pages)]
    exported(brat, pages[:1], tmp_path / "one")
    exported(brat, pages, tmp_path / "all")
    one, all = ({p.name for p in (tmp_path / name).iterdir()} for name in ("one", "all"))
    assert one < all
    assert len(all) == 10


def test_metadata_and_statuses_stand_in_a_table(tmp_path: Path) -> None:
    _written(gold_page(), tmp_path / "out", gold_card())
    head, row = (tmp_path / "out" / "articles.tsv").read_text(encoding="utf-8").split("\n")[:2]
    cells = dict(zip(head.split("\t"), row.split("\t"), strict=True))
    assert cells["published"] == "2024-03-31"
    assert cells["statuses"] == "analyst-1=done; analyst-2=in_progress"
    assert (tmp_path / "out" / f"{cells['file']}.ann").exists()
