"""Which format a schedule has, and bringing an older one up to date: old or new, never in between.

A new format: change the models, run `python -m db.migrations.generate` for the tables that are new, write the
changes to older ones into that file by hand, raise HEAD, keep a file of the new format in tests/db/data.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from core.i18n import N_, _
from core.storage_errors import DamagedSchedule, NewerSchema, NotASchedule

HEAD: Final = "0005"
MIGRATIONS: Final = Path(__file__).parent / "migrations"
_ALEMBIC: Final = "alembic_version"
_SEARCHED: Final = "0003"
_SEEDS: Final = (
    ("0002", "seed_outings", N_("Presets of outings")),
    ("0003", "seed_chain", N_("Presets of the issue chain")),
)
"""What an older schedule is given besides the new columns: format, function of db.services.presets, label."""


def found(connection: sa.Connection) -> str | None:
    """Return the format of the schedule behind *connection*, None if nothing is there yet."""
    inspector = sa.inspect(connection)
    if not inspector.has_table(_ALEMBIC):
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def require_known(connection: sa.Connection, *, path: object) -> str | None:
    """Return the format found, None for an empty database.

    Raises:
        NewerSchema: a later version of the program made it.
        NotASchedule: the database holds other tables.
    """
    version = found(connection)
    if version is not None:
        if not version.isdigit() or version > HEAD:
            raise NewerSchema(path=path, found=version, known=HEAD)
        return version
    if sa.inspect(connection).get_table_names():
        raise NotASchedule(path=path, what=_("its tables are those of another program"))
    return None


def upgrade(engine: sa.Engine, *, to: str = HEAD, versions: Path | None = None) -> None:
    """Bring the schedule behind *engine* to format *to* in one transaction.

    Args:
        engine: One opened for `upgrade`: a batch rebuild under `foreign_keys=ON` deletes child rows.
        to: A revision.
        versions: Another folder of revisions, for tests.

    Raises:
        DamagedSchedule: rows refer to rows that are not there.
    """
    from alembic.config import Config  # noqa: PLC0415 - slow to import, rarely needed
    from alembic.runtime.environment import EnvironmentContext  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    from db import search_index  # noqa: PLC0415
    from db.models import Base  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", str(versions or MIGRATIONS / "versions").replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)

    def steps(revision: Any, _context: Any) -> Any:
        return scripts._upgrade_revs(to, revision)  # noqa: SLF001 - what Alembic's own `upgrade` command does

    with engine.begin() as connection, EnvironmentContext(config, scripts, fn=steps, destination_rev=to) as context:
        before = found(connection)
        context.configure(
            connection=connection, target_metadata=Base.metadata, transactional_ddl=True, compare_type=True
        )
        context.run_migrations()
        _require_whole(connection)
        if before is None:
            _begin(connection)
        else:
            for revision, seed, label in _SEEDS:
                if before < revision <= to:
                    _seed(connection, seed, label)
            if before < _SEARCHED <= to:
                search_index.rebuild(connection)


def _require_whole(connection: sa.Connection) -> None:
    if connection.dialect.name == "sqlite":
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if orphans:
            raise DamagedSchedule(path="", what=f"{orphans[0][0]}: {len(orphans)}")


def _begin(connection: sa.Connection) -> None:
    """Give a new schedule the identity that every copy of it keeps, and its presets as journal entry 1."""
    meta = sa.table("store_meta", sa.column("name"), sa.column("value"))
    if connection.execute(sa.select(meta.c.value).where(meta.c.name == "identity")).first() is not None:
        return
    connection.execute(sa.insert(meta), {"name": "identity", "value": str(uuid.uuid4())})
    _seed(connection, "seed_presets", N_("New schedule"))


def _seed(connection: sa.Connection, name: str, label: str) -> None:
    """Write presets by the function *name* of db.services.presets, as a journal entry that no undo reaches."""
    from db import journal  # noqa: PLC0415 - only a new or upgraded schedule needs these
    from db.recorder import Recorder, WriteSession  # noqa: PLC0415
    from db.services import presets  # noqa: PLC0415

    now = datetime.now(UTC)
    with WriteSession(connection) as session:
        recorder = Recorder(session)
        recorder.start()
        getattr(presets, name)(session)
        session.flush()
        journal.append(connection, recorder.changes, label=label, actor="", at=now, day=now.date(), kind="start")
