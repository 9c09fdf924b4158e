"""Sub-commands on the calendar: the State Council's yearly notice, as a table, and what entering it would move."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.calendar.notices_errors import NoticeNeedsSchedule
from core.command_line import day_or_today, emit, say
from core.i18n import _, ngettext
from db.headless.schedule import QUESTIONS, AsJson, OnDay, opened

if TYPE_CHECKING:
    from core.calendar.changes import Move
    from core.calendar.notices import Notice

commands = typer.Typer()


@commands.command()
def notice(
    file: Annotated[Path, typer.Argument(help="The notice: .txt (UTF-8, GB18030, UTF-16), .docx or .html.")],
    *,
    year: Annotated[int, typer.Option("--year", help="The year it must be for.")] = 0,
    db: Annotated[str, typer.Option("--db", help="Show which dates of this schedule would move.")] = "",
    save: Annotated[bool, typer.Option("--save", help="Enter the year there, and move them.")] = False,
    hold: Annotated[list[str] | None, typer.Option("--hold", help="Number of an issue that stays; repeatable.")] = None,
    doubtful: Annotated[bool, typer.Option("--despite-doubts", help="Save although days do not balance.")] = False,
    on: OnDay = "",
    as_json: AsJson = False,
) -> int:
    """Read the State Council's holiday notice into the year's table of days."""
    from core.calendar.notices import read_notice  # noqa: PLC0415
    from core.calendar.notices_file import read_notice_file  # noqa: PLC0415

    if save and not db:
        raise NoticeNeedsSchedule
    found = read_notice(read_notice_file(file), year=year or None)
    moves: list[Move] = []
    saved, asks = False, bool(found.doubts and save and not doubtful)
    if db:
        moves, saved = _with_schedule(db, found, save=save and not asks, hold=frozenset(hold or ()), on=on)
    if as_json:
        emit(_values(found) | ({"moves": [_move(each) for each in moves], "saved": saved} if db else {}))
    else:
        _tell(found, moves, with_moves=bool(db))
        if saved:
            say(_("Entered."))
    return QUESTIONS if asks else 0


def _with_schedule(db: str, found: Notice, *, save: bool, hold: frozenset[str], on: str) -> tuple[list[Move], bool]:
    """Return what would move, and whether it was saved."""
    from core.calendar.changes import change_of_notice  # noqa: PLC0415
    from core.i18n import N_  # noqa: PLC0415
    from db.queries.calendar_changes import moves, own_days  # noqa: PLC0415
    from db.queries.settings import office_settings  # noqa: PLC0415
    from db.services.calendar_changes import change_calendar  # noqa: PLC0415

    today = day_or_today(on)
    with opened(db, read_only=not save) as store:
        with store.read() as session:
            settings = office_settings(session)
            change = change_of_notice(found, own_days(session))
            shown = moves(session, change, today=today, settings=settings)
        if save:
            taken = {each.key for each in shown if each.accepted_at_first and each.name not in hold}
            with store.write(N_("Enter holiday notice")) as session:
                change_calendar(
                    session, change, shown=shown, accepted=taken, today=today, settings=settings, who=store.actor
                )
    return shown, save


def _values(found: Notice) -> dict[str, Any]:
    days = [
        {
            "day": each.entry.day,
            "is_workday": each.entry.is_workday,
            "holiday": each.entry.name,
            "phrase": each.phrase,
        }
        for each in found.days
    ]
    return {
        "year": found.year, "number": found.number, "source": found.source, "off": found.off, "work": found.work,
        "days": days, "doubts": [each.text() for each in found.doubts],
    }  # fmt: skip


def _move(move: Move) -> dict[str, Any]:
    return {
        "kind": move.kind, "id": move.id, "issue_id": move.issue_id, "name": move.name, "place": move.place,
        "old": move.old, "new": move.new, "why": move.why, "because": move.because,
        "provisional": move.provisional, "accepted": move.accepted_at_first,
    }  # fmt: skip


def _tell(found: Notice, moves: list[Move], *, with_moves: bool) -> None:
    from core.calendar.changes import WHY_NAMES, spoken  # noqa: PLC0415
    from core.i18n import weekday_text  # noqa: PLC0415

    say(found.source)
    for each in found.days:
        state = _("Working day") if each.entry.is_workday else _("Day off")
        say(f"{each.entry.day}\t{weekday_text(each.entry.day)}\t{state}\t{_(each.entry.name)}\t{each.phrase}")
    for doubt in found.doubts:
        say(doubt.text())
    if with_moves:
        said = ngettext("{n} date or remark would change", "{n} dates or remarks would change", len(moves))
        say(said.format(n=len(moves)))
        for move in moves:
            say(f"{move.name}\t{move.place}\t{spoken(move)}\t{move.because or _(WHY_NAMES[move.why])}")
