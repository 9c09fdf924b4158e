"""Sub-commands for the issues of the ledger by state and flag, and for the digest of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.command_errors import UnknownFlag, UnknownState
from core.command_keys import ISSUE_KEYS
from core.command_line import day_or_today, emit, picked, read_day, say
from core.i18n import _, day_text, ngettext
from db.headless.schedule import AsJson, OnDay, Schedule, opened

if TYPE_CHECKING:
    from core.digest import Digest
    from db.queries.flags import IssueMarks
    from db.queries.issue_filter import IssueFilter

commands = typer.Typer()


@commands.command()
def issues(
    db: Schedule,
    *,
    state: Annotated[str, typer.Option("--state", help="open, closed, all, or one state such as assigned.")] = "open",
    overdue: Annotated[bool, typer.Option("--overdue", help="Only those past their date.")] = False,
    flag: Annotated[str, typer.Option("--flag", help="Only those with this flag, such as stuck.")] = "",
    on: OnDay = "",
    as_json: AsJson = False,
) -> None:
    """List issues with their light, notice level and flags; what is kept of petitioners is left out."""
    from core.deadlines import timeliness_text  # noqa: PLC0415
    from db.queries.flags import marked_issues  # noqa: PLC0415
    from db.queries.recusals import kept_from_all  # noqa: PLC0415
    from db.queries.settings import office_settings, work_calendar  # noqa: PLC0415

    today = day_or_today(on)
    lists = _lists(state, flag, overdue=overdue)
    with opened(db, read_only=True) as store, store.read() as session:
        around: dict[str, Any] = {
            "today": today,
            "calendar": work_calendar(session),
            "settings": office_settings(session),
        }
        kept = kept_from_all(session)  # in no list that leaves, and in no count of one
        listed = [each for wanted in lists for each in marked_issues(session, wanted, **around)]
        found = [(row, marks) for row, marks in listed if row.id not in kept]
    if as_json:
        shown = [picked([row], ISSUE_KEYS)[0] | _marks(marks) for row, marks in found]
        emit({"on": today, "count": len(found), "issues": shown})
        return
    said = ngettext("{n} issue on {day}", "{n} issues on {day}", len(found))
    say(said.format(n=len(found), day=day_text(today, year=True)))
    for row, marks in found:
        flags = ",".join(sorted(marks.flags))
        stands = timeliness_text(row.timeliness)
        say(f"{row.number}\t{row.state}\t{row.due or ''}\t{stands}\t{flags}\t{row.township}\t{row.agency}\t{row.title}")


@commands.command("digest")
def digest_command(
    db: Schedule,
    *,
    on: Annotated[str, typer.Option("--on", help="The day of the digest; today if left out.")] = "",
    since: Annotated[str, typer.Option("--since", help="The day of the one before; what came since is new.")] = "",
    as_json: AsJson = False,
) -> None:
    """Say what waits on a day; the text names neither people nor matters, so that it may be passed on."""
    from core.digest import chat_text  # noqa: PLC0415
    from db.queries.digest import digest  # noqa: PLC0415
    from db.queries.settings import office_settings, work_calendar  # noqa: PLC0415

    today = day_or_today(on)
    with opened(db, read_only=True) as store, store.read() as session:
        calendar, settings = work_calendar(session), office_settings(session)
        before = read_day(since) if since else calendar.previous_workday(today)
        found = digest(session, today=today, since=before, calendar=calendar, settings=settings)
    if as_json:
        emit(_digest_values(found, is_workday=calendar.is_workday(today)))
        return
    if not calendar.is_workday(today):
        said = _("{day} is no working day: the window gives no digest then.")
        say(said.format(day=day_text(today, year=True)))
    say(chat_text(found, office=settings.office))


def _lists(state: str, flag: str, *, overdue: bool) -> list[IssueFilter]:
    """Return the lists that are asked for: what is open, what is settled, or both.

    Raises:
        UnknownState, UnknownFlag: there is no such thing.
    """
    from core.flags import Flag  # noqa: PLC0415
    from core.issues import SETTLED, IssueState  # noqa: PLC0415
    from db.queries.issue_filter import IssueFilter, IssueTab  # noqa: PLC0415

    known = ("open", "closed", "all", *IssueState)
    if state not in known or (overdue and state == "closed"):
        raise UnknownState(state=state, states=", ".join(known))
    if flag and flag not in set(Flag):
        raise UnknownFlag(flag=flag, flags=", ".join(Flag))
    states = frozenset({IssueState(state)}) if state in set(IssueState) else frozenset()
    flags = frozenset({Flag(flag)}) if flag else frozenset()
    tabs = [IssueTab.OVERDUE if overdue else IssueTab.OPEN] if states - SETTLED or state in {"open", "all"} else []
    tabs += [IssueTab.CLOSED] if (states & SETTLED or state in {"closed", "all"}) and not overdue else []
    return [IssueFilter(tab=tab, flags=flags, states=states) for tab in tabs]


def _marks(marks: IssueMarks) -> dict[str, object]:
    return {
        "light": marks.light, "notice_level": marks.level, "next_notice": marks.next_notice,
        "flags": sorted(marks.flags),
    }  # fmt: skip


def _digest_values(found: Digest, *, is_workday: bool) -> dict[str, object]:
    sections = [
        {
            "key": section.key, "count": section.count - section.hidden, "new": section.new - section.new_hidden,
            "lines": [
                {"id": line.id, "plain": line.plain, "note": line.note, "is_new": line.is_new}
                for line in section.lines
                if line.plain
            ],
        }
        for section in found.sections
    ]  # fmt: skip
    return {"on": found.on, "since": found.since, "is_workday": is_workday, "sections": sections}
