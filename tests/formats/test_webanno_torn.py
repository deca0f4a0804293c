"""WebAnno TSV with broken rows: each costs what depends on it, is named with its line, and all else
comes in where it stood.
"""

import random
from pathlib import Path

import pytest

from annotator import jobs
from annotator.errors import BadInput
from annotator.formats import ReadArticle, webanno
from annotator.project import Project
from tests.jobs.running import finished

HEAD = "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Name|value\n\n\n"
STORY = (
    HEAD + "#Text=😀 Ana Li met Bo\n"
    "1-1\t0-2\t😀\t_\t\n"
    "1-2\t3-6\tAna\tPER[1]\t\n"
    "1-3\t7-9\tLi\tPER[1]\t\n"
    "1-4\t10-13\tmet\t_\t\n"
    "1-5\t14-16\tBo\tPER\t\n"
    "\n#Text=no no yes in Rome\n"
    "2-1\t17-19\tno\t_\t\n"
    "2-2\t20-22\tno\tORG\t\n"
    "2-3\t23-26\tyes\t_\t\n"
    "2-4\t27-29\tin\tLOC[2]\t\n"
    "2-5\t30-34\tRome\tLOC[2]\t\n"
    "\n#Text=The end\n"
    "3-1\t35-38\tThe\t_\t\n"
    "3-2\t39-42\tend\tEND\t\n"
)
TEXT = "😀 Ana Li met Bo\nno no yes in Rome\nThe end"
MARKS = [("Ana Li", "PER"), ("Bo", "PER"), ("no", "ORG"), ("in Rome", "LOC"), ("end", "END")]

Read = tuple[ReadArticle, list[BadInput]]


def _read(raw: str, folder: Path) -> Read:
    (folder / "x.tsv").write_bytes(raw.encode())
    article, *faults = webanno.read(folder / "x.tsv")
    assert isinstance(article, ReadArticle)
    return article, [each for each in faults if isinstance(each, BadInput)]


def _words(article: ReadArticle) -> list[tuple[str, str]]:
    return [(article.text[s.start : s.end], s.label) for s in article.spans]


def _told(faults: list[BadInput]) -> list[tuple[int, str]]:
    return [(each.line, each.why) for each in faults]


@pytest.mark.parametrize(
    ("row", "broken", "line", "why", "lost"),
    [
        ("1-5\t14-16\tBo\tPER\t", "1-5\t14-16\tBo", 10, "The line has 3 columns, not 4.", "Bo"),
        ("1-5\t14-16\tBo\tPER\t", "1-5\t14-x6\tBo\tPER\t", 10, "“14-x6” is not a place", "Bo"),
        ("1-5\t14-16\tBo\tPER\t", "1-5\t16-14\tBo\tPER\t", 10, "“16-14” is not a place", "Bo"),
        ("1-5\t14-16\tBo\tPER\t", "\ufffd\ufffd", 10, "The line has 1 columns, not 4.", "Bo"),
        ("1-1\t0-2\t😀\t_\t", "1-1", 6, "The line has 1 columns, not 4.", "Ana Li"),
        ("1-4\t10-13\tmet\t_\t", "1-4\tx\tmet\t_\t", 9, "“x” is not a place", ""),
        ("2-1\t17-19\tno\t_\t", "2-1\tno", 13, "The line has 2 columns, not 4.", ""),
        ("3-2\t39-42\tend\tEND\t", "3-2\t39-42\tend", 21, "The line has 3 columns", "end"),
    ],
)
def test_a_broken_row_costs_what_stands_on_it(
    row: str, broken: str, line: int, why: str, lost: str, tmp_path: Path
) -> None:
    assert row in STORY
    article, faults = _read(STORY.replace(row, broken), tmp_path)
    assert article.text == TEXT
    assert [each for each in MARKS if each[0] != lost] == _words(article)
    assert any(at == line and why in told for at, told in _told(faults))


