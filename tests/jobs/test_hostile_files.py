"""Files bent out of shape at random: the run goes on and the project stays sound."""

import copy
import json
import random
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator import jobs
from annotator.project import Project
from tests.jobs.running import finished, imported
from tests.jobs.test_equal_projects import empty

LINES = [json.loads(line) for line in jobs.samples()[0].read_text("utf-8").splitlines()]
JUNK: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**63 - 1, 2**63, 2**64 - 1, 10**30, 0.5, "", "x", "0",
    "9" * 18, "1" * 400, "\x00", "\ud800", "a\nb", "PER", "per", "na", "author", "claim", "entity",
    "264905529753611264", [], [[]], [None], {}, {"id": "x"}, {"": ""},
)  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """All places in a record."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for key, one in inner:
        found.append((*path, key))
        if isinstance(one, dict | list):
            found += places(one, (*path, key))
    return found


def bent(record: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A record with some of its values replaced, taken away, doubled or swapped."""
    made = copy.deepcopy(record)
    for _time in range(chance.choice((1, 1, 1, 2, 5))):
        *path, key = chance.choice(places(made))
        home = made
        for step in path:
            home = home[step]
        act = chance.randrange(5)
        if act == 0 and isinstance(home, list):
            home.append(copy.deepcopy(home[key]))
        elif act == 1:
            del home[key]
        elif act == 2:
            other = chance.choice(places(record))
            value: Any = record
            for step in other:
                value = value[step]
            home[key] = copy.deepcopy(value)
        else:
            home[key] = chance.choice(JUNK)
    return made


def check(seed: int) -> None:
    chance = random.Random(seed)
    folder = Path(tempfile.mkdtemp())
    try:
        (folder / "p.annotator").write_bytes(empty())
        with Project.open(folder / "p.annotator", "ana") as project:
            for n in range(3):
                file = folder / f"{n}.jsonl"
                some = [bent(line, chance) if chance.random() < 0.3 else line for line in LINES]
                if chance.random() < 0.3:
                    del some[0]
                text = "\n".join(json.dumps(line) for line in some)
                file.write_bytes(text.encode("utf-8", "surrogatepass"))
                result = imported(project, file)
                assert not result.stopped
                assert not finished(jobs.verify(project))
            finished(jobs.export(project, "jsonl", folder / "out.jsonl"))
            for each in project.articles().page():
                assert project.page(each.id) is not None
    finally:
        shutil.rmtree(folder)


@given(st.integers(0, 10**9))
@settings(max_examples=15)
def test_a_bent_file_never_breaks_the_run_nor_the_project(seed: int) -> None:
    check(seed)
