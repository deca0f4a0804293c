"""A reader that does what its file says: for the tests of what reads files apart."""

import ctypes
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from annotator.errors import BadInput
from annotator.formats import DETECT, ReadArticle, ReadOptions

NAME = "hostile"
CARRIES = ("text",)
SUFFIXES = (".act",)
FOLDER = False
EXTRA = ""
APART = True


def recognises(path: Path) -> bool:
    return path.suffix == ".act"


def read(path: Path, options: ReadOptions = DETECT) -> Iterator[ReadArticle | BadInput]:
    for act in path.read_text("utf-8").split():
        match act.partition(":")[::2]:
            case "text", words:
                yield ReadArticle(words, words)
            case "fault", words:
                yield BadInput(path, 7, words)
            case "raise", words:
                raise KeyError(words)
            case "print", words:
                print(words, flush=True)
            case "hang", _:
                time.sleep(600)
            case "crash", _:
                ctypes.string_at(0)
            case "exit", _:
                os._exit(3)
            case "burst", _:
                _kept = [bytes(1 << 28) for _time in range(64)]
            case "deep", _:
                sys.setrecursionlimit(10_000)
                _deeper()
            case "connect", port:
                socket.create_connection(("127.0.0.1", int(port)), timeout=5)
            case "start", _:
                subprocess.run(["true"], check=True)
            case "who", _:
                yield ReadArticle(str(os.getpid()), "who")


def _deeper() -> int:
    return _deeper() + 1
