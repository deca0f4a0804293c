"""A file that is broken in any way costs itself: the reader says what is wrong, in a sentence."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator import formats
from annotator.errors import BadInput
from annotator.formats import ReadOptions
from annotator.formats.common.faults import FAULTS, blaming, guarded
from tests.formats import golden_page
from tests.formats.running import exported

BOTH = [each for each in formats.readers() if hasattr(each, "write")]
ODD = (
    b"", b"\0", b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\n", b"\t", b'""', b'"\\ud800"',
    b"-1", b"0", b"3.5", b"99999999999999999999", b"null", b"true", b"[]", b"{}", b"<", b">",
)  # fmt: skip
Damage = tuple[float, int, bytes]
"""Where in the file (a share of its length), how many bytes go, and what comes there."""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """What each format makes of one page with everything on it."""
    folder = tmp_path_factory.mktemp("sound")
    made = {}
    for each in BOTH:
        if not formats.missing_extra(each.EXTRA):
            made[each.NAME] = folder / each.NAME / f"out{each.SUFFIXES[0]}"
            made[each.NAME].parent.mkdir()
            exported(each, [golden_page.page()], made[each.NAME], golden_page.card())
    yield made


@pytest.mark.parametrize("name", [each.NAME for each in BOTH])
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_broken_file_is_read_or_refused_with_a_sentence(
    name: str, written: dict[str, Path], tmp_path: Path, data: st.DataObject
) -> None:
    if name not in written:
        pytest.skip(f"{name} needs an extra that is not installed.")
    out = tmp_path / "broken"
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(written[name].parent, out)
    files = sorted(path for path in out.rglob("*") if path.is_file())
    broken = data.draw(st.sampled_from(files))
    broken.write_bytes(_damaged(broken.read_bytes(), data.draw(_damages)))
    reader: Any = formats.reader(name)
    try:
        found = list(reader.read(out / written[name].name, ReadOptions()))
        if about := getattr(reader, "read_project", None):
            about(out / written[name].name)
    except FAULTS as fault:
        found = [fault]
    for each in found:
        if isinstance(each, Exception):
            assert guarded(each).endswith((".", ")")), guarded(each)


_damages = st.lists(
    st.tuples(
        st.floats(0, 1), st.one_of(st.integers(0, 8), st.just(10**6)),
        st.one_of(st.sampled_from(ODD), st.binary(max_size=4)),
    ),
    min_size=1, max_size=3,
)  # fmt: skip


def _damaged(raw: bytes, damages: list[Damage]) -> bytes:
    for share, gone, new in damages:
        at = int(share * len(raw))
        raw = raw[:at] + new + raw[at + gone :]
    return raw


def test_whatever_a_parser_raises_is_blamed_on_the_file(tmp_path: Path) -> None:
    odd = tmp_path / "odd.xml"
    with pytest.raises(BadInput, match=r"make sense of it \(KeyError: 10\)\."), blaming(odd):
        raise KeyError(10)
    with pytest.raises(BadInput, match="its own words"), blaming(odd):
        raise BadInput(odd, 3, "its own words")
