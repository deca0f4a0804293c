"""Our own JSONL: what was written is read back exactly; what does not fit is refused."""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator import paths
from annotator.errors import BadInput
from annotator.formats import jsonl
from annotator.formats.records import codebooks, marks, reading, writing
from annotator.formats.records.checking import NEEDED
from annotator.formats.values import ReadOptions
from annotator.model import Entity, Link, Page
from tests.formats import pages as make
from tests.formats import restored
from tests.formats.running import exported
from tests.gold import gold, gold_card, gold_page


def _round_trip(pages: list[Page], out: Path, **about: Any) -> list[Page]:
    exported(jsonl, pages, out, **about)
    project = jsonl.read_project(out)
    assert project is not None
    read = list(jsonl.read(out, ReadOptions()))
    assert not any(article.ignored for article in read)
    return [restored.page(article, project) for article in read]


def _line(out: Path, number: int) -> dict[str, Any]:
    return dict(orjson.loads(out.read_bytes().split(b"\n")[number]))


def _changed(out: Path, number: int, change: Any) -> Path:
    lines = out.read_bytes().split(b"\n")
    record = orjson.loads(lines[number])
    change(record)
    lines[number] = orjson.dumps(record)
    out.write_bytes(b"\n".join(lines))
    return out


def test_the_gold_page_comes_back_as_it_was(tmp_path: Path) -> None:
    [back] = _round_trip([gold_page()], tmp_path / "crocus.jsonl", card=gold_card())
    assert back == gold_page()


def test_the_gold_file_can_be_read_off_the_export(tmp_path: Path) -> None:
    exported(jsonl, [gold_page()], tmp_path / "crocus.jsonl", gold_card())
    record, raw = _line(tmp_path / "crocus.jsonl", 1), gold()
    assert len(record["mentions"]) == 96
    wanted = [(m["start"], m["end"], m["text"], m["type"], m["level"]) for m in raw["mentions"]]
    keys = ("start", "end", "text", "label", "level")
    assert sorted(tuple(m[key] for key in keys) for m in record["mentions"]) == sorted(wanted)
    assert len(record["claims"]) == 41
    assert sum(len(link) > 0 for link in record["links"] if link["kind"] == "claim") == 11


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(page=make.pages())
def test_any_page_comes_back_as_it_was(page: Page) -> None:
    card = make.card_of(page)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "any.jsonl"
        [back] = _round_trip([page], out, card=card)
        project = jsonl.read_project(out)
    assert back == page
    assert project is not None
    assert restored.card(project, 1) == card


