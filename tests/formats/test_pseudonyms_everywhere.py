"""No format writes a name that is hidden, in any form that a name can have in a text, anywhere: in
texts, metadata, remarks, properties, lists, names of files.
"""

import html
import re
import tempfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from annotator import formats
from annotator.formats.common.pseudonyms import Mask
from annotator.formats.values import Lost, ProjectCard, Pseudonym
from annotator.model import (
    Attribute,
    Claim,
    Entity,
    Judgement,
    Link,
    Note,
    Origin,
    Page,
    Span,
)
from tests.formats import pages as make
from tests.formats.running import exported
from tests.formats.whole import ALL
from tests.jobs.test_pseudonyms import everything_in

# A name, and the forms in which it may stand where nothing marks it.
NAMES = {
    "Северный": ("Северный", "Северного", "СЕВЕРНЫЙ", "«Северный»", "Се-\nверный"),
    "Северный Кавказ": ("Северном Кавказе", "Северный\n   Кавказ", "северный кавказ"),
    "Анна Ликова": ("Анны Ликовой", "Анной Ликовой", "АННА ЛИКОВА", "Анна «Ликова»"),
    "РГТРК «Останкино»": ("РГТРК «Останкино»", "РГТРК \"Останкино\"", "РГТРК\u00a0«Останкино»"),
    "Zora (Zo) Quixley": ("Zora (Zo) Quixley", "ZORA (ZO)\nQUIXLEY", "Zora (Zo) Quixley’s"),
    "Bell & Vance": ("Bell & Vance", "BELL & VANCE", "Bell &\nVance"),
    "Q&Z": ("Q&Z", "q&z"),
    "Wexford-Ormonde": ("Wexford-Ormonde", "Wexford Ormonde", "#WexfordOrmonde"),
    "פלמ\"ח": ("פלמ\"ח", "הפלמ\"ח", "פלמ״ח"),
    "شركة زورا": ("شركة زورا", "وشركة زورا"),
    "習近平": ("習近平", "在習近平說"),
    "Ödön Çelik": ("Ödön Çelik", "O\u0308do\u0308n C\u0327elik", "ÖDÖN ÇELIK"),
}  # fmt: skip
NICKNAME, CODE = "La Wexquill", "Q98431"
_PLACES = st.sampled_from(
    ["{} said so.", "({})", "\n\n{}\n", "Then {}, she said", "“{}”", "near {}; ", "a", "{} – "]
)


@st.composite
def telling(draw: st.DrawFn) -> tuple[Page, tuple[Pseudonym, ...]]:
    """A page that tells some names wherever one can be, and who of them is hidden."""
    chosen = draw(st.lists(st.sampled_from(sorted(NAMES)), min_size=1, max_size=4, unique=True))
    forms = st.sampled_from([*(each for name in chosen for each in NAMES[name]), NICKNAME, "he"])

    def words(most: int) -> str:
        pieces = draw(st.lists(st.tuples(_PLACES, forms), max_size=most))
        return " ".join(place.format(form) for place, form in pieces)

    text, mentions = f"It began. {words(3)}", list[tuple[int, int, str]]()
    for name in chosen:
        text += " So "
        mentions.append((len(text), len(text) + len(name), draw(st.sampled_from(["PER", "ORG"]))))
        text += f"{name} went. {words(2)}"
    page = make.page_of(text, *mentions)
    hidden = [s for s in page.spans if draw(st.booleans())] or list(page.spans[:1])
    ids = {span.id: 500 + n for n, span in enumerate(page.spans)}
    entities = {
        ids[s.id]: Entity(ids[s.id], s.label or 0, s.quote, CODE if s in hidden else "",
                          f"is {s.quote}", aliases=(NICKNAME,) if s in hidden else ())
        for s in page.spans
    }  # fmt: skip
    one = page.spans[0]
    part = Span(300, 1, max(0, one.start - 3), one.end - 1, 1, role="content", claim=400)
    source = replace(one, id=301, label=None, level="", role="source", claim=400, mention=one.id)
    page = replace(
        page,
        article=replace(
            page.article, title=words(2), byline=words(1), outlet=words(1), family="f00d",
            url=f"https://x.org/{quote(draw(forms))}", origin=Origin(f"{hidden[0].quote}.txt"),
        ),
        spans=make.in_order([*(replace(s, entity=ids[s.id]) for s in page.spans), part, source]),
        entities=entities,
        claims={400: Claim(400, 1, 1, words(2), (ids[one.id],))},
        judgements=(Judgement(900, "rationale", words(1) or "so", 1, 400),),
        links=_links(page, words),
        notes=(Note(1, words(2), 1, claim=400), Note(2, words(2), 1, entity=500),
               Note(3, words(1), 1, article=1), Note(4, words(1), 1, span=one.id)),
        attributes=(
            Attribute(5, "kind", words(1), span=one.id), Attribute(6, "of", words(1), claim=400),
            Attribute(7, "desk", words(1)), Attribute(8, draw(forms), "x"),
            Attribute(9, "mail", words(1), entity=500),
        ),
    )  # fmt: skip
    return page, tuple(
        Pseudonym(ids[s.id], f"Person {n}", (s.quote, NICKNAME), is_person=False)
        for n, s in enumerate(hidden, 1)
    )


