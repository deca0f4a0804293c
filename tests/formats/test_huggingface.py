"""Hugging Face folders: what goes out comes back, what others wrote is read where it stands."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson
import pytest
from hypothesis import given, settings

from annotator import formats
from annotator.errors import BadInput
from annotator.formats import huggingface
from annotator.formats.common.labelling import tag_names
from annotator.formats.common.output import chunks_path, losses_path
from annotator.formats.hub.tagging import placed, spans_of
from annotator.model import Page
from tests.formats import golden_page, restored
from tests.formats import pages as make
from tests.formats.running import exported
from tests.gold import gold_card, gold_page

pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed (the extra parquet).")
parquet = pytest.importorskip("pyarrow.parquet")


def _rows(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = parquet.read_table(path).to_pylist()
    return found


def _back(folder: Path) -> list[Page]:
    project = huggingface.read_project(folder)
    assert project is not None
    read = [each for each in huggingface.read(folder) if not isinstance(each, BadInput)]
    return [restored.page(each, project) for each in read]


@settings(max_examples=40, deadline=None)
@given(page=make.pages())
def test_everything_comes_back(page: Page) -> None:
    page = replace(page, article=replace(page.article, removed=False), statuses={1: "done"})
    with TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        exported(huggingface, [page], out)
        assert _back(out) == [page]


def test_the_project_comes_back(tmp_path: Path) -> None:
    out = tmp_path / "out"
    exported(huggingface, [golden_page.page()], out, golden_page.card())
    project = huggingface.read_project(out / "data" / "train-00000-of-00001.parquet")
    assert project is not None
    assert restored.card(project, 1) == golden_page.card()
    [again] = _back(out)
    assert again == golden_page.page()


def test_spans_and_tags_cover_the_words_they_mark(tmp_path: Path) -> None:
    page, out = gold_page(), tmp_path / "out"
    exported(huggingface, [page], out, gold_card(), levels=("NAM",))
    [row] = _rows(out / "data" / "train-00000-of-00001.parquet")
    assert row["text"] == page.text
    assert len(row["spans"]) == len(list(page.mentions))
    for span in row["spans"]:
        assert row["text"][span["start"] : span["end"]] == span["text"]
    starts, ends = row["token_starts"], row["token_ends"]
    assert [row["text"][a:b] for a, b in zip(starts, ends, strict=True)] == row["tokens"]
    names = tag_names(page.codebook)
    tagged = {
        (starts[first], ends[last - 1], label)
        for first, last, label in spans_of([names[tag] for tag in row["tags"]])
    }
    marked = {
        (s.start, s.end, page.codebook.label(s.label or 0).name)
        for s in page.mentions if s.level in ("NAM", "")
    }  # fmt: skip
    assert tagged
    assert len(tagged & marked) / len(tagged) > 0.9
    for claim in row["claims"]:
        for part in claim["parts"]:
            assert row["text"][part["start"] : part["end"]] == part["text"]
    claims = _rows(out / "claims" / "train-00000-of-00001.parquet")
    assert len(claims) == len(page.claims)
    for claim in claims:
        begin = claim["context_start"]
        for part in claim["parts"]:
            inside = claim["context"][part["start"] - begin : part["end"] - begin]
            assert inside == part["text"]
    assert any(orjson.loads(claim["answers"]) for claim in claims)


def test_class_ids_stay_when_the_codebook_grows_and_labels_move(tmp_path: Path) -> None:
    book = make.book()
    grown = replace(
        book,
        labels=(
            replace(book.labels[0], id=99, name="NEW", position=-1),
            *(replace(label, position=100 - label.position) for label in book.labels),
        ),
    )
    assert tag_names(grown)[: len(tag_names(book))] == tag_names(book)


def test_articles_read_and_empty_are_told_from_those_nobody_finished(tmp_path: Path) -> None:
    base = make.page_of("Nothing here.")
    states = ({1: "done_empty"}, {1: "in_progress"}, {1: "in_progress", 2: "done"})
    pages = [
        replace(base, article=replace(base.article, id=n), statuses=each)
        for n, each in enumerate(states)
    ]
    exported(huggingface, pages, tmp_path / "out")
    rows = _rows(tmp_path / "out" / "data" / "train-00000-of-00001.parquet")
    whole = [{"start": 0, "end": 13}]
    assert [row["reviewed"] for row in rows] == [whole, [], whole]


def test_parts_are_splits_of_one_dataset_and_empty_ones_stay(tmp_path: Path) -> None:
    pages = [make.page_of(f"Ana {n} met Bo.", (0, 3, "PER")) for n in range(30)]
    pages = [replace(p, article=replace(p.article, id=n)) for n, p in enumerate(pages)]
    exported(huggingface, pages, tmp_path / "out", split="50/0/50", claims=False)
    files = sorted(p.name for p in (tmp_path / "out" / "data").iterdir())
    assert files == [f"{n}-00000-of-00001.parquet" for n in ("test", "train", "validation")]
    counts = [len(_rows(tmp_path / "out" / "data" / name)) for name in files]
    assert sum(counts) == 30
    assert counts[2] == 0
    assert not (tmp_path / "out" / "claims").exists()
    assert len(_back(tmp_path / "out")) == 30


def test_sentences_as_chunks_say_where_they_stand(tmp_path: Path) -> None:
    page = make.page_of("Ana met Bo. Bo left.", (12, 14, "PER"), (0, 3, "PER"))
    exported(huggingface, [page], tmp_path / "out", chunk="sentence")
    rows = _rows(tmp_path / "out" / "data" / "train-00000-of-00001.parquet")
    assert [(row["text"], [s["text"] for s in row["spans"]]) for row in rows] == [
        ("Ana met Bo. ", ["Ana"]), ("Bo left.", ["Bo"]),
    ]  # fmt: skip
    assert {row["family"] for row in rows} == {page.article.key}
    listed = chunks_path(tmp_path / "out").read_text().split("\n")[1:-1]
    assert [line.split("\t")[0] for line in listed] == [row["id"] for row in rows]


def test_the_losses_are_those_of_the_tags(tmp_path: Path) -> None:
    page = make.page_of("Ana Li met Bos.", (0, 6, "PER"), (0, 3, "PER"), (11, 13, "PER"))
    report = exported(huggingface, [page], tmp_path / "out")
    assert {(loss.what, loss.count, loss.fate) for loss in report.losses} == {
        ("mention that overlaps another", 1, "changed"),
        ("mention whose ends are not those of tokens", 1, "changed"),
    }
    assert set(huggingface.losses(page, huggingface.Options())) == set(report.losses)
    assert losses_path(tmp_path / "out").is_file()


def _written(path: Path, rows: list[dict[str, Any]], features: object = None) -> Path:
    table = pyarrow.Table.from_pylist(rows)
    if features is not None:
        told = orjson.dumps({"info": {"features": features}})
        table = table.replace_schema_metadata({"huggingface": told})
    parquet.write_table(table, path)
    return path


def test_tagged_tokens_of_others_become_spans(tmp_path: Path) -> None:
    names = {"ner_tags": {"_type": "List", "feature": {"_type": "ClassLabel",
             "names": ["O", "B-PER", "I-PER", "B-LOC"]}}}  # fmt: skip
    rows = [
        {"id": "7", "tokens": ["Ana", "Li", "in", "Rome"], "ner_tags": [1, 2, 0, 3], "n": 5},
        {"id": "8", "tokens": ["Ana"], "ner_tags": [9], "n": 5},
    ]
    path = _written(tmp_path / "x.parquet", rows, names)
    assert formats.recognised(path) is huggingface  # type: ignore[comparison-overlap]
    read, fault = huggingface.read(path)
    assert isinstance(fault, BadInput)
    assert (fault.line, "no class 9" in fault.why) == (2, True)
    assert not isinstance(read, BadInput)
    assert (read.text, read.id) == ("Ana Li in Rome", "7")
    assert [(read.text[s.start : s.end], s.label) for s in read.spans] == [
        ("Ana Li", "PER"), ("Rome", "LOC"),
    ]  # fmt: skip
    assert [(a.name, a.value) for a in read.attributes] == [("n", "5")]


def test_classes_are_found_in_the_card_too(tmp_path: Path) -> None:
    card = """---
