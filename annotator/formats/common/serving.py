"""The process that reads files apart from the program, so that one that crashes it costs no more.

It takes requests and answers articles; it reaches no network and starts no program.
"""

import importlib
import os
import pickle
import signal
import struct
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from annotator.errors import BadInput
from annotator.formats.common.faults import FAULTS, guarded, odd
from annotator.formats.common.reached import Reached
from annotator.formats.values import ReadArticle, ReadOptions

# How a worker is started: with the same search path, whatever program we are part of.
BOOT = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from annotator.formats.common.serving import serve; serve(int(sys.argv[2]))"
)
SIZE = struct.Struct(">Q")

_FORBIDDEN = (
    "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork",
    "os.startfile", "urllib.Request", "http.client", "ftplib.", "smtplib.",
)  # fmt: skip
_MANY, _HEAVY, _OFTEN = 32, 1 << 20, 0.3


@dataclass(frozen=True, slots=True)
class Request:
    """A file to be read, by which module of a format, and how."""

    module: str
    path: Path
    options: ReadOptions


@dataclass(frozen=True, slots=True)
class Answer:
    """Some of what a file holds; the last answer says what went wrong, "" if nothing did."""

    found: tuple[ReadArticle | tuple[int, str], ...] = ()
    is_last: bool = False
    why: str = ""
    share: float = 0.0  # how much of the file is read
    is_spent: bool = False  # the worker needed so much memory that another should go on


def serve(memory: int) -> None:
    """Answer requests until there are no more."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)  # what a library prints must not stand between the answers
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit(memory)
    threading.Thread(target=_die_with, args=(os.getppid(),), daemon=True).start()
    sys.addaudithook(_forbid)
    while (raw := read_frame(requests)) is not None:
        request = pickle.loads(raw)  # from the program itself
        for answer in _answers(request):
            write_frame(answers, pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))


def read_frame(stream: IO[bytes]) -> bytes | None:
    """The next frame of a stream; None where it has ended, also in the middle of one."""
    head = stream.read(SIZE.size)
    if len(head) < SIZE.size:
        return None
    (size,) = SIZE.unpack(head)
    raw = stream.read(size)
    return raw if len(raw) == size else None


def write_frame(stream: IO[bytes], raw: bytes) -> None:
    """Write a frame. OSError where nobody reads it."""
    stream.write(SIZE.pack(len(raw)))
    stream.write(raw)
    stream.flush()


def _answers(request: Request) -> Iterator[Answer]:
    """What a file holds, in answers of some articles each."""
    found: list[ReadArticle | tuple[int, str]] = []
    weight, since, share, reached = 0, time.monotonic(), 0.0, Reached(request.path)
    try:
        reader: Any = importlib.import_module(request.module)
        for read in reader.read(request.path, request.options):
            found.append((read.line, read.why) if isinstance(read, BadInput) else read)
            weight += 0 if isinstance(read, BadInput) else len(read.text)
            if len(found) >= _MANY or weight > _HEAVY or time.monotonic() > since + _OFTEN:
                share = reached.look() or share
                yield Answer(tuple(found), share=share)
                found, weight, since = [], 0, time.monotonic()
    except FAULTS as fault:
        is_spent = isinstance(fault, MemoryError)
        yield Answer(tuple(found), is_last=True, why=guarded(fault), is_spent=is_spent)
    except Exception as fault:  # whatever a parser raises costs this file alone
        yield Answer(tuple(found), is_last=True, why=odd(fault))
    else:
        yield Answer(tuple(found), is_last=True)


def _limit(memory: int) -> None:
    """Take no more than this many bytes, and go after the program in turn."""
    if hasattr(os, "nice"):
        os.nice(5)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        try:
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))
        except ValueError:  # macOS lets nobody set it
            return


def _forbid(event: str, _arguments: tuple[object, ...]) -> None:
    """Refuse to speak to the network and to start programs, whoever asks."""
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} is forbidden while a file is read")


def _die_with(parent: int) -> None:
    """End when the program has ended, also in the middle of a file."""
    while os.getppid() == parent:
        time.sleep(2)
    os._exit(1)
