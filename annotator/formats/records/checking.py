"""Records of a file checked against a shape, so that a stranger's file cannot surprise us later.

A shape says for each key the type it must have and what stands in where it is absent; a key with
`NEEDED` may not be absent. Keys outside the shape are noted, not dropped in silence.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from annotator.errors import BadInput
from annotator.i18n import _

NEEDED: Any = object()
Raw = dict[str, Any]
Shape = Mapping[str, tuple[type, Any]]
T = TypeVar("T")

_TYPES = {
    str: "text", int: "a whole number", float: "a number", bool: "true or false", list: "a list",
    dict: "a map",
}  # fmt: skip


@dataclass(slots=True)
class Place:
    """Where in which file we are, and which keys were met that nobody reads."""

    path: Path
    line: int
    ignored: set[str] = field(default_factory=set)

    def wrong(self, why: str, **words: object) -> NoReturn:
        """Give up with a sentence about this line."""
        raise BadInput(self.path, self.line, why.format(**words))

    def taken(self, raw: object, shape: Shape, what: str) -> Raw:
        """The record's values by the keys of its shape."""
        if type(raw) is not dict:
            self.wrong(_("{what} is not a map."), what=what)
        values = {}
        for key, (kind, default) in shape.items():
            value = raw.get(key, default)
            if type(value) is not kind and (value is NEEDED or value is not default):
                self._misfit(value, kind, f"{what}.{key}")
            values[key] = value
        if len(raw) > len(shape) or not raw.keys() <= shape.keys():
            self.ignored.update(f"{what}.{key}" for key in raw.keys() - shape.keys())
        return values

    def each(self, raw: list[Any], make: Callable[[object, "Place"], T]) -> tuple[T, ...]:
        """The records of a list, made into values."""
        return tuple(make(one, self) for one in raw)

    def texts(self, raw: list[Any], what: str, *, gaps: bool = False) -> tuple[Any, ...]:
        """A list of texts; with `gaps`, nulls may stand among them."""
        for one in raw:
            if type(one) is not str and not (gaps and one is None):
                self._misfit(one, str, what)
        return tuple(raw)

    def among(self, value: str, allowed: object, what: str) -> None:
        """Give up unless the value is one of those allowed."""
        if value not in allowed:  # type: ignore[operator]
            self.wrong(_("{what} is “{value}”, which is not known here."), what=what, value=value)

    def _misfit(self, value: object, kind: type, what: str) -> NoReturn:
        if value is NEEDED:
            self.wrong(_("{what} is missing."), what=what)
        self.wrong(_("{what} is not {kind}."), what=what, kind=_TYPES[kind])
