"""XML read without trust: no entities of its own, nothing fetched, no endless depth."""

from html.entities import name2codepoint
from pathlib import Path
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers.expat import ExpatError, ParserCreate, errors

from annotator.errors import BadInput
from annotator.i18n import _

_DEEPEST = 1000


def parse(raw: bytes, path: Path, part: str = "") -> Element:
    """The root of an XML file, or of a part of one. BadInput where it is broken or hostile."""
    reader = _Reader(path, part)
    try:
        return reader.read(raw)
    except ExpatError as error:
        why = _("This is not well-formed XML: {why}.").format(why=errors.messages[error.code])
        raise BadInput(path, error.lineno, reader.told(why)) from None
    except (LookupError, ValueError) as error:  # an encoding nobody knows, a byte that is none
        raise BadInput(path, 0, reader.told(str(error))) from None


class _Reader:
    """Builds a tree as ElementTree does; names are `{namespace}local`."""

    def __init__(self, path: Path, part: str) -> None:
        self._path, self._part, self._depth = path, part, 0
        self._tree = TreeBuilder()
        self._parser = parser = ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._tree.data
        parser.EntityDeclHandler = self._refuse
        parser.SkippedEntityHandler = self._skipped

    def read(self, raw: bytes) -> Element:
        self._parser.Parse(raw, True)
        return self._tree.close()

    def told(self, why: str) -> str:
        """A sentence with the part of the file it is about."""
        return f"{self._part}: {why}" if self._part else why

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise BadInput(self._path, 0, self.told(_("It is nested too deeply.")))
        self._tree.start(_clark(name), {_clark(key): each for key, each in attributes.items()})

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._tree.end(_clark(name))

    def _refuse(self, *_declared: object) -> None:
        why = _("It declares entities of its own, which may be an attack; it is not read.")
        raise BadInput(self._path, 0, self.told(why))

    def _skipped(self, name: str, is_parameter: bool) -> None:
        """Entities that a type definition elsewhere declares; those of HTML are known."""
        if not is_parameter and name in name2codepoint:
            self._tree.data(chr(name2codepoint[name]))


def _clark(name: str) -> str:
    return "{" + name if "}" in name else name


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]
