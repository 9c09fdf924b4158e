"""Sub-command of repairs: what could be done when a leader is called away; it writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.command_line import day_or_today, emit, read_day, say
from core.i18n import _, clauses, listed
from db.headless.schedule import AsJson, OnDay, Schedule, opened

if TYPE_CHECKING:
    from core.planner.problem import PlannedVisit
    from db.queries.repairs import OfferRow, Repairs

commands = typer.Typer()


@commands.command("repair")
def repair_command(
    db: Schedule,
    leader: Annotated[str, typer.Option("--leader", help="Who is called away, by name.")],
    first: Annotated[str, typer.Option("--from", help="The first day, such as 2026-12-01.")],
    last: Annotated[str, typer.Option("--to", help="The last day, included.")],
    *,
    on: OnDay = "",
    as_json: AsJson = False,
) -> None:
    """Say how the plan can be mended when a leader is called away, the fewest telephone calls first."""
    from core.planner.disruption import Disruption, DisruptionKind  # noqa: PLC0415
    from db.queries.repairs import leader_named, repairs_of  # noqa: PLC0415
    from db.queries.settings import office_settings, work_calendar  # noqa: PLC0415

    days, today = (read_day(first), read_day(last)), day_or_today(on)
    with opened(db, read_only=True) as store, store.read() as session:
        who = leader_named(session, leader, on=today)
        found = repairs_of(
            session, Disruption(DisruptionKind.CALLED_AWAY, *days, leader_id=who), today=today,
            calendar=work_calendar(session), settings=office_settings(session),
        )  # fmt: skip
    if as_json:
        emit({"leader": leader.strip(), "struck": len(found.struck), "offers": [_json(row) for row in found.rows]})
    else:
        _tell(found)


def _tell(found: Repairs) -> None:
    if not found.rows:
        say(_("No visit is touched."))
    for n, row in enumerate(found.rows, 1):
        say(f"{n}. {row.text}")
        if row.people:
            people = listed(clauses((each.name, each.phone)) for each in row.people)
            say("   " + _("To phone: {people}").format(people=people))
        for line in row.worse:
            say("   " + line)


def _json(row: OfferRow) -> dict[str, Any]:
    offer = row.offer
    return {
        "text": row.text, "family": offer.family.value, "open": offer.toll.open, "calls": offer.toll.people,
        "moved": offer.toll.moved, "days": offer.toll.days,
        "people": [{"party": each.party.value, "name": each.name, "phone": each.phone} for each in row.people],
        "changes": [
            {"text": text, "before": _visit(move.before), "after": _visit(move.after)}
            for text, move in zip(row.changes, offer.changes, strict=True)
        ],
        "worse": list(row.worse), "score": offer.score._asdict(),
    }  # fmt: skip


def _visit(visit: PlannedVisit | None) -> dict[str, Any] | None:
    if visit is None:
        return None
    return {
        "id": visit.id, "day": visit.day.isoformat(), "half": visit.half.value, "leader": visit.leader_id,
        "township": visit.township_id, "kind": visit.kind,
    }  # fmt: skip
