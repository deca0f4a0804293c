"""Metadata that stands at the head of a text, read without changing a character of it."""

from collections.abc import Iterator
from pathlib import PurePath

import regex

from annotator.text.sentences import sentences
from annotator.text.words import tokens

# How the lines of a head are called, in lower case; what is found goes to the article's fields.
_NAMES = {
    "title": "title headline head titel überschrift schlagzeile titre título titulo titolo "
    "заголовок nagłówek tytuł otsikko rubrik 标题 標題 タイトル العنوان כותרת",
    "outlet": "outlet source publisher publication newspaper site website quelle medium zeitung "
    "fuente fonte origine источник издание źródło 来源 來源 المصدر מקור",
    "published": "date published publication-date pubdate pub-date posted datum veröffentlicht "
    "fecha data publié дата опубликовано opublikowano päivämäärä 日期 日付 التاريخ תאריך",
    "byline": "by author authors byline autor autorin von auteur par autore autores автор "
    "kirjoittaja 作者 الكاتب מאת",
    "url": "url link uri permalink address adresse ссылка",
    "language": "language lang sprache langue idioma lingua язык",
}
_FIELDS = {name: field for field, names in _NAMES.items() for name in names.split()}
_LINES = 12
_REACH = 4000
_LONGEST = 72
_LONGEST_TITLE = 120
_LOOKED_AT, _PARAGRAPH = 3, 60  # paragraphs below a headline, one longer than it and than this

_PAIR = regex.compile(
    r"(?:\#\s*|\*\*)?(?P<name>\p{L}[\p{L}\-]{0,20})(?:\*\*)?\s*[:：]\s*(?P<value>\S.*)"
)
_PREFIX = regex.compile(
    r"\s*(?:date|published|posted)\s*:?\s+(?P<date>\d{4}-\d{2}-\d{2})(?!\d)", regex.I
)
_BYLINE = regex.compile(
    r"(?:By|Von|Par|Por|Di|Da|Автор)\s+(?P<names>\p{Lu}[\p{L}\p{M}.'’\-]*(?:\s+\S+){0,8})"
)
_PARTS = regex.compile(r"\s*[,|·•–—]\s*")  # between names and a date
_INITIALS = regex.compile(r"(?<!\p{L})(?:\p{L}\.)+(?=\s)")  # U.S. within a line ends no sentence
_SHARPS = regex.compile(r"\A\#{1,6}\s+")  # before a headline in Markdown
_PARTING = regex.compile(r"\n[^\S\n]*\n\s*")  # between paragraphs
_HALVES = regex.compile(r";[^\S\n]*\n[^\S\n]*(?!\n)")  # between the two lines of a headline
_DATELINE = regex.compile(r"\)\.?$|^\p{Lu}[\p{Lu}\s,.]{2,}(?:\(\p{L}+\)\s*)?[—–-]\s")
_URL = regex.compile(r"https?://\S+")
_ISO = regex.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DOTTED = regex.compile(r"(?<!\d)(\d{1,2})([./])(\d{1,2})\2(\d{4})(?!\d)")
_DAY_MONTH = regex.compile(
    r"(?<!\d)(\d{1,2})\.?\s+(?:de\s+)?(\p{L}{3,12})\.?,?\s+(?:de\s+)?(\d{4})(?!\d)"
)
_MONTH_DAY = regex.compile(
    r"(?<!\p{L})(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)"
)
_HAN_DATE = regex.compile(r"(\d{4})\s*[年]\s*(\d{1,2})\s*[月]\s*(\d{1,2})\s*[日]")
_MONTHS = (
    "jan janv ene gen янв sty led", "feb fév fev febr фев lut úno", "mar mär mrz mars март bře",
    "apr avr abr апр kwi dub", "may mai mag mayo maj мая май kvě", "jun juin giu juni июн cze čvn",
    "jul juil lug juli июл lip čvc", "aug août aou ago авг sie srp", "sep set сен wrz zář",
    "oct okt ott out окт paź říj", "nov ноя lis", "dec déc dez dic дек gru pro",
)  # fmt: skip
_TOO_PLAIN = frozenset(
    [
        "article",
        "text",
        "untitled",
        "document",
        "page",
        "index",
        "story",
        "news",
        "file",
        "content",
        "new",
        "copy",
        "print",
        "clipboard",
        "input",
        "output",
        "body",
    ]
)


def header(text: str) -> dict[str, str]:
    """What the head of a text says of it: title, outlet, published, byline, url, language.

    A date comes out as 2024-03-31 where it can be read without guessing, else as it is written.
    """
    return _read(text)[0]


def header_end(text: str) -> int:
    """Where the body begins after the head that `header` reads; 0 where there is none."""
    return _read(text)[1]


def _read(text: str) -> tuple[dict[str, str], int]:
    found: dict[str, str] = {}
    end = 0
    if prefix := _PREFIX.match(text):
        found["published"] = prefix["date"]
        end = prefix.end()
        if text[end : end + _REACH].partition("\n")[0].strip():
            return found, end  # the text runs on in the same line
    title = ""
    for line, line_end in _head_lines(text, end):
        field, value = _read_line(line)
        if field == "byline":
            value, date = _without_date(value)
            if date:
                found.setdefault("published", date)
        if field:
            found.setdefault(field, value)
            end = line_end
        elif title or found or not (_is_titular(line) or _is_sentence(line)):
            break
        else:
            title = line  # a title, if a byline, date or address follows it
    if title and found:
        found.setdefault("title", title)
    found.pop("-", None)
    return found, end


