"""Every place in the corpus where a search stands, article by article in the order they came.

SQLite itself marks the hits, so they are exactly what the index found. It reads a text as it is
stored, while scripts without spaces are indexed one character a word: such texts are marked in a
small index of their own, made as the big one is.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass

import regex
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from annotator.errors import Refused
from annotator.i18n import _
from annotator.store.among import ALL, Among
from annotator.store.asking import Asked
from annotator.store.reading import these
from annotator.store.search import ALONE, indexed, spelled_out

BEFORE, AFTER, LONGEST = 90, 120, 120
Range = tuple[int, int]

_OPEN, _SHUT = "\x02", "\x03"  # no stored text holds them: cleaning takes them out
_MARKS = regex.compile(r"\p{M}*")
# Vowels and tones that the index does not see, so it finds words that differ in them.
_UNSEEN = regex.compile(r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")


@dataclass(frozen=True, slots=True)
class Hit:
    """One place, `[start, end)` in code points, with the words around it.

    `label` is that of a mention on just these words.
    """

    article: int
    start: int
    end: int
    before: str
    words: str
    after: str
    label: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An article with its hits in text order, and one annotator's status of it."""

    article: int
    title: str
    status: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many hits there are in how many articles, up to the article `after`; or in all."""

    hits: int = 0
    articles: int = 0
    after: int = 0
    is_whole: bool = False


def read(
    db: Database, asked: Asked, annotator: int, after: int = 0, limit: int = 50, *,
    among: Among = ALL,
) -> tuple[Found, ...]:  # fmt: skip
    """The next articles with hits behind one, of those that were not removed; none at the end."""
    with _readable():
        found = db.execute(
            "select a.id, a.title, coalesce(s.status, 'untouched'), "
            "highlight(texts_search, 0, char(2), char(3)) "
            "from texts_search cross join articles a on a.id = texts_search.rowid "
            "left join statuses s on s.article = a.id and s.annotator = ? "
            "where texts_search match ? and texts_search.rowid > ? and a.removed = 0"
            f"{among.test} order by texts_search.rowid limit ?",
            [annotator, spelled_out(db, asked.expression), after, *among.values, limit],
        ).fetchall()
    marking = _Marking(asked)
    return tuple(
        Found(id, title, status, tuple(_hits(id, *marking.hits(marked))))
        for id, title, status, marked in found
    )


def _hits(article: int, text: str, ranges: Iterable[Range]) -> Iterator[Hit]:
    for start, end in ranges:
        shown = min(end, start + LONGEST)
        before, after = text[max(0, start - BEFORE) : start], text[end : end + AFTER]
        yield Hit(article, start, end, before, text[start:shown], after)


def ranges(
    db: Database, asked: Asked, after: int = 0, limit: int = 50, *, among: Among = ALL
) -> list[tuple[int, tuple[Range, ...]]]:
    """The next articles behind one, each with the places of its hits and nothing more."""
    marking = _Marking(asked)
    with _readable():
        found = db.execute(
            "select a.id, highlight(texts_search, 0, char(2), char(3)) "
            "from texts_search cross join articles a on a.id = texts_search.rowid "
            "where texts_search match ? and texts_search.rowid > ? and a.removed = 0"
            f"{among.test} order by texts_search.rowid limit ?",
            [spelled_out(db, asked.expression), after, *among.values, limit],
        ).fetchall()
    return [(id, tuple(marking.hits(marked)[1])) for id, marked in found]


def tally(
    db: Database, asked: Asked, so_far: Tally, limit: int = 2000, *, among: Among = ALL
) -> Tally:
    """Count on, some more articles; counted by SQLite but for scripts without spaces."""
    with _readable():
        found = db.execute(
            "select count(*), coalesce(sum(n), 0), coalesce(max(id), 0), "
            "coalesce(json_group_array(id) filter (where n is null), '[]') from (select a.id, "
            "case when length(body) = length(cast(body as blob)) or not body glob ? then "
            "length(highlight(texts_search, 0, char(2), '')) - length(body) end as n "
            "from texts_search cross join articles a on a.id = texts_search.rowid "
            "where texts_search match ? and texts_search.rowid > ? and a.removed = 0"
            f"{among.test} order by texts_search.rowid limit ?)",
            [_UNSPACED_GLOB, spelled_out(db, asked.expression), so_far.after, *among.values, limit],
        ).fetchone()
    articles, hits, last, left = found
    for id in json.loads(left):
        one = ranges(db, asked, id - 1, 1)
        hits += len(one[0][1])
        articles -= not one[0][1]
    return Tally(
        so_far.hits + hits, so_far.articles + articles, last or so_far.after, found[0] < limit
    )


# The blocks of the scripts that `search.indexed` takes apart.
_UNSPACED_GLOB = (
    "*[\u0e00-\u0eff\u1000-\u109f\u1780-\u19ff\u2e80-\u30ff\u31f0-\u9fff\ua9e0-\uaa7f"
    "\uf900-\ufaff\uff66-\uff9f\U000116d0-\U000116ff\U00016fe0-\U00016fff\U0001aff0-\U0001b16f"
    "\U0001f200-\U0001f200\U00020000-\U0003ffff]*"
)


def labelled(
    db: Database, articles: Sequence[int], only: int | None = None
) -> dict[tuple[int, int, int], int]:
    """The labels of the mentions on some articles, by article, start and end."""
    mine = "" if only is None else f" and annotator = {int(only)}"
    found = db.execute(
        'select article, start, "end", label from spans '
        f"where article in {these()} and label is not null{mine}",
        [json.dumps(list(articles))],
    )
    return {(article, start, end): label for article, start, end, label in found}


@contextmanager
def _readable() -> Iterator[None]:
    """Refused where SQLite cannot read a search after all."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "fts5" not in str(error):
            raise
        raise Refused(_("This cannot be looked for: {why}.").format(why=error)) from error


