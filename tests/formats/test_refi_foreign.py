"""REFI-QDA of other programs: each counts in its own way, and files may be broken or hostile."""

import zipfile
from pathlib import Path

import pytest

from annotator import formats
from annotator.errors import BadInput
from annotator.formats import ReadArticle, ReadOptions, refi

TEXT = "Ana 😀 Li met\nBo in Ulm.\nThey left for home early."
USER, OTHER = "11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222"
CODE, CHILD = "33333333-3333-3333-3333-333333333333", "44444444-4444-4444-4444-444444444444"
SOURCE, NOTE = "55555555-5555-5555-5555-555555555555", "66666666-6666-6666-6666-666666666666"
HEAD = f"""<Users><User guid="{{{USER}}}" name="Ana"/><User guid="{OTHER}" id="bo"/></Users>
<CodeBook><Codes><Code guid="{CODE}" name="person" isCodable="true" color="#FF0000">
<Description>Who?</Description><Code guid="{CHILD}" name="friend" isCodable="true"/></Code></Codes>
</CodeBook>"""


def _selection(start: int, end: int, name: str, more: str = "", code: str = CODE) -> str:
    guid = f"{start:08x}-0000-4000-8000-{end:012x}"
    coding = f"""<Coding guid="99999999-0000-4000-8000-{start:06x}{end:06x}" creatingUser="{OTHER}">
        <CodeRef targetGUID="{{{code.upper()}}}"/></Coding>"""
    return f"""<PlainTextSelection guid="{guid}" name="{name}" creatingUser="{USER}"
        startPosition="{start}" endPosition="{end}">{coding}{more}</PlainTextSelection>"""


def _source(*inside: str, path: str = "internal://t.txt", head: str = "") -> str:
    return f"""<TextSource guid="{SOURCE}" name="t" plainTextPath="{path}">{head}
        {"".join(inside)}</TextSource>"""


