"""Names are found however they are written, and ordinary words are left in peace."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.spotting import Spotter
from tests.formats import pages as make

NAMES = (
    "Dmitry Peskov", "Peskov", "Müller", "中国", "习近平", "May", "Iran", "Песков", "نتنياهو",
    "נתניהו", "Putin", "X", "Bo", "U.S.", "김정은",
)  # fmt: skip
SPOTTER = Spotter((name, n) for n, name in enumerate(NAMES))


def found(text: str) -> list[str]:
    return [text[one.start : one.end] for one in SPOTTER.find(text) if not one.is_left]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("DMITRY-PESKOV and Peskov's", ["DMITRY-PESKOV", "Peskov"]),
        ("#DmitryPeskov dmitry_peskov @DPeskov", ["DmitryPeskov", "dmitry_peskov", "Peskov"]),
        ("http://k.ru/dmitry-peskov?x=peskov", ["dmitry-peskov", "peskov"]),
        ("Dmitry\nPeskov, Pes\u00adkov", ["Dmitry\nPeskov", "Pes\u00adkov"]),
        ("Mu\u0308ller, MULLER, Müllers", ["Mu\u0308ller", "MULLER", "Müllers"]),
        ("中国国家主席习近平在北京", ["中国", "习近平"]),
        ("Пескова, ПЕСКОВУ; песков", ["Пескова", "ПЕСКОВУ", "песков"]),
        ("قال ونتنياهو", ["ونتنياهو"]),
        ("אמר לנתניהו", ["לנתניהו"]),
        ("김정은은 말했다", ["김정은은"]),
        ("It may rain, May said. MAY", ["May", "MAY"]),
        ("I ran to Iran", ["Iran"]),
        ("X marks x", ["X"]),
        ("Bo, bob, BO", ["Bo", "BO"]),
        ("The U.S. and US gave us", ["U.S", "US"]),
        ("Dmitry, Peskov. Putin", ["Peskov", "Putin"]),
        ("dpeskov@k.ru, @realputin; thepeskov", ["dpeskov", "realputin"]),
    ],
)
def test_a_name_is_found(text: str, names: list[str]) -> None:
    assert found(text) == names


def test_ordinary_words_and_longer_ones_are_told() -> None:
    text = "It may be computing or putinism"
    left = [text[one.start : one.end] for one in SPOTTER.find(text) if one.is_left]
    assert left == ["may", "computing", "putinism"]


@given(st.lists(make.texts(), max_size=5), make.texts())
def test_any_names_in_any_text_are_told_in_order(names: list[str], text: str) -> None:
    spotted = Spotter((name, n) for n, name in enumerate(names)).find(text)
    at = 0
    for one in spotted:
        assert at <= one.start < one.end <= len(text) and one.bearers
        at = one.end


@given(st.sampled_from(NAMES[:10]), make.texts(), make.texts())
def test_a_name_between_blanks_is_always_found(name: str, before: str, after: str) -> None:
    text = f"{before} | {name} | {after}"
    here = len(before) + 3
    assert any(s.start <= here and s.end >= here + len(name) for s in SPOTTER.find(text))


@pytest.mark.parametrize(
    ("names", "text", "expected"),
    [
        (["Северный"], "Северного, Северным; Север, северного", ["Северного", "Северным"]),
        (["Северный Кавказ"], "на Северном\n  Кавказе", ["Северном\n  Кавказе"]),
        (["Анна Ликова", "Павел"], "Анны Ликовой и Павла", ["Анны Ликовой", "Павла"]),
        (["Сергей", "Россия"], "Сергеем в России, росс", ["Сергеем", "России"]),
        (["Зеленський"], "Зеленського, Зеленському", ["Зеленського", "Зеленському"]),
        (["Северный"], "Се-\nверный флот", ["Се-\nверный"]),
        (["РГТРК «Останкино»"], "РГТРК \"Останкино\", Останкино", ["РГТРК \"Останкино"]),
        (["AT&T", "Beirut (AFP)"], "at&t, BEIRUT (AFP)", ["at&t", "BEIRUT (AFP"]),
        (["C#", "4,5"], "C, C#, D#; 4,5 and 14,5", ["C#", "4,5"]),
        (['ארה"ב'], 'בארה"ב, ארה״ב', ['בארה"ב', "ארה״ב"]),
    ],
)  # fmt: skip
def test_a_name_is_found_in_its_cases_and_with_its_signs(
    names: list[str], text: str, expected: list[str]
) -> None:
    spotted = Spotter((name, n) for n, name in enumerate(names)).find(text)
    assert [text[one.start : one.end] for one in spotted] == expected
