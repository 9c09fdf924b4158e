"""Publishing in tests: a county that can be published, and the few words every test needs for it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from core.clash_facts import Level
from core.conflicts import RULES
from core.settings import OfficeSettings
from core.visits import Half, VisitState
from db.models import Setting
from db.services.releases import Issued, publish
from db.store import Store
from tests.db.county import CALENDAR, CHEN, LIUHE, SHIQIAO, TODAY, WATER, do, found_county, plan

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 31)
AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SETTINGS = OfficeSettings(county="云岭县", office="云岭县下访办")
AROUND: dict[str, Any] = {"today": TODAY, "calendar": CALENDAR, "settings": SETTINGS}


def found_office(store: Store) -> None:
    """Add the county, and let no rule of taste speak."""
    found_county(store)
    with store.write("Levels") as session:
        chosen = {rule.key: Level.IGNORE.value for rule in RULES if rule.key != "absence"}
        session.merge(Setting(key="clash_levels", value={"value": chosen}))


def issue(store: Store, first: date = FIRST, last: date = LAST, **more: Any) -> Issued:
    """Publish these days in a write of its own."""
    made: Issued = do(store, publish, first, last, at=AT, **(AROUND | more))
    return made


def plan_on(store: Store, day: int, **fields: Any) -> int:
    """Plan a visit in December."""
    return plan(store, day=date(2026, 12, day), **fields)


def four_visits(store: Store) -> list[int]:
    """Plan four visits in December, two of them drafts, and return their ids."""
    return [
        plan_on(store, 2, state=VisitState.DRAFT, accompanying_agencies=[WATER]),
        plan_on(store, 3, leader_id=CHEN, township_id=LIUHE, place="文化站"),
        plan_on(store, 8, state=VisitState.DRAFT, township_id=SHIQIAO, accompanying_leaders=[CHEN]),
        plan_on(store, 9, leader_id=CHEN, half=Half.AFTERNOON),
    ]
