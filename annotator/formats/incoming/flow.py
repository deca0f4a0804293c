"""Text put together from pieces and breaks, as a reader sees a page: blanks fold, blocks part."""

import regex

LINE, PARAGRAPH = 1, 2

_BLANKS = regex.compile(r"[ \t\n\r\f\v]+")


class Flow:
    """Collects text. Breaks that follow one another fold to the strongest of them."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._break = 0
        self._open = True  # a blank here would begin a line

    @property
    def is_empty(self) -> bool:
        """True while there is no text in it."""
        return not self._pieces

    @property
    def length(self) -> int:
        """How long the text is so far, the break that waits included."""
        return sum(map(len, self._pieces)) + (self._break if self._pieces else 0)

    def words(self, text: str) -> None:
        """Add text whose blanks mean one blank."""
        folded = _BLANKS.sub(" ", text)
        if self._open or self._break:
            folded = folded.removeprefix(" ")
        if folded:
            self._put(folded)

    def verbatim(self, text: str) -> None:
        """Add text whose blanks and line ends stand as they are."""
        if text:
            self._put(text)

    def part(self, strength: int) -> None:
        """Part what was added from what comes: by a line end, or by a blank line."""
        self._break = max(self._break, strength)

    def newline(self) -> None:
        """End the line here, also where the next one stays empty."""
        if not self._break:
            self._trim()
            self._pieces.append("\n")
            self._open = True

    def cell(self) -> None:
        """Part two cells of a row by a tab; nothing where the row begins here."""
        if not self._break and not self._open:
            self._trim()
            self._pieces.append("\t")
            self._open = True

    def text(self) -> str:
        """All of it, without blanks at its ends."""
        return "".join(self._pieces).strip(" \n\t")

    def _put(self, text: str) -> None:
        if self._break and self._pieces:
            self._trim()
            self._pieces.append("\n" * self._break)
        self._break = 0
        self._pieces.append(text)
        self._open = text[-1] in " \n\t"

    def _trim(self) -> None:
        """Take the blanks off the end."""
        while self._pieces and not (last := self._pieces[-1]).strip(" \n"):
            self._pieces.pop()
        if self._pieces:
            self._pieces[-1] = last.rstrip(" \n")


def joined(*texts: str) -> str:
    """Texts one below the other, parted by blank lines; empty ones are left out."""
    return "\n\n".join(text for text in texts if text)
