"""Two processes at once lose nothing, and the harness can find harm: SQLAlchemy's defaults do lose updates."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
import sqlalchemy as sa

from db import journal
from db.engines import connect, is_server
from db.models import Leader, NumberSeries, Setting, Township, Visit
from db.store import Store, open_store
from tests.db.conftest import FULL, ROOT

SECONDS = 8 if FULL else 2
ROUNDS = 200 if FULL else 25

# The lease would let only one of them write; what is proved here is what lies below it.
PREAMBLE = textwrap.dedent("""
    import sys, time
    from datetime import date
    from pathlib import Path
    import sqlalchemy as sa
    from core.errors import UserError
    from db.engines import is_server, postgres_engine, sqlite_engine
    from db.models import *
    from db.store import Origin, Store

    def shared(where):
        if is_server(where):
            return Store(Origin(where), reader=postgres_engine(where, "read"), writer=postgres_engine(where, "write"))
        path = Path(where)
        return Store(
            Origin(where, path), reader=sqlite_engine(path, None, "read"), writer=sqlite_engine(path, None, "write")
        )

    where, seconds = sys.argv[1], float(sys.argv[2])
    if sys.argv[3:] != ["cold"]:  # the first write of a process compiles its statements; that is not what is timed
        warm = shared(where)
        try:
            with warm.write("Warm up") as session:
                session.add_all([Leader(name="x"), Visit(), session.get_one(Setting, "counter")])
                session.get_one(NumberSeries, ("visit", 2026)).last += 1
                session.flush()
        except Exception:
            warm.close()
    print("ready", flush=True)
    sys.stdin.readline()
""")

OURS = PREAMBLE + textwrap.dedent("""
    store, done, end = shared(where), 0, time.monotonic() + seconds
    while time.monotonic() < end:
        with store.write("Count") as session:
            row = session.get_one(Setting, "counter")
            row.value = {"value": row.value["value"] + 1}
        done += 1
    store.close()
    print(done)
""")

DEFAULTS = PREAMBLE + textwrap.dedent("""
    engine, done, end = sa.create_engine(f"sqlite:///{where}"), 0, time.monotonic() + seconds
    while time.monotonic() < end:
        with engine.begin() as connection:
            value = connection.execute(sa.text("SELECT n FROM counter")).scalar()
            connection.execute(sa.text("UPDATE counter SET n = :n"), {"n": value + 1})
        done += 1
    print(done)
""")

NUMBERS = PREAMBLE + textwrap.dedent("""
    store = shared(where)
    for _ in range(int(seconds)):
        with store.write("Take number") as session:
            row = session.get_one(NumberSeries, ("visit", 2026))
            row.last += 1
            session.add(Leader(name=f"N{row.last}"))
    store.close()
    print("done")
""")

BOOKING = PREAMBLE + textwrap.dedent("""
    store, mine = shared(where), sys.argv[3]
    taken = 0
    for day in range(int(seconds)):
        sys.stdin.readline()
        try:
            with store.write("Plan visit") as session:
                session.add(Visit(
                    uid=f"{mine}-{day}", year=2026, number=day * 10 + int(mine) + 1, day=date.fromordinal(740000 + day),
                    half="morning" if mine == "0" else "day", kind="onsite_office", leader_id=1, township_id=1,
                ))
            taken += 1
            print("taken", flush=True)
        except UserError as error:
            print(type(error).__name__, flush=True)
    store.close()
""")


def start(code: str, where: object, amount: float, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, str(where), str(amount), *more],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def go(process: subprocess.Popen[str], times: int = 1) -> None:
    assert process.stdin is not None
    for _ in range(times):
        process.stdin.write("go\n")
    process.stdin.flush()


def run(code: str, where: object, amount: float, count: int, *more: str) -> list[str]:
    """Start *count* processes, let them go at once, return what each said at its end."""
    processes = []
    for _ in range(count):
        processes.append(start(code, where, amount, *more))
        assert processes[-1].stdout is not None
        assert processes[-1].stdout.readline() == "ready\n", processes[-1].communicate()[1]
    for process in processes:
        go(process)
    said = [process.communicate() for process in processes]
    assert [error for _, error in said if error] == []
    return [output.strip() for output, _ in said]


def seed(store: Store) -> None:
    with store.write("Begin") as session:
        session.add(Setting(key="counter", value={"value": 0}))
        session.add(NumberSeries(name="visit", year=2026, last=0))
        session.add(Leader(name="王"))
        session.add(Township(name="张家镇"))
    store.close()


@pytest.mark.slow
def test_two_processes_lose_no_update(store: Store, where: str | Path) -> None:
    seed(store)

    done = [int(each) for each in run(OURS, where, SECONDS, 2)]

    again = open_store(where)
    with again.read() as session:
        assert session.get_one(Setting, "counter").value["value"] == sum(done)
        assert journal.verify(session.connection()) == []
        assert journal.head(session.connection()).count == sum(done) + 2
    again.close()
    assert min(done) > 0
    print(f"{'postgres' if is_server(where) else 'sqlite'}: {done} acknowledged in {SECONDS} s, 0 lost")


@pytest.mark.slow
def test_the_same_harness_finds_the_updates_that_default_settings_lose(tmp_path: Path) -> None:
    path = tmp_path / "defaults.db"
    bare = connect(path, None, mode="rwc")
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute("CREATE TABLE counter (n INTEGER)")
    bare.execute("INSERT INTO counter VALUES (0)")

    done = sum(int(each) for each in run(DEFAULTS, path, SECONDS, 2, "cold"))

    stored = bare.execute("SELECT n FROM counter").fetchone()[0]
    bare.close()
    assert stored < done
    print(f"defaults: {done} acknowledged, {done - stored} lost")


@pytest.mark.slow
def test_twenty_writers_never_take_one_number_twice(store: Store, where: str | Path) -> None:
    seed(store)

    run(NUMBERS, where, 5, 20 if FULL else 4)

    again = open_store(where)
    with again.read() as session:
        names = session.scalars(sa.select(Leader.name).where(Leader.name.like("N%"))).all()
        last = session.get_one(NumberSeries, ("visit", 2026)).last
    again.close()
    assert len(names) == len(set(names)) == last == 5 * (20 if FULL else 4)


@pytest.mark.slow
def test_one_leader_booked_by_two_at_one_moment_is_booked_once(store: Store, where: str | Path) -> None:
    seed(store)
    pair = [start(BOOKING, where, ROUNDS, str(mine)) for mine in (0, 1)]
    for process in pair:
        assert process.stdout is not None
        process.stdout.readline()
        go(process)

    outcomes = []
    for _ in range(ROUNDS):
        for process in pair:
            go(process)
        outcomes.append(sorted(process.stdout.readline().strip() for process in pair))
    for process in pair:
        assert process.communicate()[1] == ""

    assert outcomes == [["RuleBroken", "taken"]] * ROUNDS
    again = open_store(where)
    with again.read() as session:
        assert session.scalar(sa.select(sa.func.count(Visit.id))) == ROUNDS
    again.close()
