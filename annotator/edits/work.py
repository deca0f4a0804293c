"""What every edit is given: the open transaction, who works, and a place to say what was done."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlite_utils import Database

from annotator.errors import Refused
from annotator.i18n import _
from annotator.model import Codebook
from annotator.store import journal, reading
from annotator.store.ids import new_id

Row = Mapping[str, Any]
_P = ParamSpec("_P")
_R = TypeVar("_R")


@dataclass(slots=True)
class Work:
    """One edit under way, inside its transaction.

    `text` gives the text of an article by its id. `mine` is a condition that leaves the marks
    this annotator may see: all, or only their own. `told` fills the braces of the edit's name;
    `article` is the one the history files it under; `reopened` is true once the edit set a
    finished article back to in progress.
    """

    db: Database
    annotator: int
    codebook: Codebook
    text: Callable[[int], str]
    mine: str = ""
    told: dict[str, str] = field(default_factory=dict)
    article: int | None = None
    reopened: bool = False

    def tell(self, **words: str) -> None:
        """Fill in what the name of this edit leaves open; long words are cut."""
        self.told |= {key: _short(word) for key, word in words.items()}

    def all(self, sql: str, *values: object) -> list[dict[str, Any]]:
        """All rows of a query as column maps."""
        return reading.query(self.db, sql, values)

    def one(self, sql: str, *values: object) -> dict[str, Any] | None:
        """The first row of a query, or None."""
        return next(iter(reading.query(self.db, sql, values)), None)

    def row(self, table: str, id: int) -> dict[str, Any]:
        """A row by its id. Refused where it is gone, as when a second window removed it."""
        found = self.one(f"select * from {table} where id = ?", id)
        if found is None:
            raise Refused(_("This is not in the project any more; maybe it was removed elsewhere."))
        return found

    def insert(self, table: str, **columns: object) -> int:
        """Write a new row and return its id."""
        id = new_id()
        self.db.execute(_insert(table, *columns), [id, *columns.values()])
        return id

    def update(self, table: str, id: int, **columns: object) -> None:
        """Change some columns of a row."""
        sets = ", ".join(f'"{name}" = ?' for name in columns)
        self.db.execute(f"update {table} set {sets} where id = ?", [*columns.values(), id])

    def delete(self, table: str, id: int) -> None:
        """Remove a row and all that hangs on it."""
        self.db.execute(f"delete from {table} where id = ?", [id])

    def on(self, article: int) -> None:
        """Mark the article as worked on: untouched or finished becomes in progress."""
        self.article = article
        sql = "select id, status from statuses where article = ? and annotator = ?"
        found = self.one(sql, article, self.annotator)
        if found is None:
            self.stand(article, "in_progress")
        elif found["status"] in ("done", "done_empty"):
            self.update("statuses", found["id"], status="in_progress", changed=journal.now())
            self.reopened = True

    def stand(self, article: int, status: str) -> None:
        """Write this annotator's first status of an article."""
        self.insert(
            "statuses", article=article, annotator=self.annotator, status=status,
            changed=journal.now(),
        )  # fmt: skip

    def on_owner(self, table: str, id: int) -> None:
        """Mark the article that a row lies on as worked on, where it lies on one."""
        article = self.row(table, id).get("article")
        if article is not None:
            self.on(article)


@functools.cache
def _insert(table: str, *columns: str) -> str:
    names = ", ".join(f'"{name}"' for name in ("id", *columns))
    return f"insert into {table} ({names}) values ({', '.join('?' * (len(columns) + 1))})"


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit as the project runs it: its function, and its name for the history."""

    run: Callable[..., Any]
    name: str

    def __call__(self, work: Work, *args: Any, **kwargs: Any) -> Any:
        """Run inside another edit: one transaction, one entry."""
        return self.run(work, *args, **kwargs)


def edit(name: str) -> Callable[[Callable[Concatenate[Work, _P], _R]], Edit]:
    """Declare an edit; `name` may hold {words} that the edit tells."""

    def declare(run: Callable[Concatenate[Work, _P], _R]) -> Edit:
        return Edit(run, name)

    return declare


def _short(word: str, most: int = 40) -> str:
    flat = " ".join(word.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"
