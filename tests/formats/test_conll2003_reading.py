"""Reading columns: delimiter, scheme and layers are found out, and every mention is its tokens."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator import formats
from annotator.errors import BadInput
from annotator.formats import conll2003
from annotator.formats.columns.schemes import SCHEMES, runs, tagged
from annotator.formats.common.tokens import Tokens, flat, place
from annotator.formats.values import ReadArticle
from annotator.model import Page
from tests.formats import pages as make
from tests.formats.running import exported
from tests.gold import gold_card, gold_page

_ALL = ("untouched", "in_progress", "done", "done_empty", "review")
_LEVELS = ("NAM", "NOM", "PRO", "VAL")


def _read(path: Path, text: str = "", name: str = "a.conll") -> list[ReadArticle | BadInput]:
    if text:
        path = path / name
        path.write_bytes(text.encode())
    return list(conll2003.read(path))


def _one(path: Path, text: str = "", name: str = "a.conll") -> ReadArticle:
    [read] = _read(path, text, name)
    assert isinstance(read, ReadArticle)
    return read


def _marked(read: ReadArticle) -> list[tuple[str, str]]:
    return [(read.text[s.start : s.end], s.label) for s in read.spans]


# what we wrote


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("columns", conll2003.COLUMNS)
def test_our_own_columns_come_back_with_their_text(
    scheme: str, columns: str, tmp_path: Path
) -> None:
    out, page = tmp_path / "x.conll", gold_page()
    exported(
        conll2003, [page], out, gold_card(),
        scheme=scheme, columns=columns, labels="own", levels=_LEVELS,
    )  # fmt: skip
    read = _one(out)
    assert formats.recognised(out) is conll2003
    assert read.text == page.text
    assert [(s.start, s.end, s.label) for s in read.spans] == _kept(page)


def test_without_the_side_car_the_text_is_made_of_the_tokens(tmp_path: Path) -> None:
    page = make.page_of("Ana Li left. “She” won.\n\nBo, too.", (0, 6, "PER"), (25, 27, "PER"))
    exported(conll2003, [page], tmp_path / "x.conll")
    (tmp_path / "x.conll.tokens.tsv").unlink()
    read = _one(tmp_path / "x.conll")
    assert read.text == "Ana Li left .\n“ She ” won .\nBo , too ."
    assert _marked(read) == [("Ana Li", "PER"), ("Bo", "PER")]
    assert "made of the tokens" in read.counted


def test_a_lone_word_that_ends_with_a_digit_keeps_it(tmp_path: Path) -> None:
    exported(conll2003, [make.page_of("B0", (0, 2, "PER"))], tmp_path / "x.conll")
    assert _one(tmp_path / "x.conll").text == "B0"


def test_a_side_car_of_other_tokens_is_not_believed(tmp_path: Path) -> None:
    exported(conll2003, [make.page_of("Ana Li left.", (0, 6, "PER"))], tmp_path / "x.conll")
    out = tmp_path / "x.conll"
    out.write_text(out.read_text("utf-8").replace("left", "leaves"), "utf-8")
    assert _one(out).text == "Ana Li leaves ."


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(page=make.pages(), scheme=st.sampled_from(SCHEMES))
def test_what_comes_back_is_what_the_tokens_hold(page: Page, scheme: str) -> None:
    page = replace(page, article=replace(page.article, removed=False))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "x.conll"
        exported(
            conll2003, [page], out,
            statuses=_ALL, scheme=scheme, labels="own", levels=_LEVELS,
        )  # fmt: skip
        read = _one(out)
    grid = Tokens(page.text)
    assert len(read.text) <= len(page.text) + 1
    assert [read.text[s:e] for s, e in grid.ranges] == [page.text[s:e] for s, e in grid.ranges]
    assert [(s.start, s.end, s.label) for s in read.spans] == _kept(page)


def _kept(page: Page) -> list[tuple[int, int, str]]:
    """The mentions that flat tokens hold, cut at ends of sentences."""
    grid = Tokens(page.text)
    plain = conll2003.plain_labels(page.codebook)
    named = [(s, plain[s.label or 0]) for s in page.mentions if s.part_of is None]
    kept, _gone = flat(place(named, grid, []), "longest", len(grid.ranges))
    found = []
    for each in kept:
        for first, last in grid.sentences():
            if each.first < last and first < each.last:
                start, end = grid.characters(max(first, each.first), min(last, each.last))
                found.append((start, end, each.name))
    return found


# schemes


@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(1, 4), st.sampled_from(["A", "B-x"])), max_size=6
    ),
    st.sampled_from(SCHEMES),
)
def test_tags_of_every_scheme_are_read_as_they_were_given(
    given: list[tuple[int, int, str]], scheme: str
) -> None:
    tags: list[str] = []
    wanted = []
    for gap, length, label in given:
        tags += ["O"] * gap
        wanted.append((len(tags), len(tags) + length, label))
        tags += tagged(length, label, scheme, tags[-1] if tags else "O")
    assert list(runs(tags)) == wanted


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        ("I-A I-A O I-A", [(0, 2, "A"), (3, 4, "A")]),
        ("I-A I-B B-B", [(0, 1, "A"), (1, 2, "B"), (2, 3, "B")]),
        ("E-A B-A", [(0, 1, "A"), (1, 2, "A")]),
        ("S-A I-A", [(0, 1, "A"), (1, 2, "A")]),
        ("B_A I_A L_A U_A", [(0, 3, "A"), (3, 4, "A")]),
        ("PER PER 0 LOC", [(0, 2, "PER"), (3, 4, "LOC")]),
        ("B-a-b I-a-b", [(0, 2, "a-b")]),
    ],
)
def test_tags_as_they_are_met(tags: str, found: Sequence[tuple[int, int, str]]) -> None:
    assert list(runs(tags.split())) == found


# layouts


def test_documents_and_sentences(tmp_path: Path) -> None:
    text = (
        "-DOCSTART- -X- O O\n\nEU NNP I-NP I-ORG\nrejects VBZ I-VP O\n\nPeter NNP I-NP I-PER\n\n"
        "-DOCSTART- (two) -X- O\n\nRome NNP I-NP I-LOC\n"
    )
    first, second = _read(tmp_path, text)
    assert isinstance(first, ReadArticle)
    assert isinstance(second, ReadArticle)
    assert first.text == "EU rejects\nPeter"
    assert _marked(first) == [("EU", "ORG"), ("Peter", "PER")]
    assert (second.title, second.text) == ("two", "Rome")
    assert first.ignored == ("columns 2, 3 of each row",)
    assert "IOB1" in first.counted


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("tail", ["", "\n", "\n\n\n"])
@pytest.mark.parametrize("gap", [" ", "\t", "  "])
def test_line_ends_tabs_and_missing_ends(end: str, tail: str, gap: str, tmp_path: Path) -> None:
    rows = f"Ana{gap}B-PER\nLi{gap}I-PER\nleft{gap}O\n\nBo{gap}B-PER{tail}"
    read = _one(tmp_path, rows.replace("\n", end))
    assert read.text == "Ana Li left\nBo"
    assert _marked(read) == [("Ana Li", "PER"), ("Bo", "PER")]


def test_tokens_with_blanks_and_odd_signs(tmp_path: Path) -> None:
    text = "Mr.\u00a0X\tB-PER\nNew York\tB-LOC\n#\tO\n\u2028x\tO\n\x85\tB-PER\n"
    read = _one(tmp_path, text)
    assert _marked(read) == [("Mr.\u00a0X", "PER"), ("New York", "LOC"), ("\x85", "PER")]
    read = _one(tmp_path, "New York B-LOC\nis O\n# O\nbig O\nRome B-LOC\nis O\nold O\nso O\ny O\n")
    assert _marked(read) == [("New York", "LOC"), ("Rome", "LOC")]
    assert read.text.startswith("New York is # big")


def test_every_layer_of_tags_is_read(tmp_path: Path) -> None:
    text = "#\thttp://x\t[2010]\t\n1\tBank\tB-ORG\tO\n2\tof\tI-ORG\tO\n3\tRome\tI-ORG\tB-LOC\n"
    read = _one(tmp_path, text + "\n" + text)
    assert _marked(read)[:2] == [("Bank of Rome", "ORG"), ("Rome", "LOC")]
    assert read.ignored == ("comments between the rows",)


def test_offsets_in_columns_are_kept(tmp_path: Path) -> None:
    text = "# doc_id = 7\nAna\t2\t5\tB-PER\nLi\t6\t8\tE-PER\n.\t8\t9\tO\n\nBo\t11\t13\tS-PER\n"
    read = _one(tmp_path, text)
    assert (read.id, read.title) == ("7", "7")
    assert [(s.start, s.end) for s in read.spans] == [(2, 8), (11, 13)]
    assert _marked(read) == [("Ana Li", "PER"), ("Bo", "PER")]


def test_a_sentence_a_line_and_the_tag_first(tmp_path: Path) -> None:
    read = _one(tmp_path, "Ana|NNP|B-PER left|VBD|O .|.|O\nBo|NNP|B-PER won|VBD|O\n", "a.iob")
    assert (read.text, _marked(read)) == ("Ana left .\nBo won", [("Ana", "PER"), ("Bo", "PER")])
    read = _one(tmp_path, "B-PER\tAna\nO\tleft\nO\t.\n", "b.bio")
    assert _marked(read) == [("Ana", "PER")]


def test_scripts_without_blanks_are_joined_without(tmp_path: Path) -> None:
    read = _one(tmp_path, "习0 B-PER\n近0 I-PER\n平1 I-PER\n在0 O\n北0 B-LOC\n京1 I-LOC\n")
    assert (read.text, _marked(read)) == ("习近平在北京", [("习近平", "PER"), ("北京", "LOC")])


def test_a_head_and_broken_rows_are_told(tmp_path: Path) -> None:
    rows = "".join(f"w{n}\tX\tO\n" for n in range(40))
    read, *faults = _read(
        tmp_path, f"Token\tPOS\tTag\n{rows}lost\nAna\tX\tB-PER\n\tX\tB-PER\n\tX\tO\n"
    )
    assert isinstance(read, ReadArticle)
    assert _marked(read) == [("Ana", "PER")]
    assert [fault.line for fault in faults if isinstance(fault, BadInput)] == [42, 44]


def test_other_texts_are_no_columns(tmp_path: Path) -> None:
    for n, text in enumerate(
        ["Ana left. B-52 came.\n\nO yes.\n", "a,b\n1,2\n", "", "one\ntwo\n", "Ana PER\nx O\ny O\n"]
    ):
        path = tmp_path / f"{n}.txt"
        path.write_text(text, "utf-8")
        assert not conll2003.recognises(path), text
    with pytest.raises(BadInput):
        _read(tmp_path / "0.txt")
    bare = tmp_path / "a.conll"
    bare.write_text("Ana PER\nx O\ny O\n", "utf-8")
    assert conll2003.recognises(bare)
    assert _marked(_one(bare)) == [("Ana", "PER")]


@pytest.mark.parametrize(
    ("text", "marks", "broken"),
    [
        ("Ana B-PER\n", ["Ana"], []),
        ("Ana B-PER\nwon\n", ["Ana"], [2]),
        ("won\nAna\tB-PER\n", ["Ana"], [1]),
        ("Ana B-hero\nmet\nBo O\n", ["Ana"], [2]),
        ("Ana B-PER\nLi I-PER\nmet\nBo B-PER\n", ["Ana Li", "Bo"], [3]),
        ("Ana NNP B-NP B-PER\nmet VBD B-VP\nBo NNP B-NP B-PER", ["Ana", "Bo"], [2]),
        ("-DOCSTART- -X- O\n\nAna NNP B-hero\nmet\n", ["Ana"], [4]),
    ],
)
def test_a_file_of_a_few_rows_is_known_though_one_is_short(
    text: str, marks: list[str], broken: list[int], tmp_path: Path
) -> None:
    for name in ("a.conll", "a.txt"):
        (tmp_path / name).write_text(text, "utf-8")
        assert formats.recognised(tmp_path / name) is conll2003
        read, *faults = conll2003.read(tmp_path / name)
        assert isinstance(read, ReadArticle)
        assert [words for words, _label in _marked(read)] == marks
        assert [fault.line for fault in faults if isinstance(fault, BadInput)] == broken


@pytest.mark.parametrize(
    "text",
    [
        "vitamin B-12", "Ich fahre S-Bahn\n", "DIE NEUE U-BAHN\n", "Use E-MAIL\nSend E-MAIL\n",
        "Contact\tE-MAIL\n", "Ana left. B-52 came.\n\nO yes.\n", "The L-shape\n\nis here\n",
    ],
)  # fmt: skip
def test_a_few_lines_with_words_like_e_mail_are_a_text(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert formats.recognised(tmp_path / "a.txt") is formats.reader("plain")


def test_other_encodings(tmp_path: Path) -> None:
    path = tmp_path / "a.conll"
    path.write_bytes("Müller B-PER\nsagte O\n„nein“ O\nzu O\n".encode("cp1252"))
    assert _one(path).text == "Müller sagte „nein“ zu"
    path.write_bytes("Ana B-PER\nwon O\nit O\n".encode("utf-16"))
    assert _marked(_one(path)) == [("Ana", "PER")]
