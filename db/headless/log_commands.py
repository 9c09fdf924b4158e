"""Sub-command for the log: what was printed, saved and copied, and who looked at whom."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from core.command_line import day_or_today, emit, read_day, say
from core.errors import LastBeforeFirst
from core.i18n import _
from db.headless.leaving import say_noted
from db.headless.schedule import AsJson, Schedule, opened

commands = typer.Typer()
_DAYS = 30


@commands.command("log")
def log_command(
    db: Schedule,
    first: Annotated[str, typer.Option("--from", help="First day; 30 days before the last if left out.")] = "",
    last: Annotated[str, typer.Option("--to", help="Last day, included; today if left out.")] = "",
    *,
    internal: Annotated[bool, typer.Option("--internal", help="Only copies that name people.")] = False,
    who: Annotated[str, typer.Option("--who", help="Only what this person did.")] = "",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write it as a workbook.")] = None,
    as_json: AsJson = False,
) -> None:
    """List prints, files, copies and looks at people, who and when; the people themselves are masked."""
    from db.queries.disclosure import LogFilter, disclosure_log  # noqa: PLC0415
    from db.services.log_export import cells, export_log  # noqa: PLC0415

    end = day_or_today(last)
    begin = read_day(first) if first else end - timedelta(_DAYS)
    if end < begin:
        raise LastBeforeFirst(first=begin, last=end)
    wanted = LogFilter(begin, end, internal=internal, actor=who)
    with opened(db, read_only=output is None) as store:
        with store.read() as session:
            rows = disclosure_log(session, wanted)
        made = None
        if output is not None:
            made = export_log(store, output, rows, wanted)
            say_noted(store)
    if as_json:
        emit({"from": begin, "to": end, "count": len(rows), "file": str(made) if made else None, "lines": rows})
    elif made is not None:
        say(_("Saved: {path}").format(path=made))
    else:
        for row in rows:
            say("\t".join("" if cell is None else str(cell) for cell in cells(row)))
