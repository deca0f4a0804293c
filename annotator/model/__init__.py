"""The nouns: frozen values that every room of the program shares.

Offsets are Unicode code points, 0-based and end-exclusive, into the article's stored text.
Ids are 63-bit time-ordered integers, unique across project files.
"""

from annotator.lookup import ROLES
from annotator.model.article import (
    LEVELS,
    NOT_APPLICABLE,
    PSEUDONYM,
    RIGHTS,
    STATUSES,
    Annotator,
    Article,
    Attribute,
    Claim,
    Entity,
    Judgement,
    Link,
    Note,
    Span,
)
from annotator.model.codebook import Choice, Codebook, Field, Label, LinkType
from annotator.model.history import Change, EditRecord
from annotator.model.page import Page
from annotator.origin import Origin

__all__ = [
    "LEVELS",
    "NOT_APPLICABLE",
    "PSEUDONYM",
    "RIGHTS",
    "ROLES",
    "STATUSES",
    "Annotator",
    "Article",
    "Attribute",
    "Change",
    "Choice",
    "Claim",
    "Codebook",
    "EditRecord",
    "Entity",
    "Field",
    "Judgement",
    "Label",
    "Link",
    "LinkType",
    "Note",
    "Origin",
    "Page",
    "Span",
]
