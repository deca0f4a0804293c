"""Edits of claims: their parts, source and chain, gist and nesting; sources follow the mentions."""

from collections.abc import Sequence

from annotator.edits import derive, naming, places
from annotator.edits.work import Row, Work, edit
from annotator.errors import Refused
from annotator.i18n import _N, _
from annotator.model import ROLES

Chain = tuple[int | None, ...]


@edit(_N("Claim {quote}"))
def add(work: Work, article: int, start: int, end: int) -> int:
    """A new claim whose content is `[start, end)`."""
    return _new(work, article, start, end)


@edit(_N("Claim {quote} as the author's own"))
def add_own(work: Work, article: int, start: int, end: int) -> int:
    """A new claim in the author's own voice."""
    claim = _new(work, article, start, end)
    make_own(work, claim, article)
    derive.again(work, claim)
    return claim


def _new(work: Work, article: int, start: int, end: int) -> int:
    work.on(article)
    claim = work.insert("claims", article=article, annotator=work.annotator)
    part = _put(work, claim, article, "content", start, end)
    work.tell(quote=part["quote"])
    return claim


def _put(work: Work, claim: int, article: int, role: str, start: int, end: int) -> Row:
    """A further piece of a role, numbered in text order, with the mention it lies on."""
    quote = places.covered(work, article, start, end)
    places.check_free(work, claim, role, start, end)
    part = work.insert(
        "spans",
        article=article,
        start=start,
        end=end,
        quote=quote,
        annotator=work.annotator,
        role=role,
        claim=claim,
        mention=places.mention_at(work, article, start, end),
    )
    places.number(work, claim, role)
    return work.row("spans", part)


@edit(_N("Mark {quote} as {role} of a claim"))
def put(work: Work, claim: int, role: str, start: int, end: int, *, further: bool = False) -> int:
    """Give a claim a part in place of the old one, or `further` to it; a source is tied at once."""
    row = work.row("claims", claim)
    if role not in ROLES:
        raise ValueError(role)
    work.on(row["article"])
    _make_room(work, claim, role)
    if not further:
        for old in _parts(work, claim, role):
            work.delete("spans", old["id"])
    part = _put(work, claim, row["article"], role, start, end)
    if role == "source":
        _tie(work, row, part, further=further)
    elif role == "cue" and not _chain(work, claim):
        _set(work, claim, (author_of(work, row["article"]), None))
    derive.again(work, claim)
    work.tell(quote=part["quote"], role=_(role))
    return int(part["id"])


def _parts(work: Work, claim: int, role: str) -> list[Row]:
    sql = 'select * from spans where claim = ? and role = ? order by "order"'
    return list(work.all(sql, claim, role))


def _make_room(work: Work, claim: int, role: str) -> None:
    """A source or a cue ends the author's own voice, and a source what is attributed to nobody."""
    if role in ("source", "cue"):
        if derive.is_own(derive.chain_of(work, claim)):
            _set(work, claim, ())
        _withdraw(work, claim, "source_kind", "author")
    if role == "source":
        _withdraw(work, claim, "source_kind", "unspecified")


def _withdraw(work: Work, claim: int, field: str, value: str) -> None:
    """Take back a given answer that what is marked now contradicts."""
    sql = "select id from judgements where claim = ? and field = ? and value = ? and derived = 0"
    for row in work.all(sql, claim, field, value):
        work.delete("judgements", row["id"])


def _tie(work: Work, claim: Row, part: Row, *, further: bool) -> None:
    """Make the entity that the source words name the innermost source; the chain above stays."""
    chain, named = _chain(work, claim["id"]), _entity_in(work, part)
    if further and chain and (chain[-1] is not None or named is None):
        return
    above = chain[:-1] or (author_of(work, claim["article"]),)
    _set(work, claim["id"], (*above, named))