@pytest.mark.parametrize("name", make.TEXTS)
def test_texts_that_bite_come_back_character_for_character(name: str, tmp_path: Path) -> None:
    page = make.page_of(make.TEXTS[name])
    [back] = _round_trip([page], tmp_path / "bite.jsonl")
    assert back.text == page.text


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        exported(jsonl, [gold_page()], tmp_path / name / "x.jsonl", gold_card())
    for name in ("x.jsonl", "x.jsonl.manifest.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_newer_version_names_the_older_one_by_its_key(tmp_path: Path) -> None:
    base, out = gold_page(), tmp_path / "x.jsonl"
    newer = replace(base, article=replace(base.article, version_of=77))
    exported(jsonl, [newer, base], out, replace(gold_card(), versions={77: "a" * 64}))
    assert [each.version_of for each in jsonl.read(out)] == ["a" * 64, ""]
    out.write_text('{"text": "Nothing is said here."}\n', "utf-8")
    assert [each.version_of for each in jsonl.read(out)] == [None]


def test_a_link_to_a_claim_of_another_article_is_written_once(tmp_path: Path) -> None:
    base = gold_page()
    claim = next(iter(base.claims.values()))
    link = Link(9000, "claim", claim.id, 7777, "repeats", 1)
    other = replace(
        base,
        article=replace(base.article, id=2),
        spans=(),
        claims={7777: replace(claim, id=7777, article=2, chain=())},
        judgements=(),
        notes=(),
        attributes=(),
        links=(link,),
    )
    exported(jsonl, [replace(base, links=(link,)), other], tmp_path / "x.jsonl", gold_card())
    first, second = jsonl.read(tmp_path / "x.jsonl")
    assert [(x.source, x.target) for x in first.links] == [(str(claim.id), "7777")]
    assert second.links == ()


def test_an_entity_may_be_merged_into_the_author_of_a_later_article(tmp_path: Path) -> None:
    person = gold_page().entities[102]
    author = replace(gold_page().entities[101], id=9001, article=2)
    merged = replace(person, merged_into=author.id)
    page = replace(gold_page(), entities={**gold_page().entities, 102: merged, 9001: author})
    last = make.page_of("By me.", entities={9001: author})
    last = replace(last, article=replace(last.article, id=2), codebook=page.codebook)
    card = replace(gold_card(), entities=(merged, *tuple(gold_card().entities)[1:]))
    exported(jsonl, [page, last], tmp_path / "x.jsonl", card)
    first, second = jsonl.read(tmp_path / "x.jsonl")
    assert {s.entity for s in first.spans} >= {"102"}
    assert [e.id for e in second.entities] == ["9001"]


def test_a_file_saved_by_a_text_editor_is_still_read(tmp_path: Path) -> None:
    out = tmp_path / "x.jsonl"
    exported(jsonl, [gold_page()], out, gold_card())
    before = list(jsonl.read(out))
    out.write_bytes(b"\xef\xbb\xbf" + out.read_bytes().replace(b"\n", b"\r\n") + b"\r\n")
    assert list(jsonl.read(out)) == before


def test_a_bare_text_is_an_article(tmp_path: Path) -> None:
    out = tmp_path / "x.jsonl"
    out.write_bytes(orjson.dumps({"text": "\ufeffOne\r\ntwo"}) + b"\n\n")
    [article] = jsonl.read(out)
    assert jsonl.recognises(out)
    assert jsonl.read_project(out) is None
    assert article.text == "One\ntwo"
    assert article.origin.changes == (("BOM removed", 1), ("CRLF to LF", 1))


def test_spans_over_a_text_that_needs_cleaning_are_moved_with_it(tmp_path: Path) -> None:
    out = tmp_path / "x.jsonl"
    mention = {"id": "m", "start": 6, "end": 12, "text": "two\r\nx", "label": "PER", "head": [6, 9]}
    out.write_bytes(orjson.dumps({"text": "\ufeffOne\r\ntwo\r\nx", "mentions": [mention]}))
    [article] = jsonl.read(out)
    [span] = article.spans
    assert article.text[span.start : span.end] == "two\nx"
    assert (span.head_start, span.head_end) == (4, 7)


def test_the_entities_of_a_large_project_are_found_piece_by_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = ['},{"id":"7"}', '],"guidelines":"', "},{", "plain", '"entities":[{"id":"8"}']
    entities = tuple(Entity(n, 1, name, aliases=(name,)) for n, name in enumerate(odd, 1))
    out = tmp_path / "out.jsonl"
    for some in (entities, entities[:1], ()):
        exported(jsonl, [], out, replace(gold_card(), entities=some))
        for at_once in (1, 60, 1 << 16):
            monkeypatch.setattr(reading, "_AT_ONCE", at_once)
            with open(out, "rb") as file:
                assert reading.entity_ids(file, out) == {str(each.id) for each in some}


def test_keys_nobody_knows_are_named(tmp_path: Path) -> None:
    out = tmp_path / "x.jsonl"
    exported(jsonl, [gold_page()], out, gold_card())

    def change(record: dict[str, Any]) -> None:
        record["mine"] = 1
        record["mentions"][3]["colour"] = "red"

    [article] = jsonl.read(_changed(out, 1, change))
    assert article.ignored == ("article.mine", "mention.colour")


@pytest.mark.parametrize(
    ("line", "change", "why"),
    [
        (1, lambda r: r["mentions"][0].update(start=7), "covers"),
        (1, lambda r: r["mentions"][0].update(end=99999), "does not lie"),
        (1, lambda r: r["mentions"][0].update(start="6"), "whole number"),
        (1, lambda r: r["mentions"][0].update(label="NOPE"), "codebook"),
        (1, lambda r: r["mentions"][0].update(entity="5"), "nowhere"),
        (1, lambda r: r["mentions"][0].update(annotator="Zed"), "not listed"),
        (1, lambda r: r["mentions"][0].update(level="XXX"), "not known"),
        (1, lambda r: r["mentions"][0].update(head=[3]), "start and an end"),
        (1, lambda r: r["mentions"][0].pop("id"), "missing"),
        (1, lambda r: r["mentions"][0].update(id=r["mentions"][1]["id"]), "twice"),
        (1, lambda r: r["mentions"].append("x"), "not a map"),
        (1, lambda r: r["claims"][0]["parts"][0].update(role="verb"), "not known"),
        (1, lambda r: r["claims"][0]["parts"][0].update(text="?"), "covers"),
        (1, lambda r: r["claims"][0].update(parent="1"), "not known"),
        (1, lambda r: r["claims"][0].update(chain=[4]), "not text"),
        (1, lambda r: r["judgements"][0].update(claim="1"), "not known"),
        (1, lambda r: r["links"][0].update(source="1"), "not known"),
        (1, lambda r: r["links"][0].update(kind="blood"), "not known"),
        (1, lambda r: r["statuses"].update({"analyst-1": "great"}), "not known"),
        (1, lambda r: r.update(text=r["text"] + "."), "key"),
        (1, lambda r: r.update(kind="advert"), "not known"),
        (0, lambda r: r.update(version=99), "newer"),
        (0, lambda r: r["entities"][0].update(label="NOPE"), "codebook"),
        (0, lambda r: r["entities"][0].update(merged_into="5"), "nowhere"),
        (0, lambda r: r["codebook"]["labels"][0].update(id="one"), "id of a label"),
        (0, lambda r: r["codebook"]["fields"][0].pop("layer"), "missing"),
        (0, lambda r: r["annotators"][0].update(kind="cat"), "not known"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_line(
    line: int, change: Any, why: str, tmp_path: Path
) -> None:
    out = tmp_path / "x.jsonl"
    exported(jsonl, [gold_page()], out, gold_card())
    _changed(out, line, change)
    [refused] = _faults(out)
    assert why in refused.why and refused.line == line + 1


@pytest.mark.parametrize("text", [b"{", b"[1]", b'"x"', b"\xff\xfe", b'{"text": 3}'])
def test_what_is_not_our_json_is_refused(text: bytes, tmp_path: Path) -> None:
    out = tmp_path / "x.jsonl"
    out.write_bytes(b'{"text": ""}\n' + text + b"\n")
    assert [refused.line for refused in _faults(out)] == [2]


def _faults(file: Path) -> list[BadInput]:
    """What is wrong with the lines of a file, and with the file."""
    found = []
    try:
        found.extend(each for each in jsonl.read(file) if isinstance(each, BadInput))
    except BadInput as whole:
        found.append(whole)
    return found


def test_the_articles_around_broken_lines_come_in(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    unfit = {"id": "1", "start": 0, "end": 3, "text": "Bxb", "label": "PER", "entity": "nobody"}
    lines = [
        orjson.dumps({"text": "Bob left.", "mentions": [unfit]}),
        orjson.dumps({"text": "Ann left."}),
        b"{no json",
        orjson.dumps({"text": "Cy left."}),
    ]
    file.write_bytes(b"\n".join(lines))
    first, ann, third, cy = jsonl.read(file)
    assert isinstance(first, BadInput) and isinstance(third, BadInput)
    assert (first.line, third.line) == (1, 3)
    assert [each.text for each in (ann, cy)] == ["Ann left.", "Cy left."]  # type: ignore[union-attr]


@settings(max_examples=60, deadline=None)
@given(junk=st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["kind", "text", "mentions", "claims", "id", "statuses", "origin"]),
        inner, max_size=5),
    max_leaves=12,
))  # fmt: skip
def test_junk_is_refused_and_never_a_bug(junk: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "x.jsonl"
        out.write_bytes(
            orjson.dumps({"text": "junk", "mentions": junk}) + b"\n" + orjson.dumps(junk)
        )
        try:
            list(jsonl.read(out))
        except BadInput as refused:
            assert refused.line in (1, 2)


@pytest.mark.parametrize(
    ("first", "ours"),
    [
        (b'{"kind": "project"}', True),
        (b'{"text": "a", "title": "b"}', True),
        (b'{"text": "a", "label": [[0, 1, "X"]]}', False),
        (b"[]", False),
        (b"", False),
    ],
)
def test_other_peoples_jsonl_is_not_taken_for_ours(
    first: bytes, ours: bool, tmp_path: Path
) -> None:
    out = tmp_path / "x.jsonl"
    out.write_bytes(first)
    assert jsonl.recognises(out) is ours


def _schema() -> Any:
    return orjson.loads((paths.resources() / "schemas" / "jsonl.schema.json").read_bytes())


def test_every_line_fits_the_schema(tmp_path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    out = tmp_path / "x.jsonl"
    exported(jsonl, [gold_page(), make.page_of("")], out, gold_card())
    validator = jsonschema.Draft202012Validator(_schema())
    validator.check_schema(_schema())
    for line in out.read_bytes().strip().split(b"\n"):
        validator.validate(orjson.loads(line))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(page=make.pages())
def test_every_page_fits_the_schema(page: Page) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(_schema())
    card = make.card_of(page)
    names = writing.Names(card)
    streamed = {key: list(each) for key, each in writing.streamed(card, names).items()}
    for record in (writing.article(page, names), writing.project(card) | streamed):
        validator.validate(orjson.loads(orjson.dumps(record)))


def test_schema_and_reader_know_the_same_keys() -> None:
    defs = _schema()["$defs"]
    for name, shape in {**marks.SHAPES, **reading.SHAPES, **codebooks.SHAPES}.items():
        assert defs[name]["properties"].keys() == shape.keys(), name
        needed = {key for key, (_kind, default) in shape.items() if default is NEEDED}
        assert set(defs[name].get("required", ())) == needed, name


def test_the_manual_names_every_key() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    for definition in _schema()["$defs"].values():
        for key in definition["properties"]:
            assert f"`{key}`" in manual, key
