"""What an import writes: articles in short turns, so that a person's edit never waits for long.

An import is one entry in the history and one batch, past the journal: if it is killed in the
middle, what is in the file belongs to the batch and can be taken back.
"""

import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from annotator.errors import Refused
from annotator.formats import ReadArticle, ReadProject
from annotator.i18n import _N, _, ngettext
from annotator.jobs import adopting, joining, mapping, tying
from annotator.jobs.acquainted import Acquainted, Called, cards, compared
from annotator.jobs.arrivals import ALREADY, BACK, FAILED, NEAR, NEW, VERSION, Arrival, Arrivals
from annotator.jobs.copies import Kin, Settling
from annotator.jobs.ends import Ends, Met
from annotator.jobs.filling import Differing, spoken
from annotator.jobs.imported import Imported, Kept, Misfit
from annotator.jobs.joining import Lacking, Proposed
from annotator.jobs.queue import Queue
from annotator.jobs.sources import Failure
from annotator.jobs.tying import Loose, Names
from annotator.model import Entity, Label, Link, Page
from annotator.project import Project
from annotator.store import batches, known, manypages, reading, writing
from annotator.store.ids import new_id
from annotator.text import content_key
from annotator.text.copies import fingerprints

_NAME = _N("Import {count} from {name}")


class Intake:
    """Takes in the articles of one file after the other. Refused where nothing can be written."""

    def __init__(
        self, project: Project, name: str, labels: Mapping[str, str] = MappingProxyType({}),
        arrivals: Arrivals | None = None, *, joins: bool = False,
    ) -> None:  # fmt: skip
        if project.read_only:
            raise Refused(project.read_only)
        self.result, self._labels, self._joins = Imported(), labels, joins
        self._project, self._name = project, name
        self._reader = project.another_reader()
        self._names = adopting.names(project)
        self._known = Acquainted(self._reader)
        self._path, self._scheme, self._since = Path(), "", 0
        self._alone, self._in_folder = True, False
        self._queue, self._loose = Queue(), list[Loose]()
        self._apart, self._met = list[Loose](), Met()
        self._copies = Settling()
        self._arrivals, self._paths = arrivals or Arrivals(), dict[str, Path]()

    def begin_file(self, path: Path, scheme: str, *, alone: bool, in_folder: bool = False) -> None:
        """Begin a file of that format; articles that are `alone` in it may wait for other files,
        `in_folder` that all files of a folder are of one export.
        """
        if not alone or scheme != self._scheme:
            self.end()
        self._path, self._scheme, self._since = path, scheme, new_id()
        self._met = Met()
        self._alone, self._in_folder = alone, in_folder
        self._names.entities, self._names.given = {}, {}

    def declare(self, labels: Iterable[Label]) -> None:
        """Note what a file says of its labels; those that the mapping asks for are made at once."""
        names = self._names
        names.declared |= {each.name: each for each in labels}
        asked = [each.name for each in labels if self._labels.get(each.name) == each.name]
        if asked:
            names.labels = adopting.add_labels(self._project, asked, names.declared)
            names.codebook = self._project.codebook

    def adopt(self, read: ReadProject | None) -> Iterator[int]:
        """Take in what the file says of its project; yields how many entities are in."""
        if read is None:
            return
        bare, done = writing.is_bare(self._reader), 0
        self._names = names = adopting.adopt(self._project, read)
        for done in adopting.entities(self._project, self._reader, read, names, self._scheme):
            yield done
        if bare or done:
            self._write([], [])
        if not bare:
            yield from self._compare(read, done)

    def _compare(self, read: ReadProject, done: int) -> Iterator[int]:
        """Fill in what the file says of entities of the project that were here already."""
        asked = [e for e in read.entities if not e.role and not e.merged_into]
        for some in adopting.slices(asked):
            said = [("", tying.entity(each, self._names)) for each in some]
            fillings, told = compared(self._reader, said, self._names.codebook, set())
            self._keep(told)
            if fillings:
                with self._project.turn() as db:
                    entry = self.result.edit or batches.begin(db, self._names.me, _NAME)
                    writing.fill(db, fillings, entry)
                    batches.note(db, entry, self._told(self.result), ())
                self.result = replace(self.result, edit=entry)
            yield done

    def _keep(self, told: Iterable[tuple[str, Differing]]) -> None:
        """Note what files say otherwise, by the title of the article they say it with."""
        kept = (Kept(self._path, title, what) for title, what in told)
        self.result = replace(self.result, kept=tuple(dict.fromkeys((*self.result.kept, *kept))))

    def add(self, read: ReadArticle) -> None:
        """Take in an article; it is written when enough have come together."""
        read = mapping.mapped(read, self._labels)
        key = content_key(read.text)
        linked = self._alone and bool(read.links)
        if key in self._queue or linked:
            self.flush()
            self._since, self._met = new_id(), Met()
        self._queue.put(key, read, self._path)
        self._note(read)
        if self._queue.is_full or linked:
            self.flush()

    def fail(self, path: Path, why: str) -> None:
        """Note what could not be taken in."""
        self.result = replace(self.result, failed=(*self.result.failed, Failure(path, why)))
        self._arrivals.add(Arrival(FAILED, path, why=why))

    def skip(self, path: Path, why: str) -> None:
        """Note a file that is none to read."""
        self._arrivals.pass_over(path, why)

    def end_file(self) -> None:
        """End the file."""
        if not self._alone or self._loose or self._apart:
            self.end()

    def end(self) -> None:
        """Write what waits, and tie the links that lead from article to article."""
        self.flush()
        loose, self._loose = self._loose, []
        leading_out, self._apart = self._apart, []
        ends = Ends(self._reader, self._scheme, self._since, self._met)
        if why := ends.tie(self._project, loose):
            self.fail(self._path, why)
        if leading_out:
            self._tie_apart(*ends.lacking(leading_out))
        if apart := self._copies.look_again(self._project):
            self._arrivals.set_apart(apart)

    def _tie_apart(self, links: list[Link], why: str) -> None:
        """Write links of articles that were here to others, or count them."""
        found = self.result
        if not self._joins:
            self._count_left(len(links))
            return
        if links:
            counted = replace(found, remarks_added=found.remarks_added + len(links))
            with self._project.turn() as db:
                entry = found.edit or batches.begin(db, self._names.me, _NAME)
                writing.further_links(db, links, entry)
                batches.note(db, entry, self._told(counted), ())
            self.result = replace(counted, edit=entry)
        if why:
            self.fail(self._path, why)

    def stop(self, why: str) -> None:
        """Give up, and say why."""
        self._queue.take()
        self.result = replace(self.result, stopped=why)

    def close(self) -> None:
        """Let go of the file; the result then lists all arrivals."""
        self._reader.close()
        told = replace(self.result, arrivals=self._arrivals.all(), skipped=self._arrivals.passed)
        counts = self._arrivals.counts
        self.result = replace(told, near=counts[NEAR], versions=counts[VERSION])

    # articles

    def flush(self) -> None:
        """Write the articles that wait."""
        waiting = self._queue.take()
        if not waiting.reads:
            return
        self._paths = waiting.paths
        new, back = self._sorted(waiting.reads)
        if not new and not back:
            return
        self._learn(new)
        try:
            self._write(new, back)
        except Refused:
            if back:
                self._write([], back)
            for read in new:
                self._write_alone(read, waiting.paths[content_key(read.text)])

    def _sorted(self, reads: dict[str, ReadArticle]) -> tuple[list[ReadArticle], list[int]]:
        """The articles that are new, and removed ones that come back; others are counted."""
        there = known.texts(self._reader, reads)
        new, back, already = [], [], {}
        for key, read in reads.items():
            id, removed = there.get(key, (0, False))
            if not id:
                new.append(read)
            elif removed and not read.removed:
                back.append(id)
                self._arrive(BACK, key, read.title, id)
            else:
                already[id] = read
        found = self.result
        first = found.first or next(iter(already), None)
        self.result = replace(found, already=found.already + len(already), first=first)
        why = self._join({id: read for id, read in already.items() if joining.says_anything(read)})
        for id, read in already.items():
            self._arrive(ALREADY, content_key(read.text), read.title, id, why=why.get(id, ""))
        return new, back

    def _arrive(
        self, kind: str, key: str, title: str, article: int, kin: Kin | None = None, why: str = ""
    ) -> None:  # fmt: skip
        path, other = self._paths.get(key, self._path), kin.article.title if kin else ""
        like, older = ("", other) if kin and kin.is_version else (other, "")
        self._arrivals.add(Arrival(kind, path, title, why, article, like, older))

    def _join(self, already: dict[int, ReadArticle]) -> dict[int, str]:
        """Put on articles that are here what the file says and they lack, or count it; returns what
        it says otherwise, by article.
        """
        if not already:
            return {}
        if self._joins:
            self._learn(list(already.values()))
        names = self._names if self._joins else joining.counting(self._names, already.values())
        proposed = known.proposed(self._reader, already)
        lacking, otherwise = list[Lacking](), dict[int, str]()
        for there in manypages.read(self._reader, list(already), names.codebook):
            read = already[there.article.id]
            try:
                new = self._lacking(read, there, names, proposed.get(there.article.id, ()))
            except Refused as refusal:
                if self._joins:
                    self._leave_out(read.title, str(refusal))
                else:
                    self._count_left(len(read.spans) + len(read.predictions))
                continue
            told = tuple(Kept(self._path, read.title, each) for each in new.differing)
            self.result = replace(self.result, kept=(*self.result.kept, *told))
            otherwise[there.article.id] = " ".join(str(each.what) for each in told)
            if not self._joins:
                self._count_left(new.count)
            elif not new.is_empty:
                lacking.append(new)
        if lacking:
            self._write_marks(lacking)
        return otherwise

    def _export(self, read: ReadArticle) -> Path:
        """The file that an article came with, or the folder whose files are of one export."""
        path = self._paths.get(content_key(read.text), self._path)
        return path.parent if self._in_folder and path.is_file() else path

    def _count_left(self, count: int) -> None:
        self.result = replace(self.result, marks_left=self.result.marks_left + count)

    def _lacking(
        self, read: ReadArticle, there: Page, names: Names, proposed: Collection[Proposed]
    ) -> Lacking:
        """What an article lacks. Refused where the file refers to what is not in it."""
        fresh = Called()
        both, made = self._known.sorted(read, fresh, names, self._export(read), keep=False)
        found, loose = tying.tied(read, both, made, keep=False)
        said = cards(read, both, made)
        standing = reading.entities(self._reader, {each.id for each in said})
        new = joining.lacking(found, there, said, standing, proposed)
        self._met |= new.met
        self._apart += joining.untied(new, loose)
        if self._joins:
            told = _("what is said of “{name}”, whom nothing in the article names")
            unread = dict.fromkeys(
                (*self.result.unread, *(told.format(name=n) for n in new.unsaid))
            )
            self.result = replace(self.result, unread=tuple(unread))
            self._known.proper |= {n: id for n, id in fresh.items() if id in new.new.page.entities}
        return new

    def _write_marks(self, lacking: list[Lacking]) -> None:
        """Write marks in one turn; where that is refused, those of each article in one."""
        found, new = self.result, [each.new for each in lacking]
        counted = replace(
            found,
            marks_added=found.marks_added + sum(len(each.page.spans) for each in new),
            answers_added=found.answers_added + sum(len(each.page.judgements) for each in new),
            remarks_added=found.remarks_added + sum(each.remarks for each in lacking),
            predictions=found.predictions + sum(len(each.suggestions) for each in new),
        )
        try:
            with self._project.turn() as db:
                entry = found.edit or batches.begin(db, self._project.annotator.id, _NAME)
                writing.marks(db, new, self._scheme, self._names.me, entry)
                batches.note(db, entry, self._told(counted), ())
        except Refused as refusal:
            if len(new) == 1:
                self._leave_out(new[0].page.article.title, str(refusal))
            for each in lacking if len(new) > 1 else ():
                self._write_marks([each])
            return
        self.result = replace(counted, edit=entry)

    def _note(self, read: ReadArticle) -> None:
        """Note what of an article was not read, or not as it stands."""
        found = self.result
        unread = dict.fromkeys((*found.unread, *read.ignored))
        counted = dict.fromkeys((*found.counted, read.counted)) if read.counted else found.counted
        unfit = tuple(Misfit(self._path, read.title, mark) for mark in read.unfit)
        self.result = replace(
            found, unread=tuple(unread), counted=tuple(counted), unfit=(*found.unfit, *unfit)
        )

    def _learn(self, reads: list[ReadArticle]) -> None:
        """Add the labels and annotators that the articles name and the project lacks."""
        names = self._names
        labels = {s.label for read in reads for s in read.spans if s.label}
        labels |= {e.label for read in reads for e in read.entities}
        if lacking := [each for each in sorted(labels) if each.casefold() not in names.labels]:
            names.labels = adopting.add_labels(self._project, lacking, names.declared)
            names.codebook = self._project.codebook
        people = {who for read in reads for who in joining.people(read)}
        if strangers := people - names.annotators.keys():
            names.annotators = adopting.add_annotators(self._project, sorted(strangers))

    def _write(self, reads: list[ReadArticle], back: list[int], *, keep: bool = True) -> None:
        """Write articles in one turn. Refused, with nothing written, where one of them is wrong."""
        fresh, names = Called(), self._names
        tied, said = [], list[tuple[str, Entity]]()
        for read in reads:
            both, made = self._known.sorted(read, fresh, names, self._export(read), keep=keep)
            said += ((read.title, each) for each in cards(read, both, made))
            tied.append(tying.tied(read, both, made, keep=keep))
        pages = [incoming for incoming, _loose in tied]
        ids = [each.page.article.id for each in pages]
        words = spoken(each.page for each in pages)
        prints = {each.page.article.id: fingerprints(each.page.text) for each in pages}
        versions = dict(zip(ids, (read.version_of for read in reads), strict=True))
        counted = replace(
            self.result,
            new=self.result.new + len(ids),
            back=self.result.back + len(back),
            predictions=self.result.predictions + sum(len(each.suggestions) for each in pages),
            first=self.result.first or next(iter([*ids, *back]), None),
        )
        with self._project.turn() as db:
            begun = time.perf_counter()
            entry = counted.edit or batches.begin(db, self._project.annotator.id, _NAME)
            writing.pages(db, pages, self._scheme, names.me)
            writing.bring_back(db, back)
            fillings, told = compared(db, said, names.codebook, words)
            writing.fill(db, fillings, entry)
            kin = self._copies.settle(db, prints, back, versions)
            batches.note(db, entry, self._told(counted), [*ids, *back])
            self._queue.learn(reads, time.perf_counter() - begun)
        self.result = replace(counted, edit=entry)
        self._keep(told)
        for about in (each.page.article for each in pages):
            self._arrive(NEW, about.key, about.title, about.id, kin.get(about.id))
        self._known.proper |= fresh
        self._loose += [loose for _incoming, ends in tied for loose in ends]

    def _write_alone(self, read: ReadArticle, path: Path) -> None:
        """Write one article of a turn that was refused; where its ids are taken, with new ones."""
        why = ""
        for keep in (True, False):
            try:
                self._write([read], [], keep=keep)
                return
            except Refused as refusal:
                why = str(refusal)
        self._leave_out(read.title, why, path)

    def _leave_out(self, title: str, why: str, path: Path | None = None) -> None:
        told = _("The article “{title}” was left out. {why}")
        self.fail(path or self._path, told.format(title=title, why=why))

    # words

    def _told(self, found: Imported) -> dict[str, str]:
        count = found.new + found.back
        words = [ngettext("{n} article", "{n} articles", count).format(n=count)]
        more = []
        if n := found.marks_added + found.answers_added:
            more.append(ngettext("{n} mark or answer", "{n} marks and answers", n).format(n=n))
        if n := found.remarks_added:
            more.append(ngettext("{n} remark", "{n} remarks", n).format(n=n))
        if (n := found.predictions) and not count:
            more.append(ngettext("{n} suggestion", "{n} suggestions", n).format(n=n))
        if more:
            words = [*(words if count else ()), *more]
        return {"name": self._name, "count": ", ".join(words)}
