"""The one way an export is written: beside its target first, then moved into place in one go.

A format brings a `Sink`; choosing and dividing articles, counting losses, the manifest and the
replacement of the target happen here.
"""

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from annotator import __version__
from annotator.errors import Refused
from annotator.formats.common.chunking import Chunk, chunks, has_rows, moved
from annotator.formats.common.labelling import label_ids
from annotator.formats.common.losses import (
    Tally,
    list_losses,
    project_losses,
    suggestion_losses,
)
from annotator.formats.common.options import SECRET, UNSAID, WHOLE
from annotator.formats.common.pseudonyms import Mask, mask_of
from annotator.formats.common.reviewing import reviewed
from annotator.formats.common.selection import Selection, selection
from annotator.formats.common.staging import staging
from annotator.formats.values import Lost, ProjectCard, Report
from annotator.i18n import _
from annotator.model import Article, Page
from annotator.progress import Loss, Progress

_SQLITE = b"SQLite format 3\0"
_CHUNK_COLUMNS = b"chunk\tarticle\tkey\tnumber\tstart\tend\tpart\tread\tclaim\n"


Add = Callable[[Page], Iterable[Lost]]
"""Writes an article and says what it lost."""

Sink = Callable[[Path, ProjectCard, Any], AbstractContextManager[Add]]
"""Opens a target; left without an error, the file or folder is finished."""

Finish = Callable[[Path, ProjectCard, Any], None]
"""Completes a folder that holds all parts of a division."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A format as far as writing goes: its name, what opens a target, what it carries, and
    whether the target is a folder.

    A format that brings `finish` keeps the parts of a division in one folder: its sink is given
    `FOLDER/PART` ("train" where nothing is divided) as a name to make its own names from, and
    `finish` completes the folder once all parts are closed.
    """

    name: str
    sink: Sink
    carries: tuple[str, ...]
    folder: bool = False
    finish: Finish | None = None


@dataclass(frozen=True, slots=True)
class _Tables:
    """The lists beside an export: what was lost, and where chunks stand in their articles."""

    losses: BinaryIO
    chunks: BinaryIO

    def note(self, chunk: Chunk, page: Page, split: str, *, is_whole: bool) -> None:
        """List a chunk, where articles are cut into such."""
        if is_whole:
            return
        if self.chunks.tell() == 0:
            self.chunks.write(_CHUNK_COLUMNS)
        about, place = page.article, (chunk.number, chunk.start, chunk.end)
        read = "yes" if reviewed(chunk.page) else "no"
        claim = "" if chunk.claim is None else chunk.claim
        row = (chunk.page.article.id, about.id, about.key, *place, split, read, claim)
        self.chunks.write("\t".join(map(str, row)).encode() + b"\n")


@dataclass(slots=True)
class _Counts:
    """What went out and what stayed, for the manifest and the report; `mask` gives pseudonyms,
    `waiting` tells which suggestions of an article stay behind.
    """

    waiting: Callable[[int], Iterable[Lost]]
    mask: Mask | None = None
    written: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    marks: Counter[str] = field(default_factory=Counter)
    read: int = 0
    entities: set[int] = field(default_factory=set)
    tally: Tally = field(default_factory=Tally)

    def add(
        self, page: Page, chosen: Selection, adders: Mapping[str, Add], tables: _Tables
    ) -> None:
        """Write a page if it was chosen, and count it either way."""
        kept = chosen.taken(page)
        if kept is None:
            self.left_out[_why_left_out(page, chosen)] += 1
            return
        split, lost = chosen.division.split_of(kept.article), list[Lost]()
        kept = kept if self.mask is None else self.mask.page(kept, lost)
        if kept is None:
            self.left_out["copy"] += 1
            self.tell(None, lost, tables)
            return
        for chunk in chunks(kept, chosen.chunk, lost):
            lost += [moved(one, chunk.start) for one in adders[split](chunk.page)]
            tables.note(chunk, kept, split, is_whole=chosen.chunk == WHOLE)
        lost += self.waiting(kept.article.id)
        self.tell(kept.article, lost, tables)
        if not has_rows(kept, chosen.chunk):
            self.left_out["without a claim"] += 1
            return
        self.entities.update(kept.entities)
        self.written[split] += 1
        self.read += bool(reviewed(kept))
        self.marks["mentions"] += sum(s.is_mention and s.part_of is None for s in kept.spans)
        self.marks["claims"] += len(kept.claims)

    @property
    def told(self) -> dict[str, int]:
        """What the manifest tells of articles left out: that there are secret ones is a secret."""
        return {why: count for why, count in self.left_out.items() if why != SECRET}

    def tell(self, article: Article | None, lost: Iterable[Lost], tables: _Tables) -> None:
        """Count what an article, or the project, lost, and list it."""
        lost = tuple(lost)
        self.tally.add(lost)
        list_losses(tables.losses, article, lost)


