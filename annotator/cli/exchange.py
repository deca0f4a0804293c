"""The commands that bring work in and take it out: import, export, formats."""

import dataclasses
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotator.cli import telling
from annotator.cli.projects import as_json, as_name, for_writing, opened, project_path
from annotator.cli.telling import ALL_WELL, IN_PART, NOTHING_DONE, Stopped, json_line, warn
from annotator.i18n import _, ngettext
from annotator.model import STATUSES

_FEW = 10  # marks that did not fit and near-duplicates, told one by one

if TYPE_CHECKING:
    from annotator.formats import Format, Report
    from annotator.jobs import Arrival, Arrivals, Imported, Preview
    from annotator.project import Project


@click.command("import", short_help=_("Bring texts or marked articles in."))
@project_path
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@click.option("--from", "format", default="", metavar="FORMAT",
              help=_("The files' format, where guessing is not enough."))  # fmt: skip
@click.option("--encoding", default="", help=_("The encoding of texts, such as cp1251."))
@click.option("--map", "mapped", multiple=True, metavar="LABEL=OURS",
              help=_("What a label of the files becomes here; LABEL= leaves it out."))  # fmt: skip
@click.option("--column", "columns", multiple=True, metavar="FIELD=COLUMN",
              help=_("Which column of a table is the text, title, published, outlet, byline, url "
                     "or language."))  # fmt: skip
@click.option("--no-headline", is_flag=True,
              help=_("Leave the headline of a web page out of its text."))  # fmt: skip
@click.option("--list", "listed", type=click.Path(path_type=Path), metavar="FILE",
              help=_("Write what became of each article and file to a table."))  # fmt: skip
@click.option("--add-marks", is_flag=True,
              help=_("Add the files' marks to articles that are here already."))  # fmt: skip
@click.option("--unfitting", is_flag=True,
              help=_("Take marks whose words are not those the file says as well."))  # fmt: skip
@as_name
@as_json
@click.pass_context
def import_files(
    ctx: click.Context, /, project: Path, files: tuple[Path, ...], name: str, as_json: bool,
    **how: Any,
) -> None:  # fmt: skip
    """Bring files, or folders of files, into a project.

    Texts, saved web pages, PDF and Word files, e-mail, e-books, feeds, web archives and tables
    become articles; files that were marked elsewhere keep their marks. An article that is there
    already is passed over; with --add-marks it gets the marks of the files that it lacks, each
    under the name of who made it. What cannot be read is named, and the rest comes in. Nothing is
    fetched.

    \b
    Examples:
      annotator import news.annotator story.txt more-stories/
      annotator import news.annotator old.txt --encoding cp1251
      annotator import news.annotator colleague.jsonl --as Maria
      annotator import news.annotator maria.jsonl omar.jsonl --add-marks
      annotator import news.annotator corpus.csv --column text=Body --column title=Headline
      annotator import news.annotator marked/ --from brat --map Person=PER --map Token=
    """
    with for_writing(project, name) as target:
        result = _imported(target, files, how)
    if result is None:
        warn(_("Stopped. What came in so far stays."))
        ctx.exit(IN_PART)
    if as_json:
        json_line(**asdict(result))
    else:
        _tell_import(result)
    ctx.exit(_import_code(result))


def _imported(
    project: "Project", files: tuple[Path, ...], how: dict[str, Any]
) -> "Imported | None":
    """Run the import and write its list; None where it was stopped after something came in."""
    from annotator import jobs
    from annotator.formats import ReadOptions

    labels = dict(_pair(each) for each in how["mapped"])
    options = ReadOptions(
        how["encoding"], how["unfitting"], headline=not how["no_headline"],
        columns=how["columns"], add_marks=how["add_marks"],
    )  # fmt: skip
    arrivals, before = jobs.Arrivals(), jobs.last_import(project)
    job = jobs.import_files(project, files, format=how["format"], options=options,
                            labels=labels, arrivals=arrivals)  # fmt: skip
    result = None
    try:
        result = telling.finished(_("Importing"), job, lambda: arrivals.total)
    except Stopped:
        if jobs.last_import(project) == before:
            raise
    finally:
        _save_list(arrivals, result, how["listed"])
    return result


