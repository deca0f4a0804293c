"""What full-text search sees of a text. The index belongs to no trigger: texts never change.

Of a beginning ("pea" and what goes on so) SQLite puts together the places of all words before it
gives the first: 70 ms of a million articles. Few such words are named in its place, whose places it
reads one by one.
"""

import functools
from contextlib import closing

import regex
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

# In a database of its own, for what is to be taken apart just as the texts are.
ALONE = "create virtual table one using fts5 (body, tokenize = 'unicode61 remove_diacritics 2')"
# The words of the index, of each connection for itself.
VOCABULARY = "create virtual table temp.vocabulary using fts5vocab(main, texts_search, instance)"
_MOST = 40  # words named in place of a beginning

_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_BEGINNING = regex.compile(r'(?P<near>NEAR\([^)]*\))|"(?P<words>[^"]*)" \*')
# Leaps from word to word. Only `term >=` is answered by the index; no word holds a control sign.
_LEAPS = """
with recursive found(term) as (
    select (select term from temp.vocabulary where term >= ?1 limit 1) union all
    select (select term from temp.vocabulary where term >= found.term || char(1) limit 1)
    from found where substr(found.term, 1, length(?1)) = ?1)
select term from found where substr(term, 1, length(?1)) = ?1 limit ?2
"""


def indexed(text: str) -> str:
    """The text as it is indexed and as phrases are asked for.

    Scripts written without spaces go in one character a word: the tokenizer of SQLite would take
    a whole sentence for one word, and nothing in it would ever be found.
    """
    return text if text.isascii() else _UNSPACED.sub(r" \g<0> ", text)


def spelled_out(db: Database, expression: str) -> str:
    """A search with the words of the corpus in place of beginnings, where they are few.

    It finds the same. Between the brackets of NEAR only beginnings may stand, so there they stay.
    """

    def named(match: "regex.Match[str]") -> str:
        words = () if match["near"] else _going_on(db, match["words"])
        phrases = (f'"{words}"' for words in words)
        return f"({' OR '.join(phrases)})" if words else str(match[0])

    return _BEGINNING.sub(named, expression) if "*" in expression else expression


def _going_on(db: Database, phrase: str) -> tuple[str, ...]:
    """The phrase with each word that its last one is the beginning of; () for none or many."""
    *before, last = _words(phrase) or [""]
    found = db.execute(_LEAPS, [last, _MOST + 1]).fetchall() if last else []
    return tuple(" ".join([*before, word]) for (word,) in found) if len(found) <= _MOST else ()


@functools.lru_cache
def _words(phrase: str) -> list[str]:
    """The words of a phrase as SQLite takes it apart: without case and accents."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute(ALONE)
        db.execute("create virtual table words using fts5vocab(one, instance)")
        db.execute("insert into one values (?)", [phrase])
        return [word for (word,) in db.execute('select term from words order by "offset"')]
