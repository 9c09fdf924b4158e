"""Calendar files of changed visits, for each leader whom the change touches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from core.documents.calendar_files import Appointment, calendar_file
from core.i18n import N_, _, listed
from core.visits import PLANNED
from db.models import Leader, Township, Visit, VisitKindRow, VisitLeader

_NAMES = {True: N_("{leader} calendar.ics"), False: N_("{leader} calendar, called off.ics")}


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """One file.

    Attributes:
        name: Proposed; without what a file name cannot hold.
        leader: Whose calendar it is for.
        stands: What is in it takes place; otherwise it is called off for this leader.
    """

    name: str
    leader: str
    stands: bool
    data: bytes


def calendar_files(
    session: Session, visit_ids: Iterable[int], stayed_home: Mapping[int, Iterable[int]], *, made_at: datetime
) -> list[CalendarFile]:
    """Return a file for each leader who goes, and one for each who no longer does, leaders by rank.

    Args:
        session: A read.
        visit_ids: The visits that changed.
        stayed_home: Who no longer goes, by visit.
        made_at: The moment, with its time zone.
    """
    rows = _rows(session, visit_ids)
    along, names = _along(session, rows), _leaders(session)
    filled: dict[tuple[int, bool], list[Appointment]] = defaultdict(list)
    for row in rows:
        going = [row.leader_id, *along[row.id]] if row.state in PLANNED else []
        words = listed(names[each] for each in going)
        for leader_id in going:
            filled[leader_id, True].append(_appointment(row, words, stands=True))
        for leader_id in sorted(set(stayed_home.get(row.id, ())) - set(going)):
            filled[leader_id, False].append(_appointment(row, "", stands=False))
    made = []
    for leader_id in names:
        for stands in (True, False):
            if found := filled.get((leader_id, stands)):
                name = _file_name(names[leader_id], stands=stands)
                data = calendar_file(found, made_at=made_at)
                made.append(CalendarFile(name, names[leader_id], stands, data))
    return _told_apart(made)


def _rows(session: Session, visit_ids: Iterable[int]) -> list[Row[Any]]:
    query = (
        select(
            Visit.id, Visit.uid, Visit.version, Visit.day, Visit.half, Visit.starts_at, Visit.ends_at, Visit.state,
            Visit.leader_id, Township.name.label("township"), VisitKindRow.name.label("kind"),
        )
        .join(Township, Township.id == Visit.township_id)
        .join(VisitKindRow, VisitKindRow.key == Visit.kind)
        .where(Visit.id.in_(sorted(visit_ids)))
        .order_by(Visit.day, Visit.id)
    )  # fmt: skip
    rows: list[Row[Any]] = [*session.execute(query)]
    return rows


def _along(session: Session, rows: list[Row[Any]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    ids = [row.id for row in rows]
    query = select(VisitLeader.visit_id, VisitLeader.leader_id).where(VisitLeader.visit_id.in_(ids))
    for visit_id, leader_id in session.execute(query.order_by(VisitLeader.position, VisitLeader.leader_id)):
        found[visit_id].append(leader_id)
    return found


def _leaders(session: Session) -> dict[int, str]:
    query = select(Leader.id, Leader.name).order_by(Leader.rank_order, Leader.id)
    return {row.id: row.name for row in session.execute(query)}


def _appointment(row: Row[Any], going: str, *, stands: bool) -> Appointment:
    kind = _(row.kind)
    return Appointment(
        uid=row.uid, sequence=row.version, day=row.day, half=row.half, summary=f"{kind} · {row.township}",
        location=row.township, description=_("Leaders: {leaders}").format(leaders=going) if going else "",
        starts=row.starts_at, ends=row.ends_at, stands=stands,
    )  # fmt: skip


def _file_name(leader: str, *, stands: bool) -> str:
    bare = "".join(each for each in leader if each.isprintable() and each not in '\\/:*?"<>|').strip(" .")
    return _(_NAMES[stands]).format(leader=bare or "-")


def _told_apart(files: list[CalendarFile]) -> list[CalendarFile]:
    """Return the files with a number behind every name that another one bears too."""
    seen: dict[str, int] = defaultdict(int)
    found = []
    for each in files:
        key = each.name.casefold()
        seen[key] += 1
        stem, dot, suffix = each.name.rpartition(".")
        name = each.name if seen[key] == 1 else f"{stem} {seen[key]}{dot}{suffix}"
        found.append(CalendarFile(name, each.leader, each.stands, each.data))
    return found
