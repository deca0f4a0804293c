"""The commands that look through all texts: find words in context, label every place of them."""

import csv
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli import telling
from annotator.cli.conditions import conditions, label_named, wanted
from annotator.cli.projects import as_json, as_name, for_writing, opened, project_path
from annotator.cli.telling import IN_PART, NOTHING_DONE, Stopped, json_line, warn
from annotator.i18n import _, ngettext

if TYPE_CHECKING:
    from annotator.jobs.finding import Asked, Found, Hit, Labelled
    from annotator.model import Label
    from annotator.project import Project

ARTICLE, LEFT, RIGHT = "article", "left", "right"
_BEFORE, _AFTER, _TITLE = 40, 40, 60
_SORTED_AT_MOST = 100_000
_COLUMNS = ("article", "start", "end", "title", "before", "words", "after", "label")

words_asked = click.argument("words", nargs=-1, required=True, metavar="WORDS...")

_Line = tuple["Found", "Hit"]
_Row = Mapping[str, Any]


@click.command("find", short_help=_("Find words in all texts, each place in its context."))
@project_path
@words_asked
@conditions
@click.option("--group", type=click.Choice((ARTICLE, LEFT, RIGHT)), default=ARTICLE,
              show_default=True, help=_(
              "By article, or by the word before (left) or behind (right)."))  # fmt: skip
@click.option("-n", "--limit", type=click.IntRange(1), help=_("At most so many places."))
@click.option("--tsv", "as_tsv", is_flag=True, help=_("Print a table parted by tabs, with a head."))
@as_name
@as_json
@click.pass_context
def find(
    ctx: click.Context, /, project: Path, words: tuple[str, ...], group: str, limit: int | None,
    name: str, **asked: Any,
) -> None:  # fmt: skip
    """Find words in all articles and show each place in its context, as the concordance does.

    Words must all be in the article; "in a row" within quotation marks, a * behind a word for its
    beginning, NEAR(a b, 5) for words close together, OR, NOT and brackets. The options narrow down
    which articles are looked into, as those of `annotator list` do.

    \b
    Examples:
      annotator find news.annotator Kremlin
      annotator find news.annotator '"believe me"' --group right -n 50
      annotator find news.annotator 'deni* OR NEAR(gas price, 5)' --rights not_secret --tsv
    """
    as_json, as_tsv = asked.pop("as_json"), asked.pop("as_tsv")
    if as_json and as_tsv:
        ctx.fail(_("--json and --tsv do not go together."))
    with opened(project, name, read_only=True) as source:
        codes = {label.id: label.code for label in source.codebook.labels}
        lines = _lines(source, _question(source, words, asked), group, limit)
        rows = (_told(found, hit, codes) for found, hit in lines)
        count = _as_lines(rows) if as_json else _as_table(rows) if as_tsv else _as_read(rows, group)
    if not count:
        warn(_("Nothing was found."))
        ctx.exit(NOTHING_DONE)


def _question(source: "Project", words: tuple[str, ...], asked: Mapping[str, Any]) -> "Asked":
    from annotator.jobs import finding

    return finding.asked(" ".join(words), wanted(source, asked))


def _lines(source: "Project", question: "Asked", group: str, limit: int | None) -> Iterator[_Line]:
    """The hits in an order: article by article as they are read, or all of them sorted."""
    from annotator.jobs import finding

    every = _every(source, question)
    if group == ARTICLE:
        yield from islice(every, limit)
        return
    some = list(islice(every, _SORTED_AT_MOST))
    if len(some) == _SORTED_AT_MOST:
        warn(_("Sorted are the first {n:,} places.").format(n=_SORTED_AT_MOST))
    some.sort(
        key=lambda line: (
            finding.beside(group, line[1].before, line[1].after),
            line[1].article,
            line[1].start,
        )
    )
    yield from some[:limit]


def _every(source: "Project", question: "Asked") -> Iterator[_Line]:
    """All hits, read page by page."""
    from annotator.jobs import finding

    after, is_last = 0, not question.expression
    while not is_last:
        page = telling.finished(_("Finding"), finding.hits(source, question, after, 1000))
        yield from ((found, hit) for found in page.found for hit in found.hits)
        after, is_last = page.after, page.is_last


def _as_lines(rows: Iterable[_Row]) -> int:
    """Print a JSON object a hit; returns how many, as those below do."""
    count = 0
    for row in rows:
        json_line(**row)
        count += 1
    return count


def _as_table(rows: Iterable[_Row]) -> int:
    table, count = csv.writer(sys.stdout, dialect="excel-tab", lineterminator="\n"), 0
    table.writerow(_COLUMNS)
    for row in rows:
        table.writerow([" ".join(str(row[each]).split()) for each in _COLUMNS])
        count += 1
    return count


def _as_read(rows: Iterable[_Row], group: str) -> int:
    """Print the hits in their context, under what they have in common."""
    count = 0
    for head, some in groupby(rows, key=lambda row: _head(row, group)):
        here = list(some)
        count += len(here)
        click.echo(f"{head}  ({len(here)})")
        for row in here:
            click.echo(_in_context(row, named=group != ARTICLE))
    return count


