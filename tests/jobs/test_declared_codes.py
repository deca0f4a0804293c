"""Codes that a project of REFI-QDA declares become part of the codebook; rubbish stops nobody."""

import zipfile
from pathlib import Path

from annotator import jobs
from annotator.project import Project
from tests.jobs.running import finished, imported, pages

CODE, SOURCE = "33333333-3333-3333-3333-333333333333", "55555555-5555-5555-5555-555555555555"
WHOLE = f"""<Project xmlns="urn:QDA-XML:project:1.0" name="x"><CodeBook><Codes>
<Code guid="{CODE}" name="hero" isCodable="true" color="#A01040"><Description>Whom we like.
</Description></Code></Codes></CodeBook><Sources><TextSource guid="{SOURCE}" name="t">
<PlainTextContent>Ana left.</PlainTextContent><PlainTextSelection guid="{SOURCE}" name="Ana"
startPosition="0" endPosition="3"><Coding guid="{SOURCE}"><CodeRef targetGUID="{CODE}"/></Coding>
</PlainTextSelection></TextSource></Sources></Project>"""


def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    with zipfile.ZipFile(folder / "whole.qdpx", "w") as archive:
        archive.writestr("project.qde", WHOLE)
    (folder / "broken.qdpx").write_bytes((folder / "whole.qdpx").read_bytes()[:80])
    (folder / "empty.qdpx").touch()
    return folder


def test_codes_are_proposed_and_come_with_colour_and_definition(
    tmp_path: Path, project: Project
) -> None:
    folder = _folder(tmp_path)
    assert finished(jobs.survey([folder])).counts == {"hero": 1}
    result = imported(project, folder, labels={"hero": "hero"})
    [label] = [x for x in project.codebook.active_labels if x.name == "hero"]
    assert (label.family, label.definition.strip()) == ("#a01040", "Whom we like.")
    marks = [s.quote for page in pages(project) for s in page.mentions]
    assert marks == ["Ana"]
    assert {failure.path.name for failure in result.failed} == {"broken.qdpx", "empty.qdpx"}
