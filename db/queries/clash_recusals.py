"""Who must keep away from the issues that visits take along, for the check of clashes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clash_facts import KeptAway
from core.issues import OPEN
from core.recusal import LeaderFacts, UnitFacts, why_not_agency, why_not_leader
from db.models import Agency, AgencyAlias, Issue, Leader, Visit
from db.queries.recusals import complaints


def kept_away(session: Session, first: date, last: date) -> Mapping[int, list[KeptAway]]:
    """Return, by visit from *first* to *last*, who must keep away from an issue that it takes along."""
    taken = select(Issue.id, Issue.bring_to_visit_id).join(Visit, Visit.id == Issue.bring_to_visit_id)
    brought = {id: visit for id, visit in session.execute(taken.where(Visit.day.between(first, last))) if visit}
    about = complaints(session, brought) if brought else {}
    found: dict[int, list[KeptAway]] = defaultdict(list)
    if not about:
        return found
    leaders, units = _everybody(session)
    for issue_id in sorted(about):
        complaint = about[issue_id]
        away = KeptAway(
            "" if complaint.restricted else complaint.number,
            frozenset(each.id for each in leaders if why_not_leader(complaint, each) is not None),
            frozenset(each.id for each in units if why_not_agency(complaint, each) is not None),
        )
        if away.leader_ids or away.agency_ids:
            found[brought[issue_id]].append(away)
    return found


def barred_leaders(session: Session) -> dict[int, frozenset[int]]:
    """Return, by township, the leaders who must keep away from an issue that is open there."""
    standing = select(Issue.id, Issue.township_id).where(Issue.state.in_(OPEN))
    open_there = {row.id: row.township_id for row in session.execute(standing)}
    about = {id: each for id, each in complaints(session).items() if id in open_there}
    found: dict[int, set[int]] = defaultdict(set)
    leaders = _everybody(session)[0] if about else []
    for id, complaint in about.items():
        found[open_there[id]].update(each.id for each in leaders if why_not_leader(complaint, each) is not None)
    return {township: frozenset(barred) for township, barred in found.items() if barred}


def _everybody(session: Session) -> tuple[list[LeaderFacts], list[UnitFacts]]:
    """Return all leaders and units as the rules of recusal see them, in three statements."""
    aliases: dict[int, list[str]] = defaultdict(list)
    for agency_id, alias in session.execute(select(AgencyAlias.agency_id, AgencyAlias.alias)):
        aliases[agency_id].append(alias)
    agencies = session.execute(select(Agency.id, Agency.name, Agency.short_name, Agency.contact_name)).all()
    names = {row.id: tuple(filter(None, (row.name, row.short_name, *aliases[row.id]))) for row in agencies}
    people = session.execute(select(Leader.id, Leader.name, Leader.agency_id).order_by(Leader.id)).all()
    coming: dict[int | None, list[tuple[int, str]]] = defaultdict(list)
    for row in people:
        coming[row.agency_id].append((row.id, row.name))
    leaders = [LeaderFacts(row.id, row.name, row.agency_id, names.get(row.agency_id, ())) for row in people]
    return leaders, [UnitFacts(row.id, names[row.id], row.contact_name, tuple(coming[row.id])) for row in agencies]
