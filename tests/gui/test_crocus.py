"""The crocus article entered whole, by hand, through the window, and compared with its gold.

The actions that the hand-speed budget prices are counted and may only fall: it allows 450 actions,
6.5 minutes of hands, 100 drags and 10 typed letters; the best tool there is needs 469 and 10.
"""

from collections import Counter
from pathlib import Path

import pytest

from annotator import jobs
from tests.gold import gold
from tests.gui.conftest import through
from tests.gui.facts import of_gold, of_jsonl
from tests.gui.hand import Hand
from tests.gui.thorough import ThoroughExpert

MENTION_ACTIONS, ACTIONS, MINUTES, DRAGS, LETTERS = 181, 433, 5.2, 31, 3
SECONDS = {"key": 0.2, "letter": 0.2, "click": 1.3, "dbl": 1.5, "drag": 2.6}
TO_THE_KEYS_AND_BACK = 0.8  # paid around each typed word


def report(counted: Counter[str]) -> None:
    """Hold the priced actions to the best that was reached, and print them beside the budget."""
    seconds = sum(SECONDS[kind] * n for kind, n in counted.items())
    minutes = (seconds + TO_THE_KEYS_AND_BACK * (counted["letter"] > 0)) / 60
    print(f"\ncrocus by hand: {counted.total()} actions (450), {minutes:.1f} min (6.5), "
          f"{counted['drag']} drags (100), {counted['letter']} letters (10)")  # fmt: skip
    assert counted.total() <= ACTIONS, counted
    assert minutes <= MINUTES
    assert counted["drag"] <= DRAGS
    assert counted["letter"] <= LETTERS


@pytest.fixture
def expert(hand: Hand) -> ThoroughExpert:
    return ThoroughExpert(hand, gold())


def test_all_96_mentions_go_in_by_keys_and_mouse_with_their_entities(
    expert: ThoroughExpert,
) -> None:
    expert.enter_mentions()
    page = expert.hand.page
    assert expert.counted.total() <= MENTION_ACTIONS, expert.counted
    assert sum(1 for _m in page.mentions) == 96
    assert len({page.entity_of(m) for m in page.mentions} - {None}) == 37


def test_the_whole_gold_goes_in_by_hand_and_comes_out_equal(
    expert: ThoroughExpert, tmp_path: Path
) -> None:
    expert.enter_mentions()
    expert.enter_claims()
    report(expert.counted)
    expert.put_levels_right()
    expert.enter_further()
    expert.enter_entities()
    expert.set_chains_and_links()
    expert.hand.desk.work_as("analyst-2")
    expert.second_opinion()
    project = expert.hand.desk.project
    assert project is not None
    out = tmp_path / "crocus.jsonl"
    through(jobs.export(project, "jsonl", out))
    told, wanted = of_jsonl(out), of_gold(gold())
    for what in wanted:
        assert told[what] == wanted[what], what
