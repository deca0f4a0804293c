"""Pseudonyms in exports of a project: no name leaves it, by whatever way, and it comes back."""

import contextlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator import formats, jobs
from annotator.edits import claims, entities, judgements, links, notes, pseudonyms, spans
from annotator.errors import Refused
from annotator.project import Project
from tests.jobs.running import exported, finished, imported, pages
from tests.scene import add_article

TEXT = (
    "MOSCOW (Peskov news) — Dmitry Peskov met Maria Lopez in Lima. Peskov’s wife saw it. “I know "
    "Dimitri Peskov,” Lopez said. The spokesman left. PESKOV called; see x.org/dmitry-peskov."
)
NAMES = ("peskov", "dimitri", "dmitry", "q4321", "the spokesman of the tsar")


class Told:
    """A project in which a name is told wherever one can be."""

    def __init__(self, folder: Path) -> None:
        self.project = Project.create(folder / "dmitry-peskov.annotator", "Ana")
        self.article = add_article(
            self.project, TEXT, title="Peskov meets Lopez", byline="By Dmitry Peskov",
            outlet="Peskov Times", url="https://x.org/dmitry-peskov", published="2024-03-31",
            family="f00d",
        )  # fmt: skip
        add_article(self.project, "Lima is far. Nobody there knew Dmitry Peskov.", title="Lima")
        add_article(self.project, "Lopez likes Lima.", title="Lopez", url="https://x.org/lima")
        person, place = (self.project.codebook.label_named(n).id for n in ("PER", "GPE"))
        self.peskov = self.mark("Dmitry Peskov", person)
        self.lopez = self.mark("Maria Lopez", person)
        self.lima = self.mark("Lima", place)
        self.nickname = self.mark("Dimitri Peskov", person, self.peskov)
        self.mark("The spokesman", person, self.peskov, "NOM")
        self.tell()
        file = folder / "peskov-notes.txt"
        file.write_text("Peskov went to Lima and did not say why he had gone there.")
        imported(self.project, file)

    def mark(self, words: str, label: int, entity: int | None = None, level: str = "NAM") -> int:
        start, do = TEXT.index(words), self.project.edit
        span = do(spans.add, self.article, start, start + len(words), label).answer
        do(spans.set_level, span, level)
        page = self.project.page(self.article)
        found = page.entity_of(page.span(span))
        if entity is not None and found != entity:
            do(entities.assign, span, entity)
        return entity or found

    def tell(self) -> None:
        do, peskov = self.project.edit, self.peskov
        for alias in ("Peskow", "D. Peskov"):
            do(entities.add_alias, peskov, alias)
        do(entities.describe, peskov, "description", "the spokesman of the Tsar")
        do(entities.describe, peskov, "qid", "Q4321")
        do(entities.set_attribute, "entity", peskov, "mail", "dmitry@peskov.ru")
        do(entities.describe, self.lopez, "description", "knows Peskov")
        do(links.add, "entity", peskov, self.lima, "member_of")
        do(notes.add, "entity", peskov, "met Dmitry")
        do(notes.add, "article", self.article, "Ask Peskov.")
        start = TEXT.index("I know")
        claim = do(claims.add, self.article, start, start + 20).answer
        do(claims.set_gist, claim, "that Dmitry Peskov is known")
        self.claim = claim
        field = next(f for f in self.project.codebook.layer("judgement") if not f.choices)
        do(judgements.answer, claim, field.id, "because Peskov said so")

    def hide(self) -> None:
        self.project.edit(pseudonyms.give, self.peskov)


@pytest.fixture
def told(tmp_path: Path):
    """The project, with the name marked to be hidden."""
    made = Told(tmp_path / "in")
    made.hide()
    yield made
    made.project.close()


def everything_in(folder: Path) -> str:
    """All that was written, names of files too and what lies packed in them, in small letters."""
    found = []
    for path in sorted(folder.rglob("*")):
        found.append(path.relative_to(folder).as_posix())
        if path.is_file():
            found += [raw.decode("utf-8", "replace") for raw in _unpacked(path)]
    return "\n".join(found).lower()


def _unpacked(path: Path) -> Iterator[bytes]:
    raw = path.read_bytes()
    yield raw
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            yield from (packed.read(name) for name in packed.namelist())
    elif raw[:4] == b"PAR1":
        yield str(pytest.importorskip("pyarrow.parquet").read_table(path).to_pylist()).encode()
    elif raw[:1] == b"x":
        with contextlib.suppress(zlib.error):
            yield zlib.decompress(raw)


@pytest.mark.parametrize("format", [each.NAME for each in formats.writers()])
def test_no_format_tells_a_name_that_has_a_pseudonym(
    told: Told, tmp_path: Path, format: str
) -> None:
    if formats.missing_extra(formats.writer(format).EXTRA):
        pytest.skip("needs an extra")
    every = {"statuses": "untouched,in_progress,done,done_empty,review"}
    open_out, out = tmp_path / "open", tmp_path / "out"
    finished(jobs.export(told.project, format, open_out / "x", {**every, "pseudonyms": "none"}))
    assert "peskov" in everything_in(open_out)
    report = finished(jobs.export(told.project, format, out / "x", every))
    written = everything_in(out)
    assert [name for name in NAMES if name in written] == []
    preview = finished(jobs.preview(told.project, format, every))
    assert preview.losses == report.losses


