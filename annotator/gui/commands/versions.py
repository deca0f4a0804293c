"""The versions of the article: seeing how they differ, going between them, carrying marks over."""

from annotator.gui.command import command
from annotator.gui.commands.go import has_page
from annotator.gui.desk import Desk
from annotator.i18n import _N, _
from annotator.jobs.versions import versions

NEXT, PREVIOUS = "next difference", "previous difference"


def _beside(desk: Desk, step: int) -> int | None:
    """The next or the last version before the open one."""
    if desk.page is None or desk.project is None:
        return None
    ids = [each.id for each in versions(desk.project, desk.page.article.id)]
    at = ids.index(desk.page.article.id) + step if desk.page.article.id in ids else -1
    return ids[at] if 0 <= at < len(ids) else None


def _has_newer(desk: Desk) -> bool | str:
    """True where a newer version of the article is there."""
    return _beside(desk, 1) is not None or _("There is no newer version of this article.")


def _has_older(desk: Desk) -> bool | str:
    """True where the article is the newer version of another."""
    return _beside(desk, -1) is not None or _("There is no older version of this article.")


def _can_carry(desk: Desk) -> bool | str:
    """True where marks of an older version could be carried over to the article."""
    return _has_older(desk) if desk.can_edit is True else desk.can_edit


@command("Go", _N("Versions of this article"), keys="Ctrl+F7", when=has_page, section=5,
         also=_N("diff, changes, compare, edited"))  # fmt: skip
def shown(desk: Desk) -> None:
    """Show which versions of the article there are, and how they differ."""
    desk.ask("versions")


@command("Go", _N("Next difference"), keys="F7", when=has_page, section=5,
         also=_N("diff, change, version"))  # fmt: skip
def next_difference(desk: Desk) -> None:
    """Go to the next place where the article differs from its other version."""
    _step(desk, NEXT)


@command("Go", _N("Previous difference"), keys="Shift+F7", when=has_page, section=5,
         also=_N("diff, change, version"))  # fmt: skip
def previous_difference(desk: Desk) -> None:
    """Go to the place before where the article differs from its other version."""
    _step(desk, PREVIOUS)


def _step(desk: Desk, which: str) -> None:
    if _beside(desk, 1) is None and _beside(desk, -1) is None:
        desk.say(_("There is no other version of this article."))
    else:
        desk.ask(which)


@command("Go", _N("Newer version"), keys="Alt+PgUp", when=_has_newer, section=5)
def newer(desk: Desk) -> None:
    """Open the version that came after this one."""
    if (other := _beside(desk, 1)) is not None:
        desk.open_article(other)


@command("Go", _N("Older version"), keys="Alt+PgDown", when=_has_older, section=5)
def older(desk: Desk) -> None:
    """Open the version that came before this one."""
    if (other := _beside(desk, -1)) is not None:
        desk.open_article(other)


@command("Mark", _N("Carry marks over from the older version…"), keys="Ctrl+Shift+M",
         when=_can_carry, section=10, also=_N("version, copy, transfer, port"))  # fmt: skip
def carry_over(desk: Desk) -> None:
    """List what of the older version can be carried over to this one, and what cannot."""
    from annotator.gui.dialogs.carryover import CarrySheet, source_of

    if desk.page is not None and desk.project is not None:
        old = source_of(desk.project, desk.page.article.id)
        if old is not None:
            CarrySheet(desk, old, desk.page.article).open()