def _save_list(arrivals: "Arrivals", result: "Imported | None", path: Path | None) -> None:
    """Write what became of each article and file, and of marks that did not fit, where asked."""
    from annotator import jobs
    from annotator.errors import Refused

    if path is not None:
        try:
            jobs.save_arrivals(arrivals.all(), path, result.unfit if result else ())
        except OSError as error:
            raise Refused(_("The list cannot be written: {why}.").format(why=error)) from None


def _pair(words: str) -> tuple[str, str]:
    """A label of the files and what it becomes."""
    label, sign, ours = words.partition("=")
    if not sign or not label:
        raise click.BadParameter(_("Write LABEL=OURS, such as Person=PER."), param_hint="--map")
    return label, ours


def _import_code(result: "Imported") -> int:
    there = result.new + result.back + result.already
    if result.failed or result.stopped or result.unfit:
        return IN_PART if there else NOTHING_DONE
    return ALL_WELL if there else NOTHING_DONE


def _tell_import(result: "Imported") -> None:
    """What came in on stdout; what did not on stderr."""
    for count, one, many in (
        (result.new, _("{n:,} article imported."), _("{n:,} articles imported.")),
        (result.versions, _("{n:,} of them is a new version of another article."),
         _("{n:,} of them are new versions of other articles.")),
        (result.near, _("{n:,} of them is a near-duplicate of another article."),
         _("{n:,} of them are near-duplicates of other articles.")),
        (result.back, _("{n:,} removed article is back."), _("{n:,} removed articles are back.")),
        (result.already, _("{n:,} article was there already."),
         _("{n:,} articles were there already.")),
        (result.marks_added, _("{n:,} mark was added to an article that was there."),
         _("{n:,} marks were added to articles that were there.")),
        (result.answers_added, _("{n:,} answer was added to a claim that was there."),
         _("{n:,} answers were added to claims that were there.")),
        (result.remarks_added,
         _("{n:,} link, note or property was added to an article that was there."),
         _("{n:,} links, notes and properties were added to articles that were there.")),
        (result.predictions, _("{n:,} prediction came in as a suggestion."),
         _("{n:,} predictions came in as suggestions.")),
    ):  # fmt: skip
        if count:
            click.echo(ngettext(one, many, count).format(n=count))
    _tell_kin([each for each in result.arrivals if each.older])
    _tell_kin([each for each in result.arrivals if each.like])
    _tell_left(result)
    for told in result.counted:
        warn(told)
    for some in (result.unfit, result.kept):
        for told in map(str, some[:_FEW]):
            warn(told)
        if (n := len(some) - _FEW) > 0:
            warn(_("  … and {n} more; --list names them all.").format(n=n))
    if result.unread:
        warn(_("Not read: {names}").format(names=", ".join(result.unread)))
    for failure in result.failed:
        warn(str(failure))
    if result.stopped:
        warn(_("It ended early: {why}").format(why=result.stopped))


def _tell_left(result: "Imported") -> None:
    """How much of what the files hold was not taken."""
    if not result.new + result.back + result.already:
        warn(_("Nothing was imported."))
    for count, one, many in (
        (result.marks_left,
         _("{n} mark, answer or remark on an article that was there was not taken; "
           "say --add-marks."),
         _("{n} marks, answers and remarks on articles that were there were not taken; "
           "say --add-marks.")),
        (len(result.unfit), _("{n} mark did not fit its text and was left out."),
         _("{n} marks did not fit their texts and were left out.")),
        (result.skipped, _("{n} other file in the folders was passed over; --list says why."),
         _("{n} other files in the folders were passed over; --list says why.")),
    ):  # fmt: skip
        if count:
            warn(ngettext(one, many, count).format(n=count))


