"""Words found in context and labelled everywhere from the command line."""

from pathlib import Path

import pytest

from annotator.edits import articles
from annotator.project import Filter, Project, told
from tests.cli.running import annotator, objects
from tests.scene import add_article, dump

ONE = "The Kremlin was calm. A spokesman of the Kremlin smiled at noon."
TWO = "Nobody in the Kremlin answered 😀 the Kremlin’s phones."
SECRET = "Kremlin insiders\tsay: 北京很好。"


@pytest.fixture
def project(tmp_path: Path) -> str:
    """Three articles with the Kremlin, of which anna is done with the second; the third secret."""
    with Project.create(tmp_path / "p.annotator", "anna") as made:
        add_article(made, ONE, title="One", outlet="AFP")
        done = add_article(made, TWO, title="Two", outlet="Reuters")
        add_article(made, SECRET, title="Three", rights="secret")
        made.edit(articles.set_status, done, "done")
    return str(made.path)


def found(project: str, *words: str) -> list[tuple[str, int, int]]:
    rows = objects(annotator("find", project, *words, "--as", "anna", "--json"))
    return [(row["title"], row["start"], row["end"]) for row in rows]


def labelled(project: str) -> dict[str, list[str]]:
    with Project.open(Path(project), "anna", read_only=True) as opened:
        pages = [opened.page(row.id) for row in opened.articles().page()]
        return {
            page.article.title: [
                f"{page.codebook.label(span.label or 0).code} {span.quote}"
                for span in page.mentions
            ]
            for page in pages if page is not None
        }  # fmt: skip


def test_each_place_is_told_with_its_offsets_in_code_points(project: str) -> None:
    rows = found(project, "kremlin")
    assert rows == [
        ("One", 4, 11), ("One", 41, 48), ("Two", 14, 21), ("Two", 37, 44), ("Three", 0, 7),
    ]  # fmt: skip
    assert [TWO[start:end] for title, start, end in rows if title == "Two"] == ["Kremlin"] * 2


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        (("kremlin", "--rights", "not_secret"), {"One", "Two"}),
        (("kremlin", "--rights", "unsaid", "--outlet", "afp"), {"One"}),
        (("kremlin", "--status", "done"), {"Two"}),
        (("smil*",), {"One"}),
        (('"the kremlin answered"',), {"Two"}),
        (("kremlin", "NOT", "calm", "--rights", "not_secret"), {"Two"}),
        (("北京",), {"Three"}),
    ],
)
def test_words_are_found_in_the_articles_that_the_options_leave(
    project: str, words: tuple[str, ...], titles: set[str]
) -> None:
    assert {title for title, _start, _end in found(project, *words)} == titles


def test_hits_stand_under_their_article_or_under_the_word_beside(project: str) -> None:
    read = annotator("find", project, "kremlin", "--as", "anna").stdout.splitlines()
    assert [line.split("  ")[1:] for line in read if line.endswith(")")] == [
        ["One", "(2)"], ["Two", "(2)"], ["Three", "(1)"],
    ]  # fmt: skip
    assert read[1].split("[")[1] == "Kremlin] was calm. A spokesman of the Kremlin sm"
    right = annotator("find", project, "kremlin", "--group", "right", "-n", "3").stdout.splitlines()
    assert [line for line in right if line.endswith(")")] == [
        "answered  (1)", "insiders  (1)", "smiled  (1)",
    ]  # fmt: skip
    left = annotator("find", project, "kremlin", "--group", "left").stdout.splitlines()
    assert left[0] == "  (1)" and left[2] == "the  (4)"


def test_a_table_has_a_head_and_one_line_a_hit(project: str) -> None:
    head, *rows = annotator("find", project, "insiders", "--tsv").stdout.splitlines()
    assert head.split("\t")[:4] == ["article", "start", "end", "title"]
    (row,) = rows
    assert row.split("\t")[1:] == ["8", "16", "Three", "Kremlin", "insiders", "say: 北京很好。", ""]


def test_what_is_not_there_is_nothing_done_and_bad_words_are_told(project: str) -> None:
    result = annotator("find", project, "duma")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "Nothing was found.\n")
    assert annotator("find", project, "kremlin", "--json", "--tsv").exit_code == 2
    assert annotator("find", project).exit_code == 2
    refused = annotator("find", project, "(kremlin")
    assert refused.exit_code == 1 and "bracket" in refused.stderr


def test_every_hit_is_labelled_as_one_step_but_in_finished_articles(project: str) -> None:
    bare = dump(Path(project))
    result = annotator("label", project, "kremlin", "--as-label", "org", "--as", "anna")
    assert result.exit_code == 3
    assert result.stdout == "Labelled 3 places as ORG.\n"
    assert result.stderr == "1 article that is done was passed over; say --also-done.\n"
    assert labelled(project) == {
        "One": ["ORG Kremlin"] * 2, "Two": [], "Three": ["ORG Kremlin"],
    }  # fmt: skip
    with Project.open(Path(project), "anna") as opened:
        assert told(opened.history()[0]) == "Label 3 places as ORG"
        opened.undo()
    assert dump(Path(project)) == bare


def test_asked_for_it_labels_finished_articles_and_only_those_left_by_the_options(
    project: str,
) -> None:
    words = ("kremlin", "--as-label", "ORG", "--also-done", "--outlet", "reuters", "--as", "anna")
    (row,) = objects(annotator("label", project, *words, "--json"))
    assert row == {"label": "ORG", "made": 2, "there": 0, "articles": 1, "passed": 0}
    again = annotator("label", project, *words)
    assert again.exit_code == 1
    assert again.stdout == "2 places had the label.\n"
    assert labelled(project) == {"One": [], "Two": ["ORG Kremlin"] * 2, "Three": []}


def test_a_dry_run_lists_the_places_and_changes_nothing(project: str) -> None:
    before = Path(project).read_bytes()
    words = ("kremlin", "--as-label", "ORG", "--dry-run", "--as", "anna")
    result = annotator("label", project, *words)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "3 places"
    assert "1 article that is done was passed over" in result.stderr
    rows = objects(annotator("label", project, *words, "--json"))
    assert [row["title"] for row in rows] == ["One", "One", "Three"]
    assert Path(project).read_bytes() == before
    assert annotator("label", project, "duma", "--as-label", "ORG", "--dry-run").exit_code == 1


def test_a_label_that_there_is_not_is_told(project: str) -> None:
    result = annotator("label", project, "kremlin", "--as-label", "SHIP")
    assert result.exit_code == 1 and "There is no label SHIP. There are: PER" in result.stderr
    assert annotator("label", project, "kremlin").exit_code == 2


def test_a_filter_that_is_kept_narrows_a_search(project: str) -> None:
    kept = annotator("filters", project, "--keep", "open", "--rights", "not_secret")
    assert (kept.exit_code, kept.stdout) == (0, "Kept open: 2 articles\n")
    assert {row[0] for row in found(project, "kremlin", "--filter", "open")} == {"One", "Two"}
    with Project.open(Path(project), "anna", read_only=True) as opened:
        assert opened.articles(Filter(rights="not_secret")).count == 2
