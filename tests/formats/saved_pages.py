"""Saved pages made of the stories: the chrome of several kinds of sites around each of them."""

import json
from collections.abc import Callable
from html import escape

from tests.formats.saved_articles import STORIES, Story

_COOKIES = (
    '<div id="cookie-banner" class="cookie-consent" role="dialog"><p>We and our 842 partners store '
    "and access information on your device. You can change your choices at any time.</p>"
    "<button>Accept all</button><button>Reject</button></div>"
)
_NAV = (
    '<header class="site-header"><a class="logo" href="/">Home</a><nav><ul>'
    + "".join(f'<li><a href="/{n}">{n.title()}</a></li>' for n in
              ("world", "politics", "business", "sport", "culture", "weather"))
    + '</ul></nav><form role="search"><input name="q"><button>Search</button></form></header>'
)  # fmt: skip
_RELATED = (
    '<aside class="related-articles"><h3>More on this story</h3><ul>'
    + "".join(f'<li><a href="/r{n}">Related headline number {n} that should not come in</a></li>'
              for n in range(5))
    + "</ul></aside>"
)  # fmt: skip
_COMMENTS = (
    '<section id="comments" class="comments"><h2>Comments (2)</h2><div class="comment"><span '
    'class="user">reader77</span><p>I do not believe a word of this, they always say so.</p></div>'
    '<div class="comment"><span class="user">mika</span><p>Thank you for the good reporting on '
    "this, it is the only paper that still does it.</p></div></section>"
)
_FOOTER = (
    '<footer class="site-footer"><ul><li><a href="/about">About us</a></li><li><a href="/terms">'
    "Terms of use</a></li></ul><p>Copyright 2024. All rights reserved.</p></footer>"
)
_ADVERT = (
    '<div class="advert ad-slot"><span>Advertisement</span><a href="https://ads.example/x">'
    "Buy one now</a></div>"
)
_SHARE = (
    '<div class="share-buttons"><a href="#f">Share on Facebook</a> <a href="#x">Share on X</a> '
    '<a href="#m">Send by mail</a></div>'
)


def _blocks(story: Story, between: str = "") -> str:
    """The body as HTML, with something put in the middle of it."""
    parts, in_list = [], False
    for n, (tag, words) in enumerate(story.blocks):
        if in_list and tag != "li":
            parts.append("</ul>")
        if tag == "li" and not in_list:
            parts.append("<ul>")
        in_list = tag == "li"
        inner = f"<p>{escape(words)}</p>" if tag == "blockquote" else escape(words)
        parts.append(f"<{tag}>{inner}</{tag}>")
        if n == 1:
            parts.append(between)
    return "\n".join([*parts, "</ul>" if in_list else ""])


def _direction(story: Story) -> str:
    return ' dir="rtl"' if story.language in ("ar", "he", "fa") else ""


def linked(story: Story) -> str:
    """A large site: JSON-LD in a graph, cookie banner, adverts between paragraphs, comments."""
    data = {"@context": "https://schema.org", "@graph": [
        {"@type": "WebSite", "name": "Not the outlet"},
        {"@type": "NewsArticle", "headline": story.title, "inLanguage": story.language,
         "datePublished": f"{story.published}T08:30:00+01:00",
         "author": [{"@type": "Person", "name": n} for n in story.byline.split(" and ")],
         "publisher": {"@type": "Organization", "name": story.outlet}}]}  # fmt: skip
    return (
        f'<!DOCTYPE html><html lang="{story.language}"{_direction(story)}><head>'
        f'<meta charset="utf-8"><title>{escape(story.title)} | {story.outlet}</title>'
        f'<script type="application/ld+json">{json.dumps(data)}</script>'
        '<script>var tracking = "<p>not text</p>";</script><style>p { color: red }</style></head>'
        f'<body>{_COOKIES}{_NAV}<main><article class="article"><h1>{escape(story.title)}</h1>'
        f'{_SHARE}<div class="article-body">{_blocks(story, _ADVERT)}</div></article>{_RELATED}'
        f"{_COMMENTS}</main>{_FOOTER}</body></html>"
    )


