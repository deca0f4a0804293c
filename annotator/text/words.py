"""Tokens, words and graphemes by Unicode rules. One tokenizer serves the mouse, the caret and the
column formats, so what a double click takes is what an export calls a token.

The tokenizer is fixed and never looks at spans. A token is, first rule first:
an address (URL, e-mail, @name, #tag) · a dotted abbreviation (U.S., z.B.) · an elided article
before a word (l'|homme) · a clitic after one (Putin|'s, he|'ll; but don't stays whole) · an ISO
date · a number with its separators (3,500.50; 14:30) and letters joined to it (4th) · a word:
letters, marks and inner apostrophes, ending at hyphens · one grapheme cluster of a script written
without blanks (Han, Kana, Thai, Lao, Khmer, Burmese) · a run of one repeated sign (..., --) · any
other single grapheme cluster (an emoji, a quotation mark). Blanks and invisible signs lie between
tokens. Word joining otherwise follows UAX #29.

Functions that take a point look only at a window around it, so they cost the same in a text of
5 MB. A run longer than the window without any blank may be entered in its middle.
"""

import re
from collections.abc import Iterator
from itertools import accumulate

import regex

UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\u30FC\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
CLITICS = r"(?:s|S|ll|LL|re|RE|ve|VE|d|m|M)"
ELIDED = (
    r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|dell|nell|sull|dall|all|coll|un|gl|quest|quell)"
)

WINDOW = 256  # how far back a blank is looked for
REACH = 4096  # how much is read at once: a token longer than this is cut

_TOKEN = regex.compile(
    rf"""(?V1x)
      [a-zA-Z\u00C0-\u024F\u0400-\u04FF]++(?=[\s,;])  # the usual case, first because it is fast
    | (?:https?|ftp)://[^\s<>"'«»“”]*[^\s<>"'«»“”.,;:!?)\]}}]
    | www\.[^\s<>"'«»“”]*[^\s<>"'«»“”.,;:!?)\]}}]
    | (?<![\p{{L}}\p{{N}}])[\p{{L}}\p{{N}}._%+\-]++@[\p{{L}}\p{{N}}\-]+(?:\.[\p{{L}}\p{{N}}\-]+)+
    | (?<![\p{{L}}\p{{N}}_])[@\#](?=[\p{{L}}_]|\p{{N}}+\p{{L}})[\p{{L}}\p{{M}}\p{{N}}_]++
    | (?<![\p{{L}}\p{{N}}])(?:\p{{L}}\p{{M}}*\.){{2,}}
    | (?<![\p{{L}}\p{{N}}])(?:(?i:{ELIDED})['’](?=\p{{Ll}}) | {ELIDED}['’](?=\p{{L}}))
    | (?<=[\p{{L}}\p{{M}}])['’]{CLITICS}(?![\p{{L}}\p{{M}}\p{{N}}])
    | (?<!\p{{N}})\d{{4}}-\d{{2}}-\d{{2}}(?!\p{{N}})
    | \p{{Nd}}++(?:[.,:'’٫٬]\p{{Nd}}++)*[\p{{L}}\p{{M}}--[{UNSPACED}]]*+
    | [[\p{{L}}\p{{N}}_]--[{UNSPACED}]](?:
          [[\p{{L}}\p{{M}}\p{{N}}_\u00AD\u200C\u200D]--[{UNSPACED}]]++
        | ['’](?!{CLITICS}(?![\p{{L}}\p{{M}}\p{{N}}]))(?=\p{{L}})
        | (?<=\p{{Ll}})\.(?=\p{{Ll}})
        | [\u00B7\u05F3\u05F4\u2027](?=\p{{L}})
        | (?<=\p{{Hebrew}}\p{{M}}*)["'](?=\p{{Hebrew}})
        | (?<=\p{{Lu}}):(?=\p{{Ll}})
      )*+
    | (?=[{UNSPACED}])\X
    | ([\-.–—=*_~•·…!?])\1++
    | (?![\s\p{{Cf}}\p{{Cc}}])\X
    """
)
# Most of a text: a word of Latin or Cyrillic letters and at most one sign that joins nothing. No
# rule above makes more or less of it before a blank, and `re` finds it ten times as fast.
_LETTERS = "a-zA-Z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0400-\u0481\u048a-\u04ff"
_PLAIN = re.compile(rf"([{_LETTERS}]+)([,;.:!?)]?)")
_SHORT, _MANY = 24, 1 << 15  # of pieces so long at most, so many are remembered
_INK = regex.compile(r"\S")
_INK_BEFORE = regex.compile(r"(?r)\S")
_CLUSTER = regex.compile(r"\X")
# Before one of these a grapheme cluster surely begins, unless a prepended sign stands before it.
_FRESH = regex.compile(
    r"(?V1)(?<![\p{GCB=Prepend}\r])[\x00-\x7F[\p{Han}\p{Latin}\p{Cyrillic}\p{Greek}\p{Arabic}"
    r"\p{Hebrew}\p{Kana}&&\p{L}]--\p{M}]"
)
_WORDLIKE = regex.compile(rf"(?V1)[\p{{L}}\p{{M}}\p{{N}}_--[{UNSPACED}]]")
_INVISIBLE = "\u200b\u2060\ufeff"


