"""A person who is named everywhere, and where the name is still found; for the tests of erasure."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from core.issues import ActionKind, IssueState
from db import models as m
from db.attachments import keep_content
from db.services.form_drafts import keep_draft
from db.services.issue_lines import add_line
from db.store import Store
from tests.db.conftest import TODAY
from tests.db.county import QINGSHI, found_county

NAME, PHONE, HOUSE = "墨标记", "13987650001", "青石镇柳树湾7组19号"
ALIKE = "墨　标 记"
MARKERS = (NAME, PHONE, HOUSE, ALIKE, "139-8765-0001")
ALL: dict[str, Any] = {"reason": "retention is over", "today": TODAY}


def tell(store: Store, state: IssueState = IssueState.CLOSED) -> int:
    """Register an issue of the marked person, named wherever words can be, and return the person's id."""
    found_county(store)
    with store.write("Register") as session:
        person = m.Petitioner(name=NAME, phone=PHONE, address=HOUSE, village_id=1)
        visit = m.Visit(
            uid="v1",
            year=2026,
            number=1,
            day=date(2026, 11, 2),
            half="morning",
            kind="petition_reception",
            leader_id=1,
            township_id=QINGSHI,
            result=f"接待{NAME}",
            leaders=[],
            agencies=[],
            appointments=[],
        )
        session.add_all([person, visit])
        session.flush()
        issue = m.Issue(
            uid="i1",
            number="N1",
            year=2026,
            serial=1,
            title=f"{NAME}家门前积水",
            detail=f"{ALIKE}，139-8765-0001",
            raised_on=date(2026, 11, 2),
            township_id=QINGSHI,
            visit_id=visit.id,
            petitioner_id=person.id,
            state=state,
            close_result=f"已答复{NAME}",
            closed_on=date(2026, 11, 20),
            note=HOUSE,
        )
        session.add(issue)
        session.flush()
        add_line(session, issue, ActionKind.PROGRESS, date(2026, 11, 9), text=f"去过{NAME}家", person=NAME)
        session.add_all(
            [
                m.Reception(issue_id=issue.id, representatives="墨一、墨二", instruction=f"请办{NAME}"),
                m.Attendee(visit_id=visit.id, name=NAME, role="resident"),
                m.Appointment(visit_id=visit.id, petitioner_id=person.id, topic=f"{NAME}约访"),
                m.ImportOrigin(
                    sheet="issues",
                    row_key=f"N1 {NAME}",
                    fields={"petitioner": NAME, "petitioner_phone": PHONE},
                    table_name="issue",
                    record_key=str(issue.id),
                ),
                m.Attachment(
                    sha256=_content(session),
                    name=f"{NAME}.txt",
                    size=3,
                    issue_id=issue.id,
                    added_on=TODAY,
                ),
                m.SearchEntry(kind="issue", record_id=issue.id, text=f"{NAME} {PHONE} 积水", initials="mbj"),
            ]
        )
        keep_draft(session, "issue-1", {"petitioner_name": NAME, "title": "x"}, at=datetime.now(UTC))
        return person.id


def _content(session: Any) -> str:
    return keep_content(session, f"{NAME}的信".encode(), "a.txt")


def spoil(store: Store) -> None:
    """Change and delete rows that hold the person, so that old pages and old images hold him too."""
    for n in range(30):
        with store.write("Edit") as session:
            issue = session.get_one(m.Issue, 1)
            issue.detail = f"{NAME}第{n}次说：" + "水" * (n * 40)
    with store.write("Delete") as session:
        session.delete(session.scalars(sa.select(m.Attendee)).one())


def hits(folder: Path) -> list[str]:
    """Return the files that hold a marker, in the encodings SQLite could use."""
    found = []
    for file in (each for each in folder.rglob("*") if each.is_file()):
        data = file.read_bytes()
        found += [
            f"{file.name}: {word}" for word in MARKERS for code in ("utf-8", "utf-16-le") if word.encode(code) in data
        ]
    return found


def said_anywhere(store: Store) -> list[str]:
    """Return the tables that still hold a marker."""
    found = []
    with store.read() as session:
        for table in m.Base.metadata.sorted_tables:
            for row in session.execute(sa.select(table)):
                text = " ".join(
                    value.decode("utf-8", "ignore") if isinstance(value, bytes) else str(value) for value in row
                )
                found += [f"{table.name}: {word}" for word in MARKERS if word in text]
    return found
