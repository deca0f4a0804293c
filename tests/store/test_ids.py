"""Ids: in time order, never twice, also across processes and threads."""

import threading
import time

from annotator.store import ids


def test_ids_grow_and_fit_sqlite() -> None:
    made = [ids.new_id() for _ in range(20_000)]
    assert made == sorted(set(made))
    assert made[0] > 1 << 40
    assert made[-1] < 1 << 63


def test_ids_of_several_threads_never_meet() -> None:
    made: list[int] = []

    def make() -> None:
        some = [ids.new_id() for _ in range(2_000)]
        made.extend(some)

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 8_000


def test_an_id_tells_when_it_was_made() -> None:
    time.sleep(0.05)  # more ids than milliseconds were made above
    before = time.time()
    told = (ids.new_id() >> 22) / 1000 + ids._EPOCH_MS / 1000
    assert abs(told - before) < 5
