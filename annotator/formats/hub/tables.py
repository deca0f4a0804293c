"""Tables on disk as batches of rows: parquet, and the Arrow files of `save_to_disk`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

_AT_ONCE = 16  # rows in memory
_PARQUET, _FILE = b"PAR1", b"ARROW1"
_STREAM = b"\xff\xff\xff\xff"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its Arrow schema, and what goes through its rows."""

    schema: Any
    batches: Callable[[], Iterator[Any]]


def opened(path: Path) -> Table | None:
    """The table in a file; None for any other file, and where pyarrow is not installed."""
    with open(path, "rb") as raw:
        magic = raw.read(len(_FILE))
    kinds = {_PARQUET: _parquet, _FILE: _arrow_file, _STREAM: _arrow_stream}
    kind = next((make for begin, make in kinds.items() if magic.startswith(begin)), None)
    if kind is None:
        return None
    try:
        from pyarrow import ArrowException, set_memory_pool, system_memory_pool
    except ImportError:
        return None
    set_memory_pool(system_memory_pool())  # arrow's own keeps what it no longer needs
    try:
        return kind(path)
    except (ArrowException, OSError):
        return None


def batches(table: Table) -> Iterator[Any]:
    """A few rows at a time."""
    for batch in table.batches():
        for start in range(0, batch.num_rows, _AT_ONCE):
            yield batch.slice(start, _AT_ONCE)


def _parquet(path: Path) -> Table:
    from pyarrow.parquet import ParquetFile

    file = ParquetFile(path)

    def through() -> Iterator[Any]:
        for group in range(file.num_row_groups):  # asked for all of them, pyarrow holds all of them
            yield from file.iter_batches(batch_size=_AT_ONCE, row_groups=[group])

    return Table(file.schema_arrow, through)


def _arrow_stream(path: Path) -> Table:
    from pyarrow import ipc

    with open(path, "rb") as raw:
        schema = ipc.open_stream(raw).schema
    return Table(schema, partial(_stream, path))


def _stream(path: Path) -> Iterator[Any]:
    from pyarrow import ipc

    with open(path, "rb") as raw:
        yield from ipc.open_stream(raw)


def _arrow_file(path: Path) -> Table:
    from pyarrow import ipc, memory_map

    file = ipc.open_file(memory_map(str(path)))
    return Table(file.schema, lambda: map(file.get_batch, range(file.num_record_batches)))
