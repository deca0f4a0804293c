"""Importing files and text: found, read and taken in; what is broken costs a line, not the run."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from annotator import formats
from annotator.errors import BadInput, NotSaved
from annotator.formats import DETECT, ReadArticle, ReadOptions
from annotator.formats.common.reached import Reached
from annotator.i18n import _, ngettext
from annotator.jobs import apart, mapping, sources
from annotator.jobs.apart import Pool, Reading
from annotator.jobs.arrivals import Arrivals
from annotator.jobs.imported import Imported
from annotator.jobs.intake import Intake
from annotator.jobs.sources import Passed, Source
from annotator.progress import Progress
from annotator.project import Project

_FEW = 3
_HUGE = 5_000_000  # bytes of a file, or characters of an article, that take a second or more
_READ = 0.2  # how much of the work on a huge article is done once it is read


def import_files(
    project: Project, paths: Sequence[Path], *, format: str = "",
    options: ReadOptions = DETECT, labels: Mapping[str, str] = MappingProxyType({}),
    arrivals: Arrivals | None = None,
) -> Generator[Progress, None, Imported]:  # fmt: skip
    """Import files and folders of files, in the order of their paths.

    Each file is read by the format that knows it, or by `format`; its labels become those of the
    project that `labels` says ("" leaves what bears one out), others are added as they are. An
    article that is there already is passed over, or with the option `add_marks` given the marks
    that it lacks; a removed one comes back. Stopped early, what was written stays, as one import
    that can be taken back; `arrivals` then still lists it.
    """
    reader = formats.reader(format) if format else None
    intake = Intake(project, _title(paths), labels, arrivals, joins=options.add_marks)
    pool = Pool()
    try:
        yield Progress(0, 0, _("Looking for files"))
        there, passed = sources.amount(paths), 0
        places = apart.ahead(sources.found(paths, reader), pool, options)
        for done, (found, reading) in enumerate(places):
            name, work = found.path.name, sources.work_of(found.path)
            told = _("{name}: reading").format(name=name) if work > _HUGE else name
            yield (at := Progress(done, there.files, told, passed / there.work))
            passed += work
            if isinstance(found, Source):
                here = reading or _here(found, options)
                yield from _file(intake, found, here, at, passed / there.work)
            elif isinstance(found, Passed):
                intake.skip(found.path, found.why)
            else:
                intake.fail(found.path, found.why)
        intake.end()
        mapping.remember(project, labels)
    except NotSaved as failure:
        intake.stop(str(failure))
    finally:
        pool.close()
        intake.close()
    return intake.result


def _file(
    intake: Intake, source: Source, reading: Reading, at: Progress, end: float
) -> Iterator[Progress]:
    """Take in one file, the way from `at` to the share `end` of all; where it is at fault, what it
    held before the fault stays.
    """
    name = source.path.name
    try:
        about = getattr(source.reader, "read_project", None)
        declare = getattr(source.reader, "read_labels", None)
        reader = source.reader
        intake.begin_file(source.path, reader.NAME, alone=about is None, in_folder=reader.FOLDER)
        with sources.blaming(source.path):
            declared = declare(source.path).labels if declare else ()
            card = about(source.path) if about else None
        intake.declare(declared)
        for done in intake.adopt(card) if about else ():
            words = ngettext("{name}: {n} entity", "{name}: {n} entities", done)
            yield replace(at, at=words.format(name=name, n=done))
        done, share = 0, at.share
        for read in reading:
            if isinstance(read, float):
                share = max(share, at.share + read * (end - at.share))
            elif isinstance(read, BadInput):
                intake.fail(read.path, sources.guarded(read))
            else:
                for told in _add(intake, read, replace(at, at=name, share=share), end):
                    yield told
                    share = told.share
            done += not isinstance(read, float)
            if done > 1 or isinstance(read, float):  # a file that keeps us waiting can be stopped
                words = _("{name}: {n:,} articles").format(name=name, n=done) if done > 1 else name
                yield replace(at, at=words, share=share)
    except sources.FAULTS as fault:
        intake.fail(source.path, sources.guarded(fault))
    intake.end_file()


def _add(intake: Intake, read: ReadArticle, at: Progress, end: float) -> Iterator[Progress]:
    """Take in an article; of a huge one that it is read, since adding it takes longer still."""
    if len(read.text) > _HUGE:
        told = _("{name}: adding").format(name=at.at)
        yield replace(at, at=told, share=at.share + _READ * (end - at.share))
    intake.add(read)


def _here(source: Source, options: ReadOptions) -> Reading:
    """What a file holds, read in this process; whatever that raises is blamed on the file."""
    reached = Reached(source.path)
    with sources.blaming(source.path):
        for read in source.reader.read(source.path, options):
            yield read
            name = "" if isinstance(read, BadInput) else read.origin.file
            if (share := reached.look(name)) is not None:
                yield share


def _title(paths: Sequence[Path]) -> str:
    """What an import is called in the history."""
    names = [path.name or path.resolve().name for path in paths]
    if len(names) <= _FEW:
        return ", ".join(names)
    n = len(names) - 1
    more = ngettext("{first} and {n} more", "{first} and {n} more", n)
    return more.format(first=names[0], n=n)
