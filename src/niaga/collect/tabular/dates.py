"""In which order day and month stand in a column of dates, and the instant of each text.

The order is decided over all texts: a 25 in the first place proves day first. Where nothing proves
it, the order in which rows follow each other may; where that is silent too, a person is asked.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from typing import Literal

from niaga.collect.tabular.numbers import NATIVE

Order = Literal["dmy", "mdy", "ymd"]

_MONTHS = {
    name: n
    for n, names in enumerate(
        (
            "jan januari january janeiro enero ene janv januar janvier gennaio gen",
            "feb februari february fevereiro febrero fev fevr fevrier februar febbraio",
            "mar maret march março marco marzo mars marz maerz maart mrt",
            "apr april abril abr avr avril aprile",
            "may mei maio mayo mai maggio mag",
            "jun juni june junho junio juin giugno giu",
            "jul juli july julho julio juil juillet luglio lug",
            "aug agustus august agosto agu agt ags ago aout augustus",
            "sep september setembro septiembre sept set septembre settembre",
            "oct oktober october outubro octubre okt out octobre ottobre ott",
            "nov november nopember novembro noviembre nop novembre",
            "dec desember december dezembro diciembre des dez dic decembre dezember dicembre",
        ),
        1,
    )
    for name in names.split()
}
_TIME = (
    r"(?:[ T,]+(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|WIB|WITA|WIT|[+-]\d{2}:?\d{2})?$"
)
_YEAR_FIRST = re.compile(r"^(?P<a>\d{4})[-/.](?P<b>\d{1,2})[-/.](?P<c>\d{1,2})" + _TIME)
_COMPACT = re.compile(
    r"^(?P<a>(?:19|20)\d{2})(?P<b>\d{2})(?P<c>\d{2})(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?)?$"
)
_YEAR_LAST = re.compile(r"^(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<c>\d{4}|\d{2})" + _TIME)
_WORDS = re.compile(
    r"^(?:[^\W\d_]{2,9},?\s+)?(?P<a>\d{1,2})(?:st|nd|rd|th)?[\s./-]+(?:de\s+)?(?P<m>[^\W\d_]{3,10})\.?"
    r"[\s,./-]+(?:de\s+)?(?P<c>\d{4}|\d{2})" + _TIME
)
_WORDS_FIRST = re.compile(
    r"^(?:[^\W\d_]{2,9},\s+)?(?P<m>[^\W\d_]{3,10})\.?\s+(?P<a>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<c>\d{4})"
    + _TIME
)
_EASTERN = re.compile(r"^(\d{4})年(\d{1,2})月(\d{1,2})日\s*")
_ZONES = {"Z": 0, "UTC": 0, "GMT": 0, "WIB": 7 * 60, "WITA": 8 * 60, "WIT": 9 * 60}
_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a wall time, as all in a workbook
EARLIEST, LATEST = 1980, 2100


@dataclass(frozen=True)
class DateStyle:
    """`order` of texts with the year last. `by`: what it rests on: evidence, sequence, asked,
    or none; with none the dates can be read either way.
    """

    order: Order
    by: Literal["evidence", "sequence", "asked", "clear", "none"]

    @property
    def ambiguous(self) -> bool:
        return self.by == "none"


def decide(texts: Sequence[str], asked: str = "", today: date | None = None) -> DateStyle:
    """The style of a column, its texts in the order of the file."""
    if asked in ("dmy", "mdy"):
        return DateStyle(asked, "asked")  # type: ignore[arg-type]
    pairs: list[tuple[int, int, str]] = []
    for text in texts:
        if match := _YEAR_LAST.match(text):
            pairs.append((int(match["a"]), int(match["b"]), match["c"].zfill(4)))
    if not pairs:
        return DateStyle("ymd", "clear")
    day_first = sum(a > 12 for a, _b, _y in pairs)
    month_first = sum(b > 12 for _a, b, _y in pairs)
    if day_first or month_first:
        return DateStyle("dmy" if day_first >= month_first else "mdy", "evidence")
    if all(a == b for a, b, _y in pairs):
        return DateStyle("dmy", "evidence")
    return _by_sequence(pairs, today)


def _by_sequence(pairs: Sequence[tuple[int, int, str]], today: date | None) -> DateStyle:
    """Files are mostly sorted by time: one reading runs on, the other jumps to and fro."""
    if today is not None:
        now = (f"{today.year:04}", today.month, today.day)
        later = [
            any((y, b, a) > now for a, b, y in pairs),
            any((y, a, b) > now for a, b, y in pairs),
        ]
        if later == [False, True]:
            return DateStyle("dmy", "sequence")
        if later == [True, False]:
            return DateStyle("mdy", "sequence")
    dmy = _turns([(y, b, a) for a, b, y in pairs])
    mdy = _turns([(y, a, b) for a, b, y in pairs])
    if len(pairs) >= 8:
        if dmy * 4 < mdy:
            return DateStyle("dmy", "sequence")
        if mdy * 4 < dmy:
            return DateStyle("mdy", "sequence")
    return DateStyle("dmy", "none")


def _turns(days: Sequence[tuple[str, int, int]]) -> int:
    """How many steps go against the file's main direction."""
    up = sum(x < y for x, y in pairwise(days))
    down = sum(x > y for x, y in pairwise(days))
    return min(up, down)


