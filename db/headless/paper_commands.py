"""Sub-commands of the round trip with units, and of lists that leave: agency-sheet, agency-return, export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.command_errors import UnknownAnswer
from core.command_line import day_or_today, emit, say
from core.i18n import N_, _, day_text, ngettext
from db.headless.leaving import say_noted
from db.headless.schedule import AsJson, OnDay, Schedule, opened

if TYPE_CHECKING:
    from db.queries.agency_workbooks import Review

commands, lists = typer.Typer(), typer.Typer()
commands.add_typer(lists, name="export", help="Write a list into a file; it names nobody unless asked to.")


@commands.command("agency-sheet")
def agency_sheet(
    db: Schedule,
    agency: Annotated[str, typer.Option("--agency", help="The unit's name or short name.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The workbook to write.")],
    *,
    on: OnDay = "",
    as_json: AsJson = False,
) -> None:
    """Hand a workbook with its open issues out to a unit; it names nobody and is numbered."""
    from core.chain import Variant  # noqa: PLC0415
    from core.files import require_place  # noqa: PLC0415
    from core.output_names import marked_path  # noqa: PLC0415
    from db.queries.agency_workbooks import agency_named  # noqa: PLC0415
    from db.queries.settings import office_settings, work_calendar  # noqa: PLC0415
    from db.services.agency_returns import save_workbook  # noqa: PLC0415
    from db.services.agency_workbooks import hand_out  # noqa: PLC0415

    today = day_or_today(on)
    require_place(marked_path(output, Variant.REDACTED, ".xlsx"))
    with opened(db) as store:
        with store.write(N_("Hand out workbook")) as session:
            settings, calendar = office_settings(session), work_calendar(session)
            unit = agency_named(session, agency)
            made = hand_out(session, unit.id, today=today, calendar=calendar, settings=settings)
        try:
            target, overflow = save_workbook(store, made, output, settings)
        except BaseException:
            store.undo()  # a workbook that was never written was never handed out; its number stays a gap
            raise
    count = len(made.sheet.rows)
    if as_json:
        emit({"file": str(target), "number": made.number, "agency": made.agency, "issues": count,
              "moved_texts": len(overflow)})  # fmt: skip
        return
    said = ngettext("{file}: {number}, {n} issue of {agency}", "{file}: {number}, {n} issues of {agency}", count)
    say(said.format(file=target, number=made.number, n=count, agency=made.agency))
    for each in overflow:
        told = _("Row {row}: {n} characters do not fit into a cell; the whole text is on a sheet of its own.")
        say(told.format(row=each.row, n=each.length))


@commands.command("agency-return")
def agency_return(
    file: Annotated[Path, typer.Argument(help="The workbook that came back.")],
    db: Schedule,
    *,
    accept: Annotated[
        str, typer.Option("--accept", help="all takes every cell that can be taken, none only looks.")
    ] = "none",
    on: OnDay = "",
    as_json: AsJson = False,
) -> None:
    """Compare a workbook that came back with the schedule, cell by cell; writes only with --accept all."""
    from db.queries.settings import office_settings, work_calendar  # noqa: PLC0415
    from db.services.agency_returns import read_file, review_file  # noqa: PLC0415
    from db.services.agency_workbooks import accept_answers  # noqa: PLC0415

    if accept not in {"all", "none"}:
        raise UnknownAnswer(text=accept)
    today, read, taken = day_or_today(on), read_file(file), 0
    with opened(db, read_only=accept == "none") as store:
        with store.read() as session:
            review = review_file(session, read, today=today)
        if accept == "all" and review.acceptable:
            with store.write(N_("Take in a unit's answers")) as session:
                taken = accept_answers(
                    session, review, review.acceptable, file=file.name, today=today,
                    calendar=work_calendar(session), settings=office_settings(session),
                )  # fmt: skip
    if as_json:
        emit(_as_json(review, taken))
    else:
        _tell(review, taken)


@lists.command("ledger")
def export_ledger_command(
    db: Schedule,
    output: Annotated[Path, typer.Option("-o", "--output", help="The workbook to write.")],
    *,
    internal: Annotated[
        bool, typer.Option("--internal", help="With names, phones and addresses; that is noted.")
    ] = False,
    on: OnDay = "",
    as_json: AsJson = False,
) -> None:
    """Write the register of all issues as a workbook; its name says whether it names people."""
    from core.chain import Variant  # noqa: PLC0415
    from db.queries.issues import IssueFilter  # noqa: PLC0415
    from db.queries.settings import office_settings, work_calendar  # noqa: PLC0415
    from db.services.exports import export_ledger  # noqa: PLC0415

    today, variant = day_or_today(on), Variant.INTERNAL if internal else Variant.REDACTED
    with opened(db) as store:
        with store.read() as session:
            settings, calendar = office_settings(session), work_calendar(session)
        wanted = IssueFilter(every=True)
        target, count = export_ledger(
            store, output, wanted, today=today, calendar=calendar, settings=settings, variant=variant
        )
        say_noted(store)
    if as_json:
        emit({"file": str(target), "variant": variant, "issues": count, "on": today})
        return
    say(ngettext("{file}: {n} issue", "{file}: {n} issues", count).format(file=target, n=count))


def _as_json(review: Review, taken: int) -> dict[str, Any]:
    handed = review.handed
    return {
        "number": handed.number,
        "agency": handed.agency,
        "issued_on": handed.issued_on,
        "accepted": taken,
        "same": review.same,
        "warnings": list(review.warnings),
        "rows": [{"row": row.row, "key": row.key, "verdict": row.verdict, "why": row.sentence} for row in review.rows],
        "changes": [
            {"row": one.row, "issue": one.number, "column": one.column, "before": one.before, "now": one.now,
             "theirs": one.theirs, "why_not": one.why_not}
            for one in review.changes
        ],
    }  # fmt: skip


def _tell(review: Review, taken: int) -> None:
    from db.queries.agency_workbooks import column_title, shown_cell  # noqa: PLC0415

    handed = review.handed
    day = day_text(handed.issued_on, year=True)
    say(_("{number}, handed out to {agency} on {day}").format(number=handed.number, agency=handed.agency, day=day))
    for sentence in (*review.warnings, *review.remarks):
        say(sentence)
    for one in review.changes:
        title, now, theirs = (
            column_title(one.column),
            shown_cell(one.column, one.now),
            shown_cell(one.column, one.theirs),
        )
        say(f"{one.row}\t{one.number}\t{title}\t{now or '—'} → {theirs}" + (f"\t{one.why_not}" if one.why_not else ""))
    count = len(review.changes)
    found = ngettext("{n} cell differs, {taken} taken in.", "{n} cells differ, {taken} taken in.", count)
    say(found.format(n=count, taken=taken))
