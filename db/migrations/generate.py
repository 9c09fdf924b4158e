"""Writes a revision that makes new tables: `python -m db.migrations.generate REVISION NAME TABLE...`.

Explicit code, not `create_all`: a revision must say the same in ten years, whatever the models say then.
Columns added to older tables are written by hand into the file that comes out.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from db.models import Base
from db.models.base import UtcStamp
from db.schema import MIGRATIONS

_HEADER: Final = '''"""Format {revision}: {name}.

Written by db.migrations.generate from the models; never edit it once it is released.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"


def _on(dialect: str, *constraints: Any) -> tuple[Any, ...]:
    """Return *constraints* on *dialect*, nothing elsewhere."""
    return constraints if op.get_context().dialect.name == dialect else ()


def upgrade() -> None:
    """Make every table, parents first."""
'''


def revision_text(revision: str, name: str, tables: Collection[str]) -> str:
    """Return the source of the revision that makes *tables*, parents first."""
    lines = [_HEADER.format(revision=revision, before=f"{int(revision) - 1:04d}", name=name)]
    made = [table for table in Base.metadata.sorted_tables if table.name in tables]
    lines += [f"    _{table.name}()\n" for table in made]
    for table in made:
        lines.append(f"\n\ndef _{table.name}() -> None:\n")
        lines += [f"    {line}\n" for line in _table_lines(table)]
    return "".join(lines)


def _table_lines(table: sa.Table) -> Iterator[str]:
    yield "op.create_table("
    yield f"    {table.name!r},"
    for column in table.columns:
        yield f"    {_column(column)},"
    yield from (f"    {line}," for line in _constraints(table))
    for name, value in sorted(table.dialect_options["sqlite"].items()):
        if name in {"strict", "autoincrement"} and value:
            yield f"    sqlite_{name}=True,"
    yield ")"
    for index in sorted(table.indexes, key=lambda index: str(index.name)):
        yield _index(table, index)


def _column(column: sa.Column[Any]) -> str:
    extra = ", autoincrement=False" if column.autoincrement is False and column.primary_key else ""
    return f"sa.Column({column.name!r}, {_type(column.type)}, nullable={column.nullable}{extra})"


def _type(kind: Any) -> str:
    if isinstance(kind, UtcStamp):
        return "sa.DateTime()"
    if isinstance(kind, sa.Enum):
        return f"sa.String({kind.length})"
    if isinstance(kind, sa.Text):
        return "sa.Text()"
    if isinstance(kind, sa.String):
        return f"sa.String({kind.length})"
    return f"sa.{type(kind).__name__}()"


def _constraints(table: sa.Table) -> Iterator[str]:
    yield f"sa.PrimaryKeyConstraint({_names(table.primary_key)}, name={_name(table.primary_key)})"
    for key in sorted(table.foreign_key_constraints, key=lambda key: str(key.name)):
        here = [column.name for column in key.columns]
        there = [element.target_fullname for element in key.elements]
        yield f"sa.ForeignKeyConstraint({here!r}, {there!r}, name={_name(key)}, ondelete={key.ondelete!r})"
    others = sorted(table.constraints, key=_name)
    for unique in others:
        if isinstance(unique, sa.UniqueConstraint):
            yield f"sa.UniqueConstraint({_names(unique)}, name={_name(unique)})"
    checks = [check for check in others if isinstance(check, sa.CheckConstraint)]
    yield from (_check(check) for check in checks if _dialect(check) is None)
    for name in ("postgresql", "sqlite"):
        own = ", ".join(_check(check) for check in checks if _dialect(check) == name)
        if own:
            yield f"*_on({name!r}, {own})"


def _check(check: sa.CheckConstraint) -> str:
    return f"sa.CheckConstraint({str(check.sqltext)!r}, name={_name(check)})"


def _dialect(check: sa.CheckConstraint) -> str | None:
    condition = check._ddl_if  # noqa: SLF001 - there is no public reader
    return None if condition is None else str(condition.dialect)


def _index(table: sa.Table, index: sa.Index) -> str:
    names = [column.name for column in index.columns]
    parts = [f"op.f({str(index.name)!r})", repr(table.name), repr(names), f"unique={bool(index.unique)}"]
    for dialect in ("postgresql", "sqlite"):
        where = index.dialect_options[dialect].get("where")
        if where is not None:
            parts.append(f"{dialect}_where=sa.text({str(where)!r})")
    return f"op.create_index({', '.join(parts)})"


def _names(constraint: sa.PrimaryKeyConstraint | sa.UniqueConstraint) -> str:
    return ", ".join(repr(column.name) for column in constraint.columns)


def _name(constraint: sa.Constraint) -> str:
    """Return the name as the database will know it, so that later revisions can drop it by name."""
    table = constraint.table
    dialect: Any = sqlite if _is_sqlite_only(constraint) else postgresql
    formatted = dialect.dialect().identifier_preparer.format_constraint(constraint)
    if not formatted:
        raise ValueError(f"a constraint of {table.name} has no name")
    return f"op.f({formatted.strip(chr(34))!r})"


def _is_sqlite_only(constraint: sa.Constraint) -> bool:
    return isinstance(constraint, sa.CheckConstraint) and _dialect(constraint) == "sqlite"


def main() -> None:
    """Write the revision named on the command line into its place."""
    revision, name, *tables = sys.argv[1:]
    target = MIGRATIONS / "versions" / f"{revision}_{name}.py"
    target.write_text(revision_text(revision, name.replace("_", " "), tables), encoding="utf-8")


if __name__ == "__main__":
    main()
