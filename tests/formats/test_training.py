"""What trainers are promised of every format: chunks that lead back to the very characters,
families and dates that no division tears, a row for each claim, and who read what to its end.
"""

from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator import formats
from annotator.formats.columns import sidecar
from annotator.formats.common.chunking import chunks, losses_in_chunks
from annotator.formats.common.output import chunks_path, losses_path, manifest_path
from annotator.formats.values import Dated, Lost, ReadArticle
from annotator.model import Page
from annotator.text import content_key
from tests.formats import pages as make
from tests.formats.running import exported
from tests.gold import gold_card, gold_page

TRAINING = [
    each for each in formats.writers()
    if "chunk" in {field.name for field in fields(each.Options)}
]  # fmt: skip
TEXTUAL = [
    each for each in TRAINING
    if each.NAME in ("chat", "csv", "doccano", "excel", "huggingface", "prodigy", "spacy")
]  # fmt: skip
SIDECARS = [each for each in TRAINING if each.NAME in ("conll2003", "gliner", "triples")]
TEXT = (
    "Ana met Bo in Rome. She 😀 left. “Yes,” said Bo Li, and went.\n\nCafe\u0301 Zu\u0308rich won."
)


def _name(format: formats.Format) -> str:
    return format.NAME


def _usable(format: formats.Format) -> None:
    if formats.missing_extra(format.EXTRA):
        pytest.skip(f"needs the extra {format.EXTRA}")


def _out(format: formats.Format, folder: Path) -> Path:
    return folder / ("out" if format.FOLDER else f"out{format.SUFFIXES[0]}")


def _listed(out: Path) -> list[dict[str, str]]:
    head, *rows = chunks_path(out).read_text("utf-8").split("\n")
    return [dict(zip(head.split("\t"), row.split("\t"), strict=True)) for row in rows if row]


def _read(format: Any, out: Path) -> list[ReadArticle]:
    found = list(format.read(out))
    assert all(isinstance(each, ReadArticle) for each in found)
    return found


def test_every_format_for_trainers_cuts_and_every_format_divides_by_date() -> None:
    assert {each.NAME for each in TRAINING} >= {
        "chat", "conll2003", "conllu", "csv", "doccano", "excel", "gliner", "huggingface",
        "prodigy", "spacy", "triples",
    }  # fmt: skip
    for each in formats.writers():
        assert "split_by" in {field.name for field in fields(each.Options)}, each.NAME


@pytest.mark.parametrize("size", ["sentence", "25"])
@pytest.mark.parametrize("format", TEXTUAL, ids=_name)
def test_a_chunk_leads_back_to_the_characters_of_its_article(
    format: Any, size: str, tmp_path: Path
) -> None:
    _usable(format)
    page = make.page_of(TEXT, (0, 3, "PER"), (14, 18, "GPE"), (20, 23, "PER"), (44, 49, "PER"),
                        (63, 75, "GPE"))  # fmt: skip
    out = _out(format, tmp_path)
    exported(format, [page], out, chunk=size)
    listed, read = _listed(out), _read(format, out)
    places = [(int(row["start"]), int(row["end"])) for row in listed]
    assert "".join(page.text[start:end] for start, end in places) == page.text
    assert sorted(each.text for each in read) == sorted(page.text[a:b] for a, b in places)
    found = set()
    for row, (start, end) in zip(listed, places, strict=True):
        [chunk] = [each for each in read if each.text == page.text[start:end]]
        assert row["read"] == "yes"
        found |= {
            (span.start + start, span.end + start, chunk.text[span.start : span.end])
            for span in chunk.spans
        }
    whole = {(span.start, span.end, span.quote) for span in page.spans}
    cut = {one.start for one in losses_in_chunks(page, size, lambda _part: ())}
    assert {each for each in whole if each[0] not in cut} <= found
    assert {quote == page.text[start:end] for start, end, quote in found} == {True}
    assert len(found) == len(whole)
    if cut:
        assert losses_path(out).exists()


@pytest.mark.parametrize("size", ["none", "sentence", "25"])
@pytest.mark.parametrize("format", SIDECARS, ids=_name)
def test_the_tokens_of_a_chunk_lead_back_to_the_characters_of_its_article(
    format: Any, size: str, tmp_path: Path
) -> None:
    page, out = gold_page(), _out(format, tmp_path)
    exported(format, [page], out, gold_card(), chunk=size)
    starts = [int(row["start"]) for row in _listed(out)] if size != "none" else [0]
    blocks = [places for _name, places in sidecar.sidecar(out)]
    assert len(blocks) == len(starts)
    tokens = [
        (start + first, start + last, form)
        for start, places in zip(starts, blocks, strict=True)
        for _sentence, first, last, form in places
    ]
    assert all(page.text[start:end] == form for start, end, form in tokens)
    assert "".join(form for _start, _end, form in tokens) == "".join(page.text.split())


