"""Backups: proved when made, kept by rule, damaged ones found, and the way back that can be taken back."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.storage_errors import BackupFailed, CannotWrite, DamagedSchedule, NoGoodBackup
from db import backup, schema
from db.checks import check
from db.models import Township
from db.store import Store, open_store
from tests.db.conftest import FULL, ROOT
from tests.db.rows import everything

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def add(store: Store, name: str) -> None:
    with store.write("Add township") as session:
        session.add(Township(name=name))


def names(path: Path, key: str | None = None) -> list[str]:
    store = open_store(path, key)
    with store.read() as session:
        found = list(session.scalars(sa.select(Township.name).order_by(Township.id)))
    store.close()
    return found


def fill(path: Path, *towns: str) -> None:
    store = open_store(path, actor="tester")
    for town in towns:
        add(store, town)
    store.close()


def flip(path: Path, place: int = 5000) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("key", [None, "口令"], ids=["plain", "passphrase"])
def test_a_backup_holds_everything_and_says_so_in_its_manifest(tmp_path: Path, key: str | None) -> None:
    path = tmp_path / "schedule.db"
    store = open_store(path, key, create=True)
    add(store, "张家镇")

    made = backup.back_up_file(path, key, reason="asked", now=NOON)

    assert made.path == tmp_path / "backups" / "schedule-20261123-120000-asked.db"
    assert made.manifest is not None
    assert (made.manifest.counts["township"], made.manifest.schema) == (1, schema.HEAD)
    assert (made.manifest.journal_count, made.manifest.journal_hash) == (2, store.head().hash)
    assert made.manifest.sha256 == backup.sha256_of(made.path)
    rows = everything(store)
    store.close()
    assert sorted(each.name for each in made.path.parent.iterdir()) == [made.path.name, made.path.name + ".json"]
    copy = open_store(made.path, key)
    assert everything(copy) == rows
    copy.close()
    if key:
        assert "张家镇".encode() not in made.path.read_bytes()


def test_a_backup_while_others_write_is_one_whole_state(schedule: Path) -> None:
    """Copying the file itself gave 24 of 30 corrupt copies; every one of these is proved when it is made."""
    store, stop = open_store(schedule), threading.Event()

    def work() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            add(store, f"镇{number}")

    thread = threading.Thread(target=work)
    thread.start()
    made = [backup.back_up_file(schedule, now=NOON + timedelta(seconds=second)) for second in range(10)]
    stop.set()
    thread.join()
    store.close()

    for each in made:
        assert each.manifest is not None
        counts = each.manifest.counts
        assert counts["township"] + 1 == each.manifest.journal_count == counts["journal_entry"]


def test_the_daily_backup_is_made_once_a_day(schedule: Path) -> None:
    monday = date(2026, 11, 23)

    made = [backup.back_up_daily(schedule, today=day) for day in (monday, monday, monday + timedelta(days=1))]

    assert [each is not None for each in made] == [True, False, True]
    assert [each.made_at.date() for each in backup.backups_of(schedule)] == [date(2026, 11, 24), monday]


def test_backups_of_another_schedule_in_the_folder_are_left_alone(schedule: Path, tmp_path: Path) -> None:
    other = tmp_path / "schedule-2.db"
    shutil.copyfile(schedule, other)
    backup.back_up_file(schedule, now=NOON)
    backup.back_up_file(other, now=NOON)

    assert [each.path.stem for each in backup.backups_of(schedule)] == ["schedule-20261123-120000-daily"]
    assert [each.path.stem for each in backup.backups_of(other)] == ["schedule-2-20261123-120000-daily"]


def _pretend(schedule: Path, template: backup.Backup, moments: list[datetime]) -> None:
    """Make backups of *moments* cheaply, as copies of *template*."""
    assert template.manifest is not None
    text = json.loads(template.path.with_name(template.path.name + ".json").read_text("utf-8"))
    for moment in moments:
        path = template.path.with_name(f"{schedule.stem}-{moment:%Y%m%d-%H%M%S}-daily.db")
        path.hardlink_to(template.path)
        text["made_at"] = moment.isoformat()
        path.with_name(path.name + ".json").write_text(json.dumps(text), encoding="utf-8")


def test_old_backups_thin_out_to_days_weeks_and_months(schedule: Path) -> None:
    template = backup.back_up_file(schedule, now=NOON - timedelta(days=900))
    _pretend(schedule, template, [NOON - timedelta(days=ago) for ago in range(800)])

    backup.prune(schedule)

    kept = [(NOON.date() - each.made_at.date()).days for each in backup.backups_of(schedule)]
    assert kept[:12] == list(range(12))
    weeks = {(NOON.date() - timedelta(days=ago)).strftime("%G-%V") for ago in kept}
    months = {(NOON.date() - timedelta(days=ago)).strftime("%Y-%m") for ago in kept}
    assert len(kept) <= 12 + 10 + 9
    assert len(weeks) >= 10
    assert len(months) == 9
    assert backup.prune(schedule) == []


def test_a_clock_at_2035_deletes_nothing_good(schedule: Path) -> None:
    template = backup.back_up_file(schedule, now=NOON)
    _pretend(schedule, template, [NOON - timedelta(days=ago) for ago in range(1, 8)])
    before = {each.path for each in backup.backups_of(schedule)}

    backup.back_up_daily(schedule, today=date(2035, 1, 1))

    assert before < {each.path for each in backup.backups_of(schedule)}


def test_pruning_never_counts_a_damaged_backup_as_good(schedule: Path) -> None:
    backup.back_up_file(schedule, now=NOON)
    for second in range(1, 40):
        path = backup.back_up_file(schedule, now=NOON + timedelta(seconds=second)).path
        path.write_bytes(b"")

    backup.prune(schedule)

    good = backup.newest_good(schedule)
    assert good is not None
    assert good.made_at == NOON


def test_the_newest_backup_is_damaged_and_the_next_older_one_is_offered(schedule: Path) -> None:
    older = backup.back_up_file(schedule, now=NOON)
    newer = backup.back_up_file(schedule, now=NOON + timedelta(hours=1))
    flip(newer.path)

    assert backup.newest_good(schedule) == older
    assert [each.fault for each in backup.backups_of(schedule, proved=True)] == [
        "its content is not what was written",
        "",
    ]
    with pytest.raises(NoGoodBackup, match="its content is not what was written"):
        backup.restore(schedule, newer.path)


def test_a_damaged_schedule_is_not_backed_up(schedule: Path) -> None:
    fill(schedule, "张家镇")
    content = bytearray(schedule.read_bytes())
    content[4096 * 6 : 4096 * 7] = bytes(4096)
    schedule.write_bytes(content)

    with pytest.raises(DamagedSchedule):
        backup.back_up_file(schedule)

    assert backup.backups_of(schedule) == []
    assert list((schedule.parent / "backups").iterdir()) == []


def test_restore_brings_back_the_rows_and_keeps_what_it_replaces(schedule: Path) -> None:
    fill(schedule, "张家镇")
    made = backup.back_up_file(schedule, now=NOON)
    fill(schedule, "李家乡", "王家镇")

    kept = backup.restore(schedule, made.path)

    assert names(schedule) == ["张家镇"]
    assert kept is not None
    assert kept.reason == "restore"
    backup.restore(schedule, kept.path)
    assert names(schedule) == ["张家镇", "李家乡", "王家镇"]
    store = open_store(schedule)
    assert check(store).faults == ()
    store.close()


def test_restore_removes_the_old_log_first(schedule: Path) -> None:
    """A backup put next to an old -wal brought old rows back, or a corrupt file."""
    fill(schedule, "张家镇")
    made = backup.back_up_file(schedule, now=NOON)
    code = textwrap.dedent("""
        import os, signal, sys
        from db.models import Township
        from db.store import open_store
        store = open_store(sys.argv[1])
        for number in range(20):
            with store.write("Add") as session:
                session.add(Township(name=f"镇{number}"))
        os.kill(os.getpid(), signal.SIGKILL)
    """)
    subprocess.run([sys.executable, "-c", code, str(schedule)], cwd=ROOT, check=False)

    kept = backup.restore(schedule, made.path)

    assert names(schedule) == ["张家镇"]
    assert kept is not None
    assert kept.manifest is not None
    assert kept.manifest.counts["township"] == 21


def test_an_unreadable_schedule_is_set_aside_and_the_backup_restored(schedule: Path) -> None:
    fill(schedule, "张家镇")
    made = backup.back_up_file(schedule, now=NOON)
    schedule.write_bytes(b"<html>")

    assert backup.restore(schedule, made.path, now=NOON) is None

    assert names(schedule) == ["张家镇"]
    aside = schedule.parent / "backups" / "damaged-20261123-120000" / "schedule.db"
    assert aside.read_bytes() == b"<html>"


def test_a_schedule_that_is_gone_can_be_restored(schedule: Path) -> None:
    fill(schedule, "张家镇")
    made = backup.back_up_file(schedule, now=NOON)
    schedule.unlink()

    assert backup.restore(schedule, made.path) is None
    assert names(schedule) == ["张家镇"]


def test_restore_refuses_while_the_schedule_is_open(schedule: Path) -> None:
    made = backup.back_up_file(schedule, now=NOON)
    store = open_store(schedule)

    with pytest.raises(CannotWrite, match="has it open"):
        backup.restore(schedule, made.path)

    store.close()


def test_restore_from_something_else_changes_nothing(schedule: Path, tmp_path: Path) -> None:
    fill(schedule, "张家镇")
    before = schedule.read_bytes()
    (tmp_path / "holiday.db").write_bytes(b"PK\x03\x04" * 2000)

    with pytest.raises(NoGoodBackup):
        backup.restore(schedule, tmp_path / "holiday.db")

    assert schedule.read_bytes() == before


def test_a_backup_folder_that_cannot_be_made_is_told_and_older_ones_stay(schedule: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(BackupFailed):
        backup.back_up_file(schedule, folder=tmp_path / "file")


def test_the_head_in_a_backup_betrays_a_cut_journal(schedule: Path) -> None:
    fill(schedule, "张家镇", "李家乡")
    backup.back_up_file(schedule, now=NOON)
    store = open_store(schedule)
    assert check(store).faults == ()
    assert store._writer is not None
    with store._writer.begin() as connection:
        connection.exec_driver_sql("DELETE FROM journal_change WHERE seq = 3")
        connection.exec_driver_sql("DELETE FROM journal_entry WHERE seq = 3")
        connection.exec_driver_sql("DELETE FROM township WHERE id = 2")

    faults = check(store).faults

    assert faults == ("Journal entry 3: the end is cut off; a backup noted later entries.",)
    store.close()


def test_an_edit_by_another_tool_shows_in_the_check(store: Store) -> None:
    for town in ("张家镇", "李家乡"):
        add(store, town)
    assert check(store).faults == ()
    assert store._writer is not None
    with store._writer.begin() as connection:
        connection.exec_driver_sql("UPDATE township SET note = 'x' WHERE id = 1")
        connection.exec_driver_sql("DELETE FROM township WHERE id = 2")

    assert check(store).faults == (
        'a township {"id":1}: the row is not what was saved last.',
        'a township {"id":2}: the row is not what was saved last.',
    )


KILLED = textwrap.dedent("""
    import os, signal, sys
    from pathlib import Path
    from db import backup

    path, action, left = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    steps = "copy_online prove sync_file sync_folder write_manifest sha256_of claimed_name swap_in".split()

    def killing(name, inner):
        def step(*args, **named):
            global left
            for late in (False, True):
                if late:
                    result = inner(*args, **named)
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
            return result
        return step

    for name in steps:
        setattr(backup, name, killing(name, getattr(backup, name)))
    for method in ("replace", "unlink"):
        setattr(Path, method, killing(method, getattr(Path, method)))
    if action == "backup":
        backup.back_up_file(path)
    else:
        backup.restore(path, Path(sys.argv[4]))
