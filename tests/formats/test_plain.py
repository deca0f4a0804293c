"""Plain text in: every encoding, folders, headers, and the text itself untouched."""

import codecs
import hashlib
from pathlib import Path

import pytest

from annotator.errors import BadInput
from annotator.formats import plain
from annotator.formats.values import ReadOptions
from tests.formats.pages import TEXTS
from tests.gold import CROCUS


def test_the_crocus_article_stays_character_for_character() -> None:
    [article] = plain.read(CROCUS / "article.txt")
    raw = (CROCUS / "article.txt").read_bytes()
    assert article.text == raw.decode("ascii")
    assert article.published == "2024-03-31"
    assert (article.language, article.direction) == ("en", "ltr")
    assert article.origin.sha256 == hashlib.sha256(raw).hexdigest()
    assert article.origin.changes == ()
    assert article.title


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("name", ["arabic", "hebrew", "chinese", "emoji", "combining", "nbsp"])
def test_unicode_encodings_are_found_out(name: str, encoding: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes((TEXTS[name] * 5).encode(encoding))
    [article] = plain.read(tmp_path / "a.txt")
    assert article.text == TEXTS[name] * 5


def test_an_encoding_can_be_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Привет, мир".encode("koi8-r"))
    [article] = plain.read(tmp_path / "a.txt", ReadOptions(encoding="koi8-r"))
    assert article.text == "Привет, мир"
    assert article.origin.encoding == codecs.lookup("koi8-r").name


def test_what_cleaning_changed_is_on_record(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("\ufeffTitle: One\r\n\r\nTwo\x0cthree".encode())
    [article] = plain.read(tmp_path / "a.txt")
    assert article.text == "Title: One\n\nTwo three"
    assert article.title == "One"
    assert dict(article.origin.changes) == {
        "BOM removed": 1,
        "CRLF to LF": 2,
        "character to blank": 1,
    }
    assert article.origin.removed == (0, 11, 13)


def test_an_empty_file_is_an_empty_article(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    [article] = plain.read(tmp_path / "empty.txt")
    assert article.text == ""
    assert article.title == "empty"


@pytest.mark.parametrize("raw", [b"%PDF-1.7\n\x00\x01", b"PK\x03\x04" + bytes(range(32)) * 9])
def test_what_is_not_text_is_refused(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(raw)
    with pytest.raises(BadInput, match=r"a\.txt"):
        list(plain.read(tmp_path / "a.txt"))


def test_an_unknown_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x")
    with pytest.raises(BadInput, match="latin-0"):
        list(plain.read(tmp_path / "a.txt", ReadOptions(encoding="latin-0")))


def test_a_folder_gives_its_text_files_in_order(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/z.TXT",
        "a/y.text",
        "README.rst",
        ".hidden.txt",
        ".git/x.txt",
        "c.jpg",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert [article.text for article in plain.read(tmp_path)] == ["a/y.text", "a/z.TXT", "b.txt"]
    assert plain.recognises(tmp_path)
    assert not plain.recognises(tmp_path / "c.jpg")
    (tmp_path / "none").mkdir()
    assert not plain.recognises(tmp_path / "none")
