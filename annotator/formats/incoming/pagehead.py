"""What a web page says of itself: JSON-LD, OpenGraph and other meta tags, microdata, head tags."""

import json
from collections.abc import Iterator
from typing import Any

import regex
from lxml.html import HtmlElement

from annotator.formats.incoming.proposing import Proposals

_JSON, _META, _MICRO, _HEAD = "JSON-LD", "meta tags", "microdata", "page head"

_ARTICLE_TYPES = regex.compile(r"Article$|^(Report|BlogPosting|LiveBlogPosting|SocialMediaPosting)")
_METAS = {
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title",
              "sailthru.title", "parsely-title"),
    "published": ("article:published_time", "og:published_time", "datepublished", "dc.date.issued",
                  "dcterms.issued", "dc.date", "dcterms.date", "citation_publication_date",
                  "pubdate", "publishdate", "publish-date", "publication_date", "parsely-pub-date",
                  "sailthru.date", "date"),
    "byline": ("author", "article:author_name", "dc.creator", "dcterms.creator", "citation_author",
               "byl", "parsely-author", "sailthru.author", "article:author", "og:article:author"),
    "outlet": ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher",
               "citation_journal_title", "copyright-holder"),
    "url": ("og:url", "twitter:url"),
    "language": ("og:locale", "content-language", "dc.language"),
}  # fmt: skip
_SAVED_FROM = regex.compile(r"saved from url=\(\d+\)(\S+)")
_BY = regex.compile(r"^\s*(?:by|von|par|por|di|da|автор:?)\s+", regex.IGNORECASE)
_DEEPEST, _MOST = 12, 5000


def offer(page: HtmlElement, proposals: Proposals) -> None:
    """Offer what the page says, the most telling place first."""
    for node in _linked(page):
        _offer_node(node, proposals)
    metas = dict(_metas(page))
    for field, names in _METAS.items():
        for name in names:
            _offer(proposals, field, metas.get(name), _META)
    _offer_micro(page, proposals)
    _offer_head(page, proposals)


def _offer(proposals: Proposals, field: str, value: object, place: str) -> None:
    if field == "byline" and isinstance(value, str):
        value = _BY.sub("", value)
        if value.startswith(("http:", "https:", "@")) or "@" in value.split(" ")[0]:
            return  # an address of a profile is no name
    proposals.offer(field, value, place)


def _offer_node(node: dict[str, Any], proposals: Proposals) -> None:
    _offer(proposals, "title", node.get("headline") or node.get("name"), _JSON)
    _offer(proposals, "published", node.get("datePublished") or node.get("dateCreated"), _JSON)
    _offer(proposals, "language", node.get("inLanguage"), _JSON)
    main = node.get("mainEntityOfPage")
    main = main.get("@id") if isinstance(main, dict) else main
    _offer(proposals, "url", node.get("url") or main, _JSON)
    _offer(proposals, "byline", ", ".join(_names(node.get("author"))), _JSON)
    _offer(proposals, "outlet", ", ".join(_names(node.get("publisher"))), _JSON)


def _names(value: object) -> Iterator[str]:
    """The names in what may be a name, a thing with a name, or a list of either."""
    for each in value[:20] if isinstance(value, list) else [value]:
        name = each.get("name") if isinstance(each, dict) else each
        name = name[0] if isinstance(name, list) and name else name
        if isinstance(name, str) and name.strip() and not name.startswith(("http:", "https:")):
            yield _BY.sub("", name).strip()


def _linked(page: HtmlElement) -> Iterator[dict[str, Any]]:
    """The articles that the page's JSON-LD tells of."""
    for script in page.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        words = (script.text or "").strip().removeprefix("<!--").removesuffix("-->")
        try:
            told = json.loads(words, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _articles(told)


def _articles(told: object) -> Iterator[dict[str, Any]]:
    waiting, seen = [(told, 0)], 0
    while waiting and seen < _MOST:
        (node, depth), seen = waiting.pop(0), seen + 1
        if depth > _DEEPEST:
            continue
        if isinstance(node, list):
            waiting += [(each, depth + 1) for each in node]
        elif isinstance(node, dict):
            kinds = node.get("@type")
            for kind in kinds if isinstance(kinds, list) else [kinds]:
                if isinstance(kind, str) and _ARTICLE_TYPES.search(kind):
                    yield node
                    break
            inside = ("@graph", "mainEntity", "mainEntityOfPage")
            waiting += [(node[key], depth + 1) for key in inside if key in node]


def _metas(page: HtmlElement) -> Iterator[tuple[str, str]]:
    """Name and content of the meta tags; of equal names the first, so in reverse order."""
    for meta in reversed(list(page.iter("meta"))):
        name = meta.get("property") or meta.get("name") or meta.get("http-equiv")
        if name and meta.get("content"):
            yield name.strip().lower(), meta.get("content")


def _offer_micro(page: HtmlElement, proposals: Proposals) -> None:
    """Microdata of schema.org, where the page marks an article with it."""
    article = next(
        (each for each in page.iter() if _ARTICLE_TYPES.search(each.get("itemtype") or "")
         and isinstance(each.tag, str)), None,
    )  # fmt: skip
    if article is None:
        return
    fields = {"headline": "title", "datePublished": "published", "author": "byline",
              "publisher": "outlet", "inLanguage": "language"}  # fmt: skip
    for each in article.iter():
        if isinstance(each.tag, str) and (field := fields.get(each.get("itemprop") or "")):
            _offer(proposals, field, _micro_value(each), _MICRO)


def _micro_value(element: HtmlElement) -> str:
    given = element.get("content") or element.get("datetime")
    if given:
        return str(given)
    named = element.xpath(".//*[@itemprop='name']")
    inner = named[0] if named else element
    return str(inner.get("content") or inner.text_content())


def _offer_head(page: HtmlElement, proposals: Proposals) -> None:
    for link in page.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            _offer(proposals, "url", link.get("href"), _HEAD)
    for comment in page.getroottree().xpath("//comment()")[:50]:
        if saved := _SAVED_FROM.search(comment.text or ""):
            _offer(proposals, "url", saved[1], _HEAD)
    _offer(proposals, "language", page.get("lang") or page.get("xml:lang"), _HEAD)
    times = [each.get("datetime") for each in page.xpath("//article//time[@datetime]")]
    if times:
        _offer(proposals, "published", times[0], _HEAD)
    headings = page.xpath("//h1")
    if len(headings) == 1:
        _offer(proposals, "title", headings[0].text_content(), _HEAD)
    title = page.find(".//title")
    if title is not None:
        _offer(proposals, "title", _without_outlet(title.text or "", proposals), _HEAD)


def _without_outlet(title: str, proposals: Proposals) -> str:
    """A window title without the name of the outlet at its end."""
    outlet = proposals.value("outlet").casefold()
    for sign in (" | ", " - ", " – ", " — ", " :: ", " · "):
        before, found, after = title.rpartition(sign)
        if found and before and (after.strip().casefold() == outlet or len(before) > 40):
            return before
    return title
