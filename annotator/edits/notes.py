"""Edits of notes and flags on an article, span, entity or claim."""

from annotator.edits.work import Row, Work, edit
from annotator.errors import Refused
from annotator.i18n import _N, _

SUBJECTS = ("article", "span", "entity", "claim")
FLAGS = ("", "doubt", "ask")
_MEANS = {"doubt": _N("flagged as doubtful"), "ask": _N("flagged to ask about")}
_TABLES = {"article": "articles", "span": "spans", "entity": "entities", "claim": "claims"}


def _said(text: str, flag: str) -> str:
    """What a note says: its words, else what its flag means."""
    return text or _(_MEANS.get(flag, flag))


@edit(_N("Note: {text}"))
def add(work: Work, subject: str, id: int, text: str, *, flag: str = "") -> int:
    """Write a note, or raise a flag, on something."""
    if subject not in SUBJECTS or flag not in FLAGS:
        raise ValueError(subject, flag)
    if not text.strip() and not flag:
        raise Refused(_("Write a note, or choose a flag."))
    _file(work, {subject: id})
    work.tell(text=_said(text, flag))
    return work.insert(
        "notes", text=text.strip(), flag=flag, annotator=work.annotator, **{subject: id}
    )


def _file(work: Work, about: Row) -> None:
    """File the edit under the article it is about. A remark leaves the article's status alone."""
    subject = next(subject for subject in SUBJECTS if about.get(subject) is not None)
    row = work.row(_TABLES[subject], about[subject])
    work.article = row["id"] if subject == "article" else row["article"]


@edit(_N("Change the note {text}"))
def change(work: Work, note: int, text: str, flag: str) -> None:
    """Change the words and the flag of a note; a note left with neither goes."""
    row = work.row("notes", note)
    _file(work, row)
    if text.strip() or flag:
        work.update("notes", note, text=text.strip(), flag=flag)
    else:
        work.delete("notes", note)
    work.tell(text=_said(row["text"] or text, row["flag"]))


@edit(_N("Settle the note {text}"))
def settle(work: Work, note: int, resolved: bool = True) -> None:
    """Say that a note needs no more attention, or does again."""
    row = work.row("notes", note)
    _file(work, row)
    work.update("notes", note, resolved=int(resolved))
    work.tell(text=_said(row["text"], row["flag"]))


@edit(_N("Remove the note {text}"))
def remove(work: Work, note: int) -> None:
    """Remove a note."""
    row = work.row("notes", note)
    _file(work, row)
    work.delete("notes", note)
    work.tell(text=_said(row["text"], row["flag"]))
