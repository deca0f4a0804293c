"""E-mail, feeds, web archives and tables: an article for each message, entry, page and row."""

import gzip
from collections.abc import Iterable
from pathlib import Path

import pytest

from annotator import formats
from annotator.errors import BadInput
from annotator.formats import ReadArticle, ReadOptions, eml, feed, jsonl, table, warc
from annotator.formats.incoming import markup
from tests.formats.saved_articles import STORIES
from tests.formats.saved_pages import tagged


def told(found: Iterable[object]) -> list[str]:
    """The texts of articles, and for the others what is wrong."""
    return [each.text if isinstance(each, ReadArticle) else str(each) for each in found]


# e-mail

MAIL = (
    "From: =?utf-8?q?Ana_L=C3=B3pez?= <ana@example.org>\r\nSubject: The =?utf-8?q?d=C3=A1m?=\r\n"
    "Date: Fri, 01 Mar 2024 23:30:00 -0500\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/mixed; boundary="B"\r\n\r\n--B\r\n'
    'Content-Type: multipart/alternative; boundary="C"\r\n\r\n--C\r\n'
    "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable"
    "\r\n\r\nCaf=E9 owners cheered.\r\n\r\n> quoted\r\n--C\r\nContent-Type: text/html\r\n\r\n"
    "<p>Caf\u00e9 owners cheered.</p>\r\n--C--\r\n--B\r\nContent-Type: application/pdf\r\n"
    "Content-Disposition: attachment; filename=x.pdf\r\n\r\nxx\r\n--B--\r\n"
)


