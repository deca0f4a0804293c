"""Articles that share passages are one family, however they come in; boilerplate makes none."""

from pathlib import Path

import pytest

from annotator.project import Project
from annotator.store import families
from annotator.text.copies import fingerprints
from tests.scene import add_article

WORDS = ("minister", "price", "border", "report", "school", "river", "court", "train", "fire")
STORY = [
    f"The {word} was discussed at length by everybody in town on day {n}"
    for n, word in enumerate(WORDS)
]


@pytest.fixture
def project(tmp_path: Path):
    """An empty project."""
    with Project.create(tmp_path / "p.annotator", "ana") as made:
        yield made


def added(project: Project, *sentences: str, published: str = "") -> int:
    """Put an article in, and its sentences with it, as an import does."""
    text = ". ".join(sentences)
    id = add_article(project, text, title=text[:9], published=published)
    with project.turn() as db:
        families.add(db, {id: fingerprints(text)})
    return id


def family(project: Project, id: int) -> str:
    article = project.article(id)
    assert article is not None
    return article.family


def own(n: int, count: int = 6) -> list[str]:
    """Sentences of no other article."""
    return [
        f"Nobody but number {n} ever wrote this very sentence in place {k}" for k in range(count)
    ]


def test_three_sentences_in_common_make_a_family_named_after_the_first(project: Project) -> None:
    late = added(project, *STORY, published="2024-05-02")
    alone = added(project, *STORY[:2], *own(1))
    early = added(project, *own(2), *STORY[3:6], published="2024-05-01")
    first = project.article(early)
    assert first is not None
    assert family(project, late) == family(project, early) == first.key
    assert family(project, alone) == ""
    assert families.members(project.reader, first.key) == (early, late)


def test_nearly_all_of_a_short_text_is_enough(project: Project) -> None:
    long, short = added(project, *STORY), added(project, STORY[0])
    assert family(project, short) == family(project, long) != ""


def test_an_article_that_connects_two_families_makes_them_one(project: Project) -> None:
    a1, a2 = added(project, *STORY[:4], *own(1)), added(project, *STORY[:4], *own(2))
    b1, b2 = added(project, *STORY[5:], *own(3)), added(project, *STORY[5:], *own(4))
    assert family(project, a1) != family(project, b1)
    added(project, *STORY)
    assert len({family(project, each) for each in (a1, a2, b1, b2)}) == 1


def test_what_every_article_of_a_site_says_makes_no_family(project: Project) -> None:
    site = [f"This line stands below every article of the site as number {n}" for n in range(3)]
    found = [added(project, *own(n), *site) for n in range(60)]
    assert family(project, added(project, *own(99), *site)) == ""
    with project.turn() as db:  # the first of them could not be told from copies
        families.dissolve(db)
        families.find(db, {id: families.noted(db, id) for id in found})
    assert {family(project, each) for each in found} == {""}


def test_a_copy_of_what_sixty_papers_printed_belongs_to_them(project: Project) -> None:
    every = [added(project, *STORY, *own(n)) for n in range(60)]
    assert len({family(project, each) for each in every}) == 1
    assert family(project, added(project, *STORY[:4])) == family(project, every[0])


def test_the_copied_passages_are_told_with_who_had_them_first(project: Project) -> None:
    late = added(project, *STORY[:3], published="2024-05-02")
    first = added(project, *own(1), *STORY[:3], published="2024-05-01")
    open_one = added(project, "Something new was found by us and nobody else today", *STORY[1:3])
    found = families.copies(project.reader, open_one)
    assert [each.article for each in found] == [first, late, first, late]
    page, there = project.page(open_one), project.page(first)
    assert page is not None
    assert there is not None
    for each in (found[0], found[2]):
        assert page.text[each.start : each.end] == there.text[each.there : each.there_end]


def test_articles_of_an_older_version_are_found_lacking(project: Project) -> None:
    id = add_article(project, ". ".join(STORY))
    assert families.lacking(project.reader) == (id,)
    added(project, *own(1))
    assert families.lacking(project.reader) == (id,)


def test_what_comes_in_at_once_makes_the_families_it_makes_one_by_one(tmp_path: Path) -> None:
    told = (STORY[:6], STORY[3:], own(1), [*own(1)[:4], *STORY[:4]], own(2), own(2)[:3])
    texts, found = [". ".join(some) for some in told], []
    for at_once in (1, 2, 6):
        with Project.create(tmp_path / str(at_once), "ana") as project:
            ids = [add_article(project, text) for text in texts]
            sentences = [(id, fingerprints(text)) for id, text in zip(ids, texts, strict=True)]
            with project.turn() as db:
                for start in range(0, len(ids), at_once):
                    families.add(db, dict(sentences[start : start + at_once]))
            found.append([family(project, id) for id in ids])
    assert found[0] == found[1] == found[2]
    assert len(set(found[0][:4])) == len(set(found[0][4:])) == 1
    assert found[0][0] != found[0][4]
