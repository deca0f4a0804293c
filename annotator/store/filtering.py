"""Which articles a list shows: each condition as SQL that asks an index first.

A condition that few articles meet names them one by one, whatever the order of the list; one that
many meet is tested on each article, where the next is soon found.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields

import regex
from sqlite_utils import Database

from annotator.store import days
from annotator.store.onmarks import Condition, conditions
from annotator.store.reading import holding, these, values_of
from annotator.store.remembered import Remembered
from annotator.store.search import indexed, spelled_out

SORTS = {
    "added": "id",
    "title": "title collate nocase",
    "date": "published",
    "outlet": "outlet collate nocase",
    "random": "key",
}
FINISHED, UNFINISHED = "finished", "unfinished"  # as the `status`: done with marks or without
NEWEST, OUTDATED = "newest", "outdated"  # as the `version`: nothing newer is there, or something
NOT_SECRET, UNSAID = "not_secret", "unsaid"  # as the `rights`: all but secret ones, or not told
_RIGHTS = {NOT_SECRET: "rights <> 'secret'", UNSAID: "rights = ''"}
_STATES = {
    "untouched": "s.status is null",
    FINISHED: "s.status in ('done', 'done_empty')",
    UNFINISHED: "coalesce(s.status, '') not in ('done', 'done_empty')",
}
# The same of a row `x` of an annotator; without one nothing is set, and nothing was at any time.
_WHOSE = {
    "": "",
    "untouched": " and false",
    FINISHED: " and x.status in ('done', 'done_empty')",
    UNFINISHED: " and x.status not in ('done', 'done_empty')",
}
_FEW = 2000  # articles found by a condition that are named one by one
_FEW_OUTLETS, _FEW_WORDS = 500, 4
# The share of all articles with words that are looked up in each of them, among so many first ones.
_COMMON, _SAMPLE = 0.4, 500
_COLUMN = regex.compile(r"\b(title|outlet)\b")
_FEWEST = 3  # letters that are looked for in the texts; fewer are in nearly every one


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles a list shows, and in what order; "" and 0 mean any.

    `status` is that of the annotator `whose` (0: who works) and was set from the day
    `changed_since` to `changed_until`; without a status, any that was set. `claims` asks for a
    claim. `label`, `entity`, `source`, `whose` and `assigned` are ids. `judged` is
    (field, value) of an answer to a claim, the value `UNANSWERED` for one not given; the source
    `NO_SOURCE` asks for claims without one. `since` and `until` are dates as far as they go:
    "2024", "2024-03". `rights` are those of an article, or `NOT_SECRET` or `UNSAID`. `version` is
    `NEWEST` or `OUTDATED`; `seed` decides the random order.
    """

    text: str = ""
    status: str = ""
    whose: int = 0
    changed_since: str = ""
    changed_until: str = ""
    sort: str = "added"
    down: bool = False
    seed: int = 0
    label: int = 0
    entity: int = 0
    source: int = 0
    claims: bool = False
    judged: tuple[str, str] = ("", "")
    since: str = ""
    until: str = ""
    outlet: str = ""
    language: str = ""
    rights: str = ""
    family: str = ""
    assigned: int = 0
    version: str = ""

    @property
    def is_any(self) -> bool:
        """True where every article passes, whatever the order."""
        return self == Filter(sort=self.sort, down=self.down, seed=self.seed)

    @property
    def asks_more(self) -> bool:
        """True where marks or texts are asked for, which may take long in a large project."""
        marks = self.label or self.entity or self.source or self.claims or self.judged[0]
        return bool(marks or self.text.strip())

    @property
    def is_ones_own(self) -> bool:
        """True where no more than one's own status of an article is asked for."""
        return not (self.whose or self.changed_since or self.changed_until)

    def as_json(self) -> str:
        """The filter as text, to be kept; what is not set is left out."""
        empty = asdict(Filter())
        return json.dumps({k: v for k, v in asdict(self).items() if v != empty[k]})

    @classmethod
    def from_json(cls, text: str) -> "Filter":
        """The filter that was kept; what this version does not know is passed over."""
        known = {each.name for each in fields(cls)}
        found = {k: v for k, v in json.loads(text).items() if k in known}
        if "judged" in found:
            found["judged"] = tuple(found["judged"])
        return cls(**found)

    @property
    def beginning(self) -> str:
        """Where a random order begins in the circle of all keys."""
        return hashlib.sha256(str(self.seed).encode()).hexdigest()


