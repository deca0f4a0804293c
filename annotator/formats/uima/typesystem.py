"""TypeSystem.xml: the types that an XMI file uses, without which references look like numbers."""

from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.sax.saxutils import escape

from annotator.formats.uima.cas import ARRAY, STRING, TOP, Feature, Type, Types
from annotator.i18n import _

_NS = "http://uima.apache.org/resourceSpecifier"


def read_types(raw: bytes) -> Types:
    """The types a description declares. ValueError where it is no such description."""
    if b"<!DOCTYPE" in raw:  # no description has one, attacks do
        raise ValueError(_("The description of types declares a document type."))
    try:
        root = fromstring(raw)
    except ParseError as error:
        why = _("The description of types is not sound XML ({why}).")
        raise ValueError(why.format(why=error)) from None
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


def _said(element: Element, name: str) -> str:
    return (element.findtext(f"{{{_NS}}}{name}") or "").strip()
