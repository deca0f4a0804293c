"""What somebody types to search a corpus, as an expression of full-text search.

Words must all be there; "…" asks for words in a row, a * behind a word for its beginning,
NEAR(a b, 5) for words close together; AND, OR, NOT and brackets join them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from annotator.errors import Refused
from annotator.i18n import _
from annotator.store.filtering import EVERYTHING, Filter
from annotator.store.search import indexed

_PIECE = regex.compile(
    r"""(?P<near>NEAR\()|(?P<mark>[(),])|(?P<phrase>"[^"]*"?)(?P<any>\*?)|(?P<word>[^\s"(),]+)"""
)
_QUOTES = str.maketrans("“”„‟«»", '""""""')
_TOKEN = regex.compile(r"[\p{L}\p{N}\p{Co}]")
_OPERATORS = ("AND", "OR", "NOT")
_SHORTEST_BEGINNING = 2
_DEEPEST = 40  # brackets in brackets; SQLite's own reader gives up not far beyond


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as SQLite reads it, the phrases it looks for, and among which articles."""

    expression: str = ""
    phrases: tuple[str, ...] = ()
    among: Filter = EVERYTHING


def asked(typed: str, among: Filter | None = None) -> Asked:
    """The search that was typed; an empty one for blanks. Refused where it cannot be read."""
    pieces = tuple(_pieces(typed.translate(_QUOTES).replace("\0", " ")))
    if not pieces:
        return Asked()
    reader = _Reader(pieces)
    expression = reader.whole()
    return Asked(expression, tuple(reader.phrases), among or EVERYTHING)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A phrase (`begins` it only, where a * follows), an operator, or a mark."""

    kind: str
    words: str = ""
    begins: bool = False


def _pieces(typed: str) -> Iterator[_Piece]:
    for match in _PIECE.finditer(typed):
        word = match["word"]
        if match["near"]:
            yield _Piece("NEAR")
        elif match["mark"]:
            yield _Piece(match["mark"])
        elif match["phrase"] is not None:
            yield _Piece("phrase", match["phrase"].strip('"'), begins=bool(match["any"]))
        elif word in _OPERATORS:
            yield _Piece(word)
        else:
            yield _Piece("phrase", word.rstrip("*"), begins=word.endswith("*"))


@dataclass(slots=True)
class _Reader:
    """Reads the pieces: OR joins what AND joins, and NOT takes away from what stands before it."""

    pieces: tuple[_Piece, ...]
    at: int = 0
    depth: int = 0
    phrases: list[str] = field(default_factory=list)

    def whole(self) -> str:
        """All of it. Refused where something is left over."""
        found = self._either()
        if self._next is not None:
            raise Refused(_("There is a closing bracket without an opening one."))
        return found

    @property
    def _next(self) -> str | None:
        """The kind of the next piece; a comma outside of NEAR parts words and is passed over."""
        while self.at < len(self.pieces) and self.pieces[self.at].kind == ",":
            self.at += 1
        return self.pieces[self.at].kind if self.at < len(self.pieces) else None

    def _take(self, kind: str) -> bool:
        taken = self._next == kind
        self.at += taken
        return taken

    def _either(self) -> str:
        found = [self._both()]
        while self._take("OR"):
            found.append(self._both())
        return found[0] if len(found) == 1 else f"({' OR '.join(found)})"

    def _both(self) -> str:
        found = self._one()
        while self._next not in (None, "OR", ")"):
            if self._take("NOT"):
                looked_for = len(self.phrases)
                found = f"({found} NOT {self._one()})"
                del self.phrases[looked_for:]
            else:
                self._take("AND")
                found = f"({found} AND {self._one()})"
        return found

    def _one(self) -> str:
        kind = self._next
        if kind in ("AND", "OR", "NOT"):
            raise Refused(_("{word} stands between two words: peace {word} war.").format(word=kind))
        if kind in (None, ")"):
            raise Refused(_("A word is missing at the end, or between two brackets."))
        if self._take("NEAR"):
            return self._near()
        if self._take("("):
            self.depth += 1
            if self.depth > _DEEPEST:
                raise Refused(_("There are too many brackets in one another."))
            found = self._either()
            self._close()
            self.depth -= 1
            return found
        return self._phrase()

    def _close(self) -> None:
        if not self._take(")"):
            raise Refused(_("A bracket is not closed."))

    def _phrase(self) -> str:
        piece = self.pieces[self.at]
        self.at += 1
        if not piece.words and piece.begins:
            raise Refused(_("Type at least two letters before the *."))
        if not _TOKEN.search(piece.words):
            raise Refused(_("“{words}” has no letters or digits to look for.").format(
                words=piece.words))  # fmt: skip
        if piece.begins and piece.words.isascii() and len(piece.words) < _SHORTEST_BEGINNING:
            raise Refused(_("Type at least two letters before the *."))
        self.phrases.append(piece.words)
        return f'"{indexed(piece.words)}"' + (" *" if piece.begins else "")

    def _near(self) -> str:
        found, within = list[str](), ""
        while self.at < len(self.pieces) and (kind := self.pieces[self.at].kind) != ")":
            if kind == ",":
                self.at += 1
                within = self._distance()
                break
            if kind != "phrase":
                raise Refused(_("Between the brackets of NEAR stand words and “phrases” only."))
            found.append(self._phrase())
        self._close()
        if len(found) < 2:
            raise Refused(_("NEAR needs two words or more: NEAR(gas price, 5)."))
        return f"NEAR({' '.join(found)}{within})"

    def _distance(self) -> str:
        number = self.pieces[self.at].words if self.at < len(self.pieces) else ""
        if not (number.isascii() and number.isdecimal() and len(number) < 6):
            raise Refused(_("Behind the comma of NEAR stands a number: NEAR(gas price, 5)."))
        self.at += 1
        return f", {int(number)}"
