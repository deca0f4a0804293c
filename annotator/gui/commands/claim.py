"""Claims: mark what is claimed, by whom, with which words; tie claims to one another."""

from functools import partial

from annotator.edits import claims, links
from annotator.edits.work import Edit
from annotator.gui import judging
from annotator.gui.choosing import clause
from annotator.gui.command import PLAIN, Command, command
from annotator.gui.commands.mark import mention_of
from annotator.gui.desk import Desk
from annotator.i18n import _N, _


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
        desk.look(start=words[1], end=words[1], ready=-1, span=None, claim=outcome.answer)
        desk.tell(outcome)
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
    """Wait for the other claim to be chosen, then for the kind of link."""
    desk.look(waits="link", field="")
    desk.say(_("Choose the other claim, in the text or the list. Esc stops."))


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
    desk.look(waits="entity", field="")
    desk.say(_("Choose the other entity: a mention or a row of the entities. Esc stops."))


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


def made_for(desk: Desk) -> tuple[Command, ...]:
    """A command for each type of link, for the moment the other end was chosen."""
    if desk.project is None:
        return ()
    book = desk.project.codebook
    return tuple(
        Command(
            f"claim.link.{kind}.{one.value}", menu, one.name,
            partial(_tie, kind=kind, type=one.value),
            (one.key,), f"waits:{waits}", partial(_has_end, waits=waits), one.name, section=4,
        )
        for menu, kind, waits, types in (
            ("Claim", "claim", "link", book.claim_links),
            ("Mark", "entity", "entity", book.entity_links),
        )
        for one in types
    )  # fmt: skip


def _has_end(desk: Desk, waits: str) -> bool | str:
    return desk.focus.waits.startswith(f"{waits}:") or _("Choose the other end first.")


def _tie(desk: Desk, kind: str, type: str) -> None:
    focus = desk.focus
    source, target = (focus.claim if kind == "claim" else focus.entity), focus.waits.split(":")[-1]
    desk.look(waits="")
    if source is not None and (outcome := desk.edit(links.add, kind, source, int(target), type)):
        desk.tell(outcome)


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
        desk.look(field="", waits="")
    elif focus.has_words or focus.span is not None:
        desk.look(end=focus.start, ready=-1, span=None)
    else:
        desk.look(claim=None, entity=None)
