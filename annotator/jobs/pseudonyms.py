"""Whom an export gives a pseudonym, and which: gathered from the whole project, so that a name is
known from every article, also from one that stays behind.
"""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing

from sqlite_utils import Database

from annotator.edits.naming import NOBODY
from annotator.formats.common.known import Known
from annotator.formats.common.options import EVERYBODY, MARKED, PEOPLE
from annotator.formats.values import Pseudonym
from annotator.i18n import _
from annotator.model import Codebook
from annotator.project import Project
from annotator.store import pseudonyms as store
from annotator.store import reading

_BY = re.compile(r"(?i)^\s*(?:by|von|par|por|di|от|автор:?)\s+")
_BETWEEN = re.compile(r"(?i)\s*(?:,|;|/|\||&|\band\b|\bund\b|\bet\b|\by\b|\be\b)\s*")
_PERSON = "PER"


def pseudonyms(db: Database, codebook: Codebook, which: str) -> tuple[Pseudonym, ...]:
    """Those of the entities that a choice of the option `pseudonyms` means."""
    given = store.given(db) if which in (MARKED, PEOPLE, EVERYBODY) else {}
    chosen = dict(given)
    if which in (PEOPLE, EVERYBODY):
        chosen |= _numbered(db, codebook, which, given)
    if not chosen:
        return ()
    names, into = store.names(db, chosen), dict[int, list[int]]()
    for id, root in store.merged(db, chosen):
        into.setdefault(root, []).append(id)
    people = {each.id for each in codebook.labels if codebook.label(each.id).conll == _PERSON}
    persons = {id for id, label, is_author in store.about(db, chosen)
               if label in people and not is_author}  # fmt: skip
    found = [
        Pseudonym(
            # An import of a file with pseudonyms makes a pseudonym a name like any other.
            id, name, tuple(each for each in names.get(id, ()) if each not in (NOBODY, name)),
            is_person=id in persons, is_given=id in given, merged=tuple(into.get(id, ())),
        )
        for id, name in sorted(chosen.items())
        if id in given or id in names
    ]  # fmt: skip
    if which in (PEOPLE, EVERYBODY):
        found += _authors(db, {each.name for each in found})
    return tuple(found)


def key_table(project: Project, which: str) -> tuple[tuple[str, str, str], ...]:
    """Who is who: label, name and pseudonym of all whom a choice means, authors by byline last."""
    with closing(project.another_reader()) as db:
        book = reading.codebook(db)
        mask = Known(pseudonyms(db, book, which))
        known = reading.entities(db, mask.pseudonyms)
        bylines = dict(store.bylines(db))
    rows = [
        (_("author") if one.role else book.label(one.label).name, one.name, mask.pseudonyms[id])
        for id, one in sorted(known.items())
    ]
    authors = [(id, name) for id, name in mask.pseudonyms.items() if id not in known]
    return (*rows, *((_("author"), bylines[-id], name) for id, name in authors))


def _numbered(
    db: Database, codebook: Codebook, which: str, given: dict[int, str]
) -> dict[int, str]:  # fmt: skip
    """Pseudonyms by age for those who were given none: a later entity never changes an earlier
    one's.
    """
    wanted = {
        each.id: store.word(live) for each in codebook.labels
        for live in (codebook.label(each.id),)
        if (live.conll == _PERSON if which == PEOPLE else live.family not in store.VALUES)
    }  # fmt: skip
    words = {each.id: store.word(codebook.label(each.id)) for each in codebook.labels}
    counts: Counter[str] = Counter()
    taken, found = set(given.values()), dict[int, str]()
    for id, label, _name, is_author, into in store.every(db):
        if is_author:
            continue
        counts[words[label]] += 1
        if label in wanted and into is None and id not in given:
            found[id] = store.free(f"{words[label]} {counts[words[label]]}", taken)
            taken.add(found[id])
    return found


def _authors(db: Database, taken: set[str]) -> Iterator[Pseudonym]:
    """Pseudonyms for whom bylines name in two words or more; a single word is an agency's."""
    for number, (article, byline) in enumerate(store.bylines(db), 1):
        people = [one for one in _BETWEEN.split(_BY.sub("", byline)) if len(one.split()) > 1]
        if people:
            name = store.free(f"{store.AUTHOR} {number}", taken)
            yield Pseudonym(-article, name, (byline, *people))
