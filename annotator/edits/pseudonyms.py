"""Edits of who goes out under a pseudonym: given by the analyst, or the next that is free."""

from annotator.edits.naming import live
from annotator.edits.work import Row, Work, edit
from annotator.errors import Refused
from annotator.i18n import _N, _
from annotator.model import PSEUDONYM
from annotator.store import pseudonyms
from annotator.text import clean
from annotator.text.spotting import Spotter


@edit(_N("Give {entity} the pseudonym {pseudonym}"))
def give(work: Work, entity: int, name: str = "") -> None:
    """Let exports put a pseudonym for an entity: that name, or where none is said the next free."""
    row = live(work, entity)
    name = " ".join(clean(name).text.split())
    name = name or pseudonyms.proposed(work.db, work.codebook, row["id"], row["label"])
    _check(work, row, name)
    found = _known(work, row["id"])
    if found is None:
        work.insert("attributes", name=PSEUDONYM, value=name, entity=row["id"])
    else:
        work.update("attributes", found["id"], value=name)
    work.tell(entity=row["name"], pseudonym=name)


@edit(_N("Let exports name {entity}"))
def take(work: Work, entity: int) -> None:
    """Let exports name an entity again."""
    row = live(work, entity)
    found = _known(work, row["id"])
    if found is not None:
        work.delete("attributes", found["id"])
    work.tell(entity=row["name"])


def _check(work: Work, row: Row, name: str) -> None:
    """Refused for a pseudonym that tells the name, or that is somebody else's."""
    given = pseudonyms.given(work.db)
    names = pseudonyms.names(work.db, [row["id"]]).get(row["id"], [])
    told = [each for each in names if each not in (name, given.get(row["id"]))]
    parts = {part for each in told for part in (each, *each.split())}
    if Spotter((part, 0) for part in parts).find(name):
        why = _("“{pseudonym}” holds a part of the name that it is to hide.")
        raise Refused(why.format(pseudonym=name))
    if name in {other for id, other in given.items() if id != row["id"]}:
        raise Refused(_("“{pseudonym}” stands for somebody else already.").format(pseudonym=name))


def _known(work: Work, entity: int) -> Row | None:
    return work.one("select id from attributes where entity = ? and name = ?", entity, PSEUDONYM)
