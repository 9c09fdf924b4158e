"""Formats: the revisions end at the models, a kill leaves old or new, and every released file still opens."""

from __future__ import annotations

import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.storage_errors import NewerSchema, NotASchedule
from db import backup, schema
from db.checks import check
from db.engines import connect, postgres_engine, sqlite_engine
from db.models import Base, Township
from db.opening import create_file
from db.store import open_store
from tests.db.conftest import FULL, ROOT, Server

DATA = Path(__file__).parent / "data"
SEARCH_INDEX = "search_words"
REVISIONS = schema.MIGRATIONS / "versions"


def test_the_newest_revision_is_the_one_the_program_knows() -> None:
    assert max(path.name for path in REVISIONS.glob("[0-9]*.py"))[:4] == schema.HEAD


def _compared(engine: sa.Engine) -> list:
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415
    from alembic.migration import MigrationContext  # noqa: PLC0415

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _is_a_table_of_ours})
        return compare_metadata(context, Base.metadata)


def _is_a_table_of_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Return False for the tables in which SQLite keeps the full-text index; no model stands for them."""
    return kind not in {"table", "index"} or not str(name).startswith(SEARCH_INDEX)


def test_migrations_end_at_the_models_on_sqlite(schedule: Path) -> None:
    engine = sqlite_engine(schedule, None, "write")
    assert _compared(engine) == []
    engine.dispose()


def test_migrations_end_at_the_models_on_postgres(server: Server) -> None:
    engine = postgres_engine(server.fresh(), "write")
    assert _compared(engine) == []
    engine.dispose()


def _rules(engine: sa.Engine) -> dict:
    """Return what Alembic does not compare: CHECKs, keys and table options, as the database itself tells them."""
    inspector = sa.inspect(engine)
    return {
        name: (
            sorted((check["name"], check["sqltext"]) for check in inspector.get_check_constraints(name)),
            sorted(str(sorted(key.items())) for key in inspector.get_foreign_keys(name)),
            inspector.get_table_options(name) if engine.dialect.name == "sqlite" else None,
        )
        for name in inspector.get_table_names()
        if name != "alembic_version" and not name.startswith(SEARCH_INDEX)
    }


def test_migrations_make_the_same_rules_as_the_models_on_sqlite(schedule: Path, tmp_path: Path) -> None:
    (tmp_path / "models.db").touch()
    migrated, modelled = (sqlite_engine(path, None, "upgrade") for path in (schedule, tmp_path / "models.db"))
    Base.metadata.create_all(modelled)
    assert _rules(migrated) == _rules(modelled)
    migrated.dispose()
    modelled.dispose()


def test_migrations_make_the_same_rules_as_the_models_on_postgres(server: Server) -> None:
    migrated, modelled = (postgres_engine(url, "write") for url in (server.fresh(), server.blank()))
    Base.metadata.create_all(modelled)
    assert _rules(migrated) == _rules(modelled)
    migrated.dispose()
    modelled.dispose()


def test_a_newer_format_is_refused_and_left_alone(schedule: Path) -> None:
    bare = connect(schedule, None)
    bare.execute("UPDATE alembic_version SET version_num = '0999'")
    bare.close()
    before = schedule.read_bytes()

    for read_only in (False, True):
        with pytest.raises(NewerSchema) as refused:
            open_store(schedule, read_only=read_only)

    assert "0999" in str(refused.value)
    assert schedule.read_bytes() == before


def test_a_newer_format_on_a_server_is_refused(server: Server) -> None:
    url = server.fresh()
    engine = postgres_engine(url, "write")
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0999'")
    engine.dispose()

    with pytest.raises(NewerSchema):
        open_store(url)


def test_an_empty_server_database_is_refused_unless_asked_for(server: Server) -> None:
    url = server.blank()
    with pytest.raises(NotASchedule):
        open_store(url)

    store = open_store(url, create=True)
    assert check(store).good
    store.close()


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    bare = connect(path, None, mode="rwc")
    bare.execute("CREATE TABLE cookies (a)")
    bare.close()

    with pytest.raises(NotASchedule):
        open_store(path, create=True)


@pytest.mark.parametrize("path", sorted(DATA.glob("*.db")), ids=lambda path: path.stem)
def test_a_file_of_every_released_format_opens_with_its_rows(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "old.db"
    shutil.copyfile(path, copy)

    store = open_store(copy)

    assert check(store).faults == ()
    with store.read() as session:
        assert session.scalars(sa.select(Township.name).order_by(Township.id)).all() == ["张家镇", "李家乡"]
    store.close()


def test_an_upgrade_brings_the_presets_of_outings_and_the_record_of_each_kind(tmp_path: Path) -> None:
    from db.models import HouseholdCategory, VisitKindRow, VisitTemplate  # noqa: PLC0415

    copy = tmp_path / "old.db"
    shutil.copyfile(DATA / "schema_0001.db", copy)

    store = open_store(copy)
    with store.read() as session:
        records = dict(session.execute(sa.select(VisitKindRow.key, VisitKindRow.record)).all())
        templates = session.scalars(sa.select(VisitTemplate.kind)).all()
        categories = session.scalar(sa.select(sa.func.count()).select_from(HouseholdCategory))
    assert store.undo_label() is None
    store.close()

    assert records == {
        "petition_reception": "reception",
        "onsite_office": "consultation",
        "research_visit": "research",
        "policy_outreach": "outreach",
        "household_visit": "households",
    }
    assert set(templates) == set(records)
    assert categories == 11


def test_there_is_a_file_of_every_format() -> None:
    assert [path.stem for path in sorted(DATA.glob("*.db"))] == [
        f"schema_{path.name[:4]}" for path in sorted(REVISIONS.glob("[0-9]*.py"))
    ]


NEXT = f"{int(schema.HEAD) + 1:04d}"
REVISION = f'''
"""A revision such as a release might bring: a table is rebuilt, rows are moved, an index is made."""
import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{schema.HEAD}"


def upgrade():
    op.create_table("office", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String(60)))
    op.execute("INSERT INTO office (name) SELECT name FROM township")
    with op.batch_alter_table("township", recreate="auto") as township:
        township.add_column(sa.Column("colour", sa.String(20), nullable=False, server_default=""))
        township.alter_column("note", new_column_name="remark")
    op.create_index("ix_office_name", "office", ["name"])
'''


def _with_one_more(tmp_path: Path) -> Path:
    versions = tmp_path / "versions"
    versions.mkdir()
    for path in REVISIONS.glob("[0-9]*.py"):
        shutil.copy(path, versions)
    (versions / f"{NEXT}_next.py").write_text(REVISION, encoding="utf-8")
    return versions


KILLED = textwrap.dedent("""
    import os, signal, sys
    from pathlib import Path
    import sqlalchemy as sa
    from db import schema
    from db.engines import sqlite_engine

    engine, left = sqlite_engine(Path(sys.argv[1]), None, "upgrade"), int(sys.argv[3])

    @sa.event.listens_for(engine, "before_cursor_execute")
    def count(*_):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    schema.upgrade(engine, to=sys.argv[4], versions=Path(sys.argv[2]))
