"""Wrong passphrases: a growing wait that no restart, no clock and no deleted file gets round, and that always ends."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.vault_errors import WaitFirst, WrongPassphrase, WrongRecoveryCode
from db.vault import tries
from db.vault.keyfile import tries_path
from db.vault.tries import (
    FIRST_WAIT,
    FREE,
    LONGEST_WAIT,
    State,
    charge,
    forgive,
    seconds_to_wait,
    wait_after,
    wait_text,
)
from db.vault.unlocking import unlock
from tests.db.conftest import ROOT
from tests.db.vaults import PHRASE, make_cheap, protected


class Clock:
    """The time since the computer was switched on, and the clock on the wall, each to be set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.up = 10_000.0
        monkeypatch.setattr(tries, "uptime", lambda: self.up)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    make_cheap(monkeypatch)
    return Clock(monkeypatch)


@pytest.fixture
def path(tmp_path: Path, clock: Clock) -> Path:
    protected(tmp_path / "schedule.db")
    forgive(tmp_path / "schedule.db")
    return tmp_path / "schedule.db"


def guess(path: Path, times: int) -> None:
    for _n in range(times):
        with pytest.raises(WrongPassphrase):
            unlock(path, "this is a wrong one")


def test_after_five_wrong_ones_even_the_right_one_has_to_wait(path: Path, clock: Clock) -> None:
    guess(path, FREE)
    with pytest.raises(WaitFirst, match="possible in 31 seconds"):
        unlock(path, PHRASE)
    clock.up += FIRST_WAIT - 1
    with pytest.raises(WaitFirst):
        unlock(path, PHRASE)
    clock.up += 2
    assert unlock(path, PHRASE)
    assert seconds_to_wait(path) == 0
    guess(path, FREE - 1)
    assert seconds_to_wait(path) == 0


def test_the_wait_grows_and_has_an_end(path: Path, clock: Clock) -> None:
    guess(path, FREE)
    seen = []
    for _n in range(10):
        seen.append(seconds_to_wait(path))
        clock.up += LONGEST_WAIT + 1
        guess(path, 1)
    assert seen == sorted(seen)
    assert (seen[0], seen[1], seen[-1]) == (FIRST_WAIT, FIRST_WAIT * 2, LONGEST_WAIT)
    assert wait_after(10**9) == LONGEST_WAIT
    clock.up += LONGEST_WAIT + 1
    assert unlock(path, PHRASE)


def test_the_recovery_code_waits_as_well(path: Path, tmp_path: Path) -> None:
    from core.recovery_code import groups_of  # noqa: PLC0415

    wrong = "-".join(groups_of("0123456789ABCDEFGHJKMNPQRSTV"))
    for _n in range(FREE):
        with pytest.raises(WrongRecoveryCode):
            unlock(path, wrong)
    with pytest.raises(WaitFirst):
        unlock(path, wrong)


@pytest.mark.parametrize("year", [1980, 2026, 2099])
def test_no_clock_on_the_wall_changes_the_wait(path: Path, monkeypatch: pytest.MonkeyPatch, year: int) -> None:
    guess(path, FREE)
    stamp = datetime(year, 1, 1, tzinfo=UTC).timestamp()
    monkeypatch.setattr(time, "time", lambda: stamp)
    assert seconds_to_wait(path) == FIRST_WAIT


def test_a_restart_of_the_computer_never_counts_more_time_than_has_gone_by(path: Path, clock: Clock) -> None:
    guess(path, FREE + 0)
    clock.up = 3.0  # switched on three seconds ago
    assert seconds_to_wait(path) == pytest.approx(FIRST_WAIT - 3)
    clock.up = FIRST_WAIT + 1
    assert unlock(path, PHRASE)


@pytest.mark.parametrize("state", [State(7, 120, 500), State(7, 120, 1e12), State(7, 120, -5)])
def test_whatever_stands_there_the_wait_ends(state: State) -> None:
    assert state.left(10_000) == 0
    assert 0 <= state.left(1.0) <= 120


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"\x00\xff", b'{"failures": "x"}', b'{"failures": 1, "wait": NaN, "at": 0}', b"[]"]
)
def test_a_spoilt_count_costs_a_wait_and_a_deleted_one_gives_two_tries(
    path: Path, clock: Clock, content: bytes
) -> None:
    tries_path(path).write_bytes(content)
    if b"NaN" not in content:
        assert seconds_to_wait(path) == FIRST_WAIT
    clock.up += FIRST_WAIT + 1
    assert seconds_to_wait(path) == 0
    tries_path(path).unlink()
    guess(path, 2)
    assert seconds_to_wait(path) == FIRST_WAIT


def test_a_negative_count_written_by_hand_gains_nothing(path: Path) -> None:
    tries_path(path).write_text('{"failures": -1000, "wait": -5, "at": 0}')
    guess(path, FREE)
    assert seconds_to_wait(path) == FIRST_WAIT


def test_a_try_is_counted_before_it_is_made(path: Path) -> None:
    """Whoever ends the program in the middle of a try has used it up."""
    for _n in range(FREE):
        charge(path)
    with pytest.raises(WaitFirst):
        unlock(path, PHRASE)


def test_the_count_outlives_the_program(tmp_path: Path) -> None:
    path = tmp_path / "schedule.db"
    script = "import sys; from pathlib import Path; from db.vault.tries import charge; charge(Path(sys.argv[1]))"
    forgive(path)
    for _n in range(FREE):
        subprocess.run([sys.executable, "-c", script, str(path)], cwd=ROOT, check=True)
    assert 20 < seconds_to_wait(path) <= FIRST_WAIT


def test_where_nothing_can_be_written_the_count_lasts_as_long_as_the_program(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_place: Path, _text: str) -> None:
        raise OSError(30, "read-only")

    monkeypatch.setattr(tries, "write_small", refuse)
    guess(path, FREE)
    assert seconds_to_wait(path) == FIRST_WAIT


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "1 second"), (29.5, "30 seconds"), (100, "2 minutes"), (900, "16 minutes")]
)
def test_the_wait_is_told_in_words(seconds: float, words: str) -> None:
    assert wait_text(seconds) == words
