"""First hints: five steps, each waiting for the deed itself; a cross ends them for good."""

from collections.abc import Callable
from dataclasses import dataclass

from annotator.gui.desk import Desk
from annotator.gui.widgets.strip import HintStrip
from annotator.i18n import _N, _
from annotator.model import Page


@dataclass(frozen=True, slots=True)
class Step:
    """A sentence, and how its deed is known to be done."""

    words: str
    is_done: Callable[[Desk, Page], bool]


STEPS = (
    Step(_N("Click a name or drag over it: `1` for a person, `2` for a body."),
         lambda desk, page: desk.focus.span is not None),
    Step(_N("Select the words that are claimed and press `c`."),
         lambda desk, page: desk.focus.claim is not None),
    Step(_N("Select who says so and press `s`; the words that say it, `u`."),
         lambda desk, page: bool(page.parts(desk.focus.claim or 0, "source"))),
    Step(_N("Press `j` and judge it: the field that is framed waits for its keys."),
         lambda desk, page: any(not one.derived for given in
                                page.answers(claim=desk.focus.claim or 0).values()
                                for one in given)),
    Step(_N("Press `Ctrl+Enter` when the article is done. `Ctrl+K` finds every command."),
         lambda desk, page: page.statuses.get(
             desk.project.annotator.id if desk.project else 0, "").startswith("done")),
)  # fmt: skip


class FirstHints(HintStrip):
    """Shows the step that is next, until all were done or the cross was pressed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        for signal in (desk.page_changed, desk.focus_changed, desk.settings_changed):
            signal.connect(self._look)
        self.pressed.connect(lambda _key: self._go_on())
        self.closed.connect(lambda: desk.set(hints_done=len(STEPS)))
        self._step = -1

    def _look(self, _value: object) -> None:
        desk, page = self.desk, self.desk.page
        done = desk.settings.hints_done
        if page is None or done >= len(STEPS) or desk.can_edit is not True:
            self._step = -1
            self.hide()
        elif done == self._step and STEPS[done].is_done(desk, page):
            self._go_on()
        elif done != self._step:
            self._step = done
            self.show_step(_(STEPS[done].words), done + 1, len(STEPS))

    def _go_on(self) -> None:
        self.desk.set(hints_done=self.desk.settings.hints_done + 1)
