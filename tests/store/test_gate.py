"""The gate before the connection that writes: an edit goes before any job that waits."""

import threading
import time

from annotator.store.gate import Gate


def test_an_edit_goes_before_the_turns_of_jobs_that_wait() -> None:
    gate, order = Gate(), []
    first = threading.Event()
    goes_on = threading.Event()

    def job(name: str) -> None:
        with gate.turn():
            order.append(name)
            first.set()
            goes_on.wait(5)

    def edit() -> None:
        with gate.edit():
            order.append("edit")

    jobs = [threading.Thread(target=job, args=[name]) for name in ("one", "two", "three")]
    jobs[0].start()
    assert first.wait(5)
    for other in jobs[1:]:
        other.start()
    person = threading.Thread(target=edit)
    person.start()
    while gate._edits_waiting == 0:
        time.sleep(0.001)
    goes_on.set()
    for thread in (*jobs, person):
        thread.join(5)
    assert order[:2] == ["one", "edit"]
    assert sorted(order[2:]) == ["three", "two"]


def test_only_one_writes_at_a_time_and_an_error_frees_the_gate() -> None:
    gate, inside, most = Gate(), [0], [0]

    def write(kind: str) -> None:
        for _ in range(50):
            try:
                with getattr(gate, kind)():
                    inside[0] += 1
                    most[0] = max(most[0], inside[0])
                    time.sleep(0.0001)
                    inside[0] -= 1
                    raise ValueError
            except ValueError:
                continue

    threads = [threading.Thread(target=write, args=[kind]) for kind in ("edit", "turn") * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert most == [1]
    assert gate._edits_waiting == 0
