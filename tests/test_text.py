"""Text on its way in: decoding, cleaning, the head of an article, language."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text import (
    clean,
    content_key,
    direction_of,
    header,
    header_end,
    iso_date,
    language_of,
    read_text,
    title_of,
    to_original,
    to_stored,
)

SENTENCES = {
    "en": "The president said that the country has been at war for two years and it is weary.",
    "de": "Der Präsident sagte, die Lage sei nicht einfach und müsse für alle gelöst werden.",
    "fr": "Le président a déclaré que les négociations étaient dans une phase délicate pour eux.",
    "es": "El presidente señaló que los ciudadanos están más preocupados por la economía del año.",
    "it": "Il presidente ha detto che la città è più sicura e che gli abitanti non sono per sé.",
    "pt": "O presidente disse que as eleições não são uma questão para os cidadãos da nação.",
    "nl": "De president zei dat het land niet aan de oorlog wil deelnemen en dat hij er voor is.",
    "sv": "Statsministern sade att det är en viktig fråga för landet och att han inte har tid.",
    "pl": "Prezydent powiedział, że nie będzie zgody na to, by wojsko było w mieście od dziś.",
    "cs": "Prezident řekl, že se vláda musí podle něj více snažit a že je to pro zemi důležité.",
    "hu": "A miniszterelnök azt mondta, hogy az ország nem fogadja el, és ez már nem is kérdés.",
    "tr": "Cumhurbaşkanı bu konuda daha çok çalışma için bir araya geleceğini söyledi, dedi.",
    "ru": "Президент заявил, что это событие было трагедией для всей страны.",
    "uk": "Президент заявив, що ця подія є трагедією для всієї країни.",
    "el": "Ο πρόεδρος δήλωσε ότι η χώρα αντιμετωπίζει μια δύσκολη κατάσταση.",
    "he": "נשיא המדינה אמר כי המצב קשה",
    "ar": "قال الرئيس إن الوضع صعب في البلاد",
    "fa": "رئیس جمهور گفت که وضعیت کشور پیچیده است و گروه‌ها چاره‌ای ندارند",
    "zh": "总统表示，这个国家的情况非常困难。",
    "ja": "大統領は、国の状況は非常に厳しいと述べた。",
    "ko": "대통령은 상황이 어렵다고 말했다",
    "th": "ประธานาธิบดีกล่าวว่าสถานการณ์ยากลำบาก",
    "am": "ፕሬዝዳንቱ ሁኔታው አስቸጋሪ ነው ብለዋል",
}
ODD = "😀 e\u0301 שלום 漢字 \u00a0 \u2028 \u2029 \ufeff \ufdd0 \U0001fffe x"


@pytest.mark.parametrize("language", SENTENCES)
def test_the_language_of_one_sentence_is_known(language: str) -> None:
    assert language_of(SENTENCES[language]) == language


@pytest.mark.parametrize("text", ["", "12 %", "Moscow", "Hamburg, Berlin, Wien", "xyzzy plugh"])
def test_the_language_is_left_open_when_unsure(text: str) -> None:
    assert language_of(text) == ""


def test_the_direction_follows_the_most_letters() -> None:
    assert direction_of("") == "ltr"
    assert direction_of(SENTENCES["he"] + " (BBC)") == "rtl"
    assert direction_of(SENTENCES["ar"]) == "rtl"
    assert direction_of("The word שלום means peace.") == "ltr"


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


def test_a_date_before_running_text_is_found() -> None:
    text = " date 2024-03-31 Following the harrowing incident at the hall, all was still. More."
    assert header(text) == {"published": "2024-03-31"}
    assert text[header_end(text) :].startswith(" Following")
    assert title_of(text, "article.txt") == (
        "Following the harrowing incident at the hall, all was still. More."
    )


def test_a_head_of_named_lines_is_read() -> None:
    text = (
        "Title: A quiet night\nSource: Harbour Times\nDate: Sun, 31 Mar 2024 10:00\n"
        "URL: https://x.example/a\nBy Jane O'Neil and Bob Smith\n\nNote: this is text.\n"
    )
    assert header(text) == {
        "title": "A quiet night", "outlet": "Harbour Times", "published": "2024-03-31",
        "url": "https://x.example/a", "byline": "Jane O'Neil and Bob Smith",
    }  # fmt: skip
    assert text[header_end(text) :] == "\n\nNote: this is text.\n"


def test_a_title_is_seen_above_byline_and_date() -> None:
    text = "Fire in the old town\n\nBy Jane Doe\nMarch 5, 2023\n\nThe fire began at noon."
    assert header(text) == {
        "title": "Fire in the old town", "byline": "Jane Doe", "published": "2023-03-05",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "", "\n\n", "By the time he came, all was over.", "He said: nothing.",
        "Plain text that begins at once.\nAnd goes on.",
    ],
)  # fmt: skip
def test_text_without_a_head_yields_nothing(text: str) -> None:
    assert header(text) == {}
    assert header_end(text) == 0


def test_titles_come_from_the_best_there_is() -> None:
    long = "It was a long night and " * 10
    assert title_of("Short line\nText.", "x.txt") == "Short line"
    assert title_of(long, "2024-03-31_kremlin-response.txt") == "2024 03 31 kremlin response"
    assert title_of(long, "article.txt").endswith("…")
    assert len(title_of(long, "article.txt")) <= 73
    assert title_of("", "notes.txt") == "notes"
    assert title_of("三月の記事\n本文。") == "三月の記事"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("31. März 2024", "2024-03-31"), ("31 de marzo de 2024", "2024-03-31"),
        ("March 5th, 2023", "2023-03-05"), ("2024年3月31日", "2024-03-31"),
        ("5 мая 2024", "2024-05-05"), ("31.12.2024", "2024-12-31"), ("13/4/2024", "2024-04-13"),
        ("3/4/2024", ""), ("12 Bananas 2024", ""), ("99.99.2024", ""),
    ],
)  # fmt: skip
def test_dates_are_read_unless_one_must_guess(written: str, read: str) -> None:
    assert iso_date(written) == read
