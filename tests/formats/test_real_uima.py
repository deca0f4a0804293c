"""INCEpTION's own suite for TSV, GUM's news, and the UIMA files of two reference readers."""

from collections import Counter
from pathlib import Path

from annotator import formats
from annotator.errors import BadInput
from annotator.formats import webanno
from annotator.formats.tsv3.reading import read_tsv
from annotator.formats.tsv3.writing import sheet_of, tsv
from annotator.formats.uima.cas import TOKEN, Cas, Fs
from annotator.formats.uima.parsing import read_xmi
from annotator.formats.values import ReadArticle

# What TSV cannot say the same way as XMI, and why.
DIFFERS = {
    "testAnnotationWithLeadingWhitespace": "a blank before the mark falls away",
    "testAnnotationWithTrailingWhitespace": "a blank behind the mark falls away",
    "testZeroWidthAnnotationBeforeFirstTokenIsMovedToBeginOfFirstToken": "moved to a token",
    "testZeroWidthAnnotationBeyondLastTokenIsMovedToEndOfLastToken": "moved to a token, and blanks"
    " behind the last one are not in the file",
}
PAST_SUITE = {
    "example2.tsv": "written by an older version: it numbers marks of one token as well",
    "GUM_news": "version 3.2, with remarks in its head and numbers of its own",
}

Shape = Counter[tuple[object, ...]]


def _suite(data: Path) -> list[Path]:
    found = sorted((data / "formats/webanno-tsv3/inception/tsv3-suite").iterdir())
    assert found
    return found


def _files(data: Path) -> list[Path]:
    more = (data / "formats/webanno-tsv3").rglob("example2.tsv")
    return [*more, *sorted((data / "gum_news").glob("*.tsv"))]


def _shape(cas: Cas) -> Shape:
    """Everything in a CAS but the names of types and features, which the two files of a pair of
    the suite do not share.
    """
    found: Shape = Counter()
    for each in cas.records.values():
        if each.short not in ("Token", "DocumentMetaData", "TagsetDescription"):
            values = tuple(sorted(each.text(name) for name in each.values if each.text(name)))
            found[each.begin, each.end, values, _ends(cas, each)] += 1
    return found


def _ends(cas: Cas, record: Fs) -> tuple[object, ...]:
    named = ("Governor", "Dependent", "first", "next", "target")
    places = {id: (each.begin, each.end) for id, each in cas.records.items()}
    return tuple(
        (name if name in named else "links", tuple(places[id] for id in ids))
        for name, ids in sorted(record.refs.items())
        if ids and name != "pos"
    )


def test_each_table_of_the_suite_says_what_its_xmi_says(shared_data: Path) -> None:
    pairs = [each for each in _suite(shared_data) if (each / "reference.xmi").exists()]
    differing = set()
    for folder in pairs:
        table, _layers = read_tsv((folder / "reference.tsv").read_bytes())
        reference = read_xmi((folder / "reference.xmi").read_bytes())
        if _shape(table) != _shape(reference) or table.text != reference.text:
            differing.add(folder.name)
    print(f"{len(pairs)} pairs, {len(pairs) - len(differing)} equal; {len(differing)} explained:")
    print("\n".join(f"  {name}: {DIFFERS.get(name)}" for name in sorted(differing)))
    assert differing <= DIFFERS.keys()


def test_each_table_of_the_suite_is_written_back_byte_for_byte(shared_data: Path) -> None:
    tables = [folder / "reference.tsv" for folder in _suite(shared_data)]
    for table in tables:
        raw = table.read_bytes()
        assert tsv(sheet_of(*read_tsv(raw))).encode() == raw, table.parent.name
    print(f"{len(tables)} tables written back byte for byte")


def test_tables_of_other_programs_are_written_back_with_the_same_content(
    shared_data: Path,
) -> None:
    for path in _files(shared_data):
        cas, layers = read_tsv(path.read_bytes())
        again, _layers = read_tsv(tsv(sheet_of(cas, layers)).encode())
        assert _shape(again) == _shape(cas), path.name
        why = next(why for name, why in PAST_SUITE.items() if path.name.startswith(name))
        print(f"{path.name}: same content, other bytes ({why})")


