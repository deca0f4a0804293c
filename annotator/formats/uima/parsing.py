"""XMI read into a CAS, in one go through the file without a tree.

A file that calls itself XML 1.1 is read as 1.0; control characters that 1.0 cannot hold become
blanks, so that no offset moves. A document type is refused: no XMI has one, attacks do.
"""

import re
from collections.abc import Callable
from typing import NoReturn
from xml.parsers.expat import ExpatError, ParserCreate, errors

from annotator.formats.uima.cas import SOFA, VIEW, Cas, Feature, Fs, Types, Unsound
from annotator.formats.uima.xmi import UNHOLDABLE
from annotator.i18n import _

_ID = "http://www.omg.org/XMI}id"
_ROOT = "http://www.omg.org/XMI}XMI"
_NO_NAMESPACE = "uima.noNamespace."
_VIEW_TYPE, _NULL = "uima.cas.View", "uima.cas.NULL"
_RECORD, _MEMBER = 2, 3  # how deep they lie

_DECLARED = re.compile(rb"\A((?:\xef\xbb\xbf)?\s*<\?xml[^>]*?version\s*=\s*[\"'])1\.1")
_REFERENCE = re.compile(rb"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));")
_NUMBERS = re.compile(r"\d+(?: \d+)*")

# Features that refer to records whatever a type system says, for files that come without one.
_REFERENCES = frozenset(
    ("Governor", "Dependent", "first", "next", "target", "pos", "lemma", "stem", "morph", "parent",
     "children", "head", "tail", "arguments", "form", "casesensitive")
)  # fmt: skip


def read_xmi(raw: bytes, types: Types | None = None) -> Cas:
    """The CAS of a file. ValueError with a sentence where it is none."""
    sound, blanked = _as_xml_1_0(raw)
    parser = ParserCreate(namespace_separator="}")
    work = _Reading(types or Types(), lambda: parser.CurrentLineNumber)
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = work.start, work.end
    parser.CharacterDataHandler = work.characters
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(sound, True)
    except ExpatError as error:
        why = _("It is not sound XML ({why}).").format(why=errors.messages[error.code])
        raise Unsound(why, error.lineno) from None
    except (ValueError, LookupError) as error:  # it looks for the encoding that the file names
        raise Unsound(str(error), parser.CurrentLineNumber) from None
    cas = work.result()
    cas.blanked = blanked
    return cas


def _refuse(*_declared: object) -> NoReturn:
    raise ValueError(_("It declares a document type, which no XMI file does."))


def _as_xml_1_0(raw: bytes) -> tuple[bytes, int]:
    """The bytes for a parser of XML 1.0, and how many characters had to become blanks."""
    raw = _DECLARED.sub(rb"\g<1>1.0", raw)
    blanked = 0

    def sound(found: re.Match[bytes]) -> bytes:
        nonlocal blanked
        number = int(found[1], 16) if found[1] else int(found[2])
        if number < 0x110000 and not UNHOLDABLE.match(chr(number)):
            return found[0]
        blanked += 1
        return b"&#32;"

    return _REFERENCE.sub(sound, raw), blanked


