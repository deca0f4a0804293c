"""The commands about who has done what: the status of many articles, filters that are kept."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli import telling
from annotator.cli.conditions import conditions, wanted
from annotator.cli.projects import as_json, as_name, for_writing, opened, project_path
from annotator.cli.telling import IN_PART, NOTHING_DONE, Stopped, json_line, warn
from annotator.i18n import _, ngettext
from annotator.model import STATUSES
from annotator.wording import STATUS_NAMES

if TYPE_CHECKING:
    from annotator.project import Filter, Project


@click.command("status", short_help=_("Count articles by status, or set that of many at once."))
@project_path
@conditions
@click.option("--set", "status", type=click.Choice(STATUSES),
              help=_("The status that the articles get, as one step."))  # fmt: skip
@click.option("--all", "every", is_flag=True, help=_("Set that of all articles of the project."))
@click.option("--dry-run", is_flag=True, help=_("Only say how many it would be."))
@as_name
@as_json
@click.pass_context
def status(
    ctx: click.Context, /, project: Path, status: str | None, every: bool, name: str,
    as_json: bool, **asked: Any,
) -> None:  # fmt: skip
    """Count the articles in each status, your own, or set it for all that the options leave.

    With --set it is one step of the history, which one undo in the window takes back. The options
    are those of `annotator list`, which shows the articles; to set the status of all say --all.

    \b
    Examples:
      annotator status news.annotator --since 2024-03
      annotator status news.annotator --set done --outlet Reuters --dry-run
      annotator status news.annotator --set review --judged any=? --as Maria
    """
    if asked.pop("dry_run") or status is None:
        with opened(project, name, read_only=True) as source:
            _tell_counts(source, wanted(source, asked), status, as_json=as_json)
        return
    with for_writing(project, name) as target:
        which = wanted(target, asked)
        if which.is_any != every:
            ctx.fail(_("--all goes without conditions.") if every else
                     _("Say which articles, by conditions, or --all."))  # fmt: skip
        changed = _set(ctx, target, which, status)
    if as_json:
        json_line(status=status, changed=changed)
    else:
        told = ngettext("{n:,} article has another status now.",
                        "{n:,} articles have another status now.", changed)  # fmt: skip
        click.echo(told.format(n=changed))
    if not changed:
        ctx.exit(NOTHING_DONE)


def _set(ctx: click.Context, target: "Project", which: "Filter", status: str) -> int:
    from annotator import jobs

    try:
        return telling.finished(_("Setting the status"), jobs.set_status(target, which, status))
    except Stopped:
        warn(_("Stopped. What was set so far stays; undo takes it back."))
        ctx.exit(IN_PART)


def _tell_counts(source: "Project", which: "Filter", status: str | None, *, as_json: bool) -> None:
    """How many of the articles are in each status; with a status, how many would get it."""
    from annotator.jobs.counting import by_status

    counts = telling.finished(_("Counting"), by_status(source, which))
    total = sum(counts.values())
    if status is not None:
        would = total - counts[status]
        if as_json:
            json_line(status=status, would_change=would)
        else:
            told = ngettext("{n:,} article would get another status.",
                            "{n:,} articles would get another status.", would)  # fmt: skip
            click.echo(told.format(n=would))
        return
    if as_json:
        json_line(**counts)
        return
    done = counts["done"] + counts["done_empty"]
    click.echo(_("{done:,} of {all:,} done").format(done=done, all=total))
    telling.table([(f"{n:,}", _(STATUS_NAMES[each])) for each, n in counts.items() if n])


@click.command(
    "filters", short_help=_("List the filters that a project keeps, keep or forget one.")
)
@project_path
@conditions
@click.option("--keep", metavar="NAME", help=_("Keep what the options ask for under this name."))
@click.option("--forget", metavar="NAME", help=_("Forget the filter of this name."))
@as_name
@as_json
@click.pass_context
def kept_filters(
    ctx: click.Context, /, project: Path, keep: str | None, forget: str | None, name: str,
    as_json: bool, **asked: Any,
) -> None:  # fmt: skip
    """List the filters that the project keeps and how many articles each shows.

    Each command that takes conditions takes such a filter by its name, with --filter.

    \b
    Examples:
      annotator filters news.annotator
      annotator filters news.annotator --keep 'to judge' --judged any=? --status unfinished
      annotator list news.annotator --filter 'to judge'
    """
    from annotator.edits import filters

    if keep is not None and forget is not None:
        ctx.fail(_("--keep and --forget do not go together."))
    if keep is None and forget is None:
        _list_filters(ctx, project, name, as_json=as_json)
        return
    with for_writing(project, name) as target:
        there = filters.loaded(target.property_named(filters.PROPERTY))
        if forget is not None and forget not in there:
            warn(_("The project keeps no filter {name}.").format(name=forget))
            ctx.exit(NOTHING_DONE)
        if keep is not None:
            which = wanted(target, asked)
            if which.is_any:
                ctx.fail(_("Say what to keep, by conditions."))
            target.edit(filters.keep, keep, which)
            n = target.articles(which).count
            told = ngettext("Kept {name}: {n:,} article", "Kept {name}: {n:,} articles", n)
            click.echo(told.format(name=keep, n=n))
        else:
            target.edit(filters.forget, forget)


def _list_filters(ctx: click.Context, project: Path, name: str, *, as_json: bool) -> None:
    from annotator.edits.filters import PROPERTY, loaded

    with opened(project, name, read_only=True) as source:
        kept = loaded(source.property_named(PROPERTY))
        rows = [(each, source.articles(which)) for each, which in kept.items()]
        if as_json:
            for each, listing in rows:
                json_line(name=each, articles=listing.count, done=listing.done)
        else:
            told = _("{done:,} of {all:,} done")
            telling.table([
                (each, told.format(done=listing.done, all=listing.count))
                for each, listing in rows
            ])  # fmt: skip
    if not kept:
        warn(_("The project keeps no filter."))
        ctx.exit(NOTHING_DONE)


COMMANDS = (status, kept_filters)
