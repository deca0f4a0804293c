"""What the gold says of the crocus article and what an export says, in the same words.

Everything is told without ids: spans by their offsets, entities by their names, claims by the
offsets of their content. Two tellings are then equal, or pytest shows where they part.
"""

import json
from pathlib import Path
from typing import Any

Facts = dict[str, Any]
TEXT_FIELDS = (
    "source_kind", "mode", "kind", "polarity", "certainty", "author_stance", "attitude",
    "check_worthiness", "presupposed",
)  # fmt: skip
JUDGED = (
    "attribution", "credibility", "reliability", "confidence", "anonymity", "proximity",
    "likelihood", "basis", "status", "rationale",
)  # fmt: skip
TRAITS = ("group", "generic", "metonymy", "norm")


def of_gold(gold: Facts) -> Facts:
    """The facts of the gold file. Items it calls borderline are in it like all others."""
    names = {entity["id"]: entity["name"] for entity in gold["entities"]}
    claims = {claim["id"]: _place(claim["spans"]["content"]) for claim in gold["claims"]}
    return {
        "mentions": {
            (m["start"], m["end"], m["text"], m["type"], m["level"], *m["head"],
             names.get(m["entity"]))
            for m in gold["mentions"]
        },
        "entities": {
            entity["name"]: {
                "label": entity["type"],
                "qid": entity["qid"] or "",
                "aliases": set(entity["aliases"]),
                "note": entity.get("note", ""),
                **{trait: word(entity[trait]) for trait in TRAITS if trait in entity},
            }
            for entity in gold["entities"]
            if entity.get("role") != "author"
        },
        "claims": {
            claims[claim["id"]]: {
                "gist": claim["gist"],
                "parts": {
                    (role, n, s["start"], s["end"], s["text"])
                    for role, spans in claim["spans"].items() for n, s in enumerate(spans)
                },
                "chain": [names.get(one) for one in claim["source_chain"]],
                "note": claim.get("note", ""),
                **{f: word(claim[f]) for f in TEXT_FIELDS if claim[f] is not None},
            }
            for claim in gold["claims"]
        },
        "judgements": {
            (j["annotator"], claims[j["claim"]]): _judged(j) for j in gold["judgements"]
        },
        "claim links": {
            (claims[x["source"]], x["type"], claims[x["target"]], x["independence"])
            for x in gold["claim_links"]
        },
        "entity links": {
            (names[x["source"]], x["type"], names[x["target"]]) for x in gold["entity_links"]
        },
    }  # fmt: skip


def _judged(judgement: Facts) -> Facts:
    told = {field: judgement[field] for field in JUDGED if judgement[field] is not None}
    if judgement["credibility"] is None:
        told["credibility"] = "na"
    told["evidence"] = [one for one in judgement["evidence"] if isinstance(one, str)]
    return told


def of_jsonl(path: Path) -> Facts:
    """The facts of an export in our own JSONL that holds this one article."""
    project, article = (json.loads(line) for line in path.read_text("utf-8").split("\n") if line)
    entities = {one["id"]: one for one in (*project["entities"], *article["entities"])}
    names = {id: one["name"] for id, one in entities.items()}
    claims = {
        claim["id"]: _place([p for p in claim.get("parts", ()) if p["role"] == "content"])
        for claim in article["claims"]
    }
    text = article["text"]
    for mark in (*article["mentions"], *(p for c in article["claims"] for p in c["parts"])):
        assert text[mark["start"] : mark["end"]] == mark["text"]
    return {
        "mentions": {
            (m["start"], m["end"], m["text"], m["label"], m["level"],
             *m.get("head", (m["start"], m["end"])), names.get(m.get("entity")))
            for m in article["mentions"]
        },
        "entities": {
            one["name"]: {
                "label": one["label"],
                "qid": one.get("qid", ""),
                "aliases": set(one.get("aliases", ())),
                "note": _note(project["notes"], "entity", id),
                **{a["name"]: a["value"] for a in project["attributes"] if a["entity"] == id},
            }
            for id, one in entities.items()
            if one.get("role") != "author" and not one.get("merged_into")
        },
        "claims": {
            claims[claim["id"]]: {
                "gist": claim.get("gist", ""),
                "parts": {
                    (p["role"], p["order"], p["start"], p["end"], p["text"])
                    for p in claim.get("parts", ())
                },
                "chain": [names.get(one) for one in claim.get("chain", ())],
                "note": _note(article["notes"], "claim", claim["id"]),
                **{
                    j["field"]: j["value"] for j in article["judgements"]
                    if j.get("claim") == claim["id"] and j["field"] in TEXT_FIELDS
                },
            }
            for claim in article["claims"]
        },
        "judgements": _judgements(article, claims),
        "claim links": {
            (claims[x["source"]], x["type"], claims[x["target"]], x.get("independence", ""))
            for x in article["links"]
            if x["kind"] == "claim"
        },
        "entity links": {
            (names[x["source"]], x["type"], names[x["target"]]) for x in project["links"]
        },
    }  # fmt: skip


def _judgements(article: Facts, claims: dict[str, Any]) -> Facts:
    told: Facts = {}
    for one in sorted(article["judgements"], key=lambda j: j.get("order", 0)):
        if one["field"] in TEXT_FIELDS or "claim" not in one:
            continue
        judgement = told.setdefault((one["annotator"], claims[one["claim"]]), {"evidence": []})
        if one["field"] == "evidence":
            judgement["evidence"].append(one["value"])
        else:
            judgement[one["field"]] = one["value"]
    return told


def _note(notes: list[Facts], subject: str, id: str) -> str:
    return "".join(note["text"] for note in notes if note.get(subject) == id)


def _place(spans: list[Facts]) -> tuple[tuple[int, int], ...]:
    return tuple((span["start"], span["end"]) for span in spans)


def word(value: object) -> str:
    """A value of the gold as it is typed."""
    return str(value).lower() if isinstance(value, bool) else str(value)
