"""Row ids: 63-bit integers in time order, unique across project files, so that files can merge."""

import secrets
import threading
import time

_EPOCH_MS = 1_704_067_200_000  # 2024-01-01
_COUNTER = 1 << 12
_lock = threading.Lock()
_last = [0]
_session = secrets.randbits(10)


def new_id() -> int:
    """41 bits of milliseconds since 2024, 12 bits of counter, 10 random bits of this process.

    The counter runs over into the next millisecond, so ids of one process always grow.
    """
    with _lock:
        now = (int(time.time() * 1000) - _EPOCH_MS) * _COUNTER
        _last[0] = max(now, _last[0] + 1)
        return _last[0] << 10 | _session
