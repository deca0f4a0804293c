"""Tables read row by row, whatever parts their columns, and what their columns are for."""

import codecs
import csv
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import orjson

from annotator.errors import BadInput
from annotator.i18n import _
from annotator.text import read_text

FIELDS = ("text", "title", "published", "outlet", "byline", "url", "language")

_JSON = (".jsonl", ".ndjson")
_SAMPLE = 1 << 18
_LONGEST = 50 * 1024 * 1024
_MOST = 1000  # columns
# How columns are called, small and without blanks and signs; the first that is there is taken.
_KNOWN: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "articletext", "fulltext", "articlebody", "article",
             "maintext", "contents", "story", "bodytext", "cleantext", "plaintext", "tweettext",
             "texto", "texte", "inhalt", "текст", "testo", "النص", "正文", "内容"),
    "title": ("title", "headline", "head", "heading", "articletitle", "titel", "titre", "titulo",
              "título", "titolo", "überschrift", "заголовок", "العنوان", "标题"),
    "published": ("published", "date", "publishedat", "publicationdate", "pubdate", "datepublished",
                  "publishdate", "publisheddate", "datepublish", "datum", "fecha",
                  "data", "дата", "timestamp", "time", "created", "createdat", "day", "التاريخ",
                  "日期"),
    "outlet": ("outlet", "source", "publisher", "publication", "sitename", "site", "newspaper",
               "sourcename", "medium", "media", "quelle", "zeitung", "fuente", "источник", "domain",
               "sourcedomain", "المصدر", "来源"),
    "byline": ("byline", "author", "authors", "writer", "journalist", "autor", "auteur", "autore",
               "автор", "creator", "الكاتب", "作者"),
    "url": ("url", "link", "address", "href", "webpage", "weburl", "articleurl", "uri",
            "permalink", "sourceurl"),
    "language": ("language", "lang", "sprache", "langue", "idioma", "язык", "languagecode"),
}  # fmt: skip

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is open: its columns, and how it is read."""

    path: Path
    names: tuple[str, ...]
    encoding: str
    delimiter: str = ""  # "" where its lines are JSON

    def rows(self) -> Iterator[tuple[int, Row | BadInput]]:
        """The rows with the line each begins on; a row at fault as what is wrong with it."""
        yield from _json_rows(self) if not self.delimiter else _rows(self)

    def first(self, count: int) -> tuple[Row, ...]:
        """The first rows that can be read."""
        good = (row for _line, row in self.rows() if not isinstance(row, BadInput))
        return tuple(islice(good, count))


def opened(path: Path, encoding: str = "") -> Table:
    """A table with the names of its columns. BadInput where it is none."""
    with open(path, "rb") as file:
        sample = file.read(_SAMPLE)
    name = _encoding(sample, path, encoding)
    if path.suffix.lower() in _JSON:
        return Table(path, _json_names(path, name), name)
    text = sample.decode(name, errors="ignore").removeprefix("\ufeff")
    delimiter = "\t" if path.suffix.lower() in (".tsv", ".tab") else _delimiter(text)
    head = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    names = tuple(each.strip() for each in head)
    if not any(names) or len(names) > _MOST or "\x00" in text:
        raise BadInput(path, 1, _("There is no table in this file."))
    return Table(path, names, name, delimiter)


def matched(
    names: Sequence[str], said: Sequence[str], path: Path,
    fields: Mapping[str, tuple[str, ...]] | None = None,
) -> dict[str, str]:  # fmt: skip
    """Field to column: as it was said ("text=Body"; "title=" for none), else by its name.

    `fields` says which fields there are and how their columns are called, if not those of articles.
    """
    fields = fields or _KNOWN
    found: dict[str, str] = {}
    told: dict[str, str] = {}
    for each in said:
        field, sign, column = each.partition("=")
        if field not in fields or not sign:
            known = ", ".join(fields)
            why = _("Write FIELD=COLUMN with a field of {names}, not “{words}”.")
            raise BadInput(path, 0, why.format(names=known, words=each))
        if column and column not in names:
            why = _("There is no column “{name}”. There are: {names}.")
            raise BadInput(path, 1, why.format(name=column, names=", ".join(names)))
        told[field] = column
    plain = {_plain(name): name for name in reversed(names)}
    taken = set(told.values())
    for field, known_as in fields.items():
        guess = next((plain[e] for e in known_as if e in plain and plain[e] not in taken), "")
        if column := told.get(field, guess):
            found[field] = column
            taken.add(column)
    return found


def sha256(path: Path) -> str:
    """The hash of a file of any size."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _plain(name: str) -> str:
    return "".join(sign for sign in name.lower() if sign.isalnum())


