"""An older backup brings erased people back: told before, counted without a name, erased again after."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.issues import IssueState
from core.privacy_errors import StillOpen
from db import backup, journal
from db import models as m
from db.checks import check
from db.services.erased_since import ComingBack, Erasure, coming_back
from db.services.erasing_again import erase_again, said_of
from db.services.erasure import erase_petitioner
from db.store import Store, open_store
from tests.db.conftest import TODAY
from tests.db.erased_person import ALL, NAME, hits, said_anywhere, spoil, tell
from tests.db.vaults import make_cheap, protected


def erased(store: Store, *, attachments: bool = True) -> Path:
    """Tell of the person, make a backup, erase the person, close; return the backup."""
    person = tell(store)
    spoil(store)
    assert store.origin.path is not None
    made = backup.back_up_file(store.origin.path, store.origin.key, reason="asked")
    erase_petitioner(store, person, attachments=attachments, **ALL)
    store.close()
    return made.path


def restored(path: Path, source: Path, back: ComingBack, key: str | None = None) -> Store:
    backup.restore(path, source, key, source_key=key)
    return open_store(path, key, today=lambda: TODAY)


def test_who_comes_back_is_counted_and_erased_again(sqlite_store: Store, schedule: Path) -> None:
    source = erased(sqlite_store)
    back = coming_back(schedule, None, source, None)
    assert back == ComingBack((Erasure((1,), attachments=True),))
    assert not back.nobody
    store = restored(schedule, source, back)
    assert NAME in " ".join(said_anywhere(store))

    done = erase_again(store, back.again, today=TODAY)

    assert (done.people, done.refused) == (1, ())
    assert said_anywhere(store) == []
    said = said_of(done, back)
    assert said == ["1 person was erased again."]
    with store.read() as session:
        assert journal.verify(session.connection()) == []
        assert session.query(m.Reveal).filter_by(what="erased").one().petitioner_id == 1
    assert check(store).faults == ()
    store.close()
    assert not any(word.startswith(f"{schedule.name}:") for word in hits(schedule.parent))


def test_a_backup_made_since_brings_nobody_back(sqlite_store: Store, schedule: Path) -> None:
    erased(sqlite_store)
    fresh = backup.back_up_file(schedule, None, reason="asked").path
    assert coming_back(schedule, None, fresh, None) == ComingBack()


def test_a_backup_from_before_the_person_was_known_brings_nobody_back(sqlite_store: Store, schedule: Path) -> None:
    early = backup.back_up_file(schedule, None, reason="asked").path
    erased(sqlite_store)
    assert coming_back(schedule, None, early, None).nobody


def test_a_backup_of_another_history_is_told_apart(sqlite_store: Store, schedule: Path, tmp_path: Path) -> None:
    """The same id is another person there, so nobody is erased by a mistake."""
    erased(sqlite_store)
    other = tmp_path / "other" / "schedule.db"
    other.parent.mkdir()
    store = open_store(other, create=True, actor="other", today=lambda: TODAY)
    tell(store)
    store.close()
    back = coming_back(schedule, None, backup.back_up_file(other, None).path, None)
    assert (back.again, back.unknown) == ((), 1)
    assert "cannot be matched" in said_of(erase_again(store, back.again, today=TODAY), back)[0]


def test_after_one_restore_an_erasure_done_again_is_known_for_the_next(sqlite_store: Store, schedule: Path) -> None:
    source = erased(sqlite_store)
    back = coming_back(schedule, None, source, None)
    store = restored(schedule, source, back)
    erase_again(store, back.again, today=TODAY)
    store.close()
    assert coming_back(schedule, None, source, None) == back


def test_an_issue_that_is_open_again_is_told_and_the_others_go(sqlite_store: Store, schedule: Path) -> None:
    person = tell(sqlite_store, state=IssueState.IN_HAND)
    source = backup.back_up_file(schedule, None, reason="asked").path
    with sqlite_store.write("Close") as session:
        session.get_one(m.Issue, 1).state = IssueState.CLOSED
    erase_petitioner(sqlite_store, person, **ALL)
    sqlite_store.close()
    back = coming_back(schedule, None, source, None)
    store = restored(schedule, source, back)
    done = erase_again(store, back.again, today=TODAY)
    store.close()
    assert done.people == 0
    assert [type(error) for error in done.refused] == [StillOpen]
    assert "N1" in said_of(done, back)[0]


@pytest.mark.parametrize("damage", ["gone", "empty", "other"])
def test_a_file_that_cannot_be_read_leaves_it_to_its_newest_backup(
    sqlite_store: Store, schedule: Path, damage: str
) -> None:
    source = erased(sqlite_store)
    backup.back_up_file(schedule, None, reason="asked")
    if damage == "gone":
        schedule.unlink()
    else:
        schedule.write_bytes(b"" if damage == "empty" else b"<html>" * 5000)
    back = coming_back(schedule, None, source, None)
    assert back.people == 1
    assert back.readable is (damage == "gone")


def test_where_nothing_can_be_read_nobody_can_tell(sqlite_store: Store, schedule: Path, tmp_path: Path) -> None:
    source = erased(sqlite_store).rename(tmp_path / "away.db")
    schedule.write_bytes(b"")
    assert coming_back(schedule, None, source, None) == ComingBack(readable=False)


def test_a_protected_schedule_is_asked_with_its_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_cheap(monkeypatch)
    path = tmp_path / "office" / "schedule.db"
    key = protected(path).key
    store = open_store(path, key, actor="tester", today=lambda: TODAY)
    source = erased(store)
    back = coming_back(path, key, source, key)
    assert back.people == 1
    assert not coming_back(path, None, source, key).readable
    store = restored(path, source, back, key)
    assert erase_again(store, back.again, today=TODAY).people == 1
    assert said_anywhere(store) == []
    store.close()
