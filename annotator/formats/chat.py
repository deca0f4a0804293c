"""Chat JSONL for fine-tuning: a text to read, and the answer that names what is marked in it.

An answer quotes the words of each mark and says which of their occurrences is meant, so that it
can be read back without counting characters.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson

from annotator.errors import BadInput
from annotator.formats.common import options as choice
from annotator.formats.common.chunking import losses_in_chunks
from annotator.formats.common.losses import summary
from annotator.formats.common.output import Kind, export
from annotator.formats.common.tokens import lost_span
from annotator.formats.incoming.columns import matched
from annotator.formats.regions.about import article, origin_of, scalar, whole
from annotator.formats.regions.stream import first, values
from annotator.formats.regions.untold import untold
from annotator.formats.values import (
    DETECT,
    Lost,
    ProjectCard,
    ReadArticle,
    ReadClaim,
    ReadOptions,
    ReadSpan,
    Report,
    Unfit,
)
from annotator.i18n import _N, _
from annotator.model import ROLES, Codebook, Origin, Page
from annotator.progress import Loss, Progress
from annotator.text import clean

NAME = "chat"
TITLE = _N("Chat JSONL")
SUMMARY = _N("Lines of messages for fine-tuning language models, with answers in JSON.")
CARRIES = ("text", "mentions", "nested", "crossing", "claims")
SUFFIXES = (".jsonl",)
FOLDER = False
EXTRA = ""
STREAMS = True

_MARKS = "mentions"
_CLAIMS = "claims"


@dataclass(frozen=True, slots=True)
class Options(choice.Common):
    """By default mentions and claims."""

    chunk: str = choice.chunk()
    mentions: bool = choice.declared(True, _N("Ask for mentions of entities."))
    claims: bool = choice.declared(True, _N("Ask for claims and their parts."))


def write(
    pages: Iterable[Page], project: ProjectCard, out: Path, options: Options
) -> Generator[Progress, None, Report]:
    """Write a line for each article that has a text."""
    return (yield from export(Kind(NAME, _opened, CARRIES), pages, project, out, options))


def losses(page: Page, options: Options) -> tuple[Loss, ...]:
    """What the page would lose."""
    return summary(losses_in_chunks(page, options.chunk, lambda each: _lost(each, options)))


def recognises(path: Path) -> bool:
    """True for a file whose first line asks and answers, and has no other text: what is wrong with
    the answer is told when it is read.
    """
    if path.suffix.lower() not in SUFFIXES:
        return False
    raw = first(path)
    return _answer(raw) is not None or (_talks(raw) and "text" not in matched(tuple(raw), (), path))


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    """The articles of a file, one for each line."""
    origin = origin_of(path, options)
    for each in values(path, options.encoding):
        if isinstance(each, BadInput):
            yield each
        elif (answer := _answer(each.value)) is None:
            yield each.wrong(path, _fault(_said(each.value, "assistant")))
        else:
            yield each.located(_article(_said(each.value, "user"), answer, origin))


@contextmanager
def _opened(
    target: Path, project: ProjectCard, options: Options
) -> Iterator[Callable[[Page], Iterable[Lost]]]:
    task = _task(project.codebook, options)
    with open(target, "wb") as file:

        def add(page: Page) -> Iterable[Lost]:
            if page.text.strip():
                answer = orjson.dumps(_marks(page, options)).decode()
                messages = [("system", task), ("user", page.text), ("assistant", answer)]
                line: dict[str, Any]
                line = {"messages": [{"role": who, "content": said} for who, said in messages]}
                if options.chunk != choice.WHOLE:
                    line["metadata"] = {"chunk": str(page.article.id)}
                file.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
            return _lost(page, options)

        yield add


def _task(book: Codebook, options: Options) -> str:
    """What a model is told to do. It is written in English, as models know it best."""
    lines = [
        "Mark the text. Answer with JSON alone. Quote words exactly as they stand there; "
        "occurrence counts from 1 where the same words stand there more than once."
    ]
    if options.mentions:
        labels = "; ".join(
            f"{each.name} ({each.definition})" if each.definition else each.name
            for each in book.active_labels
        )
        lines.append(f'"{_MARKS}": [{{"label", "text", "occurrence"}}] with the labels {labels}')
    if options.claims:
        roles = ", ".join(ROLES)
        lines.append(f'"{_CLAIMS}": [{{role: [{{"text", "occurrence"}}]}}] with the roles {roles}')
    return "\n".join(lines)


def _marks(page: Page, options: Options) -> dict[str, Any]:
    answer: dict[str, Any] = {}
    if options.mentions:
        answer[_MARKS] = [
            {"label": page.codebook.label(span.label or 0).name}
            | _quoted(page.text, span.start, span.end)
            for span in page.mentions
        ]
    if options.claims:
        answer[_CLAIMS] = [
            {
                role: [_quoted(page.text, part.start, part.end) for part in parts]
                for role in ROLES
                if (parts := page.parts(claim.id, role))
            }
            for claim in page.claims_in_order
            if page.parts(claim.id)
        ]
    return answer


def _quoted(text: str, start: int, end: int) -> dict[str, Any]:
    """Words and which of their occurrences they are, those that overlap counted too."""
    words, count, at = text[start:end], 1, -1
    while (at := text.find(words, at + 1)) != start:
        count += 1
    return {"text": words, "occurrence": count}


def _place(text: str, raw: object) -> tuple[int, int] | None:
    """Where quoted words stand."""
    words = raw.get("text") if isinstance(raw, dict) else None
    if not isinstance(raw, dict) or not isinstance(words, str) or not words:
        return None
    if words not in text:
        words = clean(words).text  # as the text was, of whose line ends it may have the old ones
    at = -1 if words else len(text)
    for _n in range(whole(raw.get("occurrence", 1)) or 1):
        at = text.find(words, at + 1)
        if at < 0:
            return None
    return at, at + len(words)


def _lost(page: Page, options: Options) -> list[Lost]:
    if not page.text.strip():
        return [Lost(_N("article without text"), quote=page.article.title)]
    carries = CARRIES if options.claims else tuple(c for c in CARRIES if c != _CLAIMS)
    lost = [each for each in untold(page, carries) if each.what not in _OF_REGIONS]
    for claim in page.claims.values():
        if options.claims and claim.parent is not None:
            lost.append(Lost(_N("claim within a claim"), quote=claim.gist))
        if options.claims and not page.parts(claim.id):
            lost.append(Lost(_N("claim without words"), quote=claim.gist))
    for span in page.mentions:
        if not options.mentions:
            lost.append(lost_span(_N("mention"), span))
        elif span.part_of is not None:
            what, becomes = _N("further piece of a mention"), _N("a mention of its own")
            lost.append(lost_span(what, span, "changed", becomes))
    return lost


_OF_REGIONS = (
    _N("claim without content"),
    _N("part of a claim without content"),
    _N("claim within a claim"),
    _N("order of the parts of a claim"),
)
"""Losses of formats that hold claims together by relations; answers name claims as such."""


def _said(raw: object, role: str) -> str:
    """What somebody says last in a line of messages."""
    messages = raw.get("messages") if isinstance(raw, dict) else None
    said = ""
    for each in messages if isinstance(messages, list) else []:
        if isinstance(each, dict) and each.get("role") == role:
            said = scalar(each.get("content"))
    return said


def _answer(raw: object) -> dict[str, Any] | None:
    """The answer of a line, where it names marks as ours do."""
    try:
        answer = orjson.loads(_said(raw, "assistant"))
    except orjson.JSONDecodeError:
        return None
    if not isinstance(answer, dict) or not answer.keys() & {_MARKS, _CLAIMS}:
        return None
    lists = [answer.get(key, []) for key in (_MARKS, _CLAIMS)]
    return answer if all(isinstance(each, list) for each in lists) else None


def _talks(raw: object) -> bool:
    """True for a line in which somebody asks and somebody answers."""
    return all(_said(raw, who) for who in ("user", "assistant"))


def _fault(said: str) -> str:
    """What is wrong with an answer that names no marks."""
    try:
        found = orjson.loads(said)
    except orjson.JSONDecodeError:
        return _("The answer is no JSON, so it names nothing that is marked.")
    if isinstance(found, list):
        told = _("The answer is a bare list; it should be a map with “{marks}” or “{claims}”.")
        return told.format(marks=_MARKS, claims=_CLAIMS)
    return _("The answer does not name what is marked.")


def _article(text: str, answer: dict[str, Any], origin: Origin) -> ReadArticle:
    stored = clean(text).text
    spans: list[ReadSpan] = []
    claims: list[ReadClaim] = []
    unfit: list[Unfit] = []

    def add(raw: object, label: str, role: str = "", claim: str = "", order: int = 0) -> None:
        found = _place(stored, raw)
        if found is None or not (label or role):
            quote = scalar(raw.get("text")) if isinstance(raw, dict) else scalar(raw)
            unfit.append(Unfit(-1, -1, label or role, quote, ""))
            return
        id = f"mark-{len(spans)}"
        spans.append(ReadSpan(id, *found, label=label, role=role, claim=claim, order=order))

    for each in answer.get(_MARKS, []):
        add(each, scalar(each.get("label")) if isinstance(each, dict) else "")
    for n, each in enumerate(answer.get(_CLAIMS, [])):
        parts = each if isinstance(each, dict) else {}
        claims.append(ReadClaim(f"claim-{n}"))
        for role in ROLES:
            for order, part in enumerate(parts[role] if isinstance(parts.get(role), list) else []):
                add(part, "", role, f"claim-{n}", order)
    ignored = {key for key in answer if key not in (_MARKS, _CLAIMS)}
    return replace(
        article(text, {}, origin),
        spans=tuple(spans),
        claims=tuple(claims),
        unfit=tuple(unfit),
        ignored=tuple(sorted(ignored)),
    )