def _encoding(sample: bytes, path: Path, given: str) -> str:
    """The encoding of a table by its beginning, which may end within a character."""
    if given:
        try:
            return codecs.lookup(given).name
        except LookupError:
            why = _("No encoding is called “{name}”.").format(name=given)
            raise BadInput(path, 0, why) from None
    whole = sample[: sample.rfind(b"\n") + 1] or sample
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        whole = sample[: len(sample) & ~1]  # there a line end takes two bytes
    try:
        return read_text(whole).encoding
    except ValueError as error:
        raise BadInput(path, 0, str(error)) from None


def _delimiter(text: str) -> str:
    """What parts the columns: the sign that parts the first rows alike, and the most often."""
    best, most = ",", 0
    for sign in (",", ";", "\t", "|"):
        rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=sign), 20))
        widths = {len(row) for row in rows[:-1] or rows if row}
        if len(widths) == 1 and (width := widths.pop()) > most:
            best, most = sign, width
    return best if most > 1 else max(",;\t|", key=text.partition("\n")[0].count)


def _rows(table: Table) -> Iterator[tuple[int, Row | BadInput]]:
    csv.field_size_limit(_LONGEST)
    with open(table.path, encoding=table.encoding, errors="replace", newline="") as file:
        reader = csv.reader(file, delimiter=table.delimiter)
        next(reader, None)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                yield line, BadInput(table.path, line, str(error))
                continue
            if cells is None:
                return
            if len(cells) > len(table.names):
                why = _("This row has more cells than there are columns.")
                yield line, BadInput(table.path, line, why)
            elif cells:
                yield line, dict(zip(table.names, cells, strict=False))


def _json_rows(table: Table) -> Iterator[tuple[int, Row | BadInput]]:
    for number, line in _json_lines(table.path, table.encoding):
        try:
            record = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            yield (
                number,
                BadInput(table.path, number, _("This is not JSON: {why}.").format(why=error.msg)),
            )
            continue
        if isinstance(record, dict):
            yield number, _flat(record)
        else:
            yield number, BadInput(table.path, number, _("This line is not a map."))


def _json_lines(path: Path, encoding: str) -> Iterator[tuple[int, str]]:
    with open(path, encoding=encoding, errors="replace", newline="\n") as file:
        number = 0
        while line := file.readline(_LONGEST):
            number += 1
            if number == 1:
                line = line.removeprefix("\ufeff")
            if line.strip():
                yield number, line


def _json_names(path: Path, encoding: str) -> tuple[str, ...]:
    """The keys of the first lines, in the order in which they come."""
    names: dict[str, None] = {}
    for number, line in islice(_json_lines(path, encoding), 50):
        try:
            record = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            if number == 1:
                why = _("This is not JSON: {why}.").format(why=error.msg)
                raise BadInput(path, number, why) from None
            continue
        if isinstance(record, dict):
            names |= dict.fromkeys(_flat(record))
    if not names or len(names) > _MOST:
        raise BadInput(path, 1, _("There is no table in this file."))
    return tuple(names)


def _flat(record: Mapping[str, object]) -> Row:
    """A record as words: maps inside one become columns "source.name", lists are joined."""
    row: Row = {}
    for key, value in record.items():
        if isinstance(value, dict):
            row |= {f"{key}.{inner}": _words(each) for inner, each in value.items()}
        else:
            row[key] = _words(value)
    return row


def _words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_words(each) for each in value)
    if value is None or isinstance(value, dict):
        return ""
    return value if isinstance(value, str) else str(value)