dataset_info:
  features:
  - name: tokens
    list: string
  - name: tags
    list:
      class_label:
        names:
          '0': O
          '1': "B-ORG"
  splits:
  - name: train
---
"""
    (tmp_path / "README.md").write_text(card)
    line = {"tokens": ["UN", "met"], "tags": [1, 0]}
    (tmp_path / "train.jsonl").write_bytes(orjson.dumps(line) + b"\n{broken\n")
    assert huggingface.recognises(tmp_path)
    read, fault = huggingface.read(tmp_path)
    assert not isinstance(read, BadInput)
    assert [(s.start, s.end, s.label) for s in read.spans] == [(0, 2, "ORG")]
    assert isinstance(fault, BadInput)
    assert fault.line == 2


def test_spans_of_others_are_held_against_their_words(tmp_path: Path) -> None:
    text = "😀 Ana met Bo."
    spans = [
        {"start": 3, "end": 6, "label": "PER", "text": "Ana"},
        {"start": 11, "end": 13, "label": "PER", "text": "Bo"},
        {"start": 1, "end": 2, "label": "PER", "text": "Zed"},
    ]
    rows = [
        {"text": "none", "spans": [], "title": "T"},
        {"text": text, "spans": spans, "title": ""},
    ]
    path = _written(tmp_path / "x.parquet", rows)
    first, second = huggingface.read(path)
    assert not isinstance(first, BadInput)
    assert not isinstance(second, BadInput)
    assert (first.title, first.spans) == ("T", ())
    assert [second.text[s.start : s.end] for s in second.spans] == ["Ana", "Bo"]
    assert "UTF-16" in second.counted
    assert [each.quote for each in second.unfit] == ["Zed"]


def test_spans_as_a_map_of_lists_are_read(tmp_path: Path) -> None:
    rows = [{"sentence": "Ana", "entities": {"start": [0], "end": [3], "type": ["PER"]}}]
    [read] = huggingface.read(_written(tmp_path / "x.parquet", rows))
    assert not isinstance(read, BadInput)
    assert [(s.start, s.end, s.label) for s in read.spans] == [(0, 3, "PER")]


def test_a_folder_is_a_dataset_only_where_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    _written(tmp_path / "deep" / "x.parquet", [{"tokens": ["a"], "tags": ["O"]}])
    assert not huggingface.recognises(tmp_path)
    (tmp_path / "README.md").write_text("# A project")
    assert not huggingface.recognises(tmp_path)
    (tmp_path / "README.md").write_text("---\nconfigs: []\n---\n")
    assert huggingface.recognises(tmp_path)
    assert huggingface.read_project(tmp_path) is None


def test_tables_without_marks_are_left_to_others(tmp_path: Path) -> None:
    assert not huggingface.recognises(_written(tmp_path / "x.parquet", [{"text": "a", "n": 1}]))
    (tmp_path / "y.parquet").write_bytes(b"PAR1 but broken")
    assert not huggingface.recognises(tmp_path / "y.parquet")
    (tmp_path / "z.jsonl").write_text('{"text": "a", "spans": []}\n')
    assert not huggingface.recognises(tmp_path / "z.jsonl")


@pytest.mark.parametrize(
    "tags",
    ["O B-PER I-PER O B-LOC", "O B-PER E-PER O S-LOC", "O B-PER L-PER O U-LOC",
     "O I-PER I-PER O I-LOC", "O PER PER O LOC"],
)  # fmt: skip
def test_every_scheme_of_tags_says_the_same(tags: str) -> None:
    assert list(spans_of(tags.split())) == [(1, 3, "PER"), (4, 5, "LOC")]


def test_neighbours_are_told_apart_as_their_scheme_says() -> None:
    assert list(spans_of(["B-PER", "B-PER", "I-PER"])) == [(0, 1, "PER"), (1, 3, "PER")]
    assert list(spans_of(["I-PER", "B-PER", "I-LOC"])) == [
        (0, 1, "PER"), (1, 2, "PER"), (2, 3, "LOC"),
    ]  # fmt: skip
    assert list(spans_of(["S-PER", "S-PER"])) == [(0, 1, "PER"), (1, 2, "PER")]


def test_tokens_are_found_in_the_text_where_it_holds_them() -> None:
    assert placed(["Ana", "'s"], "Ana's hat") == ("Ana's hat", [(0, 3), (3, 5)])
    assert placed(["Ana", "is"], "Ana's") == ("Ana is", [(0, 3), (4, 6)])


def test_what_save_to_disk_wrote_is_read(tmp_path: Path) -> None:
    """An Arrow stream with its schema's classes, beside it what `datasets` says and caches."""
    pyarrow = pytest.importorskip("pyarrow")
    tags = {"feature": {"names": ["O", "B-PER"], "_type": "ClassLabel"}, "_type": "Sequence"}
    tokens = {"feature": {"dtype": "string", "_type": "Value"}, "_type": "Sequence"}
    info = {"info": {"features": {"tokens": tokens, "ner_tags": tags}}}
    table = pyarrow.table({"tokens": [["Ana", "came"], ["Bo"]], "ner_tags": [[1, 0], [1]]})
    table = table.replace_schema_metadata({"huggingface": orjson.dumps(info)})
    folder = tmp_path / "saved" / "train"
    folder.mkdir(parents=True)
    for name in ("data-00000-of-00001.arrow", "cache-123.arrow"):
        with pyarrow.ipc.new_stream(folder / name, table.schema) as out:
            out.write_table(table)
    with pyarrow.ipc.new_file(tmp_path / "file.arrow", table.schema) as out:
        out.write_table(table)
    (folder / "dataset_info.json").write_text("{}")
    (tmp_path / "saved" / "dataset_dict.json").write_text('{"splits": ["train"]}')
    for place in (tmp_path / "saved", folder, tmp_path / "file.arrow"):
        assert huggingface.recognises(place)
        found = [each for each in huggingface.read(place) if not isinstance(each, BadInput)]
        assert [each.text for each in found] == ["Ana came", "Bo"]
        marked = [(s.start, s.end, s.label) for each in found for s in each.spans]
        assert marked == [(0, 3, "PER"), (0, 2, "PER")]
    (tmp_path / "b.arrow").write_bytes(b"\xff\xff\xff\xffbroken")
    assert not huggingface.recognises(tmp_path / "b.arrow")
