"""How an export reaches the disk: all at once or not at all, with a manifest beside it."""

import gc
import hashlib
import tracemalloc
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import orjson
import pytest

from annotator import __version__
from annotator.errors import Refused
from annotator.formats import brat, conll2003, jsonl
from annotator.formats.common import options as choice
from annotator.formats.common.output import (
    Kind,
    chunks_path,
    export,
    losses_path,
    manifest_path,
)
from annotator.formats.values import Lost, ProjectCard, Report
from annotator.model import Page
from annotator.progress import Progress
from tests.formats import pages as make
from tests.formats.running import exported
from tests.gold import gold_card, gold_page


def _pages(count: int) -> list[Page]:
    pages = [make.page_of(f"Ana {n} met Bo.", (0, 3, "PER")) for n in range(count)]
    return [replace(p, article=replace(p.article, id=n)) for n, p in enumerate(pages)]


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("format", [brat, conll2003, jsonl])
def test_the_same_pages_and_options_give_the_same_bytes(format: object, tmp_path: Path) -> None:
    for name in ("one", "two"):
        exported(format, _pages(20), tmp_path / name / "out", split="60/20/20", seed=4)
    assert _tree(tmp_path / "one") == _tree(tmp_path / "two")


def test_the_manifest_tells_versions_options_counts_and_hashes(tmp_path: Path) -> None:
    out = tmp_path / "crocus.conll"
    exported(conll2003, [gold_page()], out, gold_card(), scheme="BIOES")
    manifest = orjson.loads(manifest_path(out).read_bytes())
    assert (manifest["program"], manifest["version"]) == ("annotator", __version__)
    assert manifest["codebook"] == {"name": "news", "version": gold_page().codebook.version}
    assert manifest["format"] == "conll2003"
    assert manifest["options"]["scheme"] == "BIOES"
    assert manifest["articles"] == {"written": 1, "left_out": {}, "read": 1}
    assert manifest["marks"] == {"claims": 41, "mentions": 96}
    assert {"what": "claim", "count": 41, "fate": "left out", "becomes": ""} in manifest["losses"]
    there = {path.name for path in tmp_path.iterdir()} - {manifest_path(out).name}
    assert {each["path"] for each in manifest["files"]} == there
    for each in manifest["files"]:
        raw = (tmp_path / each["path"]).read_bytes()
        assert each["sha256"] == hashlib.sha256(raw).hexdigest()
        assert each["bytes"] == len(raw)


def test_every_loss_is_listed_with_its_place(tmp_path: Path) -> None:
    out = tmp_path / "crocus.conll"
    report = exported(conll2003, [gold_page()], out, gold_card())
    head, *rows = losses_path(out).read_bytes().decode().split("\n")
    assert head.split("\t") == [
        "article", "title", "what", "fate", "becomes", "start", "end", "text",
    ]  # fmt: skip
    assert len(rows) - 1 == sum(loss.count for loss in report.losses)
    row = next(row.split("\t") for row in rows if "level" in row)
    assert gold_page().text[int(row[5]) : int(row[6])] == row[7]


def test_nothing_lost_leaves_no_list_and_takes_an_old_one_away(tmp_path: Path) -> None:
    out = tmp_path / "x"
    exported(conll2003, _pages(1), out)
    assert losses_path(out).exists()
    exported(jsonl, _pages(1), out)
    assert not losses_path(out).exists()


def test_articles_left_out_are_counted_by_why(tmp_path: Path) -> None:
    pages = _pages(4)
    pages[1] = replace(pages[1], article=replace(pages[1].article, removed=True))
    pages[2] = replace(pages[2], statuses={1: "review"})
    report = exported(brat, pages, tmp_path / "out", statuses=("done",))
    manifest = orjson.loads(manifest_path(tmp_path / "out").read_bytes())
    assert (report.written, report.left_out) == (2, 2)
    assert manifest["articles"]["left_out"] == {"removed": 1, "review": 1}


