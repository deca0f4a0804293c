"""What an analyst enters besides what the hand-speed budget prices: until all of the gold is in."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from annotator.gui.claims.ties import Independence, Tie
from annotator.gui.claims.visit import LineVisit, TextVisit
from annotator.i18n import _
from tests.gui.expert import CORE, Expert
from tests.gui.facts import TRAITS, word


class ThoroughExpert(Expert):
    """Levels, heads, gists, further fields, names, chains, independence, a second opinion."""

    def put_levels_right(self) -> None:
        """Name, description, pronoun or value, where the guess was another; and the head words."""
        keys = {"NAM": "Alt+n", "NOM": "Alt+d", "PRO": "Alt+p", "VAL": "Alt+v"}
        for mention in self.gold["mentions"]:
            label = self._label(mention["type"])
            span = self._marked(mention["start"], mention["end"], label)
            if span.level != mention["level"]:
                self.choose(span)
                self.hand.press(keys[mention["level"]])
            head = tuple(mention["head"])
            if head != (mention["start"], mention["end"]):
                self.hand.view.set_selection(*head)
                self.hand.press("Alt+h")

    def enter_further(self) -> None:
        """Gists, the claim's other fields, the analyst's other answers, notes, chains."""
        judged = {j["claim"]: j for j in self.gold["judgements"] if j["basis"] == "text_only"}
        for claim in self.gold["claims"]:
            self.click_claim(claim["id"])
            self._further(claim, judged[claim["id"]])

    def _further(self, claim: dict[str, Any], judgement: dict[str, Any]) -> None:
        self.fill(self.hand.window.work.panels["claims"].form.gist, claim["gist"])
        for field in self.hand.page.codebook.layer("claim"):
            if field.id in claim and field.id != "source_kind":
                self._answer(field.id, claim[field.id])
        for field in ("anonymity", "proximity", "evidence", "basis", "status", "rationale"):
            self._answer(field, judgement[field])
        if claim.get("note"):
            self.fill(self._form_field(_("New note on the claim")), claim["note"])

    def _answer(self, field: str, value: Any) -> None:
        """The field's key, then the value's; nothing where it says so already."""
        hand = self.hand
        declared = hand.page.codebook.field(field)
        values = value if isinstance(value, list) else [value]
        values = [str(one).lower() if isinstance(one, bool) else one for one in values]
        who = None if declared.layer == "claim" else hand.desk.project.annotator.id
        shown = hand.page.answers(claim=hand.desk.focus.claim, annotator=who).get(field, ())
        if values == [None] or [one.value for one in shown] == values:
            return
        own = declared.key if declared.layer == "claim" else f"Shift+{declared.key}"
        hand.press(own, on=hand.view)
        if not declared.choices:
            self.fill(self._form_field(declared.name), value)
            return
        for one in values:
            choice = declared.choice(one)
            hand.press("0" if choice is None else choice.key, on=hand.view)
        if declared.many:
            hand.press("Enter", on=hand.view)

    # what is typed

    def fill(self, field: QWidget, words: str) -> None:
        """Go into a field, put words in the place of what stands there, and leave by Enter."""
        field.setFocus()
        self.hand.press("Ctrl+a")
        self.hand.type(words)
        self.hand.press("Enter")
        assert field.visit.is_changed is False

    def _form_field(self, name: str) -> QWidget:
        """The field of that name in the claims panel's form, unfolded if it has to be."""
        form = self.hand.window.work.panels["claims"].form
        fields = (*form.findChildren(LineVisit), *form.findChildren(TextVisit))
        named = {field.accessibleName(): field for field in fields if field.isVisible()}
        assert name in named, sorted(named)
        return named[name]

    def enter_entities(self) -> None:
        """Names, other names, Wikidata ids, traits and notes of the entities; their links."""
        for entity in self.gold["entities"]:
            if entity["id"] in self.entities:
                self._describe(entity)
        for link in self.gold["entity_links"]:
            self._click_entity(link["source"])
            kinds = self.hand.page.codebook.entity_links
            self.hand.press("i", on=self.hand.view)
            self._click_entity(link["target"])
            kind = next(one for one in kinds if one.value == link["type"])
            self.hand.press(kind.key, on=self.hand.view)

    def _describe(self, entity: dict[str, Any]) -> None:
        panel = self._click_entity(entity["id"])
        label = self._label(entity["type"])
        ours = self.hand.page.entities[self.entities[entity["id"]]]
        if ours.label != label.id:
            self.hand.choose_in_menu(panel.list, "Label", label.name)
        if ours.name != entity["name"]:
            self.hand.press("F2", on=panel.list)
            self.hand.press("Ctrl+a")
            self.hand.type(entity["name"])
            self.hand.press("Enter")
        panel.fold.setChecked(True)
        details = panel.details
        for alias in entity["aliases"]:
            self.fill(details.alias, alias)
        if entity["qid"]:
            self.fill(details.qid, entity["qid"])
        if entity.get("note"):
            self.fill(details.note, entity["note"])
        for trait in TRAITS:
            if trait in entity:
                self.fill(details.attribute, f"{trait}: {word(entity[trait])}")

    def _click_entity(self, id: str) -> Any:
        panel = self.hand.window.work.panels["entities"]
        self.hand.click_row(panel.list, self.entities[id])
        return panel

    def set_chains_and_links(self) -> None:
        """Who relayed what; whether linked claims are independent."""
        for claim in self.gold["claims"]:
            for relay in claim["source_chain"][1:-1]:
                self.click_claim(claim["id"])
                self.hand.press("k", on=self.hand.view)
                self._click_entity(relay)
        for link in self.gold["claim_links"]:
            self._set_independence(link)

    def _set_independence(self, link: dict[str, Any]) -> None:
        """Press the link's word in the form and choose from its menu."""
        self.click_claim(link["source"])
        target = self.claims[link["target"]]
        form = self.hand.window.work.panels["claims"].form
        number = [c.id for c in self.hand.page.claims_in_order].index(target) + 1
        kinds = {one.value: one.name.lower() for one in self.hand.page.codebook.claim_links}
        words = f"{kinds[link['type']]} {number}"
        tie = next(t for t in form.findChildren(Tie) if t.words == words and t.isVisible())
        button = tie.parent().parent().findChild(Independence)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        choices = [one.value for one in self.hand.page.codebook.independence]
        self.hand.press(*["Down"] * (choices.index(link["independence"]) + 1), "Enter", on=menu)

    def second_opinion(self) -> None:
        """The second analyst's judgements from outside evidence."""
        for judgement in self.gold["judgements"]:
            if judgement["basis"] != "external":
                continue
            self.click_claim(judgement["claim"])
            for field in (*CORE, "anonymity", "proximity", "likelihood", "basis", "status"):
                self._answer_core(field, judgement[field])
            self._answer("rationale", judgement["rationale"])

    def _answer_core(self, field: str, value: Any) -> None:
        """Step to a core field with j and Tab, then answer; other fields have keys of their own."""
        hand = self.hand
        declared = hand.page.codebook.field(field)
        if not declared.core:
            self._answer(field, value)
            return
        order = [one.id for one in hand.page.codebook.core]
        hand.press("j", on=hand.view)
        while hand.desk.focus.field != field:
            step = order.index(field) - order.index(hand.desk.focus.field)
            hand.press("Tab" if step > 0 else "Shift+Tab", on=hand.view)
        choice = declared.choice(str(value))
        hand.press("0" if value is None else choice.key if choice else "?", on=hand.view)
        hand.press("Esc", on=hand.view) if hand.desk.focus.field else None
