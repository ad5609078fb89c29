"""Dates as people write them."""

from __future__ import annotations

import datetime

import pytest

from hortus.dates import parse_date, split_name

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
        ("Sun, 14 Nov 2021 10:00:00 GMT", datetime.datetime(2021, 11, 14, tzinfo=UTC)),
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


@pytest.mark.parametrize(
    "value",
    [
        "soon",
        "2022-13-01",
        "30/02/2099",
        "13.13.2099",
        "23.11.2026 23:58",
        "Fri May  1 10:00:00 2099",
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