""")


@pytest.mark.slow
def test_a_kill_at_any_statement_of_an_upgrade_leaves_the_old_format_and_a_retry_works(
    schedule: Path, tmp_path: Path
) -> None:
    store = open_store(schedule)
    with store.write("Add townships") as session:
        session.add_all([Township(name="张家镇", note="甲"), Township(name="李家乡")])
    store.close()
    versions = _with_one_more(tmp_path)

    killed, finished = 0, False
    step = 1 if FULL else 5
    for statement in range(1, 400, step):
        copy = tmp_path / f"copy{statement}.db"
        shutil.copyfile(schedule, copy)
        arguments = [sys.executable, "-c", KILLED, str(copy), str(versions)]
        done = subprocess.run([*arguments, str(statement), NEXT], cwd=ROOT, check=False, capture_output=True)
        finished = done.returncode == 0
        if finished:
            break
        assert done.returncode == -9, done.stderr.decode()
        killed += 1
        _require_old(copy)
        if statement % (4 * step) == 1:
            engine = sqlite_engine(copy, None, "upgrade")
            schema.upgrade(engine, to=NEXT, versions=versions)
            engine.dispose()
            _require_new(copy)
    assert finished
    assert killed >= (20 if FULL else 5)
    _require_new(copy)


def _state(path: Path) -> tuple:
    bare = connect(path, None)
    try:
        assert bare.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        tables = {row[0] for row in bare.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        columns = [row[1] for row in bare.execute("PRAGMA table_info(township)")]
        return (
            bare.execute("SELECT version_num FROM alembic_version").fetchone()[0],
            "office" in tables,
            any(name.startswith("_alembic") for name in tables),
            "colour" in columns,
            bare.execute("SELECT count(*) FROM township").fetchone()[0],
        )
    finally:
        bare.close()


def _require_old(path: Path) -> None:
    assert _state(path) == (schema.HEAD, False, False, False, 2)


def _require_new(path: Path) -> None:
    assert _state(path) == (NEXT, True, False, True, 2)


def test_an_upgrade_keeps_children_that_refer_with_cascade(schedule: Path, tmp_path: Path) -> None:
    """Rebuilding a parent table under foreign_keys=ON silently deletes the rows that refer to it."""
    from db.models import Market  # noqa: PLC0415

    store = open_store(schedule)
    with store.write("Add township") as session:
        session.add(Township(name="张家镇", markets=[Market(rule="daily")]))
    store.close()
    versions = _with_one_more(tmp_path)

    engine = sqlite_engine(schedule, None, "upgrade")
    schema.upgrade(engine, to=NEXT, versions=versions)
    engine.dispose()

    bare = connect(schedule, None)
    assert bare.execute("SELECT count(*) FROM market").fetchone() == (1,)
    assert "STRICT" in bare.execute("SELECT sql FROM sqlite_schema WHERE name = 'township'").fetchone()[0]
    bare.close()


def test_an_older_file_is_backed_up_before_it_is_upgraded(schedule: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    upgraded = []
    before = schema.HEAD
    monkeypatch.setattr(schema, "HEAD", NEXT)
    monkeypatch.setattr(schema, "upgrade", lambda _engine: upgraded.append(backup.backups_of(schedule)))

    open_store(schedule).close()

    assert [[(made.reason, made.manifest.schema) for made in found] for found in upgraded] == [[("upgrade", before)]]


def test_a_new_schedule_is_private_and_never_made_over_another_file(tmp_path: Path) -> None:
    path = tmp_path / "新 建" / "schedule.db"

    create_file(path, None)

    assert path.stat().st_mode & 0o077 == 0
    assert [each.name for each in path.parent.iterdir()] == ["schedule.db"]
    with pytest.raises(Exception, match="already there"):
        create_file(path, None)