def _entity_in(work: Work, part: Row) -> int | None:
    """Whom the words of a source name: the mention lying there, else the best one inside.

    Of the outermost mentions inside, a name goes before a description, a person before others,
    and then the later one ("Kremlin spokesman Dmitry Peskov" is Dmitry Peskov).
    """
    inside = work.all(
        'select s.start, s."end", s.entity, s.level, l.family from spans s '
        "join labels l on l.id = s.label where s.article = ? and s.start >= ? and s.start < ? "
        f'and s."end" <= ? and s.entity is not null{work.mine}',
        part["article"],
        part["start"],
        part["end"],
        part["end"],
    )
    outer = [one for one in inside if not any(_holds(other, one) for other in inside)]
    best = max(
        outer,
        key=lambda one: (one["level"] == "NAM", one["family"] == "who", one["start"]),
        default=None,
    )
    return best["entity"] if best else None


def _holds(outer: Row, inner: Row) -> bool:
    borders = (outer["start"], outer["end"]), (inner["start"], inner["end"])
    return (
        outer["start"] <= inner["start"]
        and inner["end"] <= outer["end"]
        and borders[0] != borders[1]
    )


@edit(_N("Set the source of a claim to {quote}"))
def source_from(work: Work, claim: int, mention: int) -> int:
    """Make a mention the source of a claim: its words the source part, its entity the source."""
    row, words = work.row("claims", claim), work.row("spans", mention)
    if row["article"] != words["article"]:
        raise Refused(_("A source lies in the article of its claim."))
    part = put(work, claim, "source", words["start"], words["end"])
    work.update("spans", part, mention=mention)
    _set(work, claim, (*_chain(work, claim)[:-1], words["entity"]))
    derive.again(work, claim)
    work.tell(quote=words["quote"])
    return int(part)


def follow(work: Work, mention: int, old: int | None, new: int | None) -> None:
    """After a mention was tied anew: the claims that have it as their source go along."""
    ends = {old} if old is None else {old, naming.live(work, old)["id"]}
    for row in work.all(
        "select distinct claim from spans where mention = ? and role = 'source'", mention
    ):
        chain = _chain(work, row["claim"])
        if chain and chain[-1] in ends:
            _set(work, row["claim"], (*chain[:-1], new))
            derive.again(work, row["claim"])


def take_up(work: Work, mention: Row, here: Sequence[Row]) -> None:
    """After words were marked: the source parts on exactly these words now lie on the mention."""
    for part in here:
        if part["role"] == "source" and part["mention"] is None:
            work.update("spans", part["id"], mention=mention["id"])
            follow(work, mention["id"], None, mention["entity"])


@edit(_N("Make a claim the author's own"))
def own(work: Work, claim: int) -> None:
    """Say that a claim is the author's own assertion: no source, no cue, no attribution."""
    row = work.row("claims", claim)
    work.on(row["article"])
    for role in ("source", "cue", "addressee"):
        for part in _parts(work, claim, role):
            work.delete("spans", part["id"])
    for answer in work.all(
        "select id from judgements where claim = ? and derived = 0 and "
        "(field = 'source_kind' and value <> 'author' or field = 'mode' and value <> 'none')",
        claim,
    ):
        work.delete("judgements", answer["id"])
    make_own(work, claim, row["article"])
    derive.again(work, claim)


def make_own(work: Work, claim: int, article: int) -> None:
    """Make the author the only link of the chain."""
    _set(work, claim, (author_of(work, article),))


def author_of(work: Work, article: int) -> int:
    """The entity that stands for the article's author, made when first needed."""
    found = work.one("select id from entities where article = ? and role = 'author'", article)
    if found is not None:
        return int(found["id"])
    label = work.one(
        "select id from labels where retired = 0 and merged_into is null "
        "order by family <> 'who', position, id limit 1"
    )
    if label is None:
        raise Refused(_("The codebook has no label for people yet. Add one first."))
    return work.insert(
        "entities",
        label=label["id"],
        name=work.row("articles", article)["byline"] or naming.NOBODY,
        role="author",
        article=article,
        annotator=work.annotator,
    )


@edit(_N("Set the source chain of a claim"))
def set_chain(work: Work, claim: int, chain: Chain) -> None:
    """Set who says it through whom, from the author inwards; None where nobody is named."""
    work.on_owner("claims", claim)
    _set(work, claim, chain)
    derive.again(work, claim)


