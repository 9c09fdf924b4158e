"""The base of all models, and what the database itself enforces on every column.

SQLite would take '2026-13-45' for a date and 'abc' for a number; STRICT tables and the
CHECKs made here refuse them on SQLite, and the same ranges hold on PostgreSQL.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from enum import Enum as PyEnum
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Enum,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Time,
    TypeDecorator,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

TEXT_LIMIT = 20_000
"""Longest free text in characters; longer ones belong into an attachment."""


class UtcStamp(TypeDecorator[datetime]):
    """An aware UTC moment; for audit stamps only, never for what people planned."""

    impl = DateTime
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """What the journal has to read its text back as; a decorator does not take it over from `impl`."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Store as naive UTC; a naive moment is a programming error."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give back an aware moment."""
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """All tables of one office's schedule."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: String(TEXT_LIMIT),
        datetime: UtcStamp,
        dict[str, Any]: JSON,
        list[Any]: JSON,
        StrEnum: Enum(
            StrEnum,
            native_enum=False,
            create_constraint=False,
            length=40,
            values_callable=lambda kind: [member.value for member in kind],
        ),
    }


class Versioned:
    """Rows that two people may edit: a stale save raises, never overwrites."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy's own form
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]


@compiles(Date, "sqlite")
@compiles(Time, "sqlite")
@compiles(DateTime, "sqlite")
@compiles(String, "sqlite")
@compiles(Enum, "sqlite")
@compiles(JSON, "sqlite")
def _text(_type: Any, _compiler: Any, **_keywords: Any) -> str:
    return "TEXT"


@compiles(Boolean, "sqlite")
def _integer(_type: Any, _compiler: Any, **_keywords: Any) -> str:
    return "INTEGER"


def enforce_types(metadata: MetaData) -> None:
    """Make every table STRICT and give every column the CHECKs that its type implies."""
    for table in metadata.tables.values():
        table.dialect_options["sqlite"]["strict"] = True
        if [column.name for column in table.primary_key] == ["id"]:
            # A number is never given again, or a new record would inherit a deleted one's history.
            table.dialect_options["sqlite"]["autoincrement"] = True
        if "id" in table.primary_key.columns:
            # A deleted record's id must never come back to life as somebody else's.
            table.dialect_options["sqlite"]["autoincrement"] = True
        for column in table.columns:
            for name, rule, dialect in _rules_of(column):
                constraint = CheckConstraint(rule, name=f"{column.name}_{name}")
                _append(table, constraint if dialect is None else constraint.ddl_if(dialect=dialect))


def _append(table: Table, constraint: CheckConstraint) -> None:
    table.append_constraint(constraint)


def _rules_of(column: Column[Any]) -> list[tuple[str, str, str | None]]:
    """Return (name, SQL, dialect or None for all) of each CHECK that *column* needs."""
    name, kind = f'"{column.name}"', column.type
    if isinstance(kind, Date):
        return [
            ("is_a_date", f"{name} IS date({name})", "sqlite"),
            ("in_range", f"{name} BETWEEN '1900-01-01' AND '2199-12-31'", None),
        ]
    if isinstance(kind, Time):
        return [("is_a_time", f"{name} IS NULL OR {name} IS strftime('%H:%M:%f000', {name})", "sqlite")]
    if isinstance(kind, UtcStamp):
        return [("is_a_moment", f"{name} IS NULL OR datetime({name}) IS NOT NULL", "sqlite")]
    if isinstance(kind, Enum):
        known = ", ".join(f"'{value}'" for value in kind.enums)
        return [("is_known", f"{name} IN ({known})", None)]
    if isinstance(kind, Boolean):
        return [("is_boolean", f"{name} IN (0, 1)", "sqlite")]
    if isinstance(kind, JSON):
        return [("is_json", f"{name} IS NULL OR json_valid({name})", "sqlite")]
    if isinstance(kind, Integer):
        return [("fits", f"{name} BETWEEN -2147483648 AND 2147483647", "sqlite")]  # PostgreSQL's own range
    if isinstance(kind, String):
        # A NUL would hide the rest of the text from every SQL function, and PostgreSQL refuses it.
        no_nul = ("has_no_nul", f"instr({name}, char(0)) = 0", "sqlite")
        if isinstance(kind, Text):
            return [no_nul]
        return [("fits", f"length({name}) <= {kind.length or TEXT_LIMIT}", "sqlite"), no_nul]
    return []


def known_values(kind: type[PyEnum]) -> tuple[str, ...]:
    """Return what a column of *kind* may hold."""
    return tuple(str(member.value) for member in kind)


__all__ = ["NAMING", "TEXT_LIMIT", "Base", "UtcStamp", "Versioned", "date", "enforce_types", "known_values", "time"]
