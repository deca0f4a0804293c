"""By which names those are known who go out under pseudonyms, and where these stand in a text."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from urllib.parse import unquote

import regex

from annotator.errors import Refused
from annotator.formats.values import Pseudonym
from annotator.i18n import _
from annotator.text import english
from annotator.text.rewriting import Rewritten, Stretch, joined
from annotator.text.spotting import Spotted, Spotter, fold

_LONG = 3  # letters that a part of a name has at least to be looked for alone
_SPARE = ("Pseudonym", "Alias", "Name", "X")
_ENCODED = regex.compile(r"(?:%[0-9A-Fa-f]{2}){2,}+\S*+")  # letters in an address: %D0%A1
_NO_PARTS = english.TITLES | english.PARTICLES | english.DETERMINERS | english.PREPOSITIONS


class Known:
    """The pseudonyms by entity, and all that must not be read of those who have them."""

    def __init__(self, pseudonyms: Sequence[Pseudonym]) -> None:
        self._spotter = Spotter(_names(pseudonyms))
        self._given = _given_names(pseudonyms)
        self.pseudonyms = {each.entity: self._safe(each) for each in pseudonyms}
        self._hidden = {id: each.entity for each in pseudonyms for id in each.merged}

    def hides(self, entity: int) -> bool:
        """True for an entity with a pseudonym, and for one merged into such."""
        return entity in self.pseudonyms or entity in self._hidden

    def stands_in(self, words: str) -> bool:
        """True where a name stands in some words."""
        found = (*self._spotter.find(words), *(spot for _at, spot in self._encoded(words)))
        return any(not each.is_left for each in found)

    def replaced(self, words: str) -> str:
        """Some words with pseudonyms for the names."""
        if not words:
            return words
        found = [each for each in self.find(words, (), ()) if each.words]
        return Rewritten(words, joined(found)).text if found else words

    def find(
        self, text: str, there: Collection[int | None], others: Sequence[tuple[int, int]]
    ) -> list[Stretch]:
        """Where names stand in a text and what becomes of them, "" where they are told and stay.

        Of several with one name it is who is `there`. A given name alone is not taken out of
        another's name: `others` says where such names are marked.
        """
        found, others = list[Stretch](), sorted(others)
        for each in self._spotter.find(text):
            whole = [one >> 1 for one in each.bearers if not one & 1]
            if not whole and (each.is_left or self._is_anothers(text, each, others)):
                continue
            among = whole or [one >> 1 for one in each.bearers]
            whom = next((one for one in among if one in there), among[0])
            words = "" if each.is_left else self.pseudonyms[whom]
            found.append(Stretch(each.start, each.end, words))
        for (start, end), each in self._encoded(text):
            found.append(Stretch(start, end, self.pseudonyms[each.bearers[0] >> 1]))
        return found

    def _encoded(self, text: str) -> Iterator[tuple[tuple[int, int], Spotted]]:
        """Where names stand in the encoded part of an address, and the first name there."""
        for match in _ENCODED.finditer(text) if "%" in text else ():
            spots = self._spotter.find(unquote(match.group()))
            if first := next((each for each in spots if not each.is_left), None):
                yield match.span(), first

    def _is_anothers(self, text: str, at: Spotted, others: Sequence[tuple[int, int]]) -> bool:
        """True for a given name that is an ordinary word here, or in the name of somebody else."""
        words = text[at.start : at.end]
        if words.islower() and fold(words) in self._given:
            return True
        place = bisect_right(others, (at.start, len(text))) - 1
        return place >= 0 and others[place][1] >= at.end

    def _safe(self, each: Pseudonym) -> str:
        """The pseudonym, or where a name stands in it one that holds none."""
        if not self._spotter.find(each.name):
            return each.name
        if each.is_given:
            why = _("The pseudonym {name} holds a name that is to be hidden. Give another one.")
            raise Refused(why.format(name=each.name))
        tried = (f"{word} {each.name.rpartition(' ')[2]}" for word in _SPARE)
        return next((name for name in tried if not self._spotter.find(name)), "…")


def _names(pseudonyms: Iterable[Pseudonym]) -> Iterable[tuple[str, int]]:
    """Each name with twice the id of whose it is, and the parts of persons' names with one more."""
    for each in pseudonyms:
        for name in each.names:
            yield name, each.entity << 1
        for name in each.names if each.is_person else ():
            for part in _parts(name):
                yield part, each.entity << 1 | 1


def _given_names(pseudonyms: Iterable[Pseudonym]) -> frozenset[str]:
    """The parts of persons' names that are nobody's last."""
    first, last = set[str](), set[str]()
    for each in pseudonyms:
        for name in each.names if each.is_person else ():
            parts = [fold(part) for part in _parts(name)]
            first.update(parts[:-1])
            last.update(parts[-1:])
    return frozenset(first - last)


def _parts(name: str) -> Iterable[str]:
    words = name.split()
    for word in words if len(words) > 1 else ():
        first, hyphen, rest = word.partition("-")
        part = rest if hyphen and fold(first) in _NO_PARTS else word
        part = part.strip(".,'’\"“”()")
        if len(part) >= _LONG and fold(part) not in _NO_PARTS and not part.islower():
            yield part
