"""Text on its way in: bytes to characters, then cleaned once and never touched again.

What cleaning dropped is remembered, so that offsets counted in the original can be mapped.
"""

import codecs
import hashlib
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

import regex

from annotator.i18n import _
from annotator.text.language import language_of

# Longest first: the UTF-32 mark begins with the UTF-16 one.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\xd0\xcf\x11\xe0", "OLE"),
    (b"\x1f\x8b", "gzip"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"{\\rtf", "RTF"),
)
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_SAMPLE = 1 << 16

_UNHOLDABLE = regex.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CRLF = regex.compile("\r\n")

# Signs and fractions inside a word, or three high letters in a row, are not how Western languages
# look: the bytes mean something else.
_NOT_WESTERN = regex.compile(
    r"\p{L}[¡-©«-´¶-¿×÷€‚„†‡ˆ‰‹•˜™›]+\p{Ll}|[À-ÿ]{3}|[^\x00-\xFF]{3}|(?<!\p{L})[ÐÞþ][ÐÞþ]"
)
_WESTERN = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "fi", "id", "ca")
_ALPHABETS = {
    "pl": ("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", ("cp1250", "iso8859-2")),
    "cs": ("áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ", ("cp1250", "iso8859-2")),
    "hu": ("áéíóöőúüűÁÉÍÓÖŐÚÜŰ", ("cp1250", "iso8859-2")),
    "ro": ("ăâîşţĂÂÎŞŢ", ("cp1250", "iso8859-2", "iso8859-16")),
    "tr": ("çğıöşüÇĞİÖŞÜ", ("cp1254",)),
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters read from bytes, in which encoding, and how that was known.

    `how` is "mark" (byte order mark), "declared", "strict" (valid UTF-8), "shape" (NULs or escape
    sequences give it away), "western" or "guessed".
    """

    text: str
    encoding: str
    how: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Text as it is stored, with what was changed and the original positions that were dropped."""

    text: str
    changes: tuple[tuple[str, int], ...] = ()
    removed: tuple[int, ...] = ()


def read_text(raw: bytes, encoding: str | None = None) -> Decoded:
    """Decode a text file. ValueError with a sentence where it is not text or not so encoded.

    The text keeps its byte order mark as U+FEFF: taking it off is cleaning, which counts it.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark) and len(raw) % (4 if "32" in name else 1) == 0:
            return Decoded(_decode(raw, name), name, "mark")
    if encoding:
        return Decoded(_decode(raw, encoding), codecs.lookup(encoding).name, "declared")
    for magic, kind in _BINARY:
        if raw.startswith(magic):
            raise ValueError(_("This is a {kind} file, not plain text.").format(kind=kind))
    if wide := _wide(raw[:_SAMPLE]):
        return Decoded(_decode(raw, wide), wide, "shape")
    if len(raw.translate(None, _CONTROLS)) * 20 < len(raw) * 19:
        raise ValueError(_("This file holds binary data, not text."))
    if raw.isascii() and (b"\x1b$B" in raw or b"\x1b$@" in raw):
        text = raw.decode("iso2022_jp", errors="replace")
        if text and "\ufffd" not in text:
            return Decoded(text, "iso2022_jp", "shape")
    try:
        return Decoded(raw.decode("utf-8"), "utf-8", "strict")
    except UnicodeDecodeError:
        return _western(raw) or _guessed(raw)


def clean(text: str) -> Cleaned:
    """The stored form: no leading BOM, LF line ends, a blank for what XML 1.0 cannot hold."""
    changes, removed = [], []
    body = text
    if text.startswith("\ufeff"):
        changes.append(("BOM removed", 1))
        removed.append(0)
        body = text[1:]
    if "\r" in text:
        pairs = [m.start() for m in _CRLF.finditer(text)]
        alone = text.count("\r") - len(pairs)
        changes += [(what, n) for what, n in (("CRLF to LF", len(pairs)), ("CR to LF", alone)) if n]
        removed += pairs
        body = body.replace("\r\n", "\n").replace("\r", "\n")
    body, blanks = _UNHOLDABLE.subn(" ", body)
    if blanks:
        changes.append(("character to blank", blanks))
    return Cleaned(body, tuple(changes), tuple(removed))


def to_stored(removed: tuple[int, ...], point: int) -> int:
    """The stored position of a position in the original; a dropped character maps to the next."""
    return point - bisect_left(removed, point)


def to_original(removed: tuple[int, ...], point: int) -> int:
    """The position in the original of a stored position."""
    low, high = 0, len(removed)
    while low < high:  # removed[i] - i is the stored place before which i + 1 were dropped
        middle = (low + high) // 2
        if removed[middle] - middle <= point:
            low = middle + 1
        else:
            high = middle
    return point + low


def content_key(text: str) -> str:
    """The sha256 of a stored text, by which the same article is known again."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _decode(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except LookupError:
        raise ValueError(_("No encoding is called “{name}”.").format(name=encoding)) from None
    except UnicodeDecodeError as error:
        message = _("The file is not {name}: byte {byte} at position {at} does not fit.")
        byte = f"0x{raw[error.start]:02X}"
        raise ValueError(message.format(name=encoding, byte=byte, at=error.start)) from None


def _wide(raw: bytes) -> str:
    """The UTF-16 or UTF-32 flavour of text without a mark, seen by where its NULs are, or ""."""
    if b"\x00" not in raw or len(raw) < 4:
        return ""
    zeros = [raw[i::4].count(0) * 4 / len(raw) for i in range(4)]
    if min(zeros[0], zeros[1]) > 0.9 and zeros[3] < 0.1:
        return "utf-32-be"
    if min(zeros[2], zeros[3]) > 0.9 and zeros[0] < 0.1:
        return "utf-32-le"
    even, odd = (zeros[0] + zeros[2]) / 2, (zeros[1] + zeros[3]) / 2
    if len(raw) % 2 or odd == even:
        return ""
    # Blanks and line ends have a NUL half in every script.
    name = "utf-16-le" if odd > even else "utf-16-be"
    text = raw.decode(name, errors="replace")
    # What is binary after all is known by its unassigned and private characters.
    odd_ones = sum(unicodedata.category(char) in ("Cn", "Co", "Cs", "Cc") for char in text)
    odd_ones -= sum(map(text.count, "\t\n\r\f"))
    clear = min(even, odd) <= max(even, odd) / 8 or language_of(text) != ""
    return name if clear and odd_ones * 50 <= len(text) else ""


def _western(raw: bytes) -> Decoded | None:
    """Text in cp1252, or in the old code page of the language its plain words give away."""
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        return None
    sample = text[:_SAMPLE]
    language = language_of(sample)
    if language in _ALPHABETS:
        letters, encodings = _ALPHABETS[language]
        good = {name: sum(map(raw.decode(name, "replace").count, letters)) for name in encodings}
        best = max(encodings, key=good.__getitem__)
        return Decoded(_decode(raw, best), best, "guessed")
    if _NOT_WESTERN.search(sample) and language not in _WESTERN:
        return None
    letters_in = [char for char in sample if char.isalpha()]
    high = sum(char > "\x7f" for char in letters_in)
    if high * 2 > len(letters_in) or (language not in _WESTERN and len(letters_in) > 400):
        return None
    return Decoded(text, "cp1252", "western")


def _guessed(raw: bytes) -> Decoded:
    from charset_normalizer import from_bytes  # slow to import, and seldom needed

    best = from_bytes(raw[: 1 << 20]).best()
    for name in (best.encoding if best else "", "cp1252"):
        try:
            return Decoded(raw.decode(name), name, "guessed")
        except (LookupError, UnicodeDecodeError):
            continue
    return Decoded(raw.decode("latin-1"), "latin-1", "guessed")
