"""CoNLL-U: peers read and validate what we write, and it comes back less what the report says."""

import re
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from annotator import formats
from annotator.errors import BadInput
from annotator.formats import conllu
from annotator.formats.common.tokens import Tokens
from annotator.formats.values import ReadArticle, ReadSpan, Report
from annotator.model import Page, Span
from tests.formats import golden_page
from tests.formats import pages as make
from tests.formats.running import exported
from tests.gold import gold_card, gold_page

_ALL = ("untouched", "in_progress", "done", "done_empty", "review")


def _read(path: Path, text: str) -> list[ReadArticle | BadInput]:
    path = path / "a.conllu"
    path.write_bytes(text.encode())
    return list(conllu.read(path))


def _one(path: Path, text: str) -> ReadArticle:
    [read] = _read(path, text)
    assert isinstance(read, ReadArticle)
    return read


def _rows(*tokens: tuple[str, str]) -> str:
    return "".join(
        f"{n}\t{form}\t_\tX\t_\t_\t{min(n - 1, 1)}\t{'dep' if n > 1 else 'root'}\t_\t{misc}\n"
        for n, (form, misc) in enumerate(tokens, 1)
    )


def _marked(read: ReadArticle) -> list[tuple[str, str, str]]:
    return [(read.text[s.start : s.end], s.label, s.entity) for s in read.spans]


# what we write


def test_the_gold_page_comes_back(tmp_path: Path) -> None:
    page = gold_page()
    exported(conllu, [page], tmp_path / "x.conllu", gold_card())
    [read] = conllu.read(tmp_path / "x.conllu")
    assert isinstance(read, ReadArticle)
    assert formats.recognised(tmp_path / "x.conllu") is conllu
    about = page.article
    assert (read.text, read.title, read.outlet, read.published, read.url) == (
        page.text, about.title, about.outlet, about.published, about.url,
    )  # fmt: skip
    assert _found(read) == _expected(page)
    qids = {e.name: e.qid for e in read.entities}
    assert qids["Vladimir Putin"] == "Q7747"


def test_the_conllu_package_reads_every_line_back(tmp_path: Path) -> None:
    peer = pytest.importorskip("conllu")
    exported(conllu, [gold_page(), golden_page.page()], tmp_path / "x.conllu", gold_card())
    text = (tmp_path / "x.conllu").read_bytes().decode()
    found = peer.parse(text)
    assert "".join(each.serialize() for each in found) == text
    assert [each.metadata["text"] for each in found][1].startswith("Lena") or len(found) > 20


@pytest.mark.parametrize("name", make.TEXTS)
def test_texts_that_bite(name: str, tmp_path: Path) -> None:
    bare = make.page_of(make.TEXTS[name])
    tokens = Tokens(bare.text).ranges
    page = make.page_of(bare.text, *((start, end, "PER") for start, end in tokens))
    report = exported(conllu, [page], tmp_path / "x.conllu")
    found = list(conllu.read(tmp_path / "x.conllu"))
    if not tokens:
        assert found == []
        assert "article without a token" in [loss.what for loss in report.losses]
        return
    [read] = found
    assert isinstance(read, ReadArticle)
    assert read.text == page.text
    assert [(s.start, s.end) for s in read.spans] == [(s.start, s.end) for s in page.spans]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(page=make.pages())
def test_what_comes_back_is_the_page_less_what_the_report_says(page: Page) -> None:
    entities = {id: replace(e, name=e.name or "x") for id, e in page.entities.items()}
    page = replace(page, article=replace(page.article, removed=False), entities=entities)
    found, report = _back(page)
    if not Tokens(page.text).ranges:
        assert found == []
        return
    [read] = found
    counts: Counter[str] = Counter()
    for loss in report.losses:
        counts[loss.what] += loss.count
    assert (read.text, read.outlet, read.byline) == (
        page.text, page.article.outlet, page.article.byline,
    )  # fmt: skip
    changing = ("mention over a sentence end", "crossing mentions of one entity",
                "overlapping pieces of one mention", "mention that covers no token",
                "label of an entity that its mention does not share")  # fmt: skip
    if not any(counts[what] for what in changing):
        expected = _expected(page)
        if counts["head of a mention"]:
            expected, got = _headless(expected), _headless(_found(read))
            assert got == expected
        else:
            assert _found(read) == expected


