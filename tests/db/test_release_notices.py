"""The change notice against another way of finding differences: equal on 100 random edits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.visits import Half, VisitState
from db import models as m
from db.queries.published import compared, notice_changes, pending_changes
from db.queries.releases import release_rows
from db.store import Store
from tests.db.county import CHEN, SHIQIAO, TODAY, WATER, ZHOU, ask
from tests.db.publishing import FIRST, LAST, found_office, issue, plan_on


def brute_difference(old: dict[str, dict[str, Any]], new: dict[str, dict[str, Any]]) -> dict[str, tuple[str, set[str]]]:
    """Return what differs between two plain pictures of the visits, by another way than the program's."""
    found: dict[str, tuple[str, set[str]]] = {}
    for uid in old.keys() | new.keys():
        if uid not in new:
            found[uid] = ("called_off", set())
        elif uid not in old:
            found[uid] = ("added", set())
        elif fields := {key for key in old[uid] if old[uid][key] != new[uid][key]}:
            found[uid] = ("changed", fields)
    return found


def picture(store: Store) -> dict[str, dict[str, Any]]:
    """Return every announced visit of December that stands, field by field."""
    found = {}
    with store.read() as session:
        for visit in session.scalars(select(m.Visit)):
            if visit.unannounced or visit.state is VisitState.CANCELLED or not FIRST <= visit.day <= LAST:
                continue
            units = session.scalars(select(m.VisitAgency.agency_id).where(m.VisitAgency.visit_id == visit.id))
            company = session.scalars(select(m.VisitLeader.leader_id).where(m.VisitLeader.visit_id == visit.id))
            found[visit.uid] = {
                "leader": visit.leader_id, "day": visit.day, "time": (visit.half, visit.starts_at, visit.ends_at),
                "place": (visit.township_id, visit.village_id, visit.place), "kind": (visit.kind,),
                "theme": visit.theme, "agencies": set(units), "companions": set(company),
            }  # fmt: skip
    return found


Edit = Callable[[Session, m.Visit, Random], None]


def other_leader(visit: m.Visit) -> int:
    return ZHOU if visit.leader_id == CHEN else CHEN


def toggle(session: Session, row: type[Any], key: tuple[int, int], names: tuple[str, str]) -> None:
    """Take somebody along, or leave them at home."""
    going = session.get(row, key)
    if going is None:
        session.add(row(**dict(zip(names, key, strict=True))))
    else:
        session.delete(going)


def swap_leader(session: Session, visit: m.Visit, _random: Random) -> None:
    visit.leader_id = other_leader(visit)
    along = session.get(m.VisitLeader, (visit.id, visit.leader_id))
    if along is not None:
        session.delete(along)


def set_day(_session: Session, visit: m.Visit, random: Random) -> None:
    visit.day = date(2026, 12, random.randint(1, 31))


def set_time(_session: Session, visit: m.Visit, random: Random) -> None:
    visit.half, visit.starts_at = Half.AFTERNOON, time(random.randint(14, 16))


def set_place(_session: Session, visit: m.Visit, random: Random) -> None:
    visit.place = f"地点{random.randint(1, 9)}"


def set_theme(_session: Session, visit: m.Visit, random: Random) -> None:
    visit.theme = f"主题{random.randint(1, 9)}"


def call_off(_session: Session, visit: m.Visit, random: Random) -> None:
    visit.state = random.choice([VisitState.CANCELLED, VisitState.SET])


def hide(_session: Session, visit: m.Visit, _random: Random) -> None:
    visit.unannounced = not visit.unannounced


def set_units(session: Session, visit: m.Visit, _random: Random) -> None:
    toggle(session, m.VisitAgency, (visit.id, WATER), ("visit_id", "agency_id"))


def set_company(session: Session, visit: m.Visit, _random: Random) -> None:
    toggle(session, m.VisitLeader, (visit.id, other_leader(visit)), ("visit_id", "leader_id"))


EDITS: tuple[Edit, ...] = (
    swap_leader, set_day, set_time, set_place, set_theme, call_off, hide, set_units, set_company,
)  # fmt: skip


def edit_something(store: Store, random: Random, ids: list[int]) -> None:
    """Add a visit, or make one random edit of a random one."""
    if random.random() < 0.1:
        ids.append(plan_on(store, random.randint(1, 31), overlap_confirmed=True, leader_id=random.choice([ZHOU, CHEN])))
        return
    with store.write("Edit") as session:
        visit = session.get_one(m.Visit, random.choice(ids))
        visit.overlap_confirmed = True
        random.choice(EDITS)(session, visit, random)


def test_the_change_notice_equals_the_set_difference_on_100_random_edits(store: Store) -> None:
    found_office(store)
    office = store
    random = Random(20261123)
    ids = [plan_on(office, day, township_id=SHIQIAO, overlap_confirmed=True) for day in range(1, 13)]
    issue(office)
    edits, rounds = 0, 0
    while edits < 100:
        before = picture(office)
        for _ in range(10):
            edit_something(office, random, ids)
            edits += 1
        wanted = brute_difference(before, picture(office))
        pending = {c.uid: (c.kind.value, {part.key for part in c.parts}) for c in ask(office, pending_changes, TODAY)}
        assert pending == wanted
        if not wanted:
            continue
        made = issue(office, reason=f"第{rounds}次")
        notice = {c.uid: (c.kind.value, {part.key for part in c.parts}) for c in ask(office, notice_changes, made.id)}
        between = ask(office, compared, [row.id for row in ask(office, release_rows)][1], made.id)
        assert notice == wanted
        assert {c.uid: (c.kind.value, {part.key for part in c.parts}) for c in between} == wanted
        rounds += 1
    assert rounds >= 8
