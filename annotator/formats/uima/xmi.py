"""The CAS as XMI, the XML form that INCEpTION and most of UIMA exchange.

Written as XML 1.0, which every reader takes. A file that calls itself XML 1.1 is read as 1.0;
control characters that 1.0 cannot hold become blanks, so that no offset moves.
"""

import re
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from annotator.formats.uima.cas import SOFA, VIEW, Cas, Feature, Fs, Types
from annotator.i18n import _

_XMI = "http://www.omg.org/XMI"
_ID = f"{{{_XMI}}}id"
_NO_NAMESPACE = "uima.noNamespace."
_VIEW_TYPE, _NULL = "uima.cas.View", "uima.cas.NULL"

_DECLARED = re.compile(rb"\A((?:\xef\xbb\xbf)?\s*<\?xml[^>]*?version\s*=\s*[\"'])1\.1")
_REFERENCE = re.compile(rb"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));")
_NUMBERS = re.compile(r"\d+(?: \d+)*")

# Features that refer to records whatever a type system says, for files that come without one.
_REFERENCES = frozenset(
    ("Governor", "Dependent", "first", "next", "target", "pos", "lemma", "stem", "morph", "parent",
     "children", "head", "tail", "arguments", "form", "casesensitive")
)  # fmt: skip

UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile('[&<>"\t\n\r]')
_ESCAPES = {
    "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;",
    "\t": "&#9;", "\n": "&#10;", "\r": "&#13;",
}  # fmt: skip


def read_xmi(raw: bytes, types: Types | None = None) -> Cas:
    """The CAS of a file. ValueError with a sentence where it is none."""
    sound, blanked = _as_xml_1_0(raw)
    if b"<!DOCTYPE" in sound[:4096] or b"<!ENTITY" in sound[:4096]:
        raise ValueError(_("It declares a document type, which no XMI file does."))
    work = _Reading(types or Types())
    try:
        for element in _elements(sound):
            work.take(element)
    except etree.XMLSyntaxError as error:
        raise ValueError(_("It is not sound XML ({why}).").format(why=error.msg)) from None
    cas = work.result()
    cas.blanked = blanked
    return cas


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


def _elements(raw: bytes) -> Iterator[etree._Element]:
    """The elements below the root, each forgotten when the next one comes."""
    found = etree.iterparse(
        BytesIO(raw), events=("end",), resolve_entities=False, no_network=True, huge_tree=False,
        collect_ids=False,
    )  # fmt: skip
    root = ""
    for _event, element in found:
        tag = element.tag
        # Members of a string array have no namespace, records always do.
        if not isinstance(tag, str) or tag[0] != "{":
            continue
        parent = element.getparent()
        if parent is None:
            root = tag
            continue
        yield element
        element.clear()
        while element.getprevious() is not None:
            del parent[0]
    if root != f"{{{_XMI}}}XMI":
        raise ValueError(_("Its root is not that of an XMI file."))


class _Reading:
    """The records of a file as they come, sorted out at its end."""

    def __init__(self, types: Types) -> None:
        self.types = types
        self.records: dict[int, Fs] = {}
        self.sofas: dict[int, dict[str, str]] = {}
        self.views: dict[int, str] = {}
        self.on: dict[int, int] = {}
        self._names: dict[str, str] = {}

    def take(self, element: etree._Element) -> None:
        """Take one element."""
        type = self._names.get(element.tag) or self._name(element.tag)
        raw = {str(name): str(value) for name, value in element.attrib.items()}
        if type == _NULL:
            return
        if type == _VIEW_TYPE:
            self.views[_number(raw.get("sofa", "0"))] = raw.get("members", "")
            return
        id = _number(raw.pop(_ID, ""))
        if type == SOFA:
            self.sofas[id] = raw
            return
        if id in self.records:
            raise ValueError(_("The id {id} is given twice.").format(id=id))
        record = Fs(id, type, _number(raw.pop("begin", "-1")), _number(raw.pop("end", "-1")))
        if "sofa" in raw:
            self.on[id] = _number(raw.pop("sofa"))
        record.values.update(raw)
        for child in element:
            if isinstance(child.tag, str):
                before = record.values.get(child.tag, ())
                before = before if isinstance(before, tuple) else ()
                record.values[child.tag] = (*before, child.text or "")
        self.records[id] = record

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
        there = {i: r for i, r in self.records.items() if self.on.get(i, main) == main}
        # Some other tools write views without members.
        members = frozenset(map(_number, self.views.get(main, "").split())) or None
        sofa = self.sofas[main]
        return Cas(sofa["sofaString"], there, members, self.types, tuple(left),
                   mime=sofa.get("mimeType", "text"))  # fmt: skip

    def _name(self, tag: str) -> str:
        """The name of a type from its element's: `{http:///a/b.ecore}C` is a.b.C."""
        space, _brace, local = tag[1:].partition("}")
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
    for record in records.values():
        if not record.values:
            continue
        known = types.features(record.type) if record.type in types.by_name else None
        for name, value in [*record.values.items()]:
            if isinstance(value, str) and _refers(record, name, value, known, records):
                del record.values[name]
                ids = tuple(id for id in map(int, value.split()) if id in records)
                record.refs[name] = _members(records, ids, known, name)