def test_closing_an_export_midway_leaves_no_trace(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_bytes(b"what was there")
    pages = _pages(10)
    steps = jsonl.write(pages, make.card_of(*pages), out, jsonl.Options())
    next(steps)
    next(steps)
    steps.close()
    assert _tree(tmp_path) == {"out.jsonl": b"what was there"}
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


@pytest.mark.parametrize("format", [brat, jsonl])
def test_a_failure_midway_leaves_what_was_there(format: object, tmp_path: Path) -> None:
    out = tmp_path / "out"
    exported(format, _pages(3), out)
    before = _tree(tmp_path)

    def failing() -> Iterator[Page]:
        yield from _pages(2)
        raise OSError("the disk is full")

    steps = format.write(failing(), make.card_of(), out, format.Options())  # type: ignore[attr-defined]
    with pytest.raises(OSError, match="full"):
        list(steps)
    assert _tree(tmp_path) == before
    assert not list(tmp_path.glob(".*"))


def test_divided_exports_hold_every_article_once(tmp_path: Path) -> None:
    pages = _pages(60)
    exported(jsonl, pages, tmp_path / "x.jsonl", split="60/20/20")
    parts = {}
    for name in ("train", "dev", "test"):
        parts[name] = {a.text for a in jsonl.read(tmp_path / f"x-{name}.jsonl")}
        assert jsonl.read_project(tmp_path / f"x-{name}.jsonl") is not None
    assert sorted(text for each in parts.values() for text in each) == sorted(
        page.text for page in pages
    )
    exported(brat, pages, tmp_path / "x", split="60/20/20")
    for name, texts in parts.items():
        assert {p.read_text() for p in (tmp_path / "x" / name).glob("*.txt")} == texts


def test_a_folder_of_ours_is_replaced_whole(tmp_path: Path) -> None:
    out = tmp_path / "out"
    exported(brat, _pages(5), out)
    exported(brat, _pages(2), out)
    assert len(list(out.glob("*.ann"))) == 2


def test_a_folder_with_other_files_is_never_touched(tmp_path: Path) -> None:
    out = tmp_path / "out"
    exported(brat, _pages(2), out)
    (out / "thesis.doc").write_bytes(b"ten years")
    before = _tree(tmp_path)
    with pytest.raises(Refused, match="holds other files"):
        exported(brat, _pages(3), out)
    assert _tree(tmp_path) == before


def test_an_edited_ann_file_of_ours_is_not_thrown_away(tmp_path: Path) -> None:
    out = tmp_path / "out"
    exported(brat, _pages(2), out)
    edited = next(out.glob("*.ann"))
    edited.write_bytes(edited.read_bytes() + b"T99\tPER 0 3\tAna\n")
    with pytest.raises(Refused, match="changed"):
        exported(brat, _pages(3), out)


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    exported(brat, _pages(1), tmp_path / "out")
    assert len(list((tmp_path / "out").glob("*.ann"))) == 1


def test_a_project_file_or_folder_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    (tmp_path / "mine.annotator").write_bytes(b"SQLite format 3\0" + bytes(84))
    for name in ("mine.annotator", ""):
        with pytest.raises(Refused):
            exported(jsonl, _pages(1), tmp_path / name)
    with pytest.raises(Refused):
        exported(brat, _pages(1), tmp_path / "mine.annotator")
    assert (tmp_path / "mine.annotator").stat().st_size == 100


@pytest.mark.parametrize("format", [brat, conll2003, jsonl])
def test_memory_does_not_grow_with_the_articles(format: object, tmp_path: Path) -> None:
    gc.collect()
    gc.freeze()  # what earlier tests left would put off the next collection

    def peak(count: int) -> int:
        pages = (make.page_of(f"Ana {n} met Bo. " * 40, (0, 3, "PER")) for n in range(count))
        card = make.card_of()
        tracemalloc.start()
        for _step in format.write(pages, card, tmp_path / f"{count}", format.Options()):  # type: ignore[attr-defined]
            pass
        _now, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    try:
        peak(5)
        assert peak(200) < peak(50) + 100_000
    finally:
        gc.unfreeze()


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    exported(jsonl, _pages(1), tmp_path / "a" / "b" / "x.jsonl")
    assert (tmp_path / "a" / "b" / "x.jsonl").exists()


class _Texts:
    """A format of a folder with a file of texts for each part, and a list of the parts."""

    @dataclass(frozen=True, slots=True)
    class Options(choice.Common):
        chunk: str = choice.chunk()

    @staticmethod
    def write(
        pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
    ) -> Generator[Progress, None, Report]:
        kind = Kind("texts", _Texts.opened, ("text", "project"), True, _Texts.finish)
        return (yield from export(kind, pages, project, out, options))

    @staticmethod
    @contextmanager
    def opened(
        target: Path, project: ProjectCard, options: Options
    ) -> Iterator[Callable[[Page], Iterable[Lost]]]:
        target.parent.mkdir(exist_ok=True)
        with open(target.with_name(f"{target.name}.txt"), "wb") as file:

            def add(page: Page) -> Iterable[Lost]:
                file.write(page.text.encode() + b"|")
                return [Lost("a name", start=s.start, end=s.end) for s in page.spans]

            yield add

    @staticmethod
    def finish(folder: Path, project: ProjectCard, options: Options) -> None:
        names = sorted(path.name for path in folder.iterdir())
        (folder / "parts.md").write_text(" ".join(names))


def test_chunks_are_listed_with_their_places_and_losses_stand_in_the_article(
    tmp_path: Path,
) -> None:
    page = make.page_of("Ana met Bo. She left. Bo stayed.", (22, 24, "PER"))
    out = tmp_path / "out"
    exported(_Texts, [page], out, chunk="sentence")
    assert (out / "train.txt").read_text() == "Ana met Bo. |She left. |Bo stayed.|"
    head, *rows = chunks_path(out).read_text().split("\n")
    assert head == "chunk\tarticle\tkey\tnumber\tstart\tend\tpart\tread\tclaim"
    assert [row.split("\t")[3:6] for row in rows[:-1]] == [
        ["1", "0", "12"], ["2", "12", "22"], ["3", "22", "32"],
    ]  # fmt: skip
    assert losses_path(out).read_text().split("\n")[1].split("\t")[5:7] == ["22", "24"]
    exported(_Texts, [page], out)
    assert not chunks_path(out).exists()


def test_a_folder_for_all_parts_is_completed_at_the_end(tmp_path: Path) -> None:
    exported(_Texts, _pages(30), tmp_path / "out", split="50/25/25")
    assert (tmp_path / "out" / "parts.md").read_text() == "dev.txt test.txt train.txt"
    texts = "".join((tmp_path / "out" / f"{n}.txt").read_text() for n in ("train", "dev", "test"))
    assert texts.count("|") == 30


def test_the_manifest_numbers_the_labels_in_the_order_they_were_made(tmp_path: Path) -> None:
    exported(_Texts, [], tmp_path / "out")
    labels = orjson.loads(manifest_path(tmp_path / "out").read_bytes())["labels"]
    made = sorted(make.book().labels, key=lambda label: label.id)
    assert labels == {label.name: n for n, label in enumerate(made)}
    assert {"OLD", "PERSON"} <= labels.keys()