def _head(row: _Row, group: str) -> str:
    """What stands over the hits of a group: the article, or the word beside."""
    from annotator.jobs import finding

    if group == ARTICLE:
        return f"{row['article']}  {' '.join(row['title'].split())[:_TITLE]}"
    return next(iter(finding.beside(group, row["before"], row["after"])), "")


def _told(found: "Found", hit: "Hit", codes: Mapping[int, str]) -> _Row:
    return {
        "article": str(hit.article), "start": hit.start, "end": hit.end, "title": found.title,
        "before": hit.before, "words": hit.words, "after": hit.after,
        "label": codes.get(hit.label, "") if hit.label is not None else "",
    }  # fmt: skip


def _in_context(row: _Row, *, named: bool) -> str:
    """A hit between its neighbours, the hits of all lines under one another."""
    place = f"{row['article']}:{row['start']:<6}" if named else f"{row['start']:>8}"
    before = " ".join(f"{row['before']}|".split())[:-1][-_BEFORE:]
    after = " ".join(f"|{row['after']}".split())[1:][:_AFTER]
    words = " ".join(row["words"].split())
    label = f" {row['label']}" if row["label"] else ""
    return f"{place}  {before:>{_BEFORE}}[{words}]{label}{after}".rstrip()


@click.command("label", short_help=_("Label every place where words stand, as one step."))
@project_path
@words_asked
@conditions
@click.option("--as-label", "code", required=True, metavar="LABEL",
              help=_("The label that the places get (its name or code)."))  # fmt: skip
@click.option("--also-done", is_flag=True,
              help=_("Label in articles that you are done with as well."))  # fmt: skip
@click.option("--dry-run", is_flag=True, help=_("Only list the places; label nothing."))
@as_name
@as_json
@click.pass_context
def label(
    ctx: click.Context, /, project: Path, words: tuple[str, ...], code: str, also_done: bool,
    name: str, **asked: Any,
) -> None:  # fmt: skip
    """Label every place where words stand in all articles, or in those that the options leave.

    It is one step of the history, which one undo in the window takes back. Places that have the
    label are left alone, and so are articles that you are done with, unless --also-done. What can
    be asked for is told by `annotator find --help`; --dry-run lists the places first.

    \b
    Examples:
      annotator label news.annotator Kremlin --as-label ORG --dry-run
      annotator label news.annotator '"Donald Trump"' --as-label PER --since 2024 --as Maria
    """
    as_json, dry_run = asked.pop("as_json"), asked.pop("dry_run")
    read = opened(project, name, read_only=True) if dry_run else for_writing(project, name)
    with read as target:
        kind, question = label_named(target, code), _question(target, words, asked)
        if dry_run:
            _list_places(ctx, target, question, also_done=also_done, as_json=as_json)
        done = _labelled(ctx, target, question, kind, also_done=also_done)
    if as_json:
        json_line(label=kind.code, made=done.made, there=done.there, articles=done.articles,
                  passed=done.done)  # fmt: skip
    else:
        _tell(done, kind)
    if not done.made:
        ctx.exit(NOTHING_DONE)
    if done.done:
        ctx.exit(IN_PART)


def _list_places(
    ctx: click.Context, source: "Project", question: "Asked", *, also_done: bool, as_json: bool
) -> None:
    """List what would be labelled, and end."""
    codes = {each.id: each.code for each in source.codebook.labels}
    places, passed = 0, set[int]()
    for found, hit in _every(source, question):
        if found.status in ("done", "done_empty") and not also_done:
            passed.add(found.article)
            continue
        places, row = places + 1, _told(found, hit, codes)
        if as_json:
            json_line(**row)
        else:
            click.echo(_in_context(row, named=True))
    if not as_json:
        click.echo(ngettext("{n} place", "{n} places", places).format(n=places))
    _tell_passed(len(passed))
    ctx.exit(0 if places else NOTHING_DONE)


def _labelled(
    ctx: click.Context, target: "Project", question: "Asked", kind: "Label", *, also_done: bool
) -> "Labelled":
    from annotator.jobs import finding

    places = finding.ticked(target, question, finding.Ticks(everything=True))
    job = finding.label(target, places if question.expression else (), kind.id,
                        also_done=also_done)  # fmt: skip
    try:
        return telling.finished(_("Labelling as {label}").format(label=kind.code), job)
    except Stopped:
        warn(_("Stopped. What was labelled so far stays; undo takes it back."))
        ctx.exit(IN_PART)


def _tell(done: "Labelled", kind: "Label") -> None:
    if done.made:
        told = ngettext("Labelled {n} place as {label}.", "Labelled {n} places as {label}.",
                        done.made)  # fmt: skip
        click.echo(told.format(n=done.made, label=kind.code))
    if done.there:
        told = ngettext("{n} place had the label.", "{n} places had the label.", done.there)
        click.echo(told.format(n=done.there))
    if not done.made:
        warn(_("Nothing was labelled."))
    _tell_passed(done.done)


def _tell_passed(n: int) -> None:
    if n:
        warn(ngettext("{n} article that is done was passed over; say --also-done.",
                      "{n} articles that are done were passed over; say --also-done.",
                      n).format(n=n))  # fmt: skip


COMMANDS = (find, label)
