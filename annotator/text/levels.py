"""How a mention names its entity: by name, by description, by pronoun, or as a value. A guess from
the words and the label's family, for the program to offer and a person to change.
"""

import regex

from annotator.text import english
from annotator.text.words import tokens


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_VALUES = ("date", "quantity")
# Pronouns of other languages that are not also names or common words of their neighbours.
_PRONOUNS = _set(
    "er sie es wir ihr ihm ihn ihnen sein seine seiner seinem seinen mein meine unser unsere ich "
    "du dich mich mir dir uns euch il elle ils elles lui leur leurs nous vous son sa ses mon ma "
    "mes notre votre él ella ellos ellas le les su sus nosotros usted ustedes ele ela eles elas "
    "seu sua egli lui lei loro suo sua suoi hij zij hem haar hun zijn wij jullie on ona ono oni "
    "jego jej ich он она оно они его её ее их ему ей им нас нам вам мы вы я ты мне меня свой "
    "своей своего себя він вона воно вони його її їх йому їй їм ми ви αυτός αυτή αυτό του της "
    "τους هو هي هم هن انت نحن انا أنا أنت הוא היא הם הן אני אתה אנחנו אתם שלו שלה "
    "他 她 它 他们 她们 它们 我 我们 你 你们 您 其 自己 彼 彼女 彼ら 私 我々 그 그녀 그들 나 우리"
)
# Articles of languages that write every noun with a capital, and such as no name begins with.
_FOREIGN = _set(
    "der die das den dem des ein eine einen einem einer eines dieser diese dieses un une des ce "
    "cette ces una unos este esta estos uno um uma een deze dit"
)
# Articles that names have too (El Salvador, Los Angeles, la Casa Rosada): what follows decides.
_DEFINITE = _set("el la los las le les il lo gli os het")
_CASED = regex.compile(r"\p{Lu}|\p{Ll}|\p{Lt}")
_CAPITAL = regex.compile(r"[\p{Lu}\p{Lt}]|\p{Nd}")
_LETTERS = regex.compile(r"\p{L}")


def level_of(quote: str, family: str) -> str:
    """NAM, NOM, PRO or VAL, by the label's family, the pronouns, then the capitals."""
    if family in _VALUES:
        return "VAL"
    words = [quote[start:end] for start, end in tokens(quote)]
    words = [word for word in words if _LETTERS.search(word) or word.isdecimal()]
    lows = [word.lower() for word in words]
    if len(words) == 1 and (lows[0] in english.PERSONAL or lows[0] in _PRONOUNS):
        return "PRO"
    if not _CASED.search(quote):
        return "PRO" if quote.strip() in _PRONOUNS else "NAM"
    if lows and (lows[0] in english.POSSESSIVES or (lows[0] in _FOREIGN and len(words) > 1)):
        return "NOM"
    if len(words) > 1 and (lows[0] in english.DETERMINERS or lows[0] in _DEFINITE):
        words, lows = words[1:], lows[1:]
    if not words or _is_common(words, lows):
        return "NOM"
    return "NAM"


def _is_common(words: list[str], lows: list[str]) -> bool:
    """True for a description: a small-lettered noun in it, or a title without a name behind it."""
    if lows[-1] in english.TITLES:
        return True
    small = [low for word, low in zip(words, lows, strict=True) if not _CAPITAL.match(word)]
    joining = english.PARTICLES | english.PREPOSITIONS | {"and", "the", "und", "et"}
    return any(word not in joining for word in small) or len(small) == len(words)
