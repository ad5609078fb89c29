"""Dates and numbers as a language writes them, and which of its plurals a number asks for.

English is written here; what is known of all other languages is Unicode's, and is loaded for a site in one of them.
"""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import TYPE_CHECKING

from hortus.text import short_count

if TYPE_CHECKING:
    from babel import Locale

_MONTHS = "January February March April May June July August September October November December".split()
_ENGLISH, _CHINESE = "en", "zh"
_BESIDE_DIGIT = re.compile(
    r"(?<=\d)(?=[^\d.,])"
)  # Unicode has no space there, and the interfaces of today have one
_PARTS = 4  # of a language tag: language, script, region, variant
_SHORT_MONTH = 4  # characters
_UNITS = ("B", "KB", "MB", "GB")
_LONG = 10_000  # from here on a number that is written out has its digits in groups

CATEGORIES = ("zero", "one", "two", "few", "many", "other")


def day(moment: datetime.datetime, language: str) -> str:
    """`14 March 2025`, `2025年3月14日`."""
    if (locale := _locale(language)) is None:
        return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
    from babel.dates import format_date  # noqa: PLC0415

    return format_date(moment.date(), "long", locale)


def month_day(moment: datetime.date, language: str) -> str:
    """`14 Mar`, `3月14日`."""
    if (locale := _locale(language)) is None:
        return f"{moment.day} {_MONTHS[moment.month - 1][:3]}"
    from babel.dates import format_skeleton  # noqa: PLC0415

    return format_skeleton("MMMd", datetime.datetime.combine(moment, datetime.time()), locale=locale)


def month_name(moment: datetime.date, language: str) -> str:
    """`Mar`, `3月`; the first letter alone where a language has no short name for each month."""
    return _month_names(language)[moment.month - 1]


@cache
def _month_names(language: str) -> tuple[str, ...]:
    if (locale := _locale(language)) is None:
        return tuple(month[:3] for month in _MONTHS)
    from babel.dates import get_month_names  # noqa: PLC0415

    short, letters = (get_month_names(width, "stand-alone", locale) for width in ("abbreviated", "narrow"))
    return tuple((short if max(map(len, short.values())) <= _SHORT_MONTH else letters).values())


def short(number: int, language: str) -> str:
    """`number` as a reader takes it in: `939`, `1.2k`; in Chinese `1.2 万`."""
    if (locale := _locale(language)) is None:
        return short_count(number)
    from babel.numbers import format_compact_decimal  # noqa: PLC0415

    compact = format_compact_decimal(number, locale=locale, fraction_digits=1)
    if compact == str(number):
        return whole(number, language)
    return _BESIDE_DIGIT.sub(" ", compact) if locale.language == _CHINESE else compact


def whole(number: int, language: str) -> str:
    """`number` with all its digits, in groups where they are many: `939`, `5000`, `12,345`; in German `12.345`."""
    if number < _LONG:
        return str(number)
    if (locale := _locale(language)) is None:
        return f"{number:,}"
    from babel.numbers import format_decimal  # noqa: PLC0415

    return format_decimal(number, locale=locale)


def size(number: int, language: str) -> str:
    """So many bytes to three digits: `804 B`, `13.1 KB`; 1 KB is 1024 of them. In German `13,1 KB`."""
    value, unit = next(
        (number / 1024**power, unit)
        for power, unit in enumerate(_UNITS)
        if number < 1000 * 1024**power or unit == _UNITS[-1]
    )
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{_decimal(round(value, digits), language)} {unit}"


def _decimal(number: float, language: str) -> str:
    if (locale := _locale(language)) is None:
        return f"{number:g}"
    from babel.numbers import format_decimal  # noqa: PLC0415

    return format_decimal(number, locale=locale)


def category(number: int, language: str) -> str:
    """The CLDR plural category: one of CATEGORIES."""
    if (locale := _locale(language)) is None:
        return "one" if number == 1 else "other"
    return locale.plural_form(number)


def tag(language: str) -> str:
    """The language as browsers know it."""
    return str(_locale(language) or _ENGLISH).replace("_", "-")


def fallbacks(language: str) -> tuple[str, ...]:
    """The languages whose words a site in `language` takes, the best first: `pt-BR`, `pt`, `en`."""
    parts = language.split("-", _PARTS)[:_PARTS]
    return tuple(dict.fromkeys(["-".join(parts[:count]) for count in range(len(parts), 0, -1)] + [_ENGLISH]))


@cache
def _locale(language: str) -> Locale | None:
    """What Unicode knows of a language; None for English, and in its place for a language that is not known."""
    if language.partition("-")[0].lower() == _ENGLISH:
        return None
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  (large, and needed for other languages only)

    for name in fallbacks(language)[:-1]:
        try:
            return Locale.parse(name, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None