class _Reading:
    """The records of a file as they come, sorted out at its end."""

    def __init__(self, types: Types, line: Callable[[], int]) -> None:
        self.types, self._line = types, line
        self.records: dict[int, Fs] = {}
        self.sofas: dict[int, dict[str, str]] = {}
        self.views: dict[int, str] = {}
        self.on: dict[int, int] = {}
        self._names: dict[str, str] = {}
        self._depth = 0
        self._at: Fs | None = None
        self._words: list[str] = []

    def start(self, tag: str, raw: dict[str, str]) -> None:
        """An element begins: the root, a record, or a member of a list of texts."""
        self._depth += 1
        if self._depth == _RECORD:
            self._at = self._take(self._names.get(tag) or self._name(tag), raw)
        elif self._depth == _MEMBER:
            self._words = []
        elif self._depth == 1 and tag != _ROOT:
            raise ValueError(_("Its root is not that of an XMI file."))

    def characters(self, words: str) -> None:
        """Words between tags."""
        if self._depth == _MEMBER:
            self._words.append(words)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._depth == _MEMBER and self._at is not None:
            before = self._at.values.get(tag, ())
            before = before if isinstance(before, tuple) else ()
            self._at.values[tag] = (*before, "".join(self._words))
        self._depth -= 1

    def _take(self, type: str, raw: dict[str, str]) -> Fs | None:
        """One record, from its attributes."""
        if type == SOFA:
            self.sofas[_number(raw.get(_ID, ""))] = raw
            return None
        if type == _NULL:
            return None
        if type == _VIEW_TYPE:
            self.views[_number(raw.get("sofa", "0"))] = raw.get("members", "")
            return None
        id, sofa = raw.pop(_ID, ""), raw.pop("sofa", "")
        begin, end = raw.pop("begin", "-1"), raw.pop("end", "-1")
        try:
            made = Fs(int(id), type, int(begin), int(end), raw)  # type: ignore[arg-type]
            if sofa:
                self.on[made.id] = int(sofa)
        except ValueError:
            return self._wrong(id, begin, end, sofa)
        if made.id in self.records:
            raise ValueError(_("The id {id} is given twice.").format(id=id))
        made.line = self._line()
        self.records[made.id] = made
        return made

    def _wrong(self, *numbers: str) -> NoReturn:
        """Tell which of these is no number."""
        for each in numbers:
            _number(each)
        raise AssertionError(numbers)

    def result(self) -> Cas:
        """The CAS of the view with a text."""
        with_text = {id: raw for id, raw in self.sofas.items() if "sofaString" in raw}
        main = next(
            (id for id, raw in with_text.items() if raw.get("sofaID") == VIEW),
            next(iter(with_text), None),
        )
        if main is None:
            raise ValueError(_("It holds no text."))
        _tell_references(self.records, self.types)
        left = [f"view {raw.get('sofaID')}" for id, raw in self.sofas.items() if id != main]
        there = self.records
        if len(self.sofas) > 1:
            there = {i: r for i, r in there.items() if self.on.get(i, main) == main}
        # Some other tools write views without members.
        try:
            members = frozenset(map(int, self.views.get(main, "").split())) or None
        except ValueError:
            self._wrong(*self.views[main].split())
        sofa = self.sofas[main]
        return Cas(sofa["sofaString"], there, members, self.types, tuple(left),
                   mime=sofa.get("mimeType", "text"))  # fmt: skip

    def _name(self, tag: str) -> str:
        """The name of a type from its element's: `http:///a/b.ecore}C` is a.b.C."""
        space, _brace, local = tag.rpartition("}")
        package = space.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
        name = f"{package}.{local}".removeprefix(_NO_NAMESPACE)
        self._names[tag] = name
        return name


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError(_("“{text}” is not a number.").format(text=text)) from None


def _tell_references(records: dict[int, Fs], types: Types) -> None:
    """Move the values that are references to `refs`: by the types, else by their looks."""
    plans = {}
    for record in records.values():
        if not record.values:
            continue
        if record.type not in plans:
            known = types.features(record.type) if record.type in types.by_name else {}
            plans[record.type] = known, [n for n, each in known.items() if each.is_reference]
        known, references = plans[record.type]
        if record.values.keys() <= known.keys():
            there = [name for name in references if name in record.values]
        else:
            there = list(record.values)
        for name in there:
            value = record.values[name]
            if isinstance(value, str) and _refers(record, name, value, known, records):
                del record.values[name]
                ids = tuple(id for id in map(int, value.split()) if id in records)
                record.refs[name] = _members(records, ids)


def _refers(
    record: Fs, name: str, value: str, known: dict[str, Feature], records: dict[int, Fs]
) -> bool:
    if record.type.startswith("uima.cas."):
        reads = name in ("head", "tail") or (name == "elements" and record.type.endswith("FSArray"))
    elif name in known:
        reads = known[name].is_reference
    elif name in _REFERENCES:
        reads = True
    else:
        return _looks_like_links(value, records)
    return reads and (not value or _NUMBERS.fullmatch(value) is not None)


def _looks_like_links(value: str, records: dict[int, Fs]) -> bool:
    """True for the ids of records that have a role and a target, as slots have."""
    if not _NUMBERS.fullmatch(value):
        return False
    found = [records.get(int(each)) for each in value.split()]
    return all(
        each is not None and each.begin < 0 and ("target" in each.values or "target" in each.refs)
        for each in found
    )


def _members(records: dict[int, Fs], ids: tuple[int, ...]) -> tuple[int, ...]:
    """What a reference leads to: the members of an array that stands as a record of its own."""
    one = records[ids[0]] if len(ids) == 1 else None
    if one is None or not one.type.endswith("FSArray"):
        return ids
    inside = one.values.get("elements", "")
    if isinstance(inside, str) and inside:
        return tuple(id for id in map(int, inside.split()) if id in records)
    return one.refs.get("elements", ())
