"""The command that lists articles, with every condition that the window's filter has."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli import telling
from annotator.cli.projects import as_json, as_name, opened, project_path
from annotator.cli.telling import json_line
from annotator.errors import Refused
from annotator.i18n import _, ngettext
from annotator.model import RIGHTS, STATUSES

if TYPE_CHECKING:
    from annotator.project import Filter, Project
    from annotator.store.listing import Listed, Listing

STATES = (*STATUSES, "unfinished", "finished")
ORDERS = ("added", "title", "date", "outlet", "random")
VERSIONS = ("newest", "outdated")
NONE, ANY = "none", "any"

_OPTIONS = (
    click.option("--status", type=click.Choice(STATES), help=_("Only articles in this state.")),
    click.option("--whose", metavar="NAME", help=_(
        "Whose status is meant, in place of yours; alone: what this annotator set any of.")),
    click.option("--changed-since", metavar="DAY", help=_(
        "Only where that status was set on this day or later: 2024, 2024-03, 2024-03-31.")),
    click.option("--changed-until", metavar="DAY", help=_(
        "Only where it was set on this day or before.")),
    click.option("--find", "text", help=_("Only articles that hold these words.")),
    click.option("--label", help=_("Only with a mention of this label (its name or code).")),
    click.option("--entity", help=_("Only where this entity is mentioned (its name).")),
    click.option("--source", help=_("Only with a claim from this source (its name), or from none: "
                                    "“none”.")),
    click.option("--claims", is_flag=True, help=_("Only with a claim.")),
    click.option("--judged", metavar="FIELD=VALUE", help=_(
        "Only with a claim that you answered so; FIELD=? is not answered, any=? not judged.")),
    click.option("--since", help=_("Only from this date on, as far as it goes: 2024, 2024-03.")),
    click.option("--until", help=_("Only up to this date, included.")),
    click.option("--outlet", help=_("Only of this outlet.")),
    click.option("--language", help=_("Only in this language, such as en or ar.")),
    click.option("--rights", type=click.Choice(RIGHTS), help=_("Only with these rights.")),
    click.option("--version", type=click.Choice(VERSIONS), help=_(
        "Only the newest versions of articles, or only those of which a newer one is there.")),
    click.option("--family", metavar="ARTICLE", help=_(
        "Only near-duplicates of this article (its id), and itself.")),
    click.option("--assigned", metavar="NAME", help=_("Only what this annotator is to do.")),
    click.option("--sort", type=click.Choice(ORDERS), help=_("The order.")),
    click.option("--down", is_flag=True, help=_("Turn the order round.")),
    click.option("--seed", type=int, default=0, help=_(
        "Which random order; the same seed gives the same order on any computer.")),
    click.option("--filter", "kept", metavar="NAME", help=_(
        "A filter that the project keeps; other options add to it.")),
    click.option("-n", "--limit", type=click.IntRange(1), help=_("At most so many articles.")),
)  # fmt: skip


def _conditions(run: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for each condition, in the order they are declared."""
    for option in reversed(_OPTIONS):
        run = option(run)
    return run


@click.command("list", short_help=_("List the articles of a project."))
@project_path
@_conditions
@as_name
@as_json
def list_articles(
    project: Path, kept: str | None, limit: int | None, name: str, as_json: bool, **asked: Any
) -> None:
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
        listing = source.articles(_wanted(source, kept, asked))
        if not as_json:
            told = _("{n}, {done} done, {begun} in progress")
            n = ngettext("{n} article", "{n} articles", listing.count).format(n=listing.count)
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


def _wanted(source: "Project", kept: str | None, asked: Mapping[str, Any]) -> "Filter":
    """The filter that the options ask for, on top of the one that is kept under a name."""
    from annotator.edits.filters import PROPERTY, loaded
    from annotator.project import Filter

    filters = loaded(source.property_named(PROPERTY))
    if kept is not None and kept not in filters:
        told = _("The project keeps no filter {name}. It keeps: {names}")
        raise Refused(told.format(name=kept, names=", ".join(filters) or _("none")))
    given = {column: value for column, value in asked.items() if value}
    meant = {
        "label": _label, "entity": _entity, "source": _source, "judged": _judged,
        "assigned": _annotator, "whose": _annotator, "family": _family,
    }  # fmt: skip
    for column, find in meant.items():
        if column in given:
            given[column] = find(source, given[column])
    return replace(filters[kept] if kept is not None else Filter(), **given)


def _label(source: "Project", name: str) -> int:
    fold = name.casefold()
    for label in source.codebook.labels:
        if fold in (label.name.casefold(), label.code.casefold()):
            return label.id
    names = ", ".join(label.name for label in source.codebook.active_labels)
    raise Refused(_("There is no label {name}. There are: {names}").format(name=name, names=names))


def _entity(source: "Project", name: str) -> int:
    found = source.entities_like(name)
    fold = name.casefold()
    exact = [one for one in found if fold in map(str.casefold, (one.name, *one.aliases, one.qid))]
    if not exact and len(found) != 1:
        if not found:
            raise Refused(_("There is no entity {name}.").format(name=name))
        names = ", ".join(one.name for one in found)
        raise Refused(_("{name} may be one of: {names}").format(name=name, names=names))
    return (exact or list(found))[0].id


def _source(source: "Project", name: str) -> int:
    from annotator.project import NO_SOURCE

    return NO_SOURCE if name == NONE else _entity(source, name)


def _judged(source: "Project", asked: str) -> tuple[str, str]:
    from annotator.project import ANY_FIELD, UNANSWERED

    field, equals, value = asked.partition("=")
    if not equals or not value:
        raise Refused(_("Write --judged as FIELD=VALUE, such as credibility=3."))
    if field == ANY:
        if value != UNANSWERED:
            raise Refused(_("any goes with ? alone: any=?"))
        return ANY_FIELD, UNANSWERED
    if field not in {one.id for one in source.codebook.fields}:
        names = ", ".join(one.id for one in source.codebook.fields)
        told = _("There is no field {name}. There are: {names}")
        raise Refused(told.format(name=field, names=names))
    return field, value


def _annotator(source: "Project", name: str) -> int:
    for one in source.annotators:
        if one.name == name:
            return one.id
    names = ", ".join(one.name for one in source.annotators)
    raise Refused(_("Nobody called {name} worked here. There are: {names}").format(
        name=name, names=names))  # fmt: skip


def _family(source: "Project", article: str) -> str:
    found = source.article(int(article)) if article.isdecimal() else None
    if found is None or not found.family:
        raise Refused(_("There is no article {id} with near-duplicates.").format(id=article))
    return found.family


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
