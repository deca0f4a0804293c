"""Importing: nothing comes in twice, nothing is lost in silence, nothing broken stops the run."""

import os
from pathlib import Path
from typing import Any

import pytest

from annotator import jobs
from annotator.edits import articles, spans
from annotator.errors import Refused
from annotator.formats import ReadOptions
from annotator.jobs.arrivals import NEW, PASSED
from annotator.project import Project
from annotator.store.search import indexed
from tests.jobs.byhand import label_names, lines, marked, written
from tests.jobs.running import exported, finished, imported, pages, texts

# texts


def test_text_comes_in_character_for_character(project: Project, folder: Path) -> None:
    text = " date 2024-03-31 😀 e\u0301\u2028\tשלום 漢字\n\n end "
    result = imported(project, written(folder / "a.txt", text))
    (page,) = pages(project)
    assert (result.new, result.first) == (1, page.article.id)
    assert page.text == text
    assert page.article.published == "2024-03-31"
    assert page.article.origin.encoding == "utf-8"


def test_an_empty_file_is_an_article(project: Project, folder: Path) -> None:
    assert imported(project, written(folder / "a.txt", "")).new == 1
    assert texts(project) == [""]


def test_the_encoding_can_be_said(project: Project, folder: Path) -> None:
    (folder / "a.txt").write_bytes("Привет, мир".encode("koi8-r"))
    imported(project, folder / "a.txt", options=ReadOptions("koi8-r"))
    assert texts(project) == ["Привет, мир"]


def test_the_same_article_is_known_by_its_text(project: Project, folder: Path) -> None:
    first = written(folder / "a.txt", "The same text.")
    second = written(folder / "b.txt", "The same text.")
    result = imported(project, first, second)
    assert (result.new, result.already) == (1, 1)
    again = imported(project, first)
    assert (again.new, again.already, again.edit) == (0, 1, None)
    assert again.first == result.first


def test_a_removed_article_comes_back(project: Project, folder: Path) -> None:
    file = written(folder / "a.txt", "Text.")
    first = imported(project, file).first
    project.edit(articles.remove, first)
    result = imported(project, file)
    assert (result.new, result.back, result.already) == (0, 1, 0)
    assert [page.article.id for page in pages(project)] == [first]


def test_clipboard_text_becomes_an_article(project: Project) -> None:
    result = finished(jobs.import_text(project, "Line\r\none", "From the clipboard"))
    (page,) = pages(project)
    assert (page.text, page.article.title) == ("Line\none", "From the clipboard")
    assert result.first == page.article.id
    with pytest.raises(Refused):
        finished(jobs.import_text(project, "  \n"))


def test_every_script_can_be_found(project: Project, folder: Path) -> None:
    imported(
        project,
        written(folder / "a.txt", "今日は東京で会議。"),
        written(folder / "b.txt", "Ein Café in Zürich"),
        written(folder / "c.txt", "นายกรัฐมนตรีกล่าว"),
    )

    def found(words: str) -> list[str]:
        sql = (
            "select t.body from texts_search s join texts t on t.article = s.rowid "
            "where texts_search match ?"
        )
        asked = '"' + indexed(words) + '"'
        return [body[:3] for (body,) in project.reader.execute(sql, [asked])]

    assert found("東京") == ["今日は"]
    assert found("京東") == []
    assert found("cafe") == ["Ein"]
    assert found("รัฐ") == ["นาย"]


# folders and files