EVERYTHING = Filter()


_NEWER = "(select 1 from articles n where n.version_of = a.id and n.removed = 0)"
_VERSIONS = {
    OUTDATED: Condition(
        "select version_of from articles where version_of is not null and removed = 0",
        f"exists {_NEWER}",
        (),
    ),
    NEWEST: Condition(
        f"select a.id from articles a where not exists {_NEWER}", f"not exists {_NEWER}", ()
    ),
}


def where(
    db: Database, wanted: Filter, annotator: int, remembered: Remembered | None = None
) -> Condition:
    """All conditions of a filter as one on `articles a left join statuses s`; which articles few
    marks lead to is `remembered`.
    """
    each, whole, values = ["true"], ["true"], list[object]()
    if wanted.is_ones_own and wanted.status:
        # Also where the articles are named: else all statuses are gone through for each of them.
        each.append(_STATES.get(wanted.status, "s.status = ?"))
        whole.append(each[-1])
        values += [wanted.status] * (wanted.status not in _STATES)
    marks = (_named(condition, (remembered or Remembered()).articles(db, condition, _FEW))
             for condition in conditions(db, wanted, annotator))  # fmt: skip
    others = (_asked(db, condition) for condition in _conditions(db, wanted, annotator))
    for asked in (*marks, *others):
        each.append(asked.each)
        whole.append(asked.whole or asked.each)
        values += asked.values
    return Condition("", " and ".join(each), tuple(values), " and ".join(whole))


def _metadata(wanted: Filter, annotator: int) -> Iterator[Condition]:
    """Conditions on the article's own columns, and on the annotator's status of it."""
    if not wanted.is_ones_own:
        yield _standing(wanted, wanted.whose or annotator)
    elif wanted.status and wanted.status not in _STATES:
        mine = f"select article from statuses where annotator = {int(annotator)} and status = ?"
        yield Condition(mine, "s.status = ?", (wanted.status,))
    if wanted.since or wanted.until:
        yield _between(wanted)
    if wanted.version:
        yield _VERSIONS[wanted.version]
    if wanted.rights in _RIGHTS:
        test = _RIGHTS[wanted.rights]
        yield Condition(f"select id from articles where {test}", f"+a.{test}", ())
    elif wanted.rights:
        yield Condition("select id from articles where rights = ?", "+a.rights = ?",
                        (wanted.rights,))  # fmt: skip
    for column in ("outlet", "language", "family"):
        if value := getattr(wanted, column):
            equal = f"= ?{' collate nocase' if column == 'outlet' else ''}"
            found = f"select id from articles where {column} {equal}"
            yield Condition(found, f"{_tested(column, wanted)} {equal}", (value,))


def _standing(wanted: Filter, annotator: int) -> Condition:
    """Articles by the status of any annotator, and by when it was set."""
    found, values = "select x.article from statuses x where x.annotator = ?", [annotator]
    tests, asked = _WHOSE.get(wanted.status, " and x.status = ?"), list[object](values)
    if wanted.status and wanted.status not in _WHOSE:
        asked.append(wanted.status)
    is_dated = wanted.changed_since or wanted.changed_until
    if not is_dated and wanted.status in ("untouched", UNFINISHED):
        done = "" if wanted.status == "untouched" else _WHOSE[FINISHED]
        none = f"not exists ({found}{done} and x.article = a.id)"
        return Condition(f"select a.id from articles a where {none}", none, tuple(asked))
    if wanted.changed_since:
        tests += " and x.changed >= ?"
        asked.append(days.begins(wanted.changed_since))
    if wanted.changed_until:
        tests += " and x.changed < ? and x.changed <> ''"
        asked.append(days.ends(wanted.changed_until))
    return Condition(
        f"{found}{tests}", f"exists ({found}{tests} and x.article = a.id)", tuple(asked)
    )


