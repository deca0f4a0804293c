"""Reading brat folders of others: attributions, offsets of every kind, broken lines named."""

from pathlib import Path

import pytest

from annotator.errors import BadInput
from annotator.formats import brat
from annotator.formats.values import ReadArticle, ReadOptions


def _pair(folder: Path, text: str, ann: str, name: str = "a") -> list[ReadArticle | BadInput]:
    (folder / f"{name}.txt").write_bytes(text.encode())
    (folder / f"{name}.ann").write_bytes(ann.encode())
    return list(brat.read(folder))


def _one(folder: Path, text: str, ann: str) -> ReadArticle:
    [read] = _pair(folder, text, ann)
    assert isinstance(read, ReadArticle)
    return read


def test_attributions_become_claims(tmp_path: Path) -> None:
    text = "The mayor said that rain will fall. It was dry, he added."
    ann = (
        "T1\tSource 0 9\tThe mayor\nT2\tCue 10 19\tsaid that\nT3\tContent 20 34\train will fall\n"
        "T4\tAttribution 10 19\tsaid that\nE1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n"
        "T5\tContent 36 46\tIt was dry\nT6\tReport 51 56\tadded\nT7\tPerson 48 50\the\n"
        "E2\tReport:T6 Content:T5 Source:T7\nA1\tFactuality E1 low\n#1\tAnnotatorNotes E1\tsure?\n"
    )
    read = _one(tmp_path, text, ann)
    assert [c.id for c in read.claims] == ["E1", "E2"]
    roles = [(s.claim, s.role, read.text[s.start : s.end], s.mention) for s in read.spans if s.role]
    assert roles == [
        ("E1", "content", "rain will fall", ""), ("E1", "cue", "said that", ""),
        ("E1", "source", "The mayor", ""), ("E2", "content", "It was dry", ""),
        ("E2", "source", "he", "T7"), ("E2", "cue", "added", ""),
    ]  # fmt: skip
    assert [(s.id, s.label) for s in read.spans if s.label] == [("T7", "Person")]
    assert {(a.name, a.value, a.claim) for a in read.attributes} == {
        ("Factuality", "low", "E1"), ("type", "Report", "E2"),
    }  # fmt: skip
    assert [(n.text, n.claim) for n in read.notes] == [("sure?", "E1")]


def test_other_events_become_mentions_with_links(tmp_path: Path) -> None:
    text = "Ann married Bob and Cid."
    ann = (
        "T1\tPerson 0 3\tAnn\nT2\tMarry 4 11\tmarried\nT3\tPerson 12 15\tBob\n"
        "T4\tPerson 20 23\tCid\nE1\tMarry:T2 Who:T1 Who2:T3\nE2\tMarry:T2 Who:T1 Who2:T4\n"
        "E3\tMarry:T2 Of:E1\nA1\tNegation E2\n"
    )
    read = _one(tmp_path, text, ann)
    assert [(s.id, s.label) for s in read.spans] == [
        ("T1", "Person"), ("T2", "Marry"), ("T3", "Person"), ("T4", "Person"), ("E2", "Marry"),
        ("E3", "Marry"),
    ]  # fmt: skip
    assert [(x.source, x.type, x.target) for x in read.links] == [
        ("T2", "Who", "T1"), ("T2", "Who2", "T3"), ("E2", "Who", "T1"), ("E2", "Who2", "T4"),
        ("E3", "Of", "T2"),
    ]  # fmt: skip
    assert [(a.name, a.value, a.span) for a in read.attributes] == [("Negation", "", "E2")]


def test_references_and_groups_name_entities(tmp_path: Path) -> None:
    text = "Ann Li left. Ms Li, she said. Rome. Rome."
    ann = (
        "T1\tPER 0 6\tAnn Li\nT2\tPER 13 18\tMs Li\nT3\tPER 20 23\tshe\nT4\tLOC 30 34\tRome\n"
        "T5\tLOC 36 40\tRome\nT6\tPER 16 18\tLi\n*\tEquiv T1 T2 T3\n"
        "N1\tReference T4 Wikidata:Q220\tRoma\n"
        "N2\tReference T5 Wikidata:Q220\t\nN3\tReference T6 MESH:D1\tThe Li\n"
        "N4\tReference T6 X:NULL\t\n"
    )
    read = _one(tmp_path, text, ann)
    entity = {s.id: s.entity for s in read.spans}
    assert entity["T1"] == entity["T2"] == entity["T3"] != ""
    assert entity["T4"] == entity["T5"] == "Wikidata:Q220"
    assert [(e.name, e.label, e.qid) for e in read.entities] == [
        ("Roma", "LOC", "Q220"), ("The Li", "PER", ""), ("Ann Li", "PER", ""),
    ]  # fmt: skip
    assert {(a.name, a.value, a.entity or a.span) for a in read.attributes} == {
        ("MESH", "D1", "MESH:D1"), ("X", "NULL", "T6"),
    }  # fmt: skip


