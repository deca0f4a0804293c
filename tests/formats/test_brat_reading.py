"""Reading brat standoff: our own folders come back whole, others with all that can be kept."""

import re
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, assume, given, settings

from annotator import jobs
from annotator.formats import brat
from annotator.formats.values import ReadArticle, ReadSpan, Report
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
    gone = counts["attribute of the article"] + counts["attribute of what is not in the file"]
    assert len(read.attributes) + gone == sum(a.entity is None for a in page.attributes)


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
