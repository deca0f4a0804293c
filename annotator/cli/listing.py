"""The command that lists articles, with every condition that the window's filter has."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli import telling
from annotator.cli.conditions import conditions, wanted
from annotator.cli.projects import as_json, as_name, opened, project_path
from annotator.cli.telling import json_line
from annotator.i18n import _, ngettext

if TYPE_CHECKING:
    from annotator.store.listing import Listed, Listing

ORDERS = ("added", "title", "date", "outlet", "random")


@click.command("list", short_help=_("List the articles of a project."))
@project_path
@conditions
@click.option("--sort", type=click.Choice(ORDERS), help=_("The order."))
@click.option("--down", is_flag=True, help=_("Turn the order round."))
@click.option(
    "--seed",
    type=int,
    default=0,
    help=_("Which random order; the same seed gives the same order on any computer."),
)
@click.option("-n", "--limit", type=click.IntRange(1), help=_("At most so many articles."))
@as_name
@as_json
def list_articles(project: Path, limit: int | None, name: str, as_json: bool, **asked: Any) -> None:
    """List the articles of a project, in the order they came in, with your own status of each.

    \b
    Examples:
      annotator list news.annotator
      annotator list news.annotator --status done --find Kremlin
      annotator list news.annotator --status finished --whose boris --changed-since 2024-03-31
      annotator list news.annotator --source none --judged any=? --since 2024-03
      annotator list news.annotator --sort random --seed 7 -n 50 --json
    """
    with opened(project, name, read_only=True) as source:
        listing = source.articles(wanted(source, asked))
        if not as_json:
            told = _("{n}, {done} done, {begun} in progress")
            n = ngettext("{n:,} article", "{n:,} articles", listing.count).format(n=listing.count)
            click.echo(told.format(n=n, done=listing.done, begun=listing.begun))
        for page in _pages(listing, limit):
            if as_json:
                for each in page:
                    json_line(**_listed(each))
            else:
                telling.table([_row(each) for each in page])


def _pages(listing: "Listing", limit: int | None) -> Iterator[tuple["Listed", ...]]:
    """The list in pages, as far as the limit."""
    page, left = listing.page(), limit
    while page:
        yield tuple(islice(page, left))
        left = None if left is None else left - len(page)
        if left is not None and left <= 0:
            return
        page = listing.page(page[-1])


def _row(each: "Listed") -> tuple[str, ...]:
    article = each.article
    status = _(each.status.replace("_", " "))
    date = article.published[:10]
    version = _("later version") if article.version_of is not None else ""
    title = " · ".join(filter(None, (article.title, article.outlet, version)))
    return (str(each.id), status, date, " ".join(title.split()))


def _listed(each: "Listed") -> dict[str, Any]:
    article = each.article
    return {
        "id": str(each.id),
        "status": each.status,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published,
        "characters": article.characters,
        "language": article.language,
        "encoding": article.origin.encoding,
        "version_of": article.version_of and str(article.version_of),
    }


COMMANDS = (list_articles,)
