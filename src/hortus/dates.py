"""Dates as people write them in front matter and file names."""

from __future__ import annotations

import calendar
import datetime
import re
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

EARLIEST = datetime.datetime(1, 1, 1, tzinfo=datetime.UTC)
_UTC = datetime.UTC
_NUMERIC = re.compile(
    r"""\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?
    (?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:\s*([AP])M)?)?
    \s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{1,2})?(?![\d:]).*""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_MONTH_ONLY = re.compile(r"\s*(\d{4})(?:[-/.年](\d{1,2})月?)?\s*")
_WRAPPED = re.compile(r"[\s\[\]\"']*(.*?)[\s\[\]\"']*", re.DOTALL)
_COMPACT = re.compile(r"\s*((?:19|20|21)\d{2})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?)?\s*")
_DAY_FIRST = re.compile(
    r"\s*(?:[a-z]{3,9}\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})\b.*",
    re.IGNORECASE | re.DOTALL,
)
_MONTH_FIRST = re.compile(
    r"\s*(?:[a-z]{3,9}\.?,?\s+)?([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b.*",
    re.IGNORECASE | re.DOTALL,
)
_YEAR_LAST = re.compile(r"\s*(\d{1,2})([-/.])(\d{1,2})\2(\d{4})\s*")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_NAME = re.compile(r"(\d{4})[-_.](\d{1,2})[-_.](\d{1,2})(?=$|[-_. T])[-_. ]*")
_MILLISECONDS = 10**11  # a larger number of seconds would be after the year 5000


def parse_date(value: object, zone: str = "") -> datetime.datetime | None:
    """The moment that `value` names, always with a time zone, or None. Where none is written it is `zone`, by its name in the
    database of zones, and UTC without one.

    Takes what YAML and TOML make of a date, seconds or milliseconds since 1970, and strings in the usual orders.
    """
    found = _parse(value)
    return _in_zone(found, zone) if found and not found.tzinfo else found


def _in_zone(moment: datetime.datetime, zone: str) -> datetime.datetime:
    """With the difference to UTC that the zone has at that moment: a plain value, which the memo can hold."""
    known = zone_of(zone)
    ahead = moment.replace(tzinfo=known).utcoffset() if known else None
    return moment.replace(tzinfo=datetime.timezone(ahead) if ahead else _UTC)


@lru_cache(maxsize=64)
def zone_of(name: str) -> datetime.tzinfo | None:
    """The zone of this name, as `Asia/Shanghai`; None where nobody knows it."""
    try:
        return ZoneInfo(name.strip()) if name.strip() else None
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return None


def _parse(value: object) -> datetime.datetime | None:
    """The same, without a zone where none is written."""
    try:
        match value:
            case bool():
                return None
            case datetime.datetime():
                return value
            case datetime.date():
                return datetime.datetime(value.year, value.month, value.day)  # noqa: DTZ001
            case int() if 1900 <= value <= 2200:  # a year
                return datetime.datetime(value, 1, 1)  # noqa: DTZ001
            case list() if value and not isinstance(value[0], list):
                return _parse(value[0])
            case int() if _COMPACT.fullmatch(str(value)) and _is_moment(str(value)):
                return _parse_text(str(value))
            case int() | float():
                seconds = value / 1000 if abs(value) >= _MILLISECONDS else float(value)
                return (
                    datetime.datetime.fromtimestamp(seconds, _UTC)
                    if abs(seconds) > _MILLISECONDS / 1000
                    else None
                )
            case str():
                return _parse_text(value)
            case _:
                return None
    except (ValueError, OverflowError, OSError):
        return None


def _is_moment(digits: str) -> bool:
    """Whether digits without signs between them are a date: seconds since 1970 seldom look like one."""
    try:
        return _parse_text(digits) is not None
    except ValueError:
        return False


def _parse_text(text: str) -> datetime.datetime | None:
    wrapped = _WRAPPED.fullmatch(text)
    text = wrapped[1] if wrapped else text
    if found := _MONTH_ONLY.fullmatch(text):
        is_year = "1900" <= found[1] <= "2200"
        return datetime.datetime(int(found[1]), int(found[2] or 1), 1) if is_year else None  # noqa: DTZ001
    if found := _NUMERIC.fullmatch(text):
        year, month, day, hour, minute, second, half, zone = found.groups()
        if half:
            hour = str(int(hour) % 12 + (12 if half.upper() == "P" else 0))
        return datetime.datetime(
            int(year),
            int(month),
            int(day),
            int(hour or 0),
            int(minute or 0),
            min(int(second or 0), 59),
            tzinfo=_zone(zone),
        )
    if found := _COMPACT.fullmatch(text):
        year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
        return datetime.datetime(year, month, day, hour, minute, second)  # noqa: DTZ001
    if found := _DAY_FIRST.fullmatch(text):
        return _named(found[1], found[2], found[3])
    if found := _MONTH_FIRST.fullmatch(text):
        return _named(found[2], found[1], found[3])
    if found := _YEAR_LAST.fullmatch(text):
        return _year_last(int(found[4]), int(found[1]), int(found[3]), found[2])
    return (
        _parse(int(text))
        if text.strip().isascii() and text.strip().isdecimal() and len(text.strip()) >= 10
        else None
    )


def may_be_two(value: object) -> bool:
    """Whether a date is written so that it may mean two days: `03/04/2026`."""
    found = _YEAR_LAST.fullmatch(value) if isinstance(value, str) else None
    return bool(
        found and found[2] != "." and found[1] != found[3] and max(int(found[1]), int(found[3])) <= 12
    )


def _year_last(year: int, first: int, second: int, sign: str) -> datetime.datetime | None:
    """Some write the day first and some the month: what may be either is the later, so that nothing is shown too early."""
    days = [(second, first)] if sign == "." else [(first, second), (second, first)]
    found = (
        datetime.datetime(year, month, day)  # noqa: DTZ001
        for month, day in days
        if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
    )
    return max(found, default=None)


def _named(day: str, month: str, year: str) -> datetime.datetime | None:
    short = month[:3].lower()
    return (
        datetime.datetime(int(year), _MONTHS.index(short) + 1, int(day))  # noqa: DTZ001
        if short in _MONTHS
        else None
    )


def _zone(text: str | None) -> datetime.tzinfo | None:
    if not text:
        return None
    if text.upper() in {"Z", "UTC", "GMT"}:
        return _UTC
    digits = text[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:] or 0)
    return datetime.timezone((1 if text[0] == "+" else -1) * datetime.timedelta(hours=hours, minutes=minutes))


def split_name(stem: str, zone: str = "") -> tuple[datetime.datetime | None, str]:
    """A file name without its ending, as (date in front of it or None, the rest): `2022-04-30-attention` is dated."""
    found = _IN_NAME.match(stem)
    date = parse_date("-".join(found.groups()), zone) if found else None
    if found is None or date is None:
        return None, stem
    return date, stem[found.end() :] or stem
