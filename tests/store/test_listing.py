"""The list of articles: filtered, sorted, counted, read in pages by key."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.edits import articles, entities, judgements, labels, spans
from annotator.project import Project
from annotator.store.filtering import (
    FINISHED,
    NEWEST,
    OUTDATED,
    SORTS,
    UNFINISHED,
    Filter,
)
from annotator.store.listing import Listing
from annotator.store.onmarks import ANY_FIELD, NO_SOURCE, UNANSWERED
from tests.scene import TEXT, Scene, add_article

TITLES = (
    "war",
    "War",
    "Peace",
    "peace talks",
    "Война и мир",
    "100 % sure",
    "a_b",
    "",
    "Élan",
    "war",
)
OUTLETS = ("Reuters", "AFP", "", "reuters", "ТАСС")
TEXTS = ("The Kremlin said so", "Кремль сказал", "漢字テスト and more", "Été 😀", "nothing")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A project with sixty articles, some done, some begun, one removed."""
    with Project.create(tmp_path_factory.mktemp("list") / "list", "anna") as project:
        for n in range(60):
            article = add_article(
                project, f"{TEXTS[n % 5]} {n}", title=TITLES[n % 10], outlet=OUTLETS[n % 5],
                published=f"2024-0{n % 4 + 1}-01",
            )  # fmt: skip
            status = ("done", "in_progress", "done_empty", "review", "untouched", "untouched")[
                n % 6
            ]
            project.edit(articles.set_status, article, status)
            if n == 7:
                project.edit(articles.remove, article)
        project.work_as("boris")
        project.edit(articles.set_status, article, "done")
        project.work_as("anna")
        yield project


def listed(listing: Listing, limit: int = 7) -> list[int]:
    """All of a list, read page by page."""
    found, page = [], listing.page(limit=limit)
    while page:
        found += page
        page = listing.page(found[-1], limit)
    return [one.id for one in found]


def expected(project: Project, wanted: Filter) -> list[int]:
    """The same list, worked out over all articles."""
    key = {
        "added": lambda a: 0,
        "title": lambda a: lower(a.title),
        "date": lambda a: a.published,
        "outlet": lambda a: lower(a.outlet),
        "random": lambda a: (a.key < wanted.beginning, a.key),
    }[wanted.sort]
    every = Listing(project.reader, Filter(), project.annotator.id).page(limit=99)
    rows = sorted(every, key=lambda one: (key(one.article), one.id))
    return [one.id for one in rows if wanted.status in ("", one.status)]


def lower(text: str) -> str:
    return "".join(c.lower() if c.isascii() else c for c in text)


@pytest.mark.parametrize("status", ["", "done", "in_progress", "review", "untouched"])
@pytest.mark.parametrize("sort", list(SORTS))
@pytest.mark.parametrize("limit", [1, 7, 200])
def test_pages_put_together_are_the_whole_list_in_order(
    project: Project, sort: str, status: str, limit: int
) -> None:
    wanted = Filter(sort=sort, status=status)
    assert listed(project.articles(wanted), limit) == expected(project, wanted)
    assert project.articles(wanted).count == len(expected(project, wanted))


@pytest.mark.parametrize("sort", list(SORTS))
def test_stepping_goes_through_the_list_in_its_order_both_ways(project: Project, sort: str) -> None:
    listing = project.articles(Filter(sort=sort))
    ids = listed(listing)
    assert [listing.beside(id, 1) for id in ids] == [*ids[1:], None]
    assert [listing.beside(id, -1) for id in ids] == [None, *ids[:-1]]


@pytest.mark.parametrize("sort", list(SORTS))
def test_the_next_open_article_is_the_next_of_the_list_round_and_round(
    project: Project, sort: str
) -> None:
    listing = project.articles(Filter(sort=sort))
    status = {one.id: one.status for one in listing.page(limit=99)}
    ids = listed(listing)
    for place, id in enumerate(ids):
        after = [*ids[place + 1 :], *ids[:place]]
        wanted = next(one for one in after if status[one] not in ("done", "done_empty"))
        assert listing.next_open(id) == wanted
    assert listing.next_open(None) == next(
        one for one in ids if status[one] not in ("done", "done_empty")
    )


def test_counts_are_of_one_annotator_and_of_what_is_in_sight(project: Project) -> None:
    whole = project.articles()
    assert (whole.count, whole.done, whole.begun) == (59, 20, 19)
    done = project.articles(Filter(status="done"))
    assert (done.count, done.done, done.begun) == (10, 10, 0)
    project.work_as("boris")
    assert (project.articles().done, project.articles().begun) == (1, 0)
    project.work_as("anna")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("peace", 12), ("PEACE", 12), ("война", 6), ("ВОЙНА", 6), ("мир", 6), ("reuters", 24),
        ("тасс", 12), ("100 %", 6), ("%", 6), ("_", 6), ("a_b", 6), ("kremlin", 12),
        ("Kremlin sa", 12), ("kreml", 12), ("кремль", 12), ("漢字", 11), ("été", 12), ("ete", 12),
        ("élan", 6), ("nowhere at all", 0), ("said Kremlin", 0), ('"', 0), ("'", 0), ("so OR", 0),
        ("*", 0), ("(", 0), ("  peace ", 12), ("wa", 18),
    ],
)  # fmt: skip
def test_a_filter_finds_titles_outlets_and_words_of_the_text(
    project: Project, text: str, count: int
) -> None:
    for sort in SORTS:
        listing = project.articles(Filter(text=text, sort=sort))
        assert listing.count == len(listed(listing)) == count


