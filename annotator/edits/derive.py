"""Answers that follow from others: stored as derived, replaced when their ground changes.

What a claim's parts, chain and kind tell is worked out anew after each change to them. A derived
answer never takes the place of one that somebody gave, and is left out of agreement.
"""

from annotator import rules
from annotator.edits.work import Row, Work


def again(work: Work, claim: int) -> None:
    """Bring the derived answers of a claim in line with what they follow from.

    Those about the text are shared; judgements follow for this annotator, and for everybody who
    has some derived ones already.
    """
    chain, answers = chain_of(work, claim), _answers(work, claim)
    told = _source_kind(work, claim, chain)
    kind = _given(answers, "source_kind") or told
    _offer(work, claim, answers, "source_kind", told)
    _offer(work, claim, answers, "mode", "none" if told == "author" else "")
    source = chain[-1] if chain else None
    attribution = rules.attribution(kind, source["family"] or "" if source else "")
    credibility = rules.credibility(_given(answers, "kind"))
    cards = _cards(work, source["live"]) if source and source["live"] is not None else {}
    for who in sorted({work.annotator, *(r["annotator"] for r in answers if r["derived"])}):
        _offer(work, claim, answers, "attribution", attribution, who)
        judged = credibility or _given(answers, "credibility", who)
        _offer(work, claim, answers, "credibility", credibility, who)
        _offer(work, claim, answers, "reliability", cards.get(who, "") if judged else "", who)


def through(work: Work, source: int) -> None:
    """Work out anew what follows for the claims whose innermost source is this entity."""
    for row in work.all(
        "select c.claim from chains c join entities e on e.id = c.entity "
        "where (e.id = ? or e.merged_into = ?) and not exists "
        "(select 1 from chains d where d.claim = c.claim and d.position > c.position)",
        source,
        source,
    ):
        again(work, row["claim"])


def chain_of(work: Work, claim: int) -> list[Row]:
    """The source chain: each entry's entity, the live one, its role and its label's family."""
    return list(
        work.all(
            "select c.id, c.position, c.entity, l.id as live, l.role, m.family from chains c "
            "left join entities e on e.id = c.entity "
            "left join entities l on l.id = coalesce(e.merged_into, e.id) "
            "left join labels b on b.id = l.label "
            "left join labels m on m.id = coalesce(b.merged_into, b.id) "
            "where c.claim = ? order by c.position",
            claim,
        )
    )


def is_own(chain: list[Row]) -> bool:
    """True for the chain of the author's own claim: nobody but the author."""
    return len(chain) == 1 and chain[0]["role"] == "author"


def _source_kind(work: Work, claim: int, chain: list[Row]) -> str:
    """entity, unnamed, unspecified or author, by what is marked; "" while nothing tells."""
    if is_own(chain):
        return "author"
    if chain and chain[-1]["entity"] is not None:
        return "entity"
    roles = {row["role"] for row in work.all("select role from spans where claim = ?", claim)}
    if "source" in roles:
        return "unnamed"
    return "unspecified" if "cue" in roles else ""


def _answers(work: Work, claim: int) -> list[Row]:
    return list(work.all("select * from judgements where claim = ? order by id", claim))


def _cards(work: Work, entity: int) -> dict[int, str]:
    """What each annotator's card says about the reliability of a source."""
    sql = "select annotator, value from judgements where entity = ? and field = 'reliability'"
    return {row["annotator"]: row["value"] for row in work.all(sql, entity)}


def given(work: Work, claim: int, field: str, annotator: int | None = None) -> str:
    """The answer somebody gave to a field of a claim, one annotator where told; "" if none."""
    return _given(_answers(work, claim), field, annotator)


def _given(answers: list[Row], field: str, annotator: int | None = None) -> str:
    return next(
        (
            str(row["value"])
            for row in answers
            if row["field"] == field
            and not row["derived"]
            and annotator in (None, row["annotator"])
        ),
        "",
    )


def _offer(
    work: Work, claim: int, answers: list[Row], field: str, value: str, who: int | None = None
) -> None:
    """Store a derived answer ("" takes an earlier one back), never over a given one."""
    mine = [r for r in answers if r["field"] == field and who in (None, r["annotator"])]
    if not all(row["derived"] for row in mine):
        return
    for row in mine[1:] if value else mine:
        work.delete("judgements", row["id"])
    if value and mine:
        work.update("judgements", mine[0]["id"], value=value)
    elif value:
        work.insert(
            "judgements",
            claim=claim,
            field=field,
            value=value,
            annotator=work.annotator if who is None else who,
            derived=1,
        )
