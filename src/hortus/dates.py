"""Dates as people write them in front matter and file names."""

from __future__ import annotations

import calendar
import datetime
import re
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

EARLIEST = datetime.datetime(1, 1, 1, tzinfo=datetime.UTC)
_UTC = datetime.UTC
# What may follow a day: the time on a clock, as (hour, minute, second, A or P), and how far that is from UTC.
_TIME = r"(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,]\d+)?)?(?:\s*([AP])\.?M\b\.?)?"
_OFFSET = r"\s*((?:UTC|GMT)?[+-]\d{2}:?\d{2}|(?:UTC|GMT)?[+-]\d{1,2}|Z|UTC|GMT|[ECMP][SD]T\b)?"
_CLOCK = rf"(?:,?(?:\s+at)?\s+{_TIME})?{_OFFSET}"
_REST = r"(?![\d:]).*"
_WEEKDAY = r"\s*(?:[a-z]{3,9}\.?,?\s+)?"
_NUMERIC = re.compile(
    rf"\s*(\d{{4}})[-/.年](\d{{1,2}})[-/.月](\d{{1,2}})日?(?:[T\s]+{_TIME})?{_OFFSET}{_REST}",
    re.IGNORECASE | re.DOTALL,
)
_MONTH_ONLY = re.compile(r"\s*(\d{4})(?:[-/.年](\d{1,2})月?)?\s*")
_WRAPPED = re.compile(r"[\s\[\]\"']*(.*?)[\s\[\]\"']*", re.DOTALL)
_COMPACT = re.compile(r"\s*((?:19|20|21)\d{2})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?)?\s*")
_DAY_FIRST = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)?\s+([a-z]{{3,9}})\.?,?\s+(\d{{4}})\b{_CLOCK}{_REST}",
    re.IGNORECASE | re.DOTALL,
)
_MONTH_FIRST = re.compile(
    rf"{_WEEKDAY}([a-z]{{3,9}})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b{_CLOCK}{_REST}",
    re.IGNORECASE | re.DOTALL,
)
# As Unix writes it: `Mon Nov 23 23:58:00 UTC 2026`.
_CLOCK_FIRST = re.compile(
    rf"{_WEEKDAY}([a-z]{{3,9}})\s+(\d{{1,2}})\s+{_TIME}(?:\s+([A-Z]{{1,4}}))?\s+(\d{{4}})\s*", re.IGNORECASE
)
_YEAR_LAST = re.compile(rf"\s*(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_CLOCK}\s*", re.IGNORECASE)
_AMERICAN = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_NAME = re.compile(r"(\d{4})[-_.](\d{1,2})[-_.](\d{1,2})(?=$|[-_. T])[-_. ]*")
_MILLISECONDS = 10**11  # a larger number of seconds would be after the year 5000


def parse_date(value: object, zone: str = "") -> datetime.datetime | None:
    """The moment that `value` names, always with a time zone, or None. Where none is written it is `zone`, by its name in the
    database of zones, and UTC without one.

    Takes what YAML and TOML make of a date, seconds or milliseconds since 1970, and strings in the usual orders.
    """
    found = _parse(value)
    return _with_zone(found, zone) if found else None


def _with_zone(moment: datetime.datetime, zone: str) -> datetime.datetime:
    """With the difference to UTC that the zone has at that moment, where none is said: a plain value, which the memo can hold."""
    if moment.tzinfo:
        return moment
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
        year, month, day, *clock = found.groups()
        return _at(datetime.date(int(year), int(month), int(day)), *clock)
    if found := _COMPACT.fullmatch(text):
        year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
        return datetime.datetime(year, month, day, hour, minute, second)  # noqa: DTZ001
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year, *clock = found.groups()
        return _named(day, month, year, *clock)
    if found := _MONTH_FIRST.fullmatch(text):
        month, day, year, *clock = found.groups()
        return _named(day, month, year, *clock)
    if found := _CLOCK_FIRST.fullmatch(text):
        month, day, *clock, year = found.groups()
        return _named(day, month, year, *clock)
    if found := _YEAR_LAST.fullmatch(text):
        # What may be either of two days is the later, so that nothing is shown too early.
        return max(_either(found), default=None)
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


def parse_end(value: object, zone: str = "") -> datetime.datetime | None:
    """The same as `parse_date`, but of two days that may be meant the earlier: from it on something is hidden."""
    if isinstance(value, str) and (found := _YEAR_LAST.fullmatch(value)):
        return min((_with_zone(moment, zone) for moment in _either(found)), default=None)
    return parse_date(value, zone)


def _either(found: re.Match[str]) -> list[datetime.datetime]:
    """The moments that may be meant: some write the day first and some the month."""
    first, sign, second, year, *clock = found.groups()
    days = [(second, first)] if sign == "." else [(first, second), (second, first)]
    return [
        _at(datetime.date(int(year), int(month), int(day)), *clock)
        for month, day in days
        if 1 <= int(month) <= 12 and 1 <= int(day) <= calendar.monthrange(int(year), int(month))[1]
    ]


def _named(day: str, month: str, year: str, *clock: str | None) -> datetime.datetime | None:
    short = month[:3].lower()
    if short not in _MONTHS:
        return None
    return _at(datetime.date(int(year), _MONTHS.index(short) + 1, int(day)), *clock)


def _at(
    day: datetime.date,
    hour: str | None,
    minute: str | None,
    second: str | None,
    half: str | None,
    zone: str | None,
) -> datetime.datetime:
    """The moment of that day that a clock shows: `half` is A or P, before and after noon."""
    hours = int(hour or 0)
    if half:
        hours = hours % 12 + (12 if half.upper() == "P" else 0)
    return datetime.datetime(
        day.year,
        day.month,
        day.day,
        hours,
        int(minute or 0),
        min(int(second or 0), 59),
        tzinfo=_zone(zone),
    )


def _zone(text: str | None) -> datetime.tzinfo | None:
    """`+08:00`, `GMT+8`, `Z`, or one of the names that RFC 822 has for the hours of America."""
    named = (text or "").upper()
    digits = named.removeprefix("UTC").removeprefix("GMT")
    if not named or (digits and digits != "Z" and digits not in _AMERICAN and digits[0] not in "+-"):
        return None
    if digits in _AMERICAN:
        return datetime.timezone(datetime.timedelta(hours=_AMERICAN[digits]))
    if digits in {"", "Z"}:
        return _UTC
    bare = digits[1:].replace(":", "")
    hours, minutes = int(bare[:2]), int(bare[2:] or 0)
    return datetime.timezone(
        (1 if digits[0] == "+" else -1) * datetime.timedelta(hours=hours, minutes=minutes)
    )


def split_name(stem: str, zone: str = "") -> tuple[datetime.datetime | None, str]:
    """A file name without its ending, as (date in front of it or None, the rest): `2022-04-30-attention` is dated."""
    found = _IN_NAME.match(stem)
    date = parse_date("-".join(found.groups()), zone) if found else None
    if found is None or date is None:
        return None, stem
    return date, stem[found.end() :] or stem
