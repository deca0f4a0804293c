"""The validator of Universal Dependencies finds no fault with the form of our CoNLL-U."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.formats import conllu
from annotator.model import Page
from tests.formats import golden_page
from tests.formats import pages as make
from tests.formats.running import exported
from tests.formats.whole import ALL
from tests.gold import gold_card, gold_page

pytest.importorskip("udtools", reason="udtools is not installed (a peer).")


@pytest.mark.parametrize("name", ["gold", "golden", *make.TEXTS])
def test_the_validator_finds_no_fault_with_the_form(name: str, tmp_path: Path) -> None:
    pages: dict[str, Page] = {"gold": gold_page(), "golden": golden_page.page()}
    page = pages.get(name) or make.page_of(make.TEXTS[name])
    card = gold_card() if name == "gold" else make.card_of(page)
    out = tmp_path / "x.conllu"
    exported(conllu, [page], out, golden_page.card() if name == "golden" else card, statuses=ALL)
    if not out.read_bytes().strip():
        return
    validator = [Path(sys.executable).with_name("udvalidate"), "--lang", "en", "--level", "2"]
    told = subprocess.run([*validator, out], capture_output=True, text=True, check=False)
    words = told.stdout + told.stderr
    faults = set(re.findall(r"^\[Line [^\]]*\]: \[L\d \w+ ([\w-]+)\]", words, re.MULTILINE))
    # A text is never normalised: its characters are those of the article.
    assert faults <= {"unicode-normalization"}, words
    assert "*** PASSED ***" in words or faults