""")


def _kill_at_each_step(path: Path, action: str, *more: str) -> Iterator[int]:
    """Kill the action before and after each of its steps; yield after each, and after the run that finished."""
    step = 1 if FULL else 4
    for left in range(1, 200, step):
        arguments = [sys.executable, "-c", KILLED, str(path), action, str(left), *more]
        done = subprocess.run(arguments, cwd=ROOT, check=False, capture_output=True)
        yield left
        if done.returncode == 0:
            return
        assert done.returncode == -9, done.stderr.decode()


@pytest.mark.slow
def test_a_kill_at_any_step_of_a_backup_leaves_the_older_ones_good(schedule: Path) -> None:
    fill(schedule, "张家镇")
    backup.back_up_file(schedule, now=NOON - timedelta(days=1))

    kills = 0
    for _left in _kill_at_each_step(schedule, "backup"):
        kills += 1
        found = backup.backups_of(schedule, proved=True)
        assert found
        assert all(each.good for each in found)

    assert kills >= 4
    assert names(schedule) == ["张家镇"]


@pytest.mark.slow
def test_a_kill_at_any_step_of_a_restore_leaves_the_old_or_the_new_state(schedule: Path, tmp_path: Path) -> None:
    fill(schedule, "旧镇")
    made = backup.back_up_file(schedule, now=NOON)
    fill(schedule, "新镇")

    seen = []
    for _left in _kill_at_each_step(schedule, "restore", str(made.path)):
        seen.append(names(schedule))
        if seen[-1] == ["旧镇"]:
            fill(schedule, "新镇")

    assert ["旧镇", "新镇"] in seen
    assert ["旧镇"] in seen
    assert all(each in (["旧镇"], ["旧镇", "新镇"]) for each in seen)
