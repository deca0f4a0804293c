"""TypeSystem.xml: the types that an XMI file uses, without which references look like numbers."""

from xml.sax.saxutils import escape

from lxml import etree

from annotator.formats.uima.cas import ARRAY, STRING, TOP, Feature, Type, Types

_NS = "http://uima.apache.org/resourceSpecifier"


def parser() -> etree.XMLParser:
    """A parser that fetches and expands nothing."""
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def read_types(raw: bytes) -> Types:
    """The types a description declares. ValueError where it is no such description."""
    try:
        root = etree.fromstring(raw, parser())
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from None
    found: dict[str, Type] = {}
    for each in root.iter(f"{{{_NS}}}typeDescription"):
        name = _said(each, "name")
        features = tuple(
            Feature(
                _said(one, "name"),
                _said(one, "rangeTypeName") or STRING,
                _said(one, "elementType"),
            )
            for one in each.iter(f"{{{_NS}}}featureDescription")
        )
        if name in found:
            features = (*found[name].features, *features)
        found[name] = Type(name, _said(each, "supertypeName") or TOP, features)
    return Types(found)


def types_xml(types: Types) -> bytes:
    """The description of types."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<typeSystemDescription xmlns="{_NS}">',
        "  <types>",
        *(line for each in types.declared for line in _type(each)),
        "  </types>",
        "</typeSystemDescription>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _type(type: Type) -> list[str]:
    lines = [
        "    <typeDescription>",
        f"      <name>{type.name}</name>",
        f"      <description>{escape(type.description)}</description>",
        f"      <supertypeName>{type.super}</supertypeName>",
    ]
    if type.features:
        lines += ["      <features>", *(_feature(each) for each in type.features)]
        lines += ["      </features>"]
    return [*lines, "    </typeDescription>"]


def _feature(feature: Feature) -> str:
    element = f"<elementType>{feature.element}</elementType>" if feature.range == ARRAY else ""
    return (
        f"        <featureDescription><name>{feature.name}</name><description/>"
        f"<rangeTypeName>{feature.range}</rangeTypeName>{element}</featureDescription>"
    )


def _said(element: etree._Element, name: str) -> str:
    return (element.findtext(f"{{{_NS}}}{name}") or "").strip()
