"""Showing a petitioner in full: always noted first, never undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import Vanished
from core.i18n import N_
from core.privacy_errors import NobodyToReveal, RevealNeedsLog
from db.models import Appointment, Issue, Petitioner, Reveal, Village
from db.store import Store

SECONDS_SHOWN = 30
"""How long a window shows a person in full before it masks him again."""


@dataclass(frozen=True, slots=True)
class PetitionerFull:
    """A petitioner unmasked; kept by nobody longer than SECONDS_SHOWN."""

    id: int
    name: str
    phone: str
    address: str
    village: str
    headcount: int


def reveal(
    session: Session,
    *,
    what: str,
    at: datetime,
    actor: str = "",
    issue_id: int | None = None,
    visit_id: int | None = None,
    petitioner_id: int | None = None,
    purpose: str = "",
) -> PetitionerFull:
    """Note that somebody looks, and return whom he sees.

    Args:
        session: A write that is not undoable; see `see_petitioner`.
        what: Where it is shown: `detail`, `edit`, `print`, `export`, `entry`.
        at: The moment, with its time zone.
        actor: Who looks.
        issue_id: Whose petitioner, where it is an issue's.
        visit_id: Of which visit, where it is an appointment's or a sheet's.
        petitioner_id: Who, where it is not the issue's.
        purpose: What for, where the person says so.

    Raises:
        Vanished: the issue is gone.
        NobodyToReveal: nobody is named there.
    """
    who = petitioner_id if petitioner_id is not None else _petitioner_of(session, issue_id)
    row = session.get(Petitioner, who) if who is not None else None
    if row is None or row.erased_on is not None or not (row.name or row.phone or row.address):
        raise NobodyToReveal
    note_reveal(
        session, what=what, at=at, actor=actor, issue_id=issue_id, visit_id=visit_id, petitioner_id=row.id,
        purpose=purpose,
    )  # fmt: skip
    village = session.get(Village, row.village_id) if row.village_id is not None else None
    return PetitionerFull(row.id, row.name, row.phone, row.address, village.name if village else "", row.headcount)


def note_reveal(
    session: Session,
    *,
    what: str,
    at: datetime,
    actor: str,
    petitioner_id: int | None,
    issue_id: int | None = None,
    visit_id: int | None = None,
    purpose: str = "",
) -> None:
    """Note that somebody saw a petitioner in full."""
    session.add(
        Reveal(
            at=at,
            actor=actor[:60],
            petitioner_id=petitioner_id,
            issue_id=issue_id,
            visit_id=visit_id,
            what=what,
            purpose=purpose[:200],
        )
    )
    session.flush()


def note_internal_copy(
    session: Session, *, form: str, at: datetime, actor: str, issue_ids: list[int], visit_id: int | None = None
) -> int:
    """Note everybody whom an internal copy names, one line each, for the breach report; returns how many."""
    if not issue_ids and visit_id is None:
        return 0
    people: dict[int, int | None] = {}
    for start in range(0, len(issue_ids), 500):
        some = issue_ids[start : start + 500]
        rows = session.execute(
            select(Issue.petitioner_id, Issue.id).where(Issue.id.in_(some), Issue.petitioner_id.is_not(None))
        )
        people.update({person: issue for person, issue in rows if person is not None})
    if visit_id is not None:
        expected = select(Appointment.petitioner_id).where(Appointment.visit_id == visit_id)
        people.update(dict.fromkeys((who for who in session.scalars(expected) if who is not None), None))
    session.add_all(
        Reveal(
            at=at, actor=actor[:60], petitioner_id=person, issue_id=issue, visit_id=visit_id, what=f"copy:{form}"[:60]
        )
        for person, issue in people.items()
    )
    session.flush()
    return len(people)


def see_petitioner(
    store: Store, *, what: str, issue_id: int | None = None, petitioner_id: int | None = None, purpose: str = ""
) -> PetitionerFull:
    """Note and return a petitioner in one write that no undo takes back.

    Raises:
        RevealNeedsLog: the schedule is open for reading only.
        NobodyToReveal: nobody is named there.
    """
    if store.read_only:
        raise RevealNeedsLog(why=store.why_read_only)
    with store.write(N_("Show a person in full"), undoable=False) as session:
        return reveal(
            session, what=what, at=datetime.now(UTC), actor=store.actor, issue_id=issue_id,
            petitioner_id=petitioner_id, purpose=purpose,
        )  # fmt: skip


def _petitioner_of(session: Session, issue_id: int | None) -> int | None:
    if issue_id is None:
        return None
    issue = session.get(Issue, issue_id)
    if issue is None:
        raise Vanished
    return issue.petitioner_id
