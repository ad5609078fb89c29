"""Dates as people write them."""

from __future__ import annotations

import datetime

import pytest

from hortus.dates import parse_date, parse_end, split_name

UTC = datetime.UTC
CHINA = datetime.timezone(datetime.timedelta(hours=8))


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2022-4-30 21:44:00 +0800", datetime.datetime(2022, 4, 30, 21, 44, tzinfo=CHINA)),
        ("2022-04-30T21:44", datetime.datetime(2022, 4, 30, 21, 44, tzinfo=UTC)),
        ("2022-04-30T21:44:05.123Z", datetime.datetime(2022, 4, 30, 21, 44, 5, tzinfo=UTC)),
        ("2022/3/7", datetime.datetime(2022, 3, 7, tzinfo=UTC)),
        ("2022年3月7日", datetime.datetime(2022, 3, 7, tzinfo=UTC)),
        ("14 Nov 2021", datetime.datetime(2021, 11, 14, tzinfo=UTC)),
        ("November 14, 2021", datetime.datetime(2021, 11, 14, tzinfo=UTC)),
        ("Sun, 14 Nov 2021 10:00:00 GMT", datetime.datetime(2021, 11, 14, 10, tzinfo=UTC)),
        ("Sun, 14 Nov 2021 10:00:00 -1200", datetime.datetime(2021, 11, 14, 22, tzinfo=UTC)),
        ("Nov 23, 2026 23:58", datetime.datetime(2026, 11, 23, 23, 58, tzinfo=UTC)),
        ("November 23rd, 2026 at 11:58 p.m.", datetime.datetime(2026, 11, 23, 23, 58, tzinfo=UTC)),
        ("23 Nov 2026 23:58 EST", datetime.datetime(2026, 11, 24, 4, 58, tzinfo=UTC)),
        ("2026-11-23 23:58 GMT+8", datetime.datetime(2026, 11, 23, 15, 58, tzinfo=UTC)),
        ("Mon Nov 23 2026 23:58:00 GMT+0800 (CST)", datetime.datetime(2026, 11, 23, 15, 58, tzinfo=UTC)),
        ("Fri May  1 10:00:00 UTC 2099", datetime.datetime(2099, 5, 1, 10, tzinfo=UTC)),
        ("23.11.2026 23:58", datetime.datetime(2026, 11, 23, 23, 58, tzinfo=UTC)),
        ("03/04/2099 8:05 PM", datetime.datetime(2099, 4, 3, 20, 5, tzinfo=UTC)),
        ("2026-11-23 1:2:3", datetime.datetime(2026, 11, 23, 1, 2, 3, tzinfo=UTC)),
        ("20220307", datetime.datetime(2022, 3, 7, tzinfo=UTC)),
        (20220307, datetime.datetime(2022, 3, 7, tzinfo=UTC)),
        (1608644829000, datetime.datetime(2020, 12, 22, 13, 47, 9, tzinfo=UTC)),
        (1608644829, datetime.datetime(2020, 12, 22, 13, 47, 9, tzinfo=UTC)),
        ("1608644829000", datetime.datetime(2020, 12, 22, 13, 47, 9, tzinfo=UTC)),
        (2022, datetime.datetime(2022, 1, 1, tzinfo=UTC)),
        ("2099-06", datetime.datetime(2099, 6, 1, tzinfo=UTC)),
        ("[[2099-01-02]]", datetime.datetime(2099, 1, 2, tzinfo=UTC)),
        ("2099-01-01 3:04 PM", datetime.datetime(2099, 1, 1, 15, 4, tzinfo=UTC)),
        ("2099-01-01 03:04:05 +0000 UTC", datetime.datetime(2099, 1, 1, 3, 4, 5, tzinfo=UTC)),
        ("Thu Jan 01 2099 00:00:00 GMT+0000", datetime.datetime(2099, 1, 1, tzinfo=UTC)),
        ("31/12/2099", datetime.datetime(2099, 12, 31, tzinfo=UTC)),
        ("12/31/2099", datetime.datetime(2099, 12, 31, tzinfo=UTC)),
        ("03/04/2099", datetime.datetime(2099, 4, 3, tzinfo=UTC)),
        ("05.04.2099", datetime.datetime(2099, 4, 5, tzinfo=UTC)),
        ("2099年1月1日 星期四", datetime.datetime(2099, 1, 1, tzinfo=UTC)),
        ([datetime.date(2099, 1, 1)], datetime.datetime(2099, 1, 1, tzinfo=UTC)),
        (datetime.date(2022, 3, 7), datetime.datetime(2022, 3, 7, tzinfo=UTC)),
        (datetime.datetime(2022, 3, 7, 8, tzinfo=CHINA), datetime.datetime(2022, 3, 7, tzinfo=UTC)),
    ],
)
def test_dates(value: object, moment: datetime.datetime) -> None:
    assert parse_date(value) == moment


def test_a_date_from_which_something_is_hidden_is_the_earlier_of_two() -> None:
    assert parse_end("03/04/2099") == datetime.datetime(2099, 3, 4, tzinfo=UTC)
    assert parse_end("2099-04-03") == parse_end("31.12.2098") + datetime.timedelta(days=93)  # type: ignore[operator]


@pytest.mark.parametrize(
    "value",
    [
        "soon",
        "2022-13-01",
        "30/02/2099",
        "13.13.2099",
        "23.11.2026 25:00",
        "Nov 23, 2026 24:60",
        "1/2/0000",
        True,
        None,
        [],
        10**30,
        -1,
        float("nan"),
        "99999999999999999999",
        "2022-01-01 25:00",
    ],
)
def test_no_dates(value: object) -> None:
    assert parse_date(value) is None


@pytest.mark.parametrize(
    ("stem", "day", "rest"),
    [
        ("2022-04-30-attention", 30, "attention"),
        ("2022-04-30", 30, "2022-04-30"),
        ("2022-4-3 a b", 3, "a b"),
        ("attention", None, "attention"),
        ("2022-99-99-x", None, "2022-99-99-x"),
    ],
)
def test_dates_in_file_names(stem: str, day: int | None, rest: str) -> None:
    date, name = split_name(stem)
    assert (date.day if date else None, name) == (day, rest)
