"""The bytes of the formats of other tools for one small page, kept.

`python -m tests.formats.test_golden_tools` writes them anew: look at the difference.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from annotator.formats import chat, doccano, gliner, labelstudio, prodigy
from tests.formats.golden_page import card, page
from tests.formats.running import exported

KEPT = Path(__file__).parent / "golden_tools"


def files(folder: Path) -> dict[str, bytes]:
    """What the formats make of the page; manifests name the program's version, so not those."""
    for format in (chat, doccano, gliner, labelstudio, prodigy):
        exported(format, [page()], folder / f"{format.NAME}{format.SUFFIXES[0]}", card())
    return {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if not path.name.endswith(".manifest.json")
    }


def test_the_bytes_are_those_that_were_kept(tmp_path: Path) -> None:
    made = files(tmp_path)
    assert made.keys() == {path.name for path in KEPT.iterdir()}
    for name, raw in made.items():
        assert raw.decode().split("\n") == (KEPT / name).read_bytes().decode().split("\n"), name


def _write() -> None:
    KEPT.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        for name, raw in files(Path(folder)).items():
            (KEPT / name).write_bytes(raw)


if __name__ == "__main__":
    _write()
