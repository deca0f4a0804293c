"""Exporting a project to a format, from a connection of its own that sees one state of the file."""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from annotator import formats
from annotator.errors import Refused
from annotator.formats import ProjectCard, Report, Writer
from annotator.formats.common.chunking import has_rows
from annotator.formats.common.losses import (
    EXAMPLES,
    project_losses,
    suggestion_losses,
    summary,
)
from annotator.formats.common.options import MARKED
from annotator.formats.common.pseudonyms import mask_of
from annotator.formats.common.selection import selection
from annotator.formats.values import Lost, nothing_suggested
from annotator.i18n import _
from annotator.jobs.protecting import protected
from annotator.jobs.pseudonyms import pseudonyms
from annotator.model import Page
from annotator.progress import Loss, Progress
from annotator.project import Project
from annotator.store import exporting, reading, suggesting, versions


def export(
    project: Project,
    format: str,
    out: Path,
    options: Mapping[str, object] | None = None,
    articles: Sequence[int] | None = None,
) -> Generator[Progress, None, Report]:
    """Write the project, or some of its articles, to a file or folder of that format.

    Options are values or the words somebody typed. Refused where they make no sense, or where the
    format needs something that is not installed.
    """
    writer, chosen = _writer(format, options)
    with _snapshot(project) as db:
        card, pages = protected(db, card_of(project, db, articles), chosen, articles)
        return (yield from writer.write(pages, card, out, chosen))


@dataclass(frozen=True, slots=True)
class Preview:
    """How many articles an export would write, and what it would lose."""

    articles: int
    losses: tuple[Loss, ...]


def preview(
    project: Project,
    format: str,
    options: Mapping[str, object] | None = None,
    articles: Sequence[int] | None = None,
) -> Generator[Progress, None, Preview]:
    """What an export would do, without writing anything."""
    writer, chosen = _writer(format, options)
    with _snapshot(project) as db:
        card, pages = protected(db, card_of(project, db, articles), chosen, articles)
        wanted, mask = selection(chosen, card), mask_of(card)
        waiting = partial(suggestion_losses, card, writer.CARRIES, is_masked=mask is not None)
        card = mask.card(card) if mask is not None else card
        found: dict[tuple[str, str, str], Loss] = {}
        written: set[int] = set()
        taken = 0
        for done, page in enumerate(pages, 1):
            kept, lost = wanted.taken(page), list[Lost]()
            if kept is not None and mask is not None:
                kept = mask.page(kept, lost)
                _add(found, summary(lost))
            if kept is not None:
                taken += 1
                _add(found, writer.losses(kept, chosen))
                _add(found, summary(waiting(kept.article.id)))
                if has_rows(kept, wanted.chunk):
                    written.update(kept.entities)
            yield Progress(done, max(done, card.articles), page.article.title)
        if "project" not in writer.CARRIES:
            _add(found, summary(project_losses(card, writer.CARRIES, written)))
        _add(found, summary(mask.losses() if mask is not None else ()))
    losses = sorted(found.values(), key=lambda loss: (-loss.count, loss.what, loss.becomes))
    return Preview(taken, tuple(losses))


def _add(found: dict[tuple[str, str, str], Loss], losses: Iterable[Loss]) -> None:
    """Add losses to those of the same kind."""
    for loss in losses:
        kind = (loss.what, loss.fate, loss.becomes)
        old = found.get(kind, replace(loss, count=0, examples=()))
        examples = (*old.examples, *loss.examples)[:EXAMPLES]
        found[kind] = replace(loss, count=old.count + loss.count, examples=examples)


def card_of(project: Project, db: Database, articles: Sequence[int] | None = None) -> ProjectCard:
    """What a format must know of the project beside its pages, as that connection sees it."""
    return ProjectCard(
        name=project.path.stem,
        codebook=reading.codebook(db),
        annotators=exporting.at_work(db),
        guidelines=reading.property_of(db, "guidelines"),
        independent=reading.property_of(db, "independent") == "yes",
        properties=exporting.properties(db),
        entities=exporting.Rows(lambda: exporting.entities(db)),
        links=exporting.Rows(lambda: exporting.links(db)),
        judgements=exporting.Rows(lambda: exporting.judgements(db)),
        notes=exporting.Rows(lambda: exporting.notes(db)),
        attributes=exporting.Rows(lambda: exporting.attributes(db)),
        articles=exporting.count(db) if articles is None else len(articles),
        dated=exporting.Rows(lambda: (formats.Dated(*each) for each in exporting.dates(db))),
        versions=versions.keys(db),
        suggested=partial(suggesting.all_on, db) if suggesting.are_any(db) else nothing_suggested,
    )


def card_for(project: Project, page: Page, options: Any) -> ProjectCard:
    """What a format must know to write one page, without the rest of a large project; pseudonyms
    are those that an export of the whole has.
    """
    with closing(project.another_reader()) as db:
        card = card_of(project, db, [page.article.id])
        who = pseudonyms(db, card.codebook, getattr(options, "pseudonyms", MARKED))
    return replace(
        card, pseudonyms=who, dated=(), links=(), judgements=(), notes=(), attributes=(),
        suggested=nothing_suggested,
        entities=tuple(each for each in page.entities.values() if each.article is None),
    )  # fmt: skip


def _writer(format: str, options: Mapping[str, object] | None) -> tuple[Writer, Any]:
    writer = formats.writer(format)
    if formats.missing_extra(writer.EXTRA):
        why = _("The format {name} needs {extra}. Start the program once with --with {extra}.")
        raise Refused(why.format(name=format, extra=writer.EXTRA))
    return writer, formats.made(writer.Options, options or {})


@contextmanager
def _snapshot(project: Project) -> Iterator[Database]:
    with closing(project.another_reader()) as db:
        exporting.begin_snapshot(db)
        yield db
