"""What full-text search is asked for in place of beginnings: it must find exactly the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.project import Project
from annotator.store.asking import asked
from annotator.store.search import spelled_out
from tests.scene import add_article

TEXTS = (
    "Peace talks on the price of gas",
    "A piece of the peaceful pier, Pérez says",
    "PEACE, pea and peas; Peaches!",
    "Кремль сказал, что в кремлёвских стенах мир",
    "漢字テスト and kanji",
    "nothing but war and warriors",
    " ".join(f"ma{n:02}" for n in range(60)),
)
BEGINNINGS = ("pe*", "pea*", "PEA*", "pér*", "perez*", "кремл*", "漢*", "漢字*", "wa*", "ma*",
              "xyz*", '"of ga"*', '"talks on the pri"*', "pri*", "n*othing", "ça*")  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A project with words that begin alike, in several scripts."""
    with Project.create(tmp_path_factory.mktemp("search") / "search", "anna") as project:
        for text in TEXTS:
            add_article(project, text)
        yield project


def found(project: Project, expression: str) -> list[tuple[object, ...]]:
    """The texts that a search finds, with the words it marks in them."""
    sql = (
        "select rowid, highlight(texts_search, 0, '[', ']') from texts_search "
        "where texts_search match ? order by rowid"
    )
    return project.reader.execute(sql, [expression]).fetchall()


@given(
    words=st.lists(st.sampled_from(BEGINNINGS), min_size=1, max_size=3),
    joined=st.sampled_from((" ", " OR ", " NOT ")),
)
def test_words_named_in_place_of_a_beginning_are_found_and_marked_alike(
    project: Project, words: list[str], joined: str
) -> None:
    expression = asked(joined.join(words)).expression
    assert found(project, spelled_out(project.reader, expression)) == found(project, expression)


def test_few_words_are_named_and_many_are_not(project: Project) -> None:
    few, many = asked("wa*").expression, asked("ma*").expression
    assert spelled_out(project.reader, few) == '("war" OR "warriors")'
    assert spelled_out(project.reader, many) == many


def test_a_beginning_within_near_stays_as_it_is(project: Project) -> None:
    near = asked("NEAR(pri* gas, 3) wa*").expression
    assert 'NEAR("pri" * "gas", 3)' in spelled_out(project.reader, near)
    assert found(project, spelled_out(project.reader, near)) == found(project, near)


def test_a_word_that_came_in_after_the_file_was_opened_is_found(tmp_path: Path) -> None:
    with Project.create(tmp_path / "new", "anna") as project:
        add_article(project, "warriors")
        assert spelled_out(project.reader, '"war" *') == '("warriors")'
        add_article(project, "a war")
        assert spelled_out(project.reader, '"war" *') == '("war" OR "warriors")'
