"""A person's settings: one frozen dataclass from which dialog, file and README table are made."""

import contextlib
import dataclasses
import os
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import tomli_w

from annotator import paths
from annotator.i18n import _N

LAYER_CHOICES = ("on", "dim", "off")
_NO_KEYS: Mapping[str, str] = MappingProxyType({})


def _option(
    default: Any, help: str, *, choices: tuple[str, ...] = (), span: tuple[int, int] | None = None
) -> Any:
    return field(default=default, metadata={"help": help, "choices": choices, "span": span})


def _memory(default: Any, help: str) -> Any:
    """What the program remembers by itself; it is in the file but not in the dialog."""
    return field(default=default, metadata={"help": help, "hidden": True})


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person chose; every field has `help`, and `choices` or a `span` where they bind it."""

    annotator: str = _option("", _N("Your name on everything you mark; empty: your login name."))
    theme: str = _option("system", _N("Light or dark window."), choices=("system", "light", "dark"))
    reading_family: str = _option("", _N("Typeface of the article; empty: the first serif found."))
    zoom: int = _option(100, _N("Size of the article's text in per cent."), span=(75, 200))
    measure: int = _option(47, _N("Longest line of the article, in em."), span=(20, 120))
    snap_words: bool = _option(True, _N("Selecting takes whole words; Alt takes characters."))
    chunks: bool = _option(True, _N("A click takes the name, noun phrase or number it lies in."))
    show_labels: bool = _option(True, _N("Write each label's code below the words."))
    suggestions: bool = _option(True, _N("Draw what is suggested and not decided yet."))
    entities: str = _option("on", _N("How mentions are drawn."), choices=LAYER_CHOICES)
    claims: str = _option("on", _N("How attributed claims are drawn."), choices=LAYER_CHOICES)
    own_claims: str = _option(
        "on", _N("How the author's own claims are drawn."), choices=LAYER_CHOICES
    )
    backups: int = _option(10, _N("How many backups of a project are kept."), span=(1, 100))
    recent_count: int = _option(10, _N("How many projects the start page remembers."), span=(0, 50))
    recent: tuple[str, ...] = _memory((), _N("Projects opened lately, the last one first."))
    hints_done: int = _memory(0, _N("How many of the first hints were followed or waved away."))
    keys: Mapping[str, str] = field(
        default_factory=lambda: _NO_KEYS,
        metadata={"help": _N("Keys of your own, by command."), "hidden": True},
    )

    def remember(self, project: Path) -> "Settings":
        """The settings with a project at the head of the recent ones."""
        path = str(project.absolute())
        recent = (path, *(other for other in self.recent if other != path))
        return dataclasses.replace(self, recent=recent[: self.recent_count])

    def forget(self, project: Path | str) -> "Settings":
        """The settings without a project among the recent ones."""
        gone = {str(project), str(Path(project).absolute())}
        return dataclasses.replace(self, recent=tuple(p for p in self.recent if p not in gone))


DEFAULTS = Settings()


def options() -> tuple[dataclasses.Field[Any], ...]:
    """The fields a person chooses, in the order of the dialog."""
    return tuple(f for f in dataclasses.fields(Settings) if not f.metadata.get("hidden"))


def load(path: Path | None = None) -> Settings:
    """The settings in a file; what is missing, unknown or out of bounds keeps its default."""
    table = _read(path or paths.settings_file())
    known = {f.name: f for f in dataclasses.fields(Settings)}
    good = {
        name: value
        for name, raw in table.items()
        if name in known and (value := _fitting(known[name], raw)) is not None
    }
    return Settings(**good)


def save(settings: Settings, path: Path | None = None) -> None:
    """Write what differs from the defaults, whole or not at all; unknown keys are kept."""
    path = path or paths.settings_file()
    table = _read(path)
    for one in dataclasses.fields(Settings):
        value = getattr(settings, one.name)
        plain = list(value) if isinstance(value, tuple) else value
        table[one.name] = dict(plain) if isinstance(plain, Mapping) else plain
        if value == getattr(DEFAULTS, one.name):
            del table[one.name]
    if path.is_file() and not _is_toml(path):
        os.replace(path, path.with_suffix(".unreadable.toml"))
    _write(path, tomli_w.dumps(table))


def table() -> str:
    """The settings as a Markdown table for the README."""
    rows = ["| setting | default | values | meaning |", "|---|---|---|---|"]
    for one in options():
        span = one.metadata["span"]
        values = ", ".join(one.metadata["choices"]) or (f"{span[0]} to {span[1]}" if span else "")
        values = values or ("true, false" if isinstance(one.default, bool) else "")
        default = str(one.default).lower() if isinstance(one.default, bool) else str(one.default)
        rows.append(f"| `{one.name}` | {default} | {values} | {one.metadata['help']} |")
    return "\n".join(rows) + "\n"


def _fitting(one: dataclasses.Field[Any], raw: object) -> Any:
    """The value as the field wants it, or None where it does not fit."""
    default, choices = getattr(DEFAULTS, one.name), one.metadata.get("choices")
    if isinstance(default, Mapping):
        fits = isinstance(raw, dict) and all(isinstance(value, str) for value in raw.values())
        return MappingProxyType(dict(raw)) if fits and isinstance(raw, dict) else None
    if isinstance(default, tuple):
        fits = isinstance(raw, list) and all(isinstance(value, str) for value in raw)
        return tuple(raw) if fits and isinstance(raw, list) else None
    if type(raw) is not type(default) or (choices and raw not in choices):
        return None
    if (span := one.metadata.get("span")) and isinstance(raw, int):
        return min(max(raw, span[0]), span[1])
    return raw


def _read(path: Path) -> dict[str, Any]:
    with contextlib.suppress(OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return tomllib.loads(path.read_text(encoding="utf-8"))
    return {}


def _is_toml(path: Path) -> bool:
    try:
        tomllib.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return False
    return True


def _write(path: Path, text: str) -> None:
    paths.made(path.parent)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        os.replace(beside, path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
