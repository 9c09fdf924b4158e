"""Sub-commands that tell what stands in a schedule; they take no lock and change nothing."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Annotated

import typer

from core.command_errors import NoSuchVisit, UnknownUnit, VisitOrMonth
from core.command_keys import OVERDUE_KEYS, READINESS_KEYS, VISIT_KEYS
from core.command_line import day_or_today, emit, picked, read_day, read_month, say
from core.errors import LastBeforeFirst
from core.i18n import _, day_text, ngettext
from db.headless.schedule import AsJson, OnDay, Schedule, opened

commands, one_visit = typer.Typer(), typer.Typer()
commands.add_typer(one_visit, name="visit", help="One visit in full.")


@commands.command()
def overdue(
    db: Schedule,
    *,
    on: OnDay = "",
    as_json: AsJson = False,
) -> None:
    """List the open issues past their due date, the longest overdue first."""
    from db.queries.issues import overdue as overdue_issues  # noqa: PLC0415
    from db.queries.recusals import kept_from_all  # noqa: PLC0415
    from db.queries.settings import work_calendar  # noqa: PLC0415

    today = day_or_today(on)
    with opened(db, read_only=True) as store, store.read() as session:
        kept = kept_from_all(session)
        rows = [row for row in overdue_issues(session, today, work_calendar(session)) if row.id not in kept]
    if as_json:
        emit({"on": today, "count": len(rows), "issues": picked(rows, OVERDUE_KEYS)})
        return
    said = ngettext("{n} issue overdue on {day}", "{n} issues overdue on {day}", len(rows))
    say(said.format(n=len(rows), day=day_text(today, year=True)))
    for row in rows:
        say(f"{row.number}\t{row.due}\t{row.late}\t{row.township}\t{row.agency}\t{row.title}")


@commands.command()
def visits(
    db: Schedule,
    first: Annotated[str, typer.Option("--from", help="First day.")],
    last: Annotated[str, typer.Option("--to", help="Last day, included.")],
    *,
    as_json: AsJson = False,
) -> None:
    """List the visits from one day to another."""
    from core.visits import HALF_NAMES, VISIT_STATE_NAMES  # noqa: PLC0415
    from db.queries.calendar import visits_between  # noqa: PLC0415
    from db.queries.reports import endings_between  # noqa: PLC0415

    begin, end = read_day(first), read_day(last)
    if end < begin:
        raise LastBeforeFirst(first=begin, last=end)
    with opened(db, read_only=True) as store, store.read() as session:
        rows = visits_between(session, begin, end, today=day_or_today())
        ends = endings_between(session, begin, end)
    if as_json:
        shown = [picked([row], VISIT_KEYS)[0] | ends[row.id] for row in rows]
        emit({"from": begin, "to": end, "count": len(rows), "visits": shown})
        return
    for row in rows:
        state = _(VISIT_STATE_NAMES[row.state])
        say(f"{row.id}\t{row.day}\t{_(HALF_NAMES[row.half])}\t{row.leader}\t{row.township}\t{state}")


@one_visit.command("show")
def visit_show(
    visit: Annotated[int, typer.Argument(max=2**63 - 1, help="Its id, as the visits command lists it.")],
    db: Schedule,
    *,
    as_json: AsJson = False,
) -> None:
    """Say everything about one visit, from plan to result; residents are masked."""
    from db.queries.settings import work_calendar  # noqa: PLC0415
    from db.queries.visit_story import story_lines, story_values, visit_story  # noqa: PLC0415

    with opened(db, read_only=True) as store, store.read() as session:
        story = visit_story(session, visit, today=day_or_today(), calendar=work_calendar(session))
    if story is None:
        raise NoSuchVisit(id=visit)
    if as_json:
        emit(story_values(story))
        return
    for line in story_lines(story):
        say(line)


@commands.command()
def prose(
    db: Schedule,
    *,
    visit: Annotated[int, typer.Option(max=2**63 - 1, help="What came of this visit.")] = 0,
    month: Annotated[str, typer.Option(help="What came of this month, such as 2026-11.")] = "",
    on: OnDay = "",
    as_json: AsJson = False,
) -> None:
    """Write the paragraph for the report, of a visit or of a month."""
    from db.queries.prose import month_prose, visit_prose  # noqa: PLC0415

    if bool(visit) == bool(month):
        raise VisitOrMonth
    with opened(db, read_only=True) as store, store.read() as session:
        today = day_or_today(on)
        text = visit_prose(session, visit) if visit else month_prose(session, read_month(month), today=today)
    if as_json:
        emit({"visit": visit or None, "month": month or None, "prose": text})
    else:
        say(text or _("Nothing was written down of this visit yet."))


@commands.command()
def readiness(
    db: Schedule,
    *,
    on: OnDay = "",
    days: Annotated[int, typer.Option("--days", min=0, max=366, help="How many days ahead to look.")] = 10,
    as_json: AsJson = False,
) -> None:
    """Say of each visit to come whether it is ready, and what is still missing."""
    from core.readiness import LIGHT_NAMES  # noqa: PLC0415
    from core.visits import HALF_NAMES  # noqa: PLC0415
    from db.queries.calendar import visits_between  # noqa: PLC0415
    from db.queries.preparation import readiness_between  # noqa: PLC0415
    from db.queries.settings import office_settings, work_calendar  # noqa: PLC0415

    today = day_or_today(on)
    last = today + timedelta(days)
    with opened(db, read_only=True) as store, store.read() as session:
        calendar, settings = work_calendar(session), office_settings(session)
        lights = readiness_between(session, today, last, today=today, calendar=calendar, settings=settings)
        rows = [(row, lights[row.id]) for row in visits_between(session, today, last, today=today) if row.id in lights]
    if as_json:
        shown = [picked([row], READINESS_KEYS)[0] | asdict(light) for row, light in rows]
        emit({"on": today, "to": last, "count": len(rows), "visits": shown})
        return
    for row, light in rows:
        words = _(LIGHT_NAMES[light.light])
        say(f"{row.id}\t{row.day}\t{_(HALF_NAMES[row.half])}\t{row.leader}\t{row.township}\t{words}")
        for reason in light.reasons:
            say(f"\t{reason.text}")


@commands.command()
def deadline(
    start: Annotated[str, typer.Option("--from", help="The day the clock starts; it is not counted itself.")],
    amount: Annotated[int, typer.Option("--amount", min=1, max=3660, help="Days given.")],
    unit: Annotated[str, typer.Option("--unit", help="working or natural")] = "working",
    *,
    db: Annotated[str, typer.Option("--db", help="Count with this schedule's own calendar.")] = "",
    as_json: AsJson = False,
) -> None:
    """Say which day a limit ends on, and every step that leads there."""
    from core.calendar.workdays import work_calendar as shipped_calendar  # noqa: PLC0415
    from core.deadlines import Roll, Unit, due_date, step_text  # noqa: PLC0415

    if unit not in set(Unit):
        raise UnknownUnit(unit=unit)
    calendar, roll = shipped_calendar(), Roll.NEXT
    if db:
        from db.queries.settings import office_settings, work_calendar  # noqa: PLC0415

        with opened(db, read_only=True) as store, store.read() as session:
            calendar, roll = work_calendar(session), Roll(office_settings(session).roll)
    found = due_date(read_day(start), amount, Unit(unit), calendar, roll=roll)
    steps = [step_text(step) for step in found.steps]
    if as_json:
        emit({"due": found.due, "warn_on": found.warn_on, "provisional": found.provisional, "steps": steps})
        return
    say(day_text(found.due, year=True))
    for number, step in enumerate(steps, 1):
        say(f"{number}. {step}")
