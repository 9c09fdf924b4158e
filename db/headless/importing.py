"""Sub-commands that bring the office's own files into a schedule."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from core.command_line import day_or_today, emit, say
from db.headless.schedule import QUESTIONS, AsJson, Schedule

commands = typer.Typer()


@commands.command("import")
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
    from core.classified import warning  # noqa: PLC0415
    from core.imports.report import plan_words, read_answers  # noqa: PLC0415
    from db.services.import_target import import_target  # noqa: PLC0415
    from db.services.imports import import_files  # noqa: PLC0415

    today, given = day_or_today(on), read_answers(answers) if answers else {}
    with import_target(db, dry_run=dry_run) as store:
        result = import_files(store, files, dry_run=dry_run, answers=given, today=today)
    if result.secret_marks:
        sys.stderr.write(warning(result.secret_marks) + "\n")
    if as_json:
        emit(result.to_json())
    else:
        for line in plan_words(result.plan, done=result.done):
            say(line)
    return 0 if result.done or (dry_run and result.ready) else QUESTIONS