def _why_left_out(page: Page, chosen: Selection) -> str:
    """In a word, why an article was left out: its rights, that it was removed, or its state."""
    if chosen.withholds(page):
        return page.article.rights or UNSAID
    return "removed" if page.article.removed else chosen.state_of(page)


def export(
    kind: Kind, pages: Iterable[Page], project: ProjectCard, out: Path, options: Any
) -> Generator[Progress, None, Report]:
    """Write the chosen pages; closing the generator leaves no trace."""
    chosen = selection(options, project)
    _check_target(out, folder=kind.folder)
    mask = mask_of(project)
    waiting = partial(suggestion_losses, project, kind.carries, is_masked=mask is not None)
    counts = _Counts(waiting, mask)
    project = mask.card(project) if mask is not None else project
    with staging(out) as stage:
        with ExitStack() as open_files:
            adders = {
                name: open_files.enter_context(
                    kind.sink(_target(stage, out, name, kind), project, options)
                )
                for name in chosen.division.splits
            }
            tables = _Tables(
                *(open_files.enter_context(open(stage / name, "wb")) for name in _beside(out))
            )
            for done, page in enumerate(pages, 1):
                counts.add(page, chosen, adders, tables)
                yield Progress(done, max(done, project.articles), page.article.title)
            for one in _about_project(project, kind, counts):
                counts.tell(None, (one,), tables)
        if kind.finish is not None:
            kind.finish(stage / out.name, project, options)
        _write_manifest(stage, out, kind.name, project, options, counts)
        files = _put_in_place(stage, out)
    return Report(
        written=counts.written.total(),
        losses=counts.tally.losses(),
        files=files,
        left_out=counts.left_out.total(),
        secret=counts.left_out[SECRET],
        unread=counts.written.total() - counts.read if hasattr(options, "chunk") else 0,
    )


def _about_project(project: ProjectCard, kind: Kind, counts: _Counts) -> Iterator[Lost]:
    """What is lost beside that of the articles."""
    if "project" not in kind.carries:
        yield from project_losses(project, kind.carries, counts.entities)
    if counts.mask is not None:
        yield from counts.mask.losses()


def manifest_path(out: Path) -> Path:
    """Where the manifest of an export lies."""
    return out.with_name(out.name + ".manifest.json")


def losses_path(out: Path) -> Path:
    """Where the list of an export's losses lies, if there were any."""
    return out.with_name(out.name + ".losses.tsv")


def chunks_path(out: Path) -> Path:
    """Where the list of an export's chunks lies, if articles were cut."""
    return out.with_name(out.name + ".chunks.tsv")


def _beside(out: Path) -> tuple[str, str]:
    """The names of the lists beside a target, of which an empty one does not stay."""
    return losses_path(out).name, chunks_path(out).name


def _target(stage: Path, out: Path, split: str, kind: Kind) -> Path:
    if kind.finish is not None:
        return stage / out.name / (split or "train")
    if kind.folder:
        return stage / out.name / split if split else stage / out.name
    return stage / (f"{out.stem}-{split}{out.suffix}" if split else out.name)


