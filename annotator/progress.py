"""What long work tells of itself: how far it is, how fast, and what a format could not hold."""

from dataclasses import dataclass

from annotator.i18n import _, ngettext

_SURE_S = 3.0  # before that a rate says little


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job has come: steps done of all (0 = unknown), and what it is at.

    `share` is how much of all the work that is, between 0 and 1, where steps differ in size.
    """

    done: int
    total: int
    at: str = ""
    share: float = 0.0

    @property
    def part(self) -> float:
        """How much of the work is done, between 0 and 1; 0 where that is not known."""
        return self.share or (self.done / self.total if self.total else 0.0)


def pace(at: Progress, seconds: float, articles: int = 0) -> str:
    """How many files a second, and how long it will still take, where that can be told.

    Of files with many articles each, how many of these a second.
    """
    if seconds < _SURE_S:
        return ""
    told, left = _speed(at.done, articles, seconds), ""
    if 0 < at.part < 1:
        left = _("about {time} left").format(time=_span(seconds * (1 - at.part) / at.part))
    return ", ".join(filter(None, (told, left)))


def _speed(files: int, articles: int, seconds: float) -> str:
    if articles > files and articles >= seconds:
        n = round(articles / seconds)
        return ngettext("{n:,} article a second", "{n:,} articles a second", n).format(n=n)
    if not files:
        return ""
    if files >= seconds:
        n = round(files / seconds)
        return ngettext("{n:,} file a second", "{n:,} files a second", n).format(n=n)
    n = round(files / seconds * 60)
    return ngettext("{n} file a minute", "{n} files a minute", n).format(n=n)


def _span(seconds: float) -> str:
    if seconds < 90:
        return _("{n} s").format(n=max(1, round(seconds)))
    if seconds < 5400:
        return _("{n} min").format(n=round(seconds / 60))
    return _("{n} h").format(n=f"{seconds / 3600:.1f}")


@dataclass(frozen=True, slots=True)
class Loss:
    """Something a format could not hold: what, how many, what became of it, and examples.

    `fate` is "left out", "changed", "renamed", or "stays" where somebody should look at it.
    """

    what: str
    count: int
    fate: str = "left out"
    becomes: str = ""
    examples: tuple[str, ...] = ()
