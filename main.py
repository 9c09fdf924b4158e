"""The one entry: no argument opens the window; sub-commands run headless.

Every sub-command prints plain text, or JSON with `--json` (keys and exit codes: docs/headless.md),
and ends with 0; an error is one sentence on stderr and a non-zero exit. ONSITE_TODAY=2026-11-23
lets everything take that day for today, ONSITE_LANGUAGE=en speaks English, ONSITE_DEBUG=1 shows where it broke.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from core.command_errors import NoSuchFile, NoSuchVisit, NotAFile, UnknownUnit, VisitOrMonth
from core.command_keys import OVERDUE_KEYS, READINESS_KEYS, VISIT_KEYS
from core.command_line import day_or_today, emit, named_today, picked, read_day, read_month, say
from core.errors import LastBeforeFirst, UserError, Vanished
from core.i18n import _, day_text, languages, ngettext, set_language, system_language

if TYPE_CHECKING:
    from db.store import Store

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, no_args_is_help=False)
print_app, visit_app = typer.Typer(rich_markup_mode=None), typer.Typer(rich_markup_mode=None)
app.add_typer(print_app, name="print", help="Print a form into a PDF file.")
app.add_typer(visit_app, name="visit", help="One visit in full.")

Schedule = Annotated[str, typer.Option("--db", help="The schedule: a file, or a postgresql:// URL.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


REFUSED, MISUSED, QUESTIONS, DAMAGED, BROKEN, STOPPED = 1, 2, 3, 4, 70, 130


def main(arguments: list[str] | None = None) -> int:
    """Run a sub-command, or the window where there is none; return the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    _speak()
    try:
        if not given or (len(given) == 1 and not given[0].startswith("-") and Path(given[0]).suffix == ".db"):
            return _window(Path(given[0]) if given else None)
        signal.signal(signal.SIGTERM, _stop)
        code: int | None = app(given, standalone_mode=False)
    except UserError as refusal:
        return _fail(str(refusal))
    except typer.Exit as leave:
        return leave.exit_code
    except (KeyboardInterrupt, typer.Abort):
        code = STOPPED
    except Exception as wrong:
        if os.environ.get("ONSITE_DEBUG"):
            raise
        return _explain(wrong)
    return _fail(_("Stopped. What was not finished was not saved."), STOPPED) if code == STOPPED else code or 0


def _stop(_number: int, _frame: object) -> None:
    """Let what is under way be rolled back, and the schedule be closed."""
    raise KeyboardInterrupt


def _explain(wrong: Exception) -> int:
    if type(wrong).__module__.startswith(("click", "typer")) and hasattr(wrong, "format_message"):
        return _fail(_("{what} See --help.").format(what=wrong.format_message().rstrip(". ") + "."), MISUSED)
    if isinstance(wrong, OSError):
        why, place = wrong.strerror or str(wrong), wrong.filename or ""
        return _fail(_("The system refused {place}: {why}.").format(place=place, why=why))
    what = f"{type(wrong).__name__}: {wrong}".splitlines()[0]
    said = _("Something went wrong inside the program ({what}). Run it again with ONSITE_DEBUG=1 to see where.")
    return _fail(said.format(what=what), BROKEN)


def _speak() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    wanted = os.environ.get("ONSITE_LANGUAGE", "")
    set_language(wanted if wanted in languages() else system_language())


def _fail(sentence: str, code: int = REFUSED) -> int:
    sys.stderr.write(sentence.rstrip() + "\n")
    return code


def _window(schedule: Path | None) -> int:
    from core.display import has_display  # noqa: PLC0415

    if not has_display():
        return _fail(_("There is no display here. To see every page without one, run: make screenshots"))
    from desktop.app import run  # noqa: PLC0415 - Qt is not loaded for headless work

    return run(schedule, named_today())


