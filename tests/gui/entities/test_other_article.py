"""The list of entities when another article, with other entities, comes on the desk."""

from pathlib import Path

from annotator.edits import claims, spans
from annotator.gui.entities.rows import FEW
from annotator.gui.panels.entities import EntitiesPanel
from annotator.gui.window import Window
from annotator.project import Project
from tests.gui.hand import Hand
from tests.scene import add_article


def test_nothing_of_another_project_stays_listed(
    panel: EntitiesPanel, window: Window, hand: Hand, tmp_path: Path
) -> None:
    other = Project.create(tmp_path / "other.annotator", "analyst-1")
    label = other.codebook.labels[0].id
    words = " ".join(["Putin"] * (FEW + 1))
    crowded, bare = add_article(other, words), add_article(other, "Nobody is named here.")
    for start in range(0, len(words), 6):
        other.edit(spans.add, crowded, start, start + 5, label)
    other.edit(claims.add_own, bare, 0, 6)
    window.desk.put(other)
    window.desk.open_article(bare)
    assert [row.name for row in panel.rows.rows] == ["[article author]"]
    window.desk.open_article(crowded)
    assert [(row.name, row.count) for row in panel.rows.rows] == [("Putin", FEW + 1)]


def test_the_list_of_another_article_begins_at_its_top(
    panel: EntitiesPanel, window: Window, hand: Hand
) -> None:
    project = window.desk.project
    label, text = project.codebook.labels[0].id, "\n".join(f"Person{n:03}" for n in range(40))
    article = add_article(project, text)
    for start in range(0, len(text), 10):
        project.edit(spans.add, article, start, start + 9, label)
    window.desk.look(entity=panel.rows.rows[-1].id)
    assert panel.list.verticalScrollBar().value() > 0
    window.desk.open_article(article)
    assert panel.list.verticalScrollBar().value() == 0