def title_of(text: str, file: str = "") -> str:
    """A title for lists: the head's, a first line that looks like one (with a full stop behind it
    only where it stands alone), the file's name, or the first words.
    """
    if title := header(text).get("title"):
        return title
    start = header_end(text)
    body = text[start : start + _REACH].lstrip()
    first, newline, _rest = body.partition("\n")
    first = " ".join(_SHARPS.sub("", first).split())
    if newline and _is_titular(first):
        return first
    if alone := _heading(body):
        return alone
    return _spoken(file) or _first_words(first or " ".join(body.split())) or PurePath(file).stem


def iso_date(text: str) -> str:
    """The first date in a text as 2024-03-31, or "" where there is none that is unambiguous."""
    if match := _ISO.search(text) or _HAN_DATE.search(text):
        return _date(match[1], match[2], match[3])
    if match := _DOTTED.search(text):
        day, month = match[1], match[3]
        if match[2] == "/" and int(day) <= 12:
            return ""  # 3/4/2024 is March in one country and April in another
        return _date(match[4], month, day)
    if match := _DAY_MONTH.search(text):
        return _date(match[3], _month(match[2]), match[1])
    if match := _MONTH_DAY.search(text):
        return _date(match[3], _month(match[1]), match[2])
    return ""


def _head_lines(text: str, start: int) -> Iterator[tuple[str, int]]:
    """The first lines that are not blank, stripped, each with where it ends."""
    at = start
    for line in text[start : start + _REACH].split("\n")[:_LINES]:
        at += len(line)
        if line.strip():
            yield line.strip(), at
        at += 1


def _is_titular(line: str) -> bool:
    return 0 < len(line) <= _LONGEST_TITLE and line[-1] not in ".,;:…。"


def _is_sentence(line: str, longest: int = _LONGEST_TITLE) -> bool:
    """True for one short sentence with its full stop."""
    is_short = 0 < len(line) <= longest and line[-1] in ".…。"
    return is_short and len(sentences(_INITIALS.sub(_without_dots, line))) == 1


def _without_dots(short: "regex.Match[str]") -> str:
    return short[0].replace(".", "")


def _heading(body: str) -> str:
    """A first paragraph of one short sentence above longer ones, if it may be a headline; a
    semicolon may part it into two lines. Places and agencies before a text are none.
    """
    first, *below = _PARTING.split(body, maxsplit=_LOOKED_AT + 1)
    line, halved = _HALVES.subn("; ", first.strip(), count=1)
    is_one = "\n" not in line and _is_sentence(line, _LONGEST_TITLE * (1 + halved))
    is_word = " " not in line and line.isascii()  # such as "ABSTRACT."
    if not is_one or is_word or _DATELINE.search(line):
        return ""
    least = max(len(line), _PARAGRAPH)
    return line if any(len(each) > least for each in below[:_LOOKED_AT]) else ""


def _read_line(line: str) -> tuple[str, str]:
    """The field a line of the head fills and its value; ("-", "") for a line that only parts."""
    if line in ("---", "***"):
        return "-", ""
    if (pair := _PAIR.fullmatch(line)) and (field := _FIELDS.get(pair["name"].lower(), "")):
        value = pair["value"].strip().strip("\"'“”*").strip()
        return field, (iso_date(value) or value) if field == "published" else value
    if len(line) <= 80 and (byline := _BYLINE.fullmatch(line)) and line[-1] not in ".!?":
        return "byline", byline["names"].rstrip(" ,|")
    if _URL.fullmatch(line):
        return "url", line
    if len(line) <= 40 and (date := iso_date(line)):
        return "published", date
    return "", ""


def _without_date(byline: str) -> tuple[str, str]:
    """Who wrote it, and the date behind a comma or a bar, where there is one."""
    for parted in reversed(list(_PARTS.finditer(byline))):
        if date := iso_date(byline[parted.end() :]):
            return byline[: parted.start()], date
    return byline, ""


def _month(name: str) -> str:
    low = name.lower()
    for number, names in enumerate(_MONTHS, 1):
        if any(low.startswith(start) for start in names.split()):
            return str(number)
    return "0"


def _date(year: str, month: str, day: str) -> str:
    good = 1000 <= int(year) <= 2999 and 1 <= int(month) <= 12 and 1 <= int(day) <= 31
    return f"{int(year):04}-{int(month):02}-{int(day):02}" if good else ""


def _spoken(file: str) -> str:
    """A file's name as words, where it has at least two that say something."""
    words = regex.split(r"[\s_\-.+]+", PurePath(file).stem)
    telling = [w for w in words if len(w) > 2 and w.isalpha() and w.lower() not in _TOO_PLAIN]
    return " ".join(words) if len(telling) > 1 else ""


def _first_words(line: str) -> str:
    if len(line) <= _LONGEST:
        return line
    ends = [end for _start, end in tokens(line[: _LONGEST + 1]) if end <= _LONGEST]
    return line[: ends[-1]].rstrip(" ,;:–—-") + "…" if ends else line[:_LONGEST]
