"""Files read by worker processes, several at once, with limits of time and memory for each.

Whatever a file does to its reader costs that file alone: a worker that crashes, hangs or bursts is
replaced, and the window never waits for it.
"""

import contextlib
import io
import json
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from annotator.errors import BadInput
from annotator.formats import ReadArticle, ReadOptions
from annotator.formats.common.serving import BOOT, Answer, Request, read_frame, write_frame
from annotator.i18n import _
from annotator.jobs.sources import Found, Source

_GIB = 1 << 30
_WAITING = 8  # answers of a file that wait to be taken
_AHEAD = 4  # files a worker that are begun before their turn
_FILES = 400  # files after which a worker is replaced, so that what its libraries leak goes
_LOOK = 0.1
_VALUES = ("annotator.formats.values", "annotator.origin")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may take: seconds until it gives (more) articles, bytes of memory."""

    seconds: float = 60
    memory: int = 2 * _GIB
    workers: int = max(1, min(4, os.cpu_count() or 1))


LIMITS = Limits()
Reading = Iterator[ReadArticle | BadInput | float]  # a float: how much of the file is read


class Pool:
    """Some worker processes, started when there is something to read."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or LIMITS
        self._threads = ThreadPoolExecutor(self.limits.workers, "reading")
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        self._all: set[_Worker] = set()
        self._changing = threading.Lock()
        self._closed = threading.Event()
        self._guard: threading.Thread | None = None

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """Begin to read a file; what it holds is given as it comes, and how much of it is read."""
        if self._guard is None:
            self._guard = threading.Thread(target=self._watch, name="reading guard", daemon=True)
            self._guard.start()
        answers: queue.Queue[Answer] = queue.Queue(_WAITING)
        module = getattr(source.reader, "__name__", "")
        request = Request(module, source.path, options)
        self._threads.submit(self._ask, request, answers)
        return self._taken(source, answers)

    def close(self) -> None:
        """End all workers, whatever they are at."""
        self._closed.set()
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers():
            worker.kill()
        self._threads.shutdown(wait=True)
        if self._guard is not None:
            self._guard.join()

    def _taken(self, source: Source, answers: "queue.Queue[Answer]") -> Reading:
        share = 0.0
        while True:
            try:
                answer = answers.get(timeout=_LOOK)
            except queue.Empty:
                yield share
                continue
            for each in answer.found:
                yield each if isinstance(each, ReadArticle) else BadInput(source.path, *each)
            if answer.is_last:
                if answer.why:
                    raise BadInput(source.path, 0, answer.why)
                return
            yield (share := answer.share)

    def _ask(self, request: Request, answers: "queue.Queue[Answer]") -> None:
        """Have a file read by a worker, on a thread of the pool."""
        try:
            worker = self._worker()
        except OSError as error:
            why = _("No process could be started to read it: {why}.").format(why=error)
            self._put(answers, Answer(is_last=True, why=why))
            return
        for answer in worker.answers(request, self.limits.seconds):
            self._put(answers, answer)
        if worker.is_usable and not self._closed.is_set():
            self._idle.put(worker)
        else:
            worker.kill()
            with self._changing:
                self._all.discard(worker)

    def _put(self, answers: "queue.Queue[Answer]", answer: Answer) -> None:
        while not self._closed.is_set():
            try:
                answers.put(answer, timeout=_LOOK)
                return
            except queue.Full:
                continue

    def _worker(self) -> "_Worker":
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            worker = _Worker(self.limits.memory)
            with self._changing:
                self._all.add(worker)
            if self._closed.is_set():
                worker.kill()
            return worker

    def _watch(self) -> None:
        """End workers that are at one thing for too long."""
        while not self._closed.wait(_LOOK):
            for worker in self._workers():
                worker.kill_if_late()

    def _workers(self) -> tuple["_Worker", ...]:
        with self._changing:
            return tuple(self._all)


class _Worker:
    """A process that reads one file after the other."""

    def __init__(self, memory: int) -> None:
        started = [sys.executable, "-c", BOOT, json.dumps(sys.path), str(memory)]
        hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would open a console
        self._process = subprocess.Popen(
            started, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            creationflags=hidden,
        )  # fmt: skip
        self._deadline: float | None = None
        self._files, self._is_late, self._is_spent = 0, False, False

    @property
    def is_usable(self) -> bool:
        """True while it can read another file."""
        return self._process.poll() is None and self._files < _FILES and not self._is_spent

    def answers(self, request: Request, seconds: float) -> Iterator[Answer]:
        """What a file holds; the last answer comes whatever happens to the worker."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._files += 1
        try:
            write_frame(self._process.stdin, pickle.dumps(request))
            while True:
                self._deadline = time.monotonic() + seconds
                raw = read_frame(self._process.stdout)
                self._deadline = None
                if raw is None:
                    break
                answer = _loaded(raw)
                self._is_spent = answer.is_spent
                yield answer
                if answer.is_last:
                    return
        except (OSError, ValueError, pickle.UnpicklingError, EOFError):
            self._is_spent = True
        self._deadline = None
        self._is_spent = True
        yield Answer(is_last=True, why=self._told(seconds))

    def _told(self, seconds: float) -> str:
        if self._is_late:
            told = _("It took longer than {n} seconds to read; it was given up.")
            return told.format(n=f"{seconds:g}")
        return _("Reading it made the reader crash; the file is broken or was made to do so.")

    def kill_if_late(self) -> None:
        """End it where it is over its time."""
        if self._deadline is not None and time.monotonic() > self._deadline:
            self._is_late = True
            self.kill()

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):  # what waits to be written finds no reader
                if stream is not None:
                    stream.close()


class _Careful(pickle.Unpickler):
    """Makes values and nothing else: a worker may have been taken over by the file it read."""

    def find_class(self, module: str, name: str) -> Any:
        is_value = module in _VALUES and not name.startswith("_") and "." not in name
        if is_value or (module, name) == (Answer.__module__, Answer.__name__):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


def _loaded(raw: bytes) -> Answer:
    answer = _Careful(io.BytesIO(raw)).load()
    if not isinstance(answer, Answer):
        raise pickle.UnpicklingError(type(answer).__name__)
    return answer


def ahead(
    places: Iterable[Found], pool: Pool, options: ReadOptions
) -> Iterator[tuple[Found, Reading | None]]:
    """What there is to import; files to be read apart are begun before their turn comes."""
    waiting: deque[tuple[Found, Reading | None]] = deque()
    most = _AHEAD * pool.limits.workers
    for found in places:
        begun = None
        if isinstance(found, Source) and getattr(found.reader, "APART", False):
            begun = pool.read(found, options)
        waiting.append((found, begun))
        if len(waiting) >= most:
            yield waiting.popleft()
    while waiting:
        yield waiting.popleft()
