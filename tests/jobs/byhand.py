"""Files of articles as somebody wrote them by hand."""

import json
from pathlib import Path
from typing import Any

from annotator.project import Project
from tests.jobs.running import pages


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def lines(path: Path, *records: dict[str, Any]) -> Path:
    """A JSONL file of articles that somebody wrote by hand."""
    return written(path, "".join(json.dumps(record) + "\n" for record in records))


def marked(text: str, *mentions: tuple[str, str, str], **more: Any) -> dict[str, Any]:
    """An article by hand: mentions are (words, label, entity), each at its first place."""
    found = [
        {"id": f"m{n}", "start": text.index(words), "end": text.index(words) + len(words),
         "text": words, "label": label, "entity": entity}
        for n, (words, label, entity) in enumerate(mentions)
    ]  # fmt: skip
    owned = dict.fromkeys((entity, label, words) for words, label, entity in mentions if entity)
    defined = [{"id": e, "label": label, "name": words} for e, label, words in owned]
    return {"text": text, "title": text[:20], "mentions": found, "entities": defined, **more}


def label_names(project: Project) -> list[str]:
    page = pages(project)[0]
    return [project.codebook.label(s.label or 0).name for s in page.mentions]
