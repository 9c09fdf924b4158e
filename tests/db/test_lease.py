"""One writer: the second is told who holds the schedule; a crash holds nobody up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from core.errors import ReadOnlySchedule
from db.lease import Lease, Seen
from db.models import Township
from db.store import open_store
from tests.db.conftest import ROOT

HOLDER = textwrap.dedent("""
    import sys
    from db.store import open_store
    store = open_store(sys.argv[1])
    print(store.read_only, flush=True)
    sys.stdin.read()
    store.close()
""")


def start(path: Path) -> subprocess.Popen[bytes]:
    """Start a process that has the schedule open until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"False\n"
    return process


def finish(process: subprocess.Popen[bytes]) -> None:
    process.communicate()
    assert process.returncode is not None


def test_the_second_start_reads_only_and_says_who_holds_it(schedule: Path) -> None:
    process = start(schedule)

    store = open_store(schedule)

    assert store.read_only
    assert store.holder is not None
    assert f"PID {process.pid}" in store.holder
    assert store.holder in store.why_read_only
    with pytest.raises(ReadOnlySchedule, match=str(process.pid)), store.write("Add") as session:
        session.add(Township(name="张家镇"))
    store.close()
    finish(process)
    again = open_store(schedule)
    assert not again.read_only
    again.close()


def test_after_kill_9_the_next_start_writes_at_once(schedule: Path) -> None:
    process = start(schedule)
    process.send_signal(signal.SIGKILL)
    finish(process)

    store = open_store(schedule)

    assert not store.read_only
    store.close()


def test_a_second_store_in_one_process_reads_only_too(schedule: Path) -> None:
    first = open_store(schedule)
    second = open_store(schedule)

    assert (first.read_only, second.read_only) == (False, True)
    assert f"PID {os.getpid()}" in str(second.holder)
    second.close()
    first.close()


def test_the_last_save_is_noted_and_survives_its_writer(tmp_path: Path) -> None:
    lease = Lease(tmp_path / "a.db")
    assert lease.take()
    lease.note(Seen(7, "f" * 64))
    lease.release()

    again = Lease(tmp_path / "a.db")
    assert again.take()
    assert (again.seen, again.held) == (Seen(7, "f" * 64), True)
    again.release()


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff" * 2000, b'{"seen": {"x": 1}, "holder": {"y": 2}}'])
def test_a_damaged_lock_file_holds_nobody_up(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.db.lock").write_bytes(content)
    lease = Lease(tmp_path / "a.db")

    assert lease.take()
    assert lease.seen is None
    lease.release()
