"""Every brat folder among the real corpora: what is in it, and that each mark covers its words."""

import re
from collections import Counter
from pathlib import Path

import pytest

from annotator.errors import BadInput
from annotator.formats import brat
from annotator.formats.values import ReadArticle

_FOLDERS = {  # articles, marks of mentions and claims, claims, lines that are broken
    "brat_examples": (73, 1531, 0, 0),
    "nerel": (22, 1414, 0, 0),
    "polnear/train": (22, 1825, 581, 0),
    "polnear/annotator-training": (4, 1030, 322, 0),
    "formats/brat/bconv": (2, 55, 0, 0),
    "formats/brat/edsnlp": (1, 12, 0, 2),
    "formats/brat/litbank": (3, 637, 0, 0),
    "formats/brat/nlplab-brat": (29, 997, 0, 0),
    "litbank/coref": (4, 2624, 0, 0),
    "litbank/entities": (4, 563, 0, 0),
}
_TEXTBOUND = re.compile(r"(T\d+)\t\S+ [\d ;]+\t(.*)")


@pytest.mark.parametrize("name", _FOLDERS)
def test_every_mark_covers_the_words_that_the_file_says(name: str, shared_data: Path) -> None:
    folder = shared_data / name
    if not folder.is_dir():
        pytest.skip(f"needs {name} among the corpora")
    found = list(brat.read(folder))
    reads = [each for each in found if isinstance(each, ReadArticle)]
    faults = [each for each in found if isinstance(each, BadInput)]
    spans = sum(len(read.spans) for read in reads)
    claims = sum(len(read.claims) for read in reads)
    exact = sum(_exact(folder, read) for read in reads)
    refused = sum(len(read.unfit) for read in reads)
    print(f"{name}: {len(reads)} articles, {spans} spans, {exact} exact, {refused} refused")
    assert (len(reads), spans, claims, len(faults)) == _FOLDERS[name]
    assert refused == 0
    for read in reads:
        assert len({span.id for span in read.spans}) == len(read.spans)
        assert {s.claim for s in read.spans if s.role == "content"} == {c.id for c in read.claims}


def _exact(folder: Path, read: ReadArticle) -> int:
    """How many spans there are, each once its words were compared with those of its line."""
    quotes = _quotes(folder, read)
    pieces: dict[str, list[str]] = {}
    for span in read.spans:
        whole = span.part_of or re.sub(r"\.\d+$", "", span.id)
        pieces.setdefault(whole, []).append(read.text[span.start : span.end])
    for id, words in pieces.items():
        line = re.search(r"T\d+$", id)
        if line and not id.startswith("E"):
            said = {_letters(q) for q in quotes[line[0]]}
            assert _letters("".join(words)) in said, (read.title, id)
    return sum(map(len, pieces.values()))


def _quotes(folder: Path, read: ReadArticle) -> dict[str, set[str]]:
    """The words of each line in all files that may be about the text."""
    found: dict[str, set[str]] = {}
    stem = Path(read.origin.file).stem
    for path in folder.rglob(f"{stem}*.ann"):
        text = path.read_text("utf-8")
        for line in re.split(r"\n(?=[TERAMN#*]\S*\t)", text):
            if match := re.fullmatch(_TEXTBOUND, line.rstrip("\n").replace("\n", " ")):
                found.setdefault(match[1], set()).add(match[2])
    return found


def _letters(words: str) -> str:
    return re.sub(r"\s+|\[?\.\.\.\]?", "", words)


def test_a_folder_of_many_kinds_is_walked(shared_data: Path) -> None:
    """Which folders among all corpora are known for brat's."""
    known = Counter(
        path.relative_to(shared_data).parts[0]
        for path in sorted(shared_data.rglob("*"))
        if path.is_dir() and brat.recognises(path)
    )
    assert known.keys() >= {"brat_examples", "nerel", "polnear", "litbank", "formats"}
    assert "crocus" not in known
