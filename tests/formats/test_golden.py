"""The bytes of every format for one small page, kept: a change here is one for other readers."""

from pathlib import Path

from annotator.formats import jsonl
from tests.formats import restored
from tests.formats.golden_page import GOLDEN, card, files, page


def test_the_bytes_are_those_that_were_kept(tmp_path: Path) -> None:
    made = files(tmp_path)
    kept = {
        path.relative_to(GOLDEN).as_posix(): path.read_bytes()
        for path in GOLDEN.rglob("*")
        if path.is_file()
    }
    assert made.keys() == kept.keys()
    for name, raw in made.items():
        assert raw.decode().split("\n") == kept[name].decode().split("\n"), name


def test_a_file_of_this_version_can_always_be_read() -> None:
    """Later versions of the format must still read `page.jsonl` as it lies here."""
    project = jsonl.read_project(GOLDEN / "page.jsonl")
    [article] = jsonl.read(GOLDEN / "page.jsonl")
    assert project is not None
    assert restored.page(article, project) == page()
    assert restored.card(project, 1) == card()
