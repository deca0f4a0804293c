"""One label for many places of many articles, a few articles at a time inside a longer edit.

The rules are those of `spans.add`; what holds for all places of a turn is looked up once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from annotator import text as texts
from annotator.edits import claims, naming, places, spans
from annotator.edits.work import Work
from annotator.errors import Refused
from annotator.i18n import _NN
from annotator.model import Label

NAME = _NN("Label {count} place as {label}", "Label {count} places as {label}")
Ranges = tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Alike:
    """Labels places in one transaction; `made` counts the mentions, `there` the places that had
    the label before.

    Without an entity each place joins what its own words name, as when it is labelled by hand.
    """

    work: Work
    label: Label
    entity: int | None = None
    made: int = 0
    there: int = 0
    _known: dict[tuple[str, str], int] = field(default_factory=dict)
    _named: set[tuple[int | None, str]] = field(default_factory=set)

    def mark(self, article: int, ranges: Ranges) -> None:
        """Label the places of one article; where all have the label it is not touched."""
        work, before = self.work, self.made
        same = naming.alike(work, self.label.id)
        for start, end in ranges:
            here = places.marks_at(work, article, start, end)
            if any(mark["label"] in same for mark in here):
                self.there += 1
                continue
            if self.made == before:
                work.on(article)
            quote = places.covered(work, article, start, end)
            level = texts.level_of(quote, self.label.family)
            mark = {
                "article": article, "start": start, "end": end, "quote": quote,
                "label": self.label.id, "entity": self._entity(article, quote, level),
            }  # fmt: skip
            id = work.insert("spans", **mark, annotator=work.annotator, level=level)
            self._name_better({**mark, "level": level})
            claims.take_up(work, {"id": id, **mark}, here)
            self.made += 1

    def _entity(self, article: int, quote: str, level: str) -> int | None:
        if self.entity is not None or level == "PRO":
            return self.entity
        # A name is known over the whole project, anything else in its article only.
        where = "" if level == "NAM" else str(article)
        if (where, quote) not in self._known:
            known = naming.known_entity(self.work, article, quote, self.label.id, level)
            if known is None:
                known = naming.new_entity(self.work, quote, self.label.id)
            self._known[where, quote] = known
        return self._known[where, quote]

    def _name_better(self, mark: dict[str, object]) -> None:
        """Ask once for the same words of the same entity: the answer would be the same."""
        entity, quote = mark["entity"], str(mark["quote"])
        key = (entity if isinstance(entity, int) else None, quote)
        if key not in self._named:
            self._named.add(key)
            naming.name_better(self.work, mark)


def of(work: Work, label: int, entity: int | None = None) -> Alike:
    """What labels alike in this transaction. Refused for a retired label, or an entity gone."""
    live = None if entity is None else int(naming.live(work, entity)["id"])
    return Alike(work, naming.label_in_use(work, label), live)


def relabel(work: Work, mentions: Iterable[int], label: int) -> int:
    """Give mentions another label, those that have it already aside; returns how many got it."""
    same, changed = naming.alike(work, label), 0
    for id in mentions:
        row = work.one("select label from spans where id = ?", id)
        if row is not None and row["label"] is not None and row["label"] not in same:
            try:
                spans.relabel(work, id, label)
            except Refused:  # another mention of that label lies on the same words
                continue
            changed += 1
    return changed
