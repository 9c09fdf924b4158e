"""The one entry: no argument opens the window; sub-commands run headless.

Every sub-command prints plain text, or JSON with `--json` (keys: docs/headless.md), and
ends with 0; an error is one sentence on stderr and a non-zero exit.
"""

from __future__ import annotations

import json
import locale
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.errors import UserError
from core.i18n import N_, SOURCE_LANGUAGE, _, day_text, languages, ngettext, set_language

if TYPE_CHECKING:
    from db.store import Store

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, no_args_is_help=False)
print_app = typer.Typer(rich_markup_mode=None)
app.add_typer(print_app, name="print", help="Print a form into a PDF file.")

Schedule = Annotated[str, typer.Option("--db", help="The schedule: a file, or a postgresql:// URL.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


class NotADate(UserError):
    """A date on the command line that is none."""

    message = N_("{text} is not a date. Write it as 2026-11-23.")


def main(arguments: list[str] | None = None) -> int:
    """Run a sub-command, or the window where there is none; return the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    _speak()
    try:
        if not given or (len(given) == 1 and not given[0].startswith("-") and Path(given[0]).suffix == ".db"):
            return _window(Path(given[0]) if given else None)
        code: int | None = app(given, standalone_mode=False)
        return code or 0
    except UserError as refusal:
        return _fail(str(refusal))
    except typer.Exit as leave:
        return leave.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return _fail(_("Stopped. Nothing was changed."))
    except Exception as wrong:
        if type(wrong).__module__.startswith(("click", "typer")) and hasattr(wrong, "format_message"):
            return _fail(_("{what} See --help.").format(what=wrong.format_message()), code=2)
        if os.environ.get("ONSITE_DEBUG"):
            raise
        what = f"{type(wrong).__name__}: {wrong}".splitlines()[0]
        return _fail(_("Something went wrong inside the program ({what}). Nothing was saved.").format(what=what), 70)


def _speak() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    wanted = os.environ.get("ONSITE_LANGUAGE") or (locale.getlocale()[0] or "")
    set_language(SOURCE_LANGUAGE if wanted.startswith("en") else languages()[0])


def _fail(sentence: str, code: int = 1) -> int:
    sys.stderr.write(sentence.rstrip() + "\n")
    return code


def _window(schedule: Path | None) -> int:
    if sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        return _fail(_("There is no display here. To see every page without one, run: make screenshots"))
    from desktop.app import run  # noqa: PLC0415 - Qt is not loaded for headless work

    return run(schedule)


@contextmanager
def _opened(where: str, *, create: bool = False, read_only: bool = False) -> Iterator[Store]:
    from db.store import open_store  # noqa: PLC0415

    target = where if "://" in where else Path(where)
    store = open_store(target, create=create, read_only=read_only)
    try:
        yield store
    finally:
        store.close()


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _emit(value: Any) -> None:
    _say(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, set | frozenset | tuple):
        return list(value)
    return str(value)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotADate(text=text) from None


def _today() -> date:
    return datetime.now().astimezone().date()


@app.command("import")
def import_command(
    files: Annotated[list[Path], typer.Argument(help="Workbooks (.xlsx, .xlsm) and .csv files.")],
    db: Schedule,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would happen; change nothing.")] = False,
    answers: Annotated[Path | None, typer.Option(help="Answers to the questions of a dry run, as JSON.")] = None,
    on: Annotated[str, typer.Option("--on", help="Judge past and future from this day; today if left out.")] = "",
    as_json: AsJson = False,
) -> int:
    """Read the office's own workbooks into a schedule; the file is made if it is not there."""
    from db.services.imports import import_files  # noqa: PLC0415

    given = json.loads(answers.read_text(encoding="utf-8")) if answers else {}
    with _opened(db, create=True) as store:
        result = import_files(store, files, dry_run=dry_run, answers=given, today=_day(on) if on else _today())
    if as_json:
        _emit(result.to_json())
    else:
        _say(result.to_text())
    return 0 if result.done else 3


@app.command()
def overdue(
    db: Schedule,
    *,
    on: Annotated[str, typer.Option("--on", help="The day to judge by, such as 2026-11-23; today if left out.")] = "",
    as_json: AsJson = False,
) -> None:
    """List the open issues past their due date, the latest first."""
    from db.queries.issues import overdue as overdue_issues  # noqa: PLC0415
    from db.queries.settings import work_calendar  # noqa: PLC0415

    today = _day(on) if on else _today()
    with _opened(db, read_only=True) as store, store.read() as session:
        rows = overdue_issues(session, today, work_calendar(session))
    if as_json:
        _emit({"on": today, "count": len(rows), "issues": rows})
        return
    _say(
        ngettext("{n} issue overdue on {day}", "{n} issues overdue on {day}", len(rows)).format(
            n=len(rows), day=day_text(today, year=True)
        )
    )
    for row in rows:
        _say(f"{row.number}\t{row.due}\t{row.late}\t{row.township}\t{row.agency}\t{row.title}")


@app.command()
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

    with _opened(db, read_only=True) as store, store.read() as session:
        rows = visits_between(session, _day(first), _day(last), today=_today())
    if as_json:
        _emit({"from": _day(first), "to": _day(last), "count": len(rows), "visits": rows})
        return
    for row in rows:
        state = _(VISIT_STATE_NAMES[row.state])
        _say(f"{row.id}\t{row.day}\t{_(HALF_NAMES[row.half])}\t{row.leader}\t{row.township}\t{state}")


@app.command()
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

        with _opened(db, read_only=True) as store, store.read() as session:
            calendar, roll = work_calendar(session), Roll(office_settings(session).roll)
    found = due_date(_day(start), amount, Unit(unit), calendar, roll=roll)
    steps = [step_text(step) for step in found.steps]
    if as_json:
        _emit({"due": found.due, "warn_on": found.warn_on, "provisional": found.provisional, "steps": steps})
        return
    _say(day_text(found.due, year=True))
    for number, step in enumerate(steps, 1):
        _say(f"{number}. {step}")


class UnknownUnit(UserError):
    """A counting unit that does not exist."""

    message = N_("{unit} is not a unit. Choose working or natural.")


@print_app.command("visit-sheet")
def print_visit_sheet(
    db: Schedule,
    visit: Annotated[int, typer.Option("--visit", help="The visit's id, as the visits command lists it.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The PDF to write.")],
    *,
    on: Annotated[str, typer.Option("--on", help="Judge overdue by this day; today if left out.")] = "",
) -> None:
    """Print the sheet that goes along on a visit."""
    from core.documents.forms import VISIT_SHEET  # noqa: PLC0415
    from core.documents.pdf import render  # noqa: PLC0415
    from core.files import write_file  # noqa: PLC0415
    from db.queries.visit_sheet import visit_sheet  # noqa: PLC0415

    today = _day(on) if on else _today()
    with _opened(db, read_only=True) as store, store.read() as session:
        facts = visit_sheet(session, visit, today)
    sheet = render(VISIT_SHEET, facts, made_on=today)
    write_file(output, sheet.data)
    _say(ngettext("{file}: {n} page", "{file}: {n} pages", sheet.pages).format(file=output, n=sheet.pages))
    for wanted, used in sheet.substituted:
        _say(_("Font {wanted} is not installed; {used} was used instead.").format(wanted=wanted, used=used))


@app.command()
def check(db: Schedule, *, as_json: AsJson = False) -> int:
    """Check the whole schedule: file, references, journal."""
    from db.checks import check as check_store  # noqa: PLC0415

    with _opened(db, read_only=True) as store:
        found = check_store(store)
    if as_json:
        _emit({"good": found.good, "faults": found.faults, "counts": dict(found.counts), "entries": found.entries})
    else:
        for fault in found.faults:
            _say(fault)
        rows = sum(found.counts.values())
        whole = _("The schedule is whole: {rows} records, {entries} journal entries.")
        broken = _("The schedule is damaged. Restore the newest good backup.")
        _say((whole if found.good else broken).format(rows=rows, entries=found.entries))
    return 0 if found.good else 4


@app.command()
def backup(db: Schedule, output: Annotated[Path | None, typer.Option("-o", "--output", help="Folder.")] = None) -> None:
    """Write a verified backup, and say where it lies."""
    from db.backup import back_up_file  # noqa: PLC0415

    _say(str(back_up_file(_file(db), reason="asked", folder=output).path))


@app.command()
def restore(db: Schedule, source: Annotated[Path, typer.Option("--from", help="The backup to go back to.")]) -> None:
    """Go back to a backup; what is there now is backed up first."""
    from db.backup import restore as restore_file  # noqa: PLC0415

    kept = restore_file(_file(db), source)
    _say(_("Restored. The state before was kept as {file}.").format(file=kept.path) if kept else _("Restored."))


def _file(where: str) -> Path:
    if "://" in where:
        raise NotAFile(where=where.partition("://")[0])
    return Path(where)


class NotAFile(UserError):
    """Backups of a server are made with the server's own tools."""

    message = N_("Only a schedule in a file can be backed up here; for {where} use the server's own tools (pg_dump).")


@app.command()
def screenshots(
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the pictures.")],
) -> None:
    """Render every page without a display: two languages, light and dark, two sizes."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desktop.screenshots import take_all  # noqa: PLC0415

    for path in take_all(output):
        _say(str(path))


if __name__ == "__main__":
    sys.exit(main())
