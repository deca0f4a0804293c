"""Claims: mark what is claimed, by whom, with which words; tie claims to one another."""

from functools import partial
from typing import Any

from annotator.edits import claims
from annotator.edits.work import Edit
from annotator.gui import judging, linking
from annotator.gui.choosing import choose_claim, clause
from annotator.gui.command import PLAIN, Command, command
from annotator.gui.commands.mark import has_mention, mention_of
from annotator.gui.desk import Desk
from annotator.i18n import _N, _

_TYPED = "w"


def editable(desk: Desk) -> bool | str:
    """True where the page can be marked."""
    return desk.can_edit


def has_claim(desk: Desk) -> bool | str:
    """True with a claim open."""
    if desk.can_edit is not True:
        return desk.can_edit
    return desk.focus.claim is not None or _("Press c on what is claimed first.")


@command("Claim", _N("New claim"), keys="c", when=editable, bar=_N("claim"), also=_N("statement"))
def new(desk: Desk) -> None:
    """Make a claim of the selected words, or of the clause at the caret, and open it."""
    _make(desk, claims.add)


@command("Claim", _N("The author's own claim"), keys="n", when=editable, bar=_N("author's own"))
def own(desk: Desk) -> None:
    """Make the words the author's own claim; with none selected, the open claim becomes so."""
    focus = desk.focus
    if not focus.has_words and focus.claim is not None and focus.span is None:
        if outcome := desk.edit(claims.own, focus.claim):
            desk.tell(outcome)
            judging.go_on(desk)
        return
    _make(desk, claims.add_own)


def _make(desk: Desk, verb: Edit) -> None:
    page = desk.page
    words = clause(page, desk.focus) if page else None
    if page is None or words is None:
        desk.say(_("Select the words that are claimed, or put the caret among them."), "warn")
        return
    if outcome := desk.edit(verb, page.article.id, *words):
        desk.look(start=words[1], end=words[1], ready=-1, span=None)
        desk.tell(outcome)
        if desk.focus.awaited == "link":
            choose_claim(desk, outcome.answer)
        else:
            desk.look(claim=outcome.answer)
            judging.go_on(desk)


def _part(role: str, key: str, title: str, bar: str, *, further: bool = False) -> Command:
    """A command that gives the open claim a part."""

    def run(desk: Desk) -> None:
        attach(desk, role, further=further)

    def when(desk: Desk) -> bool | str:
        if desk.can_edit is not True:
            return desk.can_edit
        if desk.focus.claim is None:
            return _("A {role} needs a claim. Press c on what is claimed first.").format(
                role=_(role)
            )
        return True

    run.__doc__ = (
        _N("Give the open claim a further piece of this part.") if further
        else _N("Make the selected words this part of the open claim, in place of the old one.")
    )  # fmt: skip
    name = f"claim.{'further.' if further else ''}{role}"
    return Command(name, "Claim", title, run, (key,), PLAIN, when, "" if further else bar,
                   section=2 if further else 1)  # fmt: skip


def attach(desk: Desk, role: str, *, further: bool = False) -> None:
    """Give the open claim a part: the selected words, the chosen mention, or the last source."""
    page, focus, mention = desk.page, desk.focus, mention_of(desk)
    if page is None or focus.claim is None:
        return
    if focus.has_words:
        outcome = desk.edit(claims.put, focus.claim, role, focus.start, focus.end, further=further)
    elif mention is not None and role == "source" and not further:
        outcome = desk.edit(claims.source_from, focus.claim, mention.id)
    elif mention is not None:
        outcome = desk.edit(
            claims.put, focus.claim, role, mention.start, mention.end, further=further
        )
    elif role == "source" and (last := _last_source(desk)) is not None:
        outcome = desk.edit(claims.put, focus.claim, role, *last)
    else:
        desk.say(_("Select some words first."), "warn")
        return
    if outcome is not None:
        end = focus.end if focus.has_words else focus.start
        desk.look(start=end, end=end, ready=-1, span=None)
        desk.tell(outcome)
        judging.go_on(desk)


def _last_source(desk: Desk) -> tuple[int, int] | None:
    """The source words given last to another claim of the page."""
    page = desk.page
    if page is None:
        return None
    given = [s for s in page.spans if s.role == "source" and s.claim != desk.focus.claim]
    last = max(given, key=lambda span: span.id, default=None)
    return (last.start, last.end) if last else None


