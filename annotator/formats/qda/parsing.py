"""A project file of REFI-QDA read twice in a stream: first all that sources refer to, then these.

Programs write it with capital letters or without, as `project.qde` or called after the project;
ids stand in braces or not. An id is compared in small letters, without braces.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from lxml import etree

from annotator.errors import BadInput
from annotator.formats.common.aside import Aside
from annotator.formats.incoming.archive import Archive
from annotator.formats.qda import names as called
from annotator.i18n import _

_FILES, _TIMES = 200_000, 100
_MOST_CODES, _CHUNK = 4 << 20, 1 << 16  # bytes of a codebook that are looked at
_TEXTS = ("TextSource", "PDFSource")
_OTHERS = ("PictureSource", "AudioSource", "VideoSource")
_UNREAD = ("Graph", "Set")
_LONG = ("Case", "Note", "Link")


@dataclass(slots=True)
class Note:
    """A note that sources refer to."""

    name: str
    text: str
    path: str
    user: str
    created: str


@dataclass(slots=True)
class Case:
    """A case: somebody, or something, that places or whole sources are about."""

    id: str
    name: str
    code: str
    values: list[tuple[str, str]]


@dataclass(slots=True)
class Skeleton:
    """What sources refer to, by id: people, codes by their path, notes, cases, links by origin;
    `looks` are colour and definition of codes that places can have, `values` what cases and sets
    say of whole sources, `about` all that is linked with something. What may be very many lies
    in files.
    """

    users: dict[str, str] = field(default_factory=dict)
    codes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    looks: dict[str, tuple[str, str]] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    values: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    ignored: set[str] = field(default_factory=set)
    notes: Aside = field(default_factory=Aside)
    cases: Aside = field(default_factory=Aside)
    links: Aside = field(default_factory=Aside)
    about: Aside = field(default_factory=Aside)

    def note(self, id: str) -> Note | None:
        """The note of that id."""
        found = self.notes.last(id)
        return None if found is None else Note(*found)

    def case(self, place: str) -> Case | None:
        """The case that a place is about."""
        found = self.cases.last(place)
        return None if found is None else Case(*found)

    def labels(self) -> dict[str, str]:
        """What codes are called: by their name, with those above where another has the same."""
        alike = Counter(path[-1] for path in self.codes.values())
        return {
            id: path[-1] if alike[path[-1]] == 1 else " / ".join(path)
            for id, path in self.codes.items()
        }


def archive_of(path: Any) -> Archive:
    """The zip of a project. BadInput where it is none."""
    return Archive(path, files=_FILES, times=_TIMES)


def project_file(archive: Archive) -> str:
    """The name of the project file in the zip: the only one of its kind."""
    found = sorted(n for n in archive.names if n.lower().endswith(".qde") and n[:1] not in "_.")
    likely = [name for name in found if name.lower() == called.PROJECT_FILE]
    if not found or (len(found) > 1 and len(likely) != 1):
        raise BadInput(archive.path, 0, _("There is no project file (.qde) in it, or several."))
    return (likely or found)[0]


def skeleton(archive: Archive) -> Skeleton:
    """All but the sources."""
    found = Skeleton()
    wanted = ("User", "Code", "Variable", "Case", "Note", "Link", *_UNREAD, *_TEXTS, *_OTHERS)
    with archive.opened(project_file(archive)) as file:
        for element in _elements(archive, file, wanted):
            name = local(element)
            if name in ("Code", "Note") and local(element.getparent()) not in ("Codes", "Notes"):
                continue  # taken with what it is in
            _TAKERS.get(name, _pass)(found, element)
            _forget(element)
    return found


def codebook(file: IO[bytes]) -> Skeleton:
    """The codes at the beginning of a project file, or of a codebook of its own; none where it
    is no XML, or is far too long.
    """
    found = Skeleton()
    parser = etree.XMLPullParser(
        ("end",), tag="{*}Codes", resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        for _n in range(_MOST_CODES // _CHUNK):
            parser.feed(file.read(_CHUNK))
            for _event, element in parser.read_events():
                for each in inner(element, "Code"):
                    _code(found, each)
                return found
    except (etree.XMLSyntaxError, BadInput):
        return Skeleton()
    return found


def sources(archive: Archive) -> Iterator[Any]:
    """The sources, one at a time: elements that are gone when the next comes."""
    with archive.opened(project_file(archive)) as file:
        # What may be long is asked for as well, to be forgotten: else it would fill the memory.
        for element in _elements(archive, file, (*_LONG, *_TEXTS, *_OTHERS)):
            if local(element) not in _LONG:
                yield element
            _forget(element)


def _elements(archive: Archive, file: IO[bytes], wanted: tuple[str, ...]) -> Iterator[Any]:
    found = etree.iterparse(
        file, events=("end",), tag=[f"{{*}}{name}" for name in wanted],
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = None
        for _event, element in found:
            if root is None:
                root = _check_root(archive, element)
            yield element
        if root is None:
            _check_root(archive, found.root)
    except etree.XMLSyntaxError as error:
        why = _("This is not XML ({error}).").format(error=error.msg)
        raise BadInput(archive.path, error.lineno or 0, why) from None


def _check_root(archive: Archive, element: Any) -> Any:
    root = element.getroottree().getroot() if element is not None else None
    if root is None or local(root) != "Project":
        raise BadInput(archive.path, 1, _("The project file holds no project."))
    return root


def _forget(element: Any) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def local(element: Any) -> str:
    """An element's name without its namespace; "" for a comment and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def inner(element: Any, name: str) -> Iterator[Any]:
    """The elements of a name right inside of one."""
    return iter(element.iterchildren(f"{{*}}{name}"))


