"""Carrying marks over to a newer version of their article, inside a longer edit.

Mentions keep their entities, which belong to the whole project, and every mark its author. The
older article keeps all it has.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from annotator.edits import claims, derive, naming, places
from annotator.edits.work import Row, Work
from annotator.errors import Refused
from annotator.i18n import _NN, _
from annotator.store.reading import these

NAME = _NN(
    "Carry {count} mark over to the newer version of {title}",
    "Carry {count} marks over to the newer version of {title}",
)
JUDGED_ON = "judged on"  # a property of a claim: the key of the version that it was judged on

Places = Sequence[tuple[int, int]]  # the spans of the older version, and where they begin here


@dataclass(slots=True)
class Carrying:
    """Writes marks of one article on another; `spans` and `claims` are the new ones by the old."""

    article: int
    answers: bool = False
    spans: dict[int, int] = field(default_factory=dict)
    claims: dict[int, int] = field(default_factory=dict)
    _at_work: Work | None = None

    def mention(self, work: Work, pieces: Places) -> bool:
        """Carry a mention over, the first of its pieces first; False where it is there already."""
        rows = [(work.row("spans", old), start) for old, start in pieces]
        for row, start in rows:
            here = places.marks_at(work, self.article, start, start + len(row["quote"]))
            if any(each["label"] in naming.alike(work, _live(work, row)) for each in here):
                return False
        self._begin(work)
        for row, start in rows:
            head = row["head_start"]
            by = start - row["start"]
            self._copy(
                work, row, start, label=row["label"], level=row["level"],
                entity=self._entity(work, row["entity"]),
                head_start=None if head is None else head + by,
                head_end=None if head is None else row["head_end"] + by,
            )  # fmt: skip
        return True

    def claim(self, work: Work, claim: int, parts: Places) -> bool:
        """Carry a claim over with its parts, source chain and what is told of its text."""
        row = work.row("claims", claim)
        self._begin(work)
        made = work.insert(
            "claims", article=self.article, annotator=row["annotator"], gist=row["gist"]
        )
        self.claims[claim] = made
        sql = "select position, entity from chains where claim = ? order by position"
        for link in work.all(sql, claim):
            entity = self._entity(work, link["entity"])
            work.insert("chains", claim=made, position=link["position"], entity=entity)
        for old, start in parts:
            part = work.row("spans", old)
            end = start + len(part["quote"])
            on = self.spans.get(part["mention"]) or places.mention_at(
                work, self.article, start, end
            )
            self._copy(work, part, start, role=part["role"], claim=made, mention=on)
        self._properties(work, "claim", claim, made)
        self._answers(work, claim, made)
        derive.again(work, made)
        return True

    def finish(self, work: Work) -> None:
        """Nest claims and tie links as they were, where both ends came along."""
        for old, new in self.claims.items():
            parent = self.claims.get(work.row("claims", old)["parent"])
            if parent is not None:
                work.update("claims", new, parent=parent)
        for kind, made in (("claim", self.claims), ("span", self.spans)):
            sql = f"select * from {kind}_links where source in {these()}"
            for link in work.all(sql, json.dumps(list(made))):
                if link["target"] in made:
                    ends = {end: made[link[end]] for end in ("source", "target")}
                    work.insert(f"{kind}_links", **{**_bare(link), **ends})

    def _begin(self, work: Work) -> None:
        """Mark the newer version as worked on, once a turn."""
        if self._at_work is not work:
            self._at_work = work
            work.on(self.article)

    def _copy(self, work: Work, row: Row, start: int, **columns: object) -> None:
        """The same words of the newer version with the same mark."""
        end = start + len(row["quote"])
        if work.text(self.article)[start:end] != row["quote"]:
            raise Refused(_("These words do not stand there any more."))
        new = work.insert(
            "spans", article=self.article, start=start, end=end, quote=row["quote"],
            annotator=row["annotator"], order=row["order"],
            part_of=self.spans.get(row["part_of"]), **columns,
        )  # fmt: skip
        self.spans[row["id"]] = new
        self._properties(work, "span", row["id"], new)

    def _entity(self, work: Work, entity: int | None) -> int | None:
        """The same entity; for the author of the older version, that of the newer one."""
        if entity is None or not work.row("entities", entity)["role"]:
            return entity
        return claims.author_of(work, self.article)

    def _properties(self, work: Work, subject: str, old: int, new: int) -> None:
        sql = f"select name, value from attributes where {subject} = ? order by id"
        for each in work.all(sql, old):
            work.insert("attributes", **each, **{subject: new})

    def _answers(self, work: Work, old: int, new: int) -> None:
        """What is told of the text; and, where asked for, what this annotator thought of it."""
        told = {each.id for each in work.codebook.layer("claim")}
        given = [
            each for each in work.all("select * from judgements where claim = ? order by id", old)
            if not each["derived"]
        ]  # fmt: skip
        judged = [
            each for each in given
            if self.answers and each["field"] not in told and each["annotator"] == work.annotator
        ]  # fmt: skip
        for each in [*(one for one in given if one["field"] in told), *judged]:
            work.insert("judgements", **{**_bare(each), "claim": new})
        if judged:
            article = work.row("claims", old)["article"]
            key = work.row("articles", article)["key"]
            work.insert("attributes", name=JUDGED_ON, value=key, claim=new)


def _live(work: Work, mention: Row) -> int:
    return work.codebook.label(mention["label"]).id


def _bare(row: Row) -> Row:
    """A row without its id."""
    return {name: value for name, value in row.items() if name != "id"}