source = _part("source", "s", _N("Source"), _N("source"))
cue = _part("cue", "u", _N("Cue"), _N("cue"))
hedge = _part("hedge", "h", _N("Hedge"), _N("hedge"))
addressee = _part("addressee", "o", _N("Addressee"), _N("addressee"))
more_content = _part("content", "Shift+c", _N("Further content"), "", further=True)
more_source = _part("source", "Shift+s", _N("Further piece of the source"), "", further=True)
more_cue = _part("cue", "Shift+u", _N("Further piece of the cue"), "", further=True)
more_hedge = _part("hedge", "Shift+h", _N("Further hedge"), "", further=True)
more_addressee = _part("addressee", "Shift+o", _N("Further addressee"), "", further=True)


@command(
    "Claim",
    _N("Relayed through…"),
    keys="k",
    when=has_claim,
    section=3,
    also=_N("source chain, hearsay, via"),
)
def chain(desk: Desk) -> None:
    """Wait for an entity to be chosen that relayed the claim."""
    desk.look(waits="chain", field="")
    desk.say(_("Choose who relayed it: a mention in the text or a row of the entities. Esc stops."))


@command(
    "Claim",
    _N("Link to another claim…"),
    keys="l",
    when=has_claim,
    section=3,
    also=_N("relation, connect, corroborates, contradicts"),
)
def link(desk: Desk) -> None:
    """Wait for the other claim to be chosen, here or elsewhere, then for the kind of link."""
    linking.begin(desk, "link", desk.focus.claim)


def has_entity(desk: Desk) -> bool | str:
    """True with an entity in focus."""
    if desk.can_edit is not True:
        return desk.can_edit
    return desk.focus.entity is not None or _("Choose an entity first.")


@command(
    "Mark",
    _N("Link two entities…"),
    keys="i",
    when=has_entity,
    section=5,
    also=_N("relation, connect"),
)
def link_entities(desk: Desk) -> None:
    """Wait for the other entity to be chosen, then for the kind of link."""
    linking.begin(desk, "entity", desk.focus.entity)


@command(
    "Claim",
    _N("Nest in another claim…"),
    keys="Shift+k",
    when=has_claim,
    section=3,
    also=_N("parent, within"),
)
def nest(desk: Desk) -> None:
    """Wait for the claim to be chosen that this one is part of."""
    desk.look(waits="parent", field="")
    desk.say(_("Choose the claim that this one is part of. Esc stops."))


@command("Mark", _N("Link two mentions…"), keys="Shift+i", when=has_mention, section=5,
         also=_N("relation, connect, arrow"))  # fmt: skip
def link_mentions(desk: Desk) -> None:
    """Wait for the other mention to be chosen, then for the kind of link."""
    linking.begin(desk, "mention", desk.focus.span)


def made_for(desk: Desk) -> tuple[Command, ...]:
    """A command for each type of link, for the moment the other end was chosen, and one that lets
    it be typed.
    """
    if desk.project is None:
        return ()
    made: list[Command] = []
    for way in linking.WAYS:
        types = desk.project.codebook.link_types(way.kind)
        where: dict[str, Any] = {
            "place": f"waits:{way.waits}", "when": partial(_has_end, waits=way.waits),
            "section": way.section,
        }  # fmt: skip
        for one in types:
            run = partial(linking.tie, type=one.value)
            name = f"claim.link.{way.kind}.{one.value}"
            made.append(Command(name, way.menu, one.name, run, (one.key,), bar=one.name, **where))
        keys = () if _TYPED in {one.key for one in types} else (_TYPED,)
        made.append(Command(f"claim.link.{way.kind}", way.menu, _N("Another kind of link…"),
                            linking.ask_type, keys, bar=_N("another kind"), **where))  # fmt: skip
    return tuple(made)


def _has_end(desk: Desk, waits: str) -> bool | str:
    focus = desk.focus
    chosen = focus.awaited == waits and focus.other is not None
    return chosen or _("Choose the other end first.")


@command(
    "Claim",
    _N("Say it in short"),
    keys="Enter",
    place="text",
    when=has_claim,
    section=6,
    also=_N("gist, summary, paraphrase"),
)
def gist(desk: Desk) -> None:
    """Put the keyboard into the gist of the open claim."""
    desk.ask("gist")


@command("Claim", _N("Stop"), keys="Esc", place="text", section=5)
def stop(desk: Desk) -> None:
    """Stop waiting for an answer or an end; then let go of the words, the mark, the claim."""
    focus = desk.focus
    if focus.field or focus.waits:
        desk.look(field="")
        linking.let_go(desk)
    elif focus.has_words or focus.span is not None:
        desk.look(start=focus.caret, end=focus.caret, ready=-1, span=None)
    else:
        desk.look(claim=None, entity=None)
