"""The names that our own folders of brat files use, for writing and for reading them back."""

from annotator.formats.common.naming import plain_labels, plain_name
from annotator.model import Codebook

PARTS = ("Source", "Cue", "Content", "Hedge", "Addressee")
ATTRIBUTION, NO_SOURCE, CLAIM = "Attribution", "Attribution-no-source", "Claim"
EVENTS = (ATTRIBUTION, NO_SOURCE, CLAIM)
NESTED = "nested_in"

# Attributes and comments that stand for fields of our values; a comment type begins with a capital.
LEVEL, FLAG, INDEPENDENCE = "level", "flag", "independence"
NOTE, GIST, HEAD, MENTION, CHAIN = "AnnotatorNotes", "Gist", "Head", "Mention", "Chain"
ENTITY, WIKIDATA = "Entity", "Wikidata"
NOBODY = "-"
"""Stands for a mention that is none, and in a chain where the text names nobody."""

ARTICLES, ENTITIES, CODEBOOK = "articles.tsv", "entities.tsv", "codebook.toml"


def types_of(codebook: Codebook) -> dict[int, str]:
    """The type of the textbounds of each label, by its id."""
    return plain_labels(codebook, taken=(*PARTS, *EVENTS))


def link_types(codebook: Codebook) -> dict[str, str]:
    """The types of links that the codebook knows, by their plain names."""
    return {plain_name(each.value): each.value for each in codebook.claim_links}


def reserved(codebook: Codebook) -> frozenset[str]:
    """Names that an attribute of ours must not have in a file."""
    own = (LEVEL, FLAG, INDEPENDENCE, NOTE, GIST, HEAD, MENTION, CHAIN)
    return frozenset((*own, *(field.id for field in codebook.fields)))
