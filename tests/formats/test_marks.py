"""Tables of marks of other tools: texts are found, offsets are counted as the words say."""

import csv
from pathlib import Path
from typing import Any

import pytest

from annotator import formats
from annotator.errors import BadInput
from annotator.formats import ReadArticle, ReadOptions, csvfolder, marks
from tests.formats.running import exported
from tests.gold import gold_card, gold_page

TEXT = "😀 Ana Li met Bo in Rome.\nShe left."
HEAD = ["doc_id", "begin", "end", "entity_type", "covered_text", "coder", "certainty"]


def _table(path: Path, head: list[str], *rows: list[Any], delimiter: str = ",") -> Path:
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([head, *rows])
    return path


def _read(path: Path, options: ReadOptions = formats.DETECT) -> list[ReadArticle]:
    found = list(marks.read(path, options))
    assert not [each for each in found if isinstance(each, BadInput)], found
    return [each for each in found if isinstance(each, ReadArticle)]


def _words(read: ReadArticle) -> list[tuple[str, str, str]]:
    return [(read.text[s.start : s.end], s.label, s.annotator) for s in read.spans]


def test_marks_find_their_text_beside_and_are_counted_as_their_words_say(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    # UTF-16: the face counts two.
    path = _table(tmp_path / "m.csv", HEAD, ["a", 3, 9, "PER", "Ana Li", "Bo", "0.8"],
                  ["a.txt", 14, 16, "PER", "Bo", "Cy", ""],
                  ["a", 20, 24, "LOC", "Rome", "Bo", ""])  # fmt: skip
    assert formats.recognised(path) is marks  # type: ignore[comparison-overlap]
    read = _read(path)
    assert [_words(each) for each in read] == [
        [("Ana Li", "PER", "Bo"), ("Rome", "LOC", "Bo")], [("Bo", "PER", "Cy")],
    ]  # fmt: skip
    assert "UTF-16" in read[0].counted
    assert [(a.name, a.value, a.span) for a in read[0].attributes] == [
        ("certainty", "0.8", read[0].spans[0].id)
    ]
    assert (read[0].title, read[0].unfit) == ("a", ())


def test_the_text_may_stand_in_each_row(tmp_path: Path) -> None:
    head = ["text", "start", "end", "label"]
    path = _table(tmp_path / "m.tsv", head, [TEXT, 2, 8, "PER"], ["Bo sat.", 0, 2, "PER"],
                  [TEXT, 19, 23, "LOC"], delimiter="\t")  # fmt: skip
    read = _read(path)
    assert [_words(each) for each in read] == [
        [("Ana Li", "PER", ""), ("Rome", "LOC", "")], [("Bo", "PER", "")],
    ]  # fmt: skip


def test_a_column_called_text_may_hold_the_words_of_the_marks(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    head = ["document", "start", "end", "label", "text"]
    path = _table(
        tmp_path / "m.csv", head, ["a", 2, 8, "PER", "Ana Li"], ["a", 12, 14, "PER", "Xy"]
    )
    [read] = _read(path)
    assert _words(read) == [("Ana Li", "PER", "")]
    assert [(each.quote, each.found) for each in read.unfit] == [("Xy", " B")]


def test_texts_may_stand_in_a_table_beside(tmp_path: Path) -> None:
    _table(tmp_path / "texts.csv", ["id", "title", "text"], ["7", "T", TEXT], ["8", "U", "Bo."])
    path = _table(tmp_path / "m.csv", ["article_id", "start", "end", "label"], ["7", 2, 8, "PER"])
    [read] = _read(path)
    assert (read.text, _words(read)) == (TEXT, [("Ana Li", "PER", "")])


def test_a_workbook_is_read_as_a_table_is(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "read me"
    book.active.append(["Some notes"])
    sheet = book.create_sheet("marks")
    for row in (["doc", "start", "end", "label", "quote"], [7, 2, 8, "PER", "Ana Li"]):
        sheet.append(row)
    texts = book.create_sheet("texts")
    for row in (["doc", "text"], [7, TEXT]):
        texts.append(row)
    path = tmp_path / "m.xlsx"
    book.save(path)
    assert formats.recognised(path) is marks  # type: ignore[comparison-overlap]
    [read] = _read(path)
    assert _words(read) == [("Ana Li", "PER", "")]


def test_a_table_may_be_in_utf_16_as_a_spreadsheet_saves_it(tmp_path: Path) -> None:
    rows = f"text\tstart\tend\tlabel\r\n{TEXT.replace(chr(10), ' ')}\t2\t8\tPER\r\n"
    (tmp_path / "m.tsv").write_bytes(rows.encode("utf-16"))
    [read] = _read(tmp_path / "m.tsv")
    assert _words(read) == [("Ana Li", "PER", "")]


def test_what_is_wrong_is_named_by_row_and_the_rest_comes_in(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    path = _table(tmp_path / "m.csv", HEAD[:4], ["a", 2, 8, "PER"], ["a", "x", 8, "PER"],
                  ["a", 3, 4, ""], ["gone", 0, 1, "PER"], ["a", 900, 999, "PER"])  # fmt: skip
    found = list(marks.read(path))
    faults = {each.line: each.why for each in found if isinstance(each, BadInput)}
    assert faults.keys() == {3, 4, 5}
    assert "gone.txt" in faults[5]
    [read] = [each for each in found if isinstance(each, ReadArticle)]
    assert [_words(read), len(read.unfit)] == [[("Ana Li", "PER", "")], 1]


def test_columns_can_be_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    path = _table(tmp_path / "m.csv", ["d", "von", "bis", "Art"], ["a", 2, 8, "PER"])
    assert not marks.recognises(path)
    said = ("doc=d", "start=von", "end=bis", "label=Art")
    assert _words(_read(path, ReadOptions(columns=said))[0]) == [("Ana Li", "PER", "")]


def test_a_document_leads_to_no_file_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(TEXT, "utf-8")
    (tmp_path / "in").mkdir()
    path = _table(tmp_path / "in" / "m.csv", HEAD[:4], ["../secret.txt", 2, 8, "PER"])
    [fault] = marks.read(path)
    assert isinstance(fault, BadInput)


def test_tables_of_articles_and_lists_beside_exports_are_not_ours(tmp_path: Path) -> None:
    for head in (["title", "text"], ["start", "end", "text"], ["label", "text"],
                 ["article", "title", "what", "fate", "becomes", "start", "end", "text"],
                 ["chunk", "article", "key", "number", "start", "end", "part"]):  # fmt: skip
        assert not marks.recognises(_table(tmp_path / "x.tsv", head, delimiter="\t"))
    (tmp_path / "x.csv").write_bytes(b"\x00\x01")
    assert not marks.recognises(tmp_path / "x.csv")


def test_our_own_table_of_mentions_can_be_read_alone(tmp_path: Path) -> None:
    exported(csvfolder, [gold_page()], tmp_path / "out", gold_card())
    [read] = _read(tmp_path / "out" / "mentions.csv")
    page = gold_page()
    assert read.text == page.text
    assert sorted((s.start, s.end) for s in read.spans) == sorted(
        (s.start, s.end) for s in page.mentions
    )
