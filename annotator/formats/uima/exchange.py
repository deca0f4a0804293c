"""What the XML and the JSON form of a CAS share: options, the zip of an export, reading files."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from annotator.errors import BadInput, Refused
from annotator.formats.common import options as choice
from annotator.formats.common.fitting import located
from annotator.formats.common.losses import card_of
from annotator.formats.common.naming import file_stem
from annotator.formats.records.writing import Names
from annotator.formats.uima import bundle
from annotator.formats.uima.article import Given, article_of
from annotator.formats.uima.bundle import Bundle, Entry
from annotator.formats.uima.cas import Cas
from annotator.formats.uima.laying import laid
from annotator.formats.uima.merging import merged
from annotator.formats.values import Lost, ProjectCard, ReadArticle, ReadOptions, ReadProject
from annotator.i18n import _N, _
from annotator.model import Page

CARRIES = (
    "text", "metadata", "mentions", "nested", "crossing", "discontinuous", "entities", "claims",
    "judgements", "links", "notes", "attributes", "statuses", "annotators", "project",
    "entity cards",
)  # fmt: skip

_FAULTS = 100  # of one file, told one by one

Add = Callable[[Page], Iterable[Lost]]
Encode = Callable[[Cas], tuple[bytes, list[Lost]]]
"""Writes a CAS and says what it lost."""


@dataclass(frozen=True, slots=True)
class Options(choice.Common):
    """By default with tokens and sentences, so that other programs cut the text as we do."""

    tokens: bool = choice.declared(True, _N("Write tokens and sentences as well."))


@dataclass(frozen=True, slots=True)
class Form:
    """One written form of a CAS: the suffix of its files, how they are read, what lies beside.

    `decode` is given the description of types that lies beside the file as well, b"" where there
    is none.
    """

    suffix: str
    decode: Callable[[bytes, bytes], Cas]
    is_one: Callable[[str, bytes], bool]
    beside: tuple[tuple[str, bytes], ...] = ()
    is_beside: Callable[[str], bool] = lambda name: False


def nameless(page: Page) -> Names:
    """Names for a page of which nothing around is known."""
    return Names(card_of(page))


@contextmanager
def opened(
    target: Path, project: ProjectCard, options: Options, form: Form, encode: Encode
) -> Iterator[Add]:
    """A zip with a file for each article, and what tells the rest of the project."""
    if target.suffix == form.suffix:
        why = _("Many articles make many files: give the name of a .zip, not of a {suffix}.")
        raise Refused(why.format(suffix=form.suffix))
    names = Names(project)
    with ZipFile(target, "w") as archive:
        made = Bundle(archive)
        made.add_project(project, names, options.annotators)
        for name, raw in form.beside:
            made.add(name, raw)

        def add(page: Page) -> Iterable[Lost]:
            raw, lost = encode(laid(page, names, tokens=options.tokens))
            made.add(file_stem(page) + form.suffix, raw)
            return lost

        yield add


def recognises(path: Path, form: Form) -> bool:
    """True for a file of that form, and for a zip that holds one."""
    if not path.is_file():
        return False
    if path.suffix.lower() == ".zip":
        return bundle.is_zip(path) and any(_ones(path, form))
    with open(path, "rb") as file:
        return form.is_one(path.name, file.read(4096))


def _ones(path: Path, form: Form) -> Iterator[Entry]:
    try:
        for entry in bundle.entries(path):
            if entry.name != bundle.PROJECT and form.is_one(entry.name, entry.head()):
                yield entry
    except BadInput:
        return


def read(path: Path, options: ReadOptions, form: Form) -> Iterator[ReadArticle | BadInput]:
    """The articles of a file or a zip; a broken file in a zip costs no other."""
    if not bundle.is_zip(path):
        try:
            raw = path.read_bytes()
            cas = form.decode(raw, _types_beside(path, form))
            made = article_of(cas, Given(path.name, raw), options)
        except ValueError as error:
            raise BadInput(path, getattr(error, "line", 0), str(error)) from None
        yield made
        yield from (BadInput(path, line, why) for line, why in cas.faults[:_FAULTS])
        return
    found = False
    for one in merged(_in_zip(path, options, form)):
        found = True
        yield one
    if not found:
        raise BadInput(path, 0, _("There is no {suffix} file in it.").format(suffix=form.suffix))


def read_project(path: Path) -> ReadProject | None:
    """What an export of ours says of its project."""
    return bundle.project_in(path) if bundle.is_zip(path) else None


def _types_beside(path: Path, form: Form) -> bytes:
    """The description of types in the same folder, if there is one; some forms need none."""
    if not form.beside:
        return b""
    near = sorted(path.parent.glob("*.xml"))
    names = [f"{path.stem}-typesystem.xml", "TypeSystem.xml", "typesystem.xml"]
    likely = [p for name in names for p in near if p.name == name]
    there = likely or [p for p in near if form.is_beside(p.name)]
    return there[0].read_bytes() if there else b""


def _in_zip(
    path: Path, options: ReadOptions, form: Form
) -> Iterator[tuple[str, str, ReadArticle | BadInput]]:
    """Each article with the text it is about and who worked on it, where the zip says."""
    known = bundle.entity_ids_in(path)
    types = _types_in(path, form)
    for entry in _ones(path, form):
        text, who = entry.text_and_annotator
        try:
            raw = entry.read()
            cas = form.decode(raw, types.get(_folder(entry), types.get("", b"")))
            read = article_of(cas, Given(entry.name, raw, known, text), options)
            yield text, who, located(read, file=entry.name)
        except ValueError as error:
            where = getattr(error, "line", 0)
            yield text, who, BadInput(path, 0, str(BadInput(entry.name, where, str(error))))
            continue
        for line, why in cas.faults[:_FAULTS]:
            yield text, who, BadInput(path, 0, str(BadInput(entry.name, line, why)))


def _types_in(path: Path, form: Form) -> dict[str, bytes]:
    """The descriptions of types in a zip, by the folder they are for; "" where it is the only."""
    found: dict[str, bytes] = {}
    for entry in bundle.entries(path):
        if form.is_beside(entry.name):
            raw = entry.read()
            found[_folder(entry)] = raw
            found.setdefault("", raw)
    return found


def _folder(entry: Entry) -> str:
    return entry.name.rpartition("/")[0]
