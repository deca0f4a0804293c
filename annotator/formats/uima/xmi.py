"""The CAS written as XMI, the XML form that INCEpTION and most of UIMA exchange.

It is XML 1.0, which every reader takes; reading is in `parsing`.
"""

import re

from annotator.formats.uima.cas import VIEW, Cas, Feature, Fs

_XMI = "http://www.omg.org/XMI"

UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile('[&<>"\t\n\r]')
_ESCAPES = {
    "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;",
    "\t": "&#9;", "\n": "&#10;", "\r": "&#13;",
}  # fmt: skip


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