def test_a_message_is_an_article(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(MAIL.encode("utf-8"))
    (found,) = eml.read(path)
    assert isinstance(found, ReadArticle)
    assert found.text.strip() == "Café owners cheered.\n\n> quoted"
    assert (found.title, found.byline, found.published) == ("The dám", "Ana López", "2024-03-01")
    assert found.ignored == ("attachments",)


def test_the_rich_part_is_read_where_the_plain_one_is_a_stub(tmp_path: Path) -> None:
    rich = "<p>One two three four.</p><div style='display: none'>hidden</div><p>Five six.</p>"
    path = tmp_path / "a.eml"
    path.write_text(
        "Subject: x\nContent-Type: multipart/alternative; boundary=B\n\n--B\n"
        "Content-Type: text/plain\n\nView online\n--B\nContent-Type: text/html\n\n"
        f"{rich}\n--B--\n",
        "utf-8",
    )
    assert told(eml.read(path)) == ["One two three four.\n\nFive six."]


def test_a_mailbox_is_an_article_for_each_message(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    path.write_text(
        "From ana@example.org Fri Mar  1\nSubject: 1\n\nBody one.\n>From here on.\n\n"
        "From bo@example.org Fri Mar  1\nSubject: 2\n\n\n\n"
        "From bo@example.org Fri Mar  1\nSubject: 3\nContent-Type: text/plain; format=flowed\n\n"
        "A soft \nbreak.\n",
        "utf-8",
    )
    assert told(eml.read(path)) == [
        "Body one.\nFrom here on.",
        "a.mbox: message 2: There is no text in this message.",
        "A soft break.",
    ]


@pytest.mark.parametrize("raw", [b"\x00\xff" * 500, b"Subject: =?x?q?a?=\r\nDate: no\r\n\r\nText"])
def test_a_bent_message_is_told_or_read(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(raw)
    try:
        assert "Text" in told(eml.read(path))[0] or b"\x00" in raw
    except BadInput:
        assert b"\x00" in raw


# feeds

RSS = (
    '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/'
    'content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Ellis Post</title>'
    "<language>en-us</language><item><title>Dam &amp;amp; rain</title><link>https://post.example/1"
    "</link><pubDate>Fri, 01 Mar 2024 10:00:00 GMT</pubDate><dc:creator>Ann Lee</dc:creator>"
    "<description>Short.</description><content:encoded><![CDATA[<p>Full one.</p><p>Two.</p>]]>"
    "</content:encoded></item><item><title>Only a title</title></item></channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Küstenblatt</title><entry>'
    "<title>Hafen</title><link rel='self' href='https://no.example'/><link "
    "href='https://kueste.example/2'/><updated>2024-02-08T09:00:00Z</updated><published>"
    "2024-02-07T22:30:00+01:00</published><author><name>Jana P.</name></author><content "
    'type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Erster.</p><p>Zweiter.</p></div>'
    "</content></entry></feed>"
)


def test_the_entries_of_feeds_are_articles(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(RSS, "utf-8")
    (tmp_path / "b.xml").write_text(ATOM, "utf-8")
    assert formats.recognised(tmp_path / "a.xml") is feed
    first, second = feed.read(tmp_path / "a.xml")
    assert isinstance(first, ReadArticle) and isinstance(second, ReadArticle)
    assert (first.text, second.text) == ("Full one.\n\nTwo.", "Only a title")
    known = (first.title, first.published, first.byline, first.outlet, first.url, first.language)
    assert known == (
        "Dam & rain", "2024-03-01", "Ann Lee", "The Ellis Post", "https://post.example/1", "en",
    )  # fmt: skip
    (entry,) = feed.read(tmp_path / "b.xml")
    assert isinstance(entry, ReadArticle)
    assert (entry.text, entry.published, entry.byline, entry.url, entry.language) == (
        "Erster.\n\nZweiter.", "2024-02-07", "Jana P.", "https://kueste.example/2", "de",
    )  # fmt: skip


def test_a_broken_feed_needs_the_extra_or_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.rss"
    path.write_text(RSS.replace("&amp;amp;", "& "), "utf-8")
    if formats.missing_extra("feeds"):
        with pytest.raises(BadInput, match="--with feeds"):
            list(feed.read(path))
    else:
        assert told(feed.read(path)) == ["Full one.\n\nTwo.", "Only a title"]


def test_a_feed_that_declares_entities_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.rss"
    path.write_text('<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss>&a;</rss>', "utf-8")
    with pytest.raises(BadInput, match="entities"):
        list(feed.read(path))


# web archives


def _record(address: str, kind: str, body: bytes) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: " + kind.encode() + b"\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n"
        "WARC-Date: 2024-03-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def test_the_pages_of_a_web_archive_are_articles(tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    pytest.importorskip("trafilatura")
    story = STORIES[5]
    page = tagged(story).replace('<meta charset="utf-8">', "").encode("cp1251")
    records = [
        _record("https://vesti.example/a", "text/html; charset=windows-1251", page),
        _record("https://vesti.example/i.png", "image/png", b"\x89PNG"),
        _record("https://vesti.example/empty", "text/html", b"<html></html>"),
    ]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(gzip.compress(each) for each in records))
    assert formats.recognised(path) is warc
    first, second = warc.read(path)
    assert isinstance(first, ReadArticle) and isinstance(second, BadInput)
    assert first.text == f"{story.title}\n\n{story.body}"
    assert (first.url, first.origin.place) == ("https://vesti.example/a",) * 2
    assert "https://vesti.example/empty" in second.why


def test_half_a_page_at_the_end_of_a_torn_archive_is_told_and_no_article(tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    pytest.importorskip("trafilatura")
    whole = [
        gzip.compress(_record(f"https://vesti.example/{n}", "text/html", tagged(story).encode()))
        for n, story in enumerate(STORIES[:2])
    ]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(whole[0] + whole[1][:-300])
    first, torn = warc.read(path)
    assert isinstance(first, ReadArticle) and isinstance(torn, BadInput)
    assert torn.why == "https://vesti.example/1: The archive ends or is torn within it."
    pixels = gzip.compress(_record("https://vesti.example/i.png", "image/png", bytes(range(256))))
    path.write_bytes(whole[0] + pixels[:-99])
    assert [type(each) for each in warc.read(path)] == [ReadArticle, BadInput]


# tables


def test_the_columns_of_a_table_are_known_by_their_names(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        'id;Headline;Body;Publication Date;Source\n1;"A ""dam""";"Line\none";2024-03-01;Post\n'
        "2;B;;2024-03-02;Post\n3;C;Text;03/04/2024;Post\n4;D;Text;2024-01-01;Post;more\n",
        "utf-8-sig",
    )
    found = list(table.read(path))
    assert told(found) == [
        "Line\none",
        "a.csv, line 4: There is no text in this row.",
        "Text",
        "a.csv, line 6: This row has more cells than there are columns.",
    ]
    first, _none, third, _more = found
    assert isinstance(first, ReadArticle) and isinstance(third, ReadArticle)
    assert (first.title, first.published, first.outlet) == ('A "dam"', "2024-03-01", "Post")
    assert third.published == "03/04/2024"  # March or April: as it is written
    assert first.origin.place == "line 2"


def test_columns_can_be_said(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_bytes("копия\ttitle\tкто\nТекст статьи\tno\tИ. Петров\n".encode("cp1251"))
    options = ReadOptions("cp1251", columns=("text=копия", "title=", "byline=кто"))
    (found,) = table.read(path, options)
    assert isinstance(found, ReadArticle)
    assert (found.text, found.title, found.byline) == ("Текст статьи", "Текст статьи", "И. Петров")
    for wrong, why in (("text=no", "no column"), ("body=x", "FIELD=COLUMN")):
        with pytest.raises(BadInput, match=why):
            list(table.read(path, ReadOptions("cp1251", columns=(wrong,))))
    with pytest.raises(BadInput, match="No column here is known to be the text"):
        list(table.read(path, ReadOptions("cp1251")))


def test_json_lines_are_a_table_unless_a_format_knows_them(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"title": "J", "content": "Text.", "source": {"name": "Post"}, "authors": ["A", "B"]}\n'
        '[1]\n{"content": "x"\n{"content": "Last."}\n',
        "utf-8",
    )
    assert formats.recognised(path) is table
    first, *rest = table.read(path)
    assert isinstance(first, ReadArticle)
    assert (first.text, first.outlet, first.byline) == ("Text.", "Post", "A, B")
    assert [text.partition(":")[0] for text in told(rest)] == [
        "a.jsonl, line 2", "a.jsonl, line 3", "Last.",
    ]  # fmt: skip
    path.write_text('{"kind": "article", "text": "Ours."}\n', "utf-8")
    assert formats.recognised(path) is jsonl


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"\x00\x01" * 99, b"%PDF-1.7"])
def test_what_is_no_table_is_told(raw: bytes, tmp_path: Path) -> None:
    for name in ("a.csv", "a.jsonl"):
        (tmp_path / name).write_bytes(raw)
        with pytest.raises(BadInput):
            list(table.read(tmp_path / name))


def test_a_piece_of_markup_reads_as_it_is_seen() -> None:
    html = (
        "<p>One <b>two</b>\n three</p>four<br>five<ul><li>a<li>b</ul><script>no</script><pre>x\n  y"
        "</pre><table><tr><td>1<td>2<tr><td>3<td>4</table><p hidden>no<p>&amp; &#x1F600; end"
    )
    assert markup.text_of(html) == (
        "One two three\n\nfour\nfive\n\na\nb\n\nx\n  y\n\n1\t2\n3\t4\n\n& 😀 end"
    )
