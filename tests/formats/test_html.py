"""Saved pages: the article comes in and nothing of what stands around it; nothing is fetched."""

import hashlib
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.errors import BadInput
from annotator.formats import ReadArticle, ReadOptions, html, recognised
from tests.formats.saved_articles import STORIES, Story
from tests.formats.saved_pages import PAGES, ancient, linked, marked, tagged

pytest.importorskip("trafilatura")


def read(folder: Path, page: str | bytes, name: str = "page.html", **how: object) -> ReadArticle:
    path = folder / name
    path.write_bytes(page.encode("utf-8") if isinstance(page, str) else page)
    (found,) = html.read(path, ReadOptions(**how))  # type: ignore[arg-type]
    assert isinstance(found, ReadArticle)
    return found


def expected(story: Story, template: Callable[[Story], str]) -> str:
    body = story.body
    if template is ancient:  # there a list is nothing but lines parted by blank ones
        body = "\n\n".join(words for _tag, words in story.blocks)
    return f"{story.title}\n\n{body}"


def test_the_body_of_saved_pages_is_exactly_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = []
    for story, template in PAGES:
        found = read(tmp_path, template(story)).text
        if found != expected(story, template):
            wrong.append(f"{story.language} {template.__name__}")
    share = 1 - len(wrong) / len(PAGES)
    with capsys.disabled():
        print(f"\nsaved pages whose body is exactly right: {share:.0%} of {len(PAGES)}")
    assert share >= 0.95, wrong


@pytest.mark.parametrize("template", [linked, tagged, marked])
@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.title[:20])
def test_what_a_page_says_of_itself_is_proposed_with_its_place(
    story: Story, template: Callable[[Story], str], tmp_path: Path
) -> None:
    found = read(tmp_path, template(story))
    byline = story.byline.replace(" and ", ", ") if template is linked else story.byline
    told = (found.title, found.byline, found.outlet, found.published, found.language)
    assert told == (story.title, byline, story.outlet, story.published, story.language)
    place = {linked: "JSON-LD", tagged: "meta tags", marked: "microdata"}[template]
    assert {where for field, where in found.origin.proposed if field in
            ("title", "byline", "outlet", "published")} == {place}  # fmt: skip
    assert found.direction == ("rtl" if story.language in ("ar", "he") else "ltr")


def test_a_page_that_tells_no_date_has_none(tmp_path: Path) -> None:
    assert read(tmp_path, ancient(STORIES[0])).published == ""


def test_the_headline_can_be_left_out(tmp_path: Path) -> None:
    story = STORIES[0]
    assert read(tmp_path, linked(story), headline=False).text == story.body


@pytest.mark.parametrize(
    ("encoding", "declared", "story"),
    [("cp1251", "windows-1251", 5), ("koi8_r", "koi8-r", 5), ("gb18030", "gb2312", 9),
     ("shift_jis", "Shift_JIS", 10), ("cp1256", "windows-1256", 7), ("cp1255", "windows-1255", 8),
     ("iso8859_9", "iso-8859-9", 11), ("utf-16", "utf-16", 2), ("utf-8", "iso-8859-1", 3)],
)  # fmt: skip
def test_pages_in_old_encodings_are_read_as_they_say(
    encoding: str, declared: str, story: int, tmp_path: Path
) -> None:
    page = tagged(STORIES[story]).replace('charset="utf-8"', f'charset="{declared}"')
    found = read(tmp_path, page.encode(encoding, "replace"))
    assert found.text.replace("?", "") == expected(STORIES[story], tagged).encode(
        encoding, "replace"
    ).decode(encoding).replace("?", "")
    assert found.origin.encoding


def test_the_origin_says_from_what_and_by_what(tmp_path: Path) -> None:
    page = linked(STORIES[0]).encode()
    origin = read(tmp_path, page, "story.html").origin
    assert (origin.file, origin.sha256) == ("story.html", hashlib.sha256(page).hexdigest())
    assert origin.extractor.startswith("trafilatura ") and "headline" in origin.extractor


def test_a_page_in_a_single_file_is_unpacked(tmp_path: Path) -> None:
    page = tagged(STORIES[3]).replace("news.example/story", "x")
    import base64

    body = base64.encodebytes(page.encode()).decode()
    message = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://littoral.example/greve\r\n"
        "Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; "
        'type="text/html"; boundary="B"\r\n\r\n--B\r\nContent-Type: text/html\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{body}\r\n--B\r\nContent-Type: image/png\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--B--\r\n"
    )
    found = read(tmp_path, message, "page.mhtml")
    assert found.text == expected(STORIES[3], tagged)
    assert found.url == "https://littoral.example/greve"


def test_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object, **_how: object) -> None:
        raise AssertionError("the network was asked")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    hooks = (
        '<!DOCTYPE html SYSTEM "http://127.0.0.1:9/x.dtd"><base href="http://127.0.0.1:9/">'
        '<link rel="stylesheet" href="http://127.0.0.1:9/a.css"><script src="//127.0.0.1:9/a.js">'
        '</script><iframe src="http://127.0.0.1:9/f"></iframe><img src="http://127.0.0.1:9/i.png">'
        '<object data="http://127.0.0.1:9/o"></object>'
    )
    found = read(tmp_path, hooks + linked(STORIES[0]))
    assert found.title == STORIES[0].title


@pytest.mark.parametrize(
    "page",
    ["", "<html></html>", "<html><body><nav><a href='/'>Home</a></nav></body></html>", "\x00" * 99],
)
def test_a_page_without_an_article_is_told(page: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"no article text|binary"):
        read(tmp_path, page)


def test_a_page_is_known_by_suffix_or_by_how_it_begins(tmp_path: Path) -> None:
    for name, page, known in (
        ("a.HTM", "x", True), ("story", "<!-- saved --> <!doctype HTML><p>", True),
        ("b.php", "<html>", True), ("c", "plain words", False), ("d.css", "<html>", False),
    ):  # fmt: skip
        path = tmp_path / name
        path.write_text(page, "utf-8")
        assert (recognised(path) is html) is known, name
