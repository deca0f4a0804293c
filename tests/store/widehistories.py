"""Steps of random histories beyond the marks of one article: the codebook, what a project keeps,
suggestions, pseudonyms, and the long edits over many articles; and which edits there are at all.
"""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Generator, Sequence
from dataclasses import replace
from types import ModuleType
from typing import Any

from annotator import codebook as codebooks
from annotator import edits as all_of_edits
from annotator import jobs as all_of_jobs
from annotator.edits import (
    articles,
    claims,
    entities,
    filters,
    judgements,
    labels,
    pseudonyms,
    spans,
    suggestions,
)
from annotator.edits.work import Edit
from annotator.jobs import bulk, finding, settling, unevenness, versions
from annotator.model import STATUSES
from annotator.project import Filter, Outcome
from annotator.store import journal
from annotator.suggestion import Suggestion
from tests.jobs.running import finished
from tests.store.histories import Hand, verb

ALIKE = ("grade_alike", "grade_alike", "settle_uneven", "mark_alike") * 3  # they need one another
_NAMES = ("Wire", "Mine")


def all_edits() -> set[Edit]:
    """Every edit that the program declares, wherever in its room."""
    modules = _modules(all_of_edits)
    return {each for module in modules for each in vars(module).values() if isinstance(each, Edit)}


def all_long_names() -> set[str]:
    """The names of the edits that jobs write in many turns, as the log keeps them."""
    names = {name for each in _modules(all_of_edits) if (name := getattr(each, "NAME", ""))}
    for module in _modules(all_of_jobs):
        if "begun" in _called(module):
            values = [each for each in vars(module).values() if isinstance(each, str)]
            names |= {each for each in values if "{count}" in each and "\n" in each}
    return names


def _modules(package: ModuleType) -> list[ModuleType]:
    found = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    return [importlib.import_module(each.name) for each in found]


def _called(module: ModuleType) -> set[str]:
    """The functions that a module calls by their plain name."""
    calls = (each for each in ast.walk(ast.parse(inspect.getsource(module)))
             if isinstance(each, ast.Call))  # fmt: skip
    return {each.func.id for each in calls if isinstance(each.func, ast.Name)}


# the codebook and what the project keeps


