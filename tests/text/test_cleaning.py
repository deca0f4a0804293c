"""Text on its way in: what bytes mean, and what cleaning changes."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text import clean, content_key, read_text, to_original, to_stored
from tests.text.samples import SENTENCES

ODD = "😀 e\u0301 שלום 漢字 \u00a0 \u2028 \u2029 \ufeff \ufdd0 \U0001fffe x"


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-32-be"])
def test_unicode_is_read_whatever_its_form(language: str, encoding: str) -> None:
    text = SENTENCES[language]
    assert clean(read_text(text.encode(encoding)).text).text == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("language", sorted(set(SENTENCES) - {"ja", "zh", "th"}))
def test_utf16_without_a_mark_is_known_by_its_blanks(language: str, encoding: str) -> None:
    text = SENTENCES[language]
    assert read_text(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("de", "cp1252"), ("fr", "cp1252"), ("es", "latin-1"), ("it", "cp1252"), ("pt", "cp1252"),
        ("sv", "cp1252"), ("pl", "cp1250"), ("pl", "iso8859-2"), ("cs", "cp1250"),
        ("cs", "iso8859-2"), ("hu", "cp1250"), ("tr", "cp1254"), ("ru", "cp1251"),
        ("ru", "koi8-r"), ("ru", "cp866"), ("el", "cp1253"), ("ar", "cp1256"),
        ("zh", "gb18030"), ("ja", "shift_jis"), ("ja", "iso2022_jp"), ("ko", "euc_kr"),
    ],
)  # fmt: skip
def test_old_code_pages_are_told_apart(language: str, encoding: str) -> None:
    text = SENTENCES[language]
    assert read_text(text.encode(encoding)).text == text


@pytest.mark.parametrize("text", ["naïve café", "“He said” – it’s €5", "Müller", "Señor Núñez"])
def test_a_few_western_words_are_taken_for_western(text: str) -> None:
    read = read_text(text.encode("cp1252"))
    assert (read.text, read.encoding, read.how) == (text, "cp1252", "western")


def test_what_was_found_out_is_told() -> None:
    assert read_text(b"abc").how == "strict"
    assert read_text(b"").text == ""
    assert (read_text(codecs.BOM_UTF8 + b"abc").encoding) == "utf-8"
    assert read_text("п".encode("koi8-r"), "koi8-r").how == "declared"
    assert read_text(codecs.BOM_UTF16_LE + b"a\0").how == "mark"


@pytest.mark.parametrize(
    ("raw", "encoding", "why"),
    [
        (b"%PDF-1.7 ...", None, "PDF"),
        (b"PK\x03\x04rest", None, "ZIP"),
        (b"SQLite format 3\x00....", None, "SQLite"),
        (bytes(range(256)) * 4, None, "binary"),
        (b"caf\xe9", "utf-8", "byte 0xE9 at position 3"),
        (b"abc", "klingon", "No encoding is called “klingon”"),
        (b"abc", "hex", "No encoding is called “hex”"),
    ],
)
def test_what_is_not_text_is_refused_with_a_reason(
    raw: bytes, encoding: str | None, why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        read_text(raw, encoding)


def test_cleaning_says_what_it_changed() -> None:
    cleaned = clean("\ufeffa\r\nb\rc\x00\ud800d\r\n")
    assert cleaned.text == "a\nb\nc  d\n"
    assert dict(cleaned.changes) == {
        "BOM removed": 1, "CRLF to LF": 2, "CR to LF": 1, "character to blank": 2,
    }  # fmt: skip
    assert cleaned.removed == (0, 2, 10)


def test_cleaning_leaves_everything_else_alone() -> None:
    assert clean(ODD).text == ODD
    assert clean(ODD).changes == ()
    assert clean("").text == ""
    assert clean(" a  \t\x85b \n\n").text == " a  \t\x85b \n\n"


@given(st.text(st.sampled_from("a\r\n\ufeff\x00\ud800😀é"), max_size=40))
def test_offsets_of_the_original_are_mapped_and_back(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned.text) == len(text) - len(cleaned.removed)
    for point in range(len(cleaned.text)):
        there = to_original(cleaned.removed, point)
        assert to_stored(cleaned.removed, there) == point
        assert text[there] in (cleaned.text[point], "\r", "\x00", "\ud800")
    assert to_stored(cleaned.removed, len(text)) == len(cleaned.text)


@given(st.text(st.characters(codec=None), max_size=60))
def test_cleaned_text_is_clean_and_can_be_encoded(text: str) -> None:
    cleaned = clean(text).text
    assert "\r" not in cleaned
    assert clean(cleaned.lstrip("\ufeff")).text == cleaned.lstrip("\ufeff")
    assert len(content_key(cleaned)) == 64


@given(st.one_of(st.binary(max_size=200), st.text(max_size=60).map(str.encode)))
def test_any_bytes_are_text_or_refused_with_a_sentence(raw: bytes) -> None:
    try:
        read = read_text(raw)
    except ValueError as error:
        assert str(error).endswith(".")
    else:
        content_key(clean(read.text).text)
        assert bool(read.text) == bool(raw) or read.how == "mark"
