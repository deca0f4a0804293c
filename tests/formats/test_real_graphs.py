"""Real files of BioC, GATE, PubAnnotation and W3C: each mark covers the words that it says."""

from pathlib import Path

import pytest

from annotator import formats
from annotator.errors import BadInput
from annotator.formats import bioc, gate, pubannotation, w3c

OURS = (bioc, gate, pubannotation, w3c)
REFUSED = {  # what is about texts that are not in the files
    "annotations.w3c.json", "anno24.json", "anno25.json", "anno26.json", "anno27.json",
    "anno28.json", "anno29.json", "anno30.json", "anno31.json", "anno32.json",
    "anno41-example44.json",
}  # fmt: skip


def _files(data: Path) -> list[Path]:
    rooms = ("bioc", "gate", "pubannotation", "w3c-annotation")
    return [p for room in rooms for p in sorted((data / "formats" / room).rglob("*"))
            if p.is_file()]  # fmt: skip


def test_every_file_is_read_or_refused_for_a_reason(
    shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = [(path, formats.recognised(path)) for path in _files(shared_data)]
    told: dict[str, list[int]] = {each.NAME: [0, 0, 0, 0] for each in OURS}
    refused = set()
    for path, format in found:
        if format not in OURS or format is None:
            continue
        count = told[format.NAME]
        try:
            for read in format.read(path):
                assert not isinstance(read, BadInput), read
                assert all(read.text[s.start : s.end] for s in read.spans)
                count[1] += len(read.spans)
                count[2] += len(read.unfit)
                for each in read.unfit:
                    # Places of no length, and samples whose words are made up.
                    assert each.start == each.end or each.quote == "annotation text"
            count[0] += 1
        except BadInput as fault:
            assert "does not lie beside it" in fault.why
            refused.add(path.name)
            count[3] += 1
    assert refused == REFUSED
    with capsys.disabled():
        for name, (files, spans, unfit, away) in told.items():
            print(f"\n{name}: {files} files, {spans} spans exact, {unfit} unfit, {away} refused")
    assert {name: count[:2] for name, count in told.items()} == {
        "bioc": [9, 42], "gate": [3, 14], "pubannotation": [6, 72], "w3c": [0, 0],
    }  # fmt: skip


def test_one_text_in_three_formats_has_the_same_marks(shared_data: Path) -> None:
    stem = "tutorial-example"
    rooms = {
        "bioc/bconv/bioc_xml": (bioc, ".xml"), "bioc/bconv/bioc_json": (bioc, ".json"),
        "pubannotation/bconv/pubanno_json": (pubannotation, ".json"),
    }  # fmt: skip
    seen = []
    for room, (format, suffix) in rooms.items():
        [read] = format.read(shared_data / "formats" / room / f"{stem}{suffix}")
        assert not isinstance(read, BadInput)
        seen.append([(read.text[s.start : s.end], s.start) for s in read.spans])
    assert seen[0] == seen[1] == seen[2]
