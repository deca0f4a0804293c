"""Killing a program in the middle of its edits, and looking at what it left.

As a program of its own it opens a project and edits it without end; after each edit it writes the
number of the entry to its output, as the window would show the edit as done.
"""

import json
import random
import signal
import struct
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import Refused
from annotator.project import Project
from annotator.store import opening
from annotator.store.schema import JOURNALLED
from tests.store.histories import VERBS, Hand, NothingThere

ROOT = Path(__file__).resolve().parents[2]
_NUMBER = struct.Struct("<q")


@dataclass(frozen=True, slots=True)
class Left:
    """What a killed program left: edits it had said were done, those lost, and what is broken."""

    done: int
    lost: int
    broken: tuple[str, ...]


def kill_once(path: Path, seed: int) -> Left:
    """Let a program edit the project, kill it at a random moment, and look at the file."""
    chance = random.Random(seed)
    command = [sys.executable, "-m", "tests.store.killing", str(path), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as program:
        assert program.stdout is not None
        first = program.stdout.read(_NUMBER.size)
        time.sleep(chance.random() * 0.1)
        program.send_signal(signal.SIGKILL)
        said = first + program.stdout.read()
    whole = len(said) // _NUMBER.size * _NUMBER.size
    entries = [number for (number,) in _NUMBER.iter_unpack(said[:whole])]
    return look(path, entries)


def look(path: Path, entries: list[int]) -> Left:
    """Which of these entries are in the file, and whether it is sound."""
    with closing(opening.reader(path).conn) as db:
        there = {id for (id,) in db.execute("select id from edits")}
        broken = [row[0] for row in db.execute("pragma integrity_check") if row[0] != "ok"]
        broken += [f"foreign key {row}" for row in db.execute("pragma foreign_key_check")]
        for table in JOURNALLED:
            columns = [row[1] for row in db.execute(f"pragma table_info({table})")]
            rows = {row[0]: dict(zip(columns, row, strict=True))
                    for row in db.execute(f"select * from {table}")}  # fmt: skip
            sql = 'select "row", after from changes where "table" = ? order by id'
            for id, after in dict(db.execute(sql, [table]).fetchall()).items():
                if rows.get(id) != (json.loads(after) if after else None):
                    broken.append(f"{table} {id} is not what the log says")
    return Left(len(entries), len(set(entries) - there), tuple(broken))


def edit_without_end(path: Path, seed: int) -> None:
    """Edit a project until killed, telling each edit that is done."""
    chance = random.Random(seed)
    with Project.open(path, "anna") as project, open(1, "wb", buffering=0, closefd=False) as out:
        hand, verbs = Hand(project), sorted(set(VERBS) - {"label_book"})
        while True:
            try:
                if chance.random() < 0.2:
                    outcome = project.undo()
                else:
                    numbers = [chance.randrange(1 << 12) for _ in range(4)]
                    outcome = VERBS[chance.choice(verbs)](hand, *numbers)
            except (Refused, NothingThere):
                continue
            if outcome.record is not None:
                out.write(_NUMBER.pack(outcome.record.id))
            if chance.random() < 0.05:
                project.checkpoint()


if __name__ == "__main__":
    edit_without_end(Path(sys.argv[1]), int(sys.argv[2]))