def tokens(text: str) -> tuple[tuple[int, int], ...]:
    """All tokens of a text as ranges of code points, in order and without overlap."""
    starts, behind, _forms = token_table(text)
    return tuple(zip(starts, (at - 1 for at in behind), strict=True))


def token_table(text: str) -> tuple[list[int], list[int], list[str]]:
    """Where all tokens of a text start, what lies one behind their ends, and their words."""
    # No token holds a blank or a line end or looks beyond one, so each piece is cut for itself.
    pieces = text.replace("\n", " ").split(" ")
    sizes = [*map(_SIZES.__getitem__, pieces[:-1]), _size(pieces[-1], "")]
    begins = list(accumulate(sizes, initial=0))
    stops = begins[1:]  # behind the blank: to take 1 off each costs as much as the sums
    starts, behind, forms, done = list[int](), list[int](), list[str](), 0
    for n, cut in [(n, size) for n, size in enumerate(sizes) if isinstance(size, _Cut)]:
        starts += begins[done:n]
        behind += stops[done:n]
        forms += pieces[done:n]
        done, at = n + 1, begins[n]
        starts += [at + start for start in cut.starts]
        behind += [at + end + 1 for end in cut.ends]
        forms += cut.forms
    return starts + begins[done:-1], behind + stops[done:], forms + pieces[done:]


class _Cut(int):
    """The size of a piece that is not one token, with the tokens in it."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    forms: tuple[str, ...]

    def __new__(
        cls, size: int, starts: tuple[int, ...], ends: tuple[int, ...], forms: tuple[str, ...]
    ) -> "_Cut":
        made = super().__new__(cls, size)
        made.starts, made.ends, made.forms = starts, ends, forms
        return made


def _size(piece: str, behind: str = " ") -> int:
    """How long a piece is with a blank; `behind` is what stands there, nothing at a text's end."""
    size = len(piece) + 1
    if behind and (plain := _PLAIN.fullmatch(piece)):
        return _Cut(size, (0, size - 2), (size - 2, size - 1), plain.groups()) if plain[2] else size
    found = [match.span() for match in _TOKEN.finditer(piece + behind)]
    if found == [(0, size - 1)]:
        return size
    starts, ends = zip(*found, strict=True) if found else ((), ())
    return _Cut(size, starts, ends, tuple(piece[start:end] for start, end in found))


class _Sizes(dict[str, int]):
    """The sizes of short pieces, most of which texts repeat; those met lately stay."""

    def __init__(self) -> None:
        super().__init__()
        self.before = dict[str, int]()

    def __missing__(self, piece: str) -> int:
        size = self.before.get(piece) or _size(piece)
        if len(piece) <= _SHORT:
            if len(self) >= _MANY:
                self.before = self.copy()
                self.clear()
            self[piece] = size
        return size


_SIZES = _Sizes()


def tokens_from(text: str, point: int, until: int | None = None) -> Iterator[tuple[int, int]]:
    """The tokens from a safe place shortly before a point on, one by one; where `until` is given,
    those that begin before it.
    """
    at, stop = _safe_start(text, point), len(text) if until is None else min(until, len(text))
    while at < stop:
        limit = at + REACH
        for match in _TOKEN.finditer(text, at, limit):
            if match.start() >= stop:
                return
            if match.end() > limit - WINDOW and at < match.start() and limit < len(text):
                limit = match.start()  # near the edge it may be cut: begin anew with it
                break
            yield match.span()
        following = _INK.search(text, limit, None if until is None else stop)
        at = following.start() if following else len(text)


