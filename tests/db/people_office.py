"""The small county with two more leaders, for the tests of absences, stand-ins and hand-overs."""

from __future__ import annotations

from datetime import date
from typing import Any

from core.visits import Half
from db import models as m
from db.store import Store
from tests.db.county import CALENDAR, SETTINGS, TODAY, found_county, plan

HE, LIN = 3, 4
DAY = date(2026, 12, 2)
AFTER = date(2026, 12, 3)
WHO: dict[str, Any] = {"actor": "罗敏", "today": TODAY}
AROUND_RULES: dict[str, Any] = {"calendar": CALENDAR, "settings": SETTINGS}


def found_office(store: Store) -> tuple[int, int]:
    """Add four leaders and two visits: 周立明's to 青石镇 on 2 December, 陈雨桐's to 柳河乡 on the next day."""
    found_county(store)
    with store.write("Set up") as session:
        session.add_all(
            [
                m.Leader(id=HE, name="何建勋", post="县委副书记", rank_order=3),
                m.Leader(id=LIN, name="林若川", post="副县长", rank_order=4, valid_from=date(2026, 12, 3)),
            ]
        )
    return plan(store), plan(store, day=AFTER, half=Half.AFTERNOON, leader_id=2, township_id=2)


def leaders_of(store: Store, *visit_ids: int) -> list[int]:
    """Return who leads these visits."""
    with store.read() as session:
        return [session.get_one(m.Visit, visit_id).leader_id for visit_id in visit_ids]


def rows(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row that a test could change, to compare before and after."""
    models = (m.Visit, m.LeaderChange, m.Absence, m.BackupPair, m.Pairing, m.Issue, m.Leader, m.MeetingAttendee)
    with store.read() as session:
        return {
            model.__tablename__: sorted(
                (tuple(str(getattr(row, each.key)) for each in model.__table__.columns if each.key != "version"))
                for row in session.query(model).all()
            )
            for model in (*models, m.RuleOverride, m.VisitLeader)
        }
