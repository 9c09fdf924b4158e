"""Which language is spoken, and how days are written in it."""

from __future__ import annotations

from datetime import date

import pytest

from core import i18n


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "zh_CN"),
        ({"LANG": "C"}, "zh_CN"),
        ({"LANG": "C.UTF-8"}, "zh_CN"),
        ({"LANG": "zh_CN.UTF-8"}, "zh_CN"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "zh_CN"),
    ],
)
def test_a_computer_that_names_no_language_gets_chinese(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert i18n.system_language() == language


def test_days_are_written_the_way_of_the_language() -> None:
    day = date(2026, 11, 3)
    i18n.set_language("zh_CN")
    chinese = (i18n.day_text(day), i18n.day_text(day, year=True), i18n.weekday_text(day), i18n.weekday_long(day))
    i18n.set_language("en")
    english = (i18n.day_text(day), i18n.day_text(day, year=True), i18n.weekday_text(day), i18n.weekday_long(day))

    assert chinese == ("11月3日", "2026年11月3日", "周二", "星期二")
    assert english == ("3 Nov", "3 Nov 2026", "Tue", "Tuesday")


def test_months_are_written_the_way_of_the_language() -> None:
    i18n.set_language("zh_CN")
    assert i18n.month_text(date(2026, 11, 3)) == "2026年11月"
    i18n.set_language("en")
    assert i18n.month_text(date(2026, 11, 3)) == "November 2026"


def test_an_unknown_language_falls_back_to_english() -> None:
    i18n.set_language("xx")

    assert i18n._("Today") == "Today"
    assert i18n.ngettext("{n} visit", "{n} visits", 2) == "{n} visits"
