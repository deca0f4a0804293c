"""Stored values read in the codebook's words, the same wherever they stand in a line."""

import re
from pathlib import Path

import pytest

from annotator import codebook
from annotator.edits import claims, everywhere, judgements, links
from annotator.model import NOT_APPLICABLE, EditRecord
from annotator.project import told
from annotator.wording import answered, graded, linked
from tests.scene import Scene

BOOK = codebook.load_default()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("credibility", "1", "1, confirmed"),
        ("credibility", NOT_APPLICABLE, "not applicable"),
        ("attribution", "unnamed_described", "unnamed, described"),
        ("confidence", "high", "high"),
        ("rationale", "As I saw it", "As I saw it"),
    ],
)
def test_a_value_is_read_in_the_words_of_the_codebook(field: str, value: str, words: str) -> None:
    assert graded(BOOK.field(field), value) == words


def test_what_the_codebook_holds_no_more_is_spelled_out() -> None:
    assert answered(BOOK, "old_field", ["one_value"]) == ("old field", "one value")
    assert linked(BOOK.claim_links, "goes_with") == "goes with"


def test_the_history_tells_answers_and_links_in_words(tmp_path: Path) -> None:
    scene = Scene.new(tmp_path)
    one = scene.do(claims.add, scene.article, 0, 4)
    other = scene.do(claims.add, scene.article, 5, 9)
    scene.do(judgements.answer, one, "attribution", "unnamed_described")
    assert told(scene.project.history()[0]) == "Answer attribution: unnamed, described"
    scene.do(judgements.answer, one, "credibility", "1")
    assert told(scene.project.history()[0]) == "Answer credibility: 1, confirmed"
    scene.do(judgements.answer, one, "credibility")
    assert told(scene.project.history()[0]) == "Answer credibility: not answered"
    link = scene.do(links.add, "claim", one, other, BOOK.claim_links[0].value)
    name = BOOK.claim_links[0].name
    assert told(scene.project.history()[0]) == f"Link: {name[0].lower()}{name[1:]}"
    scene.do(links.change, "claim", link, "independence", BOOK.independence[0].value)
    assert told(scene.project.history()[0]).endswith(BOOK.independence[0].name.lower())
    scene.project.close()


@pytest.mark.parametrize(("count", "words"), [("1", "1 place"), ("2", "2 places")])
def test_the_history_counts_one_as_one(count: str, words: str) -> None:
    record = EditRecord(1, "", "ana", everywhere.NAME, {"count": count, "label": "PER"})
    assert told(record) == f"Label {words} as PER"


def test_every_edit_that_counts_says_how_it_reads_of_one() -> None:
    rooms = Path(__file__).parent.parent / "annotator"
    of_many_alone = re.compile(r'_N\(\s*"[^"]*\{count\} (?!more|from)')
    found = [
        str(path) for room in ("edits", "jobs") for path in (rooms / room).glob("*.py")
        if of_many_alone.search(path.read_text("utf-8"))
    ]  # fmt: skip
    assert found == []
