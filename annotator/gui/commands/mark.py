"""Marking mentions: a key a label, Shift and the key the entity used last, and what refines it."""

from functools import partial

from annotator import text as texts
from annotator.edits import entities, spans
from annotator.gui.choosing import recent_entities
from annotator.gui.command import PLAIN, Command, command
from annotator.gui.desk import Desk
from annotator.i18n import _N, _
from annotator.model import LEVELS, Label, Page, Span

_LEVEL_KEYS = {"NAM": "Alt+n", "NOM": "Alt+d", "PRO": "Alt+p", "VAL": "Alt+v"}


def has_words(desk: Desk) -> bool | str:
    """True with words selected or a mention chosen."""
    if desk.can_edit is not True:
        return desk.can_edit
    return desk.focus.has_words or mention_of(desk) is not None or _("Select some words first.")


def has_mention(desk: Desk) -> bool | str:
    """True with a mention chosen."""
    if desk.can_edit is not True:
        return desk.can_edit
    return mention_of(desk) is not None or _("Choose a mention first.")


def mention_of(desk: Desk) -> Span | None:
    """The chosen mention."""
    page, chosen = desk.page, desk.focus.span
    span = page.span(chosen) if page and chosen is not None else None
    return span if span is not None and span.is_mention else None


def made_for(desk: Desk) -> tuple[Command, ...]:
    """A command for each label of the codebook, and one that joins the entity used last."""
    if desk.project is None:
        return ()
    made: list[Command] = []
    for label in desk.project.codebook.active_labels:
        key, name = label.key, f"{label.code}: {label.meaning}"
        made.append(Command(
            f"mark.label.{label.name}", "Mark", name, partial(put, label=label),
            (key,) if key else (), PLAIN, has_words, chip=label.code,
        ))  # fmt: skip
        made.append(Command(
            f"mark.join.{label.name}", "Mark",
            _("{label}: the entity used last").format(label=label.code),
            partial(join_last, label=label),
            (f"Shift+{key}",) if key else (), PLAIN, has_words, section=1,
        ))  # fmt: skip
    return tuple(made)


def put(desk: Desk, label: Label) -> None:
    """Label the selected words, or give the chosen mention another label."""
    page, focus = desk.page, desk.focus
    if page is None:
        return
    if focus.has_words:
        mark(desk, page, label.id)
    elif (span := mention_of(desk)) and (outcome := desk.edit(spans.relabel, span.id, label.id)):
        desk.look(field="")
        desk.tell(outcome)


def mark(desk: Desk, page: Page, label: int, entity: int | None = None) -> None:
    """Make a mention of the selected words and choose it."""
    focus = desk.focus
    outcome = desk.edit(spans.add, page.article.id, focus.start, focus.end, label, entity=entity)
    if outcome is None or desk.page is None:
        return
    made = desk.page.span(outcome.answer)
    desk.look(
        start=focus.end, end=focus.end, ready=-1, span=outcome.answer, field="",
        entity=desk.page.entity_of(made) if made else None,
    )  # fmt: skip
    desk.tell(outcome)


def join_last(desk: Desk, label: Label) -> None:
    """Join the entity of this label met last; again on the mention made, the one before."""
    page, focus = desk.page, desk.focus
    if page is None:
        return
    chosen = None if focus.has_words else mention_of(desk)
    known = recent_entities(page, label.id, focus.start, but=chosen.id if chosen else None)
    if not known:
        desk.say(_("No {label} was used here yet.").format(label=label.code), "warn")
    elif chosen is None:
        mark(desk, page, label.id, known[0])
        _say_cycle(desk, known, known[0])
    else:
        current = page.entity_of(chosen)
        after = known.index(current) + 1 if current in known else 0
        entity = known[after % len(known)]
        if entity == current or desk.edit(entities.assign, chosen.id, entity):
            desk.look(entity=entity, field="")
            _say_cycle(desk, known, entity)


def _say_cycle(desk: Desk, known: list[int], entity: int) -> None:
    """Name the entity joined and the one that the same key would take next."""
    page = desk.page
    if page is None or entity not in page.entities:
        return
    name = page.entities[entity].name
    after = known[(known.index(entity) + 1) % len(known)]
    other = page.entities[after].name if after in page.entities else ""
    if after == entity or not other:
        desk.say(_("{name}.").format(name=name))
    else:
        desk.say(_("{name}. Again for {other}.").format(name=name, other=other))


@command(
    "Mark",
    _N("Find an entity…"),
    keys="e",
    when=has_words,
    bar=_N("entity"),
    section=2,
    also=_N("name, join, same as, coreference"),
)
def find_entity(desk: Desk) -> None:
    """Tie the selected words or the chosen mention to an entity found by typing."""
    from annotator.gui.dialogs.entityfinder import EntityFinder

    EntityFinder(desk).open()


def tie(desk: Desk, entity: int) -> None:
    """Tie the chosen mention to an entity, or the selected words with the entity's own label."""
    page, span = desk.page, mention_of(desk)
    if page is None or desk.project is None:
        return
    if desk.focus.has_words:
        label = desk.project.entity(entity).label
        mark(desk, page, label, entity)
    elif span is not None and (outcome := desk.edit(entities.assign, span.id, entity)):
        desk.look(entity=entity)
        desk.tell(outcome)


@command("Mark", _N("Not the same: a new entity"), keys="x", when=has_mention,
         bar=_N("not the same"), section=2)  # fmt: skip
def not_the_same(desk: Desk) -> None:
    """Split the chosen mention off into an entity of its own."""
    if (span := mention_of(desk)) and (outcome := desk.edit(entities.split, span.id)):
        desk.look(entity=outcome.answer)
        desk.tell(outcome)


