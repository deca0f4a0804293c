"""A mark that fits nothing says where it stands also in formats of elements and records: by its
line, where the file has lines, or by its number.
"""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator import formats
from annotator.project import Project
from tests.jobs.running import imported

TEXT = "Ana met Bo."
NOWHERE = "PER at 40-47 covers no words of the text."
WRONG = "PER at 4-7 should cover “Zed”, there stands “met”."


def _written(path: Path, told: object) -> Path:
    path.write_text(told if isinstance(told, str) else json.dumps(told), "utf-8")
    return path


def _bioc_xml(folder: Path) -> Path:
    def mark(offset: int, words: str) -> str:
        return (
            f'<annotation id="{words}"><infon key="type">PER</infon>\n'
            f'<location offset="{offset}" length="{len(words)}"/><text>{words}</text></annotation>'
        )

    return _written(folder / "a.xml", (
        "<collection><source/><date/><key/>\n<document><id>1</id>\n<passage><offset>0</offset>"
        f"<text>{TEXT}</text>\n{mark(0, 'Ana')}\n{mark(4, 'Zed')}\n{mark(8, 'Bo')}\n"
        "</passage></document></collection>"
    ))  # fmt: skip


def _bioc_json(folder: Path) -> Path:
    marks = [
        {"id": words, "text": words, "infons": {"type": "PER"},
         "locations": [{"offset": at, "length": len(words)}]}
        for at, words in ((0, "Ana"), (4, "Zed"), (8, "Bo"))
    ]  # fmt: skip
    passage = {"offset": 0, "text": TEXT, "infons": {}, "annotations": marks, "relations": []}
    return _written(folder / "a.json", {"documents": [{"id": "1", "passages": [passage]}]})


def _gate(folder: Path) -> Path:
    marks = [{"type": "PER", "start": a, "end": b, "id": n, "features": {}}
             for n, (a, b) in enumerate(((0, 3), (40, 47)))]  # fmt: skip
    sets = {"": {"name": "", "annotations": marks}}
    return _written(folder / "a.bdocjs", {"text": TEXT, "annotation_sets": sets, "features": {}})


def _statements(folder: Path) -> Path:
    def statement(start: int, exact: str) -> dict[str, object]:
        place = {"type": "TextPositionSelector", "start": start, "end": start + len(exact)}
        quote = {"type": "TextQuoteSelector", "exact": exact}
        body = {"type": "TextualBody", "purpose": "tagging", "value": "PER"}
        target = {"source": "a.txt", "selector": [place, quote]}
        return {"type": "Annotation", "body": [body], "target": target}

    (folder / "a.txt").write_text(TEXT, "utf-8")
    found = [statement(0, "Ana"), statement(8, "Bo"), statement(4, "Zed")]
    return _written(folder / "a.jsonld", {"type": "AnnotationPage", "items": found})


def _statements_in_a_folder(folder: Path) -> Path:
    _statements(folder)
    return folder


def _project(folder: Path) -> Path:
    code, path = "33333333-3333-3333-3333-333333333333", folder / "a.qdpx"
    place = (
        '<PlainTextSelection guid="44444444-4444-4444-4444-444444444444"'
        ' startPosition="40" endPosition="47">'
        '<Coding guid="55555555-5555-5555-5555-555555555555">'
        f'<CodeRef targetGUID="{code}"/></Coding></PlainTextSelection>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", (
            '<?xml version="1.0"?>\n<Project xmlns="urn:QDA-XML:project:1.0" name="x">\n'
            f'<CodeBook><Codes><Code guid="{code}" name="PER" isCodable="true"/></Codes>'
            '</CodeBook>\n<Sources><TextSource guid="66666666-6666-6666-6666-666666666666"'
            f' name="a">\n<PlainTextContent>{TEXT}</PlainTextContent>\n{place}\n'
            "</TextSource></Sources></Project>"
        ))  # fmt: skip
    return path


_NER = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"


def _xmi(folder: Path) -> Path:
    return _written(folder / "a.xmi", (
        '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"\n'
        f' xmlns:ner="http:///{_NER.rpartition(".")[0].replace(".", "/")}.ecore"'
        ' xmi:version="2.0">\n'
        '<ner:NamedEntity xmi:id="2" sofa="1" begin="0" end="3" value="PER"/>\n'
        '<ner:NamedEntity xmi:id="3" sofa="1" begin="40" end="47" value="PER"/>\n'
        f'<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="{TEXT}"/>\n'
        '<cas:View sofa="1" members="2 3"/>\n</xmi:XMI>\n'
    ))  # fmt: skip


def _cas_json(folder: Path) -> Path:
    marks = [{"%ID": id, "%TYPE": _NER, "@sofa": 1, "begin": a, "end": b, "value": "PER"}
             for id, a, b in ((2, 0, 3), (3, 40, 47))]  # fmt: skip
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView",
            "sofaString": TEXT}  # fmt: skip
    views = {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2, 3]}}
    said = {"%TYPES": {}, "%FEATURE_STRUCTURES": [sofa, *marks], "%VIEWS": views}
    return _written(folder / "a.json", said)


@pytest.mark.parametrize(
    ("make", "format", "where", "why"),
    [
        (_bioc_xml, "bioc", "line 6", WRONG),
        (_bioc_json, "bioc", "number 2", WRONG),
        (_gate, "gate", "number 2", NOWHERE),
        (_statements, "w3c", "number 3", WRONG),
        (_statements_in_a_folder, "w3c", "a.jsonld, number 3", WRONG),
        (_project, "refi_qda", "project.qde, line 6", NOWHERE),
        (_xmi, "uima_xmi", "line 4", NOWHERE),
        (_cas_json, "uima_json", "number 3", NOWHERE),
    ],
)
def test_a_mark_that_fits_nothing_says_its_line_or_its_number(
    make: Callable[[Path], Path], format: str, where: str, why: str, tmp_path: Path
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    path = make(folder)
    found = formats.recognised(path)
    assert found is not None and format == found.NAME
    with Project.create(tmp_path / "p.annotator", "Anna") as project:
        [misfit] = imported(project, path).unfit
    assert str(misfit).endswith(f" ({where}): {why}")
