"""Writes the tables of README.md and docs/manual.md from the modules: `python -m tools.readme`.

A table stands between `<!-- made: NAME -->` and `<!-- end: NAME -->`; what stands outside is
written by hand. `tests/test_readme.py` holds the files to what this makes.
"""

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType, SimpleNamespace

from annotator import codebook as codebooks
from annotator import discover, formats, settings
from annotator.gui import commands
from annotator.gui.command import ANYWHERE, MENUS, Command, shown_key
from annotator.model import Choice, Codebook, Field, LinkType

ROOT = Path(__file__).resolve().parents[1]
FILES = (ROOT / "README.md", ROOT / "docs" / "manual.md")
_MADE = re.compile(r"(<!-- made: ([\w-]+) -->\n).*?(<!-- end: \2 -->)", re.DOTALL)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|")


def keyed(keys: Iterable[str]) -> str:
    """Keys as code, the way people read them."""
    return " or ".join(f"`{shown_key(key)}`" for key in keys)


# formats


def of_formats() -> str:
    """Each format: which ways it goes, what it is for, what it cannot hold, what it needs."""
    head = ("format", "in", "out", "files", "what for", "kinds of things it loses", "needs")
    return table(head, map(_format, formats.everything()))


def _format(one: formats.Format) -> tuple[str, ...]:
    ways = ("yes" if hasattr(one, way) else "" for way in ("read", "write"))
    files = " ".join(f"`{suffix}`" for suffix in one.SUFFIXES)
    needs = f"`./run --with {one.EXTRA}`" if one.EXTRA else ""
    return (f"`{one.NAME}`", *ways, ("folder of " if one.FOLDER else "") + files, one.SUMMARY,
            _lost(one), needs)  # fmt: skip


def _lost(one: formats.Format) -> str:
    lost = [each for each in formats.CARRIED if each not in one.CARRIES]
    if not hasattr(one, "write"):
        return ""
    if len(lost) > len(one.CARRIES):
        return f"all but {', '.join(one.CARRIES)}"
    return ", ".join(lost) or "nothing"


# keys


def of_keys() -> str:
    """Every declared command, menu by menu, with its keys and where they act."""
    found = [one for module in discover.modules(commands) for one in vars(module).values()
             if isinstance(one, Command)]  # fmt: skip
    parts = [(menu, sorted((c for c in found if c.menu == menu), key=lambda one: one.section))
             for menu in MENUS]  # fmt: skip
    head = ("key", "command", "acts in", "what it does")
    return "\n".join(f"### {menu}\n\n{table(head, map(_command, some))}" for menu, some in parts)


def _command(one: Command) -> tuple[str, ...]:
    where = "" if not one.keys else "the window" if one.place == ANYWHERE else "text, claim list"
    told = (one.run.__doc__ or "").partition("\n")[0]
    return keyed(one.keys), one.title.rstrip("…"), where, told


def of_labels() -> str:
    """The labels of the codebook for news, with the keys that give them."""
    made = {one.id: one for one in _made("mark")}
    head = ("key", "joins the entity used last", "label", "code", "what it is for")
    return table(head, (
        (keyed(made[f"mark.label.{each.name}"].keys), keyed(made[f"mark.join.{each.name}"].keys),
         each.name, each.code, each.definition)
        for each in book().active_labels
    ))  # fmt: skip


def of_fields() -> str:
    """The questions of the codebook for news: the key that asks, the keys that answer."""
    made = {one.id: one for one in _made("judge")}
    head = ("question", "key that asks", "about", "answers")
    return table(head, (
        (each.name, keyed(made[f"judge.ask.{each.id}"].keys) or "`j`", _about(each),
         _choices(each.choices) or "your own words")
        for each in book().fields
    ))  # fmt: skip


def _about(field: Field) -> str:
    return "the text" if field.layer == "claim" else "your judgement"


def _choices(choices: Iterable[Choice | LinkType]) -> str:
    return "; ".join(f"`{one.key}` {one.name[:1].lower()}{one.name[1:]}" for one in choices)


def of_links() -> str:
    """The types of links of the codebook for news."""
    entities = "`i` between entities, `Shift+i` between mentions"
    rows = (("`l` between claims", book().claim_links), (entities, book().entity_links))
    return table(("link", "types"), ((name, _choices(types)) for name, types in rows))


def of_scale(name: str) -> str:
    """What each answer to a question means."""
    rows = ((f"`{one.key}`", one.name, one.definition) for one in book().field(name).choices)
    return table(("key", "answer", "meaning"), rows)


def _made(module: str) -> tuple[Command, ...]:
    """The commands a module makes from the codebook."""
    desk = SimpleNamespace(project=SimpleNamespace(codebook=book()))
    found = next(m for m in discover.modules(commands) if m.__name__.endswith(f".{module}"))
    return tuple(found.made_for(desk))


def book() -> Codebook:
    """The codebook that a new project starts from."""
    return codebooks.load_default()


MAKERS: Mapping[str, Callable[[], str]] = MappingProxyType({
    "formats": of_formats,
    "settings": settings.table,
    "keys": of_keys,
    "labels": of_labels,
    "fields": of_fields,
    "links": of_links,
    "credibility": lambda: of_scale("credibility"),
    "reliability": lambda: of_scale("reliability"),
})  # fmt: skip


def made(text: str) -> str:
    """The text with every table as the modules say it. KeyError for a name that nothing makes."""
    return _MADE.sub(lambda match: f"{match[1]}\n{MAKERS[match[2]]()}\n{match[3]}", text)


def main() -> int:
    """Write the tables anew."""
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        if (new := made(text)) != text:
            file.write_text(new, encoding="utf-8", newline="\n")
            print("Wrote", file.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
