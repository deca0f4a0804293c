"""Claims told in words, for formats that give each a row: its parts, its source, its answers."""

from annotator.model import Claim, Page

GAP = " … "
"""What stands between the pieces of one role."""


def words(page: Page, claim: int, role: str) -> str:
    """The words of one role of a claim, its pieces in order."""
    return GAP.join(page.text[s.start : s.end] for s in page.parts(claim, role))


def is_authors_own(page: Page, claim: Claim) -> bool:
    """True for what the article's author says without attributing it to anybody."""
    source = page.entities.get(claim.source or 0)
    return len(claim.chain) == 1 and source is not None and source.role == "author"


def source_name(page: Page, claim: Claim) -> str:
    """The name of the entity that a claim comes from; "" where nobody is named."""
    source = page.entities.get(page.live(claim.source) or 0)
    return "" if source is None or source.role == "author" else source.name


def source_qid(page: Page, claim: Claim) -> str:
    """The Wikidata id of the entity that a claim comes from."""
    source = page.entities.get(page.live(claim.source) or 0)
    return "" if source is None else source.qid


def told_answers(page: Page, claim: int, names: dict[int, str]) -> dict[str, str]:
    """The answers about a claim by field: each value once, with who gave it where they differ."""
    told = {}
    for field, answers in page.answers(claim=claim).items():
        by: dict[int, list[str]] = {}
        for each in sorted(answers, key=lambda one: (one.annotator, one.order, one.id)):
            by.setdefault(each.annotator, []).append(each.value)
        values = {who: ", ".join(each) for who, each in by.items()}
        if len(set(values.values())) == 1:
            told[field] = next(iter(values.values()))
        else:
            told[field] = "; ".join(f"{value} ({names[who]})" for who, value in values.items())
    return told


def around(
    page: Page, claim: Claim, found: tuple[tuple[int, int], ...]
) -> tuple[int, int]:  # fmt: skip
    """The sentences that a claim's parts lie in, from the first to the last; of all `found`."""
    parts = page.parts(claim.id)
    if not parts:
        return 0, 0
    first, last = min(p.start for p in parts), max(p.end for p in parts)
    starts = [start for start, _end in found if start <= first]
    ends = [end for _start, end in found if end >= last]
    return (starts[-1] if starts else first), (ends[0] if ends else last)
