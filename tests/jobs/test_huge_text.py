"""A single huge text takes its time, and the bar moves within it."""

from pathlib import Path

from annotator import jobs
from annotator.project import Project


def test_the_bar_says_what_a_huge_text_is_at(tmp_path: Path) -> None:
    (tmp_path / "huge.txt").write_text("Ana Li met Bo.\n" * 400_000, "utf-8")
    (tmp_path / "small.txt").write_text("Ana Li met Bo.", "utf-8")
    with Project.create(tmp_path / "p.annotator", "me") as project:
        files = [tmp_path / "huge.txt", tmp_path / "small.txt"]
        told = [(at.at, at.part) for at in jobs.import_files(project, files)]
        assert project.articles().count == 2
    names = list(dict.fromkeys(name for name, _part in told))
    assert names[:3] == ["Looking for files", "huge.txt: reading", "huge.txt: adding"]
    parts = [part for _name, part in told]
    assert parts == sorted(parts)
    assert 0.1 < dict(told)["huge.txt: adding"] < 0.9
