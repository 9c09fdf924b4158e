"""A person who was erased is in no file any more, and the journal still proves itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.issues import IssueState
from core.privacy_errors import AlreadyErased, ErasedSince, StillOpen
from db import backup, journal
from db import models as m
from db.checks import check
from db.engines import connect
from db.services.erasure import erase_petitioner
from db.store import Store, outside_transactions
from tests.db.conftest import TODAY
from tests.db.county import QINGSHI, found_county
from tests.db.erased_person import ALL, NAME, PHONE, hits, said_anywhere, spoil, tell


def test_nothing_of_an_erased_person_is_left_in_any_file(sqlite_store: Store, schedule: Path) -> None:
    person = tell(sqlite_store)
    spoil(sqlite_store)
    assert hits(schedule.parent)
    report = erase_petitioner(sqlite_store, person, attachments=True, **ALL)
    assert hits(schedule.parent) == []
    sqlite_store.close()
    assert hits(schedule.parent) == []
    assert report.rows >= 8
    assert report.entries >= 30
    assert report.attachments == 1
    made = backup.back_up_file(schedule)
    assert hits(made.path.parent) == []


def test_every_row_and_image_is_clean_on_both_engines(store: Store) -> None:
    person = tell(store)
    spoil(store)
    assert said_anywhere(store)
    report = erase_petitioner(store, person, attachments=True, **ALL)
    assert said_anywhere(store) == []
    assert report.on_server is store.origin.is_server
    with store.read() as session:
        row = session.get_one(m.Petitioner, person)
        assert (row.name, row.phone, row.address, row.erased_on) == ("", "", "", TODAY)
        assert session.get_one(m.Reception, 1).representatives == ""
        assert session.get_one(m.Issue, 1).petitioner_id == person
        assert session.get_one(m.Issue, 1).title == "××家门前积水"


def test_the_chain_and_its_anchors_stay_good(store: Store) -> None:
    person = tell(store)
    spoil(store)
    before = store.head()
    erase_petitioner(store, person, **ALL)
    with store.read() as session:
        connection = session.connection()
        assert journal.verify(connection) == []
        assert journal.verify(connection, expected=before) == []
        assert journal.verify(connection, first=before.count - 3) == []
        assert journal.head(connection).count == before.count + 1
    assert check(store).faults == ()


def tamper(store: Store, statement: str) -> list[journal.ChainFault]:
    """Change the journal behind the program's back and return what a check says."""
    if store.origin.path is not None:
        connect(store.origin.path, None).execute(statement)
    else:
        with outside_transactions(store) as connection:
            connection.exec_driver_sql(statement)
    with store.read() as session:
        return journal.verify(session.connection())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_change SET after = replace(after, '××', '李四') WHERE table_name = 'issue'",
        "UPDATE journal_change SET before = '{}' WHERE seq = 5",
        "UPDATE journal_change SET after = replace(after, 'content', 'contents') WHERE table_name = 'journal_entry'",
        "UPDATE journal_entry SET label = 'x' WHERE seq = 3",
        "DELETE FROM journal_change WHERE seq = 4",
    ],
)
def test_tampering_after_an_erasure_is_still_found(store: Store, statement: str) -> None:
    person = tell(store)
    spoil(store)
    erase_petitioner(store, person, **ALL)
    assert tamper(store, statement)


def test_an_old_content_put_back_is_found(sqlite_store: Store, schedule: Path) -> None:
    person = tell(sqlite_store)
    with sqlite_store.read() as session:
        end = journal.head(session.connection()).count
        rows = session.connection().exec_driver_sql(f"SELECT ordinal, after FROM journal_change WHERE seq = {end}")
        old = rows.all()
    erase_petitioner(sqlite_store, person, **ALL)
    connection = connect(schedule, None)
    for ordinal, after in old:
        connection.execute("UPDATE journal_change SET after = ? WHERE seq = ? AND ordinal = ?", (after, end, ordinal))
    with sqlite_store.read() as session:
        assert [fault.seq for fault in journal.verify(session.connection())] == [end]


def test_two_erasures_of_one_entry_both_hold(store: Store) -> None:
    person = tell(store)
    with store.write("Register") as session:
        second = m.Petitioner(name="黛标记", phone="13987650002", address="", village_id=1)
        session.add(second)
        issue = session.get_one(m.Issue, 1)
        issue.detail = f"{NAME}和黛标记"
        session.flush()
        other = second.id
    erase_petitioner(store, person, **ALL)
    erase_petitioner(store, other, **ALL)
    with store.read() as session:
        assert journal.verify(session.connection()) == []
        assert session.get_one(m.Issue, 1).detail == "××和××"
    assert check(store).faults == ()


