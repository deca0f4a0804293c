"""Articles listed from the command line, under every condition that the window's filter has."""

import json
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotator import jobs
from annotator.cli import program
from annotator.cli.listing import list_articles
from annotator.edits import articles, filters, judgements
from annotator.project import Filter, Project
from tests.jobs.running import finished
from tests.scene import Scene, add_article


@pytest.fixture
def project(tmp_path: Path) -> str:
    """Four articles: one with a judged claim of Peskov's, three of Reuters of which one is done."""
    scene = Scene.new(tmp_path, title="Marked", language="en", outlet="AFP")
    scene.label("Kremlin", "ORG")
    scene.label("Peskov", "PER")
    claim = scene.claim("calm")
    scene.put(claim, "source", "Peskov")
    scene.do(judgements.answer, claim, "credibility", "3")
    for n, published in enumerate(("2024-03-31", "2024-04-01", "")):
        added = add_article(
            scene.project, f"Text {n}", title=f"Reuters {n}", published=published,
            outlet="Reuters", rights="secret" if n == 1 else "", language="ar",
        )  # fmt: skip
    scene.project.edit(articles.set_status, added, "done_empty")
    scene.project.edit(filters.keep, "Reuters", Filter(outlet="Reuters"))
    finished(jobs.assign(scene.project, Filter(language="ar"), {"bo": 1}))
    scene.project.close()
    return str(scene.project.path)


def annotator(*words: str) -> Result:
    """What the program does with these words; whatever is a bug rises."""
    return CliRunner().invoke(program, words, catch_exceptions=False, prog_name="annotator")


def titles(project: str, *words: str) -> list[str]:
    result = annotator("list", project, "--as", "anna", "--json", *words)
    assert result.exit_code == 0, result.output
    return [json.loads(line)["title"] for line in result.stdout.splitlines()]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--label", "per"), ["Marked"]),
        (("--label", "GPE"), []),
        (("--entity", "kremlin"), ["Marked"]),
        (("--source", "Peskov"), ["Marked"]),
        (("--source", "none"), []),
        (("--judged", "credibility=3"), ["Marked"]),
        (("--judged", "confidence=?"), ["Marked"]),
        (("--judged", "any=?"), []),
        (("--since", "2024-04"), ["Reuters 1"]),
        (("--until", "2024-03"), ["Reuters 0"]),
        (("--outlet", "reuters", "--language", "ar", "--rights", "secret"), ["Reuters 1"]),
        (("--assigned", "bo", "--status", "unfinished"), ["Reuters 0", "Reuters 1"]),
        (("--status", "finished"), ["Reuters 2"]),
        (("--status", "finished", "--whose", "bo"), []),
        (("--status", "unfinished", "--whose", "bo", "--outlet", "AFP"), ["Marked"]),
        (("--whose", "anna"), ["Marked", "Reuters 2"]),
        (("--status", "finished", "--changed-until", "2024"), []),
        (("--status", "finished", "--changed-since", "2024"), ["Reuters 2"]),
        (("--claims",), ["Marked"]),
        (("--filter", "Reuters", "--sort", "title", "--down", "-n", "2"),
         ["Reuters 2", "Reuters 1"]),
    ],
)  # fmt: skip
def test_each_condition_finds_its_articles(
    project: str, words: tuple[str, ...], found: list[str]
) -> None:
    assert titles(project, *words) == found


def test_near_duplicates_of_an_article_are_listed_by_its_id(project: str) -> None:
    told = [json.loads(line) for line in annotator("list", project, "--json").stdout.splitlines()]
    with Project.open(Path(project), "anna") as opened, opened.turn() as db:
        db.execute("update articles set family = 'f' where outlet = 'Reuters'")
    wanted = next(one["id"] for one in told if one["title"] == "Reuters 1")
    assert titles(project, "--family", wanted) == ["Reuters 0", "Reuters 1", "Reuters 2"]


def test_every_condition_of_the_window_has_its_option(project: str) -> None:
    options = {name.name for name in list_articles.params}
    assert {each.name for each in fields(Filter)} <= options


def test_a_random_sample_is_the_same_again_by_its_seed(project: str) -> None:
    samples = [titles(project, "--sort", "random", "--seed", str(seed)) for seed in range(6)]
    assert len({tuple(one) for one in samples}) > 1
    assert all(sorted(one) == sorted(samples[0]) for one in samples)
    assert titles(project, "--sort", "random", "--seed", "3", "-n", "2") == samples[3][:2]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--label", "SHIP"), "There is no label SHIP"),
        (("--entity", "Nobody"), "There is no entity Nobody"),
        (("--judged", "credibility"), "such as credibility=3"),
        (("--judged", "any=3"), "any=?"),
        (("--judged", "mood=3"), "There is no field mood"),
        (("--assigned", "zoe"), "Nobody called zoe"),
        (("--whose", "zoe"), "Nobody called zoe"),
        (("--family", "7"), "There is no article 7 with near-duplicates"),
        (("--filter", "AFP"), "The project keeps no filter AFP. It keeps: Reuters"),
    ],
)
def test_what_there_is_not_is_said_with_what_there_is(
    project: str, words: tuple[str, ...], why: str
) -> None:
    result = annotator("list", project, *words)
    assert result.exit_code == 1
    assert why in result.stderr
