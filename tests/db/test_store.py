"""The one door: commit or nothing, journalled, announced."""

from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa

from core.errors import ChangedMeanwhile, ReadOnlySchedule, UserError
from core.storage_errors import RuleBroken, ScheduleBusy, ValueRefused
from db import journal
from db.models import FormDraft, Leader, NumberSeries, Township
from db.recorder import UnjournalledWriteError
from db.store import NestedWriteError, Store


def names(store: Store) -> list[str]:
    with store.read() as session:
        return list(session.scalars(sa.select(Township.name).order_by(Township.id)))


def add(store: Store, name: str) -> int:
    with store.write("Add township") as session:
        township = Township(name=name)
        session.add(township)
        session.flush()
        return township.id


def test_a_write_is_there_for_the_next_reader_and_announced(store: Store) -> None:
    heard: list[frozenset[str]] = []
    store.subscribe(heard.append)

    add(store, "张家镇")

    assert names(store) == ["张家镇"]
    assert heard == [frozenset({"township"})]


def test_an_error_in_a_write_leaves_nothing_and_announces_nothing(store: Store) -> None:
    heard: list[frozenset[str]] = []
    store.subscribe(heard.append)

    with pytest.raises(ZeroDivisionError), store.write("Add township") as session:
        session.add(Township(name="张家镇"))
        session.flush()
        1 / 0  # noqa: B018

    assert names(store) == []
    assert heard == []
    assert store.head().count == 1  # the presets


def test_a_listener_that_fails_breaks_neither_the_save_nor_the_next_listener(store: Store, caplog) -> None:
    heard: list[frozenset[str]] = []
    store.subscribe(lambda _tables: 1 / 0)
    store.subscribe(heard.append)

    add(store, "张家镇")

    assert names(store) == ["张家镇"]
    assert heard == [frozenset({"township"})]
    assert "a listener failed" in caplog.text


def test_whoever_unsubscribed_hears_nothing_more(store: Store) -> None:
    heard: list[frozenset[str]] = []
    unsubscribe = store.subscribe(heard.append)

    unsubscribe()
    unsubscribe()
    add(store, "张家镇")

    assert heard == []


def test_a_write_that_changes_nothing_is_neither_journalled_nor_announced(store: Store) -> None:
    add(store, "张家镇")
    heard: list[frozenset[str]] = []
    store.subscribe(heard.append)

    with store.write("Nothing") as session:
        session.get_one(Township, 1).name = "张家镇"

    assert heard == []
    assert store.head().count == 2


def test_drafts_and_number_series_are_saved_but_never_journalled(store: Store) -> None:
    with store.write("Keep draft") as session:
        session.add(NumberSeries(name="visit", year=2026, last=7))

    with store.read() as session:
        assert session.get_one(NumberSeries, ("visit", 2026)).last == 7
        assert session.scalar(sa.select(sa.func.count()).select_from(FormDraft)) == 0
    assert store.head().count == 1  # the presets


def test_a_stale_save_is_refused_and_the_first_text_stays(store: Store) -> None:
    ident = add(store, "张家镇")
    with store.read() as session:
        mine = session.get_one(Township, ident)
        session.expunge(mine)
    with store.write("Rename") as session:
        session.get_one(Township, ident).name = "李家镇"

    with pytest.raises(ChangedMeanwhile), store.write("Rename") as session:
        mine.name = "王家镇"
        session.add(mine)

    assert names(store) == ["李家镇"]


def test_saving_what_another_deleted_is_refused(store: Store) -> None:
    ident = add(store, "张家镇")
    with store.read() as session:
        mine = session.get_one(Township, ident)
        session.expunge(mine)
    with store.write("Delete") as session:
        session.delete(session.get_one(Township, ident))

    with pytest.raises(ChangedMeanwhile), store.write("Rename") as session:
        mine.name = "王家镇"
        session.add(mine)


def test_a_write_inside_a_write_is_refused(store: Store) -> None:
    with pytest.raises(NestedWriteError), store.write("Outer") as session:
        session.add(Township(name="张家镇"))
        add(store, "李家镇")

    assert names(store) == []
    add(store, "王家镇")
    assert names(store) == ["王家镇"]


