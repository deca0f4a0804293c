"""Builds the sample project that comes with the program: `python -m tools.samples`.

The texts beside it are invented, people, places and papers included. They are marked through the
project's own edits at places found by their words, so no offset is typed by hand. What is written
has fixed ids, so that building it again gives the same bytes, and ascribes the work to nobody: it
becomes that of whoever imports it, but for what the second reader says.
"""

import json
import re
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import Any, TypeVar

from annotator import jobs
from annotator.edits import articles, claims, entities, judgements, labels, links, notes, spans
from annotator.model import Page
from annotator.progress import Progress
from annotator.project import Project
from annotator.text import header_end
from tools.sample_marks import ARTICLES, CARDS, ENTITIES, ENTITY_LINKS, GUIDELINES, LINKS, SECOND

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "samples"
OUT = FOLDER / "sample.jsonl"
_FIRST_ID = 264_905_529_753_600_000  # the first of 2026 as an id
_ID = re.compile(rb'"(\d{17,19})"')
_FIRST, _SECOND = "first reader", "Second reader"
T = TypeVar("T")


class Marker:
    """Marks one article by its words."""

    def __init__(self, project: Project, article: int, names: dict[str, int]) -> None:
        self.project, self.article, self.names = project, article, names
        self.text = self.page.text
        self.claims: dict[str, int] = {}

    @property
    def page(self) -> Page:
        """The article as it is now."""
        page = self.project.page(self.article)
        assert page is not None
        return page

    def at(self, paragraph: str, words: str) -> tuple[int, int]:
        """Where words stand in a paragraph that begins so; "words#2" is their second place."""
        words, _sign, number = words.partition("#")
        start = self.text.index(paragraph, header_end(self.text))
        end = (self.text + "\n\n").index("\n\n", start)
        at = start - 1
        for _time in range(int(number or 1)):
            at = self.text.index(words, at + 1, end)
        return at, at + len(words)

    def mention(
        self, paragraph: str, words: str, label: str, name: str = "", level: str = ""
    ) -> None:
        """Mark a mention; of the entity called `name`, which the first such mention makes."""
        kind = self.project.codebook.label_named(label)
        assert kind is not None, label
        place = self.at(paragraph, words)
        whom = self.names.get(name, spans.NEW) if name else None
        made = self.project.edit(spans.add, self.article, *place, kind.id, entity=whom).answer
        span = self.page.span(made)
        assert span is not None
        if level and span.level != level:
            self.project.edit(spans.set_level, made, level)
        if name and name not in self.names:
            assert span.entity is not None
            self.names[name] = span.entity
        if name and self.page.entities[self.names[name]].name != name:
            self.project.edit(entities.rename, self.names[name], name)

    def claim(self, key: str, paragraph: str, content: tuple[str, ...], **more: Any) -> None:
        """Mark a claim: its parts by their words, then what is said of it."""
        start, end = self.at(paragraph, content[0])
        verb = claims.add_own if more.pop("own", False) else claims.add
        claim = self.claims[key] = self.project.edit(verb, self.article, start, end).answer
        for piece in content[1:]:
            self.part(claim, "content", paragraph, piece, further=True)
        for role in ("source", "cue", "hedge", "addressee"):
            for number, piece in enumerate(more.pop(role, ())):
                self.part(claim, role, paragraph, piece, further=number > 0)
        if "by" in more:
            name = more.pop("by")
            self.project.edit(claims.set_source, claim, self.names[name] if name else None)
        for name in more.pop("through", ()):
            self.project.edit(claims.relay, claim, self.names[name])
        if "parent" in more:
            self.project.edit(claims.set_parent, claim, self.claims[more.pop("parent")])
        self.project.edit(claims.set_gist, claim, more.pop("gist"))
        self.answers(claim, more)

    def part(self, claim: int, role: str, paragraph: str, words: str, *, further: bool) -> None:
        """Give a claim a part."""
        start, end = self.at(paragraph, words)
        self.project.edit(claims.put, claim, role, start, end, further=further)

    def answers(self, claim: int, given: dict[str, Any]) -> None:
        """Answer fields of a claim in the order in which the codebook asks them."""
        fields = [field.id for field in self.project.codebook.fields]
        for name in sorted(given, key=fields.index):
            field = self.project.codebook.field(name)
            values = given[name] if isinstance(given[name], tuple) else (given[name],)
            shared = field.layer == "claim"
            self.project.edit(judgements.answer, claim, name, *values, shared=shared)


