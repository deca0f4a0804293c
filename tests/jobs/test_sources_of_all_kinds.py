"""A folder of everything: what is sound comes in, what is hostile costs a line and nothing else."""

import os
import socket
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from annotator import jobs
from annotator.formats import ReadOptions
from annotator.jobs import apart
from annotator.jobs.arrivals import rows
from annotator.project import Project
from tests.formats import made_files as made
from tests.formats.made_files import paragraph
from tests.formats.saved_articles import STORIES
from tests.formats.saved_pages import linked
from tests.jobs.running import finished, imported, pages


@pytest.fixture
def project(tmp_path: Path):
    """An empty project."""
    with Project.create(tmp_path / "p.annotator", "ana") as made_project:
        yield made_project


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Sound files of many kinds."""
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "a.txt").write_text("Plain words.", "utf-8")
    (inside / "b.md").write_text("# Heading\n\nWords with *marks*.", "utf-8")
    made.docx(inside / "c.docx", paragraph("From Word."))
    made.epub(inside / "d.epub", "<dc:title>Book</dc:title>",
              {"a.xhtml": "<html><body><p>From a book.</p></body></html>"})  # fmt: skip
    (inside / "e.eml").write_text("Subject: Mail\n\nFrom a mail.", "utf-8")
    (inside / "f.rss").write_text(
        "<rss><channel><title>F</title><item><title>t</title><description>From a feed."
        "</description></item></channel></rss>", "utf-8",
    )  # fmt: skip
    (inside / "g.csv").write_text("title,text\nt,From a table.\n", "utf-8")
    return inside


def test_a_folder_of_all_kinds_comes_in_and_is_listed(project: Project, folder: Path) -> None:
    result = imported(project, folder)
    assert not result.failed
    assert sorted(page.text for page in pages(project)) == [
        "# Heading\n\nWords with *marks*.", "From Word.", "From a book.", "From a feed.",
        "From a mail.", "From a table.", "Plain words.",
    ]  # fmt: skip
    assert [each.path.name for each in result.arrivals] == sorted(p.name for p in folder.iterdir())
    assert {each.kind for each in result.arrivals} == {"new"}
    again = imported(project, folder)
    assert {each.kind for each in again.arrivals} == {"already there"}
    assert {each.article for each in again.arrivals} == {each.article for each in result.arrivals}


def test_hostile_files_cost_a_line_each(
    project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.zipped(folder / "bomb.docx", {"word/document.xml": b"<w>" + b" " * (120 << 20)})
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    (folder / "laughs.rss").write_text(
        f'<!DOCTYPE r [<!ENTITY l0 "ha">{laughs}]><rss>&l9;</rss>', "utf-8"
    )
    made.zipped(folder / "deep.docx", {"word/document.xml": b"<a>" * 500_000})
    (folder / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50)
    (folder / "noise.txt").write_bytes(os.urandom(5000))
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj")
    with open(folder / "huge.txt", "wb") as huge:
        huge.truncate(2 << 30)  # two gigabytes that take no room
    os.mkfifo(folder / "pipe.txt")
    sound = {"a.txt", "b.md", "c.docx", "d.epub", "e.eml", "f.rss", "g.csv"}
    monkeypatch.setattr(apart, "LIMITS", replace(apart.LIMITS, seconds=20))
    result = imported(project, folder)
    failed = {each.path.name: each.why for each in result.arrivals if each.kind == "failed"}
    assert {each.path.name for each in result.arrivals if each.kind == "new"} == sound
    hostile = {"bomb.docx", "laughs.rss", "deep.docx", "image.txt", "noise.txt", "cut.pdf"}
    assert failed.keys() == hostile | {"huge.txt"}
    assert all(why.endswith(".") for why in failed.values())
    assert not finished(jobs.verify(project))


def test_nothing_in_a_page_reaches_a_server(project: Project, tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    asked: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{server.getsockname()[1]}"

    def listen() -> None:
        while True:
            try:
                talk, _who = server.accept()
            except OSError:
                return
            asked.append(talk.recv(100))
            talk.close()

    threading.Thread(target=listen, daemon=True).start()
    hooks = (
        f'<base href="{address}/"><img src="{address}/i.png"><link rel="stylesheet" '
        f'href="{address}/a.css"><iframe src="{address}/f"></iframe><script src="{address}/a.js">'
        f'</script><object data="{address}/o"></object>'
    )
    (tmp_path / "a.html").write_text(linked(STORIES[0]).replace("<h1>", f"{hooks}<h1>"), "utf-8")
    (tmp_path / "b.rss").write_text(
        f'<!DOCTYPE rss SYSTEM "{address}/x.dtd"><rss><channel><item><title>t</title><description>'
        f'&lt;img src="{address}/i.png"&gt;Words.</description></item></channel></rss>', "utf-8",
    )  # fmt: skip
    made.docx(tmp_path / "c.docx", paragraph("Words of Word."))
    result = imported(project, tmp_path / "a.html", tmp_path / "b.rss", tmp_path / "c.docx")
    server.close()
    assert result.new == 3
    assert asked == []


def test_columns_of_a_table_can_be_said(project: Project, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("x,y\nHead,Words\n", "utf-8")
    options = ReadOptions(columns=("text=y", "title=x"))
    assert imported(project, tmp_path / "t.csv", options=options).new == 1
    (page,) = pages(project)
    assert (page.text, page.article.title) == ("Words", "Head")
    assert page.article.origin.place == "line 2"
    assert dict(page.article.origin.proposed)["title"] == "column x"


def test_a_stopped_import_keeps_its_list(project: Project, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("text\n" + "".join(f"row {n}\n" for n in range(20_000)), "utf-8")
    arrivals = jobs.Arrivals()
    job = jobs.import_files(project, [table], arrivals=arrivals)
    for _step in job:
        if len(arrivals) > 100:
            break
    job.close()
    assert 100 < len(arrivals) == project.articles().count < 20_000


def test_the_list_can_be_saved(project: Project, folder: Path, tmp_path: Path) -> None:
    (folder / "x.pdf").write_bytes(b"no")
    arrivals = imported(project, folder / "a.txt", folder / "x.pdf").arrivals
    jobs.save_arrivals(arrivals, tmp_path / "list.tsv")
    lines = (tmp_path / "list.tsv").read_text("utf-8").split("\n")
    assert lines[0] == "what\ttitle\tfile\twhy"
    assert len(lines) == len(list(rows(arrivals))) + 1 == 4
    assert lines[2].startswith("failed\t") or lines[1].startswith("failed\t")


def test_copied_markup_becomes_an_article(project: Project) -> None:
    finished(jobs.import_markup(project, "<p>One.</p><p>Two.</p>", "One. Two."))
    finished(jobs.import_markup(project, "<img src='x'>", "Only the words."))
    assert [page.text for page in pages(project)] == ["One.\n\nTwo.", "Only the words."]


def test_the_heads_of_tables_are_shown_before_they_come_in(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Headline;Body\nA;B\nC;D\n", "utf-8")
    (tmp_path / "b.csv").write_bytes(b"\x00\x01" * 50)
    (tmp_path / "c.txt").write_text("Words", "utf-8")
    (head,) = finished(jobs.table_heads(sorted(tmp_path.iterdir())))
    assert head.names == ("Headline", "Body")
    assert dict(head.matched) == {"title": "Headline", "text": "Body"}
    assert head.rows[1] == {"Headline": "C", "Body": "D"}