def test_a_filter_that_many_pass_gives_the_same_list(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in ("peace", "kremlin", "тасс", "e"):
        wanted = Filter(text=text, sort="title")
        few = listed(project.articles(wanted))
        with monkeypatch.context() as few_are_many:
            few_are_many.setattr("annotator.store.filtering._FEW", 1)
            many = project.articles(wanted)
            assert (listed(many), many.count) == (few, len(few))


def test_the_place_counts_in_the_order_of_adding(project: Project) -> None:
    ids = listed(project.articles())
    assert [project.articles().place(id) for id in ids] == list(range(1, 60))


def test_an_empty_project_has_an_empty_list(tmp_path: Path) -> None:
    with Project.create(tmp_path / "x") as empty:
        listing = empty.articles()
        assert (listing.page(), listing.count, listing.next_open(None)) == ((), 0, None)


def test_entities_are_found_in_any_script_and_case(project: Project) -> None:
    article = add_article(project, "Путин и Песков. Élan vital.")
    label = project.codebook.active_labels[0].id
    for start, end in ((0, 5), (8, 14), (16, 26)):
        project.edit(spans.add, article, start, end, label)
    assert [e.name for e in project.entities_like("путин")] == ["Путин"]
    assert [e.name for e in project.entities_like("ПЕСК")] == ["Песков"]
    assert [e.name for e in project.entities_like("élan")] == ["Élan vital"]
    peskov = project.entities_like("песков")[0]
    project.edit(entities.add_alias, peskov.id, "пресс-секретарь")
    assert [e.name for e in project.entities_like("ПРЕСС")] == ["Песков"]
    project.edit(articles.remove, article)


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """Four articles: one marked, one with a claim that is judged, one with a claim that is not."""
    scene = Scene.new(tmp_path_factory.mktemp("marked"), title="Marked", language="en")
    project = scene.project
    scene.label("Kremlin", "ORG")
    scene.label("Peskov", "PER")
    claim = scene.claim("calm")
    scene.put(claim, "source", "Peskov")
    scene.do(judgements.answer, claim, "credibility", "3")
    for title, published in (("Second", "2024-03-31"), ("Third", "2024-04-01"), ("Fourth", "")):
        add_article(
            project, f"{TEXT} {title}", title=title, published=published, outlet="Reuters",
            rights="secret" if title == "Third" else "", family="f" if title != "Fourth" else "",
        )  # fmt: skip
    yield scene
    project.close()


def _titles(scene: Scene, **wanted: object) -> list[str]:
    found = scene.project.articles(Filter(**wanted))  # type: ignore[arg-type]
    titles = [one.article.title for one in found.page()]
    assert found.count == len(titles)
    return titles


@pytest.mark.parametrize("few", [2000, 0])
def test_marks_sources_and_answers_find_their_articles(
    marked: Scene, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.store.filtering._FEW", few)
    [label] = [x.id for x in marked.page.codebook.labels if x.name == "ORG"]
    [unused] = [x.id for x in marked.page.codebook.labels if x.name == "GPE"]
    [kremlin] = [e.id for e in marked.page.entities.values() if e.name == "Kremlin"]
    [claim] = marked.page.claims.values()
    assert _titles(marked, label=label) == ["Marked"]
    assert _titles(marked, label=unused) == []
    assert _titles(marked, entity=kremlin) == ["Marked"]
    assert claim.source is not None
    assert _titles(marked, source=claim.source) == ["Marked"]
    assert _titles(marked, judged=("credibility", "3")) == ["Marked"]
    assert _titles(marked, judged=("credibility", "4")) == []
    assert _titles(marked, judged=("credibility", UNANSWERED)) == []
    assert _titles(marked, judged=("confidence", UNANSWERED)) == ["Marked"]
    assert _titles(marked, text="Kremlin", entity=kremlin) == ["Marked"]


def test_metadata_finds_its_articles(marked: Scene) -> None:
    assert _titles(marked, since="2024-04") == ["Third"]
    assert _titles(marked, until="2024-03") == ["Second"]
    assert _titles(marked, since="2024", until="2024") == ["Second", "Third"]
    assert _titles(marked, outlet="reuters") == ["Second", "Third", "Fourth"]
    assert _titles(marked, language="en") == ["Marked"]
    assert _titles(marked, rights="secret") == ["Third"]
    assert _titles(marked, family="f") == ["Second", "Third"]


@pytest.mark.parametrize("few", [2000, 0])
def test_newest_versions_and_those_with_a_newer_one_are_found(
    tmp_path: Path, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.store.filtering._FEW", few)
    scene = Scene.new(tmp_path, title="Alone")
    with scene.project as project:
        old = add_article(project, "old", title="Old")
        new = add_article(project, "new", title="New", version_of=old)
        assert _titles(scene, version=OUTDATED) == ["Old"]
        assert _titles(scene, version=NEWEST) == ["Alone", "New"]
        project.edit(articles.remove, new)
        assert _titles(scene, version=OUTDATED) == []
        assert _titles(scene, version=NEWEST) == ["Alone", "Old"]


def test_another_seed_gives_another_order_of_the_same_articles(project: Project) -> None:
    orders = {
        tuple(listed(project.articles(Filter(sort="random", seed=seed)))) for seed in range(9)
    }
    assert len(orders) > 5
    assert len({frozenset(order) for order in orders}) == 1


@pytest.mark.parametrize("sort", list(SORTS))
def test_a_list_can_be_turned_round(project: Project, sort: str) -> None:
    up, down = Filter(sort=sort), Filter(sort=sort, down=True)
    assert listed(project.articles(down)) == listed(project.articles(up))[::-1]
    first, second, *_rest = listed(project.articles(down))
    assert project.articles(down).beside(first, 1) == second
    assert project.articles(down).beside(second, -1) == first


def test_a_filter_is_kept_as_text_and_comes_back() -> None:
    wanted = Filter("мир", status="done", judged=("credibility", "3"), seed=4, down=True)
    assert Filter.from_json(wanted.as_json()) == wanted
    assert Filter().as_json() == "{}"
    assert Filter.from_json('{"status": "done", "of a later version": 1}') == Filter(status="done")


def test_a_label_finds_what_was_merged_into_it(tmp_path: Path) -> None:
    scene = Scene.new(tmp_path)
    scene.label("Kremlin", "ORG")
    ids = {label.name: label.id for label in scene.page.codebook.labels}
    scene.do(labels.merge, ids["ORG"], ids["GPE"])
    assert scene.project.articles(Filter(label=ids["GPE"])).count == 1
    assert scene.project.articles(Filter(label=ids["PER"])).count == 0
    scene.project.close()


def test_claims_without_source_or_any_answer_find_their_articles(tmp_path: Path) -> None:
    scene = Scene.new(tmp_path)
    claim = scene.claim("calm")
    project = scene.project
    bare, blank = Filter(source=NO_SOURCE), Filter(judged=(ANY_FIELD, UNANSWERED))
    assert (project.articles(bare).count, project.articles(blank).count) == (1, 1)
    scene.put(claim, "source", "Peskov")
    scene.do(judgements.answer, claim, "credibility", "3")
    assert (project.articles(bare).count, project.articles(blank).count) == (0, 0)
    project.close()


def test_what_stands_in_a_column_is_told_once_and_in_order(project: Project) -> None:
    assert tuple(map(str.lower, project.values_of("outlet"))) == ("afp", "reuters", "тасс")
    assert project.values_of("language") == ()


def test_done_with_marks_or_without_is_one_state_to_ask_for(project: Project) -> None:
    counts = {
        status: project.articles(Filter(status=status)).count
        for status in ("done", "done_empty", FINISHED, UNFINISHED)
    }
    assert counts[FINISHED] == counts["done"] + counts["done_empty"] == project.articles().done
    assert counts[FINISHED] + counts[UNFINISHED] == project.articles().count


@pytest.mark.parametrize("sort", SORTS)
def test_the_status_of_an_article_is_looked_up_not_looked_for(project: Project, sort: str) -> None:
    listing = project.articles(Filter(status="review", sort=sort))
    sql = f"explain query plan select a.id from {listing._from} where {listing._shown}"
    plan = [row[3] for row in project.reader.execute(sql, listing._shown_values)]
    assert any("(annotator=? AND status=? AND article=?)" in step for step in plan), plan


def test_a_long_list_is_known_without_counting_it(project: Project) -> None:
    done = project.articles(Filter(status="done"))
    assert done.is_longer(done.count - 1)
    assert not done.is_longer(done.count)


def test_what_others_marked_on_their_own_leads_to_no_article(tmp_path: Path) -> None:
    scene = Scene.new(tmp_path)
    kremlin = scene.label("Kremlin", "ORG")
    scene.put(scene.claim("calm"), "source", "Peskov")
    scene.claim("ill")
    wanted = (
        Filter(entity=kremlin.entity or 0), Filter(label=kremlin.label or 0), Filter(claims=True),
        Filter(source=NO_SOURCE), Filter(judged=(ANY_FIELD, UNANSWERED)),
        Filter(judged=("credibility", UNANSWERED)),
    )  # fmt: skip
    scene.project.work_as("boris")
    assert [scene.project.articles(one).count for one in wanted] == [1] * len(wanted)
    scene.project.edit(labels.set_property, "independent", "yes")
    assert [scene.project.articles(one).count for one in wanted] == [0] * len(wanted)
    scene.project.work_as("anna")
    assert [scene.project.articles(one).count for one in wanted] == [1] * len(wanted)
    scene.project.close()
