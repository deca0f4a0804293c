"""Our layers as UIMA types: what an article holds beside its text, one type for each kind of row.

Marks extend `uima.tcas.Annotation` directly, relations have `Governor` and `Dependent`, and a
claim's parts are link features, so that INCEpTION shows them as layers. What lies nowhere in the
text extends `uima.cas.AnnotationBase`, as INCEpTION's layers for whole texts do.
"""

from annotator.formats.uima.cas import (
    ANNOTATION,
    ARRAY,
    BASE,
    BOOLEAN,
    INTEGER,
    METADATA,
    SENTENCE,
    STRING,
    TOKEN,
    TOP,
    Feature,
    Type,
    Types,
)

PACKAGE = "annotator."
MENTION, PART, CLAIM = "annotator.Mention", "annotator.Part", "annotator.Claim"
PART_LINK = "annotator.PartLink"
RELATION = "annotator.Relation"
ANSWER, NOTE, ATTRIBUTE = "annotator.Answer", "annotator.Note", "annotator.Attribute"
ARTICLE, ENTITY = "annotator.Article", "annotator.Entity"
ARTICLE_LINK, ARTICLE_ANSWER = "annotator.ArticleLink", "annotator.ArticleAnswer"
ARTICLE_NOTE, ARTICLE_ATTRIBUTE = "annotator.ArticleNote", "annotator.ArticleAttribute"

_SAID = "Row of an Annotator project; ids are those of the project."


def _type(name: str, super: str, *features: str | Feature) -> Type:
    """A type; `name:kind` is a feature that holds no text."""
    kinds = {"int": INTEGER, "bool": BOOLEAN}
    made = []
    for each in features:
        if isinstance(each, Feature):
            made.append(each)
        else:
            short, _colon, kind = each.partition(":")
            made.append(Feature(short, kinds.get(kind, STRING)))
    return Type(name, super, tuple(made), _SAID if name.startswith(PACKAGE) else "")


_ANSWERS = ("field", "value", "annotator", "order:int", "derived:bool")
_NOTES = ("text", "annotator", "flag", "resolved:bool")
_LINKS = ("kind", "relation", "annotator", "independence", "note")
_ENTITY = ("label", "label_given", "name", "qid", "description", "role", "aliases")

OURS = (
    _type(
        MENTION, ANNOTATION, "id", "label", "label_given", "level", "entity", "entity_given",
        "entity_name", "head_start:int", "head_end:int", "annotator", "part_of", "order:int",
    ),
    _type(PART, ANNOTATION, "id", "role", "annotator", "mention", "part_of", "order:int"),
    _type(PART_LINK, TOP, "role", Feature("target", PART)),
    _type(
        CLAIM, ANNOTATION, "id", "annotator", "gist", "chain", "chain_given", "parent",
        Feature("parts", ARRAY, PART_LINK),
    ),
    _type(
        RELATION, ANNOTATION, "id", *_LINKS,
        Feature("Governor", ANNOTATION), Feature("Dependent", ANNOTATION),
    ),
    _type(ANSWER, ANNOTATION, "id", "claim", *_ANSWERS),
    _type(NOTE, ANNOTATION, "id", "span", "claim", *_NOTES),
    _type(ATTRIBUTE, ANNOTATION, "id", "span", "claim", "name", "value"),
    _type(
        ARTICLE, BASE, "id", "key", "title", "outlet", "published", "byline", "url", "language",
        "direction", "origin", "removed:bool", "statuses",
    ),
    _type(ENTITY, BASE, "id", *_ENTITY, "merged_into", "own:bool"),
    _type(ARTICLE_LINK, BASE, "id", *_LINKS, "source", "target"),
    _type(ARTICLE_ANSWER, BASE, "id", "entity", *_ANSWERS),
    _type(ARTICLE_NOTE, BASE, "id", "entity", *_NOTES),
    _type(ARTICLE_ATTRIBUTE, BASE, "id", "entity", "name", "value"),
)  # fmt: skip

_DKPRO = (
    _type(SENTENCE, ANNOTATION, "id"),
    _type(TOKEN, ANNOTATION, Feature("parent", ANNOTATION), "id", "order:int"),
    _type(
        METADATA, "uima.tcas.DocumentAnnotation", "documentTitle", "documentId", "documentUri",
        "collectionId", "documentBaseUri", "isLastSegment:bool",
    ),
)  # fmt: skip

_PLACED = (Feature("sofa", "uima.cas.Sofa"),)
_BUILT_IN = (
    Type(BASE, TOP, _PLACED),
    Type(ANNOTATION, BASE, (Feature("begin", INTEGER), Feature("end", INTEGER))),
    Type("uima.tcas.DocumentAnnotation", ANNOTATION, (Feature("language"),)),
)

DECLARED = Types({each.name: each for each in (*OURS, *_DKPRO)})
"""The types that an export declares."""


def known(types: Types) -> Types:
    """Types with those that every CAS has."""
    return Types({each.name: each for each in _BUILT_IN} | types.by_name)
