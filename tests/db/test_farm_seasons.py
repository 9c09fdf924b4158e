"""The farm seasons that the office keeps, and what a plan hears of them."""

from __future__ import annotations

from datetime import date

import pytest

from core.calendar.seasons import NoSuchMonthDay, Season
from core.errors import ChangedMeanwhile, ChoiceVanished, MissingField, TooLong, Vanished
from db import models as m
from db.queries.calendar import month_extras
from db.queries.farm_seasons import farm_seasons, season_lines
from db.services.farm_seasons import delete_season, save_season, set_season_active
from db.store import Store
from tests.db.county import CALENDAR, QINGSHI, ask, do, found_county
from tests.db.rows import everything

TEA = Season("采茶", (3, 20), (4, 20), QINGSHI, "清早和傍晚最忙")


@pytest.fixture
def county(store: Store) -> Store:
    found_county(store)
    return store


def names(store: Store) -> list[str]:
    return [each.name for each in ask(store, farm_seasons)]


def test_a_new_schedule_has_the_three_busy_seasons(county: Store) -> None:
    assert names(county) == ["三夏", "双抢", "三秋"]


def test_a_season_is_added_changed_set_aside_and_dropped_each_by_one_undo(county: Store) -> None:
    before = everything(county)
    key = do(county, save_season, TEA)
    do(county, save_season, Season("采春茶", (3, 18), (4, 20), QINGSHI), season_id=key)
    line = ask(county, season_lines)[-1]
    assert (line.season.name, line.season.starts, line.township) == ("采春茶", (3, 18), "青石镇")
    do(county, set_season_active, key, active=False)
    assert "采春茶" not in names(county)
    do(county, delete_season, key)
    assert len(ask(county, season_lines)) == 3

    for _step in range(4):
        county.undo()
    assert everything(county) == before


@pytest.mark.parametrize(
    ("season", "refusal"),
    [
        (Season("  ", (3, 20), (4, 20)), MissingField),
        (Season("茶" * 61, (3, 20), (4, 20)), TooLong),
        (Season("茶", (2, 30), (4, 20)), NoSuchMonthDay),
        (Season("茶", (3, 20), (4, 31)), NoSuchMonthDay),
        (Season("茶", (3, 20), (4, 20), 99), ChoiceVanished),
        (Season("茶", (3, 20), (4, 20), None, "x" * 201), TooLong),
    ],
)
def test_what_no_season_can_be_is_refused(county: Store, season: Season, refusal: type[Exception]) -> None:
    before = everything(county)
    with pytest.raises(refusal):
        do(county, save_season, season)

    assert everything(county) == before


def test_a_stale_or_deleted_season_is_not_overwritten(county: Store) -> None:
    key = do(county, save_season, TEA)
    version = ask(county, season_lines)[-1].version
    do(county, save_season, Season("采夏茶", (6, 1), (6, 20)), season_id=key)

    with pytest.raises(ChangedMeanwhile):
        do(county, save_season, TEA, season_id=key, version=version)
    do(county, delete_season, key)
    with pytest.raises(Vanished):
        do(county, save_season, TEA, season_id=key)


def test_the_month_knows_the_common_seasons_of_each_day(county: Store) -> None:
    do(county, save_season, TEA)
    days = ask(county, month_extras, date(2026, 3, 25), date(2026, 11, 16), calendar=CALENDAR)

    assert [each.name for each in days[date(2026, 11, 15)].seasons] == ["三秋"]
    assert days[date(2026, 11, 16)].seasons == ()
    assert days[date(2026, 3, 25)].seasons == ()  # one township's own


def test_a_township_takes_its_seasons_along(county: Store) -> None:
    do(county, save_season, TEA)
    before = everything(county)
    with county.write("Delete") as session:
        session.delete(session.get_one(m.Village, QINGSHI))
        session.delete(session.get_one(m.Township, QINGSHI))
    assert "采茶" not in names(county)

    county.undo()
    assert everything(county) == before
