"""How articles are divided into train, dev and test: by chance or by date, families kept whole.

An article's part follows from what it says, its date and the choices alone, so adding articles
moves none, unless the cut dates themselves are drawn from the dates of all articles.
"""

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from annotator.errors import Refused
from annotator.formats.common.options import SPLITS
from annotator.formats.values import Dated
from annotator.i18n import _
from annotator.model import Article

_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")
_POINTS = 1 << 56


@dataclass(frozen=True, slots=True)
class Division:
    """Shares that add up to one, or the dates at which the next part begins; neither: no parts.

    `earliest` is the first date in a family of near-duplicates, where its members' dates differ.
    """

    shares: tuple[float, ...] = ()
    seed: int = 0
    cuts: tuple[str, ...] = ()
    earliest: Mapping[str, str] = field(default_factory=dict)

    @property
    def splits(self) -> tuple[str, ...]:
        """The names of the parts, ("",) where nothing is divided."""
        count = len(self.cuts) + 1 if self.cuts else len(self.shares)
        return SPLITS[:count] if count else ("",)

    def split_of(self, article: Article) -> str:
        """The part an article belongs to; its whole family belongs there."""
        family = article.family or article.key
        if self.cuts:
            date = self.earliest.get(family, article.published)
            return SPLITS[bisect_right(self.cuts, date)]
        return self._drawn(family) if self.shares else ""

    def _drawn(self, family: str) -> str:
        drawn = hashlib.sha256(f"{self.seed}:{family}".encode()).digest()
        point = int.from_bytes(drawn[:7], "big") / _POINTS
        for name, share in zip(SPLITS, self.shares, strict=False):
            if point < share:
                return name
            point -= share
        return next(name for name, share in zip(SPLITS, self.shares, strict=False) if share)


def division(split: str, seed: int, by: str, dated: Iterable[Dated]) -> Division:
    """What `split` asks for: "80/10/10" by chance or by date, or "2024-03-01/2024-06" by date.

    Refused if it makes no sense, or if it asks for dates and no article has one.
    """
    words = [word.strip() for word in split.split("/")] if split.strip() else []
    if not words:
        return Division()
    if all(_DATE.fullmatch(word) for word in words):
        return Division(cuts=_given(words, split), earliest=_earliest(dated))
    shares = _shares(words, split)
    if by != "date":
        return Division(shares, seed)
    dates = Counter(each.published for each in dated if each.published)
    if not dates:
        raise Refused(_("No article has a date, so they cannot be divided by date."))
    return Division(cuts=_cuts(dates, shares), earliest=_earliest(dated))


def _given(words: list[str], split: str) -> tuple[str, ...]:
    if len(words) >= len(SPLITS) or words != sorted(set(words)):
        raise _senseless(split)
    return tuple(words)


def _shares(words: list[str], split: str) -> tuple[float, ...]:
    parts = [int(word) for word in words if word.isdecimal()]
    if len(parts) != len(words) or not 2 <= len(parts) <= len(SPLITS) or not sum(parts):
        raise _senseless(split)
    return tuple(part / sum(parts) for part in parts)


def _senseless(split: str) -> Refused:
    return Refused(
        _(
            "“{split}” does not divide the articles; write it like 80/10/10,"
            " or with the dates where parts begin, like 2024-03-01/2024-06-01."
        ).format(split=split)
    )


def _cuts(dates: Counter[str], shares: tuple[float, ...]) -> tuple[str, ...]:
    """The dates at which parts begin, so that the parts come nearest to their shares."""
    days, before, reached = sorted(dates), [0], 0
    for day in days:
        reached += dates[day]
        before.append(reached)
    cuts, wanted = [], 0.0
    for share in shares[:-1]:
        wanted += share * reached
        nearest = min(range(len(before)), key=lambda n: (abs(before[n] - wanted), n))
        cuts.append(days[nearest] if nearest < len(days) else _AFTER)
    return tuple(cuts)


_AFTER = "9999"  # later than any article: the part that would begin here is empty


def _earliest(dated: Iterable[Dated]) -> dict[str, str]:
    """The first date of each family that has several articles; one without a date counts last."""
    found: dict[str, str] = {}
    for each in dated:
        if each.family:
            known = found.get(each.family, "")
            found[each.family] = min(known or each.published, each.published or known)
    return found
