"""Sub-commands on the rules of the plan: what clashes in a stretch of days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.command_line import emit, read_day, say
from core.errors import LastBeforeFirst
from core.i18n import _, ngettext
from db.headless.schedule import AsJson, Schedule, opened

if TYPE_CHECKING:
    from db.queries.clashes import ClashRow

commands = typer.Typer()


@commands.command()
def conflicts(
    db: Schedule,
    first: Annotated[str, typer.Option("--from", help="First day.")],
    last: Annotated[str, typer.Option("--to", help="Last day, included.")],
    *,
    as_json: AsJson = False,
) -> None:
    """List what clashes among the planned visits of these days, and what of it was accepted."""
    from core.clash_facts import LEVEL_NAMES  # noqa: PLC0415
    from core.conflicts import clash_text  # noqa: PLC0415
    from db.queries.clashes import clashes_between  # noqa: PLC0415
    from db.queries.settings import office_settings, work_calendar  # noqa: PLC0415

    begin, end = read_day(first), read_day(last)
    if end < begin:
        raise LastBeforeFirst(first=begin, last=end)
    with opened(db, read_only=True) as store, store.read() as session:
        calendar, settings = work_calendar(session), office_settings(session)
        rows = clashes_between(session, begin, end, calendar=calendar, settings=settings)
    left = sum(row.is_open for row in rows)
    if as_json:
        emit({"from": begin, "to": end, "count": len(rows), "open": left, "conflicts": [_value(row) for row in rows]})
        return
    said = ngettext("{n} conflict, {left} not accepted", "{n} conflicts, {left} not accepted", len(rows))
    say(said.format(n=len(rows), left=left))
    for row in rows:
        reason = "" if row.accepted is None else _("accepted: {reason}").format(reason=row.accepted)
        level = _(LEVEL_NAMES[row.clash.level])
        say(f"{row.visit_id or ''}\t{row.day}\t{level}\t{clash_text(row.clash)}\t{reason}".rstrip())


def _value(row: ClashRow) -> dict[str, Any]:
    from core.conflicts import clash_text, rule_of  # noqa: PLC0415

    clash = row.clash
    return {
        "visit": row.visit_id, "day": row.day, "rule": clash.rule_key, "rule_name": _(rule_of(clash.rule_key).name),
        "level": clash.level, "text": clash_text(clash), "other_visit": clash.other_id, "leader_id": clash.leader_id,
        "fixes": list(clash.fixes), "accepted": row.accepted,
    }  # fmt: skip
