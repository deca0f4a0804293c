"""Edits of articles: metadata, status, hiding. The text itself never changes once stored."""

from annotator.edits.naming import NOBODY
from annotator.edits.work import Work, edit
from annotator.i18n import _N, _
from annotator.model import RIGHTS, STATUSES
from annotator.store import journal
from annotator.wording import STATUS_NAMES, lowered

COLUMNS = (
    "title", "outlet", "published", "byline", "url", "language", "direction", "rights",
)  # fmt: skip


@edit(_N("Set the {column} of {title}"))
def describe(work: Work, article: int, column: str, value: str) -> None:
    """Change one piece of an article's metadata."""
    if column not in COLUMNS:
        raise ValueError(column)
    if column == "rights" and value not in ("", *RIGHTS):
        raise ValueError(value)
    row = work.row("articles", article)
    work.article = article
    value = value.strip()
    work.update("articles", article, **{column: value})
    if column == "byline":
        _rename_author(work, article, row["byline"], value)
    work.tell(column=_(column), title=row["title"])


def _rename_author(work: Work, article: int, old: str, byline: str) -> None:
    """Let the entity of the author bear the byline, unless somebody named it otherwise."""
    sql = "select id, name from entities where article = ? and role = 'author'"
    for author in work.all(sql, article):
        if author["name"] in (old, NOBODY):
            work.update("entities", author["id"], name=byline or NOBODY)


@edit(_N("Set {title} to {status}"))
def set_status(work: Work, article: int, status: str) -> None:
    """Set this annotator's status of an article; "untouched" is no status at all."""
    if status not in STATUSES:
        raise ValueError(status)
    row = work.row("articles", article)
    work.article = article
    give_status(work, article, status)
    work.tell(title=row["title"], status=lowered(_(STATUS_NAMES[status])))


def give_status(work: Work, article: int, status: str) -> bool:
    """Set this annotator's status inside a larger edit; True where it was another."""
    sql = "select id, status from statuses where article = ? and annotator = ?"
    old = work.one(sql, article, work.annotator)
    if (old["status"] if old is not None else "untouched") == status:
        return False
    if old is None:
        work.stand(article, status)
    elif status == "untouched":
        work.delete("statuses", old["id"])
    else:
        work.update("statuses", old["id"], status=status, changed=journal.now())
    return True


def assign(work: Work, article: int, annotator: int | None) -> bool:
    """Give an article to one annotator, or to nobody, inside a larger edit; True where it was not
    so before.
    """
    there = work.all("select id, annotator from assignments where article = ?", article)
    if [each["annotator"] for each in there] == ([] if annotator is None else [annotator]):
        return False
    for each in there:
        work.delete("assignments", each["id"])
    if annotator is not None:
        work.insert("assignments", article=article, annotator=annotator)
    return True


@edit(_N("Remove the article {title}"))
def remove(work: Work, article: int) -> None:
    """Hide an article; purging it for good is a job."""
    row = work.row("articles", article)
    work.article = article
    work.update("articles", article, removed=1)
    work.tell(title=row["title"])
