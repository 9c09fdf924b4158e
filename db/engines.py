"""Connections with the settings that lose nothing; the only place that handles a key.

SQLAlchemy's defaults lose updates between two processes without an error: `isolation_level=None`
and BEGIN IMMEDIATE in the `begin` event cure that (tests/db/test_two_processes.py measures both).
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Final, Literal

import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import event
from sqlalchemy.pool import QueuePool

from core.storage_errors import OldLibrary
from core.vault_errors import Locked

Mode = Literal["write", "read", "upgrade"]
BUSY_SECONDS: Final = 5
HURRIED_SECONDS: Final = 0.2
_LONGEST_WAIT: Final = 0.008
_patient_for: ContextVar[float] = ContextVar("patient_for", default=BUSY_SECONDS)
OLDEST_SQLITE: Final = (3, 51, 3)  # 3.7.0 to 3.51.2 can corrupt a WAL file that two connections write
_RAW_KEY_DIGITS: Final = 64
_PRAGMAS: Final = (
    "PRAGMA foreign_keys = {foreign_keys}",
    "PRAGMA synchronous = FULL",  # NORMAL lost acknowledged saves in 149 of 200 power cuts
    "PRAGMA secure_delete = ON",  # deleted personal data is overwritten
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA temp_store = MEMORY",
)
_WRITER_LOCK: Final = 0x0517EDA1  # any number of our own


def is_server(where: str | Path) -> bool:
    """Return whether *where* is a PostgreSQL URL rather than a file."""
    return str(where).startswith(("postgresql:", "postgresql+psycopg:", "postgres:"))


def require_fit_library(version: str = sqlcipher.sqlite_version) -> None:
    """Stop before any file is touched if the SQLite library would harm it.

    Raises:
        OldLibrary: it is older than the WAL repair, or lacks full-text search.
    """
    if tuple(map(int, version.split(".")[:3])) < OLDEST_SQLITE:
        raise OldLibrary(found=version, needed="SQLite " + ".".join(map(str, OLDEST_SQLITE)))
    connection = sqlcipher.connect(":memory:")
    try:
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    finally:
        connection.close()
    if "ENABLE_FTS5" not in options:
        raise OldLibrary(found=version, needed="FTS5")


def unlock(connection: Any, key: str | None) -> None:
    """Give *connection* its key: 64 hex digits are the key itself, anything else a passphrase."""
    connection.execute("PRAGMA cipher_log_level = NONE")
    if key is not None:
        spelled = f'"{spelled_key(key)}"' if is_raw_key(key) else "'" + key.replace("'", "''") + "'"
        connection.execute(f"PRAGMA key = {spelled}")


def is_raw_key(key: str) -> bool:
    """Return whether *key* is the key itself, and no passphrase that SQLCipher makes one of."""
    return len(key) == _RAW_KEY_DIGITS and all(digit in "0123456789abcdefABCDEF" for digit in key)


def spelled_key(key: str | None) -> str:
    """Return *key* as a value for ATTACH ... KEY; "" is a file in the clear."""
    return f"x'{key}'" if key and is_raw_key(key) else key or ""


@contextmanager
def waiting_at_most(seconds: float) -> Generator[None]:
    """Let this thread wait only so long for the write lock inside: a safety net must not hold up who types."""
    token = _patient_for.set(seconds)
    try:
        yield
    finally:
        _patient_for.reset(token)


def _patience() -> Callable[[int], bool]:
    """Return how a connection waits for the write lock: whoever has waited longer asks more often.

    SQLite's own handler does the opposite, so that of two busy writers one can wait in vain.
    """
    began = 0.0

    def wait(asked_before: int) -> bool:
        nonlocal began
        if asked_before == 0:
            began = time.monotonic()
        left = _patient_for.get() - (time.monotonic() - began)
        if left <= 0:
            return False
        time.sleep(_LONGEST_WAIT * max(left / BUSY_SECONDS, 0.05) * random.random())
        return True

    return wait


def connect(path: Path, key: str | None, *, mode: str = "rw", immutable: bool = False) -> Any:
    """Return a bare driver connection to the file; `rw` never creates one."""
    uri = f"{path.absolute().as_uri()}?mode={mode}" + ("&immutable=1" if immutable else "")
    connection = sqlcipher.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.set_busy_handler(_patience())
        unlock(connection, key)
    except BaseException:
        connection.close()
        raise
    return connection


def sqlite_engine(path: Path, key: str | None, mode: Mode, *, immutable: bool = False) -> sa.Engine:
    """Return connections to the file at *path*.

    Args:
        path: An existing file.
        key: See `unlock`.
        mode: `write` begins IMMEDIATE, `read` cannot change anything, `upgrade` lets tables be rebuilt.
        immutable: The folder cannot be written, so nobody else writes either.
    """

    def creator() -> Any:
        connection = connect(path, key, immutable=immutable)
        try:
            for pragma in _PRAGMAS:
                connection.execute(pragma.format(foreign_keys="OFF" if mode == "upgrade" else "ON"))
            if mode == "read":
                connection.execute("PRAGMA query_only = ON")
            elif connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                connection.execute("PRAGMA journal_mode = WAL")
        except BaseException:
            connection.close()
            raise
        return connection

    engine = sa.create_engine(
        "sqlite://", creator=creator, module=sqlcipher, poolclass=QueuePool, pool_size=4, max_overflow=16,
        hide_parameters=True,  # a fault's words go into the log, and must not carry names there
    )  # fmt: skip
    begin = "BEGIN" if mode == "read" else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def locked_engine() -> sa.Engine:
    """Return connections that are refused: what they would read is behind a passphrase just now."""

    def creator() -> Any:
        raise Locked

    return sa.create_engine("sqlite://", creator=creator, module=sqlcipher, hide_parameters=True)


def postgres_engine(url: str, mode: Mode) -> sa.Engine:
    """Return connections to a server; writers queue up, as they do on SQLite, so the journal's chain never forks."""
    target = sa.make_url(url).set(drivername="postgresql+psycopg")
    settings = "-c lock_timeout=3000 -c idle_in_transaction_session_timeout=60000 -c timezone=UTC"
    engine = sa.create_engine(
        target,
        isolation_level="REPEATABLE READ" if mode == "read" else "READ COMMITTED",
        pool_pre_ping=True,
        hide_parameters=True,
        pool_timeout=10,
        connect_args={
            "connect_timeout": 5, "tcp_user_timeout": 8000, "keepalives": 1, "keepalives_idle": 5,
            "keepalives_interval": 2, "keepalives_count": 3, "options": settings, "application_name": "onsite-days",
        },
    )  # fmt: skip

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        if mode == "read":
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")
        else:
            if (seconds := _patient_for.get()) < BUSY_SECONDS:
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(seconds * 1000)}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})")

    return engine
