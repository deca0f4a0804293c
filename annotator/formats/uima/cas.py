"""The CAS as a value: a text, typed records upon it that refer to one another, and their types.

Offsets are UTF-16 units of the text as the file has it, as everywhere in UIMA.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Value = str | int | float | bool | tuple[str, ...]

ANNOTATION = "uima.tcas.Annotation"
BASE = "uima.cas.AnnotationBase"
TOP = "uima.cas.TOP"
STRING, INTEGER, BOOLEAN = "uima.cas.String", "uima.cas.Integer", "uima.cas.Boolean"
ARRAY = "uima.cas.FSArray"
STRINGS = "uima.cas.StringArray"
SOFA = "uima.cas.Sofa"
VIEW = "_InitialView"

_DKPRO = "de.tudarmstadt.ukp.dkpro.core.api."
TOKEN = f"{_DKPRO}segmentation.type.Token"
SENTENCE = f"{_DKPRO}segmentation.type.Sentence"
METADATA = f"{_DKPRO}metadata.type.DocumentMetaData"
NAMED_ENTITY = f"{_DKPRO}ner.type.NamedEntity"

_PRIMITIVE = frozenset(
    f"uima.cas.{name}"
    for name in ("String", "Integer", "Float", "Boolean", "Byte", "Short", "Long", "Double")
)
_VALUES = _PRIMITIVE | {
    f"uima.cas.{name}Array"
    for name in ("String", "Integer", "Float", "Boolean", "Byte", "Short", "Long", "Double")
}


class Unsound(ValueError):
    """A file breaks its format, in a line of it."""

    def __init__(self, why: str, line: int) -> None:
        self.line = line
        super().__init__(why)


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature of a type: the type of its values, and of their members where that is an array."""

    name: str
    range: str = STRING
    element: str = ""

    @property
    def is_reference(self) -> bool:
        """True if its values are other records."""
        return self.range not in _VALUES and not self.range.startswith("uima.cas.Sofa")

    @property
    def is_array(self) -> bool:
        """True if it holds several values."""
        return self.range.endswith(("Array", "[]"))


@dataclass(frozen=True, slots=True)
class Type:
    """A type of records: its full name, what it extends, its own features."""

    name: str
    super: str = ANNOTATION
    features: tuple[Feature, ...] = ()
    description: str = ""


class Types:
    """The types that are known by name, with what they inherit."""

    __slots__ = ("_features", "by_name")

    def __init__(self, types: Mapping[str, Type] | None = None) -> None:
        self.by_name = dict(types or {})
        self._features: dict[str, dict[str, Feature]] = {}

    @property
    def declared(self) -> tuple[Type, ...]:
        """The types that a file must declare: all but those that every CAS has."""
        return tuple(t for name, t in self.by_name.items() if not name.startswith("uima."))

    def line(self, name: str) -> Iterator[str]:
        """A type's name and those it extends, the nearest first."""
        seen = set[str]()
        while name and name not in seen:
            seen.add(name)
            yield name
            name = self.by_name[name].super if name in self.by_name else ""

    def features(self, name: str) -> dict[str, Feature]:
        """All features of a type by name, inherited ones included."""
        if name not in self._features:
            found: dict[str, Feature] = {}
            for each in self.line(name):
                known = self.by_name.get(each)
                for one in known.features if known else ():
                    found.setdefault(one.name, one)
            self._features[name] = found
        return self._features[name]


@dataclass(slots=True)
class Fs:
    """One record (feature structure). `begin` is -1 where it lies nowhere in the text; `refs` are
    the ids of others by feature, nulls left out. `line` is where the file has it, `item` its number
    among the records, 0 where that is not known.
    """

    id: int
    type: str
    begin: int = -1
    end: int = -1
    values: dict[str, Value] = field(default_factory=dict)
    refs: dict[str, tuple[int, ...]] = field(default_factory=dict)
    line: int = field(default=0, compare=False)
    item: int = field(default=0, compare=False)

    @property
    def short(self) -> str:
        """The type's name without its package."""
        return self.type.rpartition(".")[2]

    def text(self, name: str) -> str:
        """A value as text, "" where it is not set."""
        found = self.values.get(name, "")
        if isinstance(found, tuple):
            return ", ".join(found)
        if isinstance(found, bool):
            return "true" if found else "false"
        return str(found)


@dataclass(slots=True)
class Cas:
    """A text with what lies on it. `members` are the records of its view, None where the file does
    not say; `left` names what of the file is not here; `blanked` characters became blanks;
    `remarks` are about the text as a whole. `counted` says how the file counts where that is not
    as it should be, and `wrong` are places whose words are others than the file says; `faults` are
    what of the file could not be read, by line, and `lines` are those of places in the text, in
    order, where lines mean something.
    """

    text: str
    records: dict[int, Fs] = field(default_factory=dict)
    members: frozenset[int] | None = None
    types: Types = field(default_factory=Types)
    left: tuple[str, ...] = ()
    blanked: int = 0
    mime: str = "text"
    remarks: tuple[tuple[str, str], ...] = ()
    counted: str = ""
    wrong: tuple[tuple[int, int, str], ...] = ()
    faults: tuple[tuple[int, str], ...] = ()
    lines: tuple[tuple[int, int], ...] = ()

    def of(self, *types: str) -> Iterator[Fs]:
        """The records of exactly these types, as they stand."""
        return (each for each in self.records.values() if each.type in types)

    def marks(self) -> list[Fs]:
        """What lies on the text, by place: (begin, -end), then as it stands."""
        found = [
            each for each in self.records.values()
            if each.begin >= 0 and (self.members is None or each.id in self.members)
        ]  # fmt: skip
        return sorted(found, key=lambda each: (each.begin, -each.end))