def test_a_folder_is_walked_by_name(project: Project, folder: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/10.txt", ".hidden.txt", ".git/x.txt", "c.png", "d.bin"):
        written(folder / name, f"text of {name}")
    result = imported(project, folder)
    assert texts(project) == ["text of a/10.txt", "text of a/2.txt", "text of b.txt"]
    assert (result.new, result.skipped, result.failed) == (3, 2, ())
    passed = [(each.path.name, each.why) for each in result.arrivals if each.kind == PASSED]
    assert passed == [(name, "No format here reads it.") for name in ("c.png", "d.bin")]


def test_files_of_another_format_than_asked_for_are_listed_as_passed_over(
    project: Project, folder: Path
) -> None:
    written(folder / "a.txt", "text"), written(folder / "b.csv", "text\nrow\n")
    result = imported(project, folder, format="plain")
    assert {(each.path.name, each.kind, each.why) for each in result.arrivals} == {
        ("a.txt", NEW, ""), ("b.csv", PASSED, "It is not for the format that was asked for."),
    }  # fmt: skip


def test_links_in_a_folder_cannot_lead_round_in_a_circle(project: Project, folder: Path) -> None:
    written(folder / "a/x.txt", "text")
    os.symlink(folder, folder / "a" / "loop")
    os.symlink(folder / "nowhere", folder / "dangling.txt")
    os.symlink(folder / "a" / "x.txt", folder / "same.txt")
    result = imported(project, folder)
    assert (result.new, result.already) == (1, 1)
    passed = {each.path.name: each.why for each in result.arrivals if each.kind == PASSED}
    assert passed == dict.fromkeys(
        ("loop", "dangling.txt"), "It is a link to no file; folders are not followed."
    )


def test_a_broken_file_costs_a_line(project: Project, folder: Path) -> None:
    good = written(folder / "z.txt", "good")
    bad = [
        folder / "nowhere.txt",
        lines(folder / "half.jsonl", {"text": "one", "title": "1"}, {"title": "no text"}),
        written(folder / "deep.jsonl", '{"text":' + "[" * 100_000),
        written(folder / "wrong.xyz", "unknown"),
    ]
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    os.mkfifo(folder / "pipe.txt")
    bad += [folder / "binary.txt", folder / "pipe.txt"]
    result = imported(project, *bad, good)
    assert [failure.path for failure in result.failed] == bad
    assert "line 2" in str(result.failed[1])
    assert texts(project) == ["one", "good"]


def test_a_file_too_large_for_one_article_is_left(project: Project, folder: Path) -> None:
    with open(folder / "big.txt", "wb") as file:
        file.truncate(300 * 1024 * 1024)
    (failure,) = imported(project, folder / "big.txt").failed
    assert "200 MB" in failure.why


def test_a_file_name_that_is_no_text(project: Project, folder: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    try:
        (folder / name).write_text("")
    except OSError:
        pytest.skip("this file system takes no such names")
    assert imported(project, folder).new == 1
    assert exported(project, folder / "out.jsonl")


def test_a_format_that_is_given_reads_what_it_would_not_know(
    project: Project, folder: Path
) -> None:
    file = written(folder / "story.xyz", "A story.")
    assert imported(project, file, format="plain").new == 1
    with pytest.raises(Refused, match="no format"):
        imported(project, file, format="nonsense")


# marks from other hands


def test_marks_labels_and_annotators_of_a_strange_file(project: Project, folder: Path) -> None:
    text = "Ana Li met the envoy in Oslo."
    record = marked(text, ("Ana Li", "PER", "e1"), ("envoy", "ROLE", ""), ("Oslo", "GPE", "e2"))
    record["mentions"][0]["annotator"] = "Bo"
    imported(project, lines(folder / "a.jsonl", record))
    (page,) = pages(project)
    assert [s.quote for s in page.mentions] == ["Ana Li", "envoy", "Oslo"]
    assert label_names(project) == ["PER", "ROLE", "GPE"]
    who = dict(project.reader.execute("select id, name from annotators").fetchall())
    assert [who[s.annotator] for s in page.mentions] == ["Bo", "ana", "ana"]
    new = project.codebook.label_named("ROLE")
    assert new is not None and (new.code, new.key, new.family) == ("ROLE", "", "other")


def test_what_a_file_called_its_rows_is_remembered(project: Project, folder: Path) -> None:
    record = marked("Ana Li", ("Ana Li", "PER", "e1"), id="doc-7")
    imported(project, lines(folder / "a.jsonl", record))
    found = project.reader.execute("select scheme, value from foreign_ids order by value")
    assert found.fetchall() == [("jsonl", "doc-7"), ("jsonl", "e1"), ("jsonl", "m0")]


def test_one_odd_article_costs_only_itself(project: Project, folder: Path) -> None:
    def article(text: str, **judged: Any) -> dict[str, Any]:
        part = {"id": "p", "role": "content", "start": 0, "end": 1, "text": text[0]}
        claim = {"id": "c", "parts": [part]}
        answer = {"id": "j", "claim": "c", "field": "kind", "value": "fact", **judged}
        return {"text": text, "title": text, "claims": [claim], "judgements": [answer]}

    odd = article("B twice")
    odd["judgements"] *= 2
    file = lines(folder / "a.jsonl", article("A good"), odd, article("C good"))
    result = imported(project, file)
    assert texts(project) == ["A good", "C good"]
    (failure,) = result.failed
    assert "B twice" in failure.why
    assert not finished(jobs.verify(project))


def test_proper_names_join_across_files_and_descriptions_do_not(
    project: Project, folder: Path
) -> None:
    one = marked("Ana Li and the minister", ("Ana Li", "PER", "x"), ("the minister", "PER", "y"))
    two = marked("Ana Li or the minister", ("Ana Li", "PER", "k"), ("the minister", "PER", "l"))
    three = marked("Again Ana Li", ("Ana Li", "PER", "x"))
    imported(project, lines(folder / "a.jsonl", one), lines(folder / "b.jsonl", two))
    imported(project, lines(folder / "c.jsonl", three))
    named = [[s.entity for s in page.mentions] for page in pages(project)]
    assert named[0][0] == named[1][0] == named[2][0]
    assert named[0][1] != named[1][1]


def test_marks_on_an_article_that_is_there_are_counted(project: Project, folder: Path) -> None:
    text = "Ana Li met Bo."
    imported(project, written(folder / "a.txt", text))
    (page,) = pages(project)
    label = project.codebook.label_named("PER")
    assert label is not None
    project.edit(spans.add, page.article.id, 0, 6, label.id)
    record = marked(text, ("Ana Li", "PER", ""), ("Bo", "PER", ""))
    result = imported(project, lines(folder / "a.jsonl", record))
    assert (result.already, result.marks_left) == (1, 1)


def test_links_between_articles_are_tied_in_either_direction(
    project: Project, folder: Path
) -> None:
    def article(text: str, claim: str, **link: str) -> dict[str, Any]:
        part = {"id": claim + "p", "role": "content", "start": 0, "end": 4, "text": text[:4]}
        kind = {"kind": "claim", "type": "repeats"}
        linked = [{"id": claim + "l", "source": claim, **kind, **link}] if link else []
        made = [{"id": claim, "parts": [part]}]
        return {"text": text, "title": text, "claims": made, "links": linked}

    file = lines(
        folder / "a.jsonl",
        article("Once upon", "c1", target="c2"),
        article("Then came", "c2", target="c1"),
        article("Last of all", "c3", target="gone"),
    )
    other = lines(folder / "b.jsonl", article("Else where", "gone"))
    result = imported(project, other, file)
    first, second = pages(project)[1:3]
    assert {(x.source, x.target) for x in first.links} == {
        (*first.claims, *second.claims), (*second.claims, *first.claims)
    }  # fmt: skip
    (failure,) = result.failed
    assert failure.path == file and "1 link" in failure.why


def test_what_a_file_says_of_an_article_beside_its_marks_goes_out_again(
    project: Project, folder: Path
) -> None:
    rows = {"text": "Ana met Li.", "labels": [[0, 3, "PER"]], "desk": "foreign", "meta": {"n": 7}}
    imported(project, lines(folder / "rows.jsonl", rows))
    (page,) = pages(project)
    assert {(a.name, a.value) for a in page.attributes} == {("desk", "foreign"), ("n", "7")}
    first = exported(project, folder / "first.jsonl")
    with Project.create(folder / "other.annotator", "other") as other:
        imported(other, folder / "first.jsonl")
        again = exported(other, folder / "again.jsonl")
    assert b"foreign" in first
    assert first.splitlines()[1:] == again.splitlines()[1:]