def _back(page: Page, **options: Any) -> tuple[list[ReadArticle], Report]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "x.conllu"
        report = exported(conllu, [page], out, statuses=_ALL, **options)
        return list(conllu.read(out)), report  # type: ignore[arg-type]


def _found(read: ReadArticle) -> Counter[Any]:
    """Mentions by their pieces, label, level, head and the name of their entity."""
    names = {e.id: (e.name, e.qid) for e in read.entities}
    pieces: dict[str, list[ReadSpan]] = {}
    for span in read.spans:
        pieces.setdefault(span.part_of or span.id, []).append(span)
    return Counter(
        (
            tuple(sorted((s.start, s.end) for s in some)),
            some[0].label, some[0].level, some[0].head_start, some[0].head_end,
            names.get(some[0].entity),
        )
        for some in pieces.values()
    )  # fmt: skip


def _expected(page: Page) -> Counter[Any]:
    grid = Tokens(page.text)
    pieces: dict[int, list[Span]] = {}
    for span in sorted(page.mentions, key=lambda s: s.part_of is not None):
        pieces.setdefault(span.part_of or span.id, []).append(span)
    found: Counter[Any] = Counter()
    for some in pieces.values():
        places = sorted(grid.characters(*grid.cover(s.start, s.end)) for s in some)
        first, entity = some[0], page.entities.get(page.entity_of(some[0]) or 0)
        name = (entity.name, entity.qid) if entity else None
        label = page.codebook.label(first.label or 0).name
        found[tuple(places), label, first.level, first.head_start, first.head_end, name] += 1
    return found


def _headless(found: Counter[Any]) -> Counter[Any]:
    return Counter(key for each, n in found.items() for key in [(*each[:3], each[5])] * n)


def test_brackets_nest_cross_and_know_pieces(tmp_path: Path) -> None:
    page = make.page_of(
        "the North and South of Old Rome", (0, 31, "LOC"), (4, 9, "LOC"), (14, 31, "GPE"),
        (4, 19, "ORG"), (27, 31, "GPE"),
    )  # fmt: skip
    spans = (*page.spans, replace(page.spans[1], id=900, start=20, end=22, part_of=201, order=1))
    page = replace(page, spans=make.in_order(list(spans)))
    [read], report = _back(page)
    assert _found(read) == _expected(page)
    assert [x.what for x in report.losses if "mention" in x.what] == []


def test_flat_tags_can_be_had(tmp_path: Path) -> None:
    page = make.page_of("Ana Li of Rome left.", (0, 14, "PER"), (10, 14, "GPE"))
    [read], report = _back(page, marks="NE")
    assert _marked(read) == [("Ana Li of Rome", "PER", "")]
    assert [x.count for x in report.losses if x.what == "mention that overlaps another"] == [1]


def test_udvalidate_finds_no_fault(tmp_path: Path) -> None:
    udtools = pytest.importorskip("udtools")
    exported(conllu, [gold_page(), golden_page.page()], tmp_path / "x.conllu", gold_card())
    command = [sys.executable, "-m", "udtools.cli", "--lang", "en", "--level", "2",
               str(tmp_path / "x.conllu")]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:] or done.stdout[-2000:]
    assert udtools


# what others write


def test_text_is_spaced_as_the_file_says(tmp_path: Path) -> None:
    text = (
        "# newdoc id = d1\n# newpar\n# sent_id = 1\n# text = Ana's here.\n"
        + _rows(("Ana", "SpaceAfter=No"), ("'s", "_"), ("here", "SpaceAfter=No"), (".", "_"))
        + "\n# newpar\n# sent_id = 2\n# text = So.\n"
        + _rows(("So", "SpaceAfter=No|NE=B-X"), (".", "SpacesAfter=\\n\\s"))
        + "\n# newdoc\n# sent_id = 3\n# text = No\n"
        + _rows(("No", "Entity=(e1-person)"))
    )
    first, second = _read(tmp_path, text)
    assert isinstance(first, ReadArticle)
    assert isinstance(second, ReadArticle)
    assert (first.id, first.text) == ("d1", "Ana's here. So.\n ")
    assert _marked(first) == [("So", "X", "")]
    assert _marked(second) == [("No", "person", "e1")]


