"""The choices that exports share, declared once, and options made from words typed somewhere."""

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from importlib.util import find_spec
from typing import Any, TypeVar

from annotator.errors import Refused
from annotator.i18n import _N, _
from annotator.model import RIGHTS, STATUSES

TOUCHED = tuple(status for status in STATUSES if status != "untouched")
UNSAID, SECRET = "unsaid", "secret"
OPEN = (UNSAID, *(one for one in RIGHTS if one != SECRET))
OVERLAPS = ("longest", "innermost", "first")
MARKED, PEOPLE, EVERYBODY = "marked", "people", "all"
PSEUDONYMS = ("none", MARKED, PEOPLE, EVERYBODY)
SPLITS = ("train", "dev", "test")
SPLIT_BYS = ("random", "date")
CHUNKS = WHOLE, SENTENCE, CLAIM = ("none", "sentence", "claim")

# The modules that an extra brings, where they are not called as it is.
EXTRAS = {
    "excel": ("openpyxl",),
    "feeds": ("feedparser",),
    "html": ("trafilatura",),
    "parquet": ("pyarrow",),
    "pdf": ("pypdfium2",),
    "rdf": ("rdflib",),
    "warc": ("warcio",),
}

T = TypeVar("T")

_TRUTHS = {"yes": True, "true": True, "on": True, "1": True,
           "no": False, "false": False, "off": False, "0": False}  # fmt: skip


def declared(default: object, help: str, choices: tuple[str, ...] = ()) -> Any:
    """A field of options with its default, its help, and its choices where they are few."""
    return field(default=default, metadata={"help": help, "choices": choices})


def statuses(default: tuple[str, ...] = TOUCHED) -> Any:
    """Which articles to export, by their state."""
    help = _N("Export articles in these states (done and empty is not the same as untouched).")
    return declared(default, help, STATUSES)


@dataclass(frozen=True, slots=True)
class Common:
    """Which work to export, of which articles, under which names, and how to divide them: what
    every export asks. The options of a format add what they ask themselves.
    """

    annotators: tuple[str, ...] = declared(
        (), _N("Export the work of these annotators only; empty means everybody's.")
    )
    statuses: tuple[str, ...] = statuses()
    rights: tuple[str, ...] = declared(
        OPEN,
        _N("Export articles with these rights; secret ones only where you say so."),
        (UNSAID, *RIGHTS),
    )
    pseudonyms: str = declared(
        MARKED,
        _N(
            "Put pseudonyms for names: of nobody, of entities marked for it, of all people, or of"
            " all entities. What leads back to them is left out."
        ),
        PSEUDONYMS,
    )
    split: str = declared(
        "",
        _N(
            "Divide by article into train/dev/test, in percent, such as 80/10/10, or by the dates"
            " where parts begin, such as 2024-03-01/2024-06-01; empty: do not."
        ),
    )
    split_by: str = declared(
        "random", _N("Divide at random, or by date, oldest articles first."), SPLIT_BYS
    )
    seed: int = declared(
        0, _N("Number that decides the division; the same number, the same division.")
    )


def chunk() -> Any:
    """How to cut articles, or to give each claim a row of its own."""
    help = _N(
        "Cut articles into chunks: none, sentence, claim (a row for each claim, with the sentences"
        " around it), or a number of characters at most."
    )
    return declared(WHOLE, help)


def overlap() -> Any:
    """What to do where only one of several mentions can stand."""
    help = _N("Which mention stays where several overlap: the longest, the innermost or the first.")
    return declared("longest", help, OVERLAPS)


def made(options: type[T], given: Mapping[str, object]) -> T:
    """Options with what was given, as values or as words; Refused with a sentence if it cannot be.

    Words of a field that holds several values are separated by commas.
    """
    known = {each.name: each for each in fields(options)}  # type: ignore[arg-type]
    for name in given:
        if name not in known:
            raise Refused(
                _("There is no option {name}; there are: {names}.").format(
                    name=name, names=", ".join(known)
                )
            )
    return options(**{name: _value(known[name], value) for name, value in given.items()})


def _value(declared: "Field[Any]", given: object) -> object:
    default = declared.default
    value = _from_words(default, given) if isinstance(given, str) else given
    if type(value) is not type(default):
        raise Refused(
            _("{value} is not a value for the option {name}.").format(
                value=given, name=declared.name
            )
        )
    choices = declared.metadata.get("choices", ())
    wanted = value if isinstance(value, tuple) else (value,)
    for one in wanted:
        if choices and one not in choices:
            raise Refused(
                _("{value} is not a value for the option {name}; there are: {choices}.").format(
                    value=one, name=declared.name, choices=", ".join(choices)
                )
            )
    return value


def _from_words(default: object, words: str) -> object:
    if isinstance(default, tuple):
        return tuple(word.strip() for word in words.split(",") if word.strip())
    if isinstance(default, bool):
        return _TRUTHS.get(words.strip().lower())
    if isinstance(default, int):
        return int(words) if words.strip().lstrip("-").isdecimal() else None
    return words


def missing_extra(extra: str) -> bool:
    """True if the optional dependency of that name is needed and not installed."""
    return bool(extra) and not all(find_spec(each) for each in EXTRAS.get(extra, (extra,)))
