"""Links that lead from article to article: tied when everything a file holds is in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlite_utils import Database

from annotator.i18n import ngettext
from annotator.jobs import adopting
from annotator.jobs.tying import Loose, kept, tied_link
from annotator.model import Link
from annotator.project import Project
from annotator.store import known, writing

KINDS = ("claim", "span", "entity")
Met = dict[tuple[str, str], int]
"""Rows of articles that were here, by kind and by what a file calls them."""


@dataclass(frozen=True, slots=True)
class Ends:
    """What the open ends of links are here: by the file's name for a row that was `met` or was
    written `since`, or by an id of ours.
    """

    reader: Database
    scheme: str
    since: int
    met: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def tie(self, project: Project, loose: list[Loose]) -> str:
        """Write the links both ends of which are found; says how many were left out."""
        untied = 0
        for kind in KINDS:
            whole, lost = self._whole(kind, loose)
            untied += lost
            for some in adopting.slices(whole):
                with project.turn() as db:
                    writing.links(db, kind, some)
        return left_out(untied) if untied else ""

    def lacking(self, loose: list[Loose]) -> tuple[list[Link], str]:
        """The links that can be tied and are not here yet; and how many lead to nothing."""
        found, untied = list[Link](), 0
        for kind in KINDS:
            whole, lost = self._whole(kind, loose)
            there = known.linked(self.reader, kind, {link.source for link in whole})
            for each in whole:
                if (arrow := (each.source, each.target, each.type, each.annotator)) not in there:
                    there.add(arrow)
                    found.append(each)
            untied += lost
        return found, left_out(untied) if untied else ""

    def _whole(self, kind: str, loose: list[Loose]) -> tuple[list[Link], int]:
        """The links of a kind both ends of which are found, and how many others there are."""
        ends = [each for each in loose if each.link.kind == kind]
        found = self._find(kind, ends)
        links = [tied_link(each, found) for each in ends]
        whole = [link for link in links if link.source and link.target not in (0, link.source)]
        return whole, len(links) - len(whole)

    def _find(self, kind: str, ends: list[Loose]) -> dict[str, int]:
        """The rows that the open ends of links of a kind stand for, by the file's name for them."""
        names = {each.source for each in ends if not each.link.source}
        names |= {each.target for each in ends if not each.link.target}
        table = {"claim": "claims", "span": "spans", "entity": "entities"}[kind]
        ours = {id: name for name in names if (id := kept(name))}
        found = {ours[id]: id for id in known.rows(self.reader, table, ours)}
        found |= known.called(self.reader, self.scheme, kind, names, self.since)
        return found | {name: self.met[kind, name] for name in names if (kind, name) in self.met}


def left_out(untied: int) -> str:
    """That so many links lead to nothing."""
    told = ngettext(
        "{count} link points to something that is not there; it was left out.",
        "{count} links point to something that is not there; they were left out.",
        untied,
    )
    return told.format(count=untied)
