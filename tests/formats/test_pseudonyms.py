"""Pseudonyms on pages: spans stay exact, nothing is told, and the same comes out every time."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator import formats
from annotator.errors import Refused
from annotator.formats import jsonl
from annotator.formats.common.pseudonyms import Mask
from annotator.formats.values import Lost, ProjectCard, Pseudonym
from annotator.model import Claim, Entity, Note, Page, Span
from tests.formats import pages as make
from tests.formats.running import exported

FORMATS = ("jsonl", "brat", "conll2003", "conllu", "csv", "report", "w3c")
NAME, OTHER = "Zora Quixley", "Ana Li"


def masked(page: Page, *hidden: Pseudonym) -> tuple[Page | None, list[Lost]]:
    """The page as it goes out, and what is told of it."""
    lost: list[Lost] = []
    card = replace(make.card_of(page), pseudonyms=hidden)
    return Mask(card).page(page, lost), lost


def known(page: Page, entity: Entity, name: str) -> Pseudonym:
    """A pseudonym for an entity of a page."""
    names = {s.quote for s in page.spans if page.live(s.entity) == entity.id and s.level == "NAM"}
    return Pseudonym(entity.id, name, (entity.name, *entity.aliases, *sorted(names)), True)


@given(make.pages(least=1), st.data())
def test_every_span_of_a_page_is_exact(page: Page, data: st.DataObject) -> None:
    live = [e for e in page.entities.values() if e.merged_into is None]
    chosen = data.draw(st.lists(st.sampled_from(live), unique_by=lambda e: e.id))
    hidden = [known(page, e, f"ПСЕВДО {n}") for n, e in enumerate(chosen)]
    new, lost = masked(page, *hidden)
    assert new is not None
    assert [s.quote for s in new.spans] == [new.text[s.start : s.end] for s in new.spans]
    old = {span.id: span for span in page.spans}
    ids = {e.id: p.name for e, p in zip(chosen, hidden, strict=True)}
    for span in new.spans:
        was = old[span.id]
        assert span.start < span.end and (span.mention is None or new.span(span.mention))
        whom = page.live(was.entity)
        if was.is_mention and was.level == "NAM" and whom in ids and not any(
            o.id != was.id and o.is_mention and o.start < was.end and was.start < o.end
            for o in page.spans
        ):  # fmt: skip
            assert ids[whom] in span.quote
    for one in lost:
        if one.start >= 0:
            assert one.quote == new.text[one.start : one.end]
    assert {s.id for s in page.spans} - {s.id for s in new.spans} <= {
        s.id for s in page.spans if s.is_mention
    }
    if new.text == page.text:
        assert [replace(s, quote="") for s in new.spans] == [
            replace(s, quote="") for s in page.spans
        ]


@given(make.pages(least=1))
@settings(max_examples=25)
def test_a_masked_page_is_read_again_as_it_was_written(page: Page) -> None:
    live = [e for e in page.entities.values() if e.merged_into is None and e.article is None]
    hidden = tuple(known(page, e, f"ПСЕВДО {n}") for n, e in enumerate(live))
    card = replace(make.card_of(page), pseudonyms=hidden)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "a.jsonl"
        report = exported(jsonl, [page], out, card, rights=("unsaid",))
        (read,) = jsonl.read(out)
        assert report.written == 1
        new, _lost = masked(page, *hidden)
        assert new is not None and read.text == new.text
        places = [(s.start, s.end) for s in read.spans]
        assert sorted(places) == sorted((s.start, s.end) for s in new.spans)


_PLACES = st.sampled_from(
    [
        "{} said so.",
        "see {0}.org/x{0}",
        "Believe {}, she said",
        "({})",
        "\n\n{}\n",
        "{}’s car",
        "a",
        " ",
    ]
)
_VARIANTS = st.sampled_from(
    [NAME, "Quixley", "ZORA QUIXLEY", "zora-quixley", "Quixleys", "#ZoraQuixley", "Zora\nQuixley",
     "Zora", "Quix\u00adley", "Zóra Quixley", OTHER, "he"]
)  # fmt: skip


@st.composite
def telling_pages(draw: st.DrawFn) -> Page:
    """A page that tells a name in its text, its metadata and all that is said of it."""

    def words(most: int) -> str:
        pieces = draw(st.lists(st.tuples(_PLACES, _VARIANTS), max_size=most))
        return " ".join(place.format(name) for place, name in pieces)

    text = f"{words(4)} {NAME} met {OTHER}. {words(4)}"
    start = text.index(f"{NAME} met")
    page = make.page_of(text, (start, start + len(NAME), "PER"))
    (span,) = page.spans
    part = replace(span, id=300, label=None, level="", role="source", claim=400, mention=span.id)
    cut = Span(301, 1, max(0, start - 3), start + 5, 1, role="cue", claim=400)
    hidden = Entity(500, span.label or 0, NAME, "Q77", f"is {NAME}", aliases=("La Quixley",))
    return replace(
        page,
        article=replace(
            page.article, title=words(2), byline=words(1), outlet=words(1), url=words(1),
            family="f00d-family",
        ),
        spans=make.in_order([replace(span, entity=500), part, cut]),
        entities={500: hidden},
        claims={400: Claim(400, 1, 1, words(2), (500,))},
        notes=(Note(1, words(2), 1, claim=400), Note(2, words(2), 1, entity=500)),
    )  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=6)
@given(page=telling_pages())
def test_no_name_is_anywhere_in_what_is_written(name: str, page: Page) -> None:
    writer = formats.writer(name)
    card = _card(page)
    with tempfile.TemporaryDirectory() as folder:
        first, second = (_written(writer, page, card, Path(folder) / n) for n in "ab")
    assert first == second
    told = first.decode().replace("\u00ad", "").lower()
    for word in ("quixley", "zora", "zóra", "q77", "f00d-family"):
        assert word not in told


def _card(page: Page) -> ProjectCard:
    card = make.card_of(page)
    names = (NAME, "La Quixley")
    return replace(
        card, name=f"{NAME} leak", guidelines=f"Ask {NAME}.",
        pseudonyms=(Pseudonym(500, "Person 1", names, is_person=True),),
    )  # fmt: skip


def _written(writer: formats.Writer, page: Page, card: ProjectCard, folder: Path) -> bytes:
    exported(writer, [page], folder / "out", card)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return b"\n".join(path.name.encode() + b"\n" + path.read_bytes() for path in files)


def test_a_given_name_stays_where_somebody_else_is_marked() -> None:
    text = "Zora Quixley saw Zora Neale and Zora Hale. zora"
    page = make.page_of(text, (0, 12, "PER"), (17, 27, "PER"))
    one, two = page.spans
    page = replace(page, spans=(replace(one, entity=500), replace(two, entity=501)),
                   entities={500: Entity(500, one.label or 0, NAME),
                             501: Entity(501, one.label or 0, "Zora Neale")})  # fmt: skip
    new, _lost = masked(page, Pseudonym(500, "Person 1", (NAME,), is_person=True))
    assert new is not None
    assert new.text == "Person 1 saw Zora Neale and Person 1 Hale. zora"


def test_mentions_within_a_name_go_and_parts_of_claims_are_widened() -> None:
    page = make.page_of("The Bank of Russia said", (4, 18, "ORG"), (12, 18, "GPE"))
    bank, russia = page.spans
    part = Span(300, 1, 9, 23, 1, role="cue", claim=400, mention=russia.id)
    page = replace(
        page,
        spans=make.in_order([replace(bank, entity=500), replace(russia, entity=501), part]),
        entities={500: Entity(500, bank.label or 0, "Bank of Russia"),
                  501: Entity(501, russia.label or 0, "Russia")},
        claims={400: Claim(400, 1, 1)},
    )  # fmt: skip
    new, lost = masked(page, Pseudonym(500, "Organization 1", ("Bank of Russia",)))
    assert new is not None and new.text == "The Organization 1 said"
    assert [(s.id, s.quote, s.mention) for s in new.spans] == [
        (300, "Organization 1 said", None), (bank.id, "Organization 1", None)]  # fmt: skip
    assert {one.what for one in lost} >= {
        "mention within a name",
        "mark with an edge within a name",
    }


def test_a_given_pseudonym_that_tells_a_name_is_refused() -> None:
    page = make.page_of("Zora Quixley left", (0, 12, "PER"))
    with pytest.raises(Refused, match="Miss Quixley"):
        masked(page, Pseudonym(500, "Miss Quixley", (NAME,), is_person=True, is_given=True))


def test_a_number_that_is_a_name_is_in_no_pseudonym() -> None:
    page = make.page_of("Person left. Pat Ode left.", (0, 6, "PER"), (13, 20, "PER"))
    one, two = page.spans
    page = replace(page, spans=(replace(one, entity=500), replace(two, entity=501)),
                   entities={500: Entity(500, one.label or 0, "Person"),
                             501: Entity(501, one.label or 0, "Pat Ode")})  # fmt: skip
    hidden = Pseudonym(500, "Person 1", ("Person",)), Pseudonym(501, "Person 2", ("Pat Ode",))
    new, _lost = masked(page, *hidden)
    assert new is not None and new.text == "Pseudonym 1 left. Pseudonym 2 left."