def _between(wanted: Filter) -> Condition:
    """Articles of some dates; those without one are of none."""
    tests, values = ["{} <> ''"], list[object]()
    if wanted.since:
        tests.append("{} >= ?")
        values.append(wanted.since)
    if wanted.until:
        tests.append("{} < ? || char(0x10ffff)")
        values.append(wanted.until)
    test = " and ".join(tests)
    found = f"select id from articles where {test.replace('{}', 'published')}"
    each = test.replace("{}", _tested("published", wanted))
    return Condition(found, each, tuple(values))


def _tested(column: str, wanted: Filter) -> str:
    """A column to test on each article. The + keeps its index from being taken in place of that
    of the order, which would sort all that is found for each page.
    """
    return f"a.{column}" if SORTS[wanted.sort].startswith(column) else f"+a.{column}"


def _conditions(db: Database, wanted: Filter, annotator: int) -> Iterator[Condition]:
    """The other conditions, each to be asked whether few articles meet it."""
    if wanted.assigned:
        yield Condition(
            "select article from assignments where annotator = ?",
            "exists (select 1 from assignments x where x.article = a.id and x.annotator = ?)",
            (wanted.assigned,),
        )
    if typed := wanted.text.strip():
        yield _holding(db, typed)
    yield from _metadata(wanted, annotator)


def _holding(db: Database, typed: str) -> Condition:
    """Articles whose title, outlet or text hold what was typed."""
    found, either, asked = list[str](), list[str](), list[object]()
    for condition, values in (holding("title", typed), _in_outlet(db, typed)):
        found.append(f"select id from articles where {condition}")
        either.append(_COLUMN.sub(r"a.\1", condition))
        asked += values
    if words := _words(typed):
        words = spelled_out(db, words)
        found.append("select rowid from texts_search where texts_search match ?")
        either.append(f"a.id in ({found[-1]})")
        asked.append(words)
    each = whole = f"({' or '.join(either)})"
    if words and _is_common(db, words):
        each = f"({' or '.join(either[:-1])} or exists ({found[-1]} and rowid = a.id))"
    return Condition(" union all ".join(found), each, tuple(asked), whole)


def _in_outlet(db: Database, typed: str) -> tuple[str, list[str]]:
    """A condition that the outlet holds what was typed; where there are few, they are named."""
    outlets = values_of(db, "outlet", _FEW_OUTLETS + 1)
    if len(outlets) > _FEW_OUTLETS:
        return holding("outlet", typed)
    holds, values = holding("value", typed)
    sql = f"select value from json_each(?) where {holds}"
    some = [name for (name,) in db.execute(sql, [json.dumps(outlets), *values])]
    return f"outlet collate nocase in {these()}", [json.dumps(some)]


def _is_common(db: Database, words: str) -> bool:
    """True for words of so many articles that the next one with them is soon found."""
    if words.count(" OR ") >= _FEW_WORDS or words.endswith("*"):
        return False
    ids = "select rowid from texts_search where texts_search match ? order by rowid limit ?"
    some = db.execute(ids, [words, _SAMPLE]).fetchall()
    if len(some) < _SAMPLE:
        return False
    passed = "select count(*) from (select 1 from articles where id <= ? limit ?)"
    most = round(_SAMPLE / _COMMON)
    return bool(db.execute(passed, [some[-1][0], most]).fetchone()[0] < most)


def _words(typed: str) -> str:
    """What was typed as words of a text, the last of which may go on; "" where it is too little."""
    if typed.isascii() and len(typed) < _FEWEST:
        return ""
    return '"{}" *'.format(indexed(typed).replace('"', '""').replace("\0", " "))


def _asked(db: Database, condition: Condition) -> Condition:
    """A condition with the articles that meet it named where they are few."""
    some = db.execute(f"{condition.ids} limit {_FEW + 1}", list(condition.values)).fetchall()
    return _named(condition, [id for (id,) in some] if len(some) <= _FEW else None)


def _named(condition: Condition, few: Iterable[int] | None) -> Condition:
    """A condition by the articles that meet it, where they are few; else as it is."""
    if few is None:
        return condition
    return Condition("", f"a.id in {these()}", (json.dumps(sorted(few)),))
