"""A file in a folder whose suffix belongs to one format of marks is that format's, sound or not."""

from pathlib import Path

import pytest

from annotator.project import Project
from tests.jobs.running import imported


@pytest.mark.parametrize(
    ("name", "broken"),
    [("a.bdocjs", b'{"text": "Ann'), ("a.conll", b"Ann\nleft\n"), ("a.conllu", b"Ann left\n"),
     ("a.xmi", b"<xmi:XMI "), ("a.qdpx", b"PK\x03\x04")],
)  # fmt: skip
def test_a_broken_file_in_a_folder_is_named_and_not_passed_over(
    project: Project, tmp_path: Path, name: str, broken: bytes
) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / name).write_bytes(broken)
    (folder / "story.txt").write_text("A story.", encoding="utf-8")
    result = imported(project, folder)
    assert (result.new, result.skipped) == (1, 0)
    assert {each.path.name for each in result.failed} == {name}


def test_columns_in_utf_16_are_read_out_of_a_folder(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "columns"
    folder.mkdir()
    (folder / "a.conll").write_bytes("Zoé B-PER\nleft O\n".encode("utf-16"))
    assert imported(project, folder).new == 1
    assert imported(project, folder, format="conll2003").already == 1
