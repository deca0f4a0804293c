"""Random histories of edits: whatever a person could do, with whatever is there to do it to."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from hypothesis import strategies as st

from annotator.edits import articles, claims, entities, judgements, labels, links, notes, spans
from annotator.errors import Refused
from annotator.model import RIGHTS, Page
from annotator.project import Project

T = TypeVar("T")

WORDS = ("Kremlin", "", "Ana  Li", "شمس", "漢字 かな", "é ", "👩‍👩‍👧", 'a\nb\t"c\\', "<&>")

# A step is what to do and numbers that choose among what is there.
steps = st.lists(
    st.tuples(st.integers(0, 10_000), *[st.integers(0, 10_000)] * 4), min_size=1, max_size=40
)


def perform(project: Project, history: Sequence[tuple[int, ...]]) -> int:
    """Do it all; what a rule forbids is passed over. Says how much was done."""
    done = 0
    ids = [each.id for each in project.articles().page(limit=50)]
    for kind, *numbers in history:
        page = project.page(pick(ids, numbers[0]))
        assert page is not None
        act = pick(_ACTS, kind)
        try:
            done += bool(act(project, page, *numbers[1:]))
        except Refused:
            continue
    return done


def pick(values: Sequence[T], number: int) -> T:
    """One of the values. Refused where there is none."""
    if not values:
        raise Refused("nothing there")
    return values[number % len(values)]


def _range(page: Page, a: int, b: int) -> tuple[int, int]:
    start = a % max(len(page.text), 1)
    return start, start + 1 + b % 12


def _mentions(page: Page) -> list[int]:
    return [span.id for span in page.mentions]


def _project_entities(page: Page) -> list[int]:
    return [id for id, entity in page.entities.items() if not entity.role]


def _label(project: Project, page: Page, a: int, b: int, c: int) -> Any:
    label = pick(project.codebook.active_labels, c).id
    return project.edit(spans.add, page.article.id, *_range(page, a, b), label)


def _claim(project: Project, page: Page, a: int, b: int, c: int) -> Any:
    verb = claims.add_own if c % 3 == 0 else claims.add
    return project.edit(verb, page.article.id, *_range(page, a, b))


def _part(project: Project, page: Page, a: int, b: int, c: int) -> Any:
    role = pick(("content", "source", "cue", "hedge", "addressee"), c)
    claim = pick(list(page.claims), b)
    return project.edit(claims.put, claim, role, *_range(page, a, b), further=c % 2 == 0)


def _source(project: Project, page: Page, a: int, b: int, c: int) -> Any:
    return project.edit(claims.source_from, pick(list(page.claims), a), pick(_mentions(page), b))


def _chain(project: Project, page: Page, a: int, b: int, c: int) -> Any:
    claim, entity = pick(list(page.claims), a), pick(_project_entities(page), b)
    return project.edit(claims.relay, claim, entity)


def _gist(project: Project, page: Page, a: int, b: int, c: int) -> Any:
    return project.edit(claims.set_gist, pick(list(page.claims), a), pick(WORDS, b))


def _nest(project: Project, page: Page, a: int, b: int, c: int) -> Any:
    every = list(page.claims)
    return project.edit(claims.set_parent, pick(every, a), pick(every, b))


def _answer(project: Project, page: Page, a: int, b: int, c: int) -> Any:
    field = pick(project.codebook.fields, b)
    values = [choice.value for choice in field.choices] + ["na"]
    given = (pick(values, c),) if field.choices else (pick(WORDS[:1], c),)
    if field.many:
        given = tuple(dict.fromkeys((*given, pick(values, a))))
    claim, shared = pick(list(page.claims), a), field.layer == "claim"
    return project.edit(judgements.answer, claim, field.id, *given, shared=shared)


def _card(project: Project, page: Page, a: int, b: int, c: int) -> Any:
    return project.edit(
        judgements.grade, pick(list(page.entities), a), "reliability", pick("ABCDEF", b)
    )


def _merge(project: Project, page: Page, a: int, b: int, c: int) -> Any:
    there = _project_entities(page)
    return project.edit(entities.merge, pick(there, a), pick(there, b))


def _rename(project: Project, page: Page, a: int, b: int, c: int) -> Any:
    verb = entities.rename if c % 2 else entities.add_alias
    return project.edit(verb, pick(_project_entities(page), a), pick(WORDS, b))


def _describe(project: Project, page: Page, a: int, b: int, c: int) -> Any:
    column, value = pick((("qid", f"Q{b}"), ("description", pick(WORDS, b))), c)
    return project.edit(entities.describe, pick(_project_entities(page), a), column, value)


def _link(project: Project, page: Page, a: int, b: int, c: int) -> Any:
    kind = pick(("claim", "entity", "span"), c)
    there = {"claim": list(page.claims), "entity": list(page.entities),
             "span": [s.id for s in page.spans]}[kind]  # fmt: skip
    return project.edit(links.add, kind, pick(there, a), pick(there, b), f"t{c}")


def _link_away(project: Project, page: Page, a: int, b: int, c: int) -> Any:
    every = [each.id for each in project.articles().page(limit=50)]
    other = project.page(pick(every, c))
    assert other is not None
    ends = pick(list(page.claims), a), pick(list(other.claims), b)
    return project.edit(links.add, "claim", *ends, "repeats", independence="derived")


def _note(project: Project, page: Page, a: int, b: int, c: int) -> Any:
    subject = pick(("article", "span", "entity", "claim"), c)
    there = {"article": [page.article.id], "span": [s.id for s in page.spans],
             "entity": list(page.entities), "claim": list(page.claims)}[subject]  # fmt: skip
    flag = pick(("", "doubt", "ask"), b)
    made = project.edit(notes.add, subject, pick(there, a), pick(WORDS, b), flag=flag)
    if a % 3 == 0:
        project.edit(notes.settle, made.answer)
    return made


def _attribute(project: Project, page: Page, a: int, b: int, c: int) -> Any:
    subject = pick(("span", "entity", "claim"), c)
    there = {"span": [s.id for s in page.spans], "entity": list(page.entities),
             "claim": list(page.claims)}[subject]  # fmt: skip
    return project.edit(entities.set_attribute, subject, pick(there, a), f"n{b % 3}", str(b))


def _level(project: Project, page: Page, a: int, b: int, c: int) -> Any:
    span = page.span(pick(_mentions(page), a))
    assert span is not None
    if c % 2:
        return project.edit(spans.set_head, span.id, span.start, span.end)
    return project.edit(spans.set_level, span.id, pick(("NAM", "NOM", "PRO", "VAL"), b))


def _remove(project: Project, page: Page, a: int, b: int, c: int) -> Any:
    if c % 2:
        return project.edit(claims.remove, pick(list(page.claims), a))
    return project.edit(spans.remove, pick(_mentions(page), a))


def _split(project: Project, page: Page, a: int, b: int, c: int) -> Any:
    return project.edit(pick((entities.split, entities.untie), c), pick(_mentions(page), a))


def _status(project: Project, page: Page, a: int, b: int, c: int) -> Any:
    status = pick(("untouched", "in_progress", "done", "done_empty", "review"), a)
    return project.edit(articles.set_status, page.article.id, status)


def _about(project: Project, page: Page, a: int, b: int, c: int) -> Any:
    if c % 5 == 0:
        return project.edit(articles.remove, page.article.id)
    column = pick(articles.COLUMNS, a)
    value = pick(RIGHTS, b) if column == "rights" else WORDS[b % 9]
    return project.edit(articles.describe, page.article.id, column, value)


def _codebook(project: Project, page: Page, a: int, b: int, c: int) -> Any:
    active = project.codebook.active_labels
    if c % 3 == 0:
        return project.edit(labels.add, f"N{a}", f"N{a % 100}", "other")
    if c % 3 == 1:
        return project.edit(labels.merge, pick(active, a).id, pick(active, b).id)
    return project.edit(labels.retire, pick(active, a).id)


def _property(project: Project, page: Page, a: int, b: int, c: int) -> Any:
    name = pick(("guidelines", "independent", "house_style"), c)
    value = pick(("yes", ""), a) if name == "independent" else pick(WORDS, a)
    return project.edit(labels.set_property, name, value)


def _colleague(project: Project, page: Page, a: int, b: int, c: int) -> Any:
    project.work_as(pick(("ana", "bo", "Ćvetka 👩"), a))
    return True


def _undo(project: Project, page: Page, a: int, b: int, c: int) -> Any:
    return project.undo() if a % 3 else project.redo()


_ACTS: tuple[Callable[[Project, Page, int, int, int], Any], ...] = (
    _label, _label, _label, _claim, _claim, _part, _part, _source, _chain, _gist, _nest, _answer,
    _answer, _card, _merge, _rename, _describe, _link, _link_away, _note, _attribute, _level,
    _remove, _split, _status, _about, _codebook, _property, _colleague, _undo,
)  # fmt: skip
