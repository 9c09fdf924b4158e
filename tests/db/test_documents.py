"""The facts of a visit's sheet, and the record of what was printed."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import select

from core.chain import Variant
from core.documents.forms import VISIT_SHEET
from core.documents.pdf import render
from core.documents.visit_sheet import BroughtIssue, Person, SheetAppointment, VisitSheet, sheet_fields
from core.errors import Vanished
from core.issues import OPEN, ActionKind, IssueState
from core.preparation import Certainty, StopKind
from core.visits import Half
from db.models import (
    Agency,
    Appointment,
    Issue,
    IssueAction,
    ItineraryStop,
    Leader,
    Petitioner,
    PrintedDocument,
    Township,
    Visit,
    VisitAgency,
    VisitLeader,
)
from db.queries.visit_sheet import visit_sheet
from db.services.documents import PRINTER, log_pdf, next_output_number
from db.services.settings import save_settings
from db.store import Store
from tests.db.closing import close_simply

TODAY = date(2026, 11, 23)
DUES = (date(2026, 12, 8), None, date(2026, 11, 13), date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 17))


@pytest.fixture
def visit_id(store: Store) -> int:
    """A visit to 东岭镇, whose open issues are told apart by title; 青石镇 and settled ones must not show."""
    with store.write("Seed") as session:
        save_settings(session, county="云岭县")
        here, there = Township(name="东岭镇", reception_place="镇便民服务中心"), Township(name="青石镇")
        first, second = Leader(name="周立明", post="县委书记"), Leader(name="陈雨桐", post="副县长", rank_order=1)
        roads, health = Agency(name="县交通运输局"), Agency(name="县卫生健康局")
        person = Petitioner(name="秘密人", phone="13812346612", address="岭背村三组")
        session.add_all([here, there, first, second, roads, health, person])
        session.flush()
        visit = Visit(
            uid="3f2b9c1e-8d47-4a50-9e11-0c5d7a6b1f22", year=2026, number=108, day=TODAY, half=Half.MORNING,
            starts_at=time(9), ends_at=time(11, 30), kind="onsite_office", leader_id=first.id, township_id=here.id,
            leaders=[VisitLeader(leader_id=second.id)],
            agencies=[VisitAgency(agency_id=roads.id, position=1), VisitAgency(agency_id=health.id, position=0)],
        )  # fmt: skip
        guest = Petitioner(name="刘桂芳", address="岭背村一组")
        session.add_all([visit, guest])
        session.flush()
        session.add(Appointment(visit_id=visit.id, petitioner_id=guest.id, topic="用药断供", at=time(9, 20)))
        facts = [(f"东岭第{at}件", due, IssueState.ASSIGNED, here.id) for at, due in enumerate(DUES)]
        facts += [(f"东岭{state}", date(2026, 11, 1), state, here.id) for state in IssueState if state not in OPEN]
        facts.append(("青石的事", date(2026, 11, 2), IssueState.ASSIGNED, there.id))
        for serial, (title, due, state, township_id) in enumerate(facts, 1):
            issue = Issue(
                uid=f"issue-{serial}", number=f"云岭下访〔2026〕{serial:04d}号", year=2026, serial=serial, title=title,
                raised_on=date(2026, 11, 2), township_id=township_id, lead_agency_id=roads.id, state=state, due=due,
                petitioner_id=person.id, closed_on=None if state in OPEN else TODAY,
            )  # fmt: skip
            session.add(issue)
            session.flush()
            session.add(
                IssueAction(issue_id=issue.id, day=date(2026, 11, 2), kind=ActionKind.ASSIGNED, agency_id=roads.id)
            )
        return visit.id


def sheet_of(store: Store, visit_id: int) -> VisitSheet:
    with store.read() as session:
        return visit_sheet(session, visit_id, TODAY, variant=Variant.INTERNAL)


def test_exactly_the_open_issues_of_the_township_come_along_overdue_first(store: Store, visit_id: int) -> None:
    brought = sheet_of(store, visit_id).brought

    assert [(one.title, one.due, one.days_late, one.overdue) for one in brought] == [
        ("东岭第2件", date(2026, 11, 13), 6, True),
        ("东岭第5件", date(2026, 11, 17), 4, True),
        ("东岭第3件", date(2026, 11, 22), 1, True),
        ("东岭第4件", date(2026, 11, 23), 0, False),
        ("东岭第0件", date(2026, 12, 8), 0, False),
        ("东岭第1件", None, 0, False),
    ]
    assert {one.agency for one in brought} == {"县交通运输局"}
    assert all("县交通运输局" in one.last_action for one in brought)


def test_closing_an_issue_takes_it_off_the_next_sheet(store: Store, visit_id: int) -> None:
    before = sheet_of(store, visit_id).brought
    with store.write("Close") as session:
        issue_id = session.scalars(select(Issue.id).where(Issue.title == "东岭第2件")).one()
        close_simply(session, issue_id, closed_on=TODAY, result="已接通", today=TODAY)

    assert sheet_of(store, visit_id).brought == before[1:]


def test_the_head_says_who_goes_where_and_with_whom(store: Store, visit_id: int) -> None:
    sheet = sheet_of(store, visit_id)

    assert (sheet.county, sheet.number, sheet.township) == ("云岭县", "云岭下访〔2026〕108号", "东岭镇")
    assert (sheet.leader, sheet.accompanying) == (Person("周立明", "县委书记"), (Person("陈雨桐", "副县长"),))
    assert (sheet.place, sheet.agencies) == ("镇便民服务中心", ("县卫生健康局", "县交通运输局"))
    assert [kind.ticked for kind in sheet.kinds] == [False, True, False, False]
    assert sheet.appointments == (SheetAppointment("刘桂芳", "岭背村一组", "用药断供", time(9, 20)),)


def test_nobody_who_raised_an_issue_before_is_named(store: Store, visit_id: int) -> None:
    words = str(sheet_fields(sheet_of(store, visit_id)))

    assert "秘密人" not in words
    assert "13812346612" not in words
    assert set(BroughtIssue.__slots__) == {
        "title", "agency", "due", "days_late", "overdue", "last_action", "provisional",
    }  # fmt: skip


def test_a_visit_deleted_meanwhile_is_told(store: Store) -> None:
    with store.read() as session, pytest.raises(Vanished):
        visit_sheet(session, 4711, TODAY)


def test_a_print_is_recorded_with_what_tells_this_paper_from_another(store: Store, visit_id: int) -> None:
    pdf = render(VISIT_SHEET, sheet_of(store, visit_id), made_on=TODAY)
    moment = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    with store.write("Print visit sheet") as session:
        number = next_output_number(session, 2026)
        log_pdf(
            session, pdf, form=VISIT_SHEET.key, way=PRINTER, at=moment, actor="李明", visit_id=visit_id,
            variant=Variant.INTERNAL, number=number,
        )  # fmt: skip

    with store.read() as session:
        (record,) = session.scalars(select(PrintedDocument)).all()
    assert (record.form, record.visit_id, record.way, record.printed_at) == ("visit_sheet", visit_id, "printer", moment)
    assert (record.variant, record.number) == (Variant.INTERNAL, "2026-0001")
    assert (record.pages, record.actor, record.sha256) == (pdf.pages, "李明", hashlib.sha256(pdf.data).hexdigest())


def test_the_sheet_prints_the_day_plan_of_the_office_and_the_unit_asked_to_come(store: Store, visit_id: int) -> None:
    with store.write("Plan") as session:
        session.add_all(
            ItineraryStop(visit_id=visit_id, position=at, kind=kind, what=what, at=clock, certainty=certainty)
            for at, (kind, what, clock, certainty) in enumerate(
                (
                    (StopKind.LEAVE, "", time(8, 20), Certainty.EXACT),
                    (StopKind.STOP, "查看卫生室", time(9), Certainty.ABOUT),
                    (StopKind.STOP, "看望老党员", time(10), Certainty.HIDDEN),
                    (StopKind.RETURN, "", None, Certainty.UNDECIDED),
                )
            )
        )
        session.scalars(select(Appointment)).one().agency_id = session.scalars(
            select(Agency.id).where(Agency.name == "县卫生健康局")
        ).one()

    sheet = sheet_of(store, visit_id)
    fields = sheet_fields(sheet)

    assert fields["about"][-1][1] == "8:20 Set off, about 9:00 查看卫生室, 看望老党员, Set off back"
    assert [one["agency"] for one in fields["appointments"]] == ["县卫生健康局"]
    assert render(VISIT_SHEET, sheet, made_on=TODAY).missing == ()


def test_the_sheet_offers_household_visits_only_where_that_is_the_kind(store: Store, visit_id: int) -> None:
    assert [kind.name for kind in sheet_of(store, visit_id).kinds if kind.ticked] == ["On-site office"]
    assert len(sheet_of(store, visit_id).kinds) == 4

    with store.write("Change") as session:
        session.get_one(Visit, visit_id).kind = "household_visit"

    assert [(kind.name, kind.ticked) for kind in sheet_of(store, visit_id).kinds][-1] == ("Household visits", True)