@command(
    "Mark",
    _N("Leave without an entity"),
    keys="Shift+x",
    when=has_mention,
    section=2,
    also=_N("detach, untie"),
)
def untie(desk: Desk) -> None:
    """Take the chosen mention out of its entity, as for a generic "you"."""
    if (span := mention_of(desk)) and (outcome := desk.edit(entities.untie, span.id)):
        desk.look(entity=None)
        desk.tell(outcome)


@command("Mark", _N("Label all other occurrences…"), keys="a", when=has_mention,
         bar=_N("all alike"), section=2, also=_N("every, same words, everywhere"))  # fmt: skip
def label_all(desk: Desk) -> None:
    """List the other places where the mention's words stand; label the ticked in one step."""
    from annotator.gui.dialogs.occurrences import offer_alike

    page, span = desk.page, mention_of(desk)
    if page is not None and span is not None and not offer_alike(desk, page, span):
        desk.say(_("“{words}” stands nowhere else, or is marked there.").format(words=span.quote))


def _border(keys: str, title: str, edge: str, step: int, *, exact: bool) -> Command:
    """A command that moves one border of the chosen mark or the selected words."""
    unit = "character" if exact else "word"
    way = "left" if step < 0 else "right"

    def run(desk: Desk) -> None:
        move_border(desk, edge, step, exact=exact)

    run.__doc__ = _N("Move a border of the chosen mark or of the selected words.")
    return Command(f"mark.{edge}.{unit}.{way}", "Mark", title, run, (keys,), PLAIN, has_border,
                   section=3)  # fmt: skip


def has_border(desk: Desk) -> bool | str:
    """True with something whose borders can move."""
    chosen = desk.focus.has_words or desk.focus.span is not None
    return desk.can_edit if chosen else _("Choose a mark or select some words first.")


def move_border(desk: Desk, edge: str, step: int, *, exact: bool) -> None:
    """Move the start or the end by a word, or `exact` by a character."""
    page, focus = desk.page, desk.focus
    if page is None:
        return
    span = page.span(focus.span) if focus.span is not None and not focus.has_words else None
    start, end = (span.start, span.end) if span else (focus.start, focus.end)
    if edge == "start":
        start = _moved(page.text, start, step, exact=exact, starts=True)
    else:
        end = _moved(page.text, end, step, exact=exact, starts=False)
    if not start < end:
        desk.say(_("No words would be left. Delete removes a mark."), "warn")
    elif span is None:
        desk.look(start=start, end=end, ready=-1, field="")
    elif outcome := desk.edit(spans.move, span.id, start, end):
        desk.tell(outcome)


def _moved(text: str, point: int, step: int, *, exact: bool, starts: bool) -> int:
    if exact:
        return (texts.next_grapheme if step > 0 else texts.previous_grapheme)(text, point)
    if starts:
        return (texts.next_word if step > 0 else texts.previous_word)(text, point)
    return (texts.next_word_end if step > 0 else texts.previous_word_end)(text, point)


start_left = _border("[", _N("Start one word left"), "start", -1, exact=False)
start_right = _border("]", _N("Start one word right"), "start", 1, exact=False)
end_left = _border("Shift+[", _N("End one word left"), "end", -1, exact=False)
end_right = _border("Shift+]", _N("End one word right"), "end", 1, exact=False)
start_left_exact = _border("Alt+[", _N("Start one character left"), "start", -1, exact=True)
start_right_exact = _border("Alt+]", _N("Start one character right"), "start", 1, exact=True)
end_left_exact = _border("Alt+Shift+[", _N("End one character left"), "end", -1, exact=True)
end_right_exact = _border("Alt+Shift+]", _N("End one character right"), "end", 1, exact=True)


def has_words_inside(desk: Desk) -> bool | str:
    """True with words selected inside a mention."""
    inside = bool(desk.focus.has_words and _around(desk))
    return desk.can_edit if inside else _("Select the head word inside a mention first.")


def _around(desk: Desk) -> Span | None:
    """The shortest mention around the selected words."""
    page, focus = desk.page, desk.focus
    here = page.spans_at(focus.start) if page else ()
    return next((s for s in here if s.is_mention and focus.end <= s.end), None)


@command("Mark", _N("The selected words are the head"), keys="Alt+h", place="text",
         when=has_words_inside, section=4)  # fmt: skip
def head(desk: Desk) -> None:
    """Mark the head of the mention around the selected words."""
    span, focus = _around(desk), desk.focus
    if span is not None and (outcome := desk.edit(spans.set_head, span.id, focus.start, focus.end)):
        desk.look(start=focus.end, end=focus.end, span=span.id, ready=-1)
        desk.tell(outcome)


def _level(level: str, title: str) -> Command:
    def run(desk: Desk) -> None:
        if span := mention_of(desk):
            desk.edit(spans.set_level, span.id, level)

    run.__doc__ = _N("Say what kind of mention the chosen one is.")
    return Command(f"mark.level.{level}", "Mark", title, run, (_LEVEL_KEYS[level],), PLAIN,
                   has_mention, section=4)  # fmt: skip


_LEVEL_TITLES = dict(
    zip(LEVELS, (_N("It is a name"), _N("It is a description"), _N("It is a pronoun"),
                 _N("It is a value")), strict=True)
)  # fmt: skip
name = _level("NAM", _LEVEL_TITLES["NAM"])
description = _level("NOM", _LEVEL_TITLES["NOM"])
pronoun = _level("PRO", _LEVEL_TITLES["PRO"])
value = _level("VAL", _LEVEL_TITLES["VAL"])
