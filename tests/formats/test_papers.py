"""Word files, PDFs, e-books: their text as a reader sees it, and what they say of themselves."""

from pathlib import Path

import pytest

from annotator.errors import BadInput
from annotator.formats import ReadArticle, docx, epub, pdf
from annotator.formats.incoming.paper import Line, paper
from tests.formats import made_files as made
from tests.formats.made_files import paragraph, run

CORE = (
    "<dc:title>The dam</dc:title><dc:creator>Ann Lee</dc:creator>"
    "<dcterms:created>2024-03-01T09:00:00Z</dcterms:created><dc:language>en-GB</dc:language>"
)


def only(found: object) -> ReadArticle:
    (article,) = found  # type: ignore[misc]
    assert isinstance(article, ReadArticle)
    return article


# Word


def test_a_word_file_comes_with_tables_breaks_and_notes(tmp_path: Path) -> None:
    cells = f"<w:tc>{paragraph('Ellis')}</w:tc><w:tc>{paragraph('12')}{paragraph('km')}</w:tc>"
    body = (
        paragraph("The dam", "Heading1")
        + paragraph(run("One") + run(" two") + "<w:r><w:br/></w:r>" + run("three 😀"))
        + f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{cells}</w:tr></w:tbl>"
        + paragraph(run("Noted") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("."))
        + paragraph(run("a", "<w:rPr><w:vanish/></w:rPr>") + run("shown") + "<w:r><w:tab/></w:r>"
                    + run("tab"))
    )  # fmt: skip
    notes = f'<w:footnote w:id="2">{paragraph("The note.")}</w:footnote>'
    path = made.docx(tmp_path / "a.docx", body, footnotes=notes, core=CORE)
    found = only(docx.read(path))
    assert found.text == (
        "The dam\n\nOne two\nthree 😀\n\nEllis\t12 km\nEllis\t12 km\n\nNoted[1].\n\nshown\ttab\n\n"
        "[1] The note."
    )
    told = (found.title, found.byline, found.published, found.language)
    assert told == ("The dam", "Ann Lee", "2024-03-01", "en")


def test_tracked_changes_come_as_they_would_be_accepted(tmp_path: Path) -> None:
    body = paragraph(
        run("Kept ")
        + f"<w:del>{run('struck').replace('w:t', 'w:delText')}</w:del>"
        + f"<w:ins>{run('added')}</w:ins>"
        + f"<w:moveFrom>{run('moved')}</w:moveFrom>"
    )
    assert only(docx.read(made.docx(tmp_path / "a.docx", body))).text == "Kept added"


def test_a_text_box_comes_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('In a box')}</w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent>"
    )
    body = paragraph(f"{run('Before')}<w:r>{both}</w:r>") + paragraph("After")
    text = only(docx.read(made.docx(tmp_path / "a.docx", body))).text
    assert text == "Before\n\nIn a box\n\nAfter"


