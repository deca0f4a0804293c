"""What an undo or a redo leaves to look at: the claim, mention or entity it was about, or the
words where that was.
"""

from collections.abc import Iterable, Mapping

from annotator.gui.choosing import choose, choose_claim
from annotator.gui.desk import Desk
from annotator.model import Change, Page

Row = Mapping[str, object]

_OWNERS = {
    "chains": "claim",
    "claim_links": "claim",
    "entity_links": "entity",
    "span_links": "span",
}
_OWN = {"claims": "claim", "entities": "entity", "spans": "span"}
_ABOUT = ("claim", "span", "entity")


def show(desk: Desk, changes: Iterable[Change]) -> None:
    """Bring into focus what changes are about: the first of them that lies on a claim or a mention,
    else the entity.
    """
    page, changed = desk.page, tuple(changes)
    if page is None:
        return
    named = [found for change in changed if (found := _subject(change)) is not None]
    named.sort(key=lambda one: one[0] == "entity")
    there = next(((kind, id) for kind, id in named if _is_on(page, kind, id)), None)
    words = next((place for change in changed if (place := _words(page, change))), None)
    desk.look(waits="")
    if named and there != named[0] and words is not None:
        desk.look(start=words[0], end=words[1], ready=-1, span=None, field="")
    elif there is not None:
        _look_at(desk, page, *there)
        _ask_again(desk, changed)


def _subject(change: Change) -> tuple[str, int] | None:
    """The kind and id of what a changed row is, or hangs on; None for what lies on no text."""
    row = change.after or change.before or {}
    if change.table == "spans" and row["role"]:
        return "claim", _id(row["claim"])
    if change.table in _OWN:
        return _OWN[change.table], change.row
    if change.table in _OWNERS:
        return _OWNERS[change.table], _id(row.get("claim") or row.get("source"))
    given = (kind for kind in _ABOUT if row.get(kind) is not None)
    kind = next(given, None) if change.table != "statuses" else None
    return (kind, _id(row[kind])) if kind is not None else None


def _id(value: object) -> int:
    return int(str(value))


def _is_on(page: Page, kind: str, id: int) -> bool:
    if kind == "span":
        return page.span(id) is not None
    return id in (page.claims if kind == "claim" else page.entities)


def _words(page: Page, change: Change) -> tuple[int, int] | None:
    """Where a mark lay on this page that is gone now."""
    row = change.before
    if change.table != "spans" or row is None or change.after is not None:
        return None
    if row["article"] != page.article.id:
        return None
    return _id(row["start"]), _id(row["end"])


def _look_at(desk: Desk, page: Page, kind: str, id: int) -> None:
    span = page.span(id) if kind == "span" else None
    if span is not None and desk.focus.span != id:
        choose(desk, span)
    elif kind == "claim" and desk.focus.claim != id:
        choose_claim(desk, id)
    elif kind == "entity" and desk.focus.entity != id:
        desk.look(entity=id, span=None)


def _ask_again(desk: Desk, changed: tuple[Change, ...]) -> None:
    """While one judges, let the field wait whose answer was taken back."""
    if desk.focus.field:
        rows = (one.after or one.before or {} for one in changed if one.table == "judgements")
        asked = next((str(row["field"]) for row in rows if not row["derived"]), "")
        if asked:
            desk.look(field=asked)
