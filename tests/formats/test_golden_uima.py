"""The bytes of UIMA's formats for one small page, kept: a change here is one for other readers.

`python -m tests.formats.test_golden_uima` writes them anew.
"""

import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator.formats import casjson, webanno, xmi
from tests.formats.golden_page import card, page
from tests.formats.running import exported

GOLDEN = Path(__file__).with_name("golden_uima")


def files(folder: Path) -> dict[str, bytes]:
    """What the three formats write of the page, by the names the kept files bear."""
    made = {}
    for format in (xmi, casjson):
        out = folder / f"{format.NAME}.zip"
        exported(format, [page()], out, card())
        with zipfile.ZipFile(out) as archive:
            for name in archive.namelist():
                kept = f"page{format.SUFFIXES[1]}" if name.startswith("2") else name
                made[kept] = archive.read(name)
    exported(webanno, [page()], folder / "tsv", card())
    [table] = (folder / "tsv").iterdir()
    made["page.tsv"] = table.read_bytes()
    made["page.tsv.losses.tsv"] = (folder / "tsv.losses.tsv").read_bytes()
    return made


def test_the_bytes_are_those_that_were_kept(tmp_path: Path) -> None:
    made = files(tmp_path)
    assert {path.name for path in GOLDEN.iterdir()} == made.keys()
    for name, raw in made.items():
        assert raw.decode().split("\n") == (GOLDEN / name).read_text("utf-8").split("\n"), name


if __name__ == "__main__":
    with TemporaryDirectory() as place:
        for name, raw in files(Path(place)).items():
            (GOLDEN / name).write_bytes(raw)
