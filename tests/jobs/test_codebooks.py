"""Two codebooks made one: the project's own goes first, and the result can always stand."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotator import codebook as codebooks
from annotator.jobs.codebooks import joined, meanings, with_names
from annotator.model import Choice, Codebook, Field, Label, LinkType

MINE = codebooks.load_default()


def book(*labels: Label, fields: tuple[Field, ...] = ()) -> Codebook:
    return Codebook("theirs", "1", labels, fields)


def test_a_codebook_joined_with_itself_is_the_same() -> None:
    assert joined(MINE, MINE) == MINE


def test_labels_are_known_by_name() -> None:
    theirs = book(Label(900, "PER", "P", "other", "9"), Label(901, "SHIP", "SHIP", "other", "3"))
    both = joined(MINE, theirs)
    assert both.labels[:-1] == MINE.labels
    assert (both.labels[-1].name, both.labels[-1].key) == ("SHIP", "")
    known = meanings(both, theirs)
    assert known[900] == MINE.label_named("PER").id  # type: ignore[union-attr]
    assert known[901] == both.labels[-1].id


def test_a_merged_label_stays_merged() -> None:
    theirs = book(
        Label(1, "PER", "PER", "who", "1"),
        Label(2, "MAN", "MAN", "who", "", merged_into=1),
        Label(3, "BOY", "BOY", "who", "", merged_into=4),
        Label(4, "KID", "KID", "who", ""),
    )
    both = joined(MINE, theirs)
    known = meanings(both, theirs)
    assert both.label(known[2]).name == "PER"
    assert both.label(known[3]).name == "KID"


def test_fields_choices_and_links_are_added() -> None:
    theirs = replace(
        MINE,
        fields=(
            Field("mode", "Mode", "claim", "m", (Choice("sung", "d", "Sung"),)),
            Field("tone", "Tone", "judgement", "w", (Choice("calm", "c", "Calm"),), core=True),
        ),
        claim_links=(LinkType("mocks", "c", "Mocks"),),
    )
    both = joined(MINE, theirs)
    sung = both.field("mode").choice("sung")
    assert sung is not None and sung.key == ""
    assert both.field("tone") == replace(theirs.fields[1], core=False, key="")
    assert both.claim_links[-1] == LinkType("mocks", "", "Mocks")
    assert both.core == MINE.core


def test_a_label_without_a_code_gets_one_that_tells_it_from_its_like() -> None:
    names = ("label 12", "label 13", "work_of_art", "WEAPON", "WEAPONS")
    both = with_names(book(), names)
    assert [label.code for label in both.labels] == ["L12", "L13", "WOA", "WEAP", "WEA2"]


NAMES = st.text(st.sampled_from("ABäß漢1 -"), min_size=1, max_size=6).filter(str.strip)


@given(st.lists(st.tuples(NAMES, NAMES, st.sampled_from("0189x")), max_size=12))
def test_whatever_comes_the_result_passes_the_checks(given: list[tuple[str, str, str]]) -> None:
    labels = [
        Label(n, name, code, "any", key, conll="any") for n, (name, code, key) in enumerate(given)
    ]
    codebooks.check(with_names(joined(MINE, book(*labels)), (name for name, _c, _k in given)))