def build(out: Path = OUT) -> None:
    """Build the sample and write it."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with Project.create(folder / "sample.annotator", _FIRST) as project:
            markers = _marked(project)
            _said(project, markers)
            assert not _finished(jobs.verify(project))
            _finished(jobs.export(project, "jsonl", folder / "sample.jsonl"))
        out.write_bytes(_settled((folder / "sample.jsonl").read_bytes()))


def _marked(project: Project) -> dict[str, Marker]:
    names: dict[str, int] = {}
    markers: dict[str, Marker] = {}
    for name, about in ARTICLES.items():
        found = _finished(jobs.import_files(project, [FOLDER / f"{name}.txt"])).first
        assert found is not None
        marker = markers[name] = Marker(project, found, names)
        for paragraph, mentions in about.get("mentions", {}).items():
            for mention in mentions:
                marker.mention(paragraph, *mention)
        for entity, graded in CARDS.items() if name == "quay-fire" else ():
            project.edit(judgements.grade, names[entity], "reliability", graded)
        for key, paragraph, content, more in about.get("claims", ()):
            marker.claim(key, paragraph, content, **dict(more))
    return markers


def _said(project: Project, markers: dict[str, Marker]) -> None:
    """What is said of entities and between claims, by the first reader and by the second."""
    names = next(iter(markers.values())).names
    known = {key: id for marker in markers.values() for key, id in marker.claims.items()}
    for name, column, value in ENTITIES:
        verb = entities.add_alias if column == "alias" else entities.describe
        words = (value,) if column == "alias" else (column, value)
        project.edit(verb, names[name], *words)
    for source, target, kind in ENTITY_LINKS:
        project.edit(links.add, "entity", names[source], names[target], kind)
    for source, target, kind, independence in LINKS:
        project.edit(
            links.add, "claim", known[source], known[target], kind, independence=independence
        )
    project.edit(
        notes.add, "claim", known["batteries"], "Who could know this so early?", flag="doubt"
    )
    project.edit(labels.set_property, "guidelines", GUIDELINES)
    for name, marker in markers.items():
        project.edit(articles.set_status, marker.article, ARTICLES[name]["status"])
    project.work_as(_SECOND)
    for key, given in SECOND:
        marker = next(each for each in markers.values() if key in each.claims)
        marker.answers(known[key], dict(given))


def _finished(job: Generator[Progress, None, T]) -> T:
    while True:
        try:
            next(job)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def _settled(written: bytes) -> bytes:
    """The export with fixed ids, and with nobody's name on what the first reader did."""
    ids = sorted({int(id) for id in _ID.findall(written)})
    fixed = {str(id).encode(): b'"%d"' % (_FIRST_ID + (n << 10)) for n, id in enumerate(ids)}
    lines = _ID.sub(lambda match: fixed[match[1]], written).splitlines()
    return b"".join(_line(json.loads(line)) for line in lines)


def _line(record: dict[str, Any]) -> bytes:
    nameless = _nameless(record)
    nameless["annotators"] = [a for a in record.get("annotators", ()) if a["name"] != _FIRST]
    if record["kind"] == "article":
        del nameless["annotators"]
        statuses = record.get("statuses", {})
        nameless["statuses"] = {"" if who == _FIRST else who: s for who, s in statuses.items()}
    return json.dumps(nameless, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def _nameless(value: Any) -> Any:
    if isinstance(value, list):
        return [_nameless(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {k: _nameless(v) for k, v in value.items() if (k, v) != ("annotator", _FIRST)}


if __name__ == "__main__":
    build()