def _links(page: Page, words) -> tuple[Link, ...]:  # type: ignore[no-untyped-def]
    if len(page.spans) < 2:
        return ()
    ends = page.spans[0].id, page.spans[1].id
    return (
        Link(10, "span", *ends, words(1) or "near", 1),
        Link(11, "entity", 500, 501, "member_of", 1, note=words(1)),
    )


def _card(page: Page, hidden: tuple[Pseudonym, ...]) -> ProjectCard:
    name = hidden[0].names[0]
    return replace(make.card_of(page), name=f"{name} leak", guidelines=f"Ask {name}.",
                   properties={"about": name}, pseudonyms=hidden)  # fmt: skip


def _plain(words: str) -> str:
    """Words without what formats write for signs, in one case, all blanks and quotes alike."""
    words = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), words)
    words = html.unescape(unquote(words)).replace('\\"', '"').replace("\\n", "\n")
    words = re.sub(r"[«»“”״]", '"', words.casefold())
    return re.sub(r"-\s*\n\s*|\\[\[\]()_-]", "-", re.sub(r"[\s_]+", " ", words))


def _forms(name: str) -> set[str]:
    """What must not be read: the name, and the forms it has."""
    return {_plain(each) for each in (name, *NAMES.get(name, ()))}


_FORMATS = [each.NAME for each in formats.writers()]


@pytest.mark.parametrize("name", _FORMATS)
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow],
          phases=[Phase.generate])  # fmt: skip
@given(told=telling())
def test_nothing_that_is_written_holds_a_hidden_name(
    name: str, told: tuple[Page, tuple[Pseudonym, ...]]
) -> None:
    writer, (page, hidden) = formats.writer(name), told
    if formats.missing_extra(writer.EXTRA):
        pytest.skip("needs an extra")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        exported(writer, [page], out / "x", _card(page, hidden), statuses=ALL)
        written = _plain(everything_in(out))
    for each in (*hidden, Pseudonym(0, "", (CODE, "f00d"))):
        for known in each.names:
            for form in _forms(known):
                around = r"" if form[0] > "\u3000" else r"\b"
                assert not re.search(rf"{around}{re.escape(form)}{around}", written), form


@settings(max_examples=60, deadline=None)
@given(told=telling())
def test_marks_lie_on_the_same_words_after_names_went(
    told: tuple[Page, tuple[Pseudonym, ...]],
) -> None:
    page, hidden = told
    lost: list[Lost] = []
    new = Mask(_card(page, hidden)).page(page, lost)
    assert new is not None
    names = {each.entity: each.name for each in hidden}
    for span in new.spans:
        assert span.quote == new.text[span.start : span.end]
        whom = page.live(page.span(span.id).entity)  # type: ignore[union-attr]
        if span.is_mention:
            assert names[whom] in span.quote if whom in names else span.quote
    for each in lost:
        assert each.start < 0 or each.quote == new.text[each.start : each.end]


def test_properties_of_an_article_that_name_the_hidden_stay_behind() -> None:
    page = make.page_of("She came home.")
    page = replace(
        page,
        article=replace(page.article, title="Home"),
        attributes=(Attribute(1, "source", "Zora Quixley told us"), Attribute(2, "by", "Ana")),
    )
    card = replace(make.card_of(page), pseudonyms=(Pseudonym(5, "Person 1", ("Zora Quixley",)),))
    lost: list[Lost] = []
    new = Mask(card).page(page, lost)
    assert new is not None
    assert [(a.name, a.value) for a in new.attributes] == [
        ("source", "Person 1 told us"), ("by", "Ana"),
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        for name in ("jsonl", "w3c", "csv", "brat"):
            out = Path(folder) / name
            exported(formats.writer(name), [page], out / "x", card, statuses=ALL)
            assert "quixley" not in everything_in(out)
    named = make.page_of("Zora Quixley came.", (0, 12, "PER"))
    said = Attribute(1, "source", "told by Zora Quixley")
    lost.clear()
    new = Mask(card).page(replace(named, attributes=(said,)), lost)
    assert new is not None and new.attributes == ()  # what else was said would lead back to it
    assert "attribute of the article" in [each.what for each in lost]