def test_the_same_pseudonym_stands_in_every_article_and_every_export(
    told: Told, tmp_path: Path
) -> None:
    one = exported(told.project, tmp_path / "a.jsonl")
    assert exported(told.project, tmp_path / "b.jsonl") == one
    assert one.count(b"Person 1") >= 6
    told.project.edit(
        entities.add, told.article, 0, 6, told.project.codebook.labels[0].id, "Moscow"
    )
    again = exported(told.project, tmp_path / "c.jsonl")
    assert b"Person 1 met" in again
    for who in ("people", "all"):
        assert b"Person 1 met Person 2" in exported(told.project, tmp_path / who, pseudonyms=who)


def test_spans_cover_the_same_words_and_the_pseudonym(told: Told, tmp_path: Path) -> None:
    lines = exported(told.project, tmp_path / "a.jsonl").decode().splitlines()
    article = next(one for one in map(json.loads, lines[1:]) if one.get("mentions"))
    covered = [article["text"][m["start"] : m["end"]] for m in article["mentions"]]
    assert covered == ["Person 1", "Maria Lopez", "Lima", "Person 1", "The spokesman"]
    assert [m["text"] for m in article["mentions"]] == covered
    (claim,) = article["claims"]
    (part,) = claim["parts"]
    assert article["text"][part["start"] : part["end"]] == part["text"] == "I know Person 1"
    assert claim["gist"] == "that Person 1 is known"


def test_a_file_with_pseudonyms_can_be_imported(told: Told, tmp_path: Path) -> None:
    exported(told.project, tmp_path / "a.jsonl")
    with Project.create(tmp_path / "b" / "b.annotator", "Bo") as other:
        result = imported(other, tmp_path / "a.jsonl")
        assert (result.new, result.failed, result.unfit) == (4, (), ())
        names = {e.name for page in pages(other) for e in page.entities.values()}
        assert names == {"Person 1", "Maria Lopez", "Lima"}
        exported(other, tmp_path / "c.jsonl")


def test_a_file_with_pseudonyms_can_come_back_to_where_it_was_made(
    told: Told, tmp_path: Path
) -> None:
    exported(told.project, tmp_path / "a.jsonl")
    assert imported(told.project, tmp_path / "a.jsonl").new == 3
    told.project.edit(pseudonyms.give, told.peskov, "Person 1")
    again = exported(told.project, tmp_path / "b.jsonl")
    assert b"Person 1 met Maria" in again and b"Peskov" not in again


def test_the_report_tells_what_was_replaced_and_what_still_may_tell(
    told: Told, tmp_path: Path
) -> None:
    report = finished(jobs.export(told.project, "jsonl", tmp_path / "a.jsonl"))
    counts = {loss.what: (loss.count, loss.fate) for loss in report.losses}
    assert counts["name of the hidden"] == (2, "renamed")
    assert counts["name of the hidden that nothing marks"] == (6, "renamed")
    assert counts["mention that describes the hidden"] == (1, "stays")
    assert counts["address and file of the article"] == (2, "left out")


def test_a_name_that_was_given_wins_and_must_not_tell_the_real_one(
    told: Told, tmp_path: Path
) -> None:
    told.project.edit(pseudonyms.give, told.peskov, "The Source")
    assert b"The Source met Maria" in exported(told.project, tmp_path / "a.jsonl")
    for telling in ("Peskov II", "friend of DMITRY"):
        with pytest.raises(Refused):
            told.project.edit(pseudonyms.give, told.peskov, telling)
    with pytest.raises(Refused):
        told.project.edit(pseudonyms.give, told.lopez, "The Source")
    told.project.edit(pseudonyms.give, told.lopez, "Dmitry’s friend")
    with pytest.raises(Refused, match="Dmitry’s friend"):
        exported(told.project, tmp_path / "b.jsonl")


def test_marking_is_undone_like_any_edit(told: Told, tmp_path: Path) -> None:
    assert told.project.undo() is not None
    assert b"Dmitry Peskov" in exported(told.project, tmp_path / "a.jsonl")
    told.project.redo()
    told.project.edit(pseudonyms.take, told.peskov)
    assert b"Dmitry Peskov" in exported(told.project, tmp_path / "b.jsonl")


def test_who_is_who_is_told_only_where_it_is_asked(told: Told, tmp_path: Path) -> None:
    assert jobs.key_table(told.project, "marked") == (("PER", "Dmitry Peskov", "Person 1"),)
    table = jobs.key_table(told.project, "all")
    assert ("PER", "Maria Lopez", "Person 2") in table
    assert ("author", "By Dmitry Peskov", "Author 1") in table
    assert jobs.key_table(told.project, "none") == ()


def test_a_merged_entity_has_one_pseudonym(told: Told, tmp_path: Path) -> None:
    told.project.edit(pseudonyms.give, told.lopez, "Lady M")
    told.project.edit(entities.merge, told.lopez, told.peskov)
    text = exported(told.project, tmp_path / "a.jsonl").decode()
    assert "Person 1 met Person 1 in Lima" in text and "Lady" not in text and "Lopez" not in text


def test_articles_that_become_copies_are_left_out_and_told(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.annotator", "Ana") as project:
        person = project.codebook.active_labels[0].id
        first = add_article(project, "Ana Li left.")
        add_article(project, "ANA LI left.")
        span = project.edit(spans.add, first, 0, 6, person).answer
        page = project.page(first)
        assert page is not None
        project.edit(pseudonyms.give, page.entity_of(page.span(span)))
        every = {"statuses": "untouched,in_progress,done"}
        report = finished(jobs.export(project, "brat", tmp_path / "out", every))
        assert (report.written, report.left_out) == (1, 1)
        assert any("copy" in loss.what for loss in report.losses)
