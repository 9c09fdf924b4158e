"""Sub-commands on coverage: how every township stands on a day, and the market days of a year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.command_errors import NoSuchTownship
from core.command_line import day_or_today, emit, say
from core.i18n import _, day_text, ngettext
from db.headless.schedule import AsJson, OnDay, Schedule, opened

if TYPE_CHECKING:
    from core.coverage import Standing
    from db.queries.markets import MarketRow

commands = typer.Typer()


@commands.command()
def coverage(
    db: Schedule,
    *,
    on: OnDay = "",
    as_json: AsJson = False,
) -> None:
    """Say how every township stands: last and next visit, need index, villages of the year, and the blind spots."""
    from db.queries.blind_spots import standings  # noqa: PLC0415
    from db.queries.settings import office_settings, work_calendar  # noqa: PLC0415

    today = day_or_today(on)
    with opened(db, read_only=True) as store, store.read() as session:
        rows = standings(
            session,
            today=today,
            calendar=work_calendar(session),
            settings=office_settings(session),
            with_villages=True,
            shared=True,
        )
    blind = sum(row.is_blind for row in rows)
    if as_json:
        emit({"on": today, "count": len(rows), "blind": blind, "townships": [_standing(row) for row in rows]})
        return
    said = ngettext("{n} blind spot on {day}", "{n} blind spots on {day}", blind)
    say(said.format(n=blind, day=day_text(today, year=True)))
    for row in rows:
        last, following = row.last_day or _("never"), row.next_day or _("Not planned")
        villages = f"{row.reached}/{row.villages}"
        say(f"{row.township}\t{row.need}\t{last}\t{row.limit}\t{following}\t{row.overdue_issues}\t{villages}")
        for sentence in row.sentences:
            say(f"\t{sentence}")
        for addend in row.addends:
            say(f"\t{addend.sentence}")


@commands.command()
def markets(
    db: Schedule,
    year: Annotated[int, typer.Option("--year", min=1950, max=2099, help="The year, such as 2027.")],
    *,
    township: Annotated[str, typer.Option("--township", help="Only this township, by its name.")] = "",
    as_json: AsJson = False,
) -> None:
    """List the days of a year on which the townships' markets are held."""
    from core.organisation import short_township  # noqa: PLC0415
    from db.queries.markets import market_rows  # noqa: PLC0415
    from db.queries.names import named_townships  # noqa: PLC0415

    with opened(db, read_only=True) as store, store.read() as session:
        rows = market_rows(session)
        names = [row.name for row in named_townships(session)]
    if township:
        wanted = township.strip()
        if wanted not in {*names, *map(short_township, names)}:
            raise NoSuchTownship(name=township)
        rows = [row for row in rows if wanted in {row.township, row.short}]
    if as_json:
        emit({"year": year, "count": len(rows), "markets": [_market(row, year) for row in rows]})
        return
    for row in rows:
        days = row.days(year)
        said = ngettext("{n} day", "{n} days", len(days)).format(n=len(days))
        say(f"{row.township}\t{row.words}\t{said}\t{' '.join(f'{day:%m-%d}' for day in days)}")


def _standing(row: Standing) -> dict[str, Any]:
    return {
        "township_id": row.township_id, "township": row.township, "need": row.need,
        "addends": [{"key": each.key, "points": each.points, "text": each.text} for each in row.addends],
        "days": row.days, "interval": row.limit, "past_interval": row.is_past_limit, "last_day": row.last_day,
        "next_day": row.next_day, "next_leader": row.next_leader, "overdue_issues": row.overdue_issues,
        "blind": row.is_blind, "why": sorted(row.reasons), "reasons": row.sentences,
        "kinds": [
            {"kind": each.kind, "name": each.name, "days": each.days, "interval": each.limit, "own": each.own,
             "past_interval": each.is_past_limit, "next_day": each.next_day}
            for each in row.kinds
        ],
        "villages": row.villages, "villages_reached": row.reached, "households_called_on": row.calls,
        "villages_with_few_households": row.few_calls,
    }  # fmt: skip


def _market(row: MarketRow, year: int) -> dict[str, Any]:
    days: list[date] = row.days(year)
    never, also = ((), ()) if row.rule is None else (row.rule.never, row.rule.also)
    return {
        "township_id": row.township_id, "township": row.township, "market": row.name, "rule": row.spec,
        "words": row.words, "except": [each.describe() for each in never], "also": [each.describe() for each in also],
        "question": None if row.question is None else _(row.question), "count": len(days),
        "days": days,
    }  # fmt: skip
