"""The codebook in TOML: the one that ships, what is refused, and that writing loses nothing."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from annotator import codebook as codebooks
from annotator.errors import BadInput, Refused
from annotator.model import Codebook

GOLD = Path(__file__).parent / "data" / "crocus" / "gold.json"


@pytest.fixture(scope="module")
def news() -> Codebook:
    return codebooks.load_default()


def test_news_offers_ten_labels_on_ten_digits(news: Codebook) -> None:
    assert "".join(label.key for label in news.active_labels) == "1234567890"
    codes = " ".join(label.code for label in news.active_labels)
    assert codes == "PER ORG GPE LOC FAC EVNT DATE QTY NORP OTH"


def test_news_maps_to_conll_as_the_guidelines_say(news: Codebook) -> None:
    mapped = {label.name: label.conll for label in news.labels}
    assert {k for k, v in mapped.items() if v == "LOC"} == {"GPE", "LOC", "FAC"}
    assert {k for k, v in mapped.items() if v == "MISC"} == {"NORP", "EVENT", "OTHER"}
    assert {k for k, v in mapped.items() if v == ""} == {"DATE", "QUANT"}


def test_news_asks_credibility_before_reliability(news: Codebook) -> None:
    assert [field.id for field in news.core] == [
        "attribution", "credibility", "reliability", "confidence",
    ]  # fmt: skip


def test_news_has_the_values_of_the_gold(news: Codebook) -> None:
    enums = json.loads(GOLD.read_text(encoding="utf-8"))["enums"]
    offered = {field.id: [choice.value for choice in field.choices] for field in news.fields}
    offered["claim_kind"] = offered["kind"]
    offered["entity_type"] = [label.name for label in news.labels]
    offered["link_type"] = [link.value for link in news.claim_links]
    offered["independence"] = [choice.value for choice in news.independence]
    for name, values in enums.items():
        if name != "mention_level":  # levels belong to the program, not to the codebook
            assert sorted(offered[name]) == sorted(set(values) - {"na"}), name


def test_every_value_has_a_key_a_name_and_a_definition(news: Codebook) -> None:
    options = [choice for field in news.fields for choice in field.choices]
    options += [*news.claim_links, *news.entity_links, *news.independence]  # type: ignore[list-item]
    assert all(one.key and one.name and one.definition.endswith(".") for one in options)
    assert all(label.definition for label in news.labels)
    assert all(field.definition for field in news.fields)


def test_written_and_read_again_it_is_the_same(news: Codebook) -> None:
    assert codebooks.parse(codebooks.dump(news)) == news


def test_merged_and_retired_labels_survive_writing(news: Codebook) -> None:
    labels = list(news.labels)
    labels[4] = replace(labels[4], merged_into=labels[3].id)
    labels[9] = replace(labels[9], retired=True)
    book = replace(news, labels=tuple(labels))
    again = codebooks.parse(codebooks.dump(book))
    assert again == book
    assert again.label(labels[4].id).name == "LOC"


def test_labels_are_written_in_the_order_they_are_shown(news: Codebook) -> None:
    first, second, *rest = news.labels
    swapped = (replace(first, position=2), replace(second, position=1), *rest)
    again = codebooks.parse(codebooks.dump(replace(news, labels=swapped)))
    assert [label.name for label in again.labels][:2] == ["ORG", "PER"]


def test_odd_characters_survive_writing(news: Codebook) -> None:
    odd = 'quotes " and \\ and \t and\nline 😀 שלום 漢字'
    labels = (replace(news.labels[0], definition=odd), *news.labels[1:])
    book = replace(news, name="ЖУРНАЛ", labels=labels)
    assert codebooks.parse(codebooks.dump(book)) == book


HEAD = 'name = "x"\n'
LABEL = '[[labels]]\nname = "PER"\nfamily = "who"\nkey = "1"\n'
FIELD = '[[fields]]\nid = "mode"\nlayer = "claim"\n'


@pytest.mark.parametrize(
    ("toml", "line", "why"),
    [
        ('name = "x', 1, "Unterminated string"),
        (LABEL, 0, "needs a name"),
        (HEAD + "colour = 1\n", 2, "no “colour”"),
        (HEAD + LABEL + 'colour = "red"\n', 2, "“colour” is unknown here"),
        (HEAD + LABEL + "\n" + LABEL, 7, "The name “PER” is used by two labels"),
        (HEAD + LABEL + '[[labels]]\nname = "X"\nfamily = "who"\nkey = "1"\n', 6, "key “1”"),
        (HEAD + LABEL + 'code = "LONGER"\n', 2, "one to four letters"),
        (HEAD + '[[labels]]\nname = "PER"\nfamily = "folk"\n', 2, "unknown family “folk”"),
        (HEAD + '[[labels]]\nname = "PER"\n', 2, "lacks “family”"),
        (HEAD + LABEL + 'conll = "MUSIC"\n', 2, "in CoNLL"),
        (HEAD + LABEL + "code = 3\n", 2, "wrong kind"),
        (HEAD + LABEL + 'merged_into = "GONE"\n', 2, "does not exist"),
        (HEAD + FIELD + FIELD, 5, "Two fields have the id “mode”"),
        (HEAD + '[[fields]]\nid = "Mode"\nlayer = "claim"\n', 2, "small letters"),
        (HEAD + '[[fields]]\nid = "mode"\nlayer = "text"\n', 2, "claim or judgement"),
        (HEAD + FIELD + "core = true\n", 2, "cannot be core"),
        (HEAD + FIELD + '[[fields.choices]]\nvalue = "na"\n', 2, "always means not applicable"),
        (HEAD + FIELD + '[[fields.choices]]\nvalue = "a"\nkey = "0"\n', 2, "other than 0"),
        (HEAD + FIELD + '[[fields.choices]]\nname = "a"\n', 2, "lacks “value”"),
        (HEAD + FIELD + 2 * '[[fields.choices]]\nvalue = "a"\n', 2, "stands there twice"),
        (HEAD + 2 * '[[claim_links]]\nvalue = "a"\n', 4, "stands there twice"),
    ],
)
def test_a_faulty_codebook_is_refused_with_line_and_reason(toml: str, line: int, why: str) -> None:
    with pytest.raises(BadInput, match=why) as caught:
        codebooks.parse(toml, "my.toml")
    assert caught.value.line == line


def test_a_codebook_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.toml"
    path.write_bytes('name = "é"'.encode("cp1252"))
    with pytest.raises(BadInput, match="UTF-8"):
        codebooks.load(path)


def test_a_change_that_breaks_the_codebook_is_refused(news: Codebook) -> None:
    twice = replace(news, labels=(*news.labels, replace(news.labels[0], id=99)))
    with pytest.raises(Refused, match="used by two labels"):
        codebooks.check(twice)


def test_a_retired_label_frees_its_name_and_key(news: Codebook) -> None:
    retired = (replace(news.labels[0], retired=True), *news.labels[1:])
    codebooks.check(replace(news, labels=(*retired, replace(news.labels[0], id=99))))


def test_labels_merged_in_a_circle_are_refused(news: Codebook) -> None:
    one, two, *rest = news.labels
    circle = (replace(one, merged_into=two.id), replace(two, merged_into=one.id), *rest)
    with pytest.raises(Refused, match="does not exist"):
        codebooks.check(replace(news, labels=circle))


def test_an_own_hue_can_stand_for_a_family(news: Codebook) -> None:
    codebooks.check(replace(news, labels=(replace(news.labels[0], family="#a03060"),)))
