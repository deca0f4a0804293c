"""Excel workbooks: everything comes back but what a cell cannot hold, and that is told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings

from annotator import formats
from annotator.errors import BadInput
from annotator.formats import excel
from annotator.formats.sheets import worksheets
from annotator.formats.values import ReadArticle
from annotator.model import Claim, Note, Page
from tests.formats import golden_page, restored
from tests.formats import pages as make
from tests.formats.running import exported
from tests.gold import gold_card, gold_page

openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed (the extra excel).")
rich = pytest.importorskip("openpyxl.cell.rich_text")
fonts = pytest.importorskip("openpyxl.cell.text")


def _back(path: Path) -> list[Page]:
    project = excel.read_project(path)
    assert project is not None
    read = [each for each in excel.read(path) if isinstance(each, ReadArticle)]
    return [restored.page(each, project) for each in read]


def _cells(path: Path) -> Iterator[Any]:
    book = openpyxl.load_workbook(path)
    for sheet in book:
        for row in sheet.iter_rows():
            yield from row


def _held(page: Page) -> Page:
    """The page with every character as a worksheet can hold it."""
    table = {0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}

    def held(value: Any) -> Any:
        names = ("title", "outlet", "byline", "name", "gist", "text", "note", "value")
        words = {n: getattr(value, n).translate(table) for n in names if hasattr(value, n)}
        aliases = {"aliases": tuple(a.translate(table) for a in value.aliases)} if hasattr(
            value, "aliases") else {}  # fmt: skip
        return replace(value, **words, **aliases)

    return replace(
        page,
        article=held(page.article),
        entities={id: held(each) for id, each in page.entities.items()},
        claims={id: held(each) for id, each in page.claims.items()},
        judgements=tuple(map(held, page.judgements)),
        links=tuple(map(held, page.links)),
        notes=tuple(map(held, page.notes)),
        attributes=tuple(map(held, page.attributes)),
    )


@settings(max_examples=25, deadline=None)
@given(page=make.pages())
def test_everything_that_a_cell_can_hold_comes_back(page: Page) -> None:
    page = replace(page, statuses={1: "done"})
    with TemporaryDirectory() as folder:
        out = Path(folder) / "out.xlsx"
        report = exported(excel, [page], out, removed=True)
        assert _back(out) == [_held(page)]
        assert bool(report.losses) == (_held(page) != page)


def test_the_project_comes_back(tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    exported(excel, [golden_page.page()], out, golden_page.card())
    assert formats.recognised(out) is excel  # type: ignore[comparison-overlap]
    project = excel.read_project(out)
    assert project is not None
    assert restored.card(project, 1) == golden_page.card()
    assert _back(out) == [golden_page.page()]


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        exported(excel, [gold_page()], tmp_path / name, gold_card())
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_no_cell_is_a_formula_or_a_link_and_none_is_too_long(tmp_path: Path) -> None:
    text = "=1+1 http://example.org @Ana " + "word 😀 " * 9000
    page = make.page_of(text, (26, 29, "PER"))
    out = tmp_path / "out.xlsx"
    exported(excel, [page], out)
    cells = list(_cells(out))
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
    assert max(len(str(cell.value).encode("utf-16-le")) // 2 for cell in cells) <= 32_767
    assert _back(out) == [page]


def test_what_is_too_long_for_a_cell_is_cut_and_told(tmp_path: Path) -> None:
    page = make.page_of("Ana left.", (0, 3, "PER"))
    page = replace(
        page,
        claims={400: Claim(400, 1, 1, gist="😀" * 20_000)},
        notes=(Note(5, "a" * 32_767, 1, article=1), Note(6, "b" * 32_768, 1, article=1)),
    )
    out = tmp_path / "out.xlsx"
    report = exported(excel, [page], out)
    [loss] = report.losses
    assert (loss.what, loss.count, loss.becomes) == (
        "cell longer than a worksheet can hold", 2, "its beginning",
    )  # fmt: skip
    assert excel.losses(page, excel.Options()) == report.losses
    [again] = _back(out)
    assert again.claims[400].gist == "😀" * 16_383
    assert [len(note.text) for note in again.notes] == [32_767, 32_767]


def test_a_full_worksheet_goes_on_in_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worksheets, "ROWS", 3)
    pages = [make.page_of(f"Ana {n}", (0, 3, "PER")) for n in range(5)]
    pages = [
        replace(
            p,
            article=replace(p.article, id=n),
            spans=tuple(replace(s, id=s.id + n, article=n) for s in p.spans),
        )
        for n, p in enumerate(pages)
    ]
    exported(excel, pages, tmp_path / "out.xlsx")
    names = openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames
    assert [n for n in names if n.startswith("mentions")] == [
        "mentions", "mentions (2)", "mentions (3)",
    ]  # fmt: skip
    assert _back(tmp_path / "out.xlsx") == pages


def test_a_workbook_that_another_program_saved_is_read(tmp_path: Path) -> None:
    out, again = tmp_path / "out.xlsx", tmp_path / "again.xlsx"
    exported(excel, [golden_page.page()], out, golden_page.card())
    book = openpyxl.load_workbook(out)
    book["mentions"].move_range("A2:Z3", rows=20)  # leaves empty rows and another order
    book.save(again)
    assert _back(again) == [golden_page.page()]


def test_what_somebody_typed_into_cells_is_read(tmp_path: Path) -> None:
    out, again = tmp_path / "out.xlsx", tmp_path / "again.xlsx"
    exported(excel, [golden_page.page()], out, golden_page.card())
    book = openpyxl.load_workbook(out)
    heads = [cell.value for cell in book["articles"][1]]
    for head, value in {"published": datetime(2024, 3, 1), "title": 1984, "outlet": True}.items():
        book["articles"].cell(2, heads.index(head) + 1).value = value
    book["articles"].cell(2, heads.index("byline") + 1).value = rich.CellRichText(
        "By ", rich.TextBlock(fonts.InlineFont(b=True), "Ana"), " Li"
    )
    book.save(again)
    [page] = _back(again)
    about = page.article
    assert (about.published, about.title, about.outlet) == ("2024-03-01", "1984", "true")
    assert about.byline == "By Ana Li"


def test_what_looks_like_an_escape_stays_as_it_is(tmp_path: Path) -> None:
    text = "_x0041_x0042_ and _x005F_ and _x00e9_"
    exported(excel, [make.page_of(text, (0, 7, "PER"))], tmp_path / "out.xlsx")
    [page] = _back(tmp_path / "out.xlsx")
    assert page.text == text


def test_other_workbooks_and_broken_ones_are_left(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    assert not excel.recognises(tmp_path / "other.xlsx")
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 and no more")
    assert not excel.recognises(tmp_path / "broken.xlsx")
    with pytest.raises(BadInput, match="no sound Excel workbook"):
        list(excel.read(tmp_path / "broken.xlsx"))