def test_a_mark_that_may_reach_into_a_broken_row_is_not_shortened(tmp_path: Path) -> None:
    article, faults = _read(STORY.replace("1-3\t7-9\tLi\tPER[1]\t", "1-3\t7-9\tLi"), tmp_path)
    assert ("Ana", "PER") not in _words(article) and _words(article) == MARKS[1:]
    assert sorted(_told(faults)) == [
        (8, "1 mark that may reach into it was left out."),
        (8, "The line has 3 columns, not 4."),
    ]


def test_a_mark_that_goes_on_behind_a_broken_row_keeps_its_ends(tmp_path: Path) -> None:
    long = STORY.replace("met\t_\t", "met\tPER[1]\t").replace("Li\tPER[1]\t", "Li")
    article, faults = _read(long, tmp_path)
    assert _words(article)[0] == ("Ana Li met", "PER")
    assert [line for line, _why in _told(faults)] == [8]


@pytest.mark.parametrize(
    ("rows", "line", "why", "lost"),
    [
        (("1-3\t7-9\tLi\tPER[1]\t",), 7, "After this line the row 1-3 is missing.", "Ana Li"),
        (("1-2\t3-6\tAna\tPER[1]\t",), 6, "After this line the row 1-2 is missing.", "Ana Li"),
        (("1-4\t10-13\tmet\t_\t",), 8, "After this line the row 1-4 is missing.", "Ana Li"),
        (("2-1\t17-19\tno\t_\t",), 12, "After this line the row 2-1 is missing.", ""),
        (
            ("2-2\t20-22\tno\tORG\t", "2-3\t23-26\tyes\t_\t", "2-4\t27-29\tin\tLOC[2]\t"),
            13, "After this line the rows 2-2 to 2-4 are missing.", "no|in Rome",
        ),
    ],
)  # fmt: skip
def test_a_row_that_is_missing_altogether_is_named_and_shortens_no_mark(
    rows: tuple[str, ...], line: int, why: str, lost: str, tmp_path: Path
) -> None:
    gone = STORY
    for row in rows:
        assert row in gone
        gone = gone.replace(f"{row}\n", "")
    article, faults = _read(gone, tmp_path)
    assert article.text == TEXT
    assert _words(article) == [each for each in MARKS if each[0] not in lost.split("|")]
    assert (line, why) in _told(faults)
    told = (line, "1 mark that may reach into it was left out.")
    assert (told in _told(faults)) == bool(lost)


def test_a_mark_on_both_sides_of_a_missing_row_reaches_over_it(tmp_path: Path) -> None:
    long = STORY.replace("met\t_\t", "met\tPER[1]\t").replace("1-3\t7-9\tLi\tPER[1]\t\n", "")
    article, faults = _read(long, tmp_path)
    assert _words(article)[0] == ("Ana Li met", "PER")
    assert _told(faults) == [(7, "After this line the row 1-3 is missing.")]


def test_a_sentence_that_says_nothing_of_its_place_stands_behind_the_one_before(
    tmp_path: Path,
) -> None:
    torn = STORY
    for row in ("2-1\t17-19", "2-2\t20-22", "2-3\t23-26", "2-4\t27-29", "2-5\t30-34"):
        torn = torn.replace(row, row.partition("\t")[0])
    article, faults = _read(torn, tmp_path)
    assert article.text == TEXT
    assert _words(article) == [*MARKS[:2], MARKS[4]]
    assert {line for line, _why in _told(faults)} == {13, 14, 15, 16, 17}


def test_a_sentence_without_its_text_is_made_of_its_tokens(tmp_path: Path) -> None:
    article, faults = _read(STORY.replace("#Text=no no", "Text=no no"), tmp_path)
    assert (article.text, _words(article)) == (TEXT, MARKS)
    assert _told(faults) == [
        (12, "The line has 1 columns, not 4."),
        (13, "The text of this sentence is missing; it was made of the tokens."),
    ]


