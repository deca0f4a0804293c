"""Every file of columns among the real corpora, counted by the file's own tags."""

import re
from pathlib import Path

import pytest

from annotator.formats import conll2003
from annotator.formats.values import ReadArticle

_FILES = {  # articles, mentions
    "conll2003_excerpt/eng.testb.first3docs": (3, 143),
    "germeval2014/NER-de-dev.first300.tsv": (1, 396),
    "wnut17/emerging.dev.conll": (1, 836),
    "wnut17/emerging.test.annotated": (1, 1079),
    "wikigold/wikigold.conll.txt": (145, 3558),
    "weibo_ner/weiboNER_2nd_conll.test": (1, 418),
    "masakhaner_amharic/dev.txt": (1, 328),
    "wojood_arabic/test.txt": (1, 879),
    "nemo_hebrew/a_token-single_dev.bmes": (1, 479),
    "nemo_hebrew/b_token-single_dev.bmes": (1, 457),
    "nemo_hebrew/gold_nested_token-single_gold_dev.bmes": (1, 521),
    "nemo_hebrew/gold_token-single_gold_dev.bmes": (1, 489),
    "btc/h.conll": (1, 3368),
    "formats/conll2003/bconv/conll/elliptic-coordination.conll": (1, 9),
    "formats/conll2003/bconv/conll/tutorial-example.conll": (1, 9),
    "formats/conll2003/seqeval/ground_truth.txt": (1, 539),
    "formats/conll2003/spacy/ner_example_data/ner-sent-per-line.iob": (1, 7),
    "formats/conll2003/spacy/ner_example_data/ner-token-per-line.iob": (1, 7),
    "formats/conll2003/spacy/ner_example_data/ner-token-per-line-conll2003.iob": (1, 7),
    "formats/conll2003/spacy/ner_example_data/ner-token-per-line-with-pos.iob": (1, 7),
}


@pytest.mark.parametrize("name", _FILES)
def test_every_mention_is_made_of_whole_tokens(name: str, shared_data: Path) -> None:
    path = shared_data / name
    if not path.is_file():
        pytest.skip(f"needs {name} among the corpora")
    assert conll2003.recognises(path)
    found = list(conll2003.read(path))
    reads = [each for each in found if isinstance(each, ReadArticle)]
    spans = sum(len(read.spans) for read in reads)
    refused = len(found) - len(reads)
    print(f"{name}: {len(reads)} articles, {spans} spans, {spans} exact, {refused} refused")
    assert (len(reads), spans) == _FILES[name]
    assert refused == 0
    for read in reads:
        for span in read.spans:
            words = read.text[span.start : span.end]
            assert words == words.strip()
            assert span.start == 0 or _borders(read.text[span.start - 1 : span.start + 1])
            assert span.end == len(read.text) or _borders(read.text[span.end - 1 : span.end + 1])


def _borders(two: str) -> bool:
    """True where a token ends between two characters."""
    return bool(re.search(r"\s|[^\w]|[\u3400-\u9fff]", two))


def test_seqeval_counts_the_same_mentions(shared_data: Path) -> None:
    seqeval = pytest.importorskip("seqeval.scheme")
    schemes = {
        "wnut17/emerging.dev.conll": seqeval.IOB2,
        "masakhaner_amharic/dev.txt": seqeval.IOB2,
        "conll2003_excerpt/eng.testb.first3docs": seqeval.IOB1,
    }
    for name, scheme in schemes.items():
        blocks = re.split(r"\n[ \t]*\n", (shared_data / name).read_text("utf-8").strip("\n"))
        rows = [[line.split() for line in block.split("\n")] for block in blocks]
        tags = [[row[-1] for row in block] for block in rows if block[0][0] != "-DOCSTART-"]
        theirs = sum(map(len, seqeval.Entities(tags, scheme).entities))
        assert theirs == _FILES[name][1], name
