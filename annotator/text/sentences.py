"""Sentences: where one ends, decided from the few characters around each stop, so that the answer
is the same whether the whole text is walked or a click asks about one place in 5 MB.
"""

import re
from collections.abc import Iterator

import regex

# A stop, with the closing marks that belong to it; or a stop of a script that writes no blank after
# it. Line ends are looked at apart.
_STOP = regex.compile(
    r"""(?V1x)
      (?P<end>[.!?…؟۔।॥።]+)(?P<close>["'”’»›)\]]*)(?=\s|$)
    | (?P<wide>[。！？｡]+[”’」』）》]*)
    """
)
# One of them begins every end; `re` is quick to find it.
_SIGN = re.compile(r"[.!?…؟۔।॥።。！？｡\n]")
_ABBREVIATION = regex.compile(
    r"(?<![\p{L}\p{N}])(?:"
    r"Mr|Mrs|Ms|Messrs|Dr|Prof|Rev|Hon|Fr|Sr|Sra|Srta|Jr|St|Ste|Mt|Gen|Col|Lt|Maj|Capt|Cpl|Sgt|"
    r"Adm|Cmdr|Brig|Gov|Sen|Sens|Rep|Reps|Pres|Supt|Det|Insp|Atty|Amb|Pvt|No|Nos|nr|Nr|vs|v|cf|"
    r"approx|est|al|Fig|pp|p|vol|ed|Inc|Ltd|Co|Corp|Bros|Ave|Blvd|Rd|Jan|Feb|Mar|Apr|Jun|Jul|Aug|"
    r"Sep|Sept|Oct|Nov|Dec|M|Mme|Mlle|MM|Mgr|Hr|Fr|bzw|ca|ggf|inkl|sog|evtl|Bd|Str|Abs|Art|dott|"
    r"sig|dhr|mevr|им|ул|г|гг|тыс|млн|млрд|руб|проф|акад|ген|пр|стр|см|ср"
    r")\.$"
)
# A dotted short form (U.S., a.m.) or an initial may end a sentence or not: the next word tells.
_DOTTED = regex.compile(r"(?<![\p{L}\p{N}])(?:\p{L}\.)+$")
_OPENS = regex.compile(
    r"(?:The|A|An|He|She|It|They|We|I|You|In|On|At|But|And|This|That|These|Those|There|His|Her|"
    r"Its|Their|Our|When|While|After|Before|If|As|For|However|Meanwhile|Some|Many|What|Why|How|"
    r"Der|Die|Das|Ein|Eine|Er|Sie|Es|Wir|Ich|Im|In|Am|Auch|Le|La|Les|Un|Une|Il|Elle|Ils|El|Los|"
    r"Las|En|Он|Она|Они|Это|В|На|По)(?![\p{L}\p{M}])"
)
_NEXT = regex.compile(r"""\s*(?:["'“‘«„‹(\[¿¡\-–—]\s*)*(?P<char>\S?)""")
_ORDINAL = regex.compile(r"(?<![\p{L}\p{N}.,])\d{1,2}\.$")
_MONTH = regex.compile(
    r"\s+(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|"
    r"Dezember|Jahrhundert|januar|februar|mars|april|maj|mai|juni|juli|august|september|oktober)"
)
_INK = regex.compile(r"[^\s\ufeff]")
_INK_BEFORE = regex.compile(r"(?r)[^\s\ufeff]")
_LOOK = 24  # characters looked at on either side of a stop
_REACH = 1 << 15  # a sentence longer than this is cut where a point asks for it


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """All sentences and headings, without blanks around them."""
    found, start = [], 0
    for end in (*_ends(text, 0, len(text)), len(text)):
        inner = _strip(text, start, end)
        if inner[0] < inner[1]:
            found.append(inner)
        start = end
    return tuple(found)


def sentence_at(text: str, point: int) -> tuple[int, int]:
    """The sentence under a point or just before it; `(point, point)` where there is none near."""
    point = min(max(point, 0), len(text))
    here = point
    if here > 0 and (here == len(text) or text[here].isspace()) and not text[here - 1].isspace():
        here -= 1
    start, end = _strip(text, _end_before(text, here), _end_after(text, here))
    return (start, end) if start < end else (point, point)


def next_sentence(text: str, point: int) -> int:
    """Where the next sentence begins after a point; the end of the text after the last one."""
    low = _end_before(text, point)
    end = _end_after(text, low)
    start, inked = _strip(text, low, end)
    if point < start < inked:
        return start
    ink = _INK.search(text, max(end, point + 1))
    return int(ink.start()) if ink else len(text)


def previous_sentence(text: str, point: int) -> int:
    """Where the sentence around or before a point begins; 0 before the first one."""
    at = point
    while ink := _INK_BEFORE.search(text, 0, at):
        low = _end_before(text, ink.start())
        start, _end = _strip(text, low, ink.end())
        if start < point:
            return start
        at = low
    return 0


def _ends(text: str, low: int, high: int) -> Iterator[int]:
    """Where sentences end whose stop begins in `[low, high)`."""
    done, last = low, min(high + _LOOK, len(text))
    for sign in _SIGN.finditer(text, low, high):
        at = sign.start()
        if text[at] == "\n":
            if _ends_line(text, at):
                yield at + 1
        elif at >= done and (stop := _STOP.match(text, at, last)):
            done = stop.end()
            if _is_end(text, stop):
                yield done


def _is_end(text: str, stop: "regex.Match[str]") -> bool:
    if stop["wide"]:
        return True
    following = _NEXT.match(text, stop.end(), stop.end() + _LOOK)
    char = following["char"] if following else ""
    if not char:
        return True
    if stop["end"] in ("…", "...", "..") or stop["close"] or stop["end"] != ".":
        return not char.islower()
    if char.islower():
        return False
    before = text[max(stop.start() - _LOOK, 0) : stop.start() + 1]
    if _ABBREVIATION.search(before) or (
        _ORDINAL.search(before) and _MONTH.match(text, stop.end(), stop.end() + _LOOK)
    ):
        return False
    if _DOTTED.search(before):
        return bool(_OPENS.match(text, following.start("char"))) if following else True
    return True


def _ends_line(text: str, at: int) -> bool:
    """A line end ends a sentence, unless a wrapped line goes on in lower case."""
    if at > 0 and text[at - 1] == "\n":
        return True
    following = text[at + 1 : at + 2]
    return not following.islower()


def _end_before(text: str, point: int) -> int:
    """The last sentence end at or before a point, or 0."""
    reach = 1 << 9
    while True:
        low = max(point - reach, 0)
        last = None
        for end in _ends(text, low, point):
            if end <= point:
                last = end
        if last is not None:
            return last
        if low == 0 or reach >= _REACH:
            return low
        reach *= 4


def _end_after(text: str, point: int) -> int:
    """The first sentence end after a point, or the end of the text."""
    low = max(point - 8, 0)
    high = min(point + _REACH, len(text))
    return next((end for end in _ends(text, low, high) if end > point), high)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[end - 1].isspace() or text[end - 1] == "\ufeff"):
        end -= 1
    while start < end and (text[start].isspace() or text[start] == "\ufeff"):
        start += 1
    return start, end
