"""The office that visits are written down for in the tests of records, and everything that can be written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from core.calendar.workdays import work_calendar
from core.issues import CheckMark, IssueDraft, IssueState
from core.record_entry import IssueEntry
from core.records import (
    AttendeeDraft,
    AttendeeRole,
    ConsultationDraft,
    HouseholdDraft,
    NoteDraft,
    NoteKind,
    OpinionDraft,
    OutreachForm,
    ReceptionDraft,
    ReceptionOutcome,
    RecordDraft,
)
from core.settings import OfficeSettings
from core.visits import Half, VisitState
from db import models as m
from db.queries.visit_record import (
    record_draft,
)
from db.services.presets import seed_presets
from db.services.visit_record import save_record
from db.store import Store

TODAY = date(2026, 11, 23)
TOMORROW = date(2026, 11, 24)
FRIDAY = date(2026, 11, 20)


def set_up(store: Store) -> Store:
    """Two townships; visits of Friday, today and tomorrow to the first, and an old issue to bring along."""
    with store.write("Set up") as session:
        seed_presets(session)
        session.add_all(
            [
                m.Leader(id=1, name="周立明", post="县委书记", rank_order=1),
                m.Leader(id=2, name="陈雨桐", post="县长", rank_order=2),
                m.Township(id=1, name="青石镇", markets=[]),
                m.Township(id=2, name="柳河乡", markets=[]),
                m.Agency(id=1, name="县水利局", aliases=[]),
                m.Agency(id=2, name="县信访局", aliases=[]),
            ]
        )
        session.flush()
        session.add_all(
            [m.Village(id=1, township_id=1, name="柳树湾村"), m.Village(id=2, township_id=2, name="河口村")]
        )
        session.flush()
        for number, day in enumerate((FRIDAY, TODAY, TOMORROW), 1):
            session.add(
                m.Visit(
                    id=number, uid=f"v{number}", year=2026, number=number, day=day, half=Half.MORNING, leader_id=1,
                    kind="onsite_office", township_id=1, state=VisitState.SET, theme="饮水", appointments=[],
                    leaders=[m.VisitLeader(leader_id=2)], agencies=[m.VisitAgency(agency_id=1)],
                )
            )  # fmt: skip
        session.add(
            m.Issue(uid="old", number="1", year=2026, serial=1, title="旧问题", raised_on=date(2026, 10, 8),
                    township_id=1, state=IssueState.ASSIGNED, lead_agency_id=1, due=TODAY)
        )  # fmt: skip
    return store


def issue(uid: str = "i1", **fields) -> IssueDraft:
    values = {
        "title": "水管破裂",
        "raised_on": TODAY,
        "township_id": 1,
        "lead_agency_id": 1,
        "petitioner_name": "王桂英",
    }
    return IssueDraft(uid=uid, **(values | fields))


def full(visit_id: int = 2, **fields) -> tuple[RecordDraft, dict]:
    """Return everything that can be written down of a visit."""
    record = RecordDraft(
        visit_id, arrived_at=time(9), left_at=time(11, 30), approach="解剖麻雀", headcount=120, audience="种植户",
        materials="惠农政策明白卡", copies=300, outreach_form=OutreachForm.DOOR_TO_DOOR, vehicles=2, companions=4,
        result="当场协调水源。", theme="饮水安全",
        notes=[
            NoteDraft("n1", NoteKind.FINDING, "管网老化"),
            NoteDraft("n2", NoteKind.AUDIENCE_QUESTION, "何时通水？", "月底前", issue_uid="i1"),
        ],
        households=[
            HouseholdDraft("h1", 1, householder="李长顺", category="disabled", phone="13800001111", members=3,
                           needs="轮椅", cash_yuan=800, goods="米油", signer_one="李长顺", signer_two="罗敏",
                           next_on=date(2027, 1, 20), issue_uid="i2"),
        ],
        attendees=[
            AttendeeDraft("周立明", post="县委书记", role=AttendeeRole.LEADER, leader_id=1, present=True),
            AttendeeDraft("罗晓梅", unit="青石镇", role=AttendeeRole.TOWNSHIP, present=False),
        ],
    )  # fmt: skip
    reception = ReceptionDraft(7, "王桂英、张三", 1, ReceptionOutcome.ACCEPTED, "请水利局速办")
    consultation = ConsultationDraft(
        "由水利局牵头更换", "费用待议", [OpinionDraft(1, "可以更换"), OpinionDraft(2, "先核实", dissents=True)]
    )
    more = {
        "entries": [
            IssueEntry(issue(), reception, consultation, photos=[("现场.jpg", b"photo")]),
            IssueEntry(issue("i2", title="路灯不亮", answered_on_site=True, answer="当场修好", petitioner_name="")),
        ],
        "marks": {1: CheckMark.DONE},
        "files": [("调研报告.docx", b"report"), ("签到.jpg", b"sheet")],
    }
    return replace(record, **fields), more


def save(store, record: RecordDraft, *, today: date = TODAY, **more):
    with store.write("Record the visit") as session:
        return save_record(
            session, record, today=today, calendar=work_calendar(), settings=OfficeSettings(county="云岭县"), **more
        )


def stored(store, visit_id: int = 2) -> RecordDraft:
    with store.read() as session:
        found = record_draft(session, visit_id)
    assert found is not None
    return found


def without_ids(record: RecordDraft) -> RecordDraft:
    return replace(
        record,
        version=None,
        **{name: [replace(row, id=None) for row in getattr(record, name)] for name in ("notes", "households",
                                                                                       "attendees")},
    )  # fmt: skip


def state_of(store, visit_id: int) -> tuple[VisitState, str]:
    with store.read() as session:
        visit = session.get_one(m.Visit, visit_id)
        return visit.state, visit.state_reason
