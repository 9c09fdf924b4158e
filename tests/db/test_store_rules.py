"""What the database itself refuses, whoever writes: types, dates, ranges, orphans, NUL, double bookings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from db.engines import is_server, postgres_engine, sqlite_engine
from db.models import Base

TEXT = {"visit": {"half": "morning", "kind": "onsite_office", "state": "set", "uid": "u"}}


@pytest.fixture
def connection(where: str | Path) -> Iterator[sa.Connection]:
    """Return a bare connection: no models, no journal, as another program would write."""
    engine = postgres_engine(str(where), "write") if is_server(where) else sqlite_engine(Path(where), None, "write")
    try:
        with engine.connect() as bare:
            _insert(bare, "township", name="张家镇", kind="township")
            _insert(bare, "leader", name="王", body="other")
            yield bare
    finally:
        engine.dispose()


def _insert(connection: sa.Connection, table: str, **values: object) -> None:
    """Insert a row with a plain value in every column that is not named, as text SQL with bare parameters."""
    row: dict[str, object] = {}
    for column in Base.metadata.tables[table].columns:
        if column.name in values:
            row[column.name] = values[column.name]
        elif not column.nullable and not (column.primary_key and column.name == "id"):
            row[column.name] = _plain(column)
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join(f":{name}" for name in row)
    connection.execute(sa.text(f'INSERT INTO "{table}" ({names}) VALUES ({marks})'), row)


def _plain(column: sa.Column) -> object:
    kind = column.type
    if isinstance(kind, sa.Boolean):
        return False
    if isinstance(kind, sa.Integer):
        return 1
    if isinstance(kind, sa.Date):
        return "2026-11-23"
    return TEXT.get(column.table.name, {}).get(column.name, "")


def _visit(connection: sa.Connection, **values: object) -> None:
    plain = {"day": "2026-11-23", "number": 1, "uid": "a", "year": 2026}
    _insert(connection, "visit", **(plain | values))


REFUSED = {
    "a 13th month": ("visit", {"day": "2026-13-45"}),
    "a 31st of February": ("visit", {"day": "2026-02-31"}),
    "a word for a date": ("visit", {"day": "some day"}),
    "a date before 1900": ("visit", {"day": "1899-12-31"}),
    "a date after 2199": ("visit", {"day": "2200-01-01"}),
    "a word for a number": ("visit", {"number": "abc"}),
    "a number too large": ("visit", {"number": 3_000_000_000}),
    "a number below its range": ("visit", {"number": 0}),
    "no date": ("visit", {"day": None}),
    "an unknown half": ("visit", {"half": "evening"}),
    "an unknown state": ("visit", {"state": "somehow"}),
    "a third truth": ("visit", {"pinned": 2}),
    "an hour that is none": ("visit", {"starts_at": "25:00:00.000000"}),
    "an end before the start": ("visit", {"starts_at": "10:00:00.000000", "ends_at": "09:00:00.000000"}),
    "an orphan": ("visit", {"leader_id": 4711}),
    "an unknown kind": ("visit", {"kind": "nothing"}),
    "a NUL in a text": ("visit", {"theme": "a\0b"}),
    "a text over its limit": ("visit", {"place": "长" * 201}),
    "a free text over its limit": ("visit", {"note": "长" * 20_001}),
    "101 percent": ("leader", {"name": "李", "body": "other", "duty_share": 101}),
    "minus one percent": ("leader", {"name": "李", "body": "other", "duty_share": -1}),
    "no name": ("leader", {"name": None, "body": "other"}),
    "a name of blanks": ("leader", {"name": "  ", "body": "other"}),
    "the same name twice": ("township", {"name": "张家镇", "kind": "township"}),
    "an end of office before its start": (
        "leader",
        {"name": "李", "body": "other", "valid_from": "2026-02-01", "valid_to": "2026-01-31"},
    ),
    "a setting that is no JSON": ("setting", {"key": "k", "value": "{not json"}),
    "a moment that is none": ("form_draft", {"key": "k", "fields": "{}", "saved_at": "yesterday noon"}),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_database_refuses(connection: sa.Connection, name: str) -> None:
    table, values = REFUSED[name]
    if connection.dialect.name == "postgresql" and values.get("pinned") == 2:
        values = {"pinned": "2"}

    with pytest.raises((DBAPIError, ValueError)):
        _visit(connection, **values) if table == "visit" else _insert(connection, table, **values)


def test_the_database_takes_what_is_right(connection: sa.Connection) -> None:
    _visit(
        connection, starts_at="09:00:00.000000", ends_at="11:30:00.000000", theme="𠮷" * 400, place="长" * 200,
        note="长" * 20_000, day="2028-02-29", half="day", pinned=True,
    )  # fmt: skip

    assert connection.execute(sa.text("SELECT theme FROM visit")).scalar() == "𠮷" * 400


def test_a_leader_cannot_be_booked_twice_in_one_half(connection: sa.Connection) -> None:
    _visit(connection, half="morning", number=1, uid="a")

    with pytest.raises(DBAPIError):
        _visit(connection, half="day", number=2, uid="b")


def test_every_table_is_strict_and_every_text_has_a_limit() -> None:
    unlimited = {"journal_change.before", "journal_change.after", "search_entry.text", "search_entry.initials"}
    for table in Base.metadata.tables.values():
        assert table.dialect_options["sqlite"]["strict"] is True
        for column in table.columns:
            if isinstance(column.type, sa.Text):
                assert f"{table.name}.{column.name}" in unlimited
