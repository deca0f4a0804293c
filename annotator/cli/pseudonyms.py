"""The command that tells who is who behind the pseudonyms of exports."""

import csv
import os
from pathlib import Path

import click

from annotator.cli import telling
from annotator.cli.projects import as_json, opened, project_path
from annotator.cli.telling import NOTHING_DONE, json_line, warn
from annotator.i18n import _, ngettext

_COLUMNS = ("label", "name", "pseudonym")
_CHOICES = ("marked", "people", "all")


@click.command("pseudonyms", short_help=_("Tell who is who behind the pseudonyms of exports."))
@project_path
@click.option("--of", "which", type=click.Choice(_CHOICES), default="marked", show_default=True,
              help=_("Whom the export hid: its option pseudonyms."))  # fmt: skip
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help=_("Write a tab-separated table there; keep it in a safe place."))  # fmt: skip
@as_json
@click.pass_context
def pseudonyms(
    ctx: click.Context, /, project: Path, which: str, out: Path | None, *, as_json: bool
) -> None:
    """Tell who is who behind the pseudonyms of exports.

    No export writes this: whoever has the table can undo what pseudonyms are for.

    \b
    Examples:
      annotator pseudonyms news.annotator
      annotator pseudonyms news.annotator --of people --out /safe/key.tsv
    """
    from annotator import jobs

    with opened(project, read_only=True) as source:
        rows = jobs.key_table(source, which)
    if not rows:
        warn(_("Nobody has a pseudonym."))
        ctx.exit(NOTHING_DONE)
    if out is not None:
        _save(rows, out)
        n = len(rows)
        told = ngettext("{n} pseudonym written to {out}", "{n} pseudonyms written to {out}", n)
        click.echo(told.format(n=n, out=out))
    elif as_json:
        for row in rows:
            json_line(**dict(zip(_COLUMNS, row, strict=True)))
    else:
        telling.table(list(rows))


def _save(rows: tuple[tuple[str, str, str], ...], out: Path) -> None:
    """Write the table where only its owner can read it, if the system knows of such."""
    from annotator.errors import Refused

    try:
        handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(handle, "w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, dialect="excel-tab", lineterminator="\n")
            table.writerow(_COLUMNS)
            table.writerows(rows)
    except OSError as error:
        raise Refused(_("{path}: {why}").format(path=out, why=error.strerror)) from None


COMMANDS = (pseudonyms,)
