"""Sub-commands of publishing: publish (or only look at what stands against it), changes between two issues."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.command_line import day_or_today, emit, read_day, say
from core.i18n import N_, _, ngettext
from db.headless.schedule import AsJson, Schedule, opened

if TYPE_CHECKING:
    from core.release_check import ReleaseCheck
    from core.releases import Change

commands = typer.Typer()
NOW = "now"


@commands.command("publish")
def publish_command(
    db: Schedule,
    first: Annotated[str, typer.Option("--from", help="The first day, such as 2026-12-01.")],
    last: Annotated[str, typer.Option("--to", help="The last day, included.")],
    *,
    reason: Annotated[str, typer.Option("--reason", help="Why published visits change; asked for where some do.")] = "",
    check: Annotated[bool, typer.Option("--check", help="Only say what stands against it; write nothing.")] = False,
    on: Annotated[str, typer.Option("--on", help="The day it is issued on; today if left out.")] = "",
    as_json: AsJson = False,
) -> None:
    """Publish the plan of these days as its next issue: frozen, numbered, with its phone list."""
    from db.queries.settings import office_settings, work_calendar  # noqa: PLC0415
    from db.services.releases import checked_stretch, publish  # noqa: PLC0415

    days, today = (read_day(first), read_day(last)), day_or_today(on)
    with opened(db, read_only=check) as store:
        with store.read() as session:
            settings, calendar = office_settings(session), work_calendar(session)
            found = checked_stretch(session, *days, today=today, calendar=calendar, settings=settings)
        made: dict[str, Any] = {"published": False, "issue": None, "name": None, "calls": 0, "drafts_set": 0}
        if not check:
            with store.write(N_("Publish plan")) as session:
                issued = publish(
                    session, *days, today=today, at=datetime.now(UTC), calendar=calendar, settings=settings,
                    reason=reason, actor=store.actor,
                )  # fmt: skip
            made = {"published": True, "issue": f"{issued.year}-{issued.number}", "name": issued.name,
                    "calls": issued.calls, "drafts_set": issued.drafts}  # fmt: skip
            found = issued.check
    if as_json:
        emit(made | _check_json(found))
    else:
        _tell(found, made)


@commands.command("changes")
def changes_command(
    one: Annotated[str, typer.Argument(metavar="N", help="The older issue: 3, or 2026-3.")],
    other: Annotated[str, typer.Argument(metavar="M", help="The newer one, or now for the plan of today.")],
    db: Schedule,
    *,
    as_json: AsJson = False,
) -> None:
    """Say what differs between two issues of the plan, old > new."""
    from db.queries.published import compared  # noqa: PLC0415
    from db.queries.releases import release_named  # noqa: PLC0415

    with opened(db, read_only=True) as store, store.read() as session:
        older = release_named(session, one)
        newer = None if other == NOW else release_named(session, other)
        found = compared(session, older.id, None if newer is None else newer.id)
    if as_json:
        emit(
            {
                "old": f"{older.year}-{older.number}",
                "new": NOW if newer is None else f"{newer.year}-{newer.number}",
                "count": len(found),
                "changes": [_change_json(change) for change in found],
            }
        )
        return
    for change in found:
        _tell_change(change)
    say(ngettext("{n} change", "{n} changes", len(found)).format(n=len(found)) if found else _("Nothing differs."))


def _check_json(check: ReleaseCheck) -> dict[str, Any]:
    return {
        "from": check.first,
        "to": check.last,
        "visits": len(check.rows),
        "replaces": check.replaces or None,
        "left_out": check.left_out,
        "stopping": len(check.stopping),
        "checks": [
            {"kind": item.kind, "level": item.level, "stops": item.stops, "sentence": item.sentence,
             "visit": item.visit_id, "day": item.day, "accepted": item.accepted}
            for item in check.items
        ],
        "changes": [_change_json(change) for change in check.changes],
    }  # fmt: skip


def _change_json(change: Change) -> dict[str, Any]:
    from core.plan_rows import visit_words  # noqa: PLC0415

    return {
        "kind": change.kind,
        "old": None if change.old is None else visit_words(change.old),
        "new": None if change.new is None else visit_words(change.new),
        "fields": [{"field": part.key, "old": part.old, "new": part.new} for part in change.parts],
    }


def _tell(check: ReleaseCheck, made: dict[str, Any]) -> None:
    from core.release_check import item_text  # noqa: PLC0415

    for item in check.items:
        say(f"{'!' if item.stops else '-'}\t{item_text(item)}")
    for change in check.changes:
        _tell_change(change)
    visits = ngettext("{n} visit", "{n} visits", len(check.rows)).format(n=len(check.rows))
    if made["published"]:
        said = _("{issue} is published: {visits}, {calls} to be phoned.")
        say(said.format(issue=made["name"], visits=visits, calls=made["calls"]))
    else:
        say(_("{visits} would be published; nothing was written.").format(visits=visits))


def _tell_change(change: Change) -> None:
    from core.plan_rows import visit_words  # noqa: PLC0415
    from core.releases import CHANGE_NAMES  # noqa: PLC0415

    say(f"{_(CHANGE_NAMES[change.kind])}\t{visit_words(change.old or change.row)}\t{change.text()}")
