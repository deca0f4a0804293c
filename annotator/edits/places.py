"""Places in the text: the words a range covers, and the order of the pieces of a claim's part."""

from typing import Any

from annotator.edits.work import Work
from annotator.errors import Refused
from annotator.i18n import _


def covered(work: Work, article: int, start: int, end: int) -> str:
    """The words in `[start, end)`. Refused where there are none or the range leaves the text."""
    if not start < end:
        raise Refused(_("Select some words first."))
    text = work.text(article)
    if start < 0 or end > len(text):
        raise Refused(_("The selected words lie outside of the article."))
    quote = text[start:end]
    if not quote.strip():
        raise Refused(_("There is nothing but blanks here. Select some words first."))
    return quote


def marks_at(work: Work, article: int, start: int, end: int) -> list[dict[str, Any]]:
    """The spans with exactly these borders, oldest first."""
    here = f'article = ? and start = ? and "end" = ?{work.mine}'
    return work.all(f"select * from spans where {here} order by id", article, start, end)


def mention_at(work: Work, article: int, start: int, end: int) -> int | None:
    """The oldest mention with exactly these borders."""
    here = marks_at(work, article, start, end)
    return next((row["id"] for row in here if row["label"] is not None), None)


def check_free(
    work: Work, claim: int, role: str, start: int, end: int, *, but: int | None = None
) -> None:
    """Refused where another piece of the same role of a claim already lies there."""
    taken = work.one(
        'select id from spans where claim = ? and role = ? and start < ? and ? < "end" '
        "and id is not ?",
        claim,
        role,
        end,
        start,
        but,
    )
    if taken is not None:
        raise Refused(_("Two pieces of one role cannot overlap."))


def number(work: Work, claim: int, role: str) -> None:
    """Number the pieces of a role in text order."""
    sql = 'select id, "order" from spans where claim = ? and role = ? order by start, id'
    for order, row in enumerate(work.all(sql, claim, role)):
        if row["order"] != order:
            work.update("spans", row["id"], order=order)
