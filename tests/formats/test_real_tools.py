"""Every real file of Label Studio, doccano, Prodigy, spaCy and GLiNER: read, and counted."""

import json
from collections import Counter
from pathlib import Path

import pytest

from annotator import formats
from annotator.errors import BadInput
from annotator.formats import ReadArticle, doccano, gliner, labelstudio, prodigy, spacy

# Rows that say nothing of whom they are about: only what the file calls wrong itself is refused.
_REFUSED = {
    "label-studio": {"test_export_json_min/data.json": 1},
    "doccano": {
        "tests/data/sequence_labeling/example.jsonl": 1,
        "tests/data/text_classification/example.json": 1,
        "tests/data/intent/example.jsonl": 1,
    },
}
_FOLDERS = (
    ("label-studio", labelstudio, ".json"),
    ("doccano", doccano, ".jsonl"),
    ("doccano", doccano, ".json"),
    ("prodigy", prodigy, ".jsonl"),
    ("spacy", spacy, ".json"),
    ("gliner", gliner, ".json"),
)
# Patterns and samples of other things, which no import should take.
_NOT_OURS = ("data_examples.json", "patterns_disable_bio_rel.jsonl",
             "patterns_skateboarding_tricks-TRICK.jsonl")  # fmt: skip


@pytest.mark.parametrize(("folder", "format", "suffix"), _FOLDERS)
def test_every_real_file_is_read(
    folder: str, format: formats.Reader, suffix: str, shared_data: Path
) -> None:
    count: Counter[str] = Counter()
    for path in sorted((shared_data / "formats" / folder).rglob(f"*{suffix}")):
        if path.name in _NOT_OURS:
            assert not _specific(path)
            continue
        count["files"] += 1
        refused = 0
        for each in format.read(path):
            if isinstance(each, BadInput):
                refused += 1
                print(f"  {each}")
            else:
                _check(each, count)
        count["refused"] += refused
        name = "/".join(path.parts[-4:])
        wanted = [n for end, n in _REFUSED.get(folder, {}).items() if name.endswith(end)]
        assert refused == sum(wanted), path
    print(f"{format.NAME} {suffix}: {dict(count)}")
    assert count["files"]
    assert not count["unfit"]


def _specific(path: Path) -> str:
    """The format that knows a file for its own; not one that takes whatever has columns."""
    found = formats.recognised(path)
    return "" if found is None or getattr(found, "GENERIC", False) else found.NAME


def _check(read: ReadArticle, count: Counter[str]) -> None:
    count["articles"] += 1
    for span in read.spans:
        assert 0 <= span.start < span.end <= len(read.text)
        words = read.text[span.start : span.end]
        assert words == words.strip()
        count["spans"] += 1
    count["unfit"] += len(read.unfit)


def test_prodigys_spans_are_its_own_tokens(shared_data: Path) -> None:
    path = next((shared_data / "formats" / "prodigy").rglob("annotated_news*.jsonl"))
    rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]
    read = [each for each in prodigy.read(path) if isinstance(each, ReadArticle)]
    by_text = {each.text: each for each in read}
    exact = 0
    for row in rows:
        found = {(s.start, s.end, s.label) for s in by_text[row["text"]].spans}
        for span in row.get("spans", ()):
            tokens = row["tokens"][span["token_start"] : span["token_end"] + 1]
            place = (tokens[0]["start"], tokens[-1]["end"], span["label"])
            assert place in found
            exact += 1
    print(f"prodigy: {exact} spans on the tokens they name")
    assert exact == 54


def test_each_file_is_taken_by_the_format_it_is_of(shared_data: Path) -> None:
    taken: Counter[str] = Counter()
    for folder, name in (
        ("label-studio", "labelstudio"), ("doccano", "doccano"), ("prodigy", "prodigy"),
        ("spacy", "spacy"), ("gliner", "gliner"),
    ):  # fmt: skip
        for path in sorted((shared_data / "formats" / folder).rglob("*.json*")):
            if found := _specific(path):
                assert found == name, path
                taken[name] += 1
    print(dict(taken))
    assert taken == {"labelstudio": 6, "doccano": 17, "prodigy": 2, "spacy": 4, "gliner": 1}
