"""The crocus article with all its gold goes through a project and comes out the same."""

import itertools
import json
from pathlib import Path
from typing import Any

from annotator import jobs
from annotator.formats import jsonl
from annotator.project import Project
from tests.formats.running import exported as written
from tests.gold import gold, gold_card, gold_page
from tests.jobs.running import exported, finished, imported, pages

_UNNAMED = ("annotators", "labels", "attributes", "notes", "judgements", "links")
_IDS = (
    "id",
    "entity",
    "claim",
    "span",
    "mention",
    "part_of",
    "parent",
    "chain",
    "source",
    "target",
)


def settled(raw: bytes) -> list[Any]:
    """The lines of an export with ids numbered as they come, so that two can be compared.

    Rows that nothing refers to have none; the gold gives them numbers that others have too.
    """
    numbers: dict[str, int] = {}
    counter = itertools.count(1)

    def settle(value: Any, key: str, within: str) -> Any:
        if isinstance(value, dict):
            kept = {
                k: v for k, v in sorted(value.items()) if (k, within in _UNNAMED) != ("id", True)
            }
            return {k: settle(v, k, k) for k, v in kept.items()}
        if isinstance(value, list):
            return [settle(each, key, within) for each in value]
        if key in _IDS and isinstance(value, str) and value.isdecimal():
            if value not in numbers:
                numbers[value] = next(counter)
            return numbers[value]
        return value

    return [settle(json.loads(line), "", "") for line in raw.splitlines()]


def test_the_gold_comes_out_as_it_went_in(tmp_path: Path) -> None:
    file = tmp_path / "crocus.jsonl"
    written(jsonl, [gold_page()], file, gold_card())
    (tmp_path / "p").mkdir()
    with Project.create(tmp_path / "p" / "crocus.annotator", "me") as project:
        assert imported(project, file).new == 1
        assert not finished(jobs.verify(project))
        (page,) = pages(project)
        expected = gold()["expected"]["counts"]
        assert len(list(page.mentions)) == expected["mentions"]
        assert len(page.claims) == expected["claims"]
        assert len(page.entities) == expected["entities"]
        out = exported(project, tmp_path / "out.jsonl")
    before, after = settled(file.read_bytes()), settled(out)
    assert after[1].keys() == before[1].keys()
    for key in before[1]:
        assert after[1][key] == before[1][key], key
    for key in before[0]:
        assert after[0][key] == before[0][key], key
