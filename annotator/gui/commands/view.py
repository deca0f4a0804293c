"""How the window looks: text size, layers, light and dark."""

from annotator.gui.command import Command, command
from annotator.gui.desk import Desk
from annotator.i18n import _N, _

_ZOOM_STEP = 10
_LAYERS = ("on", "dim", "off")
_DRAWN = {
    "on": _N("{layer}: drawn in full."),
    "dim": _N("{layer}: drawn dimmed."),
    "off": _N("{layer}: not drawn."),
}


@command(
    "View", _N("Larger text"), keys=("Ctrl++", "Ctrl+="), also=_N("zoom in, bigger, font size")
)
def larger(desk: Desk) -> None:
    """Enlarge the article's text."""
    zoom(desk, _ZOOM_STEP)


@command("View", _N("Smaller text"), keys="Ctrl+-", also=_N("zoom out, font size"))
def smaller(desk: Desk) -> None:
    """Shrink the article's text."""
    zoom(desk, -_ZOOM_STEP)


@command("View", _N("Text as it was"), keys="Ctrl+0", also=_N("zoom back, normal size, font size"))
def as_it_was(desk: Desk) -> None:
    """Show the text at 100 per cent."""
    desk.set(zoom=100)


def zoom(desk: Desk, step: int) -> None:
    """Change the size of the article's text, within its bounds."""
    desk.set(zoom=min(max(desk.settings.zoom + step, 75), 200))


@command("View", _N("Codes below the words"), keys="Ctrl+L", section=1,
         checked=lambda desk: desk.settings.show_labels, also=_N("labels, tags"))  # fmt: skip
def labels(desk: Desk) -> None:
    """Write each mark's code below the words, or only its bar."""
    desk.set(show_labels=not desk.settings.show_labels)


def _layer(setting: str, title: str, keys: str, also: str) -> Command:
    """A command that shows a layer, dims it, hides it."""

    def run(desk: Desk) -> None:
        now = getattr(desk.settings, setting)
        then = _LAYERS[(_LAYERS.index(now) + 1) % len(_LAYERS)]
        desk.set(**{setting: then})
        desk.say(_(_DRAWN[then]).format(layer=_(title).partition(":")[0]))

    run.__name__, run.__doc__ = setting, _N("Draw this layer in full, dimmed, or not at all.")
    return command("View", title, keys=keys, section=1, also=also,
                   checked=lambda desk: getattr(desk.settings, setting) != "off")(run)  # fmt: skip


entities = _layer(
    "entities", _N("Entities: on, dim, off"), "Ctrl+Shift+E", _N("mentions, layer, show, hide")
)
claims = _layer(
    "claims", _N("Attributed claims: on, dim, off"), "Ctrl+Shift+C", _N("layer, show, hide")
)
own = _layer(
    "own_claims",
    _N("The author's own claims: on, dim, off"),
    "Ctrl+Shift+O",
    _N("layer, show, hide"),
)


def _alone(setting: str, title: str, also: str) -> Command:
    """A command that shows one layer without the others, and all of them again."""
    layers = ("entities", "claims", "own_claims")
    only = {layer: "on" if layer == setting else "off" for layer in layers}

    def is_alone(desk: Desk) -> bool:
        return all(getattr(desk.settings, layer) == drawn for layer, drawn in only.items())

    def run(desk: Desk) -> None:
        if is_alone(desk):
            desk.set(**dict.fromkeys(layers, "on"))
            desk.say(_("All layers: drawn in full."))
        else:
            desk.set(**only)
            desk.say(_("{layer}: no other layer is drawn.").format(layer=_(title)))

    run.__name__ = f"{setting}_alone"
    run.__doc__ = _N("Draw this layer and no other; once more draws all.")
    return command("View", title, section=1, also=also, checked=is_alone)(run)


entities_alone = _alone("entities", _N("Entities alone"), _N("only mentions, layer, show, hide"))
claims_alone = _alone("claims", _N("Attributed claims alone"), _N("only claims, layer, show, hide"))
own_alone = _alone(
    "own_claims", _N("The author's own claims alone"), _N("only claims, layer, show, hide")
)


@command("View", _N("Select whole words"), keys="Ctrl+Shift+W", section=2,
         checked=lambda desk: desk.settings.snap_words, also=_N("snap"))  # fmt: skip
def snap(desk: Desk) -> None:
    """Let selecting take whole words, or exact characters (as Alt does for one drag)."""
    desk.set(snap_words=not desk.settings.snap_words)


@command("View", _N("A click takes a ready chunk"), section=2,
         checked=lambda desk: desk.settings.chunks, also=_N("phrase, name"))  # fmt: skip
def chunks(desk: Desk) -> None:
    """Let a click take the name, noun phrase or number it lies in."""
    desk.set(chunks=not desk.settings.chunks)


def _theme(name: str, title: str, also: str) -> Command:
    def run(desk: Desk) -> None:
        desk.set(theme=name)

    run.__name__, run.__doc__ = name, _N("Choose the window's colours.")
    return command(
        "View", title, section=3, checked=lambda desk: desk.settings.theme == name, also=also
    )(run)


system = _theme("system", _N("Light or dark as the system"), _N("theme, colours"))
light = _theme("light", _N("Light"), _N("theme, colours, day"))
dark = _theme("dark", _N("Dark"), _N("theme, colours, night"))