@contextmanager
def _opened(where: str, *, create: bool = False, read_only: bool = False) -> Iterator[Store]:
    from db.store import open_store  # noqa: PLC0415

    store = open_store(where, create=create, read_only=read_only)
    try:
        yield store
    finally:
        store.close()


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
    from core.imports.report import plan_words, read_answers  # noqa: PLC0415
    from db.services.import_target import import_target  # noqa: PLC0415
    from db.services.imports import import_files  # noqa: PLC0415

    today, given = day_or_today(on), read_answers(answers) if answers else {}
    with import_target(db, dry_run=dry_run) as store:
        result = import_files(store, files, dry_run=dry_run, answers=given, today=today)
    if as_json:
        emit(result.to_json())
    else:
        for line in plan_words(result.plan, done=result.done):
            say(line)
    return 0 if result.done or (dry_run and result.ready) else QUESTIONS


@app.command()
def overdue(
    db: Schedule,
    *,
    on: Annotated[str, typer.Option("--on", help="The day to judge by, such as 2026-11-23; today if left out.")] = "",
    as_json: AsJson = False,
) -> None:
    """List the open issues past their due date, the longest overdue first."""
    from db.queries.issues import overdue as overdue_issues  # noqa: PLC0415
    from db.queries.settings import work_calendar  # noqa: PLC0415

    today = day_or_today(on)
    with _opened(db, read_only=True) as store, store.read() as session:
        rows = overdue_issues(session, today, work_calendar(session))
    if as_json:
        emit({"on": today, "count": len(rows), "issues": picked(rows, OVERDUE_KEYS)})
        return
    said = ngettext("{n} issue overdue on {day}", "{n} issues overdue on {day}", len(rows))
    say(said.format(n=len(rows), day=day_text(today, year=True)))
    for row in rows:
        say(f"{row.number}\t{row.due}\t{row.late}\t{row.township}\t{row.agency}\t{row.title}")


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
    from db.queries.reports import endings_between  # noqa: PLC0415

    begin, end = read_day(first), read_day(last)
    if end < begin:
        raise LastBeforeFirst(first=begin, last=end)
    with _opened(db, read_only=True) as store, store.read() as session:
        rows = visits_between(session, begin, end, today=day_or_today())
        ends = endings_between(session, begin, end)
    if as_json:
        shown = [picked([row], VISIT_KEYS)[0] | ends[row.id] for row in rows]
        emit({"from": begin, "to": end, "count": len(rows), "visits": shown})
        return
    for row in rows:
        state = _(VISIT_STATE_NAMES[row.state])
        say(f"{row.id}\t{row.day}\t{_(HALF_NAMES[row.half])}\t{row.leader}\t{row.township}\t{state}")


@visit_app.command("show")
def visit_show(
    visit: Annotated[int, typer.Argument(max=2**63 - 1, help="Its id, as the visits command lists it.")],
    db: Schedule,
    *,
    as_json: AsJson = False,
) -> None:
    """Say everything about one visit, from plan to result; residents are masked."""
    from db.queries.settings import work_calendar  # noqa: PLC0415
    from db.queries.visit_story import story_lines, story_values, visit_story  # noqa: PLC0415

    with _opened(db, read_only=True) as store, store.read() as session:
        story = visit_story(session, visit, today=day_or_today(), calendar=work_calendar(session))
    if story is None:
        raise NoSuchVisit(id=visit)
    if as_json:
        emit(story_values(story))
        return
    for line in story_lines(story):
        say(line)


@app.command()
def prose(
    db: Schedule,
    *,
    visit: Annotated[int, typer.Option(max=2**63 - 1, help="What came of this visit.")] = 0,
    month: Annotated[str, typer.Option(help="What came of this month, such as 2026-11.")] = "",
    on: Annotated[str, typer.Option("--on", help="The day to judge by; today if left out.")] = "",
    as_json: AsJson = False,
) -> None:
    """Write the paragraph for the report, of a visit or of a month."""
    from db.queries.prose import month_prose, visit_prose  # noqa: PLC0415

    if bool(visit) == bool(month):
        raise VisitOrMonth
    with _opened(db, read_only=True) as store, store.read() as session:
        today = day_or_today(on)
        text = visit_prose(session, visit) if visit else month_prose(session, read_month(month), today=today)
    if as_json:
        emit({"visit": visit or None, "month": month or None, "prose": text})
    else:
        say(text or _("Nothing was written down of this visit yet."))