def test_without_spaces_after_paragraphs_and_texts_are_used(tmp_path: Path) -> None:
    text = (
        "# text = Ana\u00a0left .\n" + _rows(("Ana", "_"), ("left", "_"), (".", "_"))
        + "\n# newpar\n# text = So\n" + _rows(("So", "_"))
    )  # fmt: skip
    assert _one(tmp_path, text).text == "Ana\u00a0left .\n\nSo"
    offsets = _rows(("Ana", "start_char=1|end_char=4"), ("left", "start_char=6|end_char=10"))
    assert _one(tmp_path, offsets).text == " Ana  left"


def test_words_written_together_and_empty_nodes(tmp_path: Path) -> None:
    text = (
        "1-2\tdella\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n1\tdi\t_\tADP\t_\t_\t0\troot\t_\t_\n"
        "2\tla\t_\tDET\t_\t_\t1\tdep\t_\tEntity=(e1-place\n2.1\tx\t_\t_\t_\t_\t_\t_\t1:dep\t_\n"
        "3\tRoma\t_\tX\t_\t_\t1\tdep\t_\tEntity=e1)\n"
    )
    read = _one(tmp_path, text)
    assert (read.text, _marked(read)) == ("dellaRoma", [("dellaRoma", "place", "e1")])
    assert read.ignored == ("empty nodes", "lemmas, features and syntax")


def test_an_empty_node_before_the_first_word_is_none(tmp_path: Path) -> None:
    empty = "0.1\tgone\t_\t_\t_\t_\t_\t_\t0:root\t_\n"
    assert _one(tmp_path, empty + _rows(("Ana", "_"), ("left", "_"))).text == "Ana left"
    assert _one(tmp_path, f"{empty}\n{_rows(('Ana', '_'))}").text == "Ana"


def test_corefud_entities_join_their_mentions(tmp_path: Path) -> None:
    text = "# global.Entity = GRP-etype-infstat-minspan-identity\n" + _rows(
        ("Ana", "Entity=(1-person-new-1,2-Ana_Li"), ("Li", "Entity=1)"), ("saw", "_"),
        ("her", "Entity=(2-place-new-2-(1-person-giv-1-)"), ("old", "_"),
        ("town", "Entity=2)"),
    )  # fmt: skip
    read = _one(tmp_path, text)
    assert _marked(read) == [
        ("Ana Li", "person", "1"), ("her old town", "place", "2"), ("her", "person", "1"),
    ]  # fmt: skip
    assert [(e.id, e.label, e.name) for e in read.entities] == [
        ("1", "person", "Ana Li"), ("2", "place", "her old town"),
    ]  # fmt: skip
    assert (read.spans[0].head_start, read.spans[0].head_end) == (0, 6)


def test_broken_rows_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    text = _rows(("Ana", "Entity=(e1-p"), ("left", "_")) + "3\ttoo few\n\n" + _rows(("So", "_"))
    read, fault = _read(tmp_path, text)
    assert isinstance(read, ReadArticle)
    assert isinstance(fault, BadInput)
    assert (read.text, read.spans, fault.line) == ("Ana left So", (), 3)
    assert read.ignored == ("brackets that nothing closed",)


def test_the_files_of_the_ud_tools(shared_data: Path) -> None:
    folder = shared_data / "formats" / "conllu" / "ud-tools"
    if not folder.is_dir():
        pytest.skip("needs formats/conllu among the corpora")
    told = 0
    for path in sorted(folder.rglob("*.conllu")):
        found = list(conllu.read(path))
        reads = [each for each in found if isinstance(each, ReadArticle)]
        told += len(found) - len(reads)
        if path.parent.name == "valid" and reads:
            said = re.findall(r"^# text = (.*)$", path.read_text("utf-8"), re.MULTILINE)
            assert reads[0].text == " ".join(said)
            assert len(found) == 1
    print(f"conllu: 23 files, {told} broken lines")
    assert told >= 3


def test_a_file_of_two_rows_is_known_though_one_is_short(tmp_path: Path) -> None:
    path = tmp_path / "a.conll"
    path.write_text("1\tAna\tana\tX\t_\t_\t0\troot\t_\tNE=B-PER\n2\tmet\n", "utf-8")
    assert formats.recognised(path) is conllu
    read, fault = conllu.read(path)
    assert isinstance(read, ReadArticle) and isinstance(fault, BadInput)
    assert (read.text, fault.line) == ("Ana", 2)