def test_what_was_erased_cannot_be_undone(store: Store) -> None:
    person = tell(store)
    with store.write("Rename") as session:
        session.get_one(m.Issue, 1).title = f"{NAME}又来"
    erase_petitioner(store, person, **ALL)
    with pytest.raises(ErasedSince, match="Rename"):
        store.undo()
    with store.write("Harmless") as session:
        session.get_one(m.Leader, 1).note = "x"
    assert store.undo_label() == "Harmless"
    step = store.undo()
    assert step is not None
    assert step.label == "Harmless"


def test_an_open_issue_or_a_second_time_is_refused_with_a_sentence(store: Store) -> None:
    person = tell(store, state=IssueState.IN_HAND)
    with pytest.raises(StillOpen, match="N1"):
        erase_petitioner(store, person, **ALL)
    with store.write("Close") as session:
        session.get_one(m.Issue, 1).state = IssueState.CLOSED
    erase_petitioner(store, person, **ALL)
    with pytest.raises(AlreadyErased):
        erase_petitioner(store, person, **ALL)


def test_another_of_the_same_name_keeps_his_records(store: Store) -> None:
    person = tell(store)
    with store.write("Register") as session:
        namesake = m.Petitioner(name=NAME, phone="13700000000")
        session.add(namesake)
        session.flush()
        session.add(
            m.Issue(
                uid="i2",
                number="N2",
                year=2026,
                serial=2,
                title=f"另一位{NAME}反映",
                township_id=QINGSHI,
                raised_on=TODAY,
                petitioner_id=namesake.id,
            )
        )
        other = namesake.id
    report = erase_petitioner(store, person, **ALL)
    assert report.left >= 2
    with store.read() as session:
        assert session.get_one(m.Petitioner, other).name == NAME
        assert session.get_one(m.Issue, 2).title == f"另一位{NAME}反映"
        assert NAME not in session.get_one(m.Issue, 1).title
        assert journal.verify(session.connection()) == []
    assert check(store).faults == ()


def test_a_village_of_that_name_keeps_it(store: Store) -> None:
    found_county(store)
    with store.write("Register") as session:
        session.add(m.Village(id=9, township_id=QINGSHI, name="高山村"))
        session.add(m.Petitioner(id=5, name="高山", phone="13987650009"))
        session.flush()
        session.add(
            m.Issue(
                uid="i1",
                number="N1",
                year=2026,
                serial=1,
                title="高山村的高山说",
                township_id=QINGSHI,
                raised_on=TODAY,
                petitioner_id=5,
                state=IssueState.CLOSED,
            )
        )
    erase_petitioner(store, 5, **ALL)
    with store.read() as session:
        assert session.get_one(m.Issue, 1).title == "高山村的××说"
        assert session.get_one(m.Village, 9).name == "高山村"


def test_stopping_before_the_end_leaves_everything(store: Store) -> None:
    person = tell(store)

    class Stopped(Exception):
        pass

    seen: list[int] = []

    def step(done: int, total: int) -> None:
        seen.append(done)
        if len(seen) == 12:
            raise Stopped

    head = store.head()
    with pytest.raises(Stopped):
        erase_petitioner(store, person, step=step, **ALL)
    assert store.head() == head
    with store.read() as session:
        assert session.get_one(m.Petitioner, person).name == NAME


def test_remarks_on_the_county_and_its_leaders_are_looked_through_too(store: Store) -> None:
    person = tell(store)
    with store.write("Remark") as session:
        session.get_one(m.Leader, 1).note = f"包联{NAME}"
        session.get_one(m.Township, QINGSHI).note = f"重点户{NAME}，{PHONE}"
        session.get_one(m.Issue, 1).detail = "墨\n标_记，139\n8765 0001"
    erase_petitioner(store, person, attachments=True, **ALL)
    assert said_anywhere(store) == []
    with store.read() as session:
        assert session.get_one(m.Leader, 1).note == "包联××"
        assert session.get_one(m.Leader, 1).name == "周立明"
        assert session.get_one(m.Issue, 1).detail == "××，××"
        assert journal.verify(session.connection()) == []
