"""What design/ui/issues.png and quick-entry.png show beyond the county of tests/mockup.py."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.deadlines import Extension as More
from core.deadlines import Roll, Unit, due_date, steps_to_json
from db.attachments import attach
from db.models import Agency, Extension, Issue, IssueAction, IssueAgency, Petitioner, Village, Visit
from db.services.settings import save_settings
from tests import mockup

TODAY = mockup.TODAY
DAYS = {serial: days for serial, _title, _township, _agency, days, _stage, _source in mockup._OPEN}
"""Working days of each open issue in the picture's order, negative where late."""

DOCUMENT = "云政办〔2026〕31号"
EXTRA_AGENCIES = ("县水利工程管理站", "县森林防火办")
EXTRA_VILLAGES = {"东岭镇": ("东坪村", "石坪村", "集镇街道")}


def fill(session: Session, calendar: WorkCalendar) -> None:
    """Write the county of the pictures with its ledger."""
    mockup.fill(session)
    dress(session, calendar)


def dress(session: Session, calendar: WorkCalendar) -> None:
    """Add to the county of tests/mockup.py what only the ledger and the entry page show."""
    save_settings(session, office="县政府办")
    for name in EXTRA_AGENCIES:
        session.add(Agency(name=name, position=60, aliases=[]))
    issue = _issue(session, 287)
    town = Agency(name="青石镇政府", short_name="青石镇", position=90, active=False, aliases=[])
    session.add(town)
    session.flush()
    water = session.get_one(Agency, issue.lead_agency_id)
    water.contact_name = "贺志强"
    session.add(IssueAgency(issue_id=issue.id, agency_id=town.id))
    granted = session.scalars(select(Extension).where(Extension.issue_id == issue.id)).one()
    granted.document_number = DOCUMENT
    session.get_one(Petitioner, issue.petitioner_id).phone = "13800006612"
    issue.due_steps = _steps(calendar)
    for line in session.scalars(select(IssueAction).where(IssueAction.issue_id == issue.id)):
        if line.day == issue.raised_on:
            line.visit_id = issue.visit_id
    for name in ("现场1.jpg", "现场2.jpg", "现场3.jpg", "现场4.jpg", "整改方案.docx"):
        attach(session, f"content of {name}".encode(), name, added_on=date(2026, 11, 18), issue_id=issue.id)
    going = select(Visit.id).where(Visit.day == date(2026, 11, 26), Visit.township_id == issue.township_id)
    issue.bring_to_visit_id = session.scalars(going).one()
    for names in EXTRA_VILLAGES.values():
        session.add_all(Village(township_id=_issue(session, 290).township_id, name=name) for name in names)
    session.flush()


def _issue(session: Session, serial: int) -> Issue:
    return session.scalars(select(Issue).where(Issue.year == 2026, Issue.serial == serial)).one()


def _steps(calendar: WorkCalendar) -> list[object]:
    more = More(until=date(2026, 11, 10), approver="陈雨桐", number=DOCUMENT, reason="管材未到货")
    counted = due_date(date(2026, 10, 10), 21, Unit.NATURAL, calendar, Roll.NONE, extensions=[more])
    return list(steps_to_json(counted.steps))
