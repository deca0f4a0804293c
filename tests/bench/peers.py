"""Measures our writers against the libraries of their readers, on the same articles in memory.

JSONL against orjson on the same values; CoNLL-2003 against Label Studio's converter, which makes
tokens as we do; DocBin against spaCy making the same file with words and spans given. Each pair is
taken in turns, in seconds of the processor. XMI and CAS JSON are measured in `uima`.

Label Studio has the environment that `./check --peers` makes for it.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson

from annotator import formats
from annotator.__main__ import spare_collector
from annotator.formats import ProjectCard
from annotator.jobs import exporting as exports
from annotator.model import Page, Span
from annotator.project import Project
from annotator.store import exporting
from annotator.text import snap_words
from tests.bench import corpus
from tests.bench.store import Report
from tests.peers import environments

ARTICLES, ROUNDS = 400, 5

# Label Studio's own converter, told to convert the tasks once per line it is given.
_CONVERT = """
import sys, time
from label_studio_sdk.converter import Converter
converter = Converter(open(sys.argv[1]).read(), sys.argv[3])
for line in sys.stdin:
    began = time.process_time()
    converter.convert(sys.argv[2], line.strip(), "CONLL2003", is_dir=False)
    print("took", time.process_time() - began, flush=True)
"""


def busy(act: Callable[[], object]) -> float:
    """How long something keeps the processor."""
    began = time.process_time()
    act()
    return time.process_time() - began


class Ours:
    """Exporting pages that are in memory, all of them."""

    def __init__(self, pages: list[Page], card: ProjectCard, folder: Path) -> None:
        self.pages, self.card, self.folder = pages, card, folder

    def write(self, name: str, **options: Any) -> Callable[[], None]:
        """One export."""
        writer = formats.writer(name)
        chosen = formats.made(writer.Options, options)

        def act() -> None:
            out = self.folder / f"ours{writer.SUFFIXES[0]}"
            for _progress in writer.write(iter(self.pages), self.card, out, chosen):
                pass

        return act


def jsonl(report: Report, ours: Ours) -> None:
    """Against encoding the same values as they are, all their fields, and writing them."""
    about = ("article", "text", "spans", "entities", "claims", "judgements", "statuses")
    values: list[object] = [[getattr(page, name) for name in about] for page in ours.pages]
    values += ours.card.entities
    how = orjson.OPT_NON_STR_KEYS | orjson.OPT_APPEND_NEWLINE

    def bare() -> None:
        with (ours.folder / "bare.jsonl").open("wb") as file:
            for value in values:
                file.write(orjson.dumps(value, option=how))
            file.flush()
            os.fsync(file.fileno())

    report.bar("JSONL from pages / orjson on the same values", _ratio(ours.write("jsonl"), bare), 2)


def docbin(report: Report, ours: Ours) -> None:
    """Against spaCy making the same file, where words, blanks, spans and user data are given."""
    from spacy.tokens import Doc, DocBin, Span
    from spacy.vocab import Vocab

    write = ours.write("spacy")
    write()
    given = [_told(doc) for doc in DocBin().from_disk(ours.folder / "ours.spacy").get_docs(Vocab())]

    def theirs() -> None:
        vocab = Vocab()
        bins = DocBin(("ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID"), store_user_data=True)
        for words, blanks, ents, groups, more in given:
            doc = Doc(vocab, words=words, spaces=blanks)
            doc.set_ents([Span(doc, *each) for each in ents])
            for name, spans in groups.items():
                doc.spans[name] = [Span(doc, *each) for each in spans]
            doc.user_data |= more
            bins.add(doc)
        bins.to_disk(ours.folder / "theirs.spacy")

    report.bar("DocBin / by spaCy with given tokens", _ratio(write, theirs), 1.1)


def _told(doc: Any) -> tuple[list[str], list[bool], Any, Any, Any]:
    """What a doc is made of."""

    def told(span: Any) -> tuple[object, ...]:
        return span.start, span.end, span.label_, None, None, span.kb_id_, span.id_

    return (
        [token.text for token in doc],
        [bool(token.whitespace_) for token in doc],
        [told(span) for span in doc.ents],
        {name: [told(span) for span in spans] for name, spans in doc.spans.items()},
        dict(doc.user_data),
    )


def conll(report: Report, ours: Ours) -> None:
    """Against Label Studio's converter, on mentions alone, as it knows no more: a quarter of its
    time. Ours says in addition where the tokens stand, and lists what was lost.
    """
    python = environments.folder_of("label-studio") / "python"
    if not python.is_file():
        report.say("CoNLL-2003 was not measured: ./check --peers has made no environment yet")
        return
    bare = replace(ours.card, entities=(), judgements=(), links=(), notes=(), attributes=())
    ours = Ours([_mentions(page) for page in ours.pages], bare, ours.folder)
    with _converter(python, ours) as convert:
        ratio = statistics.median(
            busy(ours.write("conll2003", labels="own")) / convert() for _ in range(ROUNDS)
        )
    report.bar("CoNLL-2003 / by Label Studio's SDK", ratio, 0.25)


def _mentions(page: Page) -> Page:
    """The mentions alone, on whole words as mentions are, and not as chance laid them."""
    text, mentions = page.text, list[Span]()
    for span in page.mentions:
        start, end = snap_words(text, span.start, span.end)
        mentions.append(replace(span, start=start, end=end, quote=text[start:end], entity=None))
    return Page(page.article, text, page.codebook, tuple(mentions))


@contextmanager
def _converter(python: Path, ours: Ours) -> Iterator[Callable[[], float]]:
    """What converts the articles once, in a process that has read its modules, and says how long
    that took.
    """
    names = [label.name for label in ours.card.codebook.active_labels]
    config, tasks = ours.folder / "config.xml", ours.folder / "tasks.json"
    labels = "".join(f'<Label value="{each}"/>' for each in names)
    config.write_text(f'<View><Labels name="label" toName="text">{labels}</Labels>'
                      '<Text name="text" value="$text"/></View>')  # fmt: skip
    tasks.write_bytes(orjson.dumps([_task(n, page) for n, page in enumerate(ours.pages)]))
    words = [str(python), "-c", _CONVERT, str(config), str(tasks), str(ours.folder)]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as peer:
        assert peer.stdin is not None and peer.stdout is not None
        asked, told = peer.stdin, peer.stdout

        def convert() -> float:
            asked.write(f"{ours.folder / 'theirs'}\n")
            asked.flush()
            return float(next(line for line in told if line.startswith("took")).split()[1])

        convert()
        yield convert
        asked.close()


def _task(number: int, page: Page) -> dict[str, object]:
    result = [
        {
            "id": str(span.id), "from_name": "label", "to_name": "text", "type": "labels",
            "value": {"start": span.start, "end": span.end, "text": span.quote,
                      "labels": [page.codebook.label(span.label or 0).name]},
        }
        for span in page.mentions
    ]  # fmt: skip
    done = {"id": number, "completed_by": 1, "created_at": "2026-01-01T00:00:00Z", "result": result}
    return {"id": number, "data": {"text": page.text}, "annotations": [done]}


def _ratio(ours: Callable[[], object], theirs: Callable[[], object]) -> float:
    return statistics.median(busy(ours) / busy(theirs) for _ in range(ROUNDS))


def main() -> int:
    """Measure, print, and tell by the exit code whether a budget was missed."""
    spare_collector()
    report = Report()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["ANNOTATOR_HOME"] = name
        path = corpus.marked_articles(folder / "many", ARTICLES)
        with Project.open(path, "anna", read_only=True) as project:
            pages = list(exporting.all_pages(project.reader, project.codebook))
            card = exports.card_of(project, project.reader)
            ours = Ours(pages, replace(card, entities=tuple(card.entities)), folder)
            for part in (jsonl, conll, docbin):
                part(report, ours)
    return int(report.missed > 0)


if __name__ == "__main__":
    sys.exit(main())
