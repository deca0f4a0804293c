"""Articles cut into chunks: the text is whole, marks stand where they stood, losses are told."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import Refused
from annotator.formats.common.chunking import check_chunk, chunks, losses_in_chunks
from annotator.formats.values import Lost
from annotator.model import Claim, Link, Note, Page
from annotator.text import content_key
from tests.formats import pages as make

TEXT = "Ana met Bo in Rome. She left. “Yes,” said Bo, and went home."


def _chunks(page: Page, size: str) -> tuple[list[Page], list[Lost], list[tuple[int, int]]]:
    lost: list[Lost] = []
    found = list(chunks(page, size, lost))
    return [c.page for c in found], lost, [(c.start, c.end) for c in found]


def test_each_sentence_is_a_chunk() -> None:
    parts, lost, _ranges = _chunks(make.page_of(TEXT, (0, 3, "PER"), (42, 44, "PER")), "sentence")
    assert [part.text for part in parts] == [
        "Ana met Bo in Rome. ", "She left. ", "“Yes,” said Bo, and went home.",
    ]  # fmt: skip
    assert [[s.quote for s in part.spans] for part in parts] == [["Ana"], [], ["Bo"]]
    assert lost == []


def test_sentences_fill_a_chunk_up_to_its_size() -> None:
    parts, _lost, _ranges = _chunks(make.page_of(TEXT), "31")
    assert [part.text for part in parts] == [TEXT[:30], TEXT[30:]]


def test_a_sentence_longer_than_a_chunk_is_cut_at_a_blank() -> None:
    parts, _lost, _ranges = _chunks(make.page_of(TEXT), "12")
    assert [part.text for part in parts] == [
        "Ana met Bo ", "in Rome. ", "She left. ", "“Yes,” said ", "Bo, and ", "went home.",
    ]  # fmt: skip
    word = make.page_of("a" * 25)
    assert [len(part.text) for part in _chunks(word, "10")[0]] == [10, 10, 5]


def test_an_article_without_text_stays_one_chunk() -> None:
    assert [part.text for part in _chunks(make.page_of(""), "sentence")[0]] == [""]


def test_what_crosses_a_cut_is_cut_and_told() -> None:
    page = make.page_of(TEXT, (14, 23, "PER"), (0, 3, "PER"))
    part = replace(page.spans[0], id=300, label=None, level="", role="source", claim=400)
    far = replace(part, id=301, role="cue", start=37, end=41, quote="said")
    page = replace(
        page,
        spans=make.in_order([*page.spans, part, far]),
        claims={400: Claim(400, 1, 1)},
        links=(Link(1, "span", page.spans[0].id, 301, "near", 1),),
        notes=(Note(2, "on it", 1, claim=400), Note(3, "on all", 1, article=1)),
    )
    parts, lost, _ranges = _chunks(page, "sentence")
    assert [s.quote for s in parts[0].spans] == ["Ana", "Ana", "Rome. "]
    assert [(one.what, one.quote) for one in lost] == [
        ("part of a claim in another chunk than its content", "said"),
        ("mark that runs over the end of a chunk", "Rome. She"),
        ("link to a mark in another chunk", "near"),
    ]
    assert [note.text for note in parts[0].notes] == ["on it", "on all"]
    assert parts[0].notes[1].article == parts[0].article.id
    assert parts[1].notes == parts[1].links == ()


@settings(max_examples=60, deadline=None)
@given(page=make.pages(), size=st.sampled_from(["sentence", "1", "7", "20"]))
def test_chunks_are_the_text_and_hold_every_mark_once(page: Page, size: str) -> None:
    parts, lost, ranges = _chunks(page, size)
    assert "".join(part.text for part in parts) == page.text
    assert all(part.article.key == content_key(part.text) for part in parts)
    assert len({part.article.id for part in parts}) == len(parts)
    if size != "sentence":
        assert all(len(part.text) <= int(size) for part in parts)
    seen = [span.id for part in parts for span in part.spans]
    elsewhere = [one for one in lost if one.what.startswith("part of")]
    assert len(seen) == len(set(seen)) == len(page.spans) - len(elsewhere)
    for part, (start, end) in zip(parts, ranges, strict=True):
        assert part.text == page.text[start:end]
        for span in part.spans:
            whole = page.span(span.id)
            assert whole is not None
            assert span.quote == part.text[span.start : span.end]
            assert (span.start + start, span.end + start) == (
                max(whole.start, start), min(whole.end, end),
            )  # fmt: skip
    assert sorted(id for part in parts for id in part.claims) == sorted(page.claims)
    told = [one.what.split()[0] for one in lost]
    for kind, what in (("links", "link"), ("notes", "note"), ("attributes", "note")):
        kept = sorted({x.id for part in parts for x in getattr(part, kind)})
        assert len(kept) <= len(getattr(page, kind)) <= len(kept) + told.count(what)
    assert {j.id for part in parts for j in part.judgements} == {j.id for j in page.judgements}


def test_losses_of_chunks_are_told_at_places_in_the_article() -> None:
    page = make.page_of(TEXT, (42, 44, "PER"))
    told = losses_in_chunks(
        page, "sentence", lambda part: [Lost("x", start=s.start, end=s.end) for s in part.spans]
    )
    assert [(one.start, one.end) for one in told] == [(42, 44)]


@pytest.mark.parametrize("size", ["0", "-3", "word", ""])
def test_a_size_that_is_none_is_refused(size: str) -> None:
    with pytest.raises(Refused, match="no size of a chunk"):
        check_chunk(size)
