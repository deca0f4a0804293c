"""What of a codebook is in use: counted before something of it is taken away."""

from collections import Counter
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field

from annotator.i18n import _, ngettext
from annotator.model import Choice, Codebook, LinkType
from annotator.progress import Progress
from annotator.project import Project
from annotator.store import uses


@dataclass(frozen=True, slots=True)
class Uses:
    """How many mentions, answers and links there are by what the codebook calls them.

    `labels` goes by label id, merged ones added to those that took their place; `values` by field
    id and value, for the fields with choices.
    """

    labels: Mapping[int, int] = field(default_factory=dict)
    fields: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[tuple[str, str], int] = field(default_factory=dict)
    claim_links: Mapping[str, int] = field(default_factory=dict)
    entity_links: Mapping[str, int] = field(default_factory=dict)

    def lost(self, before: Codebook, after: Codebook) -> Iterator[str]:
        """A sentence for each field, value or link type in use that a new codebook lacks."""
        kept = {each.id: each for each in after.fields}
        for old in before.fields:
            new = kept.get(old.id)
            if new is None:
                if n := self.fields.get(old.id, 0):
                    yield _answers(n).format(what=old.name, n=n)
                continue
            gone = {c.value for c in old.choices} - {c.value for c in new.choices}
            for choice in old.choices if new.choices else ():
                if choice.value in gone and (n := self.values.get((old.id, choice.value), 0)):
                    yield _answers(n).format(what=f"{old.name}: {choice.name}", n=n)
        yield from _links(before.claim_links, after.claim_links, self.claim_links)
        yield from _links(before.entity_links, after.entity_links, self.entity_links)


def _answers(n: int) -> str:
    return ngettext("“{what}” has {n} answer, so it must stay.",
                    "“{what}” has {n} answers, so it must stay.", n)  # fmt: skip


def _links(
    before: tuple[Choice | LinkType, ...], after: tuple[Choice | LinkType, ...],
    counts: Mapping[str, int],
) -> Iterator[str]:  # fmt: skip
    kept = {each.value for each in after}
    for one in before:
        if one.value not in kept and (n := counts.get(one.value, 0)):
            words = ngettext("“{what}” links {n} pair, so it must stay.",
                             "“{what}” links {n} pairs, so it must stay.", n)  # fmt: skip
            yield words.format(what=one.name, n=n)


def codebook_uses(project: Project) -> Generator[Progress, None, Uses]:
    """Count what is in use, from a connection of its own."""
    yield Progress(0, 1, _("Codebook"))
    book = project.codebook
    with closing(project.another_reader()) as db:
        labels: dict[int, int] = {}
        for id, n in uses.of_labels(db).items():
            live = book.label(id).id
            labels[live] = labels.get(live, 0) + n
        chosen = [each.id for each in book.fields if each.choices]
        return Uses(
            labels=labels,
            fields=uses.of_fields(db),
            values=uses.of_values(db, chosen),
            claim_links=uses.of_links(db, "claim"),
            # Mentions are linked by the same types.
            entity_links=Counter(uses.of_links(db, "entity")) + Counter(uses.of_links(db, "span")),
        )
