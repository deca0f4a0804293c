"""Two addresses name the same page where they differ only in what changes nothing."""

import pytest

from annotator.text.addresses import page_of


@pytest.mark.parametrize(
    "other",
    [
        "http://example.com/news/story-1",
        "https://www.example.com/news/story-1/",
        "https://EXAMPLE.com:443/news/story-1#comments",
        "https://example.com/news/story-1?utm_source=x&utm_medium=y&fbclid=1",
    ],
)
def test_scheme_slash_tracking_and_fragment_do_not_matter(other: str) -> None:
    assert page_of("https://example.com/news/story-1") == page_of(other) != ""


@pytest.mark.parametrize(
    "other",
    [
        "https://example.com/news/story-2",
        "https://example.org/news/story-1",
        "https://example.com/news/story-1?page=2",
        "https://example.com:8080/news/story-1",
    ],
)
def test_another_path_host_port_or_query_is_another_page(other: str) -> None:
    assert page_of("https://example.com/news/story-1") != page_of(other)


def test_the_order_of_a_query_does_not_matter() -> None:
    assert page_of("https://e.com/?id=1&l=en") == page_of("http://e.com?l=en&id=1&utm_id=3") != ""


@pytest.mark.parametrize(
    "url",
    ["", "story", "ftp://e.com/a", "https://e.com", "https://e.com/?utm_id=1", "http://[", "//"],
)
def test_what_names_no_single_page_names_none(url: str) -> None:
    assert page_of(url) == ""
