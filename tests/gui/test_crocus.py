"""The crocus article entered whole, by hand, through the window, and compared with its gold."""

from collections import Counter

import pytest

from tests.gold import gold
from tests.gui.expert import Expert
from tests.gui.hand import Hand


@pytest.fixture
def expert(hand: Hand) -> Expert:
    return Expert(hand, gold())


def test_all_96_mentions_go_in_by_keys_and_mouse_with_their_entities(expert: Expert) -> None:
    expert.enter_mentions()
    page = expert.hand.page
    assert Counter(expert.counted).total() <= 182
    print(expert.counted, expert.counted.total())
    assert sum(1 for _m in page.mentions) == 96
    assert len({page.entity_of(m) for m in page.mentions} - {None}) == 37


def test_the_whole_gold_goes_in_by_hand(expert: Expert) -> None:
    expert.enter_mentions()
    expert.enter_claims()
    print(expert.counted, expert.counted.total())
    expert.put_levels_right()
    expert.enter_further()
    page = expert.hand.page
    assert len(page.claims) == 41
