"""Links that lead from article to article: tied when everything a file holds is in."""

from dataclasses import dataclass

from sqlite_utils import Database

from annotator.i18n import ngettext
from annotator.jobs import adopting
from annotator.jobs.tying import Loose, kept, tied_link
from annotator.project import Project
from annotator.store import known, writing

KINDS = ("claim", "span", "entity")


@dataclass(frozen=True, slots=True)
class Ends:
    """What the open ends of links are here: by the file's name for a row written `since`, or by an
    id of ours.
    """

    reader: Database
    scheme: str
    since: int

    def tie(self, project: Project, loose: list[Loose]) -> str:
        """Write the links both ends of which are found; says how many were left out."""
        untied = 0
        for kind in KINDS:
            ends = [each for each in loose if each.link.kind == kind]
            found = self.find(kind, ends)
            links = [tied_link(each, found) for each in ends]
            whole = [link for link in links if link.source and link.target != link.source]
            whole = [link for link in whole if link.target]
            untied += len(links) - len(whole)
            for some in adopting.slices(whole):
                with project.turn() as db:
                    writing.links(db, kind, some)
        return left_out(untied) if untied else ""

    def find(self, kind: str, ends: list[Loose]) -> dict[str, int]:
        """The rows that the open ends of links of a kind stand for, by the file's name for them."""
        names = {each.source for each in ends if not each.link.source}
        names |= {each.target for each in ends if not each.link.target}
        table = {"claim": "claims", "span": "spans", "entity": "entities"}[kind]
        ours = {id: name for name in names if (id := kept(name))}
        found = {ours[id]: id for id in known.rows(self.reader, table, ours)}
        return found | known.called(self.reader, self.scheme, kind, names, self.since)


def left_out(untied: int) -> str:
    """That so many links lead to nothing."""
    told = ngettext(
        "{count} link points to something that is not there; it was left out.",
        "{count} links point to something that is not there; they were left out.",
        untied,
    )
    return told.format(count=untied)
