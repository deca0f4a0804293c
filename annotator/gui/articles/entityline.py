"""A line in which an entity is found by typing and chosen from those that fit."""

from PySide6.QtCore import QModelIndex, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from annotator.gui.articles.wording import name_of
from annotator.gui.dialogs.fields import HEIGHT
from annotator.gui.theme import px
from annotator.model import Entity
from annotator.project import Project

_SHOWN = 12


class EntityLine(QLineEdit):
    """Holds the id of one entity, or 0 while empty; `unknown` is what was typed and fits none."""

    def __init__(self, project: Project, name: str, entity: int = 0) -> None:
        super().__init__()
        self._project, self._chosen = project, entity
        self._found: tuple[Entity, ...] = ()
        self._names = QStringListModel(self)
        self.setAccessibleName(name)
        self.setMinimumHeight(px(HEIGHT))
        if entity:
            self.setText(name_of(project, entity))
        completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(_SHOWN)
        completer.activated[QModelIndex].connect(self._take)
        self.setCompleter(completer)
        self.textEdited.connect(self._look)

    @property
    def entity(self) -> int:
        """The chosen entity; without a choice the first that fits what stands here."""
        if self._chosen or not self.text().strip():
            return self._chosen
        return self._found[0].id if self._found else 0

    @property
    def unknown(self) -> str:
        """What was typed, where no entity fits it."""
        return "" if self.entity else self.text().strip()

    def show_entity(self, entity: int) -> None:
        """Show another entity, or none."""
        self._chosen, self._found = entity, ()
        self.setText(name_of(self._project, entity) if entity else "")

    def _look(self, typed: str) -> None:
        self._chosen = 0
        typed = typed.strip()
        self._found = self._project.entities_like(typed)[:_SHOWN] if typed else ()
        self._names.setStringList([self._told(one) for one in self._found])

    def _told(self, entity: Entity) -> str:
        code = self._project.codebook.label(entity.label).code
        return "  ".join(filter(None, (entity.name, code, entity.qid)))

    def _take(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._found):
            self._chosen = self._found[index.row()].id
            self.setText(self._found[index.row()].name)
            self.setCursorPosition(0)


def suggest(line: QLineEdit, words: tuple[str, ...]) -> QLineEdit:
    """Let a line be completed with what stands in the project already."""
    completer = QCompleter(list(words), line)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    line.setCompleter(completer)
    return line
