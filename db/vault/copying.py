"""Copies of one state of a schedule: under the same key page by page, under another one row by row."""

from __future__ import annotations

import hashlib
import marshal
import os
from pathlib import Path
from typing import Any, Final

from core.vault_errors import ProtectionFailed
from db.engines import connect, spelled_key

_AT_ONCE: Final = 1000


def copy_online(source: Path, target: Path, source_key: str | None, target_key: str | None) -> None:
    """Copy one state of the schedule into a new file; writers go on meanwhile."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    if source_key == target_key:
        _copy_pages(source, target, source_key)
    else:
        _copy_rows(source, target, source_key, target_key)


def _copy_pages(source: Path, target: Path, key: str | None) -> None:
    reading = connect(source, key)
    try:
        writing = connect(target, key)
        try:
            reading.backup(writing, pages=-1)  # one snapshot; in WAL mode it blocks nobody
            writing.execute("PRAGMA journal_mode = DELETE")  # one file, whatever happens to it later
        finally:
            writing.close()
    finally:
        reading.close()


def _copy_rows(source: Path, target: Path, source_key: str | None, target_key: str | None) -> None:
    connection = connect(source, source_key)
    try:
        place = f"{target.absolute().as_uri()}?mode=rw"
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("ATTACH DATABASE ? AS other KEY ?", (place, spelled_key(target_key)))
        connection.execute("BEGIN")
        connection.execute("SELECT sqlcipher_export('other')")
        connection.execute("COMMIT")
        connection.execute("DETACH DATABASE other")
    finally:
        connection.close()


def contents(path: Path, key: str | None) -> dict[str, tuple[int, str]]:
    """Return how many rows each table holds, and a sum over them in the order of the file."""
    connection = connect(path, key)
    try:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: _content(connection, name) for name in sorted(names) if not name.startswith("sqlite_")}
    finally:
        connection.close()


def _content(connection: Any, table: str) -> tuple[int, str]:
    count, digest = 0, hashlib.sha256()
    cursor = connection.execute(f'SELECT * FROM "{table}"')
    while rows := cursor.fetchmany(_AT_ONCE):
        count += len(rows)
        digest.update(marshal.dumps(rows, 2))  # this version writes equal values equally
    return count, digest.hexdigest()


def require_equal(expected: dict[str, tuple[int, str]], found: dict[str, tuple[int, str]]) -> None:
    """Demand that two files hold the same.

    Raises:
        ProtectionFailed: it names the first table that differs.
    """
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            raise ProtectionFailed(what=name)
