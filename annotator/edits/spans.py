"""Edits of mentions: mark, relabel, move, remove; a known name joins its entity by itself."""

from collections.abc import Iterable, Sequence

from annotator import text as texts
from annotator.edits import claims, derive, naming, places
from annotator.edits.work import Row, Work, edit
from annotator.errors import Refused
from annotator.i18n import _N, _
from annotator.model import Label
from annotator.wording import LEVEL_NAMES, lowered

NEW = 0  # as the entity of a mention: make a new one, whatever is known


@edit(_N("Label {quote} as {label}"))
def add(work: Work, article: int, start: int, end: int, label: int, *,
        entity: int | None = None) -> int:  # fmt: skip
    """Mark `[start, end)` as a mention, and guess its level.

    Without an entity a known name joins its own, a pronoun none, anything else gets a new one;
    `NEW` always makes one.
    """
    quote = places.covered(work, article, start, end)
    kind, here = naming.label_in_use(work, label), places.marks_at(work, article, start, end)
    _check_no_twin(work, here, kind)
    level = texts.level_of(quote, kind.family)
    work.on(article)
    work.tell(quote=quote, label=kind.code)
    mark = {"article": article, "start": start, "end": end, "quote": quote, "label": kind.id}
    mark["entity"] = _entity_for(work, mark, level, entity)
    span = work.insert("spans", **mark, annotator=work.annotator, level=level)
    naming.name_better(work, {**mark, "level": level})
    claims.take_up(work, {"id": span, **mark}, here)
    return span


def _check_no_twin(
    work: Work, here: Sequence[Row], label: Label, *, but: int | None = None
) -> None:
    """Refused where the same words have the label already."""
    same = naming.alike(work, label.id)
    if any(mark["label"] in same and mark["id"] != but for mark in here):
        raise Refused(_("These words already are {label}.").format(label=label.code))


def _entity_for(work: Work, mark: Row, level: str, entity: int | None) -> int | None:
    if entity is not None and entity != NEW:
        return int(naming.live(work, entity)["id"])
    if entity is None and level == "PRO":
        return None
    article, quote, label = mark["article"], mark["quote"], mark["label"]
    known = None
    if entity is None:
        known = naming.known_entity(work, article, quote, label, level)
    return known if known is not None else naming.new_entity(work, quote, label)


@edit(_N("Label {count} more as {label}"))
def add_all(work: Work, article: int, ranges: Iterable[tuple[int, int]], label: int,
            entity: int | None) -> tuple[int, ...]:  # fmt: skip
    """Mark many places alike, as one step; places already so labelled are passed over.

    `NEW` makes one new entity of them all.
    """
    made: list[int] = []
    for start, end in ranges:
        try:
            made.append(add(work, article, start, end, label, entity=entity))
        except Refused:
            continue
        if entity == NEW:
            entity = work.row("spans", made[0])["entity"]
    code = naming.label_in_use(work, label).code
    if not made:
        raise Refused(_("All of these already are {label}.").format(label=code))
    work.told.clear()
    work.tell(count=str(len(made)), label=code)
    return tuple(made)


@edit(_N("Change {quote} to {label}"))
def relabel(work: Work, span: int, label: int) -> None:
    """Give a mention another label. Where it is the only mention of its entity, it joins the one
    known by its name and the new label, else the entity changes with it; others stay as they are.
    """
    row, kind = mention(work, span), naming.label_in_use(work, label)
    here = places.marks_at(work, row["article"], row["start"], row["end"])
    _check_no_twin(work, here, kind, but=span)
    old = work.codebook.label(row["label"])
    guessed = row["level"] == texts.level_of(row["quote"], old.family)
    level = texts.level_of(row["quote"], kind.family) if guessed else row["level"]
    work.on(row["article"])
    for piece in _pieces(work, row):
        work.update("spans", piece, label=kind.id, level=level)
    if row["entity"] is not None and not _has_others(work, row):
        _relabel_entity(work, {**row, "level": level}, kind)
    work.tell(quote=row["quote"], label=kind.code)


