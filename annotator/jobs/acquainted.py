"""The entities that articles define: those known here are joined, others made with the article."""

from collections import ChainMap
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlite_utils import Database

from annotator.formats import ReadArticle, ReadEntity
from annotator.jobs import adopting, filling, tying
from annotator.jobs.filling import Differing, Spoken
from annotator.jobs.tying import Names, kept
from annotator.model import Codebook, Entity
from annotator.store import known, reading
from annotator.store.ids import new_id
from annotator.store.writing import Filling

Called = dict[tuple[int, str], int]
"""Entities by label and name, or by label and Wikidata id, or by `_BY_ID` and an id of ours."""

_BY_ID = 0  # no label has this id


@dataclass(slots=True)
class Acquainted:
    """Who is known; `proper` are those that came in with articles, by their proper names and ids;
    `came_in` by which file or folder those of them came that have ids of ours.
    """

    reader: Database
    proper: Called = field(default_factory=dict)
    came_in: dict[int, Path] = field(default_factory=dict)
    _qids: Called | None = None

    def sorted(
        self, read: ReadArticle, fresh: Called, names: Names, export: Path, *, keep: bool
    ) -> tuple[Names, list[ReadEntity]]:
        """The entities an article defines: known ones joined, others to be made with it.

        An id of ours means the same entity in every article, and two such of one
        `export`, a file or a folder, stay two; any other means one in its article alone.
        """
        if not read.entities:
            return names, []
        named = [each for each in read.entities if not each.role]
        if named and self._qids is None:
            self._qids = known.with_qid(self.reader)
        own = adopting.matched_by_id(self.reader, named)
        left = [each for each in named if each.id not in own]
        called = adopting.matched_by_name(self.reader, left, names, self._qids or {})
        own |= {id: same for id, same in called.items() if not self._is_another(id, same, export)}
        own |= adopting.matched_merged(self.reader, named, own, names)
        made = []
        for each in read.entities:
            label = names.label(each.label, each.label_given)
            ours = None if each.role else kept(each.id)
            if not each.role and (same := self._met(each, label, fresh, export)):
                own.setdefault(each.id, same)
            if each.id in own:
                continue
            own[each.id] = ours or (kept(each.id) if keep else None) or new_id()
            made.append(each)
            if ours:
                fresh[_BY_ID, each.id] = ours
                self.came_in[ours] = export
            if not each.role and adopting.is_proper(each.name, label, names.codebook):
                fresh[label, each.name] = own[each.id]
        return replace(names, entities=ChainMap(own, names.entities)), made

    def _met(self, each: ReadEntity, label: int, fresh: Called, export: Path) -> int | None:
        """The one that came in before, by its id, else by its proper name."""
        for key in ((_BY_ID, each.id), (label, each.name)):
            same = fresh.get(key) or self.proper.get(key)
            if same and not self._is_another(each.id, same, export):
                return same
        return None

    def _is_another(self, id: str, known_one: int, export: Path) -> bool:
        """True where the export has both, and calls them by different ids of ours."""
        came_along = self.came_in.get(known_one) == export
        return came_along and kept(id) not in (None, known_one)


def cards(read: ReadArticle, names: Names, made: Iterable[ReadEntity]) -> list[Entity]:
    """What an article's file says of entities that are not made with it."""
    own = {each.id for each in made}
    said = (e for e in read.entities if e.id not in own and not e.role and not e.merged_into)
    return [tying.entity(each, names) for each in said]


def compared(
    db: Database, said: Iterable[tuple[str, Entity]], book: Codebook, words: Spoken
) -> tuple[list[Filling], list[tuple[str, Differing]]]:
    """What files say of entities that are here: what that fills in, and what they say otherwise.

    Each is said with an article, whose title goes with it.
    """
    cards = list(dict.fromkeys(said))
    here = reading.entities(db, {card.id for _title, card in cards}) if cards else {}
    fillings, told = list[Filling](), list[tuple[str, Differing]]()
    for title, card in cards:
        if (known_one := here.get(card.id)) is not None:
            new, differing = filling.of_card(card, known_one, book, words)
            here[card.id] = filling.filled(known_one, new)
            fillings += new
            told += ((title, each) for each in differing)
    return fillings, told
