"""Protection put on and taken off: equal contents, old or new after a kill at any step, and nothing readable left."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from core.storage_errors import CannotWrite
from core.vault_errors import AlreadyProtected, NotProtected, PassphrasesDiffer, ProtectionFailed, WrongPassphrase
from db import backup
from db.backup_files import key_path
from db.checks import check
from db.store import open_store
from db.vault import sealing
from db.vault.sealing import plain_copies, protect, seal_backups, unprotect
from db.vault.swapping import is_encrypted, old_plain, shred
from db.vault.unlocking import change_passphrase, is_protected, unlock
from tests import mockup
from tests.db.conftest import FULL, ROOT
from tests.db.rows import everything
from tests.db.vaults import MARKER, OTHER, PHRASE, add, files_with, make_cheap, names, protected


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    make_cheap(monkeypatch)


@pytest.fixture
def office(schedule: Path) -> Path:
    """Return a plain schedule with a marker in it, and a backup."""
    store = open_store(schedule)
    add(store, MARKER)
    store.close()
    backup.back_up_file(schedule)
    return schedule


def test_a_whole_county_is_the_same_after_it_is_protected_and_after_it_is_not(schedule: Path) -> None:
    store = open_store(schedule)
    with store.write("Fill") as session:
        mockup.fill(session)
    rows, end = everything(store), store.head()
    store.close()

    sealed = protect(schedule, PHRASE, PHRASE)

    store = open_store(schedule, sealed.key, actor="tester")
    assert everything(store) == rows
    assert store.head() == end
    assert check(store).faults == ()
    store.close()
    unprotect(schedule, unlock(schedule, PHRASE))
    store = open_store(schedule)
    assert everything(store) == rows
    assert check(store).faults == ()
    store.close()
    assert sorted(each.name for each in schedule.parent.iterdir()) == ["schedule.db", "schedule.db.lock"]


def test_undo_goes_on_behind_the_protection(office: Path) -> None:
    sealed = protect(office, PHRASE)
    store = open_store(office, sealed.key)
    assert store.undo() is not None
    assert store.redo() is not None
    store.close()
    assert names(office, sealed.key) == [MARKER]


def test_nothing_readable_is_left_anywhere(office: Path) -> None:
    assert len(files_with(office.parent, MARKER)) == 2  # the schedule and its backup

    sealed = protect(office, PHRASE)

    assert files_with(office.parent, MARKER, PHRASE, sealed.code) == []
    assert sealed.left_plain == ()
    (kept,) = backup.backups_of(office, proved=True)
    assert (kept.good, is_encrypted(kept.path)) == (True, True)
    assert names(kept.path, unlock(kept.path, sealed.code)) == [MARKER]


def test_the_space_of_the_plain_file_is_overwritten(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another name of the same file shows what its bytes are at the moment it is removed."""
    seen: list[bytes] = []
    handle = os.open(office, os.O_RDONLY)
    protect(office, PHRASE)
    seen.append(os.pread(handle, 1 << 20, 0))
    os.close(handle)
    assert seen == [b""]  # emptied, after zeros were forced to disk


def test_a_file_with_a_second_name_is_somebodys_own(tmp_path: Path) -> None:
    own, other = tmp_path / "own", tmp_path / "other"
    own.write_bytes(b"mine")
    os.link(own, other)
    shred(other)
    assert own.read_bytes() == b"mine"
    assert not other.exists()


def test_what_cannot_be_encrypted_is_named(office: Path) -> None:
    folder = backup.folder_of(office)
    (folder / "damaged-20260101-000000").mkdir()
    left = folder / "damaged-20260101-000000" / "schedule.db"
    left.write_bytes(office.read_bytes()[:5000])
    assert protect(office, PHRASE).left_plain == (left,)
    assert plain_copies(office) == (left,)


def test_backups_are_sealed_later_if_the_program_ended_before(office: Path) -> None:
    sealed = protected(office.with_name("other.db"))
    office.rename(office.with_name("old"))
    for end in ("", ".key"):
        office.with_name("other.db" + end).replace(office.with_name("schedule.db" + end))
    assert len(plain_copies(office)) == 1
    assert seal_backups(office, sealed.key) == ()
    assert seal_backups(office, sealed.key) == ()
    assert [each.good for each in backup.backups_of(office, proved=True)] == [True]


