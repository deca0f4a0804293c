"""What a file says of a project as a whole, made part of the project it is imported into.

A project in which nothing was done yet becomes equal to the file's: codebook, guidelines,
properties and ids are taken over. Any other keeps its own and gets what it lacks. An entity of the
file then is one that is here where it is the same row (its id), or has the same label and Wikidata
id, or the same label and proper name; descriptions such as "the minister" never join by name.
Two entities of one file stay two.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from sqlite_utils import Database

from annotator import codebook as codebooks
from annotator import text as texts
from annotator.formats import ReadEntity, ReadLink, ReadProject
from annotator.jobs import codebooks as joining
from annotator.jobs import tying
from annotator.jobs.tying import Names, kept
from annotator.model import Annotator, Codebook, Label, Link
from annotator.project import Project
from annotator.store import known, reading, writing
from annotator.store.ids import new_id

AT_ONCE = 500
_OWN_PROPERTIES = ("codebook", "guidelines", "independent")
_T = TypeVar("_T")


def names(project: Project) -> Names:
    """What names stand for in the project, for a file that says nothing of its own."""
    book, people = project.codebook, add_annotators(project, ())
    return Names(book, project.annotator.id, labels=joining.by_name(book), annotators=people)


def add_labels(
    project: Project, wanted: Iterable[str], declared: Mapping[str, Label] = MappingProxyType({})
) -> dict[str, int]:
    """Labels by name, those wanted added to the codebook where it lacks them, as declared."""
    book = joining.with_names(project.codebook, wanted, declared)
    if book != project.codebook:
        _write_codebook(project, book)
    return joining.by_name(project.codebook)


def add_annotators(project: Project, wanted: Iterable[str]) -> dict[str, int]:
    """Annotators by name, those wanted added to the project where it does not know them."""
    with project.turn() as db:
        return writing.annotators(db, (Annotator(0, name) for name in wanted))


def adopt(project: Project, read: ReadProject) -> Names:
    """Make the codebook, settings and annotators of a file the project's; `entities` come after."""
    with project.turn() as db:
        bare = writing.is_bare(db)
    if bare:
        given = _take_over(project, read)
    else:
        book = joining.joined(project.codebook, read.codebook)
        codebooks.check(book)
        if book != project.codebook:
            _write_codebook(project, book)
        given = joining.meanings(project.codebook, read.codebook)
        with project.turn() as db:
            writing.annotators(db, read.annotators)
    found = names(project)
    found.given = {str(theirs): mine for theirs, mine in given.items()}
    return found


def _take_over(project: Project, read: ReadProject) -> dict[int, int]:
    codebooks.check(read.codebook)
    book, given = writing.numbered(read.codebook)
    settings = {
        **{name: v for name, v in read.properties.items() if name not in _OWN_PROPERTIES},
        "guidelines": read.guidelines,
        "independent": "yes" if read.independent else "",
    }
    with project.turn() as db:
        writing.clear(db)
        writing.codebook(db, book)
        writing.annotators(db, read.annotators)
        for name, value in settings.items():
            if value:
                writing.set_property(db, name, value)
        project.codebook = reading.codebook(db)
    project.work_as(project.annotator.name)  # who may be one of the file's, under its id
    return given


def _write_codebook(project: Project, book: Codebook) -> None:
    with project.turn() as db:
        writing.codebook(db, book)
        project.codebook = reading.codebook(db)


# entities


def entities(
    project: Project, reader: Database, read: ReadProject, named: Names, scheme: str
) -> Iterator[int]:
    """Write the entities of a file and what it says of them; yields how many are done."""
    joined = _matched(reader, read.entities, named)
    ids = {each.id: joined.get(each.id) or kept(each.id) or new_id() for each in read.entities}
    named.entities = ids
    new = [each for each in read.entities if each.id not in joined]
    done = 0
    for some in slices(new):
        made = [tying.entity(each, named) for each in some]
        foreign = [(e.id, "entity", ids[e.id]) for e in some if e.id != str(ids[e.id])]
        with project.turn() as db:
            writing.entities(db, made, named.me)
            writing.foreign_ids(db, scheme, foreign)
        done += len(made)
        yield done
    with project.turn() as db:
        writing.merge_entities(db, _merges(reader, new, read.entities, ids))
    _say(project, read, named)