def _tell_kin(found: "Sequence[Arrival]") -> None:
    """Which article each new version is one of, or each near-duplicate is like."""
    for each in found[:_FEW]:
        click.echo(f"  {each.title}: {each.told}")
    if len(found) > _FEW:
        click.echo(_("  … and {n} more; --list names them all.").format(n=len(found) - _FEW))


@click.command("export", short_help=_("Write training data or a copy of all work."))
@project_path
@click.option("--to", "format", required=True, metavar="FORMAT",
              help=_("The format; `annotator formats` lists them."))  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path),
              help=_("The file, or the folder, to write."))  # fmt: skip
@click.option("--annotator", "annotators", multiple=True, metavar="NAME",
              help=_("Only the work of this annotator; may be given again."))  # fmt: skip
@click.option("--status", "statuses", multiple=True, type=click.Choice(STATUSES),
              help=_("Only articles in this state; may be given again."))  # fmt: skip
@click.option("--article", "articles", multiple=True, type=int, metavar="ID",
              help=_("Only this article; may be given again."))  # fmt: skip
@click.option("--split", metavar="A/B/C", help=_("Divide into train/dev/test, such as 80/10/10."))
@click.option("--seed", type=int, help=_("Which of the possible divisions to take."))
@click.option("-o", "--option", "more", multiple=True, metavar="KEY=VALUE",
              help=_("An option of the format; see `annotator formats FORMAT`."))  # fmt: skip
@click.option("--dry-run", is_flag=True, help=_("Only say what would be lost; write nothing."))
@as_json
@click.pass_context
def export(
    ctx: click.Context, /, project: Path, format: str, out: Path | None, dry_run: bool,
    as_json: bool, **chosen: Any,
) -> None:  # fmt: skip
    """Write a project to a file or folder of some format.

    What the format cannot hold is counted and told, and listed in OUT.losses.tsv. The same project
    and options always give the same bytes; OUT.manifest.json says what was written.

    \b
    Examples:
      annotator export news.annotator --to jsonl --out news.jsonl
      annotator export news.annotator --to spacy --out corpus.spacy --split 80/10/10 --seed 7
      annotator export news.annotator --to conll2003 --out ner.conll -o overlap=innermost
    """
    from annotator import jobs

    only = chosen.pop("articles") or None
    options = _options(ctx, chosen)
    if out is None and not dry_run:
        ctx.fail(_("Say where to write, with --out."))
    _check(ctx, format, options)
    with opened(project, read_only=True) as source:
        if dry_run or out is None:
            preview = jobs.preview(source, format, options, only)
            _tell_preview(telling.finished(_("Looking"), preview), as_json=as_json)
            return
        job = jobs.export(source, format, out, options, only)
        report = telling.finished(_("Exporting"), job)
    if as_json:
        json_line(**asdict(report))
    else:
        _tell_export(report, out)
    if not report.written:
        ctx.exit(NOTHING_DONE)


def _check(ctx: click.Context, format: str, options: dict[str, object]) -> None:
    """Wrong use, where there is no such format or option."""
    from annotator import formats
    from annotator.errors import Refused

    try:
        formats.made(formats.writer(format).Options, options)
    except Refused as refusal:
        ctx.fail(str(refusal))


def _tell_preview(found: "Preview", *, as_json: bool) -> None:
    """How much an export would write, and what it would lose."""
    if as_json:
        for loss in found.losses:
            json_line(**asdict(loss))
        return
    n = found.articles
    words = ngettext("{n:,} article would be written.", "{n:,} articles would be written.", n)
    click.echo(words.format(n=n))
    if found.losses:
        telling.losses(found.losses)
    else:
        click.echo(_("Nothing would be lost."))


