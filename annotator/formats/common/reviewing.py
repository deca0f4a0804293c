"""Which stretches of an article somebody read to the end: a trainer may learn from silence there.

Elsewhere marks are true and their absence says nothing.
"""

from annotator.model import Page

READ = ("done", "done_empty", "review")
"""The states that say that somebody went through the whole article."""


def reviewed(page: Page) -> tuple[tuple[int, int], ...]:
    """The stretches that were read, in code points; none of an article that is in progress."""
    if page.text and any(status in READ for status in page.statuses.values()):
        return ((0, len(page.text)),)
    return ()