def _pieces(work: Work, mention: Row) -> list[int]:
    """A mention and, of a discontinuous one, all its pieces."""
    first = mention["part_of"] or mention["id"]
    return [row["id"] for row in work.all("select id from spans where ? in (id, part_of)", first)]


def _has_others(work: Work, mention: Row) -> bool:
    """True where the entity has mentions besides this one, merged entities counted in."""
    entity, first = naming.live(work, mention["entity"])["id"], mention["part_of"] or mention["id"]
    found = work.one(
        "select 1 from entities e join spans s on s.entity = e.id "
        "where (e.id = ? or e.merged_into = ?) and coalesce(s.part_of, s.id) <> ? limit 1",
        entity,
        entity,
        first,
    )
    return found is not None


def _relabel_entity(work: Work, mention: Row, label: Label) -> None:
    entity = naming.live(work, mention["entity"])
    known = naming.known_entity(
        work, mention["article"], mention["quote"], label.id, mention["level"]
    )
    if known is not None and known != entity["id"]:
        tie(work, mention, known)
    elif entity["role"] == "":
        work.update("entities", entity["id"], label=label.id)
        derive.through(work, entity["id"])


def tie(work: Work, mention: Row, entity: int | None) -> None:
    """Tie a mention to another entity or to none; the one it leaves goes if it is bare then."""
    for piece in _pieces(work, mention):
        work.update("spans", piece, entity=entity)
    naming.name_better(work, {**mention, "entity": entity})
    claims.follow(work, mention["id"], mention["entity"], entity)
    naming.drop_if_bare(work, mention["entity"])


@edit(_N("Set {quote} to {level}"))
def set_level(work: Work, span: int, level: str) -> None:
    """Say whether a mention is a name (NAM), description (NOM), pronoun (PRO) or value (VAL)."""
    row = mention(work, span)
    work.on(row["article"])
    for piece in _pieces(work, row):
        work.update("spans", piece, level=level)
    work.tell(quote=row["quote"], level=lowered(_(LEVEL_NAMES.get(level, level))))


@edit(_N("Mark the head of {quote}"))
def set_head(work: Work, span: int, start: int, end: int) -> None:
    """Mark the head word inside a mention (code points of the article)."""
    row = mention(work, span)
    if not row["start"] <= start < end <= row["end"]:
        raise Refused(_("The head lies inside the mention."))
    work.on(row["article"])
    work.update("spans", span, head_start=start, head_end=end)
    work.tell(quote=row["quote"])


@edit(_N("Move the borders of {quote}"))
def move(work: Work, span: int, start: int, end: int) -> None:
    """Move the borders of a mention or of a claim's part; parts on a mention stay as they are."""
    row = work.row("spans", span)
    article, claim, role = row["article"], row["claim"], row["role"]
    quote = places.covered(work, article, start, end)
    work.on(article)
    if claim is not None:
        places.check_free(work, claim, role, start, end, but=span)
        on = places.mention_at(work, article, start, end)
        work.update("spans", span, start=start, end=end, quote=quote, mention=on)
        places.number(work, claim, role)
    else:
        here = places.marks_at(work, article, start, end)
        _check_no_twin(work, here, work.codebook.label(row["label"]), but=span)
        work.update("spans", span, start=start, end=end, quote=quote)
        head = row["head_start"]
        if head is not None and not start <= head < row["head_end"] <= end:
            work.update("spans", span, head_start=None, head_end=None)
        naming.name_after(work, row, quote)
    work.tell(quote=row["quote"])


@edit(_N("Remove the mark from {quote}"))
def remove(work: Work, span: int) -> None:
    """Remove a mention, or a part from its claim; an entity that nothing needs any more goes."""
    row = work.row("spans", span)
    if row["claim"] is not None:
        claims.remove_part(work, span)
        return
    work.on(row["article"])
    work.delete("spans", span)
    naming.drop_if_bare(work, row["entity"])
    work.tell(quote=row["quote"])


def mention(work: Work, span: int) -> Row:
    """The row of a mention. Refused for a part of a claim."""
    row = work.row("spans", span)
    if row["label"] is None:
        raise Refused(_("This is a part of a claim, not a mention."))
    return row
