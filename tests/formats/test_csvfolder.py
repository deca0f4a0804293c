"""CSV tables: everything comes back, also after somebody sorted, saved or edited them."""

import csv
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from annotator import formats
from annotator.errors import BadInput
from annotator.formats import csvfolder
from annotator.formats.values import ReadArticle
from annotator.model import Page
from tests.formats import golden_page, restored
from tests.formats import pages as make
from tests.formats.running import exported
from tests.gold import gold_card, gold_page


def _rows(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _back(folder: Path) -> list[Page]:
    project = csvfolder.read_project(folder)
    assert project is not None
    read = [each for each in csvfolder.read(folder) if isinstance(each, ReadArticle)]
    return [restored.page(each, project) for each in read]


def _save(path: Path, rows: list[dict[str, str]], delimiter: str = ",") -> None:
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


@settings(max_examples=40, deadline=None)
@given(page=make.pages())
def test_everything_comes_back(page: Page) -> None:
    page = replace(page, statuses={1: "done"})
    with TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        exported(csvfolder, [page], out, removed=True)
        assert _back(out) == [page]


def test_the_project_comes_back(tmp_path: Path) -> None:
    exported(csvfolder, [golden_page.page()], tmp_path / "out", golden_page.card())
    assert formats.recognised(tmp_path / "out") is csvfolder  # type: ignore[comparison-overlap]
    project = csvfolder.read_project(tmp_path / "out")
    assert project is not None
    assert restored.card(project, 1) == golden_page.card()
    assert _back(tmp_path / "out") == [golden_page.page()]


def test_a_claim_is_a_row_with_its_words_source_and_answers(tmp_path: Path) -> None:
    exported(csvfolder, [golden_page.page()], tmp_path / "out", golden_page.card())
    first, second, third = _rows(tmp_path / "out" / "claims.csv")
    assert first["content"] == "Lena Ørsted … will step down"
    assert (first["source"], first["source_name"], first["cue"]) == (
        "her office", "mayor's office", "told",
    )  # fmt: skip
    assert first["answer.credibility"] == "6 (Ana); na (Bo Ö.)"
    assert (second["number"], second["parent"]) == ("2", first["id"])
    assert (third["author_own"], third["hedge"]) == ("yes", "reportedly")
    [article] = _rows(tmp_path / "out" / "articles.csv")
    assert (article["mentions"], article["claims"]) == ("7", "3")


def test_no_cell_is_taken_for_a_formula(tmp_path: Path) -> None:
    page = make.page_of("=1+1 @Ana -Bo 'x", (5, 9, "PER"), (10, 13, "PER"), (14, 16, "PER"))
    page = replace(page, article=replace(page.article, title="=cmd|' /C calc'!A0"))
    exported(csvfolder, [page], tmp_path / "out")
    for path in (tmp_path / "out").iterdir():
        for row in _rows(path):
            assert not any(
                cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values()
            )
    assert _back(tmp_path / "out") == [page]


def test_tables_that_were_sorted_or_saved_otherwise_are_read(tmp_path: Path) -> None:
    pages = [make.page_of(f"Ana {n} met Bo.", (0, 3, "PER"), (10, 12, "PER")) for n in range(3)]
    pages = [
        replace(
            p,
            article=replace(p.article, id=n),
            spans=tuple(replace(s, id=s.id + 10 * n, article=n) for s in p.spans),
        )
        for n, p in enumerate(pages)
    ]
    out = tmp_path / "out"
    exported(csvfolder, pages, out)
    mentions = _rows(out / "mentions.csv")
    _save(out / "mentions.csv", sorted(mentions, key=lambda row: row["text"]), ";")
    _save(out / "texts.csv", _rows(out / "texts.csv")[::-1], "\t")
    assert _back(out) == pages


def test_a_row_at_fault_costs_its_article_alone(tmp_path: Path) -> None:
    pages = [make.page_of(f"Ana {n} met Bo.", (0, 3, "PER")) for n in range(3)]
    pages = [replace(p, article=replace(p.article, id=n)) for n, p in enumerate(pages)]
    out = tmp_path / "out"
    exported(csvfolder, pages, out)
    texts = _rows(out / "texts.csv")
    _save(out / "texts.csv", [{**texts[0], "piece": "x"}, *texts[1:]])
    assert [getattr(each, "text", "") for each in csvfolder.read(out)] == [
        "", "Ana 1 met Bo.", "Ana 2 met Bo.",
    ]  # fmt: skip
    _save(out / "texts.csv", texts)
    rows = _rows(out / "mentions.csv")
    rows[0]["start"] = "x"
    rows[1]["end"] = "99"
    stray = {**rows[2], "article": "77", "id": "9"}
    _save(out / "mentions.csv", [*rows, stray])
    read = list(csvfolder.read(out))
    faults = [each for each in read if isinstance(each, BadInput)]
    assert [(f.path.name, f.line) for f in faults] == [
        ("mentions.csv", 5), ("mentions.csv", 2), ("articles.csv", 3),
    ]  # fmt: skip
    assert ["no article 77" in faults[0].why, "start" in faults[1].why] == [True, True]
    assert len(read) - len(faults) == 1


def test_a_file_that_is_no_table_is_named(tmp_path: Path) -> None:
    exported(csvfolder, [make.page_of("Ana.", (0, 3, "PER"))], tmp_path / "out")
    (tmp_path / "out" / "texts.csv").write_bytes(b"article,piece,text\n1,1,\xff\xfe\n")
    with pytest.raises(BadInput, match="UTF-8"):
        list(csvfolder.read(tmp_path / "out"))


def test_the_gold_comes_back(tmp_path: Path) -> None:
    exported(csvfolder, [gold_page()], tmp_path / "out", gold_card())
    [again] = _back(tmp_path / "out")
    assert (again.spans, again.claims, again.judgements) == (
        gold_page().spans, dict(sorted(gold_page().claims.items())), gold_page().judgements,
    )  # fmt: skip
