"""The figures of the start page are those of the rows in the file."""

from pathlib import Path

from annotator.edits import articles, claims, judgements
from annotator.store import figures
from annotator.store.figures import Bar
from tests.scene import TEXT, Scene, add_article

FIELDS = ("credibility", "reliability", "confidence")


def test_everything_is_counted_once(tmp_path: Path) -> None:
    scene = Scene.new(tmp_path)
    scene.label("Kremlin", "ORG")
    peskov = scene.label("Peskov", "PER")
    scene.label("Putin", "PER")
    sourced, bare = scene.claim("calm"), scene.claim("ill")
    scene.put(sourced, "source", "Peskov")
    scene.do(judgements.answer, sourced, "credibility", "3")
    done = add_article(scene.project, "Another")
    gone = add_article(scene.project, "One more")
    scene.project.edit(articles.set_status, done, "done")
    scene.project.edit(articles.remove, gone)
    found = figures.read(scene.project.reader, scene.project.annotator.id, FIELDS)
    assert found.articles == 2
    assert found.statuses == (Bar("untouched", 0, 0), Bar("done", 0, 1), Bar("in_progress", 0, 1))
    assert [(bar.name, bar.count) for bar in found.labels] == [("PER", 2), ("ORG", 1)]
    assert found.sources == (Bar("Peskov", peskov.entity or 0, 1, articles=1, origins=1),)
    assert (found.claims, found.without_source, found.not_judged) == (2, 1, 1)
    assert bare
    scene.project.close()


def test_only_what_one_annotator_marked_is_counted_where_that_is_asked(tmp_path: Path) -> None:
    scene = Scene.new(tmp_path)
    me = scene.project.annotator.id
    scene.label("Putin", "PER")
    scene.project.work_as("boris")
    scene.label("Kremlin", "ORG")
    scene.put(scene.claim("calm"), "source", "Peskov")
    found = figures.read(scene.project.reader, me, FIELDS, only=me)
    assert [(bar.name, bar.count) for bar in found.labels] == [("PER", 1)]
    assert (found.sources, found.claims, found.without_source, found.not_judged) == ((), 0, 0, 0)
    scene.project.close()


def test_near_duplicates_are_one_origin_of_what_a_source_says(tmp_path: Path) -> None:
    scene = Scene.new(tmp_path, family="wire")
    peskov, calm = scene.label("Peskov", "PER"), scene.claim("calm")
    scene.put(calm, "source", "Peskov")
    for n, family in enumerate(("wire", "")):
        article = add_article(scene.project, f"{n}: {TEXT}", family=family)
        start = TEXT.index("calm") + 3
        claim = scene.project.edit(claims.add, article, start, start + 4).answer
        scene.project.edit(claims.set_source, claim, peskov.entity)
    found = figures.read(scene.project.reader, scene.project.annotator.id, FIELDS)
    (bar,) = found.sources
    assert (bar.name, bar.count, bar.articles, bar.origins) == ("Peskov", 3, 3, 2)
    scene.project.close()


def test_the_days_add_up_to_what_is_done_now(tmp_path: Path) -> None:
    scene = Scene.new(tmp_path)
    more = [add_article(scene.project, f"Text {n}") for n in range(3)]
    for article in more:
        scene.project.edit(articles.set_status, article, "done")
    scene.project.edit(articles.set_status, more[0], "review")
    scene.project.undo()
    scene.project.edit(articles.set_status, more[1], "untouched")
    [(day, count, total)] = figures.read(
        scene.project.reader, scene.project.annotator.id, FIELDS
    ).days
    assert (count, total) == (2, 2)
    assert len(day) == 10
    scene.project.close()
