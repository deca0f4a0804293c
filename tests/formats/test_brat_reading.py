"""Reading brat standoff: our own folders come back whole, others with all that can be kept."""

import re
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

from annotator import jobs
from annotator.errors import BadInput
from annotator.formats import brat
from annotator.formats.values import ReadArticle, ReadOptions, ReadSpan, Report
from annotator.model import Claim, Judgement, Page, Span
from annotator.project import Project
from tests.formats import golden_page
from tests.formats import pages as make
from tests.formats.running import exported
from tests.gold import gold_card, gold_page
from tests.jobs.running import finished

UNHOLDABLE = re.compile("[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ALL = ("untouched", "in_progress", "done", "done_empty", "review")


def _back(page: Page, card: Any = None, **options: Any) -> tuple[ReadArticle, Report]:
    with tempfile.TemporaryDirectory() as folder:
        report = exported(brat, [page], Path(folder) / "out", card, statuses=_ALL, **options)
        [read] = brat.read(Path(folder) / "out")
    assert isinstance(read, ReadArticle)
    return read, report


def _pair(folder: Path, text: str, ann: str, name: str = "a") -> list[ReadArticle | BadInput]:
    (folder / f"{name}.txt").write_bytes(text.encode())
    (folder / f"{name}.ann").write_bytes(ann.encode())
    return list(brat.read(folder))


def _one(folder: Path, text: str, ann: str) -> ReadArticle:
    [read] = _pair(folder, text, ann)
    assert isinstance(read, ReadArticle)
    return read


# our own folders


def test_the_golden_page_comes_back(tmp_path: Path) -> None:
    page, card = golden_page.page(), golden_page.card()
    exported(brat, [page], tmp_path / "out", card)
    [read] = brat.read(tmp_path / "out")
    project = brat.read_project(tmp_path / "out")
    assert isinstance(read, ReadArticle)
    assert project is not None
    assert (read.text, read.title, read.published) == (page.text, "Mayor quits 😀", "2025-02-01")
    assert read.origin == page.article.origin
    assert read.statuses == {"Ana": "done", "Bo Ö.": "review"}
    assert {e.id: (e.name, e.qid, e.aliases) for e in project.entities} == {
        "21": ("Lena Ørsted", "Q42", ("Ørsted",)),
        "22": ("Port Ellis", "", ()),
        "23": ("mayor's office", "", ()),
        "24": ("Ellis", "", ()),
    }
    assert [e.merged_into for e in project.entities if e.id == "24"] == ["22"]
    assert [(e.id, e.role) for e in read.entities] == [("20", "author")]
    assert {c.gist: c.chain for c in read.claims} == {
        "The mayor will resign.": ("20", "23"),
        "She thanks people.": ("20", "23", "21"),
        "Owners were glad.": ("20",),
    }
    assert _mentions(read) == _expected_mentions(page)
    assert _claims(read) == _expected_claims(page)
    assert {(a.name, a.value) for a in read.attributes} == {("tense", "future")}
    assert {(j.field, j.value) for j in read.judgements} == {
        ("source_kind", "entity"), ("credibility", "6"), ("rationale", "Nobody else knows."),
    }  # fmt: skip
    [link] = read.links
    assert (link.kind, link.type, link.independence, link.note) == (
        "claim", "repeats", "derived", "Same day.",
    )  # fmt: skip


def test_the_gold_page_loses_only_what_the_report_names() -> None:
    page = gold_page()
    read, report = _back(page, gold_card())
    assert _mentions(read) == _expected_mentions(page)
    assert _claims(read) == _expected_claims(page)
    assert Counter(x.type for x in read.links) == Counter(
        x.type for x in page.links if x.kind == "claim"
    )
    assert len(report.losses) <= 6


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(page=make.pages())
def test_what_comes_back_is_the_page_less_what_the_report_says(page: Page) -> None:
    page = _with_contents(replace(page, article=replace(page.article, removed=False)))
    read, report = _back(page)
    counts: Counter[str] = Counter()
    for loss in report.losses:
        counts[loss.what] += loss.count
    _check_article(page, read)
    assert _mentions(read) == _expected_mentions(page)
    assert _claims(read) == _expected_claims(page)
    if not counts["line end or tab in a span"] and not counts["overlapping pieces of one mention"]:
        assert _pieces(read) == Counter((s.start, s.end) for s in page.spans)
    if not counts["who made a mark"]:
        assert len({s.annotator for s in read.spans}) <= 1
    assert len(read.notes) + counts["note on the article"] + counts[
        "note on what is not in the file"
    ] == sum(n.entity is None for n in page.notes)
    about = [a for a in page.attributes if a.entity is None]
    assert len(read.attributes) + counts["attribute of what is not in the file"] == len(about)


def _with_contents(page: Page) -> Page:
    """The page with a content for every claim, as every claim of a project has one."""
    spans = list(page.spans)
    point = next((n for n, c in enumerate(page.text) if not UNHOLDABLE.match(c)), None)
    assume(point is not None or not page.claims)
    for claim in page.claims.values():
        if not _has_content(page, claim.id):
            order = sum(s.claim == claim.id and s.role == "content" for s in spans)
            spans.append(
                Span(
                    90_000 + claim.id, 1, point or 0, (point or 0) + 1, claim.annotator,
                    page.text[point or 0], role="content", claim=claim.id, order=order,
                )
            )  # fmt: skip
    return replace(page, spans=make.in_order(spans))


def _check_article(page: Page, read: ReadArticle) -> None:
    about = page.article
    assert (read.text, read.title, read.outlet, read.published, read.byline, read.origin) == (
        page.text, about.title, about.outlet, about.published, about.byline, about.origin,
    )  # fmt: skip
    names = {each.id: each.name for each in make.ANNOTATORS}
    assert read.statuses == {names[who]: status for who, status in page.statuses.items()}


def _points(text: str, *ranges: tuple[int, int]) -> frozenset[int]:
    return frozenset(
        p for start, end in ranges for p in range(start, end) if not UNHOLDABLE.match(text[p])
    )


def _mentions(read: ReadArticle) -> Counter[Any]:
    """Mentions by what they cover, label, level, head and entity."""
    pieces: dict[str, list[ReadSpan]] = {}
    for span in read.spans:
        if span.label and span.label not in ("Attribution", "Attribution-no-source", "Claim"):
            pieces.setdefault(span.part_of or span.id, []).append(span)
    return Counter(
        (
            _points(read.text, *((s.start, s.end) for s in some)),
            some[0].label, some[0].level, some[0].head_start, some[0].head_end, some[0].entity,
        )
        for some in pieces.values()
        if some[0].label not in ("Source", "Cue", "Content", "Hedge", "Addressee")
    )  # fmt: skip


def _expected_mentions(page: Page) -> Counter[Any]:
    pieces: dict[int, list[Span]] = {}
    for span in sorted(page.mentions, key=lambda s: s.part_of is not None):
        pieces.setdefault(span.part_of or span.id, []).append(span)
    found = Counter(
        (
            _points(page.text, *((s.start, s.end) for s in some)),
            page.codebook.label(some[0].label or 0).name, some[0].level,
            some[0].head_start, some[0].head_end, str(page.entity_of(some[0]) or ""),
        )
        for some in pieces.values()
    )  # fmt: skip
    return Counter({key: n for key, n in found.items() if key[0]})


def _claims(read: ReadArticle) -> Counter[Any]:
    """Claims by gist, what their parts cover, chain, the parent's gist, and answers."""
    gists = {claim.id: claim.gist for claim in read.claims}
    found: Counter[Any] = Counter()
    for claim in read.claims:
        parts = [s for s in read.spans if s.claim == claim.id]
        roles = {role: _points(read.text, *((s.start, s.end) for s in parts if s.role == role))
                 for role in {s.role for s in parts}}  # fmt: skip
        answers = tuple((j.field, j.value) for j in read.judgements if j.claim == claim.id)
        parent = gists.get(claim.parent, "")
        key = (claim.gist, tuple(sorted(roles.items())), claim.chain, parent, answers)
        found[key] += 1
    return found


def _has_content(page: Page, claim: int) -> bool:
    return bool(
        _points(page.text, *((s.start, s.end) for s in page.parts(claim, "content")))
    )  # fmt: skip


def _expected_claims(page: Page) -> Counter[Any]:
    found: Counter[Any] = Counter()
    flat = {None: ""} | {c.id: _flat(c.gist) for c in page.claims.values()}
    maker = Counter(s.annotator for s in page.spans)
    main = min(maker, key=lambda who: (-maker[who], who), default=0)
    for claim in page.claims.values():
        roles = {
            role: points
            for role in ("addressee", "content", "cue", "hedge", "source")
            if (
                points := _points(
                    page.text, *((s.start, s.end) for s in page.parts(claim.id, role))
                )
            )
        }
        answers = [j for j in page.judgements if j.claim == claim.id]
        kept = tuple(
            (j.field, _flat(j.value)) for j in answers if j.annotator == _who(answers, j, main)
        )
        chain = tuple(None if e is None else str(page.live(e)) for e in claim.chain)
        parent = flat[claim.parent]
        found[flat[claim.id], tuple(roles.items()), chain, parent, kept] += 1
    return found


def _who(answers: list[Judgement], one: Judgement, main: int) -> int:
    """Whose answers to a question are written: those of the file's maker, or of the first."""
    people = {j.annotator for j in answers if j.field == one.field}
    return main if main in people else min(people)


def _flat(words: str) -> str:
    return UNHOLDABLE.sub(" ", words).strip()


def _pieces(read: ReadArticle) -> Counter[Any]:
    return Counter((s.start, s.end) for s in read.spans)


def test_a_claim_without_content_becomes_an_event() -> None:
    page = make.page_of("Ana said so.", statuses={1: "done"})
    parts = (
        Span(10, 1, 0, 3, 1, "Ana", role="source", claim=5),
        Span(11, 1, 4, 8, 1, "said", role="cue", claim=5),
    )
    page = replace(page, spans=parts, claims={5: Claim(5, 1, 1)})
    read, report = _back(page)
    assert read.claims == ()
    assert {x.label for x in read.spans} == {"Attribution", "Cue", "Source"}
    assert [x.count for x in report.losses if x.what == "claim without content"] == [1]


def test_a_single_file_of_ours_is_read_as_the_folder_is(tmp_path: Path) -> None:
    exported(brat, [gold_page()], tmp_path / "out", gold_card())
    [ann], [text] = (tmp_path / "out").glob("*.ann"), (tmp_path / "out").glob("*.txt")
    [whole] = brat.read(tmp_path / "out")
    assert list(brat.read(ann)) == list(brat.read(text)) == [whole]


def test_it_comes_back_through_a_project(tmp_path: Path) -> None:
    """Into an empty project, and out again: the same files but for the new ids of rows."""
    exported(brat, [golden_page.page()], tmp_path / "first", golden_page.card())
    with Project.create(tmp_path / "p.annotator", "Ana") as project:
        done = finished(jobs.import_files(project, [tmp_path / "first"], format="brat"))
        assert (done.new, done.failed, done.unfit) == (1, (), ())
        finished(jobs.export(project, "brat", tmp_path / "second", {"statuses": _ALL}))
    first, second = ({p.name: p.read_bytes().decode() for p in (tmp_path / name).iterdir()}
                     for name in ("first", "second"))  # fmt: skip
    assert first.keys() == second.keys()
    [ann] = [name for name in first if name.endswith(".ann")]
    lines = [sorted(line.split("\t", 1)[1] for line in each[ann].split("\n") if "\t" in line
                    and not line.startswith("N") and "Chain" not in line)
             for each in (first, second)]  # fmt: skip
    assert lines[0] == lines[1]


# folders of others


def test_attributions_become_claims(tmp_path: Path) -> None:
    text = "The mayor said that rain will fall. It was dry, he added."
    ann = (
        "T1\tSource 0 9\tThe mayor\nT2\tCue 10 19\tsaid that\nT3\tContent 20 34\train will fall\n"
        "T4\tAttribution 10 19\tsaid that\nE1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n"
        "T5\tContent 36 46\tIt was dry\nT6\tReport 51 56\tadded\nT7\tPerson 48 50\the\n"
        "E2\tReport:T6 Content:T5 Source:T7\nA1\tFactuality E1 low\n#1\tAnnotatorNotes E1\tsure?\n"
    )
    read = _one(tmp_path, text, ann)
    assert [c.id for c in read.claims] == ["E1", "E2"]
    roles = [(s.claim, s.role, read.text[s.start : s.end], s.mention) for s in read.spans if s.role]
    assert roles == [
        ("E1", "content", "rain will fall", ""), ("E1", "cue", "said that", ""),
        ("E1", "source", "The mayor", ""), ("E2", "content", "It was dry", ""),
        ("E2", "source", "he", "T7"), ("E2", "cue", "added", ""),
    ]  # fmt: skip
    assert [(s.id, s.label) for s in read.spans if s.label] == [("T7", "Person")]
    assert {(a.name, a.value, a.claim) for a in read.attributes} == {
        ("Factuality", "low", "E1"), ("type", "Report", "E2"),
    }  # fmt: skip
    assert [(n.text, n.claim) for n in read.notes] == [("sure?", "E1")]


def test_other_events_become_mentions_with_links(tmp_path: Path) -> None:
    text = "Ann married Bob and Cid."
    ann = (
        "T1\tPerson 0 3\tAnn\nT2\tMarry 4 11\tmarried\nT3\tPerson 12 15\tBob\n"
        "T4\tPerson 20 23\tCid\nE1\tMarry:T2 Who:T1 Who2:T3\nE2\tMarry:T2 Who:T1 Who2:T4\n"
        "E3\tMarry:T2 Of:E1\nA1\tNegation E2\n"
    )
    read = _one(tmp_path, text, ann)
    assert [(s.id, s.label) for s in read.spans] == [
        ("T1", "Person"), ("T2", "Marry"), ("T3", "Person"), ("T4", "Person"), ("E2", "Marry"),
        ("E3", "Marry"),
    ]  # fmt: skip
    assert [(x.source, x.type, x.target) for x in read.links] == [
        ("T2", "Who", "T1"), ("T2", "Who2", "T3"), ("E2", "Who", "T1"), ("E2", "Who2", "T4"),
        ("E3", "Of", "T2"),
    ]  # fmt: skip
    assert [(a.name, a.value, a.span) for a in read.attributes] == [("Negation", "", "E2")]


def test_references_and_groups_name_entities(tmp_path: Path) -> None:
    text = "Ann Li left. Ms Li, she said. Rome. Rome."
    ann = (
        "T1\tPER 0 6\tAnn Li\nT2\tPER 13 18\tMs Li\nT3\tPER 20 23\tshe\nT4\tLOC 30 34\tRome\n"
        "T5\tLOC 36 40\tRome\nT6\tPER 16 18\tLi\n*\tEquiv T1 T2 T3\n"
        "N1\tReference T4 Wikidata:Q220\tRoma\n"
        "N2\tReference T5 Wikidata:Q220\t\nN3\tReference T6 MESH:D1\tThe Li\n"
        "N4\tReference T6 X:NULL\t\n"
    )
    read = _one(tmp_path, text, ann)
    entity = {s.id: s.entity for s in read.spans}
    assert entity["T1"] == entity["T2"] == entity["T3"] != ""
    assert entity["T4"] == entity["T5"] == "Wikidata:Q220"
    assert [(e.name, e.label, e.qid) for e in read.entities] == [
        ("Roma", "LOC", "Q220"), ("The Li", "PER", ""), ("Ann Li", "PER", ""),
    ]  # fmt: skip
    assert {(a.name, a.value, a.entity or a.span) for a in read.attributes} == {
        ("MESH", "D1", "MESH:D1"), ("X", "NULL", "T6"),
    }  # fmt: skip


@pytest.mark.parametrize("joint", [" ", "", " [...] ", " ... "])
def test_fragments_however_their_words_are_joined(joint: str, tmp_path: Path) -> None:
    read = _one(tmp_path, "North and South Korea 😀.", f"T1\tGPE 0 5;16 21\tNorth{joint}Korea\n")
    assert [(s.start, s.end, s.part_of) for s in read.spans] == [(0, 5, ""), (16, 21, "T1")]
    assert read.unfit == ()


def test_a_span_cut_at_a_line_end_is_one_again(tmp_path: Path) -> None:
    read = _one(tmp_path, "the New\nYork post", "T1\tORG 4 7;8 12\tNew York\n")
    assert [(s.start, s.end) for s in read.spans] == [(4, 12)]


def test_offsets_that_count_emoji_twice_are_found_out(tmp_path: Path) -> None:
    read = _one(tmp_path, "😀 Ana and 😀 Bo", "T1\tPER 3 6\tAna\nT2\tPER 14 16\tBo\n")
    assert [read.text[s.start : s.end] for s in read.spans] == ["Ana", "Bo"]
    assert "UTF-16" in read.counted


def test_line_ends_may_count_twice(tmp_path: Path) -> None:
    read = _one(tmp_path, "One\r\nAna\r\nBo", "T1\tPER 5 8\tAna\nT2\tPER 10 12\tBo\n")
    assert [read.text[s.start : s.end] for s in read.spans] == ["Ana", "Bo"]
    assert (read.text, read.counted) == ("One\nAna\nBo", "")


def test_words_over_several_lines_and_words_that_are_missing(tmp_path: Path) -> None:
    read = _one(tmp_path, "He said:\n\n“Go”, twice", "T1\tX 3 14\tsaid:\n\n“Go”\nT2\tY 0 2\n")
    assert [(s.id, s.start, s.end) for s in read.spans] == [("T1", 3, 14), ("T2", 0, 2)]


def test_marks_that_fit_nothing_stay_out_unless_asked_for(tmp_path: Path) -> None:
    ann = (
        "T1\tPER 0 3\tBob\nT2\tPER 4 6\tLi\nT3\tX 50 60\tfar\nR1\tnear Arg1:T1 Arg2:T2\nA1\tu T1\n"
    )
    read = _one(tmp_path, "Ana Li", ann)
    assert [s.id for s in read.spans] == ["T2"]
    assert [(u.quote, u.found) for u in read.unfit] == [("Bob", "Ana"), ("far", "")]
    assert (read.links, read.attributes) == ((), ())
    assert len(read.ignored) == 2
    [taken] = brat.read(tmp_path, ReadOptions(unfitting=True))
    assert isinstance(taken, ReadArticle)
    assert [s.id for s in taken.spans] == ["T1", "T2"]
    assert [u.quote for u in taken.unfit] == ["far"]


def test_broken_lines_cost_themselves_and_are_named(tmp_path: Path) -> None:
    ann = (
        "T1\tPER 0 3\tAna\nT2\tGo 4 6\tLi\nE1\tWho:T1 X:T2\nE2\tPER:T1 X:T9\n"
        "R1\tnear Arg1:T1 Arg2:T7\n"
        "A1\tu T8\nhello\nE3\tPER:T1 X:E2\nT1\tPER 0 3\tAna\nR2\tr Arg1:T1\n"
    )
    read, *faults = _pair(tmp_path, "Ana Li", ann)
    assert isinstance(read, ReadArticle)
    assert [s.id for s in read.spans] == ["T1", "T2"]
    assert [f.line for f in faults if isinstance(f, BadInput)] == [3, 4, 5, 6, 7, 8, 9, 10]


def test_several_peoples_files_about_one_text(tmp_path: Path) -> None:
    """PolNeAR keeps texts in a folder of their own, and a file for each annotator."""
    (tmp_path / "text").mkdir()
    (tmp_path / "marks").mkdir()
    (tmp_path / "text" / "a.txt").write_text("Ana Li", "utf-8")
    (tmp_path / "marks" / "a_4b22.ann").write_text("T1\tPER 0 3\tAna\n", "utf-8")
    (tmp_path / "marks" / "a_9c.ann").write_text("T1\tPER 0 6\tAna Li\n", "utf-8")
    (tmp_path / "marks" / "b.ann").write_text("T1\tPER 0 6\tAna Li\n", "utf-8")
    assert brat.recognises(tmp_path / "marks")
    read, fault = brat.read(tmp_path)
    assert isinstance(read, ReadArticle)
    assert [(s.id, s.annotator, s.end) for s in read.spans] == [
        ("4b22/T1", "4b22", 3), ("9c/T1", "9c", 6),
    ]  # fmt: skip
    assert isinstance(fault, BadInput)
    assert fault.path.name == "b.ann"


def test_other_files_are_not_taken_for_brat(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ana", "utf-8")
    assert not brat.recognises(tmp_path)
    assert not brat.recognises(tmp_path / "a.txt")
    (tmp_path / "a.ann").write_text("QUOTE\tQ1\t3\n", "utf-8")
    assert not brat.recognises(tmp_path / "a.ann")
