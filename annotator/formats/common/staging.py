"""The hidden folder beside a target in which an export is written before it takes its place.

A program that is killed leaves it there; the next export to the same target clears it away. Which
ones are left over is told by a lock on the folder, that the system frees when its program dies;
where there are no such locks (Windows, some network disks) they stay.
"""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """A folder beside the target, on the same disk, gone afterwards whatever happened. What killed
    exports left goes when all went well: it may hold the last whole one.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    stage, held = _begun(out)
    try:
        yield stage
        _clear(out)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        _free(held)


def _begun(out: Path) -> tuple[Path, int]:
    while True:
        stage = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".part", dir=out.parent))
        # Before it is held, another export that ends just now may take it for left over.
        with suppress(BlockingIOError, FileNotFoundError):
            held = _held(stage)
            if stage.is_dir():
                return stage, held
            _free(held)


def _clear(out: Path) -> None:
    """Remove the folders of this target that no living program holds."""
    name = re.compile(rf"\.{re.escape(out.name)}\.[a-z0-9_]{{8}}\.part")
    with suppress(OSError):
        for entry in [*os.scandir(out.parent)]:
            if name.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False):
                _remove(Path(entry.path))


def _remove(stage: Path) -> None:
    with suppress(OSError):
        held = _held(stage)
        if held >= 0:
            shutil.rmtree(stage, ignore_errors=True)
            _free(held)


def _held(stage: Path) -> int:
    """Take the lock on a folder, -1 where there are none. BlockingIOError if another has it."""
    if sys.platform == "win32":
        return -1
    folder = os.open(stage, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        os.close(folder)
        if isinstance(fault, BlockingIOError):
            raise
        return -1
    return folder


def _free(held: int) -> None:
    if held >= 0:
        os.close(held)
