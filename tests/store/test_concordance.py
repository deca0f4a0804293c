"""Hits in context over the corpus: every script, exact places, counted and paged by key."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.edits import articles, spans
from annotator.errors import Refused
from annotator.project import Project
from annotator.store import concordance
from annotator.store.asking import asked
from annotator.store.concordance import Found, Tally
from annotator.store.ids import new_id
from annotator.store.search import indexed
from tests.scene import add_article


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "week", "anna") as made:
        yield made


def search(project: Project, typed: str, **more: int) -> tuple[Found, ...]:
    return concordance.read(project.reader, asked(typed), project.annotator.id, **more)


def words(project: Project, typed: str) -> list[str]:
    return [hit.words for found in search(project, typed) for hit in found.hits]


def counted(project: Project, typed: str, limit: int = 2000) -> Tally:
    tally = Tally()
    while not tally.is_whole:
        tally = concordance.tally(project.reader, asked(typed), tally, limit)
    return tally


def test_hits_stand_in_their_context_at_their_place(project: Project) -> None:
    text = "War. The Kremlin was calm, said the Kremlin’s spokesman."
    article = add_article(project, text, title="Calm")
    (found,) = search(project, "KREMLIN")
    assert (found.article, found.title, found.status) == (article, "Calm", "untouched")
    assert [(hit.start, hit.end) for hit in found.hits] == [(9, 16), (36, 43)]
    for hit in found.hits:
        assert text[hit.start : hit.end] == hit.words == "Kremlin"
        assert hit.before + hit.words + hit.after == text


@pytest.mark.parametrize(
    ("text", "typed", "hits"),
    [
        ("Believe me. You can believe me, she said.", '"believe me"', ["Believe me", "believe me"]),
        ("He denied it; they deny it; denim.", "den*", ["denied", "deny", "denim"]),
        ("gas had a price; the price is high", "NEAR(gas price, 2)", ["gas", "price"]),
        ("gas and so on and so on and a price", "NEAR(gas price, 2)", []),
        ("café CAFE cafe\u0301 cafes", "cafe", ["café", "CAFE", "cafe\u0301"]),
        ("他说北京很好。北 京", "北京", ["北京", "北 京"]),
        ("กินข้าว กันข้าว", "กิน", ["กิน"]),
        ("東京タワーへ行く", "タワー", ["タワー"]),
        ("קרמלין אמר שלום", "שלום", ["שלום"]),
        ("Кремль заявил. В Кремле", "кремл*", ["Кремль", "Кремле"]),
        ("😀 Kremlin 😀 北京 Kremlin", "kremlin", ["Kremlin", "Kremlin"]),
        ("war war war", '"war war"', ["war war war"]),
        ("gas and oil", "gas NOT oil", []),
        ("gas alone", "gas NOT oil", ["gas"]),
        ("", "gas", []),
    ],
)
def test_every_script_and_way_to_ask(
    project: Project, text: str, typed: str, hits: list[str]
) -> None:
    add_article(project, text)
    add_article(project, "Nothing of the kind stands here: 天安门.")
    assert words(project, typed) == hits
    assert counted(project, typed).hits == len(hits)


def test_pages_follow_one_another_by_key_and_meet_every_article_once(project: Project) -> None:
    added = [add_article(project, f"War number {n}") for n in range(7)]
    seen, after = list[int](), 0
    while found := search(project, "war", after=after, limit=3):
        seen += [one.article for one in found]
        after = seen[-1]
    assert seen == added
    assert counted(project, "war", limit=2) == Tally(7, 7, added[-1], is_whole=True)


def test_a_removed_article_is_not_found_nor_counted(project: Project) -> None:
    gone, _kept = add_article(project, "War here"), add_article(project, "War there")
    project.edit(articles.remove, gone)
    assert words(project, "war") == ["War"]
    assert counted(project, "war").hits == 1


def test_marks_on_just_these_words_are_known_and_only_ones_own_where_asked(
    project: Project,
) -> None:
    article = add_article(project, "The Kremlin said")
    label = project.codebook.active_labels[1].id
    project.edit(spans.add, article, 4, 11, label)
    db = project.reader
    assert concordance.labelled(db, [article]) == {(article, 4, 11): label}
    assert concordance.labelled(db, [article], only=project.annotator.id + 1) == {}


def test_what_sqlite_cannot_read_is_refused_in_a_sentence(project: Project) -> None:
    add_article(project)
    broken = concordance.Asked(expression='"war" AND (')
    for ask in (
        lambda: concordance.read(project.reader, broken, 1),
        lambda: concordance.ranges(project.reader, broken),
        lambda: concordance.tally(project.reader, broken, Tally()),
    ):
        with pytest.raises(Refused, match="cannot be looked for"):
            ask()


def test_every_character_that_is_taken_apart_is_counted_in_python() -> None:
    blocks = regex.compile(concordance._UNSPACED_GLOB[1:-1])
    taken_apart = (
        chr(code)
        for code in range(sys.maxunicode + 1)
        if not 0xD800 <= code < 0xE000 and len(indexed(chr(code))) > 1
    )
    assert [one for one in taken_apart if not blocks.match(one)] == []


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with Project.create(tmp_path_factory.mktemp("many") / "week", "anna") as made:
        yield made


_PIECES = st.sampled_from(
    ["war", "War", "wär", "wa\u0301r", "北", "京", "กิ", "น", "gas", ".", " ", "😀"]
)


@settings(max_examples=60)
@given(text=st.lists(_PIECES, max_size=20).map("".join))
def test_what_is_read_and_what_is_counted_are_the_same(many: Project, text: str) -> None:
    with many.turn() as db:
        db.execute("update articles set removed = 1")
    add_article(many, f"{text}\n{new_id()}")
    for typed in ("war", '"war gas"', "wa*", "北京", "กิน"):
        assert counted(many, typed).hits == len(words(many, typed))
