"""Numbers for labels that stay the same from one export to the next, for trained models."""

from annotator.model import Codebook


def label_ids(codebook: Codebook) -> dict[str, int]:
    """A number for each label by name, retired and merged ones included, in the order they were
    made: a new label gets the next number, and none is ever given to another label.
    """
    ordered = sorted(codebook.labels, key=lambda label: label.id)
    return {label.name: number for number, label in enumerate(ordered)}


def tag_names(codebook: Codebook) -> list[str]:
    """The IOB2 tags in the order of their class ids: O is 0, a label n has 2n + 1 and 2n + 2."""
    names = label_ids(codebook)
    return ["O", *(f"{prefix}-{name}" for name in names for prefix in "BI")]
