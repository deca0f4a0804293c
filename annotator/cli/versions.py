"""The commands about versions of an article: how two differ, and carrying marks over."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli import telling
from annotator.cli.projects import as_json, as_name, for_writing, opened, project_path
from annotator.cli.telling import IN_PART, NOTHING_DONE, Stopped, json_line, warn
from annotator.errors import Refused
from annotator.i18n import _, ngettext

if TYPE_CHECKING:
    from annotator.jobs.versions import Carried, Compared, Offer, Plan
    from annotator.model import Article
    from annotator.project import Project

_AROUND = 30  # characters shown on either side of a difference

article_id = click.argument("article", type=int, metavar="ARTICLE")
from_version = click.option(
    "--from", "older", type=int, metavar="ID",
    help=_("The older version; by default the nearest one before it, with marks."),
)  # fmt: skip


@click.command("diff", short_help=_("Show how an article differs from its older version."))
@project_path
@article_id
@from_version
@as_json
def diff(project: Path, article: int, older: int | None, as_json: bool) -> None:
    """List the versions of an article (its id), and how it differs from the one before.

    What went stands between [- and -], what came between {+ and +}.

    \b
    Examples:
      annotator diff news.annotator 385995472871784448
      annotator diff news.annotator 385995472871784448 --from 385995470000000000 --json
    """
    from annotator.jobs.versions import compare

    with opened(project, read_only=True) as source:
        chain = _chain(source, article)
        other = older if older is not None else _before(chain, article)
        if not as_json:
            telling.table([_version(n, each, article) for n, each in enumerate(chain, 1)])
        if other is None:
            warn(_("There is no older version of this article."))
            return
        found = telling.finished(_("Comparing"), compare(source, other, article))
    for told in _differences(found, as_json=as_json):
        click.echo(told)


def _chain(source: "Project", article: int) -> "tuple[Article, ...]":
    from annotator.jobs.versions import versions

    found = versions(source, article)
    if article not in {each.id for each in found}:
        raise Refused(_("There is no article {id}.").format(id=article))
    return found


def _before(chain: "tuple[Article, ...]", article: int) -> int | None:
    ids = [each.id for each in chain]
    place = ids.index(article)
    return ids[place - 1] if place else None


def _version(number: int, each: "Article", article: int) -> tuple[str, ...]:
    here = "*" if each.id == article else ""
    title = " · ".join(filter(None, (each.title, each.outlet)))
    return here, str(number), str(each.id), each.published[:10], " ".join(title.split())


def _differences(found: "Compared", *, as_json: bool) -> Iterator[str]:
    """Each changed place on a line of its own, in its context: what went, what came instead."""
    from annotator.text.differences import NEW, SAME

    older, newer, line = found.older_text, found.newer_text, ""
    for n, each in enumerate(found.segments):
        if each.kind == SAME:
            continue
        gone, new = older[each.start : each.end], newer[each.there : each.there_end]
        if as_json:
            json_line(kind=each.kind, start=each.start, end=each.end, there=each.there,
                      there_end=each.there_end, text=gone or new)  # fmt: skip
            continue
        line += f"[-{gone}-]" if gone else f"{{+{new}+}}"
        following = found.segments[n + 1].kind if n + 1 < len(found.segments) else SAME
        if following != NEW:
            before = newer[max(0, each.there - _AROUND) : each.there]
            after = newer[each.there_end : each.there_end + _AROUND]
            yield " ".join(f"… {before}{line}{after} …".split())
            line = ""


@click.command("carry", short_help=_("Carry marks over to a newer version of an article."))
@project_path
@article_id
@from_version
@click.option("--judgements", is_flag=True,
              help=_("Take your judgements of the claims along; the claims say so."))  # fmt: skip
@click.option("--dry-run", is_flag=True, help=_("Only say what would be carried over."))
@as_name
@as_json
@click.pass_context
def carry(
    ctx: click.Context, /, project: Path, article: int, older: int | None, name: str,
    **how: bool,
) -> None:  # fmt: skip
    """Carry marks over to an article (its id) from its older version.

    A mention goes where its words still stand at the same place, a claim where those of all its
    parts do; what stays behind is listed with the reason. The older version keeps all its marks,
    and one undo takes back what was carried over.

    \b
    Examples:
      annotator carry news.annotator 385995472871784448 --dry-run
      annotator carry news.annotator 385995472871784448 --judgements --as Maria
    """
    from annotator.jobs import versions

    read = opened(project, name, read_only=True) if how["dry_run"] else for_writing(project, name)
    with read as target:
        _chain(target, article)
        old = older
        if old is None and (source := versions.source_of(target, article)) is not None:
            old = source.id
        if old is None:
            raise Refused(_("There is no older version of this article."))
        planned = telling.finished(_("Looking"), versions.plan(target, old, article))
        done = None if how["dry_run"] else _carried(target, planned, answers=how["judgements"])
    _tell(planned, done, as_json=how["as_json"])
    if planned.left:
        ctx.exit(IN_PART if planned.able else NOTHING_DONE)
    if not planned.able:
        ctx.exit(NOTHING_DONE)


def _carried(target: "Project", planned: "Plan", *, answers: bool) -> "Carried | None":
    from annotator.jobs import versions

    chosen = {each.id for each in planned.able}
    job = versions.carry(target, planned, chosen, answers=answers)
    try:
        return telling.finished(_("Carrying marks over"), job)
    except Stopped:
        warn(_("Stopped. What was carried over so far stays; undo takes it back."))
        return None


def _tell(planned: "Plan", done: "Carried | None", *, as_json: bool) -> None:
    """What goes on stdout; what stays behind, with the reason, on stderr."""
    if as_json:
        for each in planned.offers:
            json_line(**asdict(each), carried=bool(each.places))
        return
    if done is None:
        for each in planned.able:
            click.echo(f"  {_named(each)}")
    count = len(planned.able) if done is None else done.mentions + done.claims
    told = (
        ngettext("{n} mark can be carried over.", "{n} marks can be carried over.", count)
        if done is None
        else ngettext("{n} mark carried over.", "{n} marks carried over.", count)
    )
    click.echo(told.format(n=count))
    if done is not None and done.reopened:
        click.echo(_("The article is in progress again."))
    if n := len(planned.left):
        warn(ngettext("{n} stays behind:", "{n} stay behind:", n).format(n=n))
        for each in planned.left:
            warn(f"  {_named(each)}: {each.why}")


def _named(offer: "Offer") -> str:
    kind = _("claim {n}").format(n=offer.number) if offer.is_claim else _("mention")
    return f"{kind} “{offer.words}”"


COMMANDS = (diff, carry)
