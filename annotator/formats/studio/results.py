"""The results of annotations and predictions, taken apart: regions, relations, what is said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from annotator.formats.common.fitting import Cover
from annotator.formats.regions.about import scalar, whole
from annotator.formats.regions.claims import Relation
from annotator.formats.regions.gathered import Mark
from annotator.formats.studio.config import CLAIM, ENTITY, NOTE, PART

_REGIONS = ("labels", "hypertextlabels")
_VALUES = ("choices", "taxonomy", "text", "rating", "number", "datetime", "ranker", "pairwise")
_NOTES = (NOTE, "notes", "comment", "comments")
_KEPT = ("created_at", "updated_at", "lead_time")


@dataclass(frozen=True, slots=True)
class Said:
    """Something said of a region, or of the whole text where no region is given. `field` is set
    where it may be an answer about a claim.
    """

    region: str
    name: str
    value: str
    annotator: str = ""
    is_note: bool = False
    field: str = ""


@dataclass(slots=True)
class Results:
    """Gathers the results of a task. `owners` tells whose a region is where we know better."""

    owners: Mapping[str, str]
    marks: list[Mark] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    statuses: dict[str, str] = field(default_factory=dict)
    ignored: set[str] = field(default_factory=set)
    targets: dict[str, None] = field(default_factory=dict)
    _ids: set[str] = field(default_factory=set)

    def completed(self, raw: Mapping[str, Any]) -> None:
        """Take in the work of one annotator."""
        if not isinstance(raw.get("result") or [], list):
            self.ignored.add("an annotation whose result is no list")
            return
        result = _results(raw)
        owner = next((o for each in result if (o := self.owners.get(scalar(each.get("id"))))), "")
        who = owner or _name(raw.get("completed_by"))
        if raw.get("was_cancelled"):
            self.said.append(Said("", "was_cancelled", who or "true"))
            if result:
                self.ignored.add("regions of a cancelled annotation")
            return
        names = self._names(result)
        before = len(self.marks)
        for each in result:
            self._take(each, names, who)
        if who and not owner:
            self.statuses[who] = "done" if len(self.marks) > before else "done_empty"
        if raw.get("ground_truth"):
            self.said.append(Said("", "ground_truth", who or "true"))
        for key in _KEPT:
            if not owner and raw.get(key) not in (None, ""):
                self.said.append(Said("", f"{key} ({who})" if who else key, scalar(raw[key])))

    def proposed(self, raw: Mapping[str, Any]) -> None:
        """Take in what a model proposed; only its regions."""
        if not isinstance(raw.get("result") or [], list):
            self.ignored.add("a prediction whose result is no list")
        provider = scalar(raw.get("model_version")) or "Label Studio"
        for each in _results(raw):
            if each.get("type") in _REGIONS:
                score = each.get("score", raw.get("score"))
                score = float(score) if isinstance(score, (int, float)) else None
                self._region(each, "", "", provider, score)
            else:
                self.ignored.add(f"prediction.{scalar(each.get('type'))}")

    def _names(self, result: list[dict[str, Any]]) -> dict[str, str]:
        """The regions' ids in the file, and ids that no other annotation of the task has."""
        names = {}
        for each in result:
            id = scalar(each.get("id"))
            if each.get("type") in _REGIONS and id not in names:
                names[id] = self._free(id)
        return names

    def _free(self, id: str) -> str:
        found, number = id or "region", 1
        while found in self._ids:
            number += 1
            found = f"{id}.{number}"
        self._ids.add(found)
        return found

    def _take(self, raw: dict[str, Any], names: Mapping[str, str], who: str) -> None:
        kind = raw.get("type")
        id = names.get(scalar(raw.get("id")), "")
        if kind in _REGIONS:
            self._region(raw, id, who)
            self._remarks(raw, id, who)
        elif kind == "relation":
            self._relation(raw, names, who)
        else:
            self._say(raw, id, who)

    def _region(
        self, raw: dict[str, Any], id: str, who: str, provider: str = "",
        score: float | None = None,
    ) -> None:  # fmt: skip
        value, name = _map(raw.get("value")), scalar(raw.get("from_name"))
        places = _map(value.get("globalOffsets")) or value
        start, end = offset(places.get("start")), offset(places.get("end"))
        quote = value.get("text")
        cover = Cover(start, end, quote if isinstance(quote, str) else None)
        labels = value.get(scalar(raw.get("type"))) or value.get("labels")
        labels = [scalar(each) for each in labels] if isinstance(labels, list) else []
        if target := scalar(raw.get("to_name")):
            self.targets.setdefault(target)
        for n, label in enumerate(labels or [name or "region"]):
            own = id if not n or provider else self._free(id)
            role = label if name == PART else ""
            shown = "" if role else label
            self.marks.append(Mark(own, cover, shown, role, who, provider, score))

    def _remarks(self, raw: dict[str, Any], id: str, who: str) -> None:
        """What a region carries on itself."""
        lines = _map(raw.get("meta")).get("text")
        for line in lines if isinstance(lines, list) else [lines] if lines else []:
            self.said.append(Said(id, NOTE, scalar(line), who, is_note=True))
        if raw.get("origin") not in (None, "manual"):
            self.said.append(Said(id, "origin", scalar(raw["origin"]), who))
        if raw.get("score") is not None:
            self.said.append(Said(id, "score", scalar(raw["score"]), who))

    def _relation(self, raw: dict[str, Any], names: Mapping[str, str], who: str) -> None:
        ends = [names.get(id, id) for id in (scalar(raw.get("from_id")), scalar(raw.get("to_id")))]
        if raw.get("direction") == "left":
            ends.reverse()
        if raw.get("direction") == "bi":
            self.ignored.add("relation.direction: bi")
        labels = raw.get("labels") or ["related"]
        for label in labels if isinstance(labels, list) else [labels]:
            id = f"r{len(self.relations)}"
            self.relations.append(Relation(id, ends[0], ends[1], scalar(label), who))

    def _say(self, raw: dict[str, Any], id: str, who: str) -> None:
        name, value = scalar(raw.get("from_name")), _map(raw.get("value"))
        kind = scalar(raw.get("type"))
        found = value.get("text") if kind == "textarea" else value.get(kind)
        if found is None or name == ENTITY or kind not in (*_VALUES, "textarea"):
            if name != ENTITY:
                self.ignored.add(f"result of type {kind}")
            return
        if not id and {"start", "end"} <= value.keys():
            self.ignored.add(f"{name} of a region without label")
            return
        about = name[len(CLAIM) :] if name.startswith(CLAIM) else ""
        for each in found if isinstance(found, list) else [found]:
            words = " > ".join(map(scalar, each)) if isinstance(each, list) else scalar(each)
            note = kind == "textarea" and name.lower() in _NOTES
            self.said.append(Said(id, name, words, who, note, about))


def offset(raw: object) -> int:
    """A position; -1, which fits nothing, where there is none."""
    found = whole(raw)
    return -1 if found is None else found


def _results(raw: Mapping[str, Any]) -> list[dict[str, Any]]:
    result = raw.get("result")
    return [each for each in result if isinstance(each, dict)] if isinstance(result, list) else []


def _map(raw: object) -> dict[str, Any]:
    return raw if isinstance(raw, dict) else {}


def _name(raw: object) -> str:
    """Who completed it: an address where the file has one, else the number of the user."""
    if isinstance(raw, dict):
        names = [scalar(raw.get(key)) for key in ("email", "username", "first_name")]
        raw = next((name for name in names if name), raw.get("id"))
    if isinstance(raw, int):
        return f"user {raw}"
    return scalar(raw)
