"""The program in a real window, and what another process sees in its schedule meanwhile."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from db.images import UNJOURNALLED
from db.models import Base
from tests.commands import ROOT, TODAY, command, environment
from tests.e2e.screen import Screen

Rows = dict[str, list[tuple[Any, ...]]]
COLUMNS = {
    name: [f'"{column.name}"' for column in table.columns if column.name != "version"]
    for name, table in Base.metadata.tables.items()
    if name not in UNJOURNALLED
}
ENDS_WITHIN = 5.0  # seconds that the system gives a program to end
EARLY = 5  # o'clock: before any office's digest, which would open a window of its own at the start


def zone_where_it_is(hour: int) -> str:
    """Return a time zone in which it is that hour now, so that no test depends on when it runs."""
    ahead = (hour - datetime.now(UTC).hour + 11) % 24 - 11
    return f"ONS{-ahead:+d}"


class Schedule:
    """A schedule file, read by a connection of its own that can change nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def ask(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a statement; none while there is no schedule yet."""
        if not self.path.exists():
            return []
        with closing(sqlite3.connect(f"{self.path.as_uri()}?mode=ro", uri=True, timeout=30)) as connection:
            return connection.execute(statement, values).fetchall()

    def rows(self) -> Rows:
        """Return every row of every journalled table, without the version that undo raises on purpose."""
        return {
            table: sorted(self.ask(f"SELECT {', '.join(columns)} FROM {table}"), key=repr)
            for table, columns in COLUMNS.items()
        }

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        found = self.ask(f'SELECT count(*) FROM "{table}"')
        return int(found[0][0]) if found else 0

    def entries(self, kind: str) -> int:
        """Return how many journal entries are a `change`, an `undo`, a `redo`."""
        found = self.ask("SELECT count(*) FROM journal_entry WHERE kind = ?", kind)
        return int(found[0][0]) if found else 0

    def drafts(self) -> str:
        """Return everything that is kept of forms under way."""
        return " ".join(str(row) for row in self.ask("SELECT * FROM form_draft"))

    def has_log(self) -> bool:
        """Return whether a log lies beside the file."""
        return self.path.with_name(self.path.name + "-wal").exists()


class Program:
    """`python main.py` on a screen."""

    def __init__(self, screen: Screen, home: Path, *arguments: object) -> None:
        folders = {
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_RUNTIME_DIR": str(home / "run"),
        }
        (home / "run").mkdir(mode=0o700, parents=True, exist_ok=True)
        here = {
            "DISPLAY": screen.display,
            "QT_QPA_PLATFORM": "xcb",
            "ONSITE_TODAY": TODAY,
            "LC_ALL": "C.UTF-8",
            "PYTHONFAULTHANDLER": "1",
            "TZ": zone_where_it_is(EARLY),
        }
        self.said = home / "said.txt"
        with self.said.open("ab") as said:
            self.process = subprocess.Popen(
                command(*arguments),
                cwd=ROOT,
                env=environment({**folders, **here}),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
            )

    def kill(self) -> None:
        """End it as a power cut would: nothing of it gets to run."""
        self.process.kill()
        self.process.wait(30)

    def end(self) -> int:
        """Ask it to end, as the system does at log-out; return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(ENDS_WITHIN)

    def complaints(self) -> str:
        """Return what it wrote to its terminal."""
        return self.said.read_text(encoding="utf-8", errors="replace")


@contextmanager
def running(screen: Screen, home: Path, *arguments: object) -> Iterator[Program]:
    """Give a running program; whatever happens, it is gone afterwards."""
    program = Program(screen, home, *arguments)
    try:
        screen.wait(lambda: screen.windows() or program.process.poll() is not None, "the program's window")
        assert program.process.poll() is None, program.complaints()
        screen.focus(1, "the program's window with the focus")
        yield program
    except AssertionError as error:
        if program.process.poll() is not None:  # what was waited for cannot come any more
            error.add_note(f"The program ended with {program.process.returncode}:\n{program.complaints()}")
        raise
    finally:
        if program.process.poll() is None:
            program.kill()
