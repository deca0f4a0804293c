"""The project's codebook, who works, and the program's settings."""

from annotator.edits import labels
from annotator.gui.command import command
from annotator.gui.commands.file import can_write, has_project
from annotator.gui.desk import Desk
from annotator.i18n import _N, _


@command(
    "Tools",
    _N("Codebook…"),
    keys="Ctrl+Shift+B",
    when=has_project,
    also=_N("labels, questions, fields, types, scheme"),
)
def codebook(desk: Desk) -> None:
    """Change labels, fields and link types of the project."""
    from annotator.gui.dialogs.codebook import CodebookSheet

    CodebookSheet(desk).open()


@command(
    "Tools",
    _N("Guidelines"),
    keys="Ctrl+G",
    when=has_project,
    also=_N("manual, definitions, rules"),
)
def guidelines(desk: Desk) -> None:
    """Show the project's guidelines beside the codebook's definitions."""
    desk.ask("guidelines")


@command("Tools", _N("History"), keys="Ctrl+H", when=has_project, also=_N("log, changes, journal"))
def history(desk: Desk) -> None:
    """Show who did what when."""
    desk.ask("history")


@command(
    "Tools",
    _N("Open questions"),
    keys="Ctrl+Shift+Q",
    when=has_project,
    also=_N("to do, checks, flags, notes"),
)
def questions(desk: Desk) -> None:
    """List notes, flags and what the checks find open."""
    desk.ask("open questions")


@command("Tools", _N("Copies"), when=has_project, also=_N("duplicates, versions"))
def copies(desk: Desk) -> None:
    """List the passages of the article that stand in other articles too."""
    desk.ask("copies")


@command("Tools", _N("Work as…"), section=1, also=_N("annotator, user, name, sign in"))
def work_as(desk: Desk) -> None:
    """Say who works from now on."""
    from annotator.gui.dialogs.asking import ask_words

    now = desk.project.annotator.name if desk.project else desk.settings.annotator
    ask_words(desk, _N("Work as"), desk.work_as, words=now, label=_("Your name"))


def _is_independent(desk: Desk) -> bool:
    return desk.project is not None and desk.project.property_named("independent") == "yes"


@command("Tools", _N("Annotators work independently"), when=can_write, section=1,
         checked=_is_independent)  # fmt: skip
def independent(desk: Desk) -> None:
    """Show everybody only their own marks, claims, judgements, notes and history, or all."""
    value = "" if _is_independent(desk) else "yes"
    if outcome := desk.edit(labels.set_property, "independent", value):
        desk.reread()
        desk.tell(outcome)


@command("Tools", _N("Settings…"), keys="Ctrl+,", section=1, also=_N("preferences, options"))
def settings(desk: Desk) -> None:
    """Change the program's settings."""
    from annotator.gui.dialogs.settings import SettingsSheet

    SettingsSheet(desk).open()
