"""What the palette offers for what was typed: commands, and after a sign what the project holds."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from annotator import settings
from annotator.gui import choosing, spoken
from annotator.gui.command import Command, Commands
from annotator.gui.desk import Desk
from annotator.gui.dialogs import fields
from annotator.i18n import _N, _
from annotator.progress import Progress
from annotator.project import Filter, Listed, Listing, Project

SIGNS = {"/": _N("articles"), "@": _N("entities"), "#": _N("claims"), ":": _N("settings")}
_SETTING_MENUS = {"View", "Tools"}
_MOST = 50
_HOLDS, _ALSO, _LETTERS = 2, 3, 4


@dataclass(frozen=True, slots=True)
class Offer:
    """A row of the palette: where it belongs, its words, its key or what else is told of it.

    `bold` marks the places of the typed letters in the words; `also` is the other word it was found
    by; `why_not` says why it cannot run.
    """

    id: str
    group: str
    words: str
    bold: tuple[tuple[int, int], ...]
    act: Callable[[], object]
    key: str = ""
    told: str = ""
    why_not: str = ""
    also: str = ""


def commands(
    desk: Desk, all: Commands, typed: str, menus: set[str] | None = None
) -> tuple[Offer, ...]:
    """The commands that fit: those run lately first among equals; what cannot run is left out
    unless it is typed in full.
    """
    found = []
    for place, command in enumerate(all.all):
        rank, also = _found(command, typed)
        if not command.menu or rank is None or (menus and command.menu not in menus):
            continue
        why = command.why_not(desk)
        if why and _plain(command.words) != _plain(typed):
            continue
        lately = all.lately.index(command.id) if command.id in all.lately else len(all.lately)
        found.append((rank, lately, place, _command(all, command, typed, why, also)))
    return tuple(offer for *_order, offer in sorted(found, key=lambda one: one[:3]))


def _found(command: Command, typed: str) -> tuple[int | None, str]:
    """How well a command fits, and the further word it is found by; "" where its title does."""
    rank = rank_of(command.words, typed)
    if rank is None or rank > _HOLDS:
        further = _(command.also).split(", ") if command.also and typed else ()
        for word in further:
            if rank_of(word, typed) in (0, 1):
                return _ALSO, word
    return rank, ""


def _command(all: Commands, command: Command, typed: str, why: str, also: str) -> Offer:
    def run() -> None:
        kept = (id for id in all.lately if id != command.id)
        all.lately = (command.id, *kept)[:_MOST]
        all.run(command)

    bold = places(command.words, typed) if not also else ()
    return Offer(command.id, _(command.menu), command.words, bold, run,
                 key=command.key, why_not=why, also=also)  # fmt: skip


def chosen_settings(desk: Desk, all: Commands, typed: str) -> tuple[Offer, ...]:
    """The settings that fit by name or help, and the commands that are settings."""
    found = []
    for one in settings.options():
        name = fields.name_of(one)
        if rank_of(f"{name} {_(one.metadata['help'])}", typed) is not None:
            found.append(Offer(
                f"setting.{one.name}", _("Settings"), name, places(name, typed),
                _setting(desk, one.name), told=_told(getattr(desk.settings, one.name)),
            ))  # fmt: skip
    return (*found, *commands(desk, all, typed, _SETTING_MENUS))


def _told(value: object) -> str:
    if isinstance(value, bool):
        return _("on") if value else _("off")
    return fields.wording(str(value))


def _setting(desk: Desk, name: str) -> Callable[[], None]:
    def show() -> None:
        from annotator.gui.dialogs.settings import SettingsSheet

        sheet = SettingsSheet(desk)
        sheet.open()
        sheet.fields[name].setFocus()

    return show


def found_articles(project: Project, typed: str) -> Generator[Progress, None, tuple[Listed, ...]]:
    """Articles whose title, outlet or text holds what was typed, over a connection of its own."""
    yield Progress(0, 1)
    with closing(project.another_reader()) as reader:
        return Listing(reader, Filter(text=typed), project.annotator.id).page(limit=_MOST)


def articles(desk: Desk, found: Sequence[Listed], typed: str) -> tuple[Offer, ...]:
    """Articles as rows that open them, those first whose title fits."""

    def rank(one: Listed) -> int:
        fits = rank_of(one.article.title, typed)
        return _MOST if fits is None else fits

    return tuple(
        Offer(f"article.{one.id}", _("Article"), one.article.title,
              places(one.article.title, typed), _open(desk, one.id), told=one.article.outlet)
        for one in sorted(found, key=rank)
    )  # fmt: skip


def _open(desk: Desk, article: int) -> Callable[[], object]:
    return lambda: desk.open_article(article)


def entities(desk: Desk, typed: str) -> Iterator[Offer]:
    """Entities of the project as rows that go to their first mention in the article."""
    if desk.project is not None:
        book = desk.project.codebook
        for one in desk.project.entities_like(typed):
            code, marked = book.label(one.label).code, places(one.name, typed)
            yield Offer(f"entity.{one.id}", code, one.name, marked, _show_entity(desk, one.id),
                        told=one.qid)  # fmt: skip


def _show_entity(desk: Desk, entity: int) -> Callable[[], None]:
    def show() -> None:
        mentions = desk.page.mentions_of(entity) if desk.page else ()
        if mentions:
            choosing.choose(desk, mentions[0])
        else:
            desk.say(_("It is not mentioned in this article."))

    return show


def claims(desk: Desk, typed: str) -> Iterator[Offer]:
    """The claims of the article as rows that open them."""
    page = desk.page
    for number, claim in enumerate(page.claims_in_order if page else (), 1):
        words = f"{number} {spoken.words(page, claim)}" if page else ""
        if page is not None and rank_of(words, typed) is not None:
            yield Offer(f"claim.{claim.id}", _("Claim"), words, places(words, typed),
                        _open_claim(desk, claim.id), told=spoken.source(page, claim))  # fmt: skip


def _open_claim(desk: Desk, claim: int) -> Callable[[], object]:
    return lambda: choosing.choose_claim(desk, claim)


def rank_of(words: str, typed: str) -> int | None:
    """0 where the words begin so, 1 where a word does, 2 where they hold it, 4 where its letters
    stand in order, None where not; 3 is for what is found by another word.
    """
    words, typed = words.casefold(), typed.casefold()
    if words.startswith(typed):
        return 0
    if f" {typed}" in words:
        return 1
    if typed in words:
        return 2
    letters = iter(words)
    return _LETTERS if all(letter in letters for letter in typed if letter != " ") else None


def places(words: str, typed: str) -> tuple[tuple[int, int], ...]:
    """Where the typed letters stand in the words: in one piece where they do, else one by one."""
    lower, typed = words.lower(), typed.lower().strip()
    if not typed or len(lower) != len(words):
        return ()
    at = lower.find(f" {typed}") + 1 if f" {typed}" in lower[1:] else lower.find(typed)
    if lower.startswith(typed):
        at = 0
    if at >= 0:
        return ((at, at + len(typed)),)
    found, at = [], 0
    for letter in typed.replace(" ", ""):
        at = lower.find(letter, at)
        if at < 0:
            return ()
        found.append((at, at + 1))
        at += 1
    return tuple(found)


def _plain(words: str) -> str:
    return words.casefold().removesuffix("…").strip()
