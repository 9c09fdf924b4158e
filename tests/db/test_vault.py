"""A protected schedule: opened by passphrase or recovery code and by nothing else, and each refusal says what it is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from core.passphrases import PassphraseTooShort
from core.recovery_code import groups_of, secret_of
from core.storage_errors import BackupFailed, CannotWrite, DamagedSchedule, KeyNeeded
from core.vault_errors import (
    CannotBeRead,
    KeyFileDamaged,
    KeyFileMissing,
    NotProtected,
    PassphraseNeeded,
    RecoveryCodeMistyped,
    WrongPassphrase,
    WrongRecoveryCode,
)
from db import backup
from db.backup_files import key_path
from db.checks import check
from db.store import open_store
from db.vault.keyfile import Cost, new_keys, parse, tries_path
from db.vault.sealing import create_protected
from db.vault.tries import FREE, seconds_to_wait
from db.vault.unlocking import change_passphrase, is_protected, renew_code, unlock
from tests.db.vaults import MARKER, OTHER, PHRASE, add, files_with, make_cheap, names, protected


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    make_cheap(monkeypatch)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "office" / "schedule.db"


def test_a_passphrase_opens_what_it_protects(path: Path) -> None:
    sealed = protected(path, "张家镇")

    assert is_protected(path)
    assert unlock(path, PHRASE) == sealed.key
    assert unlock(path, f"  {PHRASE.replace(' ', '　')}\n") == sealed.key  # typed with a Chinese keyboard
    assert names(path, sealed.key) == ["张家镇"]
    with pytest.raises(PassphraseNeeded, match=r"schedule\.db is protected"):
        open_store(path)
    assert issubclass(PassphraseNeeded, KeyNeeded)


def test_the_recovery_code_opens_it_too_however_it_is_typed(path: Path) -> None:
    sealed = protected(path)

    assert unlock(path, sealed.code.lower().replace("-", " ")) == sealed.key
    assert sealed.code.count("-") == 6


def test_a_slip_in_the_code_names_the_group_and_costs_no_try(path: Path) -> None:
    from db.vault.unlocking import unlock_by_code  # noqa: PLC0415

    sealed = protected(path)
    groups = sealed.code.split("-")
    groups[3] = groups[3][::-1] if groups[3] != groups[3][::-1] else "QQQQQ"
    for _n in range(FREE + 5):
        with pytest.raises(RecoveryCodeMistyped, match="Group 4"):
            unlock_by_code(path, "-".join(groups))
    assert seconds_to_wait(path) == 0


def test_wrong_words_and_a_code_of_another_schedule_are_told_apart(path: Path) -> None:
    protected(path)
    with pytest.raises(WrongPassphrase, match="Nothing is damaged"):
        unlock(path, "something else entirely")
    with pytest.raises(WrongRecoveryCode):
        unlock(path, "-".join(groups_of("0123456789ABCDEFGHJKMNPQRSTV")))


@pytest.mark.parametrize("harm", ["flip", "cut", "empty", "text", "exchange", "weaken", "choke"])
def test_a_damaged_key_file_is_no_wrong_passphrase(path: Path, harm: str) -> None:
    protected(path)
    place = key_path(path)
    text = place.read_text("utf-8")
    said = json.loads(text)
    if harm == "flip":
        place.write_text(text.replace(said["wraps"][0]["sealed"][:8], "00000000"))
    elif harm == "cut":
        place.write_text(text[:200])
    elif harm == "empty":
        place.write_bytes(b"")
    elif harm == "text":
        place.write_text("[" * 5000)
    elif harm == "exchange":
        said["wraps"].reverse()
        place.write_text(json.dumps(said))
    elif harm == "weaken":
        said["wraps"][0]["cost"]["passes"] = 1000
        place.write_text(json.dumps(said))
    else:
        said["wraps"][0]["cost"]["memory_kib"] = 1 << 31
        place.write_text(json.dumps(said))
    with pytest.raises(KeyFileDamaged, match="no passphrase can open"):
        unlock(path, PHRASE)
    assert not tries_path(path).exists() or seconds_to_wait(path) == 0


def test_a_key_file_of_a_later_version_says_so(path: Path) -> None:
    protected(path)
    said = json.loads(key_path(path).read_text())
    key_path(path).write_text(json.dumps({**said, "version": 9}))
    with pytest.raises(KeyFileDamaged, match="newer version"):
        unlock(path, PHRASE)


def test_a_planted_cost_is_refused_even_with_the_right_sum() -> None:
    from dataclasses import replace  # noqa: PLC0415

    _key, good = new_keys(PHRASE, "0" * 28)
    bad = replace(good, wraps=tuple(replace(wrap, cost=Cost(1 << 31, 3, 4)) for wrap in good.wraps))
    with pytest.raises(KeyFileDamaged):
        parse(bad.to_json(), "x")
    moved = replace(good, wraps=tuple(replace(wrap, cost=Cost(128, 1, 1)) for wrap in good.wraps))
    assert parse(moved.to_json(), "x").opened_by("passphrase", PHRASE) is None  # the seal covers the cost


def test_the_right_passphrase_on_a_damaged_file_says_damaged(path: Path) -> None:
    sealed = protected(path, "张家镇")
    whole = path.read_bytes()
    for place in (20, 4096 + 30):
        spoilt = bytearray(whole)
        spoilt[place] ^= 1
        path.write_bytes(spoilt)
        key = unlock(path, PHRASE)
        assert key == sealed.key
        with pytest.raises((CannotBeRead, DamagedSchedule), match="damaged"):
            store = open_store(path, key)
            try:
                found = check(store).faults
                assert found == ()
            finally:
                store.close()
            raise DamagedSchedule(path=path, what="the check saw nothing")


def test_without_its_key_file_an_encrypted_schedule_says_what_is_missing(path: Path) -> None:
    sealed = protected(path)
    key_path(path).unlink()
    with pytest.raises(KeyFileMissing, match=r"schedule\.db\.key"):
        unlock(path, PHRASE)
    with pytest.raises(KeyNeeded):
        open_store(path)
    with pytest.raises(BackupFailed, match="key file"):  # one that nobody could open would only deceive
        backup.back_up_file(path, sealed.key)
    assert backup.backups_of(path) == []


@pytest.mark.parametrize("harm", ["delete", "spoil"])
def test_a_lost_key_file_is_healed_from_the_copy_beside_a_backup(path: Path, harm: str) -> None:
    sealed = protected(path, "张家镇")
    backup.back_up_file(path, sealed.key)
    whole = key_path(path).read_bytes()
    key_path(path).unlink() if harm == "delete" else key_path(path).write_bytes(b"{}")

    assert names(path, unlock(path, PHRASE)) == ["张家镇"]
    assert key_path(path).read_bytes() == whole


def test_a_backup_carries_its_key_and_opens_on_a_clean_machine_by_the_recovery_code(path: Path, tmp_path: Path) -> None:
    sealed = protected(path, "张家镇", MARKER)
    made = backup.back_up_file(path, sealed.key)
    stick, clean = tmp_path / "stick", tmp_path / "clean" / "schedule.db"
    shutil.copytree(made.path.parent, stick)
    assert made.manifest is not None
    assert made.manifest.key_id == json.loads(key_path(made.path).read_text())["id"]

    source = stick / made.path.name
    key = unlock(source, sealed.code)
    assert backup.restore(clean, source, None, source_key=key) is None

    assert is_protected(clean)
    assert names(clean, unlock(clean, PHRASE)) == ["张家镇", MARKER]
    assert files_with(tmp_path, MARKER) == []


def test_a_backup_that_lost_its_key_is_not_called_good(path: Path) -> None:
    sealed = protected(path)
    made = backup.back_up_file(path, sealed.key)
    assert [each.good for each in backup.backups_of(path)] == [True]
    key_path(made.path).unlink()
    assert backup.backups_of(path)[0].fault == "its key file is missing or damaged"
    assert backup.newest_good(path) is None


def test_pruning_takes_the_key_copies_along(path: Path) -> None:
    from datetime import UTC, datetime, timedelta  # noqa: PLC0415

    sealed = protected(path)
    for day in range(40):
        backup.back_up_file(path, sealed.key, now=datetime(2026, 1, 1, 8, tzinfo=UTC) + timedelta(days=day))
    gone = backup.prune(path)
    assert gone
    kept = {each.path.name for each in backup.backups_of(path)}
    folder = backup.folder_of(path)
    assert {each.name for each in folder.iterdir()} == {name + end for name in kept for end in ("", ".json", ".key")}


def test_restoring_keeps_the_protection_of_either(path: Path, tmp_path: Path) -> None:
    """A plain backup put into a protected schedule is encrypted; an encrypted one stays so where there was none."""
    plain = tmp_path / "plain.db"
    store = open_store(plain, create=True)
    add(store, MARKER)
    store.close()
    sealed = protected(path, "今镇")

    kept = backup.restore(path, plain, sealed.key)

    assert kept is not None
    assert names(path, unlock(path, PHRASE)) == [MARKER]
    assert files_with(path.parent, MARKER) == []
    backup.restore(plain, kept.path, None, source_key=sealed.key)
    assert names(plain, unlock(plain, PHRASE)) == ["今镇"]


def test_a_backup_of_another_office_comes_under_the_key_of_this_one(path: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs" / "schedule.db"
    key = protected(theirs, "邻镇").key
    source = backup.back_up_file(theirs, key)
    mine = create_protected(path, OTHER)
    assert mine.key != key

    backup.restore(path, source.path, mine.key, source_key=key)

    assert names(path, unlock(path, OTHER)) == ["邻镇"]
    with pytest.raises(WrongPassphrase):
        unlock(path, PHRASE)


def test_a_schedule_whose_passphrase_is_forgotten_is_set_aside_with_its_key_file(path: Path, tmp_path: Path) -> None:
    sealed = protected(path, "旧镇")
    plain = tmp_path / "plain.db"
    open_store(plain, create=True).close()

    backup.restore(path, plain)

    (aside,) = backup.folder_of(path).glob("damaged-*")
    assert names(aside / "schedule.db", unlock(aside / "schedule.db", PHRASE)) == ["旧镇"]
    assert sealed.code
    assert not is_protected(path)
    assert not key_path(path).exists()


def test_changing_the_passphrase_leaves_the_schedule_alone_and_reaches_the_backups(path: Path) -> None:
    sealed = protected(path, "张家镇")
    made = backup.back_up_file(path, sealed.key)
    before = path.read_bytes()

    change_passphrase(path, sealed.key, OTHER, OTHER)

    assert path.read_bytes() == before
    for place in (path, made.path):
        assert unlock(place, OTHER) == sealed.key
        assert unlock(place, sealed.code) == sealed.key
        with pytest.raises(WrongPassphrase):
            unlock(place, PHRASE)
    with pytest.raises(PassphraseTooShort):
        change_passphrase(path, sealed.key, "kurz")
    with pytest.raises(NotProtected):
        change_passphrase(path, "0" * 64, OTHER)
    assert unlock(path, OTHER) == sealed.key


def test_a_new_recovery_code_makes_the_old_one_worthless(path: Path) -> None:
    sealed = protected(path)
    fresh = renew_code(path, sealed.key)
    assert secret_of(fresh) != secret_of(sealed.code)
    assert unlock(path, fresh) == sealed.key
    assert unlock(path, PHRASE) == sealed.key
    with pytest.raises(WrongRecoveryCode):
        unlock(path, sealed.code)


def test_nothing_readable_is_written_and_the_small_files_are_the_owners_alone(path: Path) -> None:
    sealed = protected(path, MARKER)
    store = open_store(path, sealed.key)
    add(store, MARKER + "二")
    backup.back_up_file(path, sealed.key)
    assert files_with(path.parent, MARKER, PHRASE, sealed.code, sealed.key) == []  # with the log not emptied yet
    store.close()
    assert files_with(path.parent, MARKER, PHRASE, sealed.code, sealed.key) == []
    for place in (path, key_path(path), tries_path(path)):
        assert place.stat().st_mode & 0o077 == 0


def test_a_new_protected_schedule_never_takes_the_place_of_a_file_or_of_a_key(path: Path) -> None:
    first = protected(path, "张家镇")
    with pytest.raises(CannotWrite):
        create_protected(path, OTHER)
    moved = path.with_name("moved.db")
    path.rename(moved)
    create_protected(path, OTHER)
    assert unlock(path, OTHER) != first.key
    shutil.copyfile(path.with_name("schedule.db.key.old1"), key_path(moved))
    assert names(moved, unlock(moved, PHRASE)) == ["张家镇"]


def test_an_edit_by_somebody_who_knows_the_key_is_named_by_the_check(path: Path) -> None:
    """Fault 99: encryption keeps strangers out, the journal tells of those who are in."""
    from db.engines import connect  # noqa: PLC0415

    sealed = protected(path, "张家镇", "李家乡", "王家镇")
    connection = connect(path, sealed.key)
    connection.execute("UPDATE township SET name = '赵家镇' WHERE id = 1")
    connection.execute("DELETE FROM township WHERE id = 2")
    connection.close()
    store = open_store(path, sealed.key)
    assert check(store).faults == (
        'a township {"id":1}: the row is not what was saved last.',
        'a township {"id":2}: the row is not what was saved last.',
    )
    store.close()


def test_a_tail_of_the_journal_cut_off_is_found_by_the_head_in_the_backup(path: Path) -> None:
    """Fault 97, in a protected schedule: the backup's description lies outside of it, in the clear."""
    from db.engines import connect  # noqa: PLC0415

    sealed = protected(path, "张家镇", "李家乡")
    backup.back_up_file(path, sealed.key)
    connection = connect(path, sealed.key)
    for table in ("journal_change", "journal_entry"):
        connection.execute(f"DELETE FROM {table} WHERE seq = (SELECT max(seq) FROM journal_entry)")
    connection.close()
    path.with_name(path.name + ".lock").unlink()
    store = open_store(path, sealed.key)
    assert any("the end is cut off" in fault for fault in check(store).faults)
    store.close()
