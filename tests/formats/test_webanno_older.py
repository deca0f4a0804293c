"""WebAnno TSV 1 and 2, which name no places: marks come to the words that their rows name."""

from pathlib import Path

import pytest

from annotator import formats
from annotator.errors import BadInput
from annotator.formats import ReadArticle, webanno

NAMED = " # de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity | value\n"
TIED = " # custom.Mark | kind | sure # custom.Tie | type | AttachTo=custom.Mark\n"


def _read(raw: str, folder: Path) -> ReadArticle:
    path = folder / "x.tsv"
    path.write_bytes(raw.encode())
    assert formats.recognised(path) is webanno  # type: ignore[comparison-overlap]
    [article] = webanno.read(path)
    assert isinstance(article, ReadArticle)
    return article


def _words(article: ReadArticle) -> list[tuple[str, str]]:
    return [(article.text[s.start : s.end], s.label) for s in article.spans]


def _table(head: str, *sentences: tuple[str | None, list[str]]) -> str:
    parts = [head]
    for number, (text, rows) in enumerate(sentences, 1):
        parts.append(f"#id={number}\n" + ("" if text is None else f"#text={text}\n"))
        parts += [
            f"{number}-{n}\t" + row.replace(" ", "\t") + "\t\n" for n, row in enumerate(rows, 1)
        ]
        parts.append("\n")
    return "".join(parts)


def test_a_mark_goes_on_as_long_as_its_rows_say(tmp_path: Path) -> None:
    raw = _table(
        NAMED,
        (
            "😀 Ana Li met Bo.",
            ["😀 O", "Ana B-PER|B-ORG", "Li I-PER|O-_", "met O", "Bo B-PER", ". O"],
        ),
        ("Bo Bo", ["Bo B-PER", "Bo B-PER"]),
    )
    article = _read(raw, tmp_path)
    assert article.text == "😀 Ana Li met Bo.\nBo Bo"
    assert sorted(_words(article)) == [
        ("Ana", "ORG"), ("Ana Li", "PER"), ("Bo", "PER"), ("Bo", "PER"), ("Bo", "PER"),
    ]  # fmt: skip
    assert article.counted == "" and article.unfit == ()


def test_a_mark_may_cross_sentences_and_have_no_value(tmp_path: Path) -> None:
    name = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity_"
    raw = _table(NAMED, ("Ana", [f"Ana B-{name}"]), ("Li left", [f"Li I-{name}", "left O"]))
    assert _words(_read(raw, tmp_path)) == [("Ana\nLi", "NamedEntity")]


def test_features_and_relations_of_one_mark_stay_together(tmp_path: Path) -> None:
    raw = _table(TIED, ("Ana met Bo", ["Ana A yes _ _", "met _ _ _ _", "Bo B|C no|maybe near 1-1"]))
    article = _read(raw, tmp_path)
    assert _words(article) == [("Ana", "A"), ("Bo", "B"), ("Bo", "C")]
    assert [each.value for each in article.attributes] == ["yes", "no", "maybe"]
    [link] = article.links
    ends = {s.id: article.text[s.start : s.end] for s in article.spans}
    assert (ends[link.source], ends[link.target], link.type) == ("Ana", "Bo", "near")


def test_a_text_that_its_tokens_are_not_in_is_made_of_them(tmp_path: Path) -> None:
    raw = _table(NAMED, ("Somebody else", ["Ana B-PER", "left O"]), (None, ["Bo B-PER"]))
    article = _read(raw, tmp_path)
    assert article.text == "Ana left\nBo"
    assert _words(article) == [("Ana", "PER"), ("Bo", "PER")]


def test_a_line_end_in_the_text_of_a_sentence_is_one(tmp_path: Path) -> None:
    raw = _table(NAMED, ("Ana\nLi", ["Ana B-PER", "Li I-PER"]))
    assert _words(_read(raw, tmp_path)) == [("Ana\nLi", "PER")]


def test_the_ten_columns_of_version_1(tmp_path: Path) -> None:
    rows = ["Ana ana NNP B_PER O 3 SBJ _ x", "Li _ _ I_PER O _ _ _ _", "left _ _ - O 0 ROOT _ _"]
    lines = [f"{n}\t" + row.replace(" ", "\t") + "\n" for n, row in enumerate(rows, 1)]
    article = _read("#id=1\n#text=Ana Li left\n" + "".join(lines), tmp_path)
    assert _words(article) == [("Ana Li", "PER")]
    assert article.ignored == ("Dependency", "Lemma", "POS", "column 10")


@pytest.mark.parametrize(
    ("raw", "line", "why"),
    [
        (NAMED + "#id=1\n#text=a b\n1-1\ta\n1-2\tb\tB-PER\n", 4, "2 columns, not 3"),
        (TIED + "#id=1\n#text=a b\n1-1\ta\tx\tx\tx\tnowhere\n1-2\tb\tB-PER\t_\t_\t_\n",
         4, "names no unit"),
        ("#id=1\n#text=a b\n1\ta\tx\n2\tb\t_\t_\tB_PER\t_\t_\t_\t_\t_\n", 3,
         "3 columns, not 10"),
    ],
)  # fmt: skip
def test_a_broken_row_is_named_and_the_rest_comes_in(
    raw: str, line: int, why: str, tmp_path: Path
) -> None:
    (tmp_path / "x.tsv").write_bytes(raw.encode())
    article, fault, *more = webanno.read(tmp_path / "x.tsv")
    assert isinstance(article, ReadArticle) and isinstance(fault, BadInput)
    assert fault.line == line and why in str(fault)
    assert article.text == "a b"
    assert [label for words, label in _words(article) if words == "b"] == ["PER"]
    assert more == []


def test_a_sentence_without_rows_keeps_its_text(tmp_path: Path) -> None:
    assert _read(NAMED + "#id=1\n", tmp_path).text == ""
    raw = _table(NAMED, ("Nobody here", []), ("Ana", ["Ana B-PER"]))
    article = _read(raw, tmp_path)
    assert article.text == "Nobody here\nAna"
    assert _words(article) == [("Ana", "PER")]
