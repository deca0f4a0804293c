"""Files read apart: whatever one of them does to its reader, only that file is lost."""

import os
import pickle
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from annotator.errors import BadInput
from annotator.formats import DETECT, ReadArticle, Reader
from annotator.jobs import apart
from annotator.jobs.apart import Limits, Pool
from annotator.jobs.sources import Failure, Source
from tests.jobs import hostile_reader

READER = cast(Reader, hostile_reader)


@pytest.fixture
def pool() -> Iterator[Pool]:
    """A pool with little patience."""
    made = Pool(Limits(seconds=6, memory=1 << 30, workers=2))
    yield made
    made.close()


def acts(folder: Path, name: str, *does: str) -> Source:
    """A file that does these things when it is read."""
    path = folder / f"{name}.act"
    path.write_text("\n".join(does), "utf-8")
    return Source(path, READER)


def read(pool: Pool, source: Source) -> tuple[list[str], str]:
    """The texts of a file, and why it was given up ("" if it was not)."""
    found: list[str] = []
    try:
        for each in pool.read(source, DETECT):
            if isinstance(each, ReadArticle):
                found.append(each.text)
            elif isinstance(each, BadInput):
                found.append(f"line {each.line}: {each.why}")
    except BadInput as fault:
        return found, fault.why
    return found, ""


def test_what_a_file_holds_comes_in_its_order(pool: Pool, tmp_path: Path) -> None:
    texts = [f"text:t{n}" for n in range(100)]
    found, why = read(pool, acts(tmp_path, "a", *texts, "fault:odd", "text:end"))
    assert (found, why) == ([*(f"t{n}" for n in range(100)), "line 7: odd", "end"], "")


@pytest.mark.parametrize(
    ("does", "told"),
    [
        ("crash", "crash"),
        ("exit", "crash"),
        ("raise:odd", "KeyError: 'odd'"),
        ("burst", "too large"),
        ("deep", "too deeply"),
        ("hang", "longer than 6 seconds"),
        ("start", "forbidden"),
    ],
)
def test_a_file_that_ends_its_reader_is_told_and_the_next_is_read(
    pool: Pool, tmp_path: Path, does: str, told: str
) -> None:
    found, why = read(pool, acts(tmp_path, "a", "text:before", does, "text:after"))
    assert found in (["before"], [])  # what was not handed over when it ended is lost with it
    assert told in why
    assert read(pool, acts(tmp_path, "b", "text:fine")) == (["fine"], "")


def test_a_reader_cannot_reach_the_network(pool: Pool, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]
        found, why = read(pool, acts(tmp_path, "a", f"connect:{port}"))
        assert "forbidden" in why and not found
        with pytest.raises(TimeoutError):
            server.accept()


def test_what_a_library_prints_does_not_stand_between(pool: Pool, tmp_path: Path) -> None:
    assert read(pool, acts(tmp_path, "a", "print:noise", "text:a")) == (["a"], "")


def test_a_worker_reads_many_files(pool: Pool, tmp_path: Path) -> None:
    seen = {read(pool, acts(tmp_path, f"f{n}", "who"))[0][0] for n in range(8)}
    assert seen.isdisjoint({str(os.getpid())}) and len(seen) <= pool.limits.workers


def test_closing_does_not_wait_for_what_hangs(tmp_path: Path) -> None:
    pool = Pool(Limits(seconds=600, workers=1))
    (who,), _why = read(pool, acts(tmp_path, "a", "who"))
    reading = pool.read(acts(tmp_path, "b", "hang"), DETECT)
    assert next(reading) == 0
    begun = time.monotonic()
    pool.close()
    assert time.monotonic() - begun < 5
    with pytest.raises(ProcessLookupError):
        os.kill(int(who), 0)


def test_while_a_file_hangs_the_import_can_look_up(pool: Pool, tmp_path: Path) -> None:
    assert next(pool.read(acts(tmp_path, "a", "hang"), DETECT)) == 0


def test_files_are_begun_before_their_turn_but_come_in_order(pool: Pool, tmp_path: Path) -> None:
    places = [acts(tmp_path, f"{n}", f"text:t{n}") for n in range(20)]
    lost = Failure(tmp_path, "no")
    came = []
    for found, reading in apart.ahead([*places[:3], lost, *places[3:]], pool, DETECT):
        texts = [e.text for e in reading or () if isinstance(e, ReadArticle)]
        came.append(texts[0] if texts else found)
    assert came == ["t0", "t1", "t2", lost, *(f"t{n}" for n in range(3, 20))]


def test_a_worker_that_was_taken_over_makes_nothing_run_here() -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.system, ("true",)

    with pytest.raises(pickle.UnpicklingError):
        apart._loaded(pickle.dumps(Evil()))