def tokens_in(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The tokens that meet `[start, end)`."""
    return tuple(token for token in tokens_from(text, start, end) if token[1] > start)


def word_at(text: str, point: int) -> tuple[int, int]:
    """The token under a point; at the end of a word, that word; among blanks `(point, point)`."""
    before: tuple[int, int] | None = None
    for start, end in tokens_from(text, max(point - 1, 0), point + 1):
        if start <= point < end and (before is None or _is_word(text, start)):
            return start, end
        if start <= point < end:
            return before if before is not None else (start, end)
        if end == point and (_is_word(text, start) or point == len(text) or text[point].isspace()):
            before = start, end
    return before if before is not None else (point, point)


def on_word(text: str, point: int) -> int:
    """The point, moved off a blank or the text's end onto the word that touches it."""
    start, end = word_at(text, point)
    return point if start <= point < end else max(start, min(point, end - 1))


def snap_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a range to whole tokens; a token that is only touched at its edge stays out."""
    if start >= end:
        return start, end
    inside = tokens_in(text, start, end)
    if not inside:
        return start, end
    return min(start, inside[0][0]), max(end, inside[-1][1])


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without blanks and invisible signs at its edges; all blank gives an empty one."""
    while start < end and _is_blank(text[end - 1]):
        end -= 1
    while start < end and _is_blank(text[start]):
        start += 1
    return start, end


def snap_grapheme(text: str, point: int, forward: bool) -> int:
    """The point itself, or where it lies inside a grapheme cluster that cluster's end or start."""
    if point <= 0 or point >= len(text):
        return min(max(point, 0), len(text))
    if text[point - 1].isascii() and text[point].isascii() and text[point - 1] != "\r":
        return point
    for cluster in _CLUSTER.finditer(text, _cluster_start(text, point)):
        if cluster.end() >= point:
            inside = cluster.end() > point
            return (cluster.end() if forward else cluster.start()) if inside else point
    return point


def next_word(text: str, point: int) -> int:
    """Where the next token begins after a point; the end of the text after the last one."""
    return next((start for start, _ in tokens_from(text, point) if start > point), len(text))


def next_word_end(text: str, point: int) -> int:
    """Where the token under or after a point ends; always beyond the point, or the text's end."""
    return next((end for _, end in tokens_from(text, point) if end > point), len(text))


def previous_word(text: str, point: int) -> int:
    """Where the last token begins before a point; 0 before the first one."""
    return next((start for start, _ in _backwards(text, point) if start < point), 0)


def previous_word_end(text: str, point: int) -> int:
    """Where the last token ends before a point; 0 before the first one."""
    return next((end for _, end in _backwards(text, point) if end < point), 0)


def next_grapheme(text: str, point: int) -> int:
    """The end of the grapheme cluster that begins at or covers a point."""
    return snap_grapheme(text, min(point + 1, len(text)), forward=True)


def previous_grapheme(text: str, point: int) -> int:
    """The start of the grapheme cluster that ends at or covers a point."""
    return snap_grapheme(text, max(point - 1, 0), forward=False)


def occurrences(text: str, phrase: str) -> tuple[tuple[int, int], ...]:
    """All whole-word, same-case places of a phrase; any blank may stand for a blank in it."""
    parts = phrase.split()
    if not parts:
        return ()
    pattern = regex.compile(r"\s+".join(regex.escape(part, special_only=True) for part in parts))
    return tuple(m.span() for m in pattern.finditer(text) if _is_whole(text, *m.span()))


def _is_whole(text: str, start: int, end: int) -> bool:
    if snap_grapheme(text, start, False) != start or snap_grapheme(text, end, False) != end:
        return False
    return not (_joins(text, start) or _joins(text, end))


def _joins(text: str, point: int) -> bool:
    """True where letters or digits stand on both sides, in a script that writes blanks."""
    if not 0 < point < len(text):
        return False
    return bool(_WORDLIKE.match(text[point - 1]) and _WORDLIKE.match(text[point]))


def _is_word(text: str, point: int) -> bool:
    return text[point].isalnum() or text[point] in "@#"


def _is_blank(char: str) -> bool:
    return char.isspace() or char in _INVISIBLE


def _backwards(text: str, point: int) -> Iterator[tuple[int, int]]:
    """The tokens that begin before a point, last first."""
    upto = point
    while last := _INK_BEFORE.search(text, 0, upto):
        low = _safe_start(text, last.start())
        found = [token for token in tokens_from(text, last.start(), upto) if token[0] < upto]
        yield from reversed(found)
        upto = low


def _safe_start(text: str, point: int) -> int:
    """A place at or before a point where a token surely begins or a blank stands."""
    low = max(point - WINDOW, 0)
    blank = max(text.rfind(" ", low, point), text.rfind("\n", low, point))
    if blank >= 0:
        return blank
    return 0 if low == 0 else _cluster_start(text, low)


def _cluster_start(text: str, point: int) -> int:
    """A place before a point where a grapheme cluster surely begins."""
    reach = 16
    while reach < 4096:
        low = max(point - reach, 0)
        places = [match.start() for match in _FRESH.finditer(text, low, point)]
        if places:
            return int(places[-1])
        if low == 0:
            return 0
        reach *= 4
    return point - reach
