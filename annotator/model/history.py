"""What the log tells: who did what, and which rows it changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Change:
    """One row's change as the journal noted it: before and after as column maps, None = absent."""

    table: str
    row: int
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class EditRecord:
    """One entry of the history: who did what when. `reverts` names the entry it played back."""

    id: int
    at: str
    annotator: str
    name: str
    arguments: Mapping[str, object] = field(default_factory=dict)
    article: int | None = None
    reverts: int | None = None
    kind: str = "do"