def _check_target(out: Path, *, folder: bool) -> None:
    """Refuse to replace what no export of ours wrote: a folder of other things, a project."""
    if out.is_dir() and not folder:
        raise Refused(_("{path} is a folder; give the name of a file.").format(path=out))
    if out.is_file():
        with open(out, "rb") as file:
            is_project = file.read(len(_SQLITE)) == _SQLITE
        if folder or is_project:
            raise Refused(_("{path} is a file that an export must not replace.").format(path=out))
    if out.is_dir():
        _check_folder(out)


def _check_folder(out: Path) -> None:
    """Only what an export of ours wrote, and nobody touched since, may be replaced."""
    ours = _files_of_manifest(out)
    for path in _sorted_files(out):
        wanted = ours.get(path.relative_to(out.parent).as_posix())
        if wanted is None:
            why = _("{path} holds other files; give the name of a new or empty folder.")
            raise Refused(why.format(path=out))
        if wanted != _file(path, out.parent):
            why = _("{file} was changed since it was exported; give the name of another folder.")
            raise Refused(why.format(file=path))


def _files_of_manifest(out: Path) -> dict[str, dict[str, object]]:
    try:
        manifest = orjson.loads(manifest_path(out).read_bytes())
        return {each["path"]: each for each in manifest["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _write_manifest(
    stage: Path, out: Path, format: str, project: ProjectCard, options: Any, counts: _Counts
) -> None:
    for name in _beside(out):
        if not (stage / name).stat().st_size:
            (stage / name).unlink()
    about = {
        "program": "annotator",
        "version": __version__,
        "format": format,
        "project": project.name,
        "codebook": {"name": project.codebook.name, "version": project.codebook.version},
        "options": asdict(options),
        "articles": {
            "written": counts.written.total(),
            "left_out": counts.told,
            "read": counts.read,
        },
        "splits": {name: n for name, n in counts.written.items() if name},
        "labels": label_ids(project.codebook),
        "marks": dict(counts.marks),
        "losses": [_loss(each) for each in counts.tally.losses()],
    }
    head = orjson.dumps(about, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2)
    with open(stage / manifest_path(out).name, "wb") as file:
        # The list of files may be long, so it is written one by one, last.
        file.write(head.removesuffix(b"\n}") + b',\n  "files": [')
        there = (p for p in _sorted_files(stage) if p.name != manifest_path(out).name)
        for n, path in enumerate(there):
            line = orjson.dumps(_file(path, stage), option=orjson.OPT_SORT_KEYS)
            file.write((b"," if n else b"") + b"\n    " + line)
        file.write(b"\n  ]\n}\n")


def _loss(loss: Loss) -> dict[str, object]:
    return {"what": loss.what, "count": loss.count, "fate": loss.fate, "becomes": loss.becomes}


def _sorted_files(folder: Path) -> Iterator[Path]:
    for name in sorted(os.listdir(folder)):
        path = folder / name
        if path.is_dir():
            yield from _sorted_files(path)
        else:
            yield path


def _file(path: Path, stage: Path) -> dict[str, object]:
    with open(path, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    name = path.relative_to(stage).as_posix()
    return {"path": name, "bytes": path.stat().st_size, "sha256": digest}


def _put_in_place(stage: Path, out: Path) -> tuple[Path, ...]:
    """Move everything to the target's folder, the manifest last; what was there goes."""
    names = sorted(os.listdir(stage), key=lambda name: (name == manifest_path(out).name, name))
    for name in {*_beside(out)} - {*names}:
        (out.parent / name).unlink(missing_ok=True)
    for name in names:
        source, target = stage / name, out.parent / name
        if source.is_file():
            _flush(source)
        elif target.is_dir():
            os.rename(target, stage / f"{name}.before")
        os.replace(source, target)
    return tuple(out.parent / name for name in names)


def _flush(path: Path) -> None:
    with open(path, "rb+") as file:
        os.fsync(file.fileno())