def _refers(
    record: Fs, name: str, value: str, known: dict[str, Feature] | None, records: dict[int, Fs]
) -> bool:
    if record.type.startswith("uima.cas."):
        reads = name in ("head", "tail") or (name == "elements" and record.type.endswith("FSArray"))
    elif known is not None and name in known:
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


def _members(
    records: dict[int, Fs], ids: tuple[int, ...], known: dict[str, Feature] | None, name: str
) -> tuple[int, ...]:
    """What a reference leads to: the members of an array that stands as a record of its own."""
    one = records.get(ids[0]) if len(ids) == 1 else None
    if one is None or not one.type.endswith("FSArray"):
        return ids
    inside = one.values.get("elements", "")
    if isinstance(inside, str) and inside:
        return tuple(id for id in map(int, inside.split()) if id in records)
    return one.refs.get("elements", ())


def xmi(cas: Cas) -> bytes:
    """The CAS as a file; what XML cannot hold must have been taken out of it."""
    prefixes = _prefixes(cas)
    sofa = max(cas.records, default=0) + 1
    spaces = "".join(f' xmlns:{p}="{space}"' for space, p in prefixes.values())
    lines = [
        f'<?xml version="1.0" encoding="UTF-8"?>\n<xmi:XMI xmlns:xmi="{_XMI}"{spaces}'
        ' xmi:version="2.0">\n<cas:NULL xmi:id="0"/>'
    ]
    members = []
    for record in cas.records.values():
        package, _dot, local = record.type.rpartition(".")
        tag = f"{prefixes[package][1]}:{local}"
        lines.append(_record(record, tag, sofa, cas.types.features(record.type)))
        if cas.members is None or record.id in cas.members:
            members.append(str(record.id))
    lines.append(
        f'<cas:Sofa xmi:id="{sofa}" sofaNum="1" sofaID="{VIEW}" mimeType="{escaped(cas.mime)}"'
        f' sofaString="{escaped(cas.text)}"/>'
    )
    lines.append(f'<cas:View sofa="{sofa}" members="{" ".join(members)}"/>\n</xmi:XMI>\n')
    return "\n".join(lines).encode()


def _prefixes(cas: Cas) -> dict[str, tuple[str, str]]:
    """By package of types: the address and the prefix of its elements."""
    found = {"uima.cas": ("http:///uima/cas.ecore", "cas")}
    used = {"cas", "xmi"}
    for name in dict.fromkeys(each.type for each in cas.records.values()):
        package = name.rpartition(".")[0]
        if package in found:
            continue
        stem = package.rpartition(".")[2] or "noNamespace"
        number, prefix = 1, stem
        while prefix in used:
            number += 1
            prefix = f"{stem}{number}"
        used.add(prefix)
        found[package] = (f"http:///{(package or 'uima.noNamespace').replace('.', '/')}.ecore",
                          prefix)  # fmt: skip
    return found


def _record(record: Fs, tag: str, sofa: int, known: dict[str, Feature]) -> str:
    said = [f'<{tag} xmi:id="{record.id}"']
    if record.begin >= 0:
        said.append(f'sofa="{sofa}" begin="{record.begin}" end="{record.end}"')
    elif "sofa" in known:
        said.append(f'sofa="{sofa}"')
    children = []
    for name, value in record.values.items():
        if isinstance(value, tuple):
            children += [f"<{name}>{escaped(each)}</{name}>" for each in value]
        else:
            text = value if isinstance(value, str) else record.text(name)
            said.append(f'{name}="{escaped(text)}"')
    for name, ids in record.refs.items():
        said.append(f'{name}="{" ".join(map(str, ids))}"')
    if children:
        return f"{' '.join(said)}>{''.join(children)}</{tag}>"
    return f"{' '.join(said)}/>"


def escaped(text: str) -> str:
    """Text as it stands in an attribute."""
    return _ESCAPED.sub(lambda found: _ESCAPES[found[0]], text)
