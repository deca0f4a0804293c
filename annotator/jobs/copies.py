"""Finding copied passages: of articles that come in, and anew in a whole project.

With all articles at hand it is plain which sentences are boilerplate; while they came in one by
one, the first of them could not be told from copies.
"""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

from sqlite_utils import Database

from annotator.errors import Refused
from annotator.model import Article
from annotator.progress import Progress
from annotator.project import Filter, Project
from annotator.store import families, reading, versions
from annotator.store.filtering import EVERYTHING
from annotator.text.copies import Fingerprint, fingerprints

_AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class Shared:
    """A passage `[start, end)` that stands in `others` articles too: in `first`, of these the one
    published first, at `[there, there_end)`; `is_ours` where the article at hand had it before.
    """

    start: int
    end: int
    first: Article
    there: int
    there_end: int
    others: int
    is_ours: bool


def shared(project: Project, article: int, among: Filter = EVERYTHING) -> tuple[Shared, ...]:
    """The passages of an article that stand in others as well, in the order of its text; of the
    others only those under a filter.
    """
    db, about = project.reader, project.article(article)
    by_place: dict[int, list[families.Copy]] = {}
    copies = families.copies(db, article)
    there = {each.article for each in copies}
    if not among.is_any:
        there = project.articles(among).passing(there)
    for each in copies:
        if each.article in there:
            by_place.setdefault(each.start, []).append(each)
    known = {
        each: project.article(each) for each in {some[0].article for some in by_place.values()}
    }
    found = []
    for some in by_place.values():
        copy, first = some[0], known[some[0].article]
        if about is None or first is None:
            continue
        found.append(
            Shared(
                copy.start, copy.end, first, copy.there, copy.there_end,
                len({each.article for each in some}), _order(about) < _order(first),
            )
        )  # fmt: skip
    return tuple(found)


def _order(article: Article) -> tuple[bool, str, int]:
    """By which articles had something first: by date, without one by when they came in."""
    return not article.published, article.published, article.id


def find_copies(project: Project) -> Generator[Progress, None, int]:
    """Find all families anew; returns how many articles are in one."""
    if project.read_only:
        raise Refused(project.read_only)
    with closing(project.another_reader()) as db:
        lacking, every = families.lacking(db), families.every(db)
        total = len(lacking) + len(every)
        for done, some in _slices(lacking):
            found = {id: fingerprints(reading.text(db, id)) for id in some}
            with project.turn() as writer:
                families.note(writer, found)
            yield Progress(done, total)
        with project.turn() as writer:
            families.dissolve(writer)
        for done, some in _slices(every):
            with project.turn() as writer:
                families.find(writer, {id: families.noted(writer, id) for id in some})
            yield Progress(len(lacking) + done, total)
        return families.count(db)


@dataclass(frozen=True, slots=True)
class Kin:
    """Which article one that comes in is like, or is the new version of."""

    article: Article
    is_version: bool = False


class Settling:
    """Puts what comes in into families; keeps in mind which sentences are boilerplate, and which
    articles said to be versions of ones that did not come in yet.
    """

    def __init__(self) -> None:
        self._boilerplate = set[int]()
        self._looked_at = 0
        self._said = dict[int, str]()

    def settle(
        self, db: Database, new: Mapping[int, tuple[Fingerprint, ...]], back: Iterable[int],
        said: Mapping[int, str | None],
    ) -> dict[int, Kin]:  # fmt: skip
        """Put articles that come in, or come back, into families.

        Tells for each of the new ones which one it is like, of those that came in before it: it
        must not depend on how many come in with one turn. `said` are the content keys of what
        they are versions of, "" where none; where nothing is said, versions are recognised.
        """
        families.note(db, new)
        prints = {id: families.noted(db, id) for id in back} | dict(new)
        shared = families.shared(db, prints, self._boilerplate)
        alike = families.enough(db, prints, shared)
        families.join(db, alike)
        open_ones = {id: shared[id] for id in new if said.get(id) is None}
        older = versions.recognised(db, open_ones)
        versions.tie(db, {id: each.id for id, each in older.items()})
        self._said |= {id: key for id, key in said.items() if key}
        self._tie_said(db)
        later, found = set(new), {id: Kin(each, is_version=True) for id, each in older.items()}
        for id in new:
            before = [other for other in alike.get(id, ()) if other not in later]
            if before and id not in found:
                found[id] = Kin(families.first(db, before))
            later.discard(id)
        return found

    def _tie_said(self, db: Database) -> None:
        """Tie the articles that say what they are versions of, where that came in by now."""
        if self._said:
            there = versions.with_keys(db, self._said.values())
            told = {id: there[key] for id, key in self._said.items() if key in there}
            versions.tie(db, told)
            self._said = {id: key for id, key in self._said.items() if id not in told}

    def look_again(self, project: Project) -> frozenset[int]:
        """Find families anew that were taken for such before boilerplate was known for what it is.

        Tells which articles are in none after all.
        """
        if len(self._boilerplate) == self._looked_at:
            return frozenset()
        self._looked_at = len(self._boilerplate)
        with project.turn() as writer:
            doubted = families.dissolve_around(writer, self._boilerplate)
        for _done, some in _slices(doubted):
            with project.turn() as writer:
                prints = {id: families.noted(writer, id) for id in some}
                families.join(writer, families.near(writer, prints, self._boilerplate))
        return families.alone(project.reader, doubted)


def _slices(ids: Sequence[int]) -> Iterator[tuple[int, Sequence[int]]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield min(start + _AT_ONCE, len(ids)), ids[start : start + _AT_ONCE]