class _Marking:
    """Tells where the hits of a search stand in a text."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._exact = [_plain(one) for one in asked.phrases if _UNSEEN.search(one)]

    def hits(self, marked: str) -> tuple[str, list[Range]]:
        """A text that SQLite marked, without the marks, and the hits in it."""
        text = marked.replace(_OPEN, "").replace(_SHUT, "")
        spaced = indexed(text)
        if len(spaced) == len(text):
            return text, [(start, _grown(text, end)) for start, end in _marked(marked)]
        found = self._in_unspaced(text, spaced)
        return text, [one for one in found if self._is_meant(text[slice(*one)])]

    def _in_unspaced(self, text: str, spaced: str) -> list[Range]:
        with closing(sqlite3.connect(":memory:")) as db:
            db.execute(ALONE)
            db.execute("insert into one values (?)", [spaced])
            row = db.execute(
                "select highlight(one, 0, char(2), char(3)) from one where one match ?",
                [self._asked.expression],
            ).fetchone()
        if row is None:
            return []
        at = _places(text)
        return [(at[start], _grown(text, at[end - 1] + 1)) for start, end in _marked(row[0])]

    def _is_meant(self, words: str) -> bool:
        """False where the words differ in vowels or tones that the index does not see."""
        if not self._exact or not _UNSEEN.search(words):
            return True
        plain = _plain(words)
        return any(one in plain for one in self._exact)


def _plain(words: str) -> str:
    return "".join(words.split()).casefold()


def _marked(marked: str) -> Iterator[Range]:
    """The ranges between the marks, in the text without them."""
    place = 0
    for piece in marked.split(_OPEN):
        inside, shut, outside = piece.partition(_SHUT)
        if shut:
            yield place, place + len(inside)
        place += len(inside) + len(outside)


def _grown(text: str, end: int) -> int:
    """The end, with the accents behind it: a letter without its own would be half a character."""
    accents = _MARKS.match(text, end)
    return accents.end() if accents else end


def _places(text: str) -> list[int]:
    """For each character of a text as it is indexed, the place it has in the text."""
    found: list[int] = []
    for place, character in enumerate(text):
        found += [place] * len(indexed(character))
    return found
