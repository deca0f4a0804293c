"""Writing direction and language of a text, from its letters and its commonest words."""

import unicodedata
from collections import Counter

import regex

_SAMPLE = 20_000

# Words that are frequent in one language and rare in its neighbours.
_COMMON = {
    "en": "the and of to in that for is was with as on by at from have has been were which their",
    "de": "der die und das den von zu mit sich des dem nicht ein eine auf für ist im auch wird",
    "fr": "le les des et du une est dans qui pour pas sur au avec par plus ne ce aux sont cette",
    "es": "el los las del y una por con para es que se su al lo como más ha fue sus pero",
    "it": "il di che la è per un una del della con non sono gli nel alla più dei delle anche dal",
    "pt": "o os do da dos das e um uma em não para com por mais ao foi são seu pela pelo na no",
    "nl": "de het een en van is op te dat voor met zijn niet aan er door ook bij naar werd uit",
    "ca": "els les amb del una per que és dels als aquest aquesta va ser més han i però",
    "pl": "i w na z do się nie że jest to o jak za po przez od dla który oraz ale czy",
    "cs": "a v se na je že s z do o k ve pro za by jako podle jsou byl který ale při",
    "sk": "a v sa na je že s z do o k vo pre za by ako podľa sú bol ktorý ale pri",
    "hu": "a az és hogy nem is egy volt meg ez de mint csak már azt van kell szerint után",
    "ro": "și şi în de la a cu pe că din care pentru este nu un o au fost mai sunt prin",
    "sv": "och att det i som en på är av för med den till inte har ett om var från han",
    "da": "og at det i er en af på til der for med den ikke har som de et var fra han blev",
    "no": "og det at i er en av på til som for med ikke har den de et var fra han ble",
    "fi": "ja on ei että se oli hän mutta ovat joka myös kun sen olla kuin tai mukaan",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi sonra kadar ancak ise dedi",
    "id": "yang dan di dari dengan untuk pada ini itu tidak dalam akan adalah oleh juga telah",
    "vi": "và của là có được cho không với các trong một những người đã này khi về",
    "sw": "na ya wa kwa ni katika la za kuwa cha alisema hiyo huo wao hii",
}
_WORDS = {word: [k for k, v in _COMMON.items() if word in v.split()]
          for words in _COMMON.values() for word in words.split()}  # fmt: skip
_SCRIPTS = {
    "Hangul": "ko", "Hebrew": "he", "Greek": "el", "Thai": "th", "Devanagari": "hi",
    "Bengali": "bn", "Tamil": "ta", "Telugu": "te", "Gujarati": "gu", "Gurmukhi": "pa",
    "Ethiopic": "am", "Armenian": "hy", "Georgian": "ka", "Khmer": "km", "Lao": "lo",
    "Myanmar": "my", "Sinhala": "si",
}  # fmt: skip
_SCRIPT = regex.compile(
    r"(?P<Latin>\p{Latin})|(?P<Cyrillic>\p{Cyrillic})|(?P<Arabic>\p{Arabic})|(?P<Han>\p{Han})|"
    r"(?P<Kana>[\p{Hiragana}\p{Katakana}])|"
    + "|".join(rf"(?P<{name}>\p{{{name}}})" for name in _SCRIPTS)
)
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*")


def direction_of(text: str) -> str:
    """ "rtl" where most strong characters run from right to left, else "ltr"."""
    count = Counter(map(unicodedata.bidirectional, text[:_SAMPLE]))
    return "rtl" if count["R"] + count["AL"] > count["L"] else "ltr"


def language_of(text: str) -> str:
    """The language's two-letter code, or "" when unsure (too short, mixed, or not known here)."""
    sample = text[:_SAMPLE]
    if sample.isascii():
        return _by_words(sample)
    scripts = Counter(match.lastgroup for match in _SCRIPT.finditer(sample))
    if not scripts:
        return ""
    kana = scripts.pop("Kana", 0)
    scripts["Han"] += kana
    script, letters = scripts.most_common(1)[0]
    if letters < 0.6 * scripts.total():
        return ""
    if script == "Han":
        return "ja" if kana * 20 > letters else "zh"
    if script == "Latin":
        return _by_words(sample)
    if script == "Cyrillic":
        return _cyrillic(sample.lower())
    if script == "Arabic":
        return _arabic(sample)
    return _SCRIPTS.get(script or "", "")


def _by_words(sample: str) -> str:
    words = [word.lower() for word in _WORD.findall(sample)]
    hits: Counter[str] = Counter()
    kinds: dict[str, set[str]] = {}
    for word in words:
        owners = _WORDS.get(word, ())
        for language in owners:
            hits[language] += 1
            kinds.setdefault(language, set()).add(word)
    if not hits:
        return ""
    score = {k: n * len(kinds[k]) ** 0.5 for k, n in hits.items()}
    first, *rest = sorted(score, key=lambda k: (-score[k], k))
    second = score[rest[0]] if rest else 0
    sure = len(kinds[first]) >= 3 and hits[first] * 12 >= len(words)
    return first if sure and score[first] > 1.15 * second else ""


def _cyrillic(sample: str) -> str:
    """By the letters that only one of the languages has."""
    if any(char in sample for char in "єїґ"):
        return "uk"
    if "ў" in sample:
        return "be"
    if any(char in sample for char in "ѓќѕ"):
        return "mk"
    if any(char in sample for char in "ђћљњџ"):
        return "sr"
    if any(char in sample for char in "әқңөұүһғ"):
        return "kk"
    if any(char in sample for char in "ыэё"):
        return "ru"
    return "bg" if sample.count("ъ") * 100 > len(sample) else ""


def _arabic(sample: str) -> str:
    if any(char in sample for char in "ٹڈڑے"):
        return "ur"
    return "fa" if sum(map(sample.count, "پچژگ")) * 100 > len(sample) else "ar"
