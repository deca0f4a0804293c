"""What another brat's annotation.conf and visual.conf declare: types with names and colours,
relations, events, and attributes with their values.

https://brat.nlplab.org/configuration.html describes both files.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from annotator.formats.values import Declared
from annotator.model import Label

CONFIGURATION, LOOKS = "annotation.conf", "visual.conf"
_LARGEST = 1 << 20
_SECTION = re.compile(r"\[(\w+)\]\s*$")
_HUE = re.compile(r"\bbgColor:(#[0-9A-Fa-f]{6}|#[0-9A-Fa-f]{3})\b")
_VALUES = re.compile(r"\bValue:([^,\s]+)")


def declared(folder: Path) -> Declared:
    """What is declared for a folder, in it or in the one above; nothing where nothing is."""
    found = _sections(folder, CONFIGURATION)
    looks = _sections(folder, LOOKS)
    names = dict(_names(looks.get("labels", ())))
    hues = dict(_hues(looks.get("drawing", ())))
    types = dict.fromkeys(_types(found.get("entities", ())), "other")
    for name in _types(found.get("events", ())):
        types.setdefault(name, "event")
    attributes = (line.split(None, 1) for line in found.get("attributes", ()))
    return Declared(
        tuple(
            _label(n, name, names.get(name, ()), hues.get(name, family))
            for n, (name, family) in enumerate(types.items(), 1)
        ),
        tuple(dict.fromkeys(_types(found.get("relations", ())))),
        tuple((name, _values(" ".join(rest))) for name, *rest in attributes),
    )


def _sections(folder: Path, name: str) -> Mapping[str, list[str]]:
    """The lines of a file by section; comments and macros are none."""
    path = next((p for p in (folder / name, folder.parent / name) if p.is_file()), None)
    found: dict[str, list[str]] = {}
    if path is None or path.stat().st_size > _LARGEST:
        return found
    here: list[str] = []
    for line in path.read_text("utf-8", "replace").split("\n"):
        if section := _SECTION.match(line.strip()):
            here = found.setdefault(section[1].lower(), [])
        elif line.strip() and not line.lstrip().startswith(("#", "<", "---")):
            here.append(line.strip())
    return found


def _types(lines: list[str] | tuple[()]) -> Iterator[str]:
    """The names of types, without what they are called elsewhere; one after "!" only groups others
    and can mark nothing.
    """
    return (line.split()[0].partition("|")[0] for line in lines if not line.startswith("!"))


def _names(lines: list[str] | tuple[()]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What types are called for people, the longest form first."""
    for line in lines:
        name, *forms = (part.strip() for part in line.split("|"))
        yield name, tuple(each for each in forms if each)


def _hues(lines: list[str] | tuple[()]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if hue := _HUE.search(line):
            digits = hue[1].lower().removeprefix("#")
            full = digits if len(digits) == 6 else "".join(2 * each for each in digits)
            yield line.split()[0], f"#{full}"


def _values(words: str) -> tuple[str, ...]:
    found = _VALUES.search(words)
    return tuple(found[1].split("|")) if found else ()


def _label(id: int, name: str, forms: tuple[str, ...], family: str) -> Label:
    short = [each for each in forms[1:] if len(each) <= 4 and each.isalnum()]
    said = forms[0] if forms and forms[0].casefold() != name.casefold() else ""
    return Label(id, name, max(short, key=len, default=""), family, "", said)
