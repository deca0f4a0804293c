"""The commands that compare articles: what is marked or judged unevenly, what is copied."""

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.conditions import conditions, wanted
from annotator.cli.projects import as_json, as_name, opened, project_path
from annotator.cli.telling import NOTHING_DONE, json_line, warn
from annotator.errors import Refused
from annotator.i18n import _N, _, ngettext

if TYPE_CHECKING:
    from annotator.jobs import Shared
    from annotator.jobs.unevenness import Spot, Uneven
    from annotator.model import Codebook

KINDS = {
    "labels": _N("The same words with different labels"),
    "unmarked": _N("Names that are marked here and not there"),
    "entities": _N("The same name under two entities"),
    "sources": _N("A source that you judged differently"),
    "claims": _N("A claim in two articles that is not linked"),
}
_WORDS, _AROUND = 60, 30


@click.command("consistency", short_help=_("List what is marked or judged unevenly."))
@project_path
@click.argument("kinds", nargs=-1, type=click.Choice(tuple(KINDS)), metavar="[KIND...]")
@conditions
@click.option("-n", "--limit", type=click.IntRange(1), help=_("At most so many of each kind."))
@as_name
@as_json
def consistency(
    project: Path, kinds: Sequence[str], limit: int | None, name: str, as_json: bool, **asked: Any
) -> None:
    """List what is marked or judged in more than one way, with some of its places.

    \b
    KIND is one or more of these, by default all of them:
      labels    the same words with different labels
      unmarked  names that are marked here and not there
      entities  the same name under two entities
      sources   a source that you judged differently
      claims    a claim in two articles that is not linked

    The options narrow down which articles are looked at, as those of `annotator list` do. The
    window settles each on the spot (Find > Consistency).

    \b
    Examples:
      annotator consistency news.annotator
      annotator consistency news.annotator labels unmarked --status finished
      annotator consistency news.annotator sources --as Maria --json
    """
    from annotator.jobs import unevenness

    with opened(project, name, read_only=True) as source:
        among = wanted(source, asked)
        for kind in kinds or KINDS:
            found = (each for each in unevenness.search(source, kind, among) if each is not None)
            some = list(islice(found, limit))
            if as_json:
                for each in some:
                    json_line(**_told(each, source.codebook))
            else:
                _tell(kind, some, source.codebook)


def _tell(kind: str, found: Sequence["Uneven"], book: "Codebook") -> None:
    n = len(found)
    told = ngettext("{what}: {n} finding", "{what}: {n} findings", n) if n else _("{what}: none")
    click.echo(told.format(what=_(KINDS[kind]), n=n))
    for each in found:
        ways = ", ".join(_ways(each, book))
        click.echo(f"  {' '.join(each.words.split())[:_WORDS]}  {ways}")
        for spot in each.spots:
            click.echo(f"    {_place(spot)}")


def _ways(each: "Uneven", book: "Codebook") -> list[str]:
    """How often it was done in each way."""
    if each.kind == "claims":
        n = each.count
        return [ngettext("in {n:,} article", "in {n:,} articles", n).format(n=n)]
    ways = []
    for side in each.sides:
        code = f"{book.label(side.label).code} " if side.label is not None else ""
        ways.append(f"{code}{side.name} × {side.count}")
    if each.kind == "unmarked":
        ways.append(_("not marked × {n}").format(n=each.count))
    return ways


def _place(spot: "Spot") -> str:
    before = " ".join(f"{spot.before}|".split())[:-1][-_AROUND:]
    after = " ".join(f"|{spot.after}".split())[1:][:_AROUND]
    words = " ".join(spot.words.split())[:_WORDS]
    return f"{spot.article}:{spot.start}  {before}[{words}]{after}".rstrip()


def _told(each: "Uneven", book: "Codebook") -> dict[str, Any]:
    """A finding for other programs; ids are strings, as everywhere in JSON."""
    return {
        "kind": each.kind,
        "words": each.words,
        "ways": [
            {"name": side.name, "count": side.count}
            | ({"label": book.label(side.label).code} if side.label is not None else {})
            for side in each.sides
        ],
        "count": each.count,
        "places": [
            {"article": str(s.article), "start": s.start, "end": s.end, "title": s.title,
             "words": s.words}
            for s in each.spots
        ],
    }  # fmt: skip


@click.command("copies", short_help=_("Tell which passages of an article stand in others too."))
@project_path
@click.argument("article", type=int, metavar="ARTICLE")
@conditions
@as_name
@as_json
@click.pass_context
def copies(
    ctx: click.Context, /, project: Path, article: int, name: str, as_json: bool, **asked: Any
) -> None:
    """List the passages of an article (its id) that stand in others too, and who had each first.

    The options narrow down the other articles, as those of `annotator list` do;
    `annotator list --family ARTICLE` names all its near-duplicates.

    \b
    Examples:
      annotator copies news.annotator 385995472871784448
      annotator copies news.annotator 385995472871784448 --rights not_secret --json
    """
    from annotator import jobs

    with opened(project, name, read_only=True) as source:
        page = source.page(article)
        if page is None:
            raise Refused(_("There is no article {id}.").format(id=article))
        found = jobs.shared(source, article, wanted(source, asked))
    for each in found:
        words = " ".join(page.text[each.start : each.end].split())
        if as_json:
            json_line(start=each.start, end=each.end, words=words, first=str(each.first.id),
                      title=each.first.title, there=each.there, there_end=each.there_end,
                      others=each.others, is_ours=each.is_ours)  # fmt: skip
        else:
            click.echo(f"{each.start:>8}  {words}")
            click.echo(f"          {_who(each)}")
    if not found:
        warn(_("No passage of this article stands in another one."))
        ctx.exit(NOTHING_DONE)


def _who(each: "Shared") -> str:
    about = (f"“{each.first.title}”", each.first.outlet, each.first.published[:10])
    other = f"{each.first.id} {', '.join(filter(None, about))}"
    told = _("first here; then in {article}") if each.is_ours else _("first in {article}")
    more = each.others - 1
    words = ngettext("and {n} more", "and {n} more", more).format(n=more) if more else ""
    return f"{told.format(article=other)} {words}".rstrip()


COMMANDS = (consistency, copies)
