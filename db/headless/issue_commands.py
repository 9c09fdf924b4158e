"""Sub-commands about one issue: where its dates come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.command_errors import NoSuchIssue, SeveralIssues
from core.command_line import day_or_today, emit, say
from core.i18n import listed
from db.headless.schedule import AsJson, OnDay, Schedule, opened

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.queries.issue_clocks import ClockRow, IssueClocks

commands = typer.Typer()


@commands.command()
def explain(
    issue: Annotated[str, typer.Argument(help="Its number, the end of its number, or its id.")],
    db: Schedule,
    *,
    on: OnDay = "",
    as_json: AsJson = False,
) -> None:
    """Say where each date of an issue comes from, step by step; people are left out."""
    from db.queries.clock_biography import biography_of  # noqa: PLC0415
    from db.queries.issue_clocks import biography_lines  # noqa: PLC0415
    from db.queries.settings import work_calendar  # noqa: PLC0415

    today = day_or_today(on)
    with opened(db, read_only=True) as store, store.read() as session:
        issue_id = _the_one(session, issue)
        told = biography_of(session, issue_id, today=today, calendar=work_calendar(session))
    if told is None:
        raise NoSuchIssue(issue=issue)
    if as_json:
        emit({"on": today, **_values(told.clocks)})
        return
    say(f"{told.clocks.number}\t{told.clocks.title}")
    for line in biography_lines(told.clocks):
        say(line)


def _the_one(session: Session, wanted: str) -> int:
    from db.queries.clock_biography import find_issue  # noqa: PLC0415

    found = find_issue(session, wanted)
    if not found:
        raise NoSuchIssue(issue=wanted)
    if len(found) > 1:
        raise SeveralIssues(issue=wanted, numbers=listed(number for _id, number in found))
    return found[0][0]


def _values(found: IssueClocks) -> dict[str, Any]:
    """Return what docs/headless.md promises."""
    return {
        "id": found.issue_id,
        "number": found.number,
        "title": found.title,
        "track": found.track,
        "settled": found.settled,
        "feedback_every": found.feedback_every,
        "clocks": [_clock(clock) for clock in found.clocks],
        "pauses": [
            {"id": pause.id, "starts": pause.starts, "ends": pause.ends, "kind": pause.kind, "reason": pause.reason}
            for pause in found.pauses
        ],
        "history": list(found.history),
    }


def _clock(clock: ClockRow) -> dict[str, Any]:
    return {
        "id": clock.id,
        "kind": clock.kind,
        "name": clock.name,
        "starts": clock.starts,
        "due": clock.due,
        "press_by": clock.warn_on,
        "standing": clock.standing,
        "runs": clock.runs,
        "met_on": clock.met_on,
        "late_by": clock.late_by,
        "provisional": clock.provisional,
        "stated": clock.stated,
        "stands_since": clock.stands_since,
        "pausable": clock.pausable,
        "rule": clock.rule,
        "source": clock.source,
        "steps": list(clock.steps),
    }