def test_every_token_of_the_news_covers_its_words(shared_data: Path) -> None:
    spans = 0
    for path in sorted((shared_data / "gum_news").glob("*.tsv")):
        cas, _layers = read_tsv(path.read_bytes())
        assert cas.wrong == ()
        [article] = webanno.read(path)
        assert isinstance(article, ReadArticle)
        assert article.unfit == () and article.ignored == () and article.counted == ""
        spans += len(article.spans)
        assert {s.label for s in article.spans} >= {"person", "place"}
        assert {link.type for link in article.links} >= {"coref"}
        assert {a.name for a in article.attributes} >= {"infstat", "salience", "Summary1"}
    assert spans > 1000


def test_tables_of_versions_1_and_2_have_the_words_that_they_say(shared_data: Path) -> None:
    room = shared_data / "formats/webanno-tsv3"
    counts = Counter[str]()
    for path in [*room.glob("inception/tsv2/*.tsv"), *room.glob("inception-curation/**/*.tsv")]:
        assert formats.recognised(path) is webanno
        cas, _layers = read_tsv(path.read_bytes())
        rows = [line.split("\t") for line in path.read_text("utf-8").split("\n") if "\t" in line]
        tokens = [cas.text[t.begin : t.end] for t in cas.of(TOKEN)]
        assert tokens == [row[1] for row in rows]
        [article] = webanno.read(path)
        assert isinstance(article, ReadArticle)
        assert article.unfit == ()
        counts["files"] += 1
        counts["tokens"] += len(tokens)
        counts["spans"] += len(article.spans)
        counts["links"] += len(article.links)
        if "NE" not in path.name and "example" not in path.name:
            continue
        begun = sum(
            each.startswith("B-") for row in rows for cell in row for each in cell.split("|")
        )
        assert len(article.spans) == begun
    print(dict(counts))
    assert counts == {"files": 13, "tokens": 216, "spans": 24, "links": 2}


def _uima_files(data: Path) -> list[Path]:
    names = ("*.xmi", "data*.json", "child*.json")
    rooms = ("uima-xmi", "uima-json", "webanno-tsv3")
    return sorted(
        path for room in rooms for name in names for path in (data / "formats" / room).rglob(name)
    )


def test_every_uima_file_is_read_or_says_why_not(shared_data: Path) -> None:
    counts = Counter[str]()
    for path in [*_uima_files(shared_data), *_files(shared_data)]:
        reader = formats.recognised(path)
        assert reader is not None and reader.NAME.startswith(("uima_", "webanno_")), path
        counts["files"] += 1
        try:
            [article] = reader.read(path)
        except BadInput as fault:
            counts["refused"] += 1
            assert "holds no text" in fault.why, path
            print(f"{path.name}: {fault.why}")
            continue
        assert isinstance(article, ReadArticle)
        assert all(0 <= s.start < s.end <= len(article.text) for s in article.spans), path
        assert all(mark.start >= mark.end for mark in article.unfit), path
        counts["spans"] += len(article.spans) + len(article.unfit)
        counts["without width, not taken"] += len(article.unfit)
    print(", ".join(f"{what}: {count}" for what, count in counts.items()))
    assert counts["files"] > 80 and counts["spans"] > 1300 and counts["refused"] < 20


def test_the_words_under_emoji_are_those_of_the_reference_reader(shared_data: Path) -> None:
    room = shared_data / "formats/uima-json/dkpro-cassis/fs_as_array/ser-ref"
    [path] = room.glob("casWithEmojiUnicodeTextAndAnnotations/data.json")
    reader = formats.recognised(path)
    assert reader is not None
    [article] = reader.read(path)
    assert isinstance(article, ReadArticle)
    words = [article.text[s.start : s.end] for s in article.spans]
    assert words == article.text.split(" ")
