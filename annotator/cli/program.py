"""The program `annotator`: its commands, what opens the window, and how faults are told."""

import difflib
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from annotator import __version__
from annotator.cli import (
    comparing,
    corpus,
    exchange,
    listing,
    projects,
    pseudonyms,
    versions,
    work,
)
from annotator.cli.telling import ALL_WELL, NOTHING_DONE, Stopped, warn
from annotator.errors import BadInput, NotSaved, Refused
from annotator.i18n import _

_ABOUT = _(
    """Mark people, places, claims and their sources in news articles.

    Without a command this opens the window: `annotator`, or `annotator PATH` with a project
    (NAME.annotator) or an article. The commands do the same work without a window.

    \b
    A first project, from texts to training data:
      annotator new news
      annotator import news.annotator articles/ story.txt
      annotator news.annotator                      (mark, judge, close)
      annotator export news.annotator --to jsonl --out news.jsonl

    `annotator COMMAND --help` tells about one command. Exit codes: 0 all well, 1 nothing done,
    2 wrong use, 3 done in part.
    """
)


@dataclass(frozen=True, slots=True)
class Window:
    """How the window is reached from here, where nothing is known of it: both import Qt late.

    `start` opens it with paths and returns the exit code; `check` tries it, says line by line what
    it found, leaves a picture if asked, and returns whether all was well.
    """

    start: Callable[[Sequence[Path]], int]
    check: Callable[[Callable[[str], None], Path | None], bool]


class Program(click.Group):
    """A group of commands in which the name of a file opens the window."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of that name, or the window for a path."""
        name = args[0]
        if self.get_command(ctx, name) is None and _is_path(name):
            return "open", open_window, args
        if self.get_command(ctx, name) is None:
            ctx.fail(_no_command(name, self.list_commands(ctx)))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what goes wrong without being a bug is told in a sentence."""
        try:
            return super().invoke(ctx)
        except (Refused, BadInput, NotSaved) as fault:
            warn(str(fault))
        except Stopped:
            warn(_("Stopped."))
        ctx.exit(NOTHING_DONE)


def _is_path(name: str) -> bool:
    return os.path.exists(name) or os.sep in name or "." in name


def _no_command(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, 1)
    said = _("There is no command and no file “{name}”.").format(name=name)
    return said + (" " + _("Did you mean “{close}”?").format(close=close[0]) if close else "")


@click.group(
    cls=Program,
    help=_ABOUT,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "--version", message="annotator %(version)s")
@click.pass_context
def program(ctx: click.Context) -> None:
    """The program."""
    if ctx.invoked_subcommand is None:
        ctx.exit(_window(ctx.obj, ()))


@click.command(hidden=True)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.pass_context
def open_window(ctx: click.Context, paths: tuple[Path, ...]) -> None:
    """Open the window with a project or articles."""
    for path in paths:
        if not path.exists():
            raise Refused(_("There is no file {path}.").format(path=path))
    ctx.exit(_window(ctx.obj, paths))


def _window(window: Window, paths: tuple[Path, ...]) -> int:
    if lacks_screen():
        raise Refused(
            _(
                "There is no screen to open a window on. Use the command line (annotator --help "
                "lists the commands), or a virtual screen: xvfb-run ./run"
            )
        )
    return window.start(paths)


def lacks_screen() -> bool:
    """True where Qt would find nothing to draw on, and end the program."""
    told = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform.startswith("linux") and not any(os.environ.get(name) for name in told)


@program.command(
    "self-check", short_help=_("Try the program on a project of its own and say what works.")
)
@click.option(
    "--picture", type=click.Path(path_type=Path), help=_("Leave a picture of the window.")
)
@click.pass_context
def self_check(ctx: click.Context, picture: Path | None) -> None:
    """Open the real window on no screen with a temporary project, work in it, read it back.

    \b
    Example:
      annotator self-check --picture window.png
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    window: Window = ctx.obj
    ctx.exit(ALL_WELL if window.check(click.echo, picture) else NOTHING_DONE)


_all = (
    *projects.COMMANDS, *listing.COMMANDS, *corpus.COMMANDS, *comparing.COMMANDS, *work.COMMANDS,
    *exchange.COMMANDS, *pseudonyms.COMMANDS, *versions.COMMANDS,
)  # fmt: skip
for _command in _all:
    program.add_command(_command)
