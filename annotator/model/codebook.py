"""What a codebook is made of: labels, fields with their choices, and types of links."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Label:
    """A type of mention. `code` stands under the words, `family` decides the hue, `conll` the
    CoNLL-2003 tag it becomes ("" = dropped). A merged label points to the one that took its place.
    """

    id: int
    name: str
    code: str
    family: str
    key: str
    definition: str = ""
    conll: str = ""
    position: int = 0
    retired: bool = False
    merged_into: int | None = None

    @property
    def meaning(self) -> str:
        """What it is in a few words: the definition up to its first stop, else the name."""
        return re.split(r"[,:;.(]", self.definition, maxsplit=1)[0].strip() or self.name


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a field can take, the key that gives it, its wording and its definition."""

    value: str
    key: str
    name: str
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A question of the codebook about a claim (or a source).

    `layer` is "claim" (what the text says; shared) or "judgement" (what one annotator thinks).
    A field without choices takes free text; `many` allows several values at once.
    """

    id: str
    name: str
    layer: str
    key: str = ""
    choices: tuple[Choice, ...] = ()
    core: bool = False
    many: bool = False
    definition: str = ""

    def choice(self, value: str) -> Choice | None:
        """The declared choice of that value, if there is one."""
        return next((c for c in self.choices if c.value == value), None)


@dataclass(frozen=True, slots=True)
class LinkType:
    """A way two claims, or two entities, can be linked."""

    value: str
    key: str
    name: str
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Codebook:
    """Labels, claim fields, judgement fields and link types of one project."""

    name: str
    version: str
    labels: tuple[Label, ...] = ()
    fields: tuple[Field, ...] = ()
    claim_links: tuple[LinkType, ...] = ()
    entity_links: tuple[LinkType, ...] = ()
    independence: tuple[Choice, ...] = ()

    def label(self, id: int) -> Label:
        """The label of that id, or the one it was merged into. KeyError if there is none."""
        found = next((label for label in self.labels if label.id == id), None)
        if found is None:
            raise KeyError(id)
        return self.label(found.merged_into) if found.merged_into is not None else found

    def label_named(self, name: str) -> Label | None:
        """The live label of that name."""
        return next((label for label in self.active_labels if label.name == name), None)

    @property
    def active_labels(self) -> tuple[Label, ...]:
        """Labels that can be given now, in the order of the codebook."""
        live = [x for x in self.labels if not x.retired and x.merged_into is None]
        return tuple(sorted(live, key=lambda label: (label.position, label.id)))

    def field(self, id: str) -> Field:
        """The field of that id. KeyError if there is none."""
        found = next((f for f in self.fields if f.id == id), None)
        if found is None:
            raise KeyError(id)
        return found

    def layer(self, layer: str) -> tuple[Field, ...]:
        """The fields of one layer, in the order they are asked."""
        return tuple(f for f in self.fields if f.layer == layer)

    def link_types(self, kind: str) -> tuple[LinkType, ...]:
        """The types of links between two claims, entities or spans; mentions are linked as
        entities are.
        """
        return self.claim_links if kind == "claim" else self.entity_links

    @property
    def core(self) -> tuple[Field, ...]:
        """The judgement fields that are always on screen, in the order they are asked."""
        return tuple(f for f in self.fields if f.core and f.layer == "judgement")
