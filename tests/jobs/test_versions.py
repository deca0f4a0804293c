"""Articles that come in as later versions of ones that are there."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits import articles
from annotator.jobs.copies import find_copies
from annotator.project import Project
from annotator.store import versions
from tests.jobs.running import exported, finished, imported, pages

LINES = [f"Sentence {n} of the story is long enough to be told again." for n in range(6)]
STORY = " ".join(LINES)
URL = "https://example.com/news/story"


def story(changed: int, word: str = "changed") -> str:
    """The story with so many of its sentences told otherwise."""
    told = [f"Now {word} sentence {n} says something that it did not." for n in range(changed)]
    return " ".join([*told, *LINES[changed:]])


def row(path: Path, text: str, **about: str) -> Path:
    """A file of one article with its metadata."""
    path.write_text(json.dumps({"text": text, "title": "Story", **about}) + "\n", "utf-8")
    return path


def chain(project: Project, article: int | None) -> list[int]:
    """The ids of an article's versions, the oldest first."""
    assert article is not None
    return [each.id for each in versions.chain(project.reader, article)]


def test_a_page_that_was_edited_comes_in_as_a_new_version(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.annotator", "ana") as project:
        one = imported(project, row(tmp_path / "a.jsonl", STORY, url=URL))
        before = project.page(one.first or 0)
        assert before is not None
        two = imported(
            project,
            row(tmp_path / "b.jsonl", story(2), url="http://www.example.com/news/story/?utm_id=1"),
        )
        assert (two.new, two.versions, two.near) == (1, 1, 0)
        assert two.arrivals[0].told == "New version of “Story”"
        three = imported(project, row(tmp_path / "c.jsonl", story(3), url=f"{URL}#top", title="Re"))
        ids = [one.first, two.first, three.first]
        for each in ids:
            assert chain(project, each) == ids
        old, new, last = (page.article for page in pages(project))
        assert (new.version_of, last.version_of) == (old.id, new.id)
        assert old.family == new.family == last.family != ""
        assert replace(old, family="") == before.article  # of the old one nothing else changed
        assert finished(find_copies(project)) == 3


@pytest.mark.parametrize(
    ("text", "about"),
    [
        (story(2), {"url": "https://example.com/news/other"}),
        (story(2), {}),
        (story(2), {"url": "https://example.com/"}),
        (story(2), {"url": URL, "published": "2024-01-30"}),
    ],
)
def test_what_is_not_surely_a_version_is_a_near_duplicate(
    tmp_path: Path, text: str, about: dict[str, str]
) -> None:
    with Project.create(tmp_path / "p.annotator", "ana") as project:
        imported(project, row(tmp_path / "a.jsonl", STORY, url=URL, published="2024-01-31"))
        result = imported(project, row(tmp_path / "b.jsonl", text, **about))
        assert (result.versions, result.near) == (0, 1)
        assert result.arrivals[0].told == "Near-duplicate of “Story”"


def test_another_text_at_the_same_address_is_another_article(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.annotator", "ana") as project:
        imported(project, row(tmp_path / "a.jsonl", STORY, url=URL))
        result = imported(project, row(tmp_path / "b.jsonl", story(5, "another"), url=URL))
        assert (result.versions, result.near, result.new) == (0, 0, 1)


def test_a_page_each_sentence_of_which_was_touched_is_a_new_version(tmp_path: Path) -> None:
    touched = STORY.replace("long enough", "too long").replace(
        "Sentence 5 of the", "Sentence 5 of a"
    )
    assert touched.count("too long") == 6
    last = "The editors had nothing to add to this at all."
    with Project.create(tmp_path / "p.annotator", "ana") as project:
        imported(project, row(tmp_path / "a.jsonl", f"{STORY} {last}", url=URL))
        result = imported(project, row(tmp_path / "b.jsonl", f"{touched} {last}", url=URL))
        assert result.versions == 1


def test_a_file_of_the_same_name_with_the_same_headline_is_a_new_version(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.annotator", "ana") as project:
        for n, text in enumerate((STORY, story(1))):
            (tmp_path / str(n)).mkdir()
            (tmp_path / str(n) / "story.txt").write_text(f"Storm hits coast\n\n{text}\n", "utf-8")
        other = tmp_path / "other.txt"
        other.write_text(f"Storm hits coast\n\n{story(2)}\n", "utf-8")
        assert imported(project, tmp_path / "0").versions == 0
        assert imported(project, tmp_path / "1").versions == 1
        assert imported(project, other).versions == 0


def test_versions_are_known_however_many_come_in_at_once(tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    made = [json.dumps({"text": story(n), "title": f"V{n}", "url": URL}) for n in range(4)]
    path.write_text("\n".join(made), "utf-8")
    with Project.create(tmp_path / "p.annotator", "ana") as project:
        result = imported(project, path)
        assert [each.older for each in result.arrivals] == ["", "V0", "V1", "V2"]
        assert len(chain(project, result.first)) == 4


def test_a_removed_version_is_passed_over_and_kept(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.annotator", "ana") as project:
        ids = [
            imported(project, row(tmp_path / f"{n}.jsonl", story(n), url=URL)).first
            for n in range(3)
        ]
        project.edit(articles.remove, ids[1])
        assert chain(project, ids[0]) == [ids[0], ids[2]]
        project.undo()
        assert chain(project, ids[2]) == ids


def test_versions_go_out_and_come_in_again(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.annotator", "ana") as project:
        for n in range(3):
            imported(project, row(tmp_path / f"{n}.jsonl", story(n), url=URL))
        before = exported(project, tmp_path / "out.jsonl", statuses="untouched")
    lines = before.splitlines(keepends=True)
    turned = tmp_path / "turned.jsonl"  # the newest first
    turned.write_bytes(lines[0] + b"".join(reversed(lines[1:])))
    for n, file in enumerate((tmp_path / "out.jsonl", turned)):
        with Project.create(tmp_path / str(n) / "p.annotator", "ana") as project:
            imported(project, file)
            assert exported(project, tmp_path / f"{n}.out", statuses="untouched") == before


def test_near_duplicates_of_an_export_do_not_become_versions(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.annotator", "ana") as project:
        imported(project, row(tmp_path / "a.jsonl", STORY, url=URL))
        two = imported(project, row(tmp_path / "b.jsonl", story(2)))
        project.edit(articles.describe, two.first, "url", URL)
        before = exported(project, tmp_path / "out.jsonl", statuses="untouched,in_progress")
    with Project.create(tmp_path / "q" / "p.annotator", "ana") as project:
        result = imported(project, tmp_path / "out.jsonl")
        assert (result.versions, result.near) == (0, 1)
        after = exported(project, tmp_path / "after.jsonl", statuses="untouched,in_progress")
        assert after == before


def test_versions_that_lead_round_in_a_circle_are_not_tied(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.annotator", "ana") as project:
        for n in range(2):
            imported(project, row(tmp_path / f"{n}.jsonl", story(n), url=URL))
        one, two = (page.article.id for page in pages(project))
        with project.turn() as db:
            versions.tie(db, {one: two, two: two})
        assert chain(project, one) == [one, two]
