"""Finding copied passages anew in a whole project: after an older version, or once it has grown.

With all articles at hand it is plain which sentences are boilerplate; while they came in one by
one, the first of them could not be told from copies.
"""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing

from annotator.errors import Refused
from annotator.progress import Progress
from annotator.project import Project
from annotator.store import families, reading
from annotator.text.copies import fingerprints

_AT_ONCE = 10


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


def _slices(ids: Sequence[int]) -> Iterator[tuple[int, Sequence[int]]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield min(start + _AT_ONCE, len(ids)), ids[start : start + _AT_ONCE]
