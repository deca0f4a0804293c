"""The lines of a text file one by one, however large it is, in whatever encoding."""

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import BadInput
from annotator.text import read_text

_CHUNK, _SAMPLE = 1 << 20, 1 << 20
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text file whose encoding is known, and the hash of its bytes."""

    path: Path
    encoding: str
    sha256: str

    def lines(self) -> Iterator[str]:
        """The lines without their ends, the byte order mark left off. They end at \\n alone."""
        with open(self.path, encoding=self.encoding, newline="\n") as file:
            for number, line in enumerate(file):
                line = line.removesuffix("\n").removesuffix("\r")
                yield line if number else line.removeprefix("\ufeff")


def text_file(path: Path, encoding: str = "") -> TextFile:
    """A file with its encoding told, or found out: UTF-8 if all of it is. BadInput if no text."""
    digest, decoder, is_utf8 = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")(), True
    with open(path, "rb") as file:
        head = file.read(_SAMPLE)
        file.seek(0)
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            is_utf8 = is_utf8 and _decodes(decoder, chunk)
    is_utf8 = is_utf8 and _decodes(decoder, b"", final=True)
    is_utf8 = is_utf8 and not head.startswith(_WIDE) and b"\0" not in head
    try:
        if not encoding and not is_utf8:
            encoding = read_text(path.read_bytes()).encoding
        elif encoding:
            encoding = read_text(path.read_bytes(), encoding).encoding
    except ValueError as error:
        raise BadInput(path, 0, str(error)) from None
    return TextFile(path, encoding or "utf-8", digest.hexdigest())


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True
