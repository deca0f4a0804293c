"""Waiting for the disk: what writes runs on a thread of its own, and the window stays drawn.

Where the disk is quick the window waits those few milliseconds, so that a key and what it does stay
one thing. Where it is slow the window goes on drawing itself, and keys wait their turn: what is
typed next is done to what is on the disk. A click aimed at a picture that has changed since would
hit something else, and so would the keys after it: these are not taken.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

_AT_ONCE_MS, _SHOWN_MS, _SEEN_MS = 30, 300, 100
_CLICKS = {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}
_BY_HAND = {
    *_CLICKS, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease, QEvent.Type.KeyPress,
    QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride, QEvent.Type.Shortcut,
    QEvent.Type.ContextMenu,
}  # fmt: skip
_Answer = TypeVar("_Answer")

_writer = ThreadPoolExecutor(1, "writer")  # one for all windows: what writes, writes in turn


class Patience(QObject):
    """Waits for one thing at a time. `slow` tells True once a wait is long enough to be shown, and
    False when it has ended; `missed` that clicks made meanwhile were not taken.
    """

    slow = Signal(bool)
    missed = Signal()
    _done = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_waiting = False
        self._later: list[Callable[[], object]] = []

    def wait(self, act: Callable[[], _Answer]) -> _Answer:
        """What an act returns, or raises, on the writing thread."""
        within, self.is_waiting = self.is_waiting, True
        try:
            future = _writer.submit(act)
            with suppress(TimeoutError):
                return future.result(_AT_ONCE_MS / 1000)
            self._sit_out(future)
            return future.result()
        finally:
            self.is_waiting = within
            if not within:
                later, self._later = self._later, []
                for put_off in later:
                    QTimer.singleShot(0, self, put_off)

    def puts_off(self, act: Callable[[], object]) -> bool:
        """True while something is waited for, and then the act is done once that is through."""
        if self.is_waiting:
            self._later.append(act)
        return self.is_waiting

    def behind(self, act: Callable[[], object]) -> None:
        """Do something on the writing thread that nobody waits for; a fault goes to the log."""
        _writer.submit(act).add_done_callback(_log_fault)

    def _sit_out(self, future: Future[_Answer]) -> None:
        """Draw and answer the system until it is through; a person's keys are kept for later."""
        loop, late = QEventLoop(), QTimer(singleShot=True, interval=_SHOWN_MS - _AT_ONCE_MS)
        self._done.connect(loop.quit)
        late.timeout.connect(lambda: self.slow.emit(True))
        late.start()
        future.add_done_callback(lambda _future: self._done.emit())
        while not future.done():
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        if not late.isActive():
            self.slow.emit(False)
            _Misaimed(self)


def _log_fault(future: Future[object]) -> None:
    if error := future.exception():
        logging.getLogger(__name__).error("unexpected fault", exc_info=error)


class _Misaimed(QObject):
    """Takes the clicks that came in during a long wait, and all that came after them, out of the
    way; gone a moment later, when the eye has seen what changed.
    """

    def __init__(self, patience: Patience) -> None:
        super().__init__(patience)
        self._patience, self._has_missed = patience, False
        QApplication.instance().installEventFilter(self)
        QTimer.singleShot(_SEEN_MS, self, self._end)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _CLICKS and event.spontaneous():
            self._has_missed = True
        return self._has_missed and event.type() in _BY_HAND

    def _end(self) -> None:
        if self._patience.puts_off(self._end):
            return
        if self._has_missed:
            self._patience.missed.emit()
        self.deleteLater()