def test_refusals_change_nothing(office: Path) -> None:
    before = office.read_bytes()
    with pytest.raises(PassphrasesDiffer):
        protect(office, PHRASE, OTHER)
    store = open_store(office)
    with pytest.raises(CannotWrite, match="has it open"):
        protect(office, PHRASE)
    store.close()
    assert (office.read_bytes(), key_path(office).exists()) == (before, False)
    sealed = protect(office, PHRASE)
    with pytest.raises(AlreadyProtected):
        protect(office, OTHER)
    with pytest.raises(NotProtected):
        unprotect(office, "0" * 64)
    assert names(office, sealed.key) == [MARKER]


def test_a_new_file_that_is_not_equal_never_takes_the_place(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = sealing.contents

    def short(path: Path, key: str | None) -> dict[str, tuple[int, str]]:
        found = real(path, key)
        return {**found, "township": (0, "")} if key else found

    monkeypatch.setattr(sealing, "contents", short)
    with pytest.raises(ProtectionFailed, match="township"):
        protect(office, PHRASE)
    assert not is_protected(office)
    assert names(office, None) == [MARKER]
    assert not old_plain(office).exists()
    assert list(office.parent.glob("*.protecting*")) == []


def test_a_log_that_was_not_emptied_comes_along(schedule: Path) -> None:
    """A killed window leaves its last saves in the log."""
    script = "import os, sys; from db.store import open_store; from tests.db.vaults import add; "
    script += "store = open_store(sys.argv[1]); add(store, sys.argv[2]); os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", script, str(schedule), MARKER], cwd=ROOT, check=False)
    assert schedule.with_name("schedule.db-wal").stat().st_size > 0

    sealed = protect(schedule, PHRASE)

    assert names(schedule, sealed.key) == [MARKER]
    assert files_with(schedule.parent, MARKER) == []


KILLED = textwrap.dedent("""
    import os, signal, sys
    from pathlib import Path
    from db.vault import keyfile, sealing, swapping, unlocking, keeping
    from tests.db.vaults import CHEAP, OTHER, PHRASE
    from db.store import open_store

    path, action, left = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    keyfile.COST = CHEAP

    def killing(inner):
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

    key = None if action == "protect" else unlocking.unlock(path, PHRASE)
    for module in (sealing, swapping, unlocking, keeping):
        for name in ("copy_online", "contents", "write_small", "settle", "keep_old_plain", "drop_old_plain", "shred",
                     "remove_keys", "sync_file", "sync_folder", "claimed_name"):
            if hasattr(module, name):
                setattr(module, name, killing(getattr(module, name)))
    for method in ("replace", "unlink"):
        setattr(Path, method, killing(getattr(Path, method)))
    os.link = killing(os.link)
    if action == "protect":
        sealing.protect(path, PHRASE)
    elif action == "unprotect":
        sealing.unprotect(path, key)
    else:
        unlocking.change_passphrase(path, key, OTHER)
""")


def _kills(path: Path, action: str) -> int:
    """Kill *action* at its steps, each time from the start; after each, the schedule must open as old or as new."""
    kills, left = 0, 1
    while True:
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(path), action, str(left)], cwd=ROOT, check=False, capture_output=True
        )
        _require_whole(path)
        if done.returncode == 0:
            return kills
        assert done.returncode == -9, done.stderr.decode()
        kills += 1
        left += 1 if FULL else 9
        _begin_again(path, action)


def _require_whole(path: Path) -> None:
    key = None
    if is_protected(path):
        try:
            key = unlock(path, PHRASE)
        except WrongPassphrase:
            key = unlock(path, OTHER)
    assert names(path, key) == [MARKER]
    if key is not None:  # opening ended what the kill left undone
        assert not old_plain(path).exists()
        seal_backups(path, key)
        assert files_with(path.parent, MARKER) == []
    assert all(each.good for each in backup.backups_of(path, proved=True))
    assert backup.backups_of(path)


def _begin_again(path: Path, action: str) -> None:
    if action == "protect" and is_protected(path):
        unprotect(path, unlock(path, PHRASE))
    elif action == "unprotect" and not is_protected(path):
        protect(path, PHRASE)
    elif action == "change":
        for phrase in (OTHER, PHRASE):
            try:
                change_passphrase(path, unlock(path, phrase), PHRASE)
            except WrongPassphrase:
                continue


@pytest.mark.slow
@pytest.mark.parametrize("action", ["protect", "unprotect", "change"])
def test_a_kill_at_any_step_leaves_the_old_or_the_new(office: Path, action: str) -> None:
    if action != "protect":
        protect(office, PHRASE)
    kills = _kills(office, action)
    print(f"{action}: {kills} kills")
    assert kills >= (4 if action == "change" else 8) // (1 if FULL else 4)
