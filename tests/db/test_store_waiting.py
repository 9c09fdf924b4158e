"""How long a save waits for another process that writes: five seconds, and a draft hardly at all."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from core.storage_errors import ScheduleBusy
from db.engines import BUSY_SECONDS, Mode, _patient_for, sqlite_engine
from db.models import Township
from db.store import Store
from tests.locked import write_lock_held


def add(store: Store, name: str, *, hurried: bool = False) -> float:
    """Add a township, return the seconds it took."""
    began = time.monotonic()
    with store.write("Add township", hurried=hurried) as session:
        session.add(Township(name=name))
    return time.monotonic() - began


def test_a_save_waits_five_seconds_and_a_draft_a_moment(sqlite_store: Store) -> None:
    path = sqlite_store.origin.path
    assert path is not None
    with write_lock_held(path):
        for hurried, least, most in ((False, 4.5, 8), (True, 0.1, 1.5)):
            began = time.monotonic()
            with pytest.raises(ScheduleBusy):
                add(sqlite_store, "张家镇", hurried=hurried)
            assert least < time.monotonic() - began < most
        with sqlite_store.read() as session:  # readers never wait
            assert session.query(Township).count() == 0
    add(sqlite_store, "张家镇", hurried=True)
    add(sqlite_store, "李家镇")
    with sqlite_store.read() as session:
        assert session.query(Township).count() == 2


def test_hurry_ends_with_the_draft(store: Store) -> None:
    with store.write("Add township", hurried=True) as session:
        session.add(Township(name="张家镇"))
        assert _patient_for.get() < BUSY_SECONDS
    assert _patient_for.get() == BUSY_SECONDS
    add(store, "李家镇")


@pytest.mark.parametrize("mode", ["write", "read", "upgrade"])
def test_every_connection_has_the_settings_that_survive_a_power_cut(schedule: Path, mode: Mode) -> None:
    wanted = {"synchronous": 2, "journal_mode": "wal", "secure_delete": 1, "foreign_keys": int(mode != "upgrade")}
    engine = sqlite_engine(schedule, None, mode)
    with engine.connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
    engine.dispose()
    assert found == wanted
