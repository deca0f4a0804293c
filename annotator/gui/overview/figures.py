"""What the overview tells: each figure in words, with the filter that lists what is behind it."""

from dataclasses import dataclass

from annotator.gui.articles.rows import day as day_in_words
from annotator.gui.widgets.chart import Point, number
from annotator.gui.widgets.chip import STATUS_NAMES
from annotator.i18n import _, ngettext
from annotator.jobs.counting import Bar, Figures
from annotator.model import STATUSES, Codebook
from annotator.project import ANY_FIELD, FINISHED, NO_SOURCE, UNANSWERED, UNFINISHED, Filter

_STATUS_HUES = {
    "untouched": "edge",
    "in_progress": "accent",
    "done": "ok",
    "done_empty": "ok",
    "review": "warn",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, what it counts, and the articles behind it."""

    id: str
    number: str
    words: str
    wanted: Filter


@dataclass(frozen=True, slots=True)
class Charted:
    """The points of a chart, each with the articles behind it."""

    points: tuple[Point, ...]
    wanted: tuple[Filter, ...]


def figures_in(found: Figures) -> tuple[Figure, ...]:
    """The figures, the whole first, then what is left to do."""
    counts = {bar.name: bar.count for bar in found.statuses}
    left = found.articles - counts.get("done", 0) - counts.get("done_empty", 0)
    review = counts.get("review", 0)
    told = (
        ("articles", found.articles, ngettext("article", "articles", found.articles), Filter()),
        ("left", left, _("not done yet"), Filter(status=UNFINISHED)),
        ("review", review, ngettext("needs review", "need review", review),
         Filter(status="review")),
        ("claims", found.claims, ngettext("claim", "claims", found.claims), Filter(claims=True)),
        ("not judged", found.not_judged, ngettext("claim not judged", "claims not judged",
         found.not_judged), Filter(judged=(ANY_FIELD, UNANSWERED))),
        ("without source", found.without_source, ngettext("claim without source",
         "claims without source", found.without_source), Filter(source=NO_SOURCE)),
    )  # fmt: skip
    return tuple(Figure(id, number(count), words, wanted) for id, count, words, wanted in told)


def statuses_in(found: Figures) -> Charted:
    """How many articles are in each state, in the order of the work."""
    counts = {bar.name: bar.count for bar in found.statuses}
    shown = [name for name in STATUSES if counts.get(name)]
    return Charted(
        tuple(Point(_(STATUS_NAMES[one]), counts[one], _STATUS_HUES[one]) for one in shown),
        tuple(Filter(status=one) for one in shown),
    )


def labels_in(found: Figures, codebook: Codebook) -> Charted:
    """How many mentions each label has."""
    families = {label.id: label.family for label in codebook.labels}
    return Charted(
        tuple(Point(one.name, one.count, families.get(one.id, "other")) for one in found.labels),
        tuple(Filter(label=one.id) for one in found.labels),
    )


def sources_in(found: Figures) -> Charted:
    """How many claims come from each source, in how many articles and from how many origins."""
    return Charted(
        tuple(_of_source(one) for one in found.sources),
        tuple(Filter(source=one.id) for one in found.sources),
    )


def _of_source(one: Bar) -> Point:
    """A source; near-duplicates are one origin, and where there are some that is seen."""
    claims = ngettext("{n} claim", "{n} claims", one.count).format(n=number(one.count))
    articles = ngettext("{n} article", "{n} articles", one.articles)
    origins = ngettext("{n} origin", "{n} origins", one.origins).format(n=number(one.origins))
    told = _("{name}: {claims} in {articles}, {origins}").format(
        name=one.name, claims=claims, articles=articles.format(n=number(one.articles)),
        origins=origins,
    )  # fmt: skip
    return Point(one.name, one.count, told=told,
                 remark=origins if one.origins < one.articles else "")  # fmt: skip


def days_in(found: Figures) -> Charted:
    """How many articles were done by each day; behind it are those done on that day."""
    words = _("{day}: {n} done, {all} in all by then")
    points = tuple(
        Point(day, by_then, told=words.format(
            day=day_in_words(day, whole=True), n=number(count), all=number(by_then)))
        for day, count, by_then in found.days
    )  # fmt: skip
    behind = (
        Filter(status=FINISHED, changed_since=day, changed_until=day)
        for day, _count, _by_then in found.days
    )
    return Charted(points, tuple(behind))
