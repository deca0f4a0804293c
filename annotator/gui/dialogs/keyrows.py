"""What the key sheet lists: the commands in groups with their keys, made from what is declared."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from annotator.gui.command import MENUS, Command, Commands, shown_key
from annotator.gui.desk import Desk
from annotator.i18n import _N, _

_TITLES = {
    ("Mark", 0): _N("Mark the selected words"),
    ("Mark", 3): _N("Borders of a mark"),
    ("Mark", 4): _N("What a mention is"),
    ("Mark", 9): _N("Status of the article"),
    ("Claim", 6): _N("Judgement"),
    ("Claim", 7): _N("Further questions about a claim"),
}
_LIKE = {("Mark", 1): 0, ("Mark", 2): 0, ("Mark", 5): 0, ("Mark", 6): 0, ("Claim", 1): 0,
         ("Claim", 2): 0, ("Claim", 3): 0, ("Claim", 5): 0}  # fmt: skip
_ORDER = ("Mark", "Claim", "Go", "Find", "Edit", "View", "File", "Tools", "Help")
_CAPS = 4

# Keys of the text view itself, which no command may take, and keys of every field.
OWN = (
    (("←", "→", "↑", "↓"), _N("move the caret"), ()),
    (("Ctrl+←", "Ctrl+→"), _N("by a word"), ("Ctrl+Left", "Ctrl+Right")),
    (("Ctrl+↑", "Ctrl+↓"), _N("by a sentence"),
     ("Ctrl+Up", "Ctrl+Down", "Ctrl+Shift+Up", "Ctrl+Shift+Down")),
    (("Shift",), _N("with these: select"), ("Ctrl+Shift+Left", "Ctrl+Shift+Right")),
    (("Home", "End"), _N("to the edge of the line"), ()),
    (("Ctrl+Home",), _N("to the beginning"), ("Ctrl+Home", "Ctrl+Shift+Home")),
    (("Ctrl+End",), _N("to the end"), ("Ctrl+End", "Ctrl+Shift+End")),
    (("Ctrl+A",), _N("select the whole article"), ("Ctrl+A",)),
    (("Ctrl+C",), _N("copy the selected words"), ("Ctrl+C", "Ctrl+X", "Ctrl+V")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A row: the keys as people read them, a chip where it stands for a label, the words.

    `command` is its id where the key can be changed; `changed` where it was.
    """

    keys: tuple[str, ...]
    words: str
    command: str = ""
    chip: str = ""
    family: str = ""
    changed: bool = False

    @property
    def aloud(self) -> str:
        """The row as a screen reader says it."""
        return f"{' '.join(self.keys) or _('no key')}: {self.words}"


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading."""

    title: str
    rows: tuple[KeyRow, ...]


def groups(desk: Desk, commands: Commands, wanted: str = "") -> tuple[Group, ...]:
    """All that has a key; where words are `wanted`, whatever holds them, with or without a key."""
    found: dict[str, list[KeyRow]] = {}
    for title, row in _rows(desk, commands, every=bool(wanted)):
        if _fits(row, wanted):
            found.setdefault(title, []).append(row)
    return tuple(Group(title, tuple(rows)) for title, rows in found.items())


def _fits(row: KeyRow, wanted: str) -> bool:
    told = f"{row.aloud} {row.chip}".casefold()
    return all(word in told for word in wanted.casefold().split())


def _rows(desk: Desk, commands: Commands, *, every: bool) -> Iterator[tuple[str, KeyRow]]:
    own = desk.settings.keys
    for menu in sorted(MENUS, key=_ORDER.index):
        here = [one for one in commands.all if one.menu == menu and one.place in ("text", "window")]
        for command in sorted(here, key=lambda one: (_home(one), not one.chip, one.section)):
            if (command.keys or every) and not _is_condensed(command, every):
                yield _title(command), _row(desk, command, command.id in own)
        if menu == "Mark":
            if not every and any(one.chip for one in here):
                words = _("with a label's key: its last entity")
                yield _(_TITLES["Mark", 0]), KeyRow(("Shift",), words)
            yield from ((_("In the text"), KeyRow(keys, _(words))) for keys, words, _taken in OWN)
        if menu == "Claim":
            yield from ((_(_TITLES["Claim", 6]), row) for row in _answers(desk, commands, every))
            yield from _links(commands)


def _home(command: Command) -> int:
    """The section under whose heading a command stands."""
    if command.id == "claim.gist":
        return 0
    return _LIKE.get((command.menu, command.section), command.section)


def _title(command: Command) -> str:
    return _(_TITLES.get((command.menu, _home(command)), command.menu))


def _is_condensed(command: Command, every: bool) -> bool:
    return command.id.startswith("mark.join.") and not every


def _row(desk: Desk, command: Command, changed: bool) -> KeyRow:
    keys = tuple(shown_key(key) for key in command.keys)
    row = KeyRow(keys, command.words.removesuffix("…"), command.id, changed=changed)
    labels = desk.project.codebook.active_labels if desk.project and command.chip else ()
    label = next((one for one in labels if one.code == command.chip), None)
    if label is None:
        return row
    return replace(row, words=label.meaning, chip=label.code, family=label.family)


def _answers(desk: Desk, commands: Commands, every: bool) -> Iterator[KeyRow]:
    """A row for each field that is always asked; each answer by itself where words are wanted."""
    fields = desk.project.codebook.fields if desk.project else ()
    for field in fields:
        here = [one for one in commands.all if one.place == f"field:{field.id}" and one.keys]
        if every:
            yield from (KeyRow((one.key,), one.words) for one in here if one.bar)
        elif field.core:
            keys = [one.key for one in here if one.bar and one.key != "0"]
            yield KeyRow(_range(keys), field.name.lower())
    core = desk.project.codebook.core if desk.project else ()
    if core and not every:
        yield KeyRow(("0",), _("not applicable"))
        ends = [one for one in commands.all if one.place == f"field:{core[0].id}" and not one.bar]
        yield from (KeyRow((one.key,), one.words) for one in ends if "card" not in one.id)


def _range(keys: list[str]) -> tuple[str, ...]:
    """Keys that follow one another as one cap from the first to the last."""
    codes = [ord(key) if len(key) == 1 else -1 for key in keys]
    follows = len(keys) > 2 and codes == list(range(codes[0], codes[0] + len(codes)))
    return (f"{keys[0]} – {keys[-1]}",) if follows else tuple(keys[:_CAPS])


def _links(commands: Commands) -> Iterator[tuple[str, KeyRow]]:
    for waits, title in (("link", _N("Kind of link between claims")),
                         ("entity", _N("Kind of link between entities or mentions"))):  # fmt: skip
        here: Iterable[Command] = (c for c in commands.all if c.place == f"waits:{waits}")
        rows = ((one.key, one.words.removesuffix("…")) for one in here if one.keys)
        yield from ((_(title), KeyRow((key,), words)) for key, words in rows)
