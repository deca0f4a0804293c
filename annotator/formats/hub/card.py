"""The dataset card: what `datasets` must know of the files, and what a person should."""

from collections.abc import Iterable
from pathlib import Path

from annotator.formats.hub import columns
from annotator.formats.hub.columns import Columns, quoted
from annotator.formats.values import ProjectCard

FOLDERS = {"articles": "data", "claims": "claims"}
"""Where the files of each configuration lie."""

_TEXT = """
# {name}

Articles with mentions of entities, and claims with their parts, exported by Annotator.

Offsets are code points of `text`, counted from 0, the end excluded. Class ids are stable: labels
are numbered in the order they were made, and a number is never given to another label.

**articles**, a row for each article (or each chunk of one):

- `tokens` stand at `token_starts` and `token_ends` in `text`; `sentence_starts` are indices of \
tokens. `tags` are flat, in IOB2.
- `spans` are all mentions, nested, crossing and discontinuous ones too (`part_of` is the id of \
the first piece); `entity`, `name` and `qid` say what a mention names.
- `claims` have parts by role.
- `reviewed` are the stretches that somebody read to the end: a model may learn from silence \
there. Elsewhere marks are true and their absence says nothing.
- `record` is everything on the article, as a line of Annotator's JSONL without the text.

**claims**, a row for each claim: the words of each role (pieces joined by “ … ”), where the parts \
stand in the article, the sentences around (`context` begins at `context_start`), the source, and \
the `answers` as JSON by question.
"""


def write_card(folder: Path, project: ProjectCard, found: dict[str, Columns]) -> None:
    """Write README.md for the files that are in the folder."""
    lines = ["---", f"pretty_name: {quoted(project.name)}", "configs:"]
    for name in found:
        lines += [f"- config_name: {name}", *["  default: true"] * (name == "articles")]
        lines.append("  data_files:")
        for split in splits(folder / FOLDERS[name]):
            path = f"{FOLDERS[name]}/{split}-*.parquet"
            lines += [f"  - split: {split}", f"    path: {path}"]
    lines.append("dataset_info:")
    for name, declared in found.items():
        lines += [f"- config_name: {name}", "  features:"]
        lines += columns.card_lines(declared, "  ")
    lines.append("---")
    text = _TEXT.replace("{name}", " ".join(project.name.split()))
    (folder / "README.md").write_bytes(("\n".join(lines) + "\n" + text).encode())


def splits(folder: Path) -> Iterable[str]:
    """The parts that are there, in the order one reads them."""
    there = {path.name.split("-")[0] for path in folder.glob("*.parquet")}
    return sorted(there, key=("train", "validation", "test").index)