@app.command()
def readiness(
    db: Schedule,
    *,
    on: Annotated[str, typer.Option("--on", help="The day to judge by, such as 2026-11-23; today if left out.")] = "",
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
    with _opened(db, read_only=True) as store, store.read() as session:
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
    found = due_date(read_day(start), amount, Unit(unit), calendar, roll=roll)
    steps = [step_text(step) for step in found.steps]
    if as_json:
        emit({"due": found.due, "warn_on": found.warn_on, "provisional": found.provisional, "steps": steps})
        return
    say(day_text(found.due, year=True))
    for number, step in enumerate(steps, 1):
        say(f"{number}. {step}")


@print_app.command("visit-sheet")
def print_visit_sheet(
    db: Schedule,
    visit: Annotated[int, typer.Option("--visit", max=2**63 - 1, help="Its id, as the visits command lists it.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The PDF to write.")],
    *,
    on: Annotated[str, typer.Option("--on", help="Judge overdue by this day; today if left out.")] = "",
) -> None:
    """Print the sheet that goes along on a visit."""
    from core.documents.forms import VISIT_SHEET  # noqa: PLC0415
    from core.documents.pdf import render  # noqa: PLC0415
    from core.files import write_file  # noqa: PLC0415
    from db.queries.visit_sheet import visit_sheet  # noqa: PLC0415

    today = day_or_today(on)
    try:
        with _opened(db, read_only=True) as store, store.read() as session:
            facts = visit_sheet(session, visit, today)
    except Vanished:
        raise NoSuchVisit(id=visit) from None
    sheet = render(VISIT_SHEET, facts, made_on=today)
    write_file(output, sheet.data)
    say(ngettext("{file}: {n} page", "{file}: {n} pages", sheet.pages).format(file=output, n=sheet.pages))
    for wanted, used in sheet.substituted:
        say(_("Font {wanted} is not installed; {used} was used instead.").format(wanted=wanted, used=used))


@app.command()
def check(db: Schedule, *, as_json: AsJson = False) -> int:
    """Check the whole schedule: file, references, journal."""
    from db.checks import check as check_store  # noqa: PLC0415

    with _opened(db, read_only=True) as store:
        found = check_store(store)
    if as_json:
        emit({"good": found.good, "faults": found.faults, "counts": dict(found.counts), "entries": found.entries})
    else:
        for fault in found.faults:
            say(fault)
        whole = _("The schedule is whole: {rows} records, {entries} journal entries.")
        said = whole if found.good else _("The schedule is damaged. Restore the newest good backup.")
        say(said.format(rows=sum(found.counts.values()), entries=found.entries))
    return 0 if found.good else DAMAGED


@app.command()
def backup(db: Schedule, output: Annotated[Path | None, typer.Option("-o", "--output", help="Folder.")] = None) -> None:
    """Write a verified backup, and say where it lies."""
    from db.backup import back_up_file  # noqa: PLC0415

    say(str(back_up_file(_file(db), reason="asked", folder=output).path))


@app.command()
def restore(db: Schedule, source: Annotated[Path, typer.Option("--from", help="The backup to go back to.")]) -> None:
    """Go back to a backup; what is there now is backed up first."""
    from db.backup import restore as restore_file  # noqa: PLC0415

    if not source.is_file():
        raise NoSuchFile(file=source)
    kept = restore_file(_file(db), source)
    say(_("Restored. The state before was kept as {file}.").format(file=kept.path) if kept else _("Restored."))


def _file(where: str) -> Path:
    if "://" in where:
        raise NotAFile(where=where.partition("://")[0])
    return Path(where)


@app.command()
def screenshots(
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the pictures.")],
) -> None:
    """Render every page without a display: two languages, light and dark, two sizes."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desktop.screenshots import take_all  # noqa: PLC0415

    for path in take_all(output):
        say(str(path))


def start() -> NoReturn:
    """Run `main` and end; Qt's teardown is left out, as it can crash when everything is saved and closed already."""
    code = main()
    sys.stdout.flush()
    if "PySide6.QtWidgets" in sys.modules:
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    start()
