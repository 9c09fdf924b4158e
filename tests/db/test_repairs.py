"""A plan mended: one write and one undo, published changes wait for their notice, calendar files for every leader."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from core.errors import ChangedMeanwhile, LastBeforeFirst
from core.i18n import set_language
from core.people_errors import AbsencesOverlap
from core.planner.disruption import Disruption, DisruptionKind
from core.planner.repair import Family
from core.planning import Party
from core.repair_errors import DisruptionIsPast, DisruptionTooLong, NoSuchLeader
from core.visits import Half, VisitState
from db import models as m
from db.queries.calendar_files import calendar_files
from db.queries.leader_changes import changes_of_visit
from db.queries.leader_detail import visits_within
from db.queries.published import pending_changes
from db.queries.repairs import OfferRow, Repairs, leader_named, repairs_of
from db.services.absence_repair import Around
from db.services.repairs import Mended, mend
from db.services.visits import postpone_visit
from db.store import Store
from tests.db.county import CALENDAR, CHEN, LIUHE, QINGSHI, TODAY, WATER, ZHOU, ask, do
from tests.db.people_office import rows
from tests.db.publishing import SETTINGS, found_office, four_visits, issue

AROUND = Around(CALENDAR, SETTINGS, "罗敏", TODAY)
CALLED = Disruption(DisruptionKind.CALLED_AWAY, date(2026, 12, 2), date(2026, 12, 2), leader_id=ZHOU)
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def published(store: Store) -> tuple[Store, list[int]]:
    """The county with four published visits."""
    found_office(store)
    ids = four_visits(store)
    issue(store)
    return store, ids


def offered(store: Store, disruption: Disruption = CALLED) -> Repairs:
    found: Repairs = ask(store, repairs_of, disruption, today=TODAY, calendar=CALENDAR, settings=SETTINGS)
    return found


def of_family(found: Repairs, family: Family) -> OfferRow:
    return next(row for row in found.rows if row.offer.family is family)


def take(store: Store, found: Repairs, row: OfferRow, **more: Any) -> Mended:
    made: Mended = do(
        store, mend, found.disruption, row.offer.changes, versions=found.versions, uid="urgent-1", around=AROUND, **more
    )
    return made


def visit_row(store: Store, visit_id: int) -> m.Visit:
    with store.read() as session:
        row = session.get_one(m.Visit, visit_id)
        session.expunge(row)
        return row


def test_an_offer_names_whom_to_phone_with_numbers(published: tuple[Store, list[int]]) -> None:
    store, (first, *_others) = published
    found = offered(store)
    assert [each.id for each in found.struck] == [first]
    best = found.rows[0]
    assert best.offer.family is Family.DATE
    assert best.text.startswith("Only 3 to phone: 周立明 青石镇 2 Dec > ")
    assert [(each.party, each.id) for each in best.people] == [
        (Party.LEADER, ZHOU), (Party.TOWNSHIP, QINGSHI), (Party.AGENCY, WATER),
    ]  # fmt: skip
    assert len(found.rows) >= 3


def test_another_leader_goes_and_one_undo_takes_back_all(published: tuple[Store, list[int]]) -> None:
    store, (first, *_others) = published
    before = rows(store)
    found = offered(store)
    take(store, found, of_family(found, Family.LEADER), reason="省委来电", agreed_by="县委办")
    (change,) = ask(store, changes_of_visit, first)
    assert (change.reason, change.agreed_by) == ("省委来电", "县委办")
    assert ask(store, visits_within, ZHOU, CALLED.first, CALLED.last) == ()
    (pending,) = ask(store, pending_changes, TODAY)
    assert [part.key for part in pending.parts] == ["leader"]
    store.undo()
    assert rows(store) == before
    assert ask(store, pending_changes, TODAY) == []


def test_every_offer_can_be_taken_and_taken_back(published: tuple[Store, list[int]]) -> None:
    store, ids = published
    week = Disruption(DisruptionKind.ABSENCE, date(2026, 12, 1), date(2026, 12, 4), leader_id=ZHOU)
    road = Disruption(DisruptionKind.ROAD_CLOSED, date(2026, 12, 1), date(2026, 12, 4), township_id=LIUHE)
    short = Disruption(
        DisruptionKind.CUT_SHORT, date(2026, 12, 2), date(2026, 12, 2), leader_id=ZHOU, half=Half.MORNING
    )
    urgent = Disruption(
        DisruptionKind.URGENT, date(2026, 11, 25), date(2026, 11, 27), township_id=LIUHE,
        kind_of_visit="petition_reception",
    )  # fmt: skip
    before, families = rows(store), set()
    for disruption in (week, road, short, urgent):
        for n in range(len(offered(store, disruption).rows)):
            found = offered(store, disruption)  # undo gives rows versions of their own
            row = found.rows[n]
            if not row.offer.changes_anything:
                continue
            families.add(row.offer.family)
            made = take(store, found, row)
            for move in row.offer.changes:
                if move.before is not None:
                    now = visit_row(store, move.before.id)
                    stands = (now.day, now.half, now.leader_id) if now.state is not VisitState.CANCELLED else None
                    assert stands == (move.after and (move.after.day, move.after.half, move.after.leader_id))
            assert ask(store, repairs_of, disruption, today=TODAY, calendar=CALENDAR, settings=SETTINGS).struck == ()
            store.undo()
            assert rows(store) == before
            assert set(made.visit_ids) >= {move.before.id for move in row.offer.changes if move.before}
    assert {Family.DATE, Family.LEADER, Family.OPEN, Family.NEW} <= families
    assert len(ids) == 4


def test_nothing_is_written_when_the_plan_changed_meanwhile(published: tuple[Store, list[int]]) -> None:
    store, (first, *_others) = published
    found = offered(store)
    do(store, postpone_visit, first, to=date(2026, 12, 10), half=Half.MORNING)
    before = rows(store)
    with pytest.raises(ChangedMeanwhile):
        take(store, found, found.rows[0])
    assert rows(store) == before


def test_days_and_names_that_cannot_be(published: tuple[Store, list[int]]) -> None:
    store, _ids = published
    for first, last, error in (
        (date(2026, 12, 4), date(2026, 12, 2), LastBeforeFirst),
        (date(2026, 11, 2), date(2026, 11, 4), DisruptionIsPast),
        (date(2026, 12, 4), date(2029, 12, 2), DisruptionTooLong),
    ):
        with pytest.raises(error):
            offered(store, Disruption(DisruptionKind.CALLED_AWAY, first, last, leader_id=ZHOU))
    with pytest.raises(NoSuchLeader, match="No leader is called “无名”"):
        ask(store, leader_named, "无名", on=TODAY)
    assert ask(store, leader_named, " 周立明 ", on=TODAY) == ZHOU
    found = offered(store, Disruption(DisruptionKind.ABSENCE, date(2026, 12, 1), date(2026, 12, 3), leader_id=ZHOU))
    with store.write("Away") as session:
        session.add(m.Absence(leader_id=ZHOU, starts=date(2026, 12, 3), ends=date(2026, 12, 3)))
    with pytest.raises(AbsencesOverlap):
        take(store, found, found.rows[0])


def files_of(store: Store, made: Mended) -> dict[str, Any]:
    found = ask(store, calendar_files, made.visit_ids, made.stayed_home, made_at=AT)
    return {each.name: Calendar.from_ical(each.data) for each in found}


def test_calendar_files_keep_the_uid_and_cancel_for_who_stays_home(published: tuple[Store, list[int]]) -> None:
    store, (first, *_others) = published
    found = offered(store)
    made = take(store, found, of_family(found, Family.LEADER))
    set_language("zh_CN")
    files = files_of(store, made)
    set_language("en")
    off = files.pop("周立明日历（取消）.ics")
    ((_name, on),) = files.items()
    assert (off["METHOD"], on["METHOD"]) == ("CANCEL", "PUBLISH")
    (gone,), (going,) = off.walk("VEVENT"), on.walk("VEVENT")
    assert gone["UID"] == going["UID"] == f"{visit_row(store, first).uid}@onsite-days"
    assert (gone["STATUS"], going["STATUS"]) == ("CANCELLED", "CONFIRMED")
    assert going.decoded("DTSTART") == datetime(2026, 12, 2, 8, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert "青石镇" in going["SUMMARY"]


def test_the_sequence_rises_with_every_change_and_with_undo(published: tuple[Store, list[int]]) -> None:
    store, (first, *_others) = published
    seen, uids = [], set()
    for day in range(8, 18):
        do(store, postpone_visit, first, to=date(2026, 12, day), half=Half.AFTERNOON)
        if day == 12:
            store.undo()
        (made,) = files_of(store, Mended((first,), {})).values()
        (event,) = made.walk("VEVENT")
        seen.append(event["SEQUENCE"])
        uids.add(event["UID"])
    assert seen == sorted(set(seen))
    assert len(uids) == 1


def test_what_is_called_off_is_cancelled_for_everybody(published: tuple[Store, list[int]]) -> None:
    store, (_first, _second, joint, _last) = published
    away = Disruption(DisruptionKind.CALLED_AWAY, date(2026, 12, 8), date(2026, 12, 8), leader_id=ZHOU)
    found = offered(store, away)
    made = take(store, found, of_family(found, Family.OPEN))
    assert made.stayed_home == {joint: (ZHOU, CHEN)}
    assert {each["METHOD"] for each in files_of(store, made).values()} == {"CANCEL"}
    assert len(files_of(store, made)) == 2
