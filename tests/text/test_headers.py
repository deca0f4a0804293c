"""The head of an article: what is read from it, and titles for lists."""

import pytest

from annotator.text import header, header_end, iso_date, title_of


def test_a_date_before_running_text_is_found() -> None:
    text = " date 2024-03-31 Following the harrowing incident at the hall, all was still. More."
    assert header(text) == {"published": "2024-03-31"}
    assert text[header_end(text) :].startswith(" Following")
    assert title_of(text, "article.txt") == (
        "Following the harrowing incident at the hall, all was still. More."
    )


def test_a_head_of_named_lines_is_read() -> None:
    text = (
        "Title: A quiet night\nSource: Harbour Times\nDate: Sun, 31 Mar 2024 10:00\n"
        "URL: https://x.example/a\nBy Jane O'Neil and Bob Smith\n\nNote: this is text.\n"
    )
    assert header(text) == {
        "title": "A quiet night", "outlet": "Harbour Times", "published": "2024-03-31",
        "url": "https://x.example/a", "byline": "Jane O'Neil and Bob Smith",
    }  # fmt: skip
    assert text[header_end(text) :] == "\n\nNote: this is text.\n"


def test_a_title_is_seen_above_byline_and_date() -> None:
    text = "Fire in the old town\n\nBy Jane Doe\nMarch 5, 2023\n\nThe fire began at noon."
    assert header(text) == {
        "title": "Fire in the old town", "byline": "Jane Doe", "published": "2023-03-05",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "byline", "published"),
    [
        ("By Jane Doe, 12 March 2024", "Jane Doe", "2024-03-12"),
        ("By Jane Doe, The Harbour Times | March 5, 2023", "Jane Doe, The Harbour Times",
         "2023-03-05"),
        ("By Jane Doe and Bob Smith – 2024-03-31", "Jane Doe and Bob Smith", "2024-03-31"),
        ("By Jane Doe, 3/4/2024", "Jane Doe, 3/4/2024", None),
        ("By Jane Doe, Reuters", "Jane Doe, Reuters", None),
    ],
)  # fmt: skip
def test_a_date_behind_a_byline_is_the_date(line: str, byline: str, published: str | None) -> None:
    found = header(f"Fire in the old town\n\n{line}\n\nThe fire began at noon.")
    assert (found["byline"], found.get("published")) == (byline, published)


@pytest.mark.parametrize(
    "text",
    [
        "", "\n\n", "By the time he came, all was over.", "He said: nothing.",
        "Plain text that begins at once.\nAnd goes on.",
    ],
)  # fmt: skip
def test_text_without_a_head_yields_nothing(text: str) -> None:
    assert header(text) == {}
    assert header_end(text) == 0


def test_titles_come_from_the_best_there_is() -> None:
    long = "It was a long night and " * 10
    assert title_of("Short line\nText.", "x.txt") == "Short line"
    assert title_of(long, "2024-03-31_kremlin-response.txt") == "2024 03 31 kremlin response"
    assert title_of(long, "article.txt").endswith("…")
    assert len(title_of(long, "article.txt")) <= 73
    assert title_of("", "notes.txt") == "notes"
    assert title_of("# Bridge stays closed #2\n\nText.", "x.md") == "Bridge stays closed #2"
    assert title_of("#metoo in C# town\nText.", "x.txt") == "#metoo in C# town"
    assert title_of("三月の記事\n本文。") == "三月の記事"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("31. März 2024", "2024-03-31"), ("31 de marzo de 2024", "2024-03-31"),
        ("March 5th, 2023", "2023-03-05"), ("2024年3月31日", "2024-03-31"),
        ("5 мая 2024", "2024-05-05"), ("31.12.2024", "2024-12-31"), ("13/4/2024", "2024-04-13"),
        ("3/4/2024", ""), ("12 Bananas 2024", ""), ("99.99.2024", ""),
    ],
)  # fmt: skip
def test_dates_are_read_unless_one_must_guess(written: str, read: str) -> None:
    assert iso_date(written) == read


LONG = "The candidate spoke for an hour in a hall that had been full since the early morning. " * 2


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("The feud lives on.\n\n", "The feud lives on."),
        ("Mayor visits the U.S. for talks.\n \n", "Mayor visits the U.S. for talks."),
        ("Couple cope with fame; \nTwo weeks in the light.\n\n",
         "Couple cope with fame; Two weeks in the light."),
        ("Plan To Let More Enter U.S. As Refugees.\n\n",
         "Plan To Let More Enter U.S. As Refugees."),
        ("三月の記事。\n\n", "三月の記事。"),
        ("The feud lives on.\n\nABSTRACT.\n\n", "The feud lives on."),
    ],
)  # fmt: skip
def test_a_headline_with_a_full_stop_is_the_title_where_it_stands_alone(
    above: str, title: str
) -> None:
    assert title_of(f"{above}{LONG}\n\n{LONG}", "feud-lives-on.txt") == title


@pytest.mark.parametrize(
    "text",
    [
        f"It rained. Nobody came.\n\n{LONG}",  # two sentences
        f"It rained.\n{LONG}",  # the first line of a paragraph
        f"It rained.\n\n{LONG[:59]}",  # nothing longer below
        f"Madrid, 23 may (EFE).\n\n{LONG}",
        f"WASHINGTON (AP) — It rained.\n\n{LONG}",
        f"{LONG}\n\n{LONG}",
        f"ABSTRACT.\n\n{LONG}",
        "It rained.\n\nHe left.\n\nShe stayed.",
    ],
)
def test_a_sentence_of_the_text_is_no_title(text: str) -> None:
    assert title_of(text, "a-long-night.txt") == "a long night"


def test_a_headline_with_a_full_stop_is_seen_above_a_byline() -> None:
    assert header("Fire in the old town.\n\nBy Jane Doe\n\nIt began at noon.") == {
        "title": "Fire in the old town.", "byline": "Jane Doe",
    }  # fmt: skip