def test_a_sentence_whose_first_token_lies_elsewhere_stays_where_the_others_say(
    tmp_path: Path,
) -> None:
    for place in ("2-4", "170000-170002", "1700000000-1700000002", "99999999999-99999999999"):
        article, faults = _read(STORY.replace("17-19", place), tmp_path)
        assert (article.text, _words(article)) == (TEXT, MARKS)
        assert [line for line, _why in _told(faults)] == [13]


def test_of_sentences_that_overlap_the_shorter_one_is_left_out(tmp_path: Path) -> None:
    early = STORY.replace("35-38", "5-8").replace("39-42", "9-12")
    article, faults = _read(early, tmp_path)
    assert article.text == TEXT.removesuffix("\nThe end")
    assert _words(article) == MARKS[:4]
    assert _told(faults) == [
        (20, "This sentence has no place between the others; it was left out."),
    ]


def test_a_file_that_breaks_off_gives_what_is_whole(tmp_path: Path) -> None:
    article, faults = _read(STORY.removesuffix("ND\t\n"), tmp_path)
    assert (article.text, _words(article)) == (TEXT, MARKS[:4])
    assert _told(faults) == [(21, "The file breaks off here.")]


@pytest.mark.parametrize(
    ("head", "row", "why"),
    [
        ("#T_RL=a.R|BT_a.B", "x", "“x” names no unit."),
        ("#T_CH=a.Link|referenceRelation|referenceType", "*\t*", "“*” is no link of a chain."),
    ],
)
def test_a_broken_cell_costs_no_other(head: str, row: str, why: str, tmp_path: Path) -> None:
    lines = f"{head}\n#T_SP=custom.Name|value\n\n\n#Text=a b\n1-1\t0-1\ta\t{row}\tA\t\n"
    empty = "\t".join("_" for _cell in row.split("\t"))
    last = f"1-2\t2-3\tb\t{empty}\tB\t\n"
    article, faults = _read(f"#FORMAT=WebAnno TSV 3.3\n{lines}{last}", tmp_path)
    assert _words(article) == [("a", "A"), ("b", "B")]
    assert _told(faults) == [(7, why)]


def test_a_file_without_a_whole_row_and_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="3 columns") as fault:
        _read(HEAD + "1-1\t0-x\ta\n", tmp_path)
    assert fault.value.line == 5


def test_any_row_of_a_real_file_may_be_broken(shared_data: Path, tmp_path: Path) -> None:
    """Broken in one of several ways, every file keeps its text, and all marks but some of those
    that touch the row or the ones beside it.
    """
    chance, tried = random.Random(7), 0
    suite = shared_data / "formats/webanno-tsv3/inception/tsv3-suite"
    for path in [*sorted(suite.glob("*/reference.tsv")), *(shared_data / "gum_news").glob("*.tsv")]:
        lines = path.read_bytes().decode().split("\n")
        whole, _faults = _read("\n".join(lines), tmp_path)
        rows = [n for n, line in enumerate(lines) if "\t" in line and line[0] != "#"]
        for at in chance.choices(rows, k=4):
            cells = lines[at].split("\t")
            made = chance.choice((cells[:2], cells[:1], [cells[0], "x", *cells[2:]], ["x"]))
            broken = [*lines[:at], "\t".join(made), *lines[at + 1 :]]
            article, faults = _read("\n".join(broken), tmp_path)
            assert article.text == whole.text, (path, at + 1)
            assert {(s.start, s.end, s.label) for s in article.spans} <= {
                (s.start, s.end, s.label) for s in whole.spans
            }, (path, at + 1)
            assert at + 1 in {each.line for each in faults}
            tried += 1
    print(f"{tried} broken rows, no mark moved")


def test_an_import_lists_the_rows_that_are_broken(tmp_path: Path) -> None:
    path = tmp_path / "story.tsv"
    path.write_text(STORY.replace("\tBo\tPER\t", "\tBo"), "utf-8")
    with Project.create(tmp_path / "p.annotator", "Anna") as project:
        result = finished(jobs.import_files(project, [path]))
    assert result.new == 1
    assert [str(each) for each in result.failed] == [
        "story.tsv: line 10: The line has 3 columns, not 4."
    ]
