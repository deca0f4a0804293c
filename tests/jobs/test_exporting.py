"""Exporting as a job: one state of the file, chosen articles, losses told before and after."""

import json
from pathlib import Path

import pytest

from annotator import formats, jobs
from annotator.edits import articles, notes, spans
from annotator.errors import Refused
from annotator.model import STATUSES
from annotator.project import Project
from annotator.store import exporting
from tests.jobs.running import exported, finished, imported, pages
from tests.scene import add_article


@pytest.fixture
def project(tmp_path: Path):
    """The sample project."""
    with Project.create(tmp_path / "sample.annotator", "Maria") as made:
        imported(made, *jobs.samples())
        yield made


@pytest.mark.parametrize("format", [each.NAME for each in formats.writers() if not each.EXTRA])
def test_the_preview_tells_the_losses_of_the_export(
    project: Project, tmp_path: Path, format: str
) -> None:
    preview = finished(jobs.preview(project, format))
    report = finished(jobs.export(project, format, tmp_path / "out"))
    assert [(loss.what, loss.count, loss.fate) for loss in preview.losses] == [
        (loss.what, loss.count, loss.fate) for loss in report.losses
    ]


def test_an_export_sees_one_state_of_the_file(project: Project, tmp_path: Path) -> None:
    before = exported(project, tmp_path / "before.jsonl")
    job = jobs.export(project, "jsonl", tmp_path / "during.jsonl")
    next(job)
    last = project.articles().page()[-1].id
    label = project.codebook.active_labels[0].id
    project.edit(spans.add, last, 0, 2, label)
    project.edit(notes.add, "article", last, "new")
    finished(job)
    assert (tmp_path / "during.jsonl").read_bytes() == before
    assert exported(project, tmp_path / "after.jsonl") != before


def test_stopping_an_export_leaves_what_was_there(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("mine")
    job = jobs.export(project, "jsonl", out)
    next(job)
    job.close()
    assert out.read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir() if "out" in path.name) == ["out.jsonl"]


def test_some_articles_alone(project: Project, tmp_path: Path) -> None:
    second = project.articles().page()[1].id
    out = tmp_path / "one.jsonl"
    report = finished(jobs.export(project, "jsonl", out, articles=[second]))
    assert report.written == 1
    records = [json.loads(line) for line in out.read_text().splitlines()]
    assert [record["id"] for record in records[1:]] == [str(second)]


def test_removed_articles_go_only_where_they_can_be_marked_so(
    project: Project, tmp_path: Path
) -> None:
    project.edit(articles.remove, project.articles().page()[0].id)
    assert finished(jobs.export(project, "jsonl", tmp_path / "a.jsonl")).written == 4
    report = finished(jobs.export(project, "brat", tmp_path / "brat"))
    assert (report.written, report.left_out) == (2, 2)


def test_options_are_words_or_values(project: Project, tmp_path: Path) -> None:
    words = {"statuses": "done, review", "removed": "no"}
    values = {"statuses": ("done", "review"), "removed": False}
    one = exported(project, tmp_path / "a.jsonl", **words)
    assert one == exported(project, tmp_path / "b.jsonl", **values)
    assert len(one.splitlines()) == 3
    with pytest.raises(Refused):
        exported(project, tmp_path / "c.jsonl", statuses="finished")


def test_a_file_without_a_journal_beside_it_is_exported_too(
    project: Project, tmp_path: Path
) -> None:
    expected = exported(project, tmp_path / "a.jsonl")
    path = project.path
    project.close()
    with Project.open(path, read_only=True) as source:
        assert exported(source, tmp_path / "b.jsonl") == expected


def test_pages_of_an_export_are_the_pages_of_the_project(project: Project) -> None:
    assert list(exporting.all_pages(project.reader, project.codebook)) == pages(project)


def test_articles_are_divided_by_the_dates_they_have_in_the_project(
    project: Project, tmp_path: Path
) -> None:
    found = {page.article.id: page.article.published for page in pages(project)}
    cut = sorted(found.values())[2]
    assert cut > min(found.values())
    every = {"split": f"{cut[:10]}", "statuses": "untouched,in_progress,done,done_empty,review"}
    finished(jobs.export(project, "csv", tmp_path / "out", every))
    for part, is_older in (("train", True), ("dev", False)):
        lines = (tmp_path / "out" / part / "articles.csv").read_text("utf-8-sig").split("\n")
        ids = {int(line.split(",")[0].strip('"')) for line in lines[1:] if line}
        assert ids == {id for id, date in found.items() if (date < cut) == is_older}
    halves = {**every, "split": "50/50", "split_by": "date"}
    report = finished(jobs.export(project, "csv", tmp_path / "halves", halves))
    assert report.written == len(found)


@pytest.mark.parametrize("format", [each.NAME for each in formats.writers() if not each.EXTRA])
def test_no_format_lets_a_secret_article_out_unasked(
    project: Project, tmp_path: Path, format: str
) -> None:
    secret = project.articles().page()[0].id
    project.edit(articles.describe, secret, "rights", "secret")
    report = finished(jobs.export(project, format, tmp_path / "out", {"statuses": STATUSES}))
    assert report.secret == 1 and report.left_out == 1
    every = {"statuses": STATUSES, "rights": "unsaid,free,restricted,secret"}
    whole = finished(jobs.export(project, format, tmp_path / "whole", every))
    assert whole.secret == 0 and whole.written == report.written + 1


def test_who_is_named_in_a_secret_article_alone_is_not_named_in_the_file(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.annotator", "Ana") as project:
        secret = add_article(project, "Deep Throat met Maria in a garage.", title="s")
        public = add_article(project, "Maria went home.", title="o")
        label = project.codebook.active_labels[0].id
        for article, words, start in ((secret, "Deep Throat", 0), (secret, "Maria", 16),
                                      (public, "Maria", 0)):  # fmt: skip
            span = project.edit(spans.add, article, start, start + len(words), label).answer
            page = project.page(article)
            assert page is not None and page.span(span).quote == words
        assert project.entities_like("Deep")
        before = exported(project, tmp_path / "a.jsonl")
        project.edit(articles.describe, secret, "rights", "secret")
        kept = exported(project, tmp_path / "b.jsonl")
        assert b"Deep Throat" in before and b"Deep Throat" not in kept
        assert b'"Maria"' in kept
        all_rights = "unsaid,free,restricted,secret"
        assert b"Deep Throat" in exported(project, tmp_path / "c.jsonl", rights=all_rights)


def test_rights_go_out_and_come_in_again(project: Project, tmp_path: Path) -> None:
    first = project.articles().page()[0].id
    project.edit(articles.describe, first, "rights", "restricted")
    whole = exported(project, tmp_path / "a.jsonl")
    with Project.create(tmp_path / "b" / "sample.annotator", "Ana") as other:
        imported(other, tmp_path / "a.jsonl")
        assert sorted(p.article.rights for p in pages(other)) == sorted(
            p.article.rights for p in pages(project)
        )
        assert exported(other, tmp_path / "b.jsonl") == whole
    with pytest.raises(ValueError, match="mine"):
        project.edit(articles.describe, first, "rights", "mine")
