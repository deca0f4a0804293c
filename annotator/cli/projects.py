"""The commands that make a project and look into one: new, history, verify."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli import telling
from annotator.cli.telling import NOTHING_DONE, json_line
from annotator.errors import OldProject, Refused
from annotator.i18n import _, ngettext

if TYPE_CHECKING:
    from annotator.project import Project

SUFFIX = ".annotator"

as_name = click.option("--as", "name", default="", help=_("Who works; by default you."))
as_json = click.option("--json", "as_json", is_flag=True, help=_("Print JSON, one object a line."))
project_path = click.argument("project", type=click.Path(path_type=Path), metavar="PROJECT")


def opened(path: Path, name: str = "", *, read_only: bool = False) -> "Project":
    """Open a project by its path, with or without its suffix; one of an older version of the
    program is brought up to date first, where it can be written.
    """
    from annotator import settings
    from annotator.project import Project

    full = path if path.exists() or path.suffix else path.with_suffix(SUFFIX)
    if not full.exists():
        told = _("There is no project {path}. Make one with: annotator new {path}")
        raise Refused(told.format(path=path))
    name = name or settings.load().annotator
    try:
        return Project.open(full, name, read_only=read_only)
    except OldProject:
        Project.open(full, name).close()
        return Project.open(full, name, read_only=read_only)


def for_writing(path: Path, name: str) -> "Project":
    """Open a project to write to it. Refused, with the reason, where that cannot be."""
    project = opened(path, name)
    if project.read_only:
        project.close()
        raise Refused(_("Nothing was changed. {why}").format(why=project.read_only))
    return project


@click.command("new", short_help=_("Make an empty project."))
@project_path
@click.option(
    "--codebook",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=_("Labels, fields and link types (TOML); by default those for news."),
)
@as_name
def new(project: Path, codebook: Path | None, name: str) -> None:
    """Make an empty project: one file that will hold the articles and all work on them.

    \b
    Examples:
      annotator new news
      annotator new work/elections.annotator --codebook elections.toml
    """
    from annotator import codebook as codebooks
    from annotator.project import Project

    book = codebooks.load(codebook) if codebook else None
    with Project.create(project, name, book) as made:
        click.echo(_("Made {path}").format(path=made.path))


@click.command("history", short_help=_("Show who did what when."))
@project_path
@click.option("--article", type=int, help=_("Only what was done to this article (its id)."))
@click.option("-n", "--limit", type=click.IntRange(1), default=50, show_default=True,
              help=_("How many entries, newest first."))  # fmt: skip
@as_json
def history(project: Path, article: int | None, limit: int, as_json: bool) -> None:
    """Show the history of a project: every change, who made it and when; newest first.

    \b
    Example:
      annotator history news.annotator -n 20
    """
    with opened(project, read_only=True) as source:
        rows = []
        for record in source.history(limit=limit, article=article):
            what = telling.words(record)
            if as_json:
                json_line(id=record.id, at=record.at, annotator=record.annotator, what=what,
                          kind=record.kind, article=record.article and str(record.article),
                          reverts=record.reverts)  # fmt: skip
            else:
                rows.append((telling.local_time(record.at), record.annotator, what))
        telling.table(rows)


@click.command("verify", short_help=_("Check a project file for damage."))
@project_path
@as_json
@click.pass_context
def verify(ctx: click.Context, project: Path, as_json: bool) -> None:
    """Read the whole file and check it: the database itself, every text, span and reference.

    \b
    Example:
      annotator verify news.annotator
    """
    from annotator import jobs

    with opened(project, read_only=True) as source:
        found = telling.finished(_("Checking"), jobs.verify(source))
        count = source.articles().count
    for finding in found:
        if as_json:
            json_line(where=finding.where, what=finding.what)
        else:
            click.echo(str(finding))
    if found:
        n = len(found)
        telling.warn(ngettext("{n} fault found.", "{n} faults found.", n).format(n=n))
        ctx.exit(NOTHING_DONE)
    if not as_json:
        told = ngettext("{n:,} article, all sound.", "{n:,} articles, all sound.", count)
        click.echo(told.format(n=count))


COMMANDS = (new, history, verify)
