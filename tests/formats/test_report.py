"""The report: all of the text, every mark where it stands, on the screen and on paper."""

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings

from annotator import paths
from annotator.errors import Refused
from annotator.formats import report
from annotator.formats.printed import frame
from annotator.formats.printed.html import marked, text
from annotator.formats.printed.marking import Tag, tagged
from annotator.model import Entity, Page
from tests.formats import golden_page
from tests.formats import pages as make
from tests.formats.running import exported
from tests.gold import gold_card, gold_page

pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed (the extra pdf).")


class _Reader(HTMLParser):
    """Checks that elements nest, and keeps the words apart from the signs around them."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert "src" not in given
        if tag == "a":
            self.links.append(given["href"] or "")
        self.ids.add(given.get("id") or "")
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, words: str) -> None:
        if not {"i", "sub", "sup"} & {*self.open}:
            self.words.append(words)


def _lines(words: str) -> list[str]:
    return [line for line in words.split("\n") if line.strip()]


def _read(html: str) -> _Reader:
    found = _Reader()
    found.feed(html)
    found.close()
    assert found.open == []
    return found


@settings(max_examples=60, deadline=None)
@given(page=make.pages())
def test_tags_nest_and_say_where_each_mark_begins_and_ends(page: Page) -> None:
    at, stack, found = 0, [], {}
    for each in tagged(page.text, page.spans):
        if isinstance(each, str):
            assert page.text[at : at + len(each)] == each
            at += len(each)
        elif each.opens:
            stack.append(each.span)
            if not each.is_joint:
                found[each.span.id] = at
        else:
            assert stack.pop() is each.span
            if not each.is_joint:
                assert (found[each.span.id], at) == (each.span.start, each.span.end)
    assert at == len(page.text)
    assert stack == []
    assert found.keys() == {span.id for span in page.spans}


@settings(max_examples=60, deadline=None)
@given(page=make.pages())
def test_the_marked_text_is_the_text(page: Page) -> None:
    html = marked(page)
    # A control character is written out; a carriage return is a line end to who reads HTML.
    seen = {n: f"\\u{n:04x}" for n in (*range(9), *range(14, 32), 127)} | {13: "\n"}
    assert _lines("".join(_read(html).words)) == _lines(page.text.translate(seen))
    for span in page.mentions:
        code = page.codebook.label(span.label or 0).code
        assert f"\u2068{text(code)}" in html or not page.text[span.start : span.end].strip()


def test_a_line_end_in_a_name_is_none_of_the_text() -> None:
    page = make.page_of("one two", (0, 3, "PER"))
    named = Entity(id=9, label=page.spans[0].label or 0, name="One\nTwo")
    tied = tuple(replace(span, entity=9) for span in page.spans)
    assert "".join(_read(marked(replace(page, spans=tied, entities={9: named}))).words) == "one two"


def test_marks_that_cross_are_cut_where_they_cross() -> None:
    page = make.page_of("one two three", (0, 7, "PER"), (4, 13, "ORG"))
    tags = [
        (each.span.label, each.opens, each.is_joint) if isinstance(each, Tag) else each
        for each in tagged(page.text, page.spans)
    ]
    per, org = (span.label for span in page.spans)
    assert tags == [
        (per, True, False), "one ", (per, False, True), (org, True, False), (per, True, True),
        "two", (per, False, False), " three", (org, False, False),
    ]  # fmt: skip


def test_the_file_stands_alone_and_its_links_lead_somewhere(tmp_path: Path) -> None:
    pages = [gold_page(), golden_page.page()]
    pages[1] = replace(pages[1], codebook=pages[0].codebook, spans=(), claims={}, judgements=())
    pages[1] = replace(pages[1], notes=(), attributes=(), links=(), entities={})
    pages[1] = replace(pages[1], statuses={})
    out = tmp_path / "out.html"
    exported(
        report, pages, out, replace(gold_card(), articles=2), statuses=("done", "untouched")
    )  # fmt: skip
    html = out.read_text(encoding="utf-8")
    found = _read(html)
    assert {link.removeprefix("#") for link in found.links} <= found.ids
    assert len(found.links) == 3
    for word in ("http:", "https:", "<script", "url("):
        assert word not in html.replace(gold_page().article.url or "-", "")


def test_claims_answers_entities_and_notes_are_there(tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    exported(report, [golden_page.page()], out, golden_page.card())
    words = " ".join(_read(out.read_text(encoding="utf-8")).words)
    for told in (
        "The mayor will resign.", "Lena Ørsted … will step down", "the author → mayor's office",
        "6 (?)", "not applicable", "Entity (derived)", "Nobody\nelse knows.", "1 · derived · Same",
        "Sure?", "doubt · Ana", "Long one.", "Q42", "future", "Ellis Post · 2025-02-01",
    ):  # fmt: skip
        assert told in words, told
    exported(
        report, [golden_page.page()], out, golden_page.card(), claims=False, entities=False,
        notes=False,
    )  # fmt: skip
    words = " ".join(_read(out.read_text(encoding="utf-8")).words)
    assert "The mayor will resign." not in words
    assert "Q42" not in words
    assert "Long one." not in words


def test_what_is_not_shown_is_told(tmp_path: Path) -> None:
    page = golden_page.page()
    told = {loss.what: loss.count for loss in report.losses(page, report.Options())}
    assert told == {"head of a mention": 1}
    bare = report.Options(claims=False, notes=False)
    told = {loss.what: loss.count for loss in report.losses(page, bare)}
    assert told == {"head of a mention": 1, "claim": 3, "note": 2}


def _pdf_text(path: Path) -> list[str]:
    document = pdfium.PdfDocument(path)
    try:
        return [document[n].get_textpage().get_text_range() for n in range(len(document))]
    finally:
        document.close()


def test_a_pdf_has_every_article_on_pages_of_its_own(tmp_path: Path) -> None:
    arabic = make.page_of(make.TEXTS["arabic"], (4, 24, "PER"))
    about = replace(arabic.article, id=5, title="الأسعار", direction="rtl", language="ar")
    pages = [make.page_of("Ana Li met Bo.", (0, 6, "PER")), replace(arabic, article=about)]
    for name in ("a.pdf", "b.pdf"):
        exported(report, pages, tmp_path / name)
    legend, first, second = _pdf_text(tmp_path / "a.pdf")
    assert "Mentions" in legend
    assert "[Ana Li]" in first
    assert any("\u0600" <= char <= "\u06ff" or "\ufe70" <= char <= "\ufeff" for char in second)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def _coloured_at_the_foot(pdf: Path) -> list[int]:
    """The pages that have colour where the text ends and the margin begins."""
    document, found = pdfium.PdfDocument(pdf), []
    for number in range(len(document)):
        bitmap = document[number].render(scale=2)
        at = bitmap.height - int(22 / 25.4 * 72 * 2)  # the lower margin
        rows = bytes(bitmap.buffer)[(at - 3) * bitmap.stride : (at + 3) * bitmap.stride]
        step = bitmap.n_channels
        blue, green, red = rows[0::step], rows[1::step], rows[2::step]
        if any(max(rgb) - min(rgb) > 8 for rgb in zip(red, green, blue, strict=False)):
            found.append(number)
    document.close()
    return found


def test_no_ground_of_the_next_page_shows_at_the_foot_of_a_page(tmp_path: Path) -> None:
    text = "Ana Li met Bo. " * 600
    marks = [(at, at + 13, "PER") for at in range(0, len(text), 15)]
    exported(report, [make.page_of(text, *marks)], tmp_path / "a.pdf")
    assert len(_pdf_text(tmp_path / "a.pdf")) > 3
    assert _coloured_at_the_foot(tmp_path / "a.pdf") == []


def test_a_process_that_fails_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.pdf"
    exported(report, [make.page_of("Ana")], out)
    before = out.read_bytes()
    monkeypatch.setattr(report, "PRINTING", "annotator.nowhere")
    with pytest.raises(Refused, match=r"PDF could not be made.*nowhere"):
        exported(report, [make.page_of("Bo")], out)
    assert out.read_bytes() == before


def test_the_colours_are_those_of_the_window() -> None:
    theme = pytest.importorskip("annotator.gui.theme")
    sheet = frame.style("screen.css")
    light, dark = sheet.split("@media (prefers-color-scheme: dark)")
    dark = dark.split("@media print")[0]
    for found, css in ((theme.LIGHT, light), (theme.DARK, dark)):
        for name, family in found.families.items():
            assert f"--{name}: {family.full.name()}" in css
        for name, hue in found.roles.items():
            assert f"--{name}: {hue.name()}" in css
    paper = frame.style("paper.css")
    for name, family in theme.LIGHT.families.items():
        assert f".f-{name} {{ background-color: {family.full.name()}; }}" in paper
    assert (paths.resources() / "report").is_dir()