@verb
def add_label(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    if a % 2:
        return hand.edit(labels.move, hand.row("labels", b), hand.pick((-1, 1), c))
    return hand.edit(labels.add, f"Label {b % 9}", f"L{b % 9}", "other", definition="new")


@verb
def change_codebook(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    book = replace(hand.project.codebook, name=f"Book {b % 3}")
    if a % 2:
        return hand.edit(labels.set_fields, codebooks.dump(book))
    changed = tuple(replace(each, definition=f"as {c % 3}") for each in book.active_labels[:2])
    return hand.edit(labels.take_over, codebooks.dump(replace(book, labels=changed)))


@verb
def keep_filter(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    name = hand.pick(_NAMES, a)
    if b % 3 == 0:
        return hand.edit(filters.forget, name)
    return hand.edit(filters.keep, name, Filter(status=hand.pick(STATUSES, c)))


@verb
def set_property(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    name, value = hand.pick((("independent", "yes"), ("independent", ""), ("guidelines", "#")), a)
    return hand.edit(labels.set_property, name, value)


# articles, entities and claims


@verb
def remove_article(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    others = "removed = 0 and (select count(*) from articles where removed = 0) > 2"
    return hand.edit(articles.remove, hand.row("articles", a, others))


@verb
def add_entity(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    article = hand.row("articles", a)
    return hand.edit(
        entities.add, article, *hand.place(article, b, c), hand.row("labels", c), f"Name {d % 5}"
    )


@verb
def set_attributes(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    values = hand.pick(((), (("group", "yes"),), (("group", "no"), ("kind", "x"))), b)
    return hand.edit(entities.set_attributes, "entity", hand.row("entities", a), values)


@verb
def pseudonym(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    if b % 3 == 0:
        given = hand.ids("select entity from attributes where name = 'pseudonym' order by id")
        return hand.edit(pseudonyms.take, hand.pick(given, a))
    return hand.edit(pseudonyms.give, hand.row("entities", a), hand.pick(("", "Mr X", "Ms Y"), c))


@verb
def chain(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    if d % 2:
        return hand.edit(claims.remove_part, hand.row("spans", a, "role <> ''"))
    whom = hand.pick([None, *hand.ids("select id from entities")], b)
    return hand.edit(claims.set_chain, hand.row("claims", a), (whom,) if c % 3 else ())


@verb
def suggested(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    article = hand.row("articles", a)
    start, end = hand.place(article, b, c)
    [body] = hand.ids(f"select body from texts where article = {article}")
    label = hand.pick(hand.project.codebook.active_labels, d).name
    one = Suggestion(1, article, start, end, label, body[start:end], "rules")
    if d % 4 < 2:
        return hand.edit(hand.pick((suggestions.accept, suggestions.reject), d), one)
    two = replace(one, start=0, end=1, quote=body[:1])
    return hand.edit(hand.pick((suggestions.accept_all, suggestions.reject_all), d), (one, two))


# edits over many articles, written in many turns


@verb
def set_statuses(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    return _long(hand, bulk.set_status(hand.project, Filter(), hand.pick(STATUSES, a)))


@verb
def assign_articles(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    shares = hand.pick(({}, {"anna": 1}, {"anna": 1, "boris": 2}), a)
    return _long(hand, bulk.assign(hand.project, Filter(), shares, seed=b % 3))


@verb
def label_everywhere(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    ids = hand.ids("select id from articles order by id")
    places = [(article, (hand.place(article, a, b),)) for article in ids]
    return _long(hand, finding.label(hand.project, places, hand.row("labels", c), also_done=True))


@verb
def carry_over(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    pairs = hand.ids("select version_of, id from articles where version_of is not null")
    plan = finished(versions.plan(hand.project, *hand.pick(pairs, a)))
    chosen = {each.id for each in plan.able}
    return _long(hand, versions.carry(hand.project, plan, chosen, answers=bool(b % 2)))


@verb
def grade_alike(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    source = hand.row("entities", 0, "role <> 'author' and merged_into is null")
    claim = hand.row("claims", b)
    if hand.ids(f"select 1 from chains where claim = {claim} and entity = {source}"):
        return hand.edit(judgements.answer, claim, "reliability", hand.pick("AB", c))
    return hand.edit(claims.set_source, claim, source)


@verb
def mark_alike(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    words = "Reuters said the president, Vladimir Putin, was reportedly ill"
    article, at = hand.pick(hand.ids(
        f"select article, instr(body, '{words}') - 1 from texts where instr(body, '{words}')"
    ), a)  # fmt: skip
    if b % 2:
        return hand.edit(claims.add, article, at, at + len(words))
    label = hand.pick([each.id for each in hand.project.codebook.active_labels[:3]], c)
    return hand.edit(spans.add, article, at, at + len("Reuters"), label, entity=spans.NEW)


@verb
def settle_uneven(hand: Hand, a: int, b: int, c: int, d: int) -> Outcome:
    kind, project = hand.pick(("labels", "entities", "sources", "claims"), a), hand.project
    found = [one for one in unevenness.search(project, kind) if one is not None]
    uneven = hand.pick(found, b)
    side = hand.pick(uneven.sides, c)
    if kind == "labels":
        return _long(hand, settling.relabel(project, uneven, int(side.value)))
    if kind == "entities":
        return _long(hand, settling.merge(project, uneven, int(side.value)))
    if kind == "sources":
        return _long(hand, settling.judge(project, uneven, str(side.value)))
    return _long(hand, settling.link(project, uneven, "repeats"))


def _long(hand: Hand, job: Generator[Any, None, Any]) -> Outcome:
    """Run a job; what it wrote into the log is its outcome."""
    before = _newest(hand)
    answer = finished(job)
    if before == _newest(hand):
        return Outcome(answer, None, ())
    [record] = hand.project.history(limit=1)
    return Outcome(answer, record, journal.changes_of(hand.project.reader, record.id))


def _newest(hand: Hand) -> Sequence[int]:
    return [each.id for each in hand.project.history(limit=1)]