@pytest.mark.parametrize(
    ("name", "why"),
    [("bomb", "far more"), ("laughs", "entities"), ("deep", "nested"), ("cut", "not a whole file"),
     ("other", "not a Word file"), ("broken", "well-formed")],
)  # fmt: skip
def test_a_hostile_word_file_is_told(name: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    inside = {
        "bomb": b"<w:document>" + b" " * (101 << 20),
        "laughs": b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>',
        "deep": b"<a>" * 100_000,
        "broken": b"<a><b></a>",
    }
    if name == "cut":
        path.write_bytes(b"PK\x03\x04 and then nothing")
    else:
        part = "word/document.xml" if name != "other" else "xl/workbook.xml"
        made.zipped(path, {part: inside.get(name, b"<x/>")})
    with pytest.raises(BadInput, match=why):
        list(docx.read(path))


# PDF


def test_lines_of_a_pdf_become_paragraphs(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    lines = [
        (72, 760, 18, "Dam bursts in the valley"),
        (72, 720, 11, "The dam at Ellis burst on Monday, and more than two thousand people had to"),
        (72, 706, 11, "leave their houses, officials said. The county's emergency man-"),
        (72, 692, 11, "ager said that it was the third such event."),
        (72, 664, 11, "A long-"),
        (72, 650, 11, "Term plan is missing, and nobody could say on Tuesday when it will come."),
    ]
    found = only(pdf.read(made.pdf(tmp_path / "a.pdf", [lines], Title="Dam", Author="Ann Lee",
                                   CreationDate="D:20240301120000Z")))  # fmt: skip
    assert found.text == (
        "Dam bursts in the valley\n\nThe dam at Ellis burst on Monday, and more than two thousand "
        "people had to leave their houses, officials said. The county's emergency manager said "
        "that it was the third such event.\n\nA long-Term plan is missing, and nobody could say on "
        "Tuesday when it will come."
    )
    told = (found.title, found.byline, found.published)
    assert told == ("Dam", "Ann Lee", "2024-03-01")
    assert ("hyphen at a line end joined", 1) in found.origin.changes


def test_running_heads_go_and_the_pages_are_known(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    told = ("the dam and the rain", "people in the valley", "what was said later", "nobody knows")
    pages = [
        [
            (72, 810, 9, f"The Ellis Post, page {n}"),
            (72, 760, 11, f"On page {n} it tells of {words}, at some length and with detail"),
            (72, 746, 11, f"and so on {words} to the end of the line without a full stop"),
            (300, 30, 9, str(n)),
        ]
        for n, words in enumerate(told, 1)
    ]
    found = only(pdf.read(made.pdf(tmp_path / "a.pdf", pages)))
    assert "Ellis Post" not in found.text
    assert [found.text[at : at + 9] for at in found.origin.pages] == [
        f"On page {n}" for n in range(1, 5)
    ]
    assert ("running head dropped", 8) in found.origin.changes
    assert "\n" not in found.text  # each page runs on into the next


def test_a_pdf_without_text_says_so(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    with pytest.raises(BadInput, match="no text layer"):
        list(pdf.read(made.pdf(tmp_path / "a.pdf", [[], []])))


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.4", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj"])
def test_a_broken_pdf_is_told(raw: bytes, tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    (tmp_path / "a.pdf").write_bytes(raw)
    with pytest.raises(BadInput, match=r"not a whole PDF: .*[^.]\.$"):
        list(pdf.read(tmp_path / "a.pdf"))


def test_words_parted_at_a_line_end_are_joined_by_what_the_paper_writes_elsewhere() -> None:
    lines = [
        "A well-known man came and",
        "another well-",
        "known man went exam\ufffe",
        "ple given.",
    ]
    found = paper([[Line(words) for words in lines]])
    assert found.text == "A well-known man came and another well-known man went example given."


def test_lines_in_scripts_without_blanks_are_joined_without_one() -> None:
    found = paper([[Line("市政府发言人周一在新闻发"), Line("布会上予以否认。")]])
    assert found.text == "市政府发言人周一在新闻发布会上予以否认。"


# e-books


def test_a_book_is_one_article_and_knows_where_its_chapters_begin(tmp_path: Path) -> None:
    metadata = (
        "<dc:title>The Dam</dc:title><dc:creator>Ann Lee</dc:creator><dc:creator>Bo Ek</dc:creator>"
        "<dc:date>2020-05-01</dc:date><dc:publisher>Ellis Press</dc:publisher>"
        "<dc:language>en</dc:language>"
    )
    chapters = {
        "b first.xhtml": "<html><head><title>x</title></head><body><h1>One</h1><p>Words&nbsp;a."
        "</p></body></html>",
        "a.xhtml": "<html><body><h1>Two</h1><p>Words <i>b</i>.<br/>End.</p></body></html>",
    }
    found = only(epub.read(made.epub(tmp_path / "a.epub", metadata, chapters)))
    assert found.text == "One\n\nWords\u00a0a.\n\nTwo\n\nWords b.\nEnd."
    assert [found.text[at : at + 3] for at in found.origin.pages] == ["One", "Two"]
    told = (found.title, found.byline, found.published, found.outlet, found.language)
    assert told == ("The Dam", "Ann Lee, Bo Ek", "2020-05-01", "Ellis Press", "en")


@pytest.mark.parametrize(
    ("members", "why"),
    [({}, "not an e-book"), ({"META-INF/container.xml": "<x/>"}, "does not say where"),
     ({"META-INF/container.xml": '<c><rootfile full-path="no.opf"/></c>'}, "no.opf is not in it")],
)  # fmt: skip
def test_a_broken_book_is_told(members: dict[str, str], why: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=why):
        list(epub.read(made.zipped(tmp_path / "a.epub", members)))
