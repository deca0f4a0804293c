"""News articles written for the tests, in the languages and shapes that saved pages come in."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("saved_stories.tsv")


@dataclass(frozen=True)
class Story:
    """An article as a reader knows it; blocks are (tag, words)."""

    language: str
    title: str
    byline: str
    outlet: str
    published: str
    blocks: tuple[tuple[str, str], ...]

    @property
    def body(self) -> str:
        """What stands under the headline, as it should come in."""
        text, before = "", ""
        for tag, words in self.blocks:
            text += "" if not text else "\n" if tag == before == "li" else "\n\n"
            text, before = text + words, tag
        return text


def _stories() -> Iterator[Story]:
    """A line of "@" with what is known of an article, then a line for each of its blocks."""
    about: list[str] = []
    blocks: list[tuple[str, str]] = []
    for line in [*FILE.read_text("utf-8").removesuffix("\n").split("\n"), "@"]:
        tag, *cells = line.split("\t")
        if tag != "@":
            blocks.append((tag, cells[0]))
            continue
        if about:
            yield Story(*about, tuple(blocks))
        about, blocks = cells, []


STORIES = tuple(_stories())
