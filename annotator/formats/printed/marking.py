"""Marks over a text as tags that nest however marks overlap: what crosses is closed and opened
again.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from annotator.model import Span


@dataclass(frozen=True, slots=True)
class Tag:
    """Where a mark begins or ends; inside it (`is_joint`) where another one crosses it."""

    span: Span
    opens: bool
    is_joint: bool = False


def tagged(text: str, spans: Iterable[Span]) -> Iterator[Tag | str]:
    """The text and the tags in order; tags nest properly, longer marks around shorter ones."""
    waiting = sorted(spans, key=lambda s: (s.start, -s.end, not s.is_mention, s.id), reverse=True)
    stack: list[Span] = []
    at = 0
    while waiting or stack:
        end = min((span.end for span in stack), default=len(text))
        start = waiting[-1].start if waiting else len(text)
        if waiting and start < end:
            if at < start:
                yield text[at:start]
            at = start
            yield from _opened(waiting.pop(), stack)
            continue
        if at < end:
            yield text[at:end]
        at = end
        yield from _closed(stack, end)
    if at < len(text):
        yield text[at:]


def _opened(span: Span, stack: list[Span]) -> Iterator[Tag]:
    """Open a mark outside those that end before it does."""
    inner = _off(stack, lambda each: each.end < span.end)
    yield from (Tag(each, opens=False, is_joint=True) for each in inner)
    stack.append(span)
    yield Tag(span, opens=True)
    for each in reversed(inner):
        stack.append(each)
        yield Tag(each, opens=True, is_joint=True)


def _closed(stack: list[Span], end: int) -> Iterator[Tag]:
    """Close what ends here; what lies inside and goes on is closed and opened again."""
    inner = _off(stack, lambda each: each.end == end)
    for each in inner:
        yield Tag(each, opens=False, is_joint=each.end != end)
    for each in reversed(inner):
        if each.end != end:
            stack.append(each)
            yield Tag(each, opens=True, is_joint=True)


def _off(stack: list[Span], found: Callable[[Span], bool]) -> list[Span]:
    """Take off the stack all from the outermost that is found; the innermost comes first."""
    first = next((n for n, each in enumerate(stack) if found(each)), len(stack))
    taken = stack[first:][::-1]
    del stack[first:]
    return taken
