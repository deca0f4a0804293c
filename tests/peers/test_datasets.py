"""The datasets library itself loads our folder: features, splits and covered words are ours."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.formats import huggingface
from annotator.formats.common.labelling import tag_names
from annotator.model import ROLES
from tests.formats import golden_page
from tests.formats import pages as make
from tests.formats.running import exported
from tests.gold import gold_card, gold_page


@pytest.fixture
def datasets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HF_DATASETS_CACHE", str(tmp_path / "cache"))
    yield pytest.importorskip("datasets", reason="datasets is not installed (a peer).")


@pytest.mark.filterwarnings("ignore")
def test_datasets_loads_both_tables_with_our_features(datasets, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page, out = gold_page(), tmp_path / "out"
    exported(huggingface, [page], out, gold_card())
    loaded = datasets.load_dataset(str(out), "articles", cache_dir=str(tmp_path / "cache"))
    assert list(loaded) == ["train"]
    train = loaded["train"]
    names = tag_names(page.codebook)
    assert train.features["tags"].feature.names == names
    [row] = train
    assert row["text"] == page.text
    assert [row["text"][s["start"] : s["end"]] for s in row["spans"]] == [
        s["text"] for s in row["spans"]
    ]
    label = train.features["spans"].feature["label"]
    told = [(s["start"], s["end"], label.int2str(s["label"])) for s in row["spans"]]
    assert told == [(s.start, s.end, page.codebook.label(s.label or 0).name) for s in page.mentions]
    claims = datasets.load_dataset(str(out), "claims", cache_dir=str(tmp_path / "cache"))["train"]
    assert len(claims) == len(page.claims)
    role = claims.features["parts"].feature["role"]
    assert role.names == list(ROLES)
    for claim in claims:
        for part in claim["parts"]:
            assert page.text[part["start"] : part["end"]] == part["text"]


@pytest.mark.filterwarnings("ignore")
def test_datasets_reads_splits_and_names_that_yaml_must_escape(datasets, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    pages = [make.page_of(f"Ana {n} met Bo.", (0, 3, "Odd label-ü/B")) for n in range(30)]
    pages = [replace(p, article=replace(p.article, id=n)) for n, p in enumerate(pages)]
    card = replace(make.card_of(*pages), name='A "name": 😀 \u2028 # x')
    exported(huggingface, pages, tmp_path / "out", card, split="50/25/25")
    loaded = datasets.load_dataset(str(tmp_path / "out"), cache_dir=str(tmp_path / "cache"))
    assert list(loaded) == ["train", "validation", "test"]
    assert sum(part.num_rows for part in loaded.values()) == 30
    features = loaded["test"].features
    assert features["tags"].feature.names[features["tags"].feature.str2int("B-Odd label-ü/B")]


@pytest.mark.filterwarnings("ignore")
def test_one_file_alone_carries_its_features(datasets, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    exported(huggingface, [golden_page.page()], tmp_path / "out", golden_page.card())
    file = tmp_path / "out" / "data" / "train-00000-of-00001.parquet"
    loaded = datasets.Dataset.from_parquet(str(file), cache_dir=str(tmp_path / "cache"))
    assert loaded.features["tags"].feature.names[:3] == ["O", "B-PER", "I-PER"]
    again = tmp_path / "again.parquet"
    loaded.to_parquet(str(again))
    assert [len(each.spans) for each in huggingface.read(again)] == [  # type: ignore[union-attr]
        len(golden_page.page().spans)
    ]
