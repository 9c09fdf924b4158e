"""Sub-command of the base rota: what a year of it would make, and writing it as drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.base_rota_errors import NothingToDraft, YearIsOver
from core.command_line import day_or_today, emit, say
from core.errors import ReadOnlySchedule
from core.i18n import N_, _, ngettext
from db.headless.schedule import AsJson, OnDay, Schedule, opened

if TYPE_CHECKING:
    from core.planner.base_rota import BaseDay
    from core.planner.base_year import BaseDraft

commands = typer.Typer()


@commands.command("base-rota")
def base_rota_command(
    db: Schedule,
    year: Annotated[int, typer.Option("--year", min=1950, max=2099, help="The year, such as 2027.")],
    *,
    adopt: Annotated[bool, typer.Option("--adopt", help="Write what is missing into the schedule, as drafts.")] = False,
    on: OnDay = "",
    as_json: AsJson = False,
) -> None:
    """Say what a year of the base rota makes, and what stands in its way; writes only with --adopt, nothing twice."""
    from db.queries.base_rota import base_year  # noqa: PLC0415
    from db.queries.settings import office_settings, work_calendar  # noqa: PLC0415
    from db.services.base_rota import draft_year  # noqa: PLC0415

    today, made = day_or_today(on), 0
    if year < today.year:
        raise YearIsOver(year=year)
    with opened(db, read_only=not adopt) as store:
        if adopt and store.read_only:
            raise ReadOnlySchedule(why=store.why_read_only)
        with store.read() as session:
            around: dict[str, Any] = {
                "today": today, "calendar": work_calendar(session), "settings": office_settings(session),
            }  # fmt: skip
            draft = base_year(session, year, **around)
            names = _names(session)
        if adopt and draft.new:
            try:
                with store.write(N_("Draft a year by the base rota")) as session:
                    made = len(draft_year(session, year, **around))
            except NothingToDraft:  # somebody else was first
                made = 0
    if as_json:
        emit(_json(draft, names, year, made))
    else:
        _tell(draft, names, made, adopt=adopt)


def _names(session: Any) -> dict[str, dict[Any, str]]:
    from db.queries.names import named_leaders, named_townships  # noqa: PLC0415

    return {
        "leader": {each.id: each.name for each in named_leaders(session)},
        "township": {each.id: each.name for each in named_townships(session)},
    }


def _json(draft: BaseDraft, names: dict[str, dict[Any, str]], year: int, made: int) -> dict[str, Any]:
    return {
        "year": year, "adopted": made, "there": len(draft.there), "open": len(draft.open),
        "left_out": len(draft.left_out), "past": len(draft.past), "passed_on": draft.passed,
        "visits": [
            _day(each.of, names) | {"day": each.visit.day, "half": each.visit.half, "why": each.why or None}
            for each in draft.new
        ],
        "barred": [_day(each.of, names) | {"rule": each.rule, "why": each.sentence} for each in draft.barred],
    }  # fmt: skip


def _day(each: BaseDay, names: dict[str, dict[Any, str]]) -> dict[str, Any]:
    line = each.line
    return {
        "line": line.name, "day": each.day, "meant": each.meant, "half": line.half, "kind": line.kind,
        "leader_id": each.leader_id, "leader": names["leader"].get(each.leader_id), "township_id": line.township_id,
        "township": names["township"].get(line.township_id),
    }  # fmt: skip


def _tell(draft: BaseDraft, names: dict[str, dict[Any, str]], made: int, *, adopt: bool) -> None:
    from core.visits import HALF_NAMES  # noqa: PLC0415

    for new in draft.new:
        leader, township = names["leader"].get(new.visit.leader_id), names["township"].get(new.visit.township_id)
        half = _(HALF_NAMES[new.visit.half])
        say(f"{new.visit.day}\t{half}\t{leader}\t{township}\t{new.of.line.name}\t{new.why}".rstrip())
    for barred in draft.barred:
        say(f"!\t{barred.of.day}\t{barred.of.line.name}\t{barred.sentence}")
    said = _("{new} new, {there} there already, {open} left for the planner, {barred} cannot be.")
    say(said.format(new=len(draft.new), there=len(draft.there), open=len(draft.open), barred=len(draft.barred)))
    if adopt:
        say(ngettext("Adopted; {n} new draft.", "Adopted; {n} new drafts.", made).format(n=made))
    else:
        say(_("Nothing was written."))