@pytest.mark.parametrize("joint", [" ", "", " [...] ", " ... "])
def test_fragments_however_their_words_are_joined(joint: str, tmp_path: Path) -> None:
    read = _one(tmp_path, "North and South Korea 😀.", f"T1\tGPE 0 5;16 21\tNorth{joint}Korea\n")
    assert [(s.start, s.end, s.part_of) for s in read.spans] == [(0, 5, ""), (16, 21, "T1")]
    assert read.unfit == ()


def test_a_span_cut_at_a_line_end_is_one_again(tmp_path: Path) -> None:
    read = _one(tmp_path, "the New\nYork post", "T1\tORG 4 7;8 12\tNew York\n")
    assert [(s.start, s.end) for s in read.spans] == [(4, 12)]


def test_offsets_that_count_emoji_twice_are_found_out(tmp_path: Path) -> None:
    read = _one(tmp_path, "😀 Ana and 😀 Bo", "T1\tPER 3 6\tAna\nT2\tPER 14 16\tBo\n")
    assert [read.text[s.start : s.end] for s in read.spans] == ["Ana", "Bo"]
    assert "UTF-16" in read.counted


def test_line_ends_may_count_twice(tmp_path: Path) -> None:
    read = _one(tmp_path, "One\r\nAna\r\nBo", "T1\tPER 5 8\tAna\nT2\tPER 10 12\tBo\n")
    assert [read.text[s.start : s.end] for s in read.spans] == ["Ana", "Bo"]
    assert (read.text, read.counted) == ("One\nAna\nBo", "")


def test_words_over_several_lines_and_words_that_are_missing(tmp_path: Path) -> None:
    read = _one(tmp_path, "He said:\n\n“Go”, twice", "T1\tX 3 14\tsaid:\n\n“Go”\nT2\tY 0 2\n")
    assert [(s.id, s.start, s.end) for s in read.spans] == [("T1", 3, 14), ("T2", 0, 2)]


def test_marks_that_fit_nothing_stay_out_unless_asked_for(tmp_path: Path) -> None:
    ann = (
        "T1\tPER 0 3\tBob\nT2\tPER 4 6\tLi\nT3\tX 50 60\tfar\nR1\tnear Arg1:T1 Arg2:T2\nA1\tu T1\n"
    )
    read = _one(tmp_path, "Ana Li", ann)
    assert [s.id for s in read.spans] == ["T2"]
    assert [(u.quote, u.found) for u in read.unfit] == [("Bob", "Ana"), ("far", "")]
    assert (read.links, read.attributes) == ((), ())
    assert len(read.ignored) == 2
    [taken] = brat.read(tmp_path, ReadOptions(unfitting=True))
    assert isinstance(taken, ReadArticle)
    assert [s.id for s in taken.spans] == ["T1", "T2"]
    assert [u.quote for u in taken.unfit] == ["far"]


def test_broken_lines_cost_themselves_and_are_named(tmp_path: Path) -> None:
    ann = (
        "T1\tPER 0 3\tAna\nT2\tGo 4 6\tLi\nE1\tWho:T1 X:T2\nE2\tPER:T1 X:T9\n"
        "R1\tnear Arg1:T1 Arg2:T7\n"
        "A1\tu T8\nhello\nE3\tPER:T1 X:E2\nT1\tPER 0 3\tAna\nR2\tr Arg1:T1\n"
    )
    read, *faults = _pair(tmp_path, "Ana Li", ann)
    assert isinstance(read, ReadArticle)
    assert [s.id for s in read.spans] == ["T1", "T2"]
    assert [f.line for f in faults if isinstance(f, BadInput)] == [3, 4, 5, 6, 7, 8, 9, 10]


def test_several_peoples_files_about_one_text(tmp_path: Path) -> None:
    """PolNeAR keeps texts in a folder of their own, and a file for each annotator."""
    (tmp_path / "text").mkdir()
    (tmp_path / "marks").mkdir()
    (tmp_path / "text" / "a.txt").write_text("Ana Li", "utf-8")
    (tmp_path / "marks" / "a_4b22.ann").write_text("T1\tPER 0 3\tAna\n", "utf-8")
    (tmp_path / "marks" / "a_9c.ann").write_text("T1\tPER 0 6\tAna Li\n", "utf-8")
    (tmp_path / "marks" / "b.ann").write_text("T1\tPER 0 6\tAna Li\n", "utf-8")
    assert brat.recognises(tmp_path / "marks")
    read, fault = brat.read(tmp_path)
    assert isinstance(read, ReadArticle)
    assert [(s.id, s.annotator, s.end) for s in read.spans] == [
        ("4b22/T1", "4b22", 3), ("9c/T1", "9c", 6),
    ]  # fmt: skip
    assert isinstance(fault, BadInput)
    assert fault.path.name == "b.ann"


def test_other_files_are_not_taken_for_brat(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ana", "utf-8")
    assert not brat.recognises(tmp_path)
    assert not brat.recognises(tmp_path / "a.txt")
    (tmp_path / "a.ann").write_text("QUOTE\tQ1\t3\n", "utf-8")
    assert not brat.recognises(tmp_path / "a.ann")
