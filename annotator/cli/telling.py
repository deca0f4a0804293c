"""What the command line says: progress on a terminal, tables, JSON lines, jobs run to their end."""

import io
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

import click

from annotator.i18n import _
from annotator.model import EditRecord
from annotator.progress import Loss, Progress, pace

ALL_WELL, NOTHING_DONE, WRONG_USE, IN_PART = range(4)

_EVERY = 0.1
_BAR = 24
T = TypeVar("T")


class Stopped(Exception):
    """The person at the keyboard stopped a job."""


def carry_all_scripts() -> None:
    """Let what is said hold any character, also where stdout is a pipe in an old encoding.

    Windows gives a pipe or a file the code page of the country, in which a Cyrillic title beside a
    Greek one would end the program; unless PYTHONIOENCODING says otherwise it is UTF-8 there.
    """
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue  # a window started without a console has none
        is_free = sys.platform == "win32" and "PYTHONIOENCODING" not in os.environ
        if is_free and not stream.isatty():
            stream.reconfigure(encoding="utf-8")
        if stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")


class Meter:
    """One line on stderr that says how far a job has come; nothing where that is no terminal."""

    def __init__(self, title: str, articles: Callable[[], int] = int) -> None:
        self._title, self._next, self._shown = title, 0.0, False
        self._articles, self._begun = articles, time.monotonic()
        self._on = sys.stderr.isatty()

    def show(self, progress: Progress) -> None:
        """Show a step and how fast it goes, but not more often than an eye can follow."""
        if not self._on or time.monotonic() < self._next:
            return
        self._next, self._shown = time.monotonic() + _EVERY, True
        width = shutil.get_terminal_size().columns - 1
        fast = pace(progress, time.monotonic() - self._begun, self._articles())
        line = "  ".join(filter(None, (_line(self._title, progress), fast, _at(progress))))
        click.echo("\r" + line[:width].ljust(width), nl=False, err=True)

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            click.echo("\r" + " " * (shutil.get_terminal_size().columns - 1) + "\r", nl=False,
                       err=True)  # fmt: skip


def _line(title: str, progress: Progress) -> str:
    if not progress.total:
        return f"{title}  {progress.done or ''}"
    filled = int(_BAR * progress.part)
    bar = "█" * filled + "░" * (_BAR - filled)
    share = f" {progress.share:.0%}" if progress.share else ""
    return f"{title} {bar} {progress.done}/{progress.total}{share}"


def _at(progress: Progress) -> str:
    return " ".join(progress.at.split())


def finished(title: str, job: Generator[Progress, None, T], articles: Callable[[], int] = int) -> T:
    """Run a job to its end under a meter that counts `articles` coming in. Stopped where Ctrl+C is
    pressed, the job closed.
    """
    meter = Meter(title, articles)
    try:
        while True:
            meter.show(next(job))
    except StopIteration as end:
        return end.value  # type: ignore[no-any-return]
    except KeyboardInterrupt:
        job.close()
        raise Stopped from None
    finally:
        meter.clear()


def warn(words: str) -> None:
    """Say something on stderr."""
    click.echo(words, err=True)


def json_line(**values: Any) -> None:
    """Print one JSON object on one line, in ASCII where stdout cannot hold every character."""
    is_utf = (sys.stdout.encoding or "").lower().startswith("utf")
    click.echo(json.dumps(values, ensure_ascii=not is_utf, default=str))


def table(rows: Sequence[Sequence[str]]) -> None:
    """Print rows in columns as wide as their words; the last one may be as long as it likes."""
    if not rows:
        return
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]) - 1)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        click.echo("  ".join([*cells, row[-1]]).rstrip())


def losses(found: Iterable[Loss]) -> None:
    """Say what a format could not hold."""
    for loss in found:
        fate = _(loss.fate) + (f" → {_(loss.becomes)}" if loss.becomes else "")
        examples = ", ".join(f"“{each}”" for each in loss.examples[:3])
        click.echo(
            f"  {loss.count} × {_(loss.what)}: {fate}" + (f" ({examples})" if examples else "")
        )


def words(record: EditRecord) -> str:
    """What an entry of the history did."""
    from annotator.project import told

    prefix = {"undo": _("Undo: {what}"), "redo": _("Redo: {what}")}.get(record.kind, "{what}")
    return prefix.format(what=told(record))


def local_time(at: str) -> str:
    """A time of the log as the clock on the wall shows it."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M:%S}"
