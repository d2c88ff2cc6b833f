"""Calendar arithmetic on business days. Periods are half-open: [start, end)."""

from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3, "year": 12}


def start_of(day: date, grain: str) -> date:
    """The first day of the day, week (Monday), month, quarter or year that `day` is in."""
    if grain == "day":
        return day
    if grain == "week":
        return day - timedelta(days=day.weekday())
    if grain == "month":
        return day.replace(day=1)
    if grain == "quarter":
        return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return date(day.year, 1, 1)


def shifted(start: date, grain: str, by: int) -> date:
    """The first day of the period that is `by` periods after the one that begins on `start`."""
    if grain in ("day", "week"):
        return start + timedelta(days=by * (7 if grain == "week" else 1))
    months = start.year * 12 + start.month - 1 + by * MONTHS[grain]
    return date(months // 12, months % 12 + 1, 1)


def label(start: date, grain: str) -> str:
    """2018-03-05, 2018-W10, 2018-03, 2018-Q1, 2018."""
    if grain == "day":
        return start.isoformat()
    if grain == "week":
        year, week, _day = start.isocalendar()
        return f"{year}-W{week:02}"
    if grain == "month":
        return f"{start:%Y-%m}"
    if grain == "quarter":
        return f"{start.year}-Q{(start.month + 2) // 3}"
    return str(start.year)