def words(element: Any, name: str) -> str:
    """The text of the first element of a name right inside of one."""
    return next((each.text or "" for each in inner(element, name)), "")


def target(element: Any, name: str) -> str:
    """The id that the first element of a name right inside of one refers to."""
    return next((called.plain(each.get("targetGUID")) for each in inner(element, name)), "")


def targets(element: Any, name: str) -> Iterator[str]:
    """The ids that the elements of a name right inside of one refer to."""
    return (called.plain(each.get("targetGUID")) for each in inner(element, name))


def values(element: Any, known: dict[str, str]) -> list[tuple[str, str]]:
    """The values of variables in an element."""
    found = []
    for each in inner(element, "VariableValue"):
        told = next((v.text or "" for v in each.iterchildren() if local(v).endswith("Value")), "")
        variable = target(each, "VariableRef")
        if told:
            found.append((known.get(variable, variable), told))
    return found


def _user(found: Skeleton, element: Any) -> None:
    found.users[called.plain(element.get("guid"))] = element.get("name") or element.get("id", "")


def _code(found: Skeleton, element: Any, above: tuple[str, ...] = ()) -> None:
    path = (*above, element.get("name", ""))
    id = called.plain(element.get("guid"))
    found.codes[id] = path
    if element.get("isCodable") not in ("false", "0"):
        found.looks[id] = element.get("color", ""), words(element, "Description")
    for each in inner(element, "Code"):
        _code(found, each, path)


def _variable(found: Skeleton, element: Any) -> None:
    found.variables[called.plain(element.get("guid"))] = element.get("name", "")


def _case(found: Skeleton, element: Any) -> None:
    id, name = called.plain(element.get("guid")), element.get("name", "")
    told = values(element, found.variables)
    code = target(element, "CodeRef")
    for selection in targets(element, "SelectionRef"):
        found.cases.add(selection, id, name, code, told)
    for source in targets(element, "SourceRef"):
        found.values.setdefault(source, []).extend([("case", name), *told])


def _note(found: Skeleton, element: Any) -> None:
    text = words(element, "PlainTextContent") or words(element, "Description")
    user = called.plain(element.get("creatingUser"))
    path = element.get("plainTextPath", "")
    created = element.get("creationDateTime", "")
    id, name = called.plain(element.get("guid")), element.get("name", "")
    found.notes.add(id, name, text, path, user, created)


def _link(found: Skeleton, element: Any) -> None:
    ends = called.plain(element.get("originGUID")), called.plain(element.get("targetGUID"))
    name = element.get("name") or element.get("direction") or "link"
    found.links.add(ends[0], called.plain(element.get("guid")), ends[1], name)
    for one, other in (ends, ends[::-1]):
        found.about.add(other, one)


def _set(found: Skeleton, element: Any) -> None:
    for source in targets(element, "MemberSource"):
        found.values.setdefault(source, []).append(("set", element.get("name", "")))
    if target(element, "MemberCode"):
        found.ignored.add("set of codes")


def _graph(found: Skeleton, _element: Any) -> None:
    found.ignored.add("graph")


def _pass(_found: Skeleton, _element: Any) -> None:
    return


_TAKERS = {
    "User": _user, "Code": _code, "Variable": _variable, "Case": _case, "Note": _note,
    "Link": _link, "Set": _set, "Graph": _graph,
}  # fmt: skip
