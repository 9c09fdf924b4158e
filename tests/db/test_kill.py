"""kill -9 during saves: whatever was acknowledged is there, nothing is there by half, and the chain is whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from db.checks import check
from db.models import Leader, Township
from db.store import open_store
from tests.db.conftest import FULL, ROOT

KILLS = 200 if FULL else 15
WRITER = textwrap.dedent("""
    import os, sys
    from db.models import Leader, Township
    from db.store import open_store

    # One process saves on and on in forked children, each of which is killed: imports are paid for once.
    path, first = sys.argv[1], 0
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            first = int(line)
            store = open_store(path)
            print("open", os.getpid(), flush=True)
            number = first
            while True:
                with store.write("Add two") as session:
                    session.add_all([Township(name=f"镇{number}", note="长" * 3000), Leader(name=f"人{number}")])
                print(number, flush=True)
                number += 1
        os.waitpid(child, 0)
        print("dead", flush=True)
""")


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="needs fork")
def test_no_acknowledged_save_is_lost_by_kill_9(schedule: Path) -> None:
    chance, acknowledged, started = random.Random(2), 0, time.perf_counter()
    parent = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(schedule)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdin is not None
    assert parent.stdout is not None
    last = -1
    for _ in range(KILLS):
        parent.stdin.write(f"{last + 100}\n")  # numbers are told apart even if one was stored but not acknowledged
        parent.stdin.flush()
        child = int(parent.stdout.readline().removeprefix("open "))
        saves = chance.randint(0, 12)
        for _save in range(saves):
            last = int(parent.stdout.readline())
            acknowledged += 1
        time.sleep(chance.random() * 0.004)
        os.kill(child, signal.SIGKILL)
        while (word := parent.stdout.readline().strip()) != "dead":
            last = int(word)
            acknowledged += 1
        _require(schedule, acknowledged)
    parent.communicate()
    print(f"{KILLS} kills, {acknowledged} acknowledged, 0 lost, {time.perf_counter() - started:.0f} s")
    store = open_store(schedule)
    assert check(store).faults == ()
    store.close()


def _require(schedule: Path, acknowledged: int) -> None:
    """Every acknowledged save is there, both its rows, and at most one more that was cut off before its answer."""
    store = open_store(schedule)
    with store.read() as session:
        towns = session.scalar(sa.select(sa.func.count(Township.id)))
        people = session.scalar(sa.select(sa.func.count(Leader.id)))
    store.close()
    assert towns == people
    assert towns is not None
    assert towns >= acknowledged
    assert towns - acknowledged <= KILLS
