"""An analyst who knows every key and enters the crocus gold through the window, by hand alone.

She takes the cheapest way there is at each step, looking only at what the window shows her: the
offered chunk, the entity used last, the derived answer. `counted` holds the physical actions that
the hand-speed budget prices; what she does between `uncounted()` is entered all the same.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from annotator import text as texts
from annotator.gui.choosing import recent_entities
from annotator.gui.dialogs.entityfinder import EntityFinder
from annotator.model import Label, Span
from tests.gui.hand import Hand

CORE = ("attribution", "credibility", "reliability", "confidence")


class Expert:
    """Enters all the gold holds; `entities` and `claims` map its ids to ours."""

    def __init__(self, hand: Hand, gold: dict[str, Any]) -> None:
        self.hand, self.gold, self.text = hand, gold, hand.page.text
        self.entities: dict[str, int] = {}
        self.claims: dict[str, int] = {}
        self.counted: Counter[str] = Counter()
        self._still = {m["id"]: m for m in gold["mentions"]}

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Add what the hand does meanwhile to the priced actions."""
        before = Counter(self.hand.actions)
        yield
        self.counted.update(self.hand.actions - before)

    # mentions

    def enter_mentions(self) -> None:
        """All mentions with their entities, inner ones before the outer that hold them."""
        for mention in sorted(self._still.values(), key=lambda m: (m["end"], -m["start"])):
            if mention["id"] in self._still:
                with self.counting():
                    self._enter(mention)

    def _enter(self, mention: dict[str, Any]) -> None:
        start, end, label = mention["start"], mention["end"], self._label(mention["type"])
        self.select(start, end)
        self._press_label(mention, label)
        span = self._marked(start, end, label)
        if mention["entity"] is not None:
            assert span.entity is not None
            entity = self.hand.page.live(span.entity)
            assert self.entities.setdefault(mention["entity"], entity) == entity, mention
        else:
            assert span.entity is None, mention
        del self._still[mention["id"]]
        self._label_all(mention, label)

    def _press_label(self, mention: dict[str, Any], label: Label) -> None:
        """The cheapest keys that leave the mention with its entity."""
        hand, wanted = self.hand, self.entities.get(mention["entity"])
        known = self._would_join(mention, label)
        is_new = mention["entity"] is not None and wanted is None
        if (known is None and (is_new or mention["entity"] is None)) or (
            known is not None and known == wanted):  # fmt: skip
            hand.press(label.key)
            return
        if wanted is None:
            hand.press(label.key, "x" if is_new else "Shift+x")
            return
        ring = recent_entities(hand.page, label.id, mention["start"])
        if wanted in ring and ring.index(wanted) < 3:
            hand.press(*[f"Shift+{label.key}"] * (ring.index(wanted) + 1))
            return
        self._find(wanted, label)

    def _would_join(self, mention: dict[str, Any], label: Label) -> int | None:
        """The entity that the label's key alone would join: one known by these very words."""
        page, quote = self.hand.page, mention["text"]
        level = texts.level_of(quote, label.family)
        if level == "PRO":
            return None
        named = [
            e.id for e in page.entities.values()
            if level == "NAM" and e.label == label.id and quote in (e.name, *e.aliases)
            and not e.role
        ]  # fmt: skip
        forms = (quote,) if level == "NAM" else (quote, quote[0].swapcase() + quote[1:])
        same = [s for s in page.mentions if s.quote in forms and s.label == label.id and s.entity]
        latest = max(same, key=lambda s: s.id, default=None)
        return named[0] if named else (page.entity_of(latest) if latest else None)

    def _find(self, wanted: int, label: Label) -> None:
        """e, as many letters as it takes, Enter; the entity's own label is then put right."""
        hand = self.hand
        entity = hand.page.entities[wanted]
        hand.press("e")
        for letter in self._letters(entity.name):
            if self._finder().list.chosen_id == wanted:
                break
            hand.type(letter)
        while self._finder().list.chosen_id != wanted:
            hand.press("Down")
        hand.press("Enter")
        if entity.label != label.id:
            hand.press(label.key)

    def _letters(self, name: str) -> str:
        return max(name.split(), key=len).lower()[:2]

    def _finder(self) -> EntityFinder:
        return next(s for s in self.hand.window.findChildren(EntityFinder) if s.isVisible())

    def _label_all(self, mention: dict[str, Any], label: Label) -> None:
        """a and Enter, where the same words stand elsewhere and mean the same."""
        alike = [
            m for m in self._still.values()
            if (m["text"], m["entity"], m["type"]) == (
                mention["text"], mention["entity"], mention["type"])
        ]  # fmt: skip
        taken = {(s.start, s.end) for s in self.hand.page.mentions if s.label == label.id}
        places = [p for p in texts.occurrences(self.text, mention["text"]) if p not in taken]
        right = {(m["start"], m["end"]) for m in alike}
        wrong = [place for place in places if place not in right]
        if mention["level"] == "PRO" or len(alike) * 2 <= 2 + 2 * len(wrong):
            return
        self.hand.press("a")
        for place in places:
            if place in wrong:
                self.hand.press("Space")
            if place != places[-1] and any(
                other in wrong for other in places[places.index(place) :]
            ):
                self.hand.press("Down")
        self.hand.press("Enter")
        for each in alike:
            self._marked(each["start"], each["end"], label)
            del self._still[each["id"]]

    # selecting

    def select(self, start: int, end: int) -> None:
        """One click on a ready chunk, else one double click on a word, else one drag."""
        hand = self.hand
        if (point := self._chunk_point(start, end)) is not None:
            hand.click(point)
            if self._selected() == (start, end):
                return
        if texts.word_at(self.text, start) == (start, end):
            hand.double(start)
        else:
            exact = texts.snap_words(self.text, start, end) != (start, end)
            hand.drag(start, end, exact=exact)
        assert self._selected() == (start, end), (self.text[start:end], self._selected())

    def _chunk_point(self, start: int, end: int) -> int | None:
        """Where one click offers exactly these words: nothing is marked there."""
        if texts.word_at(self.text, start) == (start, end):
            return None
        page = self.hand.page
        for point in range(start, end):
            if not page.spans_at(point) and texts.chunk_at(self.text, point, 0) == (start, end):
                return point
        return None

    def _selected(self) -> tuple[int, int]:
        focus = self.hand.desk.focus
        return focus.start, focus.end

    def choose(self, span: Span) -> None:
        """Click on a span until it is the one chosen."""
        for _click in range(8):
            if self.hand.desk.focus.span == span.id:
                return
            self.hand.click(span.start)
        raise AssertionError(f"cannot be chosen: {span.quote}")

    def _marked(self, start: int, end: int, label: Label) -> Span:
        found = [
            s for s in self.hand.page.mentions
            if (s.start, s.end, s.label) == (start, end, label.id)
        ]  # fmt: skip
        assert len(found) == 1, (self.text[start:end], label.code, len(found))
        return found[0]

    def _label(self, name: str) -> Label:
        label = self.hand.page.codebook.label_named(name)
        assert label is not None
        return label

    # claims

    def enter_claims(self) -> None:
        """Each claim with its parts, its four core answers, and its links to those before."""
        judged = {j["claim"]: j for j in self.gold["judgements"] if j["basis"] == "text_only"}
        for claim in self.gold["claims"]:
            with self.counting():
                self._make(claim)
                self._judge(claim, judged[claim["id"]])
            self._hedge(claim)
            for link in self.gold["claim_links"]:
                if link["source"] == claim["id"] and link["target"] in self.claims:
                    with self.counting():
                        self._link(link, open_first=False)
        for link in self.gold["claim_links"]:
            if not self._is_linked(link):
                with self.counting():
                    self._link(link, open_first=True)

    def _make(self, claim: dict[str, Any]) -> None:
        hand, spans = self.hand, claim["spans"]
        first, *more = spans["content"]
        self._take_content(first["start"], first["end"])
        hand.press("n" if claim["source_kind"] == "author" else "c")
        made = hand.desk.focus.claim
        assert made is not None
        self.claims[claim["id"]] = made
        for piece in more:
            self.select(piece["start"], piece["end"])
            hand.press("Shift+c")
        for cue in spans["cue"]:
            self.select(cue["start"], cue["end"])
            hand.press("u")
        for source in spans["source"]:
            self._take_source(source["start"], source["end"])

    def _take_content(self, start: int, end: int) -> None:
        """One click where c or n takes the clause, else the words themselves."""
        page = self.hand.page
        for point in (start, *range(start, end)):
            free = all(span.is_mention for span in page.spans_at(point))
            if free and texts.clause_at(self.text, point) == (start, end):
                self.hand.click(point)
                focus = self.hand.desk.focus
                if texts.clause_at(self.text, focus.start) == (start, end) and focus.ready <= 0:
                    return
                break
        self.select_again(start, end)

    def select_again(self, start: int, end: int) -> None:
        """Select words on purpose: a double click or a drag, never a chunk that c would widen."""
        if texts.word_at(self.text, start) == (start, end):
            self.hand.double(start)
        else:
            exact = texts.snap_words(self.text, start, end) != (start, end)
            self.hand.drag(start, end, exact=exact)
        assert self._selected() == (start, end), self.text[start:end]

    def _take_source(self, start: int, end: int) -> None:
        """s alone for the last source, a click and s for a mention, else the words and s."""
        page = self.hand.page
        given = [s for s in page.spans if s.role == "source"]
        last = max(given, key=lambda s: s.id, default=None)
        if last is not None and (last.start, last.end) == (start, end):
            self.hand.press("s")
            return
        lies = [s for s in page.mentions if (s.start, s.end) == (start, end)]
        if lies and page.spans_at(start)[0].id == lies[0].id:
            self.hand.click(start)
        else:
            self.select(start, end)
        self.hand.press("s")

    def _judge(self, claim: dict[str, Any], judgement: dict[str, Any]) -> None:
        """Answer what waits; a source met again is graded once, on its card."""
        hand = self.hand
        if not hand.desk.focus.field:
            hand.press("j")
        while field := hand.desk.focus.field:
            value = judgement[field]
            choice = hand.page.codebook.field(field).choice(str(value))
            key = "0" if value is None else choice.key if choice else "?"
            if field == "reliability" and self._comes_again(claim):
                key = f"Shift+{key}"
            hand.press(key)
        given = hand.page.answers(claim=hand.desk.focus.claim)
        for field in CORE:
            want = "na" if judgement[field] is None else judgement[field]
            assert given[field][0].value == want, (claim["id"], field)

    def _comes_again(self, claim: dict[str, Any]) -> bool:
        """True where a later claim has the same source and the same letter."""
        claims = self.gold["claims"]
        later = claims[claims.index(claim) + 1 :]
        return claim["source_entity"] is not None and any(
            other["source_entity"] == claim["source_entity"] for other in later
        )

    def _hedge(self, claim: dict[str, Any]) -> None:
        for n, hedge in enumerate(claim["spans"]["hedge"]):
            self.select_again(hedge["start"], hedge["end"])
            self.hand.press("Shift+h" if n else "h")

    # links

    def _link(self, link: dict[str, Any], *, open_first: bool) -> None:
        """l, a click on the other claim, the key of the type."""
        if open_first:
            self.click_claim(link["source"])
        assert self.hand.desk.focus.claim == self.claims[link["source"]]
        kind = next(t for t in self.hand.page.codebook.claim_links if t.value == link["type"])
        self.hand.press("l", on=self.hand.view)
        self.click_claim(link["target"])
        self.hand.press(kind.key, on=self.hand.view)
        assert self._is_linked(link)

    def _is_linked(self, link: dict[str, Any]) -> bool:
        ends = (self.claims.get(link["source"]), self.claims.get(link["target"]))
        return any(
            (one.source, one.target) == ends and one.type == link["type"]
            for one in self.hand.page.links
        )

    def click_claim(self, id: str) -> None:
        """Click a claim's row in the list."""
        self.hand.click_row(self.hand.window.work.panels["claims"].typed(), self.claims[id])
