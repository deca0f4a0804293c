"""Days as people type and read them, and the moments at which they begin and end in the file."""

from datetime import UTC, datetime, timedelta


def begins(day: str) -> str:
    """When a day, month or year begins here, as the log says it: "2024-03" in UTC.

    What is no date stands as it is.
    """
    return _moment(day) or day


def ends(day: str) -> str:
    """When it is over, as `begins` says it."""
    return _moment(day, following=True) or day


def _moment(day: str, *, following: bool = False) -> str:
    """The first moment of a day, month or year, or of the one that follows; "" for no date."""
    try:
        given = [int(part) for part in day.split("-")]
        year, month, of_month = (*given, 1, 1)[:3]
        first = datetime(year, month, of_month)
        if following:
            first = {
                1: datetime(year + 1, 1, 1),
                2: datetime(year + month // 12, month % 12 + 1, 1),
                3: first + timedelta(days=1),
            }[len(given)]
        return first.astimezone(UTC).isoformat(timespec="milliseconds")
    except (KeyError, ValueError, OverflowError, OSError):
        return ""