@pytest.mark.parametrize(
    "statement",
    [
        sa.update(Township).values(name="x"),
        sa.delete(Township),
        sa.insert(Township).values(name="x"),
        sa.text("UPDATE township SET name = 'x'"),
        sa.text("  delete from township"),
        sa.text("WITH t AS (SELECT 1) DELETE FROM township"),
    ],
    ids=str,
)
def test_statements_that_bypass_the_journal_are_refused(store: Store, statement: sa.Executable) -> None:
    add(store, "张家镇")

    with pytest.raises(UnjournalledWriteError), store.write("Bulk") as session:
        session.execute(statement)

    assert names(store) == ["张家镇"]


def test_only_the_store_commits(store: Store) -> None:
    with pytest.raises(UnjournalledWriteError), store.write("Commit") as session:
        session.add(Township(name="张家镇"))
        session.commit()

    assert names(store) == []


def test_a_savepoint_that_is_rolled_back_leaves_no_trace_in_the_journal(store: Store) -> None:
    with store.write("Two, one of them twice") as session:
        session.add(Township(name="张家镇"))
        session.flush()
        for name in ("李家镇", "张家镇"):
            try:
                with session.begin_nested():
                    session.add(Township(name=name))
            except sa.exc.IntegrityError:
                pass

    assert names(store) == ["张家镇", "李家镇"]
    with store.read() as session:
        changes = journal.changes_of(session.connection(), 2)
        assert [(change.after or {})["name"] for change in changes] == ["张家镇", "李家镇"]
    store.undo()
    assert names(store) == []


def test_a_reader_can_change_nothing(store: Store) -> None:
    with pytest.raises(UserError), store.read() as session:
        session.execute(sa.text("INSERT INTO announced_year (year, source) VALUES (2027, '')"))

    with store.read() as session:
        assert session.scalar(sa.text("SELECT count(*) FROM announced_year")) == 0


def test_a_long_reader_sees_one_state_and_holds_up_nobody(store: Store) -> None:
    add(store, "张家镇")
    with store.read() as report:
        assert report.scalar(sa.select(sa.func.count(Township.id))) == 1

        add(store, "李家镇")

        assert report.scalar(sa.select(sa.func.count(Township.id))) == 1
    assert names(store) == ["张家镇", "李家镇"]


def test_the_database_s_own_rule_comes_back_as_a_sentence(store: Store) -> None:
    add(store, "张家镇")

    with pytest.raises(RuleBroken) as refused:
        add(store, "张家镇")

    assert "township" in str(refused.value)
    assert "name" in str(refused.value)


def test_half_a_character_is_refused_with_a_sentence(store: Store) -> None:
    with pytest.raises(ValueRefused):
        add(store, "张\ud800镇")

    assert names(store) == []


def test_texts_come_back_as_they_were(store: Store) -> None:
    texts = ["𠮷野家镇", "é é", "' ; DROP TABLE township; --", "\u202e镇", "<img src=file:///etc/passwd>"]

    for text in texts:
        add(store, text)

    assert names(store) == texts


def test_a_writer_who_waits_too_long_is_told_to_save_again(store: Store) -> None:
    """Somebody holds the write lock for longer than 5 s (3 s on a server)."""
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with store.write("Hold") as session:
            session.add(Leader(name="王"))
            session.flush()
            held.set()
            done.wait(20)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(5)
    try:
        with pytest.raises(ScheduleBusy):
            add(store, "张家镇")
    finally:
        done.set()
        thread.join()
    add(store, "李家镇")
    assert names(store) == ["李家镇"]


def test_a_store_opened_for_reading_refuses_to_write(schedule, opened) -> None:
    from db.store import open_store  # noqa: PLC0415

    store = open_store(schedule, read_only=True)
    opened.append(store)

    with pytest.raises(ReadOnlySchedule):
        add(store, "张家镇")
    with pytest.raises(ReadOnlySchedule):
        store.undo()
    assert (store.read_only, store.holder, store.undo_label()) == (True, None, None)
