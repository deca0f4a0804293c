"""The columns of a dataset, declared once and told to parquet, to `datasets` and in the card.

A kind is a dtype such as "string", a `Classes`, a list of one kind, or a map of kinds by name.
"""

from dataclasses import dataclass
from typing import Any

import orjson

from annotator.formats.common.labelling import label_ids, tag_names
from annotator.model import ROLES, Codebook


@dataclass(frozen=True, slots=True)
class Classes:
    """A number that stands for one of these names."""

    names: tuple[str, ...]


Kind = str | Classes | list[Any] | dict[str, Any]
Columns = dict[str, Kind]

_PLACE: Columns = {"start": "int32", "end": "int32"}
_PART: Columns = {"role": Classes(ROLES), **_PLACE, "text": "string"}
ARTICLE = ("id", "key", "title", "outlet", "published", "byline", "url", "language")
"""The columns of an article that tell what is known of it as a whole."""


def articles(codebook: Codebook) -> Columns:
    """A row for each article."""
    return {
        **dict.fromkeys(ARTICLE, "string"),
        "family": "string",
        "statuses": ["string"],
        "text": "string",
        "tokens": ["string"],
        "token_starts": ["int32"],
        "token_ends": ["int32"],
        "sentence_starts": ["int32"],
        "tags": [Classes(tuple(tag_names(codebook)))],
        "spans": [
            {
                "id": "string",
                **_PLACE,
                "label": Classes(tuple(label_ids(codebook))),
                "text": "string",
                **dict.fromkeys(("level", "entity", "name", "qid", "part_of"), "string"),
                "annotator": "string",
            }
        ],
        "claims": [{"id": "string", "gist": "string", "parts": [_PART]}],
        "reviewed": [_PLACE],
        "record": "string",
    }


def claims() -> Columns:
    """A row for each claim."""
    return {
        **dict.fromkeys(("id", "article", "title", "published", "language", "gist"), "string"),
        **dict.fromkeys(ROLES, "string"),
        **dict.fromkeys(("source_name", "source_qid", "parent"), "string"),
        "author_own": "bool",
        "parts": [_PART],
        "context": "string",
        "context_start": "int32",
        "answers": "string",
        "annotator": "string",
    }


def schema(columns: Columns) -> Any:
    """The columns as an arrow schema that `datasets` understands without a card."""
    import pyarrow

    features = {name: _feature(kind) for name, kind in columns.items()}
    told = orjson.dumps({"info": {"features": features}})
    fields = [pyarrow.field(name, _arrow(kind)) for name, kind in columns.items()]
    return pyarrow.schema(fields, metadata={b"huggingface": told})


def _arrow(kind: Kind) -> Any:
    import pyarrow

    match kind:
        case Classes():
            return pyarrow.int64()
        case [inner]:
            return pyarrow.list_(_arrow(inner))
        case dict():
            return pyarrow.struct([(name, _arrow(each)) for name, each in kind.items()])
    return {
        "string": pyarrow.string(), "int32": pyarrow.int32(), "bool": pyarrow.bool_(),
    }[str(kind)]  # fmt: skip


def _feature(kind: Kind) -> Any:
    match kind:
        case Classes(names):
            return {"names": list(names), "_type": "ClassLabel"}
        case [inner]:
            return [_feature(inner)]
        case dict():
            return {name: _feature(each) for name, each in kind.items()}
    return {"dtype": kind, "_type": "Value"}


def card_lines(columns: Columns, indent: str) -> list[str]:
    """The columns as the YAML of a dataset card."""
    lines = []
    for name, kind in columns.items():
        lines.append(f"{indent}- name: {quoted(name)}")
        lines += _yaml(kind, indent + "  ")
    return lines


def _yaml(kind: Kind, indent: str) -> list[str]:
    match kind:
        case Classes(names):
            rows = [f"{indent}      '{n}': {quoted(name)}" for n, name in enumerate(names)]
            return [f"{indent}dtype:", f"{indent}  class_label:", f"{indent}    names:", *rows]
        case [dict() as inner]:
            return [f"{indent}list:", *card_lines(inner, indent)]
        case [Classes() as inner]:
            head, *rest = _yaml(inner, indent)
            return [head.replace("dtype:", "list:"), *rest]
        case [inner]:
            return [f"{indent}list: {inner}"]
        case dict():
            return [f"{indent}struct:", *card_lines(kind, indent)]
    return [f"{indent}dtype: {kind}"]


def quoted(text: str) -> str:
    """A text in YAML: all but plain ASCII escaped, since YAML cannot hold every character."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if " " <= char <= "~":
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
