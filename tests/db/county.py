"""A small county for the tests of what comes before a visit."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from core.calendar.workdays import work_calendar
from core.settings import OfficeSettings
from core.visits import Half, VisitDraft
from db import models as m
from db.services.visits import create_visit
from db.store import Store

TODAY = date(2026, 11, 23)
CALENDAR = work_calendar()
SETTINGS = OfficeSettings(county="云岭县", look_back_share=0)  # no lot falls on a test by chance
AROUND: dict[str, Any] = {"today": TODAY, "calendar": CALENDAR, "settings": SETTINGS}
QINGSHI, LIUHE, SHIQIAO = 1, 2, 3
ZHOU, CHEN = 1, 2
WATER, PETITIONS = 1, 2
_numbers = count(1)


def found_county(store: Store) -> None:
    """Add two leaders, three townships with a village each, and two agencies."""
    with store.write("Set up") as session:
        session.add_all(
            [
                m.Leader(id=ZHOU, name="周立明", post="县委书记", rank_order=1),
                m.Leader(id=CHEN, name="陈雨桐", post="县长", rank_order=2),
                m.Township(
                    id=QINGSHI, name="青石镇", distance_km=30, travel_minutes=40, reception_place="综治中心", markets=[]
                ),
                m.Township(id=LIUHE, name="柳河乡", distance_km=40, travel_minutes=55, markets=[]),
                m.Township(id=SHIQIAO, name="石桥镇", reception_place="便民中心", markets=[]),
                m.Agency(id=WATER, name="县水利局", short_name="水利局", aliases=[]),
                m.Agency(id=PETITIONS, name="县信访局", aliases=[]),
            ]
        )
        session.flush()
        for township in (QINGSHI, LIUHE, SHIQIAO):
            session.add(m.Village(id=township, township_id=township, name=f"第{township}村"))


def visit_draft(**fields: Any) -> VisitDraft:
    """Return a visit on 2 December, seven working days after today."""
    values = {
        "uid": f"u{next(_numbers)}", "day": date(2026, 12, 2), "half": Half.MORNING, "kind": "petition_reception",
        "leader_id": ZHOU, "township_id": QINGSHI,
    }  # fmt: skip
    return VisitDraft(**(values | fields))


def plan(store: Store, **fields: Any) -> int:
    """Plan a visit and return its id."""
    return do(store, create_visit, visit_draft(**fields))


def do(store: Store, verb: Any, *args: Any, **fields: Any) -> Any:
    """Do something in a write of its own."""
    with store.write("Change") as session:
        return verb(session, *args, **fields)


def ask(store: Store, query: Any, *args: Any, **fields: Any) -> Any:
    """Return what a query says."""
    with store.read() as session:
        return query(session, *args, **fields)


def add_issue(store: Store, township_id: int, due: date | None, **fields: Any) -> None:
    """Register an open issue."""
    n = next(_numbers)
    with store.write("Register") as session:
        values = {
            "uid": f"i{n}", "number": f"N{n}", "year": 2026, "serial": n, "title": "饮水",
            "raised_on": date(2026, 9, 1), "township_id": township_id, "due": due,
        }  # fmt: skip
        session.add(m.Issue(**(values | fields)))
