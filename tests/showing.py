"""Tables that a test shows at the end of the run, whether it passes or not."""

from collections.abc import Sequence

import pytest

_LONGEST = 90
_TABLES = pytest.StashKey[list[tuple[str, list[tuple[str, ...]]]]]()


def show(
    request: pytest.FixtureRequest, title: str, rows: Sequence[tuple[str, ...]]
) -> None:  # fmt: skip
    """Show rows of words under a title, the first of them as their head."""
    request.config.stash.setdefault(_TABLES, []).append((title, list(rows)))


def shown(config: pytest.Config) -> list[str]:
    """The lines of all that is to be shown."""
    lines = []
    for title, rows in config.stash.get(_TABLES, []):
        short = [tuple(_cut(cell) for cell in row) for row in rows]
        widths = [max(map(len, column)) for column in zip(*short, strict=True)]
        lines += ["", title]
        for row in short:
            cells = (
                cell.rjust(width) if cell.isdecimal() else cell.ljust(width)
                for cell, width in zip(row, widths, strict=True)
            )  # fmt: skip
            lines.append("  " + "  ".join(cells).rstrip())
    return lines


def _cut(cell: str) -> str:
    return cell if len(cell) <= _LONGEST else f"…{cell[1 - _LONGEST :]}"
