"""JSON files are read value by value, however they are laid out and wherever a chunk ends."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.errors import BadInput
from annotator.formats.regions import stream

_VALUES = st.lists(
    st.dictionaries(st.text(max_size=4), st.one_of(st.text(max_size=12), st.integers(), st.none())),
    max_size=5,
)


def _read(path: Path, encoding: str = "") -> list[Any]:
    return [
        each.why if isinstance(each, BadInput) else each.value
        for each in stream.values(path, encoding)
    ]


@settings(max_examples=60)
@given(
    _VALUES,
    st.sampled_from(["array", "indented", "lines", "pretty"]),
    st.sampled_from([1, 2, 7, 1 << 20]),
)
def test_every_layout_gives_the_same_values(
    tmp_path_factory: pytest.TempPathFactory, wanted: list[Any], layout: str, chunk: int
) -> None:
    path = tmp_path_factory.mktemp("stream") / "x.json"
    text = {
        "array": json.dumps(wanted),
        "indented": json.dumps(wanted, indent=2, ensure_ascii=False),
        "lines": "".join(json.dumps(each) + "\r\n" for each in wanted),
        "pretty": "\n\n".join(json.dumps(each, indent=1) for each in wanted),
    }[layout]
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stream, "_CHUNK", chunk)
        assert _read(path) == wanted
        assert stream.first(path) == (wanted[0] if wanted else None)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_tells_the_encoding(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes('[{"a": "é😀"}]'.encode(encoding))
    assert _read(tmp_path / "x.json") == [{"a": "é😀"}]


def test_an_encoding_that_was_told_is_used(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes('{"a": "é"}'.encode("latin-1"))
    assert _read(tmp_path / "x.json", "latin-1") == [{"a": "é"}]
    with pytest.raises(BadInput, match="utf-8"):
        _read(tmp_path / "x.json")
    with pytest.raises(BadInput, match="no encoding"):
        _read(tmp_path / "x.json", "klingon")


def test_broken_values_over_several_lines_do_not_take_the_next_with_them(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{\n "a": 1\n "b": 2\n}\n{"c": 3}\n')
    broken, whole = _read(tmp_path / "x.json")
    assert "JSON" in broken
    assert whole == {"c": 3}


def test_a_broken_array_ends_with_the_line_of_the_fault(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('[\n{"a": 1},\n{"b": 2 "c"}]')
    with pytest.raises(BadInput, match="line 3"):
        _read(tmp_path / "x.json")


def test_what_is_nested_without_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"a":' * 100_000)
    assert _read(tmp_path / "x.json") == ["It is nested too deeply."]
    assert stream.first(tmp_path / "x.json") is None
