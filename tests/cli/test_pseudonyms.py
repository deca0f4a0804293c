"""Pseudonyms on the command line: asked for by an option, and the key told only where asked."""

import json
import stat
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotator.cli import program
from annotator.edits import pseudonyms, spans
from annotator.project import Project
from tests.scene import add_article


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with an article that names two people, of whom one is to be hidden."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "news.annotator"
    with Project.create(path, "Maria") as made:
        article = add_article(made, "Ana Li met Bo Cruz.")
        person = made.codebook.active_labels[0].id
        made.edit(spans.add, article, 0, 6, person)
        made.edit(spans.add, article, 11, 18, person)
        (ana,) = made.entities_like("Ana")
        made.edit(pseudonyms.give, ana.id, "The Source")
    return path


def annotator(*words: str) -> Result:
    return CliRunner().invoke(program, words, catch_exceptions=False, prog_name="annotator")


def test_an_export_hides_who_was_marked_and_more_where_that_is_asked(project: Path) -> None:
    told = annotator("export", "news", "--to", "jsonl", "--out", "a.jsonl").stdout
    assert "renamed" in told and "Ana Li" not in Path("a.jsonl").read_text()
    assert "The Source met Bo Cruz" in Path("a.jsonl").read_text()
    annotator("export", "news", "--to", "jsonl", "--out", "b.jsonl", "-o", "pseudonyms=people")
    assert "The Source met Person 2." in Path("b.jsonl").read_text()
    annotator("export", "news", "--to", "jsonl", "--out", "c.jsonl", "-o", "pseudonyms=none")
    assert "Ana Li met Bo Cruz" in Path("c.jsonl").read_text()
    wrong = annotator("export", "news", "--to", "jsonl", "--out", "d", "-o", "pseudonyms=some")
    assert wrong.exit_code == 2 and "marked, people, all" in wrong.stderr


def test_who_is_who_is_told_and_saved_where_the_analyst_says(project: Path) -> None:
    assert "Ana Li" in annotator("pseudonyms", "news").stdout
    rows = annotator("pseudonyms", "news", "--of", "people", "--json").stdout.splitlines()
    assert [json.loads(row)["pseudonym"] for row in rows] == ["The Source", "Person 2"]
    assert annotator("pseudonyms", "news", "--out", "key.tsv").exit_code == 0
    assert Path("key.tsv").read_text() == "label\tname\tpseudonym\nPER\tAna Li\tThe Source\n"
    if sys.platform != "win32":
        assert stat.S_IMODE(Path("key.tsv").stat().st_mode) == 0o600
    with Project.open(project, "Maria") as opened:
        opened.undo()
    assert annotator("pseudonyms", "news").exit_code == 1
