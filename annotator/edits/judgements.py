"""Edits of answers: to the codebook's fields about a claim, and on a source's card."""

from annotator.edits import claims, derive
from annotator.edits.work import Work, edit
from annotator.errors import Refused
from annotator.i18n import _N, _
from annotator.model import NOT_APPLICABLE
from annotator.rules import NOT_TRUTH_APT
from annotator.wording import answered


@edit(_N("Answer {field}: {value}"))
def answer(work: Work, claim: int, field: str, *values: str, shared: bool = False) -> None:
    """Answer a field of a claim in place of the earlier answer; no value leaves it unanswered.

    `shared` fields tell what the text says and have one answer for all annotators.
    """
    row = work.row("claims", claim)
    _check(work, claim, field, values)
    work.on(row["article"])
    _replace(work, "claim", claim, field, values, shared=shared)
    if field == "source_kind" and values:
        _set_voice(work, claim, row["article"], own=values == ("author",))
    derive.again(work, claim)
    name, value = answered(work.codebook, field, values)
    work.tell(field=name, value=value)


def _check(work: Work, claim: int, field: str, values: tuple[str, ...]) -> None:
    """Refused where an answer contradicts what is marked or was answered."""
    value = values[0] if values else ""
    if field == "credibility" and value not in ("", NOT_APPLICABLE):
        if derive.given(work, claim, "kind") in NOT_TRUTH_APT:
            raise Refused(_("An evaluation or prediction is neither true nor false, so it has no "
                            "credibility. Change its kind first, or leave it."))  # fmt: skip
    elif field == "kind" and value in NOT_TRUTH_APT:
        judged = derive.given(work, claim, "credibility", work.annotator)
        if judged not in ("", NOT_APPLICABLE):
            raise Refused(_("You gave this claim a credibility, and an evaluation or prediction "
                            "has none. Take that answer back first."))  # fmt: skip
    elif field == "source_kind" and value in ("author", "unspecified"):
        _check_parts(work, claim, value)
    elif (
        field == "mode"
        and value not in ("", "none", NOT_APPLICABLE)
        and derive.is_own(derive.chain_of(work, claim))
    ):
        raise Refused(_("A claim in the author's own voice is not quoted: its mode is none."))


def _check_parts(work: Work, claim: int, kind: str) -> None:
    roles = {row["role"] for row in work.all("select role from spans where claim = ?", claim)}
    if kind == "author" and roles & {"source", "cue"}:
        raise Refused(_("A claim in the author's own voice has neither source nor cue. Remove "
                        "them first."))  # fmt: skip
    if "source" in roles:
        raise Refused(_("A claim attributed to nobody has no source. Choose unnamed, or remove "
                        "the source."))  # fmt: skip


def _set_voice(work: Work, claim: int, article: int, *, own: bool) -> None:
    """Let the chain say the same as the kind of source: the author's own claim, or another's."""
    if own:
        claims.make_own(work, claim, article)
    elif derive.is_own(derive.chain_of(work, claim)):
        claims.set_chain(work, claim, (claims.author_of(work, article), None))


@edit(_N("Grade the source {entity}: {field} {value}"))
def grade(work: Work, entity: int, field: str, *values: str) -> None:
    """Answer a field on this annotator's card of a source; claims that followed it follow again."""
    row = work.row("entities", entity)
    live = row["merged_into"] if row["merged_into"] is not None else entity
    _replace(work, "entity", live, field, values, shared=False)
    if field == "reliability":
        derive.through(work, live)
    name, value = answered(work.codebook, field, values)
    work.tell(entity=row["name"], field=name, value=value)


def _replace(
    work: Work, subject: str, id: int, field: str, values: tuple[str, ...], *, shared: bool
) -> None:
    """Write the values over one's own old rows, so that ids stay; others' go where it is shared."""
    sql = f'select * from judgements where {subject} = ? and field = ? order by "order", id'
    found = work.all(sql, id, field)
    old = [row for row in found if row["annotator"] == work.annotator]
    others = [row for row in found if row not in old] if shared else []
    for row in (*old[len(values) :], *others):
        work.delete("judgements", row["id"])
    for order, value in enumerate(values):
        if order < len(old):
            work.update("judgements", old[order]["id"], value=value, order=order, derived=0)
        else:
            work.insert(
                "judgements",
                **{subject: id},
                field=field,
                value=value,
                order=order,
                annotator=work.annotator,
            )
