"""Commands: what a user can invoke. Menus, keys, palette, key sheet, label bar and enabling come
from one declaration; a module put into `commands/` is in the program.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

from annotator.discover import modules
from annotator.gui import commands as folder
from annotator.gui import suggesting
from annotator.gui.desk import Desk
from annotator.i18n import _

MENUS = ("File", "Edit", "Go", "Mark", "Claim", "Find", "View", "Tools", "Help")
PLAIN = "text"
ANYWHERE = "window"
SUGGESTION = "suggestion"

When = Callable[[Desk], bool | str]


@dataclass(frozen=True, slots=True)
class Command:
    """Something a user can invoke.

    `keys` are written as on a US keyboard. In the place "window" they carry a modifier or are
    function keys and act everywhere; in "text" they are plain and act in the text and the claim
    list; in "field:ID" they act while that field of the codebook waits (in "astray:ID" those that
    are no answer to it), in "waits:KIND" while a link waits for its type, in "suggestion" while
    the words of one are selected. `when` gives
    True, or False or a sentence where the command cannot run now. `bar` is its short name in the
    label bar and `chip` the label code it stands for; `section` parts a menu. `checked` makes it
    a switch. `also` are further words that the palette finds it by, parted by commas.
    """

    id: str
    menu: str
    title: str
    run: Callable[[Desk], object]
    keys: tuple[str, ...] = ()
    place: str = ANYWHERE
    when: When = lambda desk: True
    bar: str = ""
    chip: str = ""
    section: int = 0
    checked: Callable[[Desk], bool] | None = None
    also: str = ""

    def can_run(self, desk: Desk) -> bool:
        """True where the command can run now."""
        return self.when(desk) is True

    def why_not(self, desk: Desk) -> str:
        """The sentence that says why the command cannot run now; "" where it can."""
        answer = self.when(desk)
        return answer if isinstance(answer, str) else "" if answer else _("Not possible here now.")

    @property
    def words(self) -> str:
        """The title as menus and the palette show it."""
        return _(self.title)

    @property
    def key(self) -> str:
        """The first key, as people read it ("" if there is none)."""
        return shown_key(self.keys[0]) if self.keys else ""


def command(
    menu: str, title: str, *, keys: str | tuple[str, ...] = (), **further: Any
) -> Callable[[Callable[[Desk], object]], Command]:
    """Declare a command; its id is the module and the name of the function.

    `further` are fields of `Command`; the place follows from the keys where it is not given.
    """
    given = (keys,) if isinstance(keys, str) else keys
    further.setdefault("place", PLAIN if given and is_plain(given[0]) else ANYWHERE)

    def declare(run: Callable[[Desk], object]) -> Command:
        name = f"{run.__module__.rsplit('.', 1)[-1]}.{run.__name__}"
        return Command(name, menu, title, run, given, **further)

    return declare


def is_plain(key: str) -> bool:
    """True for a key that would also be typed into a field: a letter, a digit, Tab, Delete."""
    last = key.rsplit("+", 1)[-1]
    is_function = last[:1] == "F" and len(last) > 1
    return not ("Ctrl+" in key or ("Alt+" in key and len(last) > 1) or is_function)


def tipped(words: str, key: str) -> str:
    """Words for a tooltip, with a key as people read it behind them where there is one."""
    return f"{words}  {key}".rstrip()


def shown_key(key: str) -> str:
    """A key as people read it on this system: letters small, arrows as arrows."""
    arrows = {"Down": "↓", "Up": "↑", "Left": "←", "Right": "→", "Return": "Enter"}
    parts = [arrows.get(part, part) for part in key.split("+")] if key != "+" else ["+"]
    return "+".join(parts)


class Commands:
    """All commands there are now: the declared ones, and those a module makes from the codebook."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._modules: tuple[ModuleType, ...] = modules(folder)
        self.all: tuple[Command, ...] = ()
        self.lately: tuple[str, ...] = ()  # ids of those run by name, the last one first
        self.renew()

    def renew(self) -> None:
        """Gather the commands anew, after the codebook or the key settings changed."""
        found = [one for module in self._modules for one in _declared(module)]
        for module in self._modules:
            if hasattr(module, "made_for"):
                found += module.made_for(self._desk)
        own = self._desk.settings.keys
        self.all = tuple(replace(c, keys=(own[c.id],)) if c.id in own else c for c in found)
        # Of two with one id the first counts, as in the menus.
        self._by_id = {command.id: command for command in reversed(self.all)}

    def named(self, id: str) -> Command:
        """The command of that id. KeyError if there is none."""
        return self._by_id[id]

    def tip(self, words: str, id: str) -> str:
        """Words for a tooltip, with the key of that command behind them."""
        return tipped(words, self._by_id[id].key)

    def at(self, key: str) -> Command | None:
        """The command a plain key runs now: what waits is asked first, then the text."""
        focus = self._desk.focus
        waiting = [f"field:{focus.field}", f"astray:{focus.field}"] if focus.field else []
        waiting += [f"waits:{focus.awaited}"] if focus.other is not None else []
        waiting += [SUGGESTION] if suggesting.waiting(self._desk) is not None else []
        for place in (*waiting, PLAIN):
            here = [c for c in self.all if c.place == place and key in c.keys]
            if here:
                return next((c for c in here if c.can_run(self._desk)), here[0])
        return None

    def run(self, command: Command) -> bool:
        """Run a command, or say why it cannot run now."""
        if why := command.why_not(self._desk):
            self._desk.say(why, "warn")
            return False
        with self._desk.turn():
            command.run(self._desk)
        return True

    def clashes(self) -> list[tuple[Command, Command]]:
        """Pairs of commands that share a key in one place and could both run."""
        seen: dict[tuple[str, str], Command] = {}
        found = []
        for one in self.all:
            for key in one.keys:
                other = seen.setdefault((one.place, key), one)
                if other is not one:
                    found.append((other, one))
        return found


def _declared(module: ModuleType) -> Iterable[Command]:
    """The commands of a module, without those it imports from another to run them."""
    here = module.__name__.rsplit(".", 1)[-1]
    found = (value for value in vars(module).values() if isinstance(value, Command))
    return (one for one in found if one.id.partition(".")[0] == here)
