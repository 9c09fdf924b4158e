"""What stands before publishing a stretch of the plan: its rows, what changes, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.clash_facts import Level
from core.conflicts import clash_text
from core.plan_rows import PlanRow
from core.planning import Party
from core.redaction import Redactor
from core.release_calls import Concerned, concerned
from core.release_check import CheckItem, CheckKind, PlanFacts, ReleaseCheck, plan_warnings, short_words
from core.releases import Change, changes_between
from core.settings import OfficeSettings
from core.visits import RecordForm, VisitState
from db.models import Agency, Leader, ReleaseRow, Township, Visit, VisitKindRow
from db.queries.clashes import ClashRow, clashes_between
from db.queries.leader_changes import with_reasons
from db.queries.personal_words import redactor_of
from db.queries.plan_rows import left_out, planned_rows, rows_of
from db.queries.published import IssueReach, Published, published_between


def release_check(
    session: Session,
    first: date,
    last: date,
    *,
    today: date,
    calendar: WorkCalendar,
    settings: OfficeSettings,
) -> ReleaseCheck:
    """Return what publishing the days from *first* to *last* would say, change, and run into."""
    hidden = redactor_of(session)
    rows = planned_rows(session, first, last, hidden=hidden)
    published = published_between(session, first, last)
    before = _issue_before(published.issues, first, last)
    moved = _moved_out(session, published, before, rows, reach=(first, last), hidden=hidden)
    differing = changes_between(
        published.rows.values(), [*rows, *moved], told=published.told, reach=lambda day: first <= day <= last,
        text_of=hidden.text,
    )  # fmt: skip
    changes = with_reasons(session, differing, hidden.text)
    first_told = [row for row in rows if row.uid not in published.rows and not published.told(row.day)]
    clashes = clashes_between(session, first, last, calendar=calendar, settings=settings)
    unannounced = left_out(session, first, last)
    facts = _facts(session, rows, first_told, changes, calendar=calendar, settings=settings, today=today)
    return ReleaseCheck(
        first=first, last=last, rows=tuple(rows), moved_out=tuple(moved), changes=tuple(changes),
        first_told=tuple(first_told),
        items=(*_clash_items(clashes, rows), *plan_warnings(replace(facts, left_out=unannounced))),
        replaces=before.name if before is not None else "", replaces_id=before.id if before is not None else None,
        left_out=unannounced, drafts=_drafts(session, rows),
    )  # fmt: skip


def _issue_before(issues: Sequence[IssueReach], first: date, last: date) -> IssueReach | None:
    """Return the latest issue that speaks of any of these days."""
    return next((issue for issue in reversed(issues) if issue.first <= last and first <= issue.last), None)


def _moved_out(
    session: Session,
    published: Published,
    before: IssueReach | None,
    rows: Sequence[PlanRow],
    *,
    reach: tuple[date, date],
    hidden: Redactor,
) -> list[PlanRow]:
    """Return visits that people know for this stretch and that stand on another day now.

    Those that the issue before told of stay told, so that two issues can be laid beside each other.
    """
    here = {row.uid for row in rows}
    known = {uid for uid, row in published.rows.items() if reach[0] <= row.day <= reach[1]}
    if before is not None:
        known |= set(session.scalars(select(ReleaseRow.visit_uid).where(ReleaseRow.release_id == before.id)))
    return [row for row in rows_of(session, known - here, hidden=hidden) if not reach[0] <= row.day <= reach[1]]


def _drafts(session: Session, rows: Sequence[PlanRow]) -> int:
    ids = {row.visit_id for row in rows}
    drafts = session.scalars(select(Visit.id).where(Visit.state == VisitState.DRAFT))
    return len(ids & set(drafts))


def _clash_items(clashes: Sequence[ClashRow], rows: Sequence[PlanRow]) -> list[CheckItem]:
    """Return the clashes of what would be published; those of unannounced visits alone concern no issue."""
    about = {row.visit_id: short_words(row) for row in rows}
    order = list(Level)
    found = [
        CheckItem(
            CheckKind.CLASH, row.clash.level, clash_text(row.clash), row.visit_id, row.day, row.clash, row.accepted,
            about.get(row.visit_id, ""),
        )
        for row in clashes
        if row.visit_id is None or row.visit_id in about
    ]  # fmt: skip
    return sorted(found, key=lambda item: (not item.stops, order.index(item.level), item.day or date.max))


def _facts(
    session: Session,
    rows: Sequence[PlanRow],
    first_told: Sequence[PlanRow],
    changes: Sequence[Change],
    *,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    today: date,
) -> PlanFacts:
    told = [*first_told, *(change.new for change in changes if change.new is not None)]
    receiving = session.scalars(select(VisitKindRow.key).where(VisitKindRow.record == RecordForm.RECEPTION))
    ahead = [row for row in told if row.day >= today]
    return PlanFacts(
        rows=rows, told_now=ahead, calendar=calendar, today=today, lead_days=settings.lead_days,
        receiving=frozenset(receiving), unreachable=_unreachable(session, ahead),
        ranked=tuple(session.scalars(select(Leader.id).order_by(Leader.rank_order, Leader.id))),
    )  # fmt: skip


def _unreachable(session: Session, rows: Iterable[PlanRow]) -> tuple[str, ...]:
    """Return whom nobody can phone about *rows*."""
    wanted: set[Concerned] = set()
    for row in rows:
        wanted |= concerned(row)
    numbers = phones_of(session, wanted)
    return tuple(name for name, phone in numbers.values() if not phone)


def phones_of(session: Session, parties: Iterable[Concerned]) -> dict[Concerned, tuple[str, str]]:
    """Return name and number of each, leaders by rank, then townships and units in the office's order.

    A township is spoken of with its liaison, a unit with its contact.
    """
    wanted = set(parties)
    ids = {party: [key for kind, key in wanted if kind is party] for party in Party}
    found: dict[Concerned, tuple[str, str]] = {}
    for id_, name, phone in session.execute(
        select(Leader.id, Leader.name, Leader.phone)
        .where(Leader.id.in_(ids[Party.LEADER]))
        .order_by(Leader.rank_order, Leader.id)
    ):
        found[Party.LEADER, id_] = (name, phone)
    for party, query in (
        (
            Party.TOWNSHIP,
            select(Township.id, Township.name, Township.liaison_name, Township.liaison_phone)
            .where(Township.id.in_(ids[Party.TOWNSHIP]))
            .order_by(Township.position, Township.id),
        ),
        (
            Party.AGENCY,
            select(Agency.id, Agency.name, Agency.contact_name, Agency.contact_phone)
            .where(Agency.id.in_(ids[Party.AGENCY]))
            .order_by(Agency.position, Agency.id),
        ),
    ):
        for id_, name, person, phone in session.execute(query):
            found[party, id_] = (f"{name}\u3000{person}".rstrip("\u3000"), phone)
    return found
