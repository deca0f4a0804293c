"""Real articles and annotations from public corpora, through every format and back."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from annotator.formats import brat, conll2003, jsonl, plain
from annotator.formats.common.tokens import Tokens
from annotator.model import Claim, Page, Span
from annotator.text import header_end
from tests.formats import brat_reader, restored
from tests.formats import pages as make
from tests.formats.running import exported
from tests.showing import show

_FOLDERS = ("polnear", "nerel", "factrueval2016", "litbank", "crocus", "brat_examples")
_COLUMNS = ("weibo_ner", "nemo_hebrew", "wojood_arabic", "masakhaner_amharic")


@pytest.fixture(scope="module")
def real_pages(shared_data: Path) -> list[Page]:
    """Articles in ten languages, with a mention on every third run of tokens."""
    found = [_marked(text, n) for n, text in enumerate(_texts(shared_data))]
    assert len(found) > 60
    return found


def _texts(folder: Path) -> Iterator[str]:
    for name in _FOLDERS:
        for file in sorted((folder / name).rglob("*.txt"))[:20]:
            yield next(plain.read(file)).text
    for name in _COLUMNS:
        for file in sorted((folder / name).iterdir()):
            words = [line.split()[:1] for line in file.read_text("utf-8").split("\n")[:400]]
            yield " ".join(word[0] for word in words if word)


def _marked(text: str, number: int) -> Page:
    ranges = Tokens(text).ranges
    chosen = [
        (ranges[n][0], ranges[min(n + n % 3, len(ranges) - 1)][1], ("PER", "ORG", "GPE")[n % 3])
        for n in range(0, len(ranges), 7)
    ]
    page = make.page_of(text, *chosen)
    return replace(page, article=replace(page.article, id=number))


def test_the_headline_of_each_article_of_an_archive_is_its_title(
    shared_data: Path, request: pytest.FixtureRequest
) -> None:
    """The archive ends headlines with a full stop, and parts some into two lines."""
    files = sorted((shared_data / "polnear").rglob("*.txt"))
    found = 0
    for file in files:
        read = next(plain.read(file))
        above = read.text[header_end(read.text) :].lstrip()  # below "BYLINE: …", where it stands
        headline = " ".join(above.partition("\n\n")[0].split())
        found += read.title == headline
    show(request, "titles that are the headline", (
        ("corpus", "texts", "theirs"), ("PolNeAR", str(len(files)), str(found)),
    ))  # fmt: skip
    assert found == len(files)


def test_texts_and_mentions_come_back(real_pages: list[Page], tmp_path: Path) -> None:
    out = tmp_path / "real.jsonl"
    exported(jsonl, real_pages, out)
    project = jsonl.read_project(out)
    assert project is not None
    back = [restored.page(article, project) for article in jsonl.read(out)]
    pages = [replace(p, spans=tuple(replace(s, article=p.article.id) for s in p.spans))
             for p in real_pages]  # fmt: skip
    assert back == pages


def test_brat_reads_every_file(real_pages: list[Page], tmp_path: Path) -> None:
    exported(brat, real_pages, tmp_path / "real")
    by_text = {page.text: page for page in real_pages}
    for file in (tmp_path / "real").glob("*.txt"):
        text = file.read_bytes().decode()
        found = brat_reader.read(text, file.with_suffix(".ann").read_bytes().decode())
        assert len(found.textbounds) == len(by_text.pop(text).spans)
    assert not by_text


def test_seqeval_finds_every_mention(real_pages: list[Page], tmp_path: Path) -> None:
    seqeval = pytest.importorskip("seqeval.scheme")
    out = tmp_path / "real.conll"
    report = exported(conll2003, real_pages, out, labels="own")
    blocks = out.read_bytes().decode().removesuffix("\n\n").split("\n\n")
    rows = [block.split("\n") for block in blocks if not block.startswith("-DOCSTART-")]
    tags = [[line.split()[-1] for line in block] for block in rows]
    found = seqeval.Entities(tags, seqeval.IOB2).entities
    extra = {x.what: x.count for x in report.losses}.get("mention over a sentence end", 0)
    marked = sum(len(page.spans) for page in real_pages)
    assert marked <= sum(map(len, found)) <= marked + 3 * extra


def test_spacy_holds_every_text(real_pages: list[Page], tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    from annotator.formats import spacy as format

    report = exported(format, real_pages, tmp_path / "real.spacy")
    vocabulary = spacy.blank("xx").vocab
    docs = [
        doc
        for path in report.files if path.suffix == ".spacy"
        for doc in spacy.tokens.DocBin().from_disk(path).get_docs(vocabulary)
    ]  # fmt: skip
    assert sorted(
        (doc.text, [(e.start_char, e.end_char) for e in doc.spans["sc"]]) for doc in docs
    ) == sorted((page.text, [(s.start, s.end) for s in page.spans]) for page in real_pages)


def test_polnears_own_attributions_survive_us(shared_data: Path, tmp_path: Path) -> None:
    """Their .ann into our model and out again: the same events on the same characters."""
    done = 0
    for ann in sorted((shared_data / "polnear").rglob("*.ann")):
        article = re.sub(r"_[0-9a-f]{4}$", "", ann.stem)
        text = (ann.parents[1] / "text" / f"{article}.txt").read_bytes().decode()
        try:
            theirs = brat_reader.read(text, ann.read_bytes().decode())
        except (AssertionError, KeyError):
            continue  # broken lines, as SOURCES.md tells
        page = _page_of(text, theirs)
        assert page.text == text
        exported(brat, [page], tmp_path / "out", claims="polnear")
        [made] = (tmp_path / "out").glob("*.ann")
        assert _events(brat_reader.read(text, made.read_bytes().decode())) == _events(theirs)
        done += len(theirs.events)
    assert done > 700


def _page_of(text: str, found: brat_reader.Standoff) -> Page:
    ids, spans, claims = count(1000), [], {}
    for _type, _trigger, arguments in found.events.values():
        claim = next(ids)
        claims[claim] = Claim(claim, 1, 1, chain=(None, None))
        for name, target in arguments.items():
            role = name.rstrip("2").lower()
            for start, end in found.textbounds[target][1]:
                order = sum(s.claim == claim and s.role == role for s in spans)
                spans.append(
                    Span(next(ids), 1, start, end, 1, text[start:end], role=role, claim=claim,
                         order=order)
                )  # fmt: skip
    return make.page_of(text, spans=make.in_order(spans), claims=claims, statuses={1: "done"})


def _events(found: brat_reader.Standoff) -> list[tuple[str, list[tuple[str, list[int]]]]]:
    """Events by the code points of each role, whichever pieces a role is told in."""
    events = []
    for type, _trigger, arguments in found.events.values():
        roles: dict[str, set[int]] = {}
        for name, target in arguments.items():
            roles.setdefault(name.rstrip("2"), set()).update(found.points(target))
        events.append((type, sorted((role, sorted(points)) for role, points in roles.items())))
    return sorted(events)