def _options(ctx: click.Context, chosen: dict[str, Any]) -> dict[str, object]:
    """What was chosen, as the options of a format: only what was said."""
    found: dict[str, object] = {}
    for pair in chosen.pop("more"):
        key, is_pair, value = pair.partition("=")
        if not is_pair:
            ctx.fail(_("An option is KEY=VALUE, not “{pair}”.").format(pair=pair))
        found[key.strip()] = value
    return found | {name: value for name, value in chosen.items() if value not in (None, ())}


def _tell_export(report: "Report", out: Path) -> None:
    n = report.written
    told = ngettext("{n:,} article written to {out}", "{n:,} articles written to {out}", n)
    click.echo(told.format(n=n, out=out))
    if report.left_out:
        n = report.left_out
        told = ngettext(
            "{n:,} article was left out by choice.", "{n:,} were left out by choice.", n
        )
        warn(told.format(n=n))
        if n := report.secret:
            told = ngettext("{n} of them is secret; -o rights=… takes it along.",
                            "{n} of them are secret; -o rights=… takes them along.", n)  # fmt: skip
            warn(told.format(n=n))
        if not report.written:
            warn(_("Say what to export, with --status (such as untouched) or -o rights=…."))
    if n := report.unread:
        told = ngettext(
            "{n} article was read to its end by nobody, so what is not marked there says nothing;"
            " --status done --status done_empty leaves it out.",
            "{n} articles were read to their end by nobody, so what is not marked there says"
            " nothing; --status done --status done_empty leaves them out.",
            n,
        )
        warn(told.format(n=n))
    if report.losses:
        click.echo(_("What this format cannot hold:"))
        telling.losses(report.losses)


@click.command("formats", short_help=_("List the formats, or tell about one."))
@click.argument("name", required=False, metavar="[FORMAT]")
@as_json
def list_formats(name: str | None, as_json: bool) -> None:
    """List the formats that can be read and written; with the name of one, its options.

    \b
    Examples:
      annotator formats
      annotator formats conll2003
    """
    from annotator import formats
    from annotator.errors import Refused

    known = {each.NAME: each for each in formats.everything()}
    if name and name not in known:
        told = _("There is no format {name} here; there are: {names}.")
        raise Refused(told.format(name=name, names=", ".join(known)))
    chosen = [known[name]] if name else list(known.values())
    if as_json:
        for each in chosen:
            json_line(name=each.NAME, title=_(each.TITLE), summary=_(each.SUMMARY),
                      ways=_ways(each), carries=each.CARRIES, suffixes=each.SUFFIXES)  # fmt: skip
    elif name:
        _tell_format(known[name])
    else:
        telling.table([(each.NAME, _ways(each), _(each.SUMMARY)) for each in chosen])


def _ways(format: "Format") -> str:
    ways = ((_("in"), "read"), (_("out"), "write"))
    return " ".join(word for word, verb in ways if hasattr(format, verb))


def _tell_format(format: "Format") -> None:
    click.echo(f"{_(format.TITLE)} ({', '.join(format.SUFFIXES)}): {_ways(format)}")
    click.echo(_(format.SUMMARY))
    click.echo(_("Holds: {what}").format(what=", ".join(_(each) for each in format.CARRIES)))
    if format.EXTRA:
        click.echo(_("Needs: {extra} (./run --with {extra})").format(extra=format.EXTRA))
    if options := getattr(format, "Options", None):
        click.echo(_("Options (-o KEY=VALUE):"))
        telling.table([_option_row(field) for field in dataclasses.fields(options)])


def _option_row(field: "dataclasses.Field[object]") -> tuple[str, str, str]:
    default = field.default
    shown = ",".join(map(str, default)) if isinstance(default, tuple) else str(default)
    choices = "|".join(field.metadata.get("choices", ()))
    help = _(field.metadata.get("help", ""))
    return (f"  {field.name}", f"[{shown}]", help + (f" ({choices})" if choices else ""))


COMMANDS = (import_files, export, list_formats)