def _qdpx(path: Path, sources: str, text: bytes = TEXT.encode(), rest: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Sources/T.TXT", text)
        archive.writestr(
            "Trial.QDE",
            f"""<?xml version="1.0"?><Project xmlns="urn:QDA-XML:project:1.0" name="x">{HEAD}
            <Sources>{sources}</Sources>{rest}</Project>""",
        )
    return path


def _read(path: Path, **options: bool) -> ReadArticle:
    [found] = refi.read(path, ReadOptions(**options))  # type: ignore[arg-type]
    assert isinstance(found, ReadArticle), found
    return found


def _words(read: ReadArticle) -> list[tuple[str, str]]:
    return [(read.text[s.start : s.end], s.label) for s in read.spans]


@pytest.mark.parametrize(
    ("text", "start", "end", "counted"),
    [
        (TEXT, 6, 8, ""),
        (TEXT, 7, 9, "UTF-16"),
        (TEXT, 6, 7, "Ends are included"),
        (TEXT.replace("\n", "\r\n"), 6, 8, ""),
    ],
)
def test_what_a_selection_is_called_tells_how_its_program_counts(
    text: str, start: int, end: int, counted: str, tmp_path: Path
) -> None:
    path = _qdpx(tmp_path / "x.qdpx", _source(_selection(start, end, "Li")), text.encode())
    read = _read(path)
    assert read.text == TEXT
    assert _words(read) == [("Li", "person")]
    assert counted in read.counted and bool(counted) == bool(read.counted)


@pytest.mark.parametrize("by", [0, 1, 2])
def test_line_ends_may_count_once_or_twice(by: int, tmp_path: Path) -> None:
    """Bo stands on the second line, home on the third; `by` = 2 counts CRLF where LF stands."""
    text = TEXT if by == 2 else TEXT.replace("\n", "\r\n")
    start = TEXT.index("home") + (2 if by else 0)
    marks = (_selection(13 + bool(by), 15 + bool(by), "Bo"), _selection(start, start + 4, "home"))
    read = _read(_qdpx(tmp_path / "x.qdpx", _source(*marks), text.encode()))
    assert _words(read) == [("Bo", "person"), ("home", "person")]
    assert bool(read.counted) == (by != 1)


def test_people_call_selections_what_they_like(tmp_path: Path) -> None:
    marks = (_selection(0, 3, "the hero"), _selection(13, 15, "Ulm"), _selection(19, 22, "Ulm"))
    read = _read(_qdpx(tmp_path / "x.qdpx", _source(*marks)))
    assert [words for words, _label in _words(read)] == ["Ana", "Bo", "Ulm"]
    assert [(a.name, a.value) for a in read.attributes if a.name == "name"] == [
        ("name", "the hero"), ("name", "Ulm"),
    ]  # fmt: skip


def test_a_long_name_is_cut_and_one_that_stands_elsewhere_is_not_taken(tmp_path: Path) -> None:
    marks = (_selection(0, 22, "Ana 😀 Li met Bo…"), _selection(0, 3, "They left for home early."))
    path = _qdpx(tmp_path / "x.qdpx", _source(*marks))
    read = _read(path)
    assert _words(read) == [("Ana 😀 Li met\nBo in Ulm", "person")]
    [unfit] = read.unfit
    assert (unfit.quote, unfit.found) == ("They left for home early.", "Ana")
    assert len(_read(path, unfitting=True).spans) == 2


def test_codes_people_times_and_notes_are_kept(tmp_path: Path) -> None:
    more = f"""<Coding guid="77777777-7777-4777-8777-777777777777" creatingUser="{USER}"
        creationDateTime="2024-05-01T10:00:00Z"><CodeRef targetGUID="{CHILD}"/></Coding>
        <NoteRef targetGUID="{NOTE}"/>"""
    mark = f"<Description/>{_selection(0, 3, 'Ana', more)}".removeprefix("<Description/>")
    notes = f"""<Notes><Note guid="{NOTE}" name="Check" creatingUser="{OTHER}">
        <PlainTextContent>Who is she?</PlainTextContent></Note></Notes>"""
    read = _read(_qdpx(tmp_path / "x.qdpx", _source(mark), rest=notes))
    assert [(s.label, s.annotator) for s in read.spans] == [("person", "bo"), ("friend", "Ana")]
    [note] = read.notes
    assert (note.text, note.annotator, note.span) == ("Check: Who is she?", "bo", read.spans[0].id)
    assert [(a.name, a.value, a.span) for a in read.attributes] == [
        ("created", "2024-05-01T10:00:00Z", read.spans[1].id)
    ]
    assert read.ignored == ()


BOOK = f"""<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>
<Code guid="{CODE}" name="person" isCodable="true" color="#F0a"><Description>Who?</Description>
<Code guid="{CHILD}" name="other" isCodable="1" color="#347E48"/></Code>
<Code guid="{NOTE}" name="group" isCodable="false"><Code guid="{USER}" name="other"/></Code>
</Codes></CodeBook>"""


def test_codes_become_labels_with_colour_and_definition(tmp_path: Path) -> None:
    (tmp_path / "x.qdc").write_text(BOOK, "utf-8")
    assert formats.recognised(tmp_path / "x.qdc") is refi  # type: ignore[comparison-overlap]
    assert list(refi.read(tmp_path / "x.qdc")) == []
    found = refi.read_labels(tmp_path / "x.qdc").labels
    assert [(x.name, x.family, x.definition) for x in found] == [
        ("person", "#ff00aa", "Who?"), ("person / other", "place", ""),
        ("group / other", "other", ""),
    ]  # fmt: skip
    inside = refi.read_labels(_qdpx(tmp_path / "x.qdpx", _source())).labels
    assert [(x.name, x.family) for x in inside] == [("person", "#ff0000"), ("friend", "other")]


@pytest.mark.parametrize("raw", [b"", b"<CodeBook>", b"<x/>", b"<Codes/>", b"\xff", b"PK\x03\x04"])
def test_a_broken_codebook_declares_nothing_and_says_so(raw: bytes, tmp_path: Path) -> None:
    for name in ("x.qdc", "x.qdpx"):
        (tmp_path / name).write_bytes(raw)
        assert refi.read_labels(tmp_path / name).labels == ()
        with pytest.raises(BadInput):
            list(refi.read(tmp_path / name))


def test_cases_name_somebody_or_describe_a_whole_source(tmp_path: Path) -> None:
    first = _selection(0, 3, "Ana")
    guid = f"{0:08x}-0000-4000-8000-{3:012x}"
    cases = f"""<Variables><Variable guid="{CHILD}" name="age" typeOfVariable="Integer"/>
        </Variables><Cases>
        <Case guid="{USER}" name="Ana A."><SelectionRef targetGUID="{guid}"/></Case>
        <Case guid="{OTHER}" name="Interview 1"><VariableValue><VariableRef targetGUID="{CHILD}"/>
        <IntegerValue>31</IntegerValue></VariableValue><SourceRef targetGUID="{SOURCE}"/></Case>
        </Cases>"""
    sets = f"""<Sets><Set guid="{CODE}" name="first wave">
        <MemberSource targetGUID="{SOURCE}"/></Set></Sets>"""
    path = tmp_path / "x.qdpx"
    read = _read(_qdpx(path, "</Sources>" + cases + "<Sources>" + _source(first), rest=sets))
    assert [(e.name, e.label) for e in read.entities] == [("Ana A.", "person")]
    assert [s.entity for s in read.spans] == [USER]
    assert [(a.name, a.value) for a in read.attributes] == [
        ("case", "Interview 1"), ("age", "31"), ("set", "first wave"),
    ]  # fmt: skip


def test_links_between_places_are_kept(tmp_path: Path) -> None:
    ends = [f"{a:08x}-0000-4000-8000-{b:012x}" for a, b in ((0, 3), (13, 15))]
    links = f"""<Links><Link guid="{NOTE}" name="knows" direction="OneWay" originGUID="{ends[0]}"
        targetGUID="{{{ends[1].upper()}}}"/></Links>"""
    marks = (_selection(0, 3, "Ana"), _selection(13, 15, "Bo"))
    read = _read(_qdpx(tmp_path / "x.qdpx", _source(*marks), rest=links))
    [link] = read.links
    assert (link.source, link.target, link.type) == (*ends, "knows")


def test_places_of_a_pdf_are_found_by_their_words(tmp_path: Path) -> None:
    def place(words: str, n: int) -> str:
        return f"""<PDFSelection guid="{n:08x}-0000-4000-8000-000000000000" page="0" firstX="1"
            firstY="1" secondX="2" secondY="2"><Representation guid="{CHILD}"><PlainTextContent>
            {words}</PlainTextContent></Representation>
            <Coding guid="{n:08x}-0000-4000-8000-{1:012x}"><CodeRef targetGUID="{CODE}"/></Coding>
            </PDFSelection>"""

    pdf = f"""<PDFSource guid="{SOURCE}" name="a.pdf">{place("metBo in", 1)}{place("nowhere", 2)}
        <Representation guid="{NOTE}" plainTextPath="internal://t.txt"/></PDFSource>
        <PictureSource guid="{OTHER}" name="a.jpg"/>"""
    read, picture = refi.read(_qdpx(tmp_path / "x.qdpx", pdf))
    assert isinstance(read, ReadArticle) and isinstance(picture, BadInput)
    assert _words(read) == [("met\nBo in", "person")]
    assert [each.quote.strip() for each in read.unfit] == ["nowhere"]
    assert "a.jpg" in picture.why


@pytest.mark.parametrize(
    "path",
    ["internal://../../secret.txt", "absolute:///etc/passwd", "relative://secret.txt",
     "file:///etc/passwd", "internal://..\\secret.txt", "/etc/passwd"],
)  # fmt: skip
def test_texts_outside_of_the_file_are_not_read(path: str, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    sources = _source(path=path) + _source(_selection(0, 3, "Ana"))
    refused, read = refi.read(_qdpx(tmp_path / "x.qdpx", sources))
    assert isinstance(refused, BadInput) and isinstance(read, ReadArticle)
    assert "outside" in refused.why or "is not in it" in refused.why


def _refused(path: Path) -> BadInput:
    assert formats.recognised(path) is refi  # type: ignore[comparison-overlap]
    with pytest.raises(BadInput) as fault:
        list(refi.read(path))
    return fault.value


def test_rubbish_is_refused_for_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "x.qdpx"
    whole = _qdpx(tmp_path / "whole.qdpx", _source()).read_bytes()
    for raw in (b"", b"PK\x03\x04", b"no zip", whole[: len(whole) // 2], whole[:-30]):
        path.write_bytes(raw)
        assert "not a whole file" in _refused(path).why
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "x")
    assert "no project file" in _refused(path).why


@pytest.mark.parametrize(
    ("project", "why"),
    [
        ("", "not XML"), ("<Project>", "not XML"), ("<Other/>", "holds no project"),
        ("<x>" * 1000 + "</x>" * 1000, "not XML"),
        ("<Project>" + "<Sources>" * 1000 + "</Sources>" * 1000 + "</Project>", "not XML"),
        ('<!DOCTYPE Project [<!ENTITY a "aaaaaaaaaa">' + "".join(
            f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
        ) + ']><Project name="&i;"><Users><User guid="x" name="&i;&i;"/></Users></Project>',
         "not XML"),
    ],
    ids=["empty", "cut", "other", "deep", "deep sources", "entities"],
)  # fmt: skip
def test_a_project_file_that_is_none_is_refused(project: str, why: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.qdpx", "w") as archive:
        archive.writestr("project.qde", project)
    assert why in _refused(tmp_path / "x.qdpx").why


def test_a_file_that_unpacks_to_far_too_much_is_refused(tmp_path: Path) -> None:
    with (
        zipfile.ZipFile(tmp_path / "x.qdpx", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("project.qde", "w") as file,
    ):
        file.write(b'<Project name="x">')
        for _n in range(310):
            file.write(b"<!--" + b" " * (1 << 20) + b"-->")
    assert "far more" in _refused(tmp_path / "x.qdpx").why


def test_a_text_that_is_broken_costs_itself(tmp_path: Path) -> None:
    bad = _source().replace("t.txt", "gone.txt")
    first, second, third = refi.read(
        _qdpx(tmp_path / "x.qdpx", bad + _source(_selection(0, 3, "Ana")) + _source(path=""))
    )
    assert isinstance(first, BadInput) and "gone.txt" in first.why and first.line
    assert isinstance(second, ReadArticle) and len(second.spans) == 1
    assert isinstance(third, BadInput) and "no plain text" in third.why
