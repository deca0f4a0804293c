"""Nodes with properties, and the vocabularies of NIF 2.0 that we write and read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
ITS = "http://www.w3.org/2005/11/its/rdf#"
DC = "http://purl.org/dc/elements/1.1/"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
WIKIDATA = "http://www.wikidata.org/entity/"
OURS = "urn:annotator:"

PREFIXES = {
    "nif": NIF, "itsrdf": ITS, "dc": DC, "rdfs": RDFS, "skos": SKOS, "owl": OWL, "xsd": XSD,
    "anno": OURS,
}  # fmt: skip
INDEX = f"{XSD}nonNegativeInteger"
RECORD = f"{OURS}record"

SAID = {
    f"{DC}title": "title", f"{DC}publisher": "outlet", f"{DC}date": "published",
    f"{DC}creator": "byline", f"{DC}source": "url", f"{DC}language": "language",
}  # fmt: skip
"""What is said of an article, by property."""


@dataclass(frozen=True, slots=True)
class Iri:
    """The address of another node."""

    iri: str


Value = Iri | str | int


@dataclass(slots=True)
class Node:
    """A node: its address, its types, and its properties in the order they were added."""

    iri: str
    types: tuple[str, ...] = ()
    properties: dict[str, list[Value]] = field(default_factory=dict)

    def add(self, name: str, *values: Value) -> None:
        """Add values of a property; what is there already, and nothing, is passed over."""
        there = self.properties.setdefault(name, [])
        there.extend(each for each in dict.fromkeys(values) if each != "" and each not in there)
        if not there:
            del self.properties[name]


def ours(kind: str, name: object) -> str:
    """The address of something of ours."""
    return f"{OURS}{kind}:{quote(str(name), safe='')}"


def name_in(iri: str, kind: str) -> str:
    """The name in an address of ours of that kind, "" where it is none."""
    head = f"{OURS}{kind}:"
    return unquote(iri.removeprefix(head)) if iri.startswith(head) else ""


def last_name(iri: str) -> str:
    """What an address ends in, which often reads like a name."""
    bare = iri.rstrip("/#")
    return unquote(bare[max(bare.rfind(sign) for sign in "/#:") + 1 :])


def shortened(iri: str) -> tuple[str, str]:
    """The prefix of an address and what is behind it, where that is a plain name; else nothing."""
    for prefix, whole in PREFIXES.items():
        rest = iri.removeprefix(whole)
        if rest != iri and rest.isascii() and rest.isalnum() and rest[0].isalpha():
            return prefix, rest
    return "", ""


def properties(node: Node) -> Iterator[tuple[str, list[Value]]]:
    """The properties of a node, its types aside."""
    return iter(node.properties.items())
