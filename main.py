"""The one entry: no argument opens the window; sub-commands (db/headless) run headless.

Every sub-command prints plain text, or JSON with `--json` (keys and exit codes: docs/headless.md),
and ends with 0; an error is one sentence on stderr and a non-zero exit. ONSITE_TODAY=2026-11-23
lets everything take that day for today, ONSITE_LANGUAGE=en speaks English, ONSITE_DEBUG=1 shows where it broke.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from core.command_line import named_today, say
from core.errors import UserError
from core.i18n import _, languages, set_language, system_language
from db.headless import TOPICS

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, no_args_is_help=False)
pictures = typer.Typer()

REFUSED, MISUSED, BROKEN, STOPPED = 1, 2, 70, 130  # a sub-command's own codes: db/headless


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
    sys.stderr.write(" ".join(sentence.splitlines()).rstrip() + "\n")
    return code


def _window(schedule: Path | None) -> int:
    from core.display import has_display  # noqa: PLC0415

    if not has_display():
        return _fail(_("There is no display here. To see every page without one, run: make screenshots"))
    from desktop.app import run  # noqa: PLC0415 - Qt is not loaded for headless work

    return run(schedule, named_today())


@pictures.command()
def screenshots(
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the pictures.")],
) -> None:
    """Render every page without a display: two languages, light and dark, two sizes."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desktop.screenshots import take_all  # noqa: PLC0415

    for path in take_all(output):
        say(str(path))


for topic in (*TOPICS, pictures):
    app.add_typer(topic)


def start() -> NoReturn:
    """Run `main` and end; Qt's teardown is left out, as it can crash when everything is saved and closed already."""
    code = main()
    sys.stdout.flush()
    if "PySide6.QtWidgets" in sys.modules:
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    start()