def looks_dated(text: str) -> bool:
    """A text that says a day; numbers alone do not."""
    text = text.strip()
    if text.startswith(NATIVE):
        return "T" in text
    if _EASTERN.match(text):
        return True
    return any(p.match(text) for p in (_YEAR_FIRST, _YEAR_LAST, _WORDS, _WORDS_FIRST))


def instant(text: str, style: DateStyle) -> tuple[datetime | None, str]:
    """A naive wall time, or an aware one where the text names its zone; or None with the reason."""
    text = _EASTERN.sub(r"\1-\2-\3 ", text.strip().strip("'")).strip()
    if text.startswith(NATIVE):
        return _native(text[1:])
    if match := _YEAR_FIRST.match(text) or _COMPACT.match(text):
        parts = (int(match["a"]), int(match["b"]), int(match["c"]))
    elif match := _YEAR_LAST.match(text):
        first, second, year = int(match["a"]), int(match["b"]), _full_year(match["c"])
        parts = (year, first, second) if style.order == "mdy" else (year, second, first)
    elif match := _WORDS.match(text) or _WORDS_FIRST.match(text):
        month = _MONTHS.get(_bare(match["m"]))
        if month is None:
            return None, "unreadable_date"
        parts = (_full_year(match["c"]), month, int(match["a"]))
    else:
        return _serial(text)
    return _assembled(parts, match.groupdict())


def _assembled(
    parts: tuple[int, int, int], clock: dict[str, str | None]
) -> tuple[datetime | None, str]:
    hour, minute = int(clock.get("hour") or 0), int(clock.get("minute") or 0)
    second = int(clock.get("second") or 0)
    if half := clock.get("half"):
        if not 1 <= hour <= 12:
            return None, "unreadable_date"
        hour = hour % 12 + (12 if half[0] in "Pp" else 0)
    if not EARLIEST <= parts[0] <= LATEST:
        return None, "unreadable_date"
    try:
        moment = datetime(*parts, hour, minute, second)  # noqa: DTZ001 - the zone follows
        if zone := clock.get("zone"):
            moment = moment.replace(tzinfo=_zone(zone)).astimezone(UTC)
    except ValueError:  # 30 February, or a zone a day away
        return None, "unreadable_date"
    return moment, ""


def _bare(name: str) -> str:
    """A month's name without case and accents."""
    letters = unicodedata.normalize("NFKD", name.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _zone(text: str) -> timezone:
    if text in _ZONES:
        return timezone(timedelta(minutes=_ZONES[text]))
    digits = text[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _native(text: str) -> tuple[datetime | None, str]:
    if "T" in text:
        moment = datetime.fromisoformat(text)
        return (moment, "") if EARLIEST <= moment.year <= LATEST else (None, "unreadable_date")
    return _serial(text)


def _serial(text: str) -> tuple[datetime | None, str]:
    """Days since 1899-12-30, as workbooks count them; a fraction is the time of the day."""
    try:
        days = float(text.replace(",", "."))
    except ValueError:
        return None, "unreadable_date"
    if not 29_221 <= days < 73_051:  # 1980 to 2099
        return None, "unreadable_date"
    moment = _EXCEL_EPOCH + timedelta(seconds=round(days * 86_400))
    return moment, ""