def tagged(story: Story) -> str:
    """A blog engine: OpenGraph and meta tags, the body in divs, a side bar."""
    return (
        f'<!DOCTYPE html><html lang="{story.language}"{_direction(story)}><head>'
        f'<meta charset="utf-8"><title>{escape(story.title)} - {story.outlet}</title>'
        f'<meta property="og:title" content="{escape(story.title)}">'
        f'<meta property="og:site_name" content="{story.outlet}">'
        f'<meta property="article:published_time" content="{story.published}T10:00:00Z">'
        f'<meta name="author" content="{story.byline}">'
        '<meta property="og:url" content="https://news.example/story"></head>'
        f'<body class="single-post">{_NAV}<div id="content"><div class="post"><h1 '
        f'class="entry-title">{escape(story.title)}</h1><div class="entry-meta">'
        f'<a href="/author">{story.byline}</a></div><div class="entry-content">{_blocks(story)}'
        f'</div>{_SHARE}<div class="tags"><a href="/t1">topic one</a> <a href="/t2">topic two</a>'
        f'</div></div></div><div id="sidebar" class="sidebar">{_RELATED}</div>{_FOOTER}</body>'
        "</html>"
    )


def marked(story: Story) -> str:
    """A paper with microdata and a figure, and a newsletter box among the paragraphs."""
    box = '<div class="newsletter-signup"><form><input type="email"></form></div>'
    return (
        f'<html lang="{story.language}"{_direction(story)}><head><meta charset="utf-8">'
        f"<title>{escape(story.title)}</title></head><body>{_NAV}"
        '<article itemscope itemtype="https://schema.org/NewsArticle">'
        f'<h1 itemprop="headline">{escape(story.title)}</h1>'
        f'<span itemprop="author" itemscope><span itemprop="name">{story.byline}</span></span>'
        f'<time itemprop="datePublished" datetime="{story.published}">{story.published}</time>'
        f'<meta itemprop="publisher" content="{story.outlet}">'
        '<figure><img src="https://tracker.example/pixel.png" alt=""></figure>'
        f'<div itemprop="articleBody">{_blocks(story, box)}</div></article>{_RELATED}{_FOOTER}'
        "</body></html>"
    )


def crowded(story: Story) -> str:
    """A tabloid: captions, a link to another story among the paragraphs, an author box, teasers."""
    teaser = (
        '<div class="teaser inline-related"><a href="/other">Read also: something else entirely</a>'
        "</div>"
    )
    author = (
        f'<div class="author-box"><img src="a.jpg" alt=""><h4>About the author</h4>'
        f"<p>{story.byline} has worked for us since 2011 and writes about everything.</p></div>"
    )
    return (
        f'<!DOCTYPE html><html lang="{story.language}"{_direction(story)}><head>'
        f'<meta charset="utf-8"><title>{escape(story.title)} :: {story.outlet}</title>'
        f'<meta name="twitter:title" content="{escape(story.title)}">'
        f'<meta property="og:site_name" content="{story.outlet}">'
        f'<meta name="date" content="{story.published}"><meta name="author" '
        f'content="By {story.byline}"></head><body>{_COOKIES}{_NAV}<div class="page"><div '
        f'class="story"><h1>{escape(story.title)}</h1><figure class="lead-image"><img src="b.jpg">'
        '<figcaption class="caption">Photo: agency</figcaption></figure>'
        f'<div class="story-body">{_blocks(story, teaser)}</div>{author}{_SHARE}</div>'
        f'<div class="most-read"><h2>Most read</h2><ol><li><a href="/1">First</a></li><li>'
        f'<a href="/2">Second</a></li></ol></div></div>{_COMMENTS}{_FOOTER}</body></html>'
    )


def ancient(story: Story) -> str:
    """A page of twenty years ago: tables for layout, paragraphs parted by line breaks, no head."""
    paragraphs = "<br><br>".join(
        f"<b>{escape(words)}</b>" if tag == "h2" else escape(words) for tag, words in story.blocks
    )
    menu = "<br>".join(f'<a href="{n}.htm">Section {n}</a>' for n in range(8))
    return (
        f"<HTML><HEAD><TITLE>{escape(story.title)}</TITLE></HEAD><BODY BGCOLOR=white>"
        f"<TABLE><TR><TD WIDTH=120>{menu}</TD><TD><FONT SIZE=5><H1>{escape(story.title)}</H1>"
        f"</FONT><FONT FACE=serif>{paragraphs}</FONT></TD></TR></TABLE>"
        "<HR><CENTER><SMALL>Copyright 2003</SMALL></CENTER></BODY></HTML>"
    )


TEMPLATES: tuple[Callable[[Story], str], ...] = (linked, tagged, marked, crowded, ancient)
PAGES = tuple((story, template) for story in STORIES for template in TEMPLATES)