def _matched(reader: Database, read: Sequence[ReadEntity], named: Names) -> dict[str, int]:
    """The entities of a file that are here already: the file's id to ours."""
    qids = known.with_qid(reader)
    found: dict[str, int] = {}
    for some in slices(read):
        found |= matched_by_id(reader, some)
        left = [each for each in some if each.id not in found]
        found |= matched_by_name(reader, left, named, qids)
    return found | matched_merged(reader, read, found, named)


def matched_by_id(reader: Database, read: Iterable[ReadEntity]) -> dict[str, int]:
    """Those of the entities that are rows of the project, by an id of ours."""
    ours = {id: each.id for each in read if (id := kept(each.id))}
    return {ours[id]: live for id, live in known.entities(reader, ours).items()} if ours else {}


def matched_by_name(
    reader: Database, read: Iterable[ReadEntity], named: Names, qids: dict[tuple[int, str], int]
) -> dict[str, int]:
    """Those of the entities that the project knows by Wikidata id or by proper name."""
    open_ones = [each for each in read if not each.role and not each.merged_into]
    called = known.named(reader, (each.name for each in open_ones))
    found = {}
    for each in open_ones:
        label = named.label(each.label, each.label_given)
        if each.qid and (label, each.qid) in qids:
            found[each.id] = qids[label, each.qid]
        elif (label, each.name) in called and is_proper(each.name, label, named.codebook):
            id, qid = called[label, each.name]
            if not (qid and each.qid):
                found[each.id] = id
    return found


def matched_merged(
    reader: Database, read: Iterable[ReadEntity], found: Mapping[str, int], named: Names
) -> dict[str, int]:
    """Merged ones among the entities that are here as merged into the same, under the same name."""
    read = tuple(read)
    roots = {gone: found[root] for gone, root in tying.roots(read).items() if root in found}
    there = known.merged(reader, set(roots.values())) if roots else {}
    same = {}
    for each in read:
        if each.id in roots and each.id not in found:
            label = named.label(each.label, each.label_given)
            if ids := there.get((roots[each.id], label, each.name)):
                same[each.id] = ids.pop(0)
    return same


def is_proper(name: str, label: int, book: Codebook) -> bool:
    """True for a proper name, which names the same thing in every article."""
    return texts.level_of(name, book.label(label).family) == "NAM"


def _merges(
    reader: Database, new: list[ReadEntity], read: Sequence[ReadEntity], ids: dict[str, int]
) -> list[tuple[int, int]]:
    """New entities that were merged, and the live ones that now stand for them."""
    made = {each.id for each in new}
    roots = {gone: root for gone, root in tying.roots(read).items() if gone in made}
    live = known.entities(reader, {ids[root] for root in roots.values()})
    return [(ids[gone], live[ids[root]]) for gone, root in roots.items()]


def _say(project: Project, read: ReadProject, named: Names) -> None:
    """Write what a file says of its entities: links, cards, notes, further properties."""
    for links in slices([link for each in read.links if (link := _link(each, named))]):
        with project.turn() as db:
            writing.links(db, "entity", links)
    for judged in slices(read.judgements):
        with project.turn() as db:
            writing.judgements(db, (tying.judgement(each, named, _id(each.id)) for each in judged))
    for noted in slices(read.notes):
        with project.turn() as db:
            writing.notes(db, (tying.note(each, named, _id(each.id)) for each in noted))
    for given in slices(read.attributes):
        with project.turn() as db:
            writing.attributes(db, (tying.attribute(each, named, _id(each.id)) for each in given))


def _link(read: ReadLink, named: Names) -> Link | None:
    """A link of two entities; none where both turned out to be the same one."""
    source, target = named.entity(read.source), named.entity(read.target)
    same = source == target
    return None if same else tying.link(read, named, _id(read.id), source, target)


def _id(id: str) -> int:
    return kept(id) or new_id()


def slices(values: Sequence[_T], size: int = AT_ONCE) -> Iterator[Sequence[_T]]:
    """The values, some at a time: as many as one turn can write."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