def _chain(work: Work, claim: int) -> Chain:
    rows = work.all("select entity from chains where claim = ? order by position", claim)
    return tuple(row["entity"] for row in rows)


def _set(work: Work, claim: int, chain: Chain) -> None:
    """Write a chain over the old one, touching only what differs."""
    rows = work.all("select id from chains where claim = ? order by position", claim)
    for position, entity in enumerate(chain):
        if position < len(rows):
            work.update("chains", rows[position]["id"], entity=entity)
        else:
            work.insert("chains", claim=claim, position=position, entity=entity)
    for row in rows[len(chain) :]:
        work.delete("chains", row["id"])


@edit(_N("Set the source of a claim to {entity}"))
def set_source(work: Work, claim: int, entity: int | None) -> None:
    """Say who is the innermost source, whatever words name it; the chain above stays."""
    row = work.row("claims", claim)
    name = work.row("entities", entity)["name"] if entity is not None else _("nobody named")
    above = _chain(work, claim)[:-1] or (author_of(work, row["article"]),)
    set_chain(work, claim, (*above, entity))
    work.tell(entity=name)


@edit(_N("Relay a claim through {entity}"))
def relay(work: Work, claim: int, entity: int) -> None:
    """Put an entity into the source chain, just before the innermost source."""
    old = _chain(work, claim)
    if len(old) < 2:
        raise Refused(_("A claim needs a source before it can be relayed. Press s first."))
    name = work.row("entities", entity)["name"]
    if entity in old:
        raise Refused(_("{name} is in the chain already.").format(name=name))
    set_chain(work, claim, (*old[:-1], entity, old[-1]))
    work.tell(entity=name)


@edit(_N("Remove {quote} from a claim"))
def remove_part(work: Work, part: int) -> None:
    """Remove one piece of a claim. Refused for its last content."""
    row = work.row("spans", part)
    claim, role = row["claim"], row["role"]
    work.on(row["article"])
    work.delete("spans", part)
    left = _parts(work, claim, role)
    if role == "content" and not left:
        raise Refused(
            _("A claim needs a content. Remove the claim, or mark its new content first.")
        )
    places.number(work, claim, role)
    if not left and role in ("source", "cue"):
        _let_go(work, claim, role)
    derive.again(work, claim)
    work.tell(quote=row["quote"])


def _let_go(work: Work, claim: int, role: str) -> None:
    """Without its source a claim is attributed to nobody; without source and cue, not at all."""
    chain = _chain(work, claim)
    if role == "source" and _parts(work, claim, "cue"):
        _set(work, claim, (*chain[:1], None))
    elif role == "source" or (chain[1:] == (None,) and not _parts(work, claim, "source")):
        _set(work, claim, ())


@edit(_N("Remove the claim {quote}"))
def remove(work: Work, claim: int) -> None:
    """Remove a claim with its parts, judgements and links."""
    row, content = work.row("claims", claim), _parts(work, claim, "content")
    work.on(row["article"])
    work.delete("claims", claim)
    work.tell(quote=row["gist"] or (content[0]["quote"] if content else ""))


@edit(_N("Say in short: {gist}"))
def set_gist(work: Work, claim: int, gist: str) -> None:
    """Set the one-sentence paraphrase of a claim."""
    work.on_owner("claims", claim)
    work.update("claims", claim, gist=gist.strip())
    work.tell(gist=gist)


@edit(_N("Nest a claim in another"))
def set_parent(work: Work, claim: int, parent: int | None) -> None:
    """Say which claim this one is part of. Refused where that would go round in a circle."""
    row, above = work.row("claims", claim), parent
    while above is not None:
        if above == claim:
            raise Refused(_("A claim cannot be nested in itself."))
        outer = work.row("claims", above)
        if outer["article"] != row["article"]:
            raise Refused(_("A claim can be nested only in one of its own article."))
        above = outer["parent"]
    work.on(row["article"])
    work.update("claims", claim, parent=parent)
