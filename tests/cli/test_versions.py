"""Versions on the command line: told at import, compared, and marks carried over."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotator.cli import program
from annotator.edits import claims, judgements, spans
from annotator.project import Project

URL = "https://example.com/story"
OLD = (
    "The minister said on Monday that the old bridge would be closed. Nobody was hurt there. "
    "Maria Lopez heard a loud noise in the night. It had been built in 1932 by the army."
)
NEW = OLD.replace("Monday", "Tuesday").replace("Nobody was hurt there. ", "")


def annotator(*words: str) -> Result:
    """What the program does with these words; whatever is a bug rises."""
    return CliRunner().invoke(program, words, catch_exceptions=False, prog_name="annotator")


@pytest.fixture
def story(tmp_path: Path) -> tuple[str, str, str]:
    """A project with an article that is marked, and its newer version: file and two ids."""
    path = str(tmp_path / "news.annotator")
    annotator("new", path, "--as", "anna")
    for name, text in (("old", OLD), ("new", NEW)):
        file = tmp_path / f"{name}.jsonl"
        file.write_text(json.dumps({"text": text, "title": name, "url": URL}), "utf-8")
        result = annotator("import", path, str(file), "--as", "anna")
    assert "1 of them is a new version of another article.\n  new: New version of “old”" in (
        result.stdout
    )
    with Project.open(Path(path), "anna") as project:
        ids = [each.id for each in project.articles().page()]
        for words, label in (("Maria Lopez", "PER"), ("Monday", "DATE")):
            named = project.codebook.label_named(label)
            assert named is not None
            start = OLD.index(words)
            project.edit(spans.add, ids[0], start, start + len(words), named.id)
        start = OLD.index("It had been built")
        claim = project.edit(claims.add, ids[0], start, len(OLD)).answer
        project.edit(judgements.answer, claim, "credibility", "2")
    return path, str(ids[0]), str(ids[1])


def test_versions_are_listed_and_their_differences_told(story: tuple[str, str, str]) -> None:
    path, old, new = story
    result = annotator("diff", path, new)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert [line.split()[-2] for line in lines[:2]] == [old, new]
    assert lines[2:] == [
        "… The minister said on [-Monday-]{+Tuesday+} that the old bridge would be …",
        "… e old bridge would be closed. [-Nobody was hurt there. -]Maria Lopez heard a loud "
        "noise …",
    ]
    first = json.loads(annotator("diff", path, new, "--json").stdout.splitlines()[0])
    assert first == {
        "kind": "gone", "start": 21, "end": 27, "there": 21, "there_end": 21, "text": "Monday",
    }  # fmt: skip
    assert "no older version" in annotator("diff", path, old).stderr
    assert annotator("diff", path, "7").exit_code == 1


def test_lists_know_newest_versions(story: tuple[str, str, str]) -> None:
    path, old, new = story
    found = annotator("list", path, "--version", "outdated", "--json").stdout.splitlines()
    assert [json.loads(line)["id"] for line in found] == [old]
    [line] = annotator("list", path, "--version", "newest", "--json").stdout.splitlines()
    assert (json.loads(line)["id"], json.loads(line)["version_of"]) == (new, old)
    plain = annotator("list", path).stdout.splitlines()
    assert [line.endswith("later version") for line in plain[1:]] == [False, True]


def test_marks_are_carried_over_and_what_stays_is_told(story: tuple[str, str, str]) -> None:
    path, _old, new = story
    dry = annotator("carry", path, new, "--dry-run", "--as", "anna")
    assert dry.exit_code == 3
    assert "mention “Maria Lopez”" in dry.stdout and "2 marks can be carried over." in dry.stdout
    assert "mention “Monday”: Its words are gone." in dry.stderr
    result = annotator("carry", path, new, "--judgements", "--as", "anna")
    assert (result.exit_code, result.stdout) == (3, "2 marks carried over.\n")
    with Project.open(Path(path), "anna") as project:
        page = project.page(int(new))
        assert page is not None
        assert [span.quote for span in page.mentions] == ["Maria Lopez"]
        [claim] = page.claims
        given = {one.field: one.value for one in page.about(claim=claim) if not one.derived}
        assert given == {"credibility": "2"}
        project.undo()
        page = project.page(int(new))
        assert page is not None and not page.spans


def test_an_article_that_is_no_version_has_nothing_to_carry(story: tuple[str, str, str]) -> None:
    path, old, _new = story
    result = annotator("carry", path, old)
    assert result.exit_code == 1 and "no older version" in result.stderr