@settings(max_examples=60, deadline=None)
@given(page=make.pages(), size=st.sampled_from(["sentence", "claim", "1", "9", "30"]))
def test_no_mention_is_cut_or_gone_that_the_losses_do_not_name(page: Page, size: str) -> None:
    lost: list[Lost] = []
    shown = {
        (span.id, span.start + chunk.start, span.end + chunk.start)
        for chunk in chunks(page, size, lost)
        for span in chunk.page.mentions
        if span.quote == page.text[span.start + chunk.start : span.end + chunk.start]
    }
    told = {(one.start, one.end) for one in lost}
    for span in page.mentions:
        if page.text and (span.id, span.start, span.end) not in shown:
            assert (span.start, span.end) in told


@pytest.mark.parametrize("format", TRAINING, ids=_name)
def test_a_claim_can_have_a_row_of_its_own(format: Any, tmp_path: Path) -> None:
    _usable(format)
    page, out = gold_page(), _out(format, tmp_path)
    exported(format, [page], out, gold_card(), chunk="claim")
    listed = _listed(out)
    assert [row["claim"] for row in listed] == [str(claim.id) for claim in page.claims_in_order]
    for row in listed:
        parts = page.parts(int(row["claim"]))
        assert all(int(row["start"]) <= s.start < s.end <= int(row["end"]) for s in parts)
    if format in TEXTUAL:
        texts = [page.text[int(row["start"]) : int(row["end"])] for row in listed]
        # Prodigy tells examples by their texts: two claims in one sentence are one task.
        read = [each.text for each in _read(format, out)]
        assert sorted(set(read)) == sorted(set(texts))
        if format.NAME != "prodigy":
            assert sorted(read) == sorted(texts)


def test_an_article_without_a_claim_has_no_row_of_a_claim(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    report = exported(formats.writer("chat"), [make.page_of("Ana.", (0, 3, "PER"))], out,
                      chunk="claim")  # fmt: skip
    assert (report.written, report.left_out, out.read_bytes()) == (0, 1, b"")
    assert {loss.what for loss in report.losses} >= {
        "article without a claim", "mention that stands whole in no row of a claim",
    }  # fmt: skip


def _family(count: int) -> Iterator[Page]:
    """Articles of two days a month, every three of them near-duplicates of one another."""
    for n in range(count):
        page = make.page_of(f"Ana {n} met Bo.", (0, 3, "PER"))
        about = replace(
            page.article, id=n + 1, family=f"family {n // 3}",
            published=f"2024-{1 + n % 12:02}-{1 + n % 2:02}",
        )  # fmt: skip
        yield replace(page, article=about, spans=(replace(page.spans[0], id=500 + n),))


@pytest.mark.parametrize("by", ["random", "date"])
@pytest.mark.parametrize("format", TRAINING, ids=_name)
def test_families_straddle_no_parts_and_dates_come_in_their_order(
    format: Any, by: str, tmp_path: Path
) -> None:
    _usable(format)
    pages = tuple(_family(24))
    dated = [Dated(page.article.published, page.article.family) for page in pages]
    out = _out(format, tmp_path)
    card = replace(make.card_of(*pages), dated=dated)
    exported(format, pages, out, card, split="50/25/25", split_by=by, chunk="sentence")
    parts = {row["article"]: row["part"] for row in _listed(out)}
    assert set(parts.values()) == {"train", "dev", "test"}
    first: dict[str, str] = {}
    for page in sorted(pages, key=lambda each: each.article.family):
        about = page.article
        first[about.family] = min(first.get(about.family, "9"), about.published)
    by_family = {
        family: {parts[str(page.article.id)] for page in some}
        for family, some in groupby(pages, key=lambda each: each.article.family)
    }
    assert all(len(each) == 1 for each in by_family.values())
    if by == "date":
        days = [[first[f] for f, into in by_family.items() if into == {part}]
                for part in ("train", "dev", "test")]  # fmt: skip
        assert max(days[0]) < min(days[1])
        assert max(days[1]) < min(days[2])


def test_what_nobody_read_to_its_end_is_kept_apart_from_what_holds_nothing(tmp_path: Path) -> None:
    empty = make.page_of("Nobody is here.")
    begun = make.page_of("Ana is here.", statuses={1: "in_progress"})
    begun = replace(begun, article=replace(begun.article, id=2))
    out = tmp_path / "out.conll"
    report = exported(formats.writer("conll2003"), [empty, begun], out, chunk="sentence")
    assert (report.written, report.unread) == (2, 1)
    assert [(row["article"], row["read"]) for row in _listed(out)] == [("1", "yes"), ("2", "no")]
    assert orjson.loads(manifest_path(out).read_bytes())["articles"]["read"] == 1


def test_cuts_repeat_byte_for_byte_and_ids_stay(tmp_path: Path) -> None:
    with TemporaryDirectory(dir=tmp_path) as one, TemporaryDirectory(dir=tmp_path) as two:
        made = []
        for folder in (Path(one), Path(two)):
            for format in TRAINING:
                if not formats.missing_extra(format.EXTRA):
                    out = folder / _out(format, Path(format.NAME))
                    exported(format, [gold_page()], out, gold_card(), chunk="claim")
            made.append({
                path.relative_to(folder): content_key(path.read_bytes().hex())
                for path in sorted(folder.rglob("*")) if path.is_file()
            })  # fmt: skip
        assert made[0] == made[1]
