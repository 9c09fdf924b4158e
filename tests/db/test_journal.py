"""The journal: history, undo and redo across restarts, refusals, and a chain that names the place of a fraud."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from core.storage_errors import UndoRefused
from db import journal
from db.journal import ChainFault, FieldChange, Head
from db.models import Agency, AgencyAlias, Leader, Market, PrintedDocument, Township, Village, Visit
from db.store import Store
from tests.db.conftest import TODAY, Opener
from tests.db.rows import everything


def add(store: Store, name: str) -> int:
    with store.write("Add township") as session:
        township = Township(name=name)
        session.add(township)
        session.flush()
        return township.id


def rename(store: Store, ident: int, name: str) -> None:
    with store.write("Rename township") as session:
        session.get_one(Township, ident).name = name


def name_of(store: Store, ident: int) -> str | None:
    with store.read() as session:
        return session.scalar(sa.select(Township.name).where(Township.id == ident))


def faults(store: Store, expected: Head | None = None) -> list[ChainFault]:
    with store.read() as session:
        return journal.verify(session.connection(), expected=expected)


def test_undo_and_redo_walk_back_and_forth(store: Store) -> None:
    ident = add(store, "甲镇")
    for name in ("乙镇", "丙镇"):
        rename(store, ident, name)

    seen = []
    while step := store.undo():
        seen.append((step.kind, step.label, name_of(store, ident)))
    while step := store.redo():
        seen.append((step.kind, step.label, name_of(store, ident)))

    assert seen == [
        ("undo", "Rename township", "乙镇"),
        ("undo", "Rename township", "甲镇"),
        ("undo", "Add township", None),
        ("redo", "Add township", "甲镇"),
        ("redo", "Rename township", "乙镇"),
        ("redo", "Rename township", "丙镇"),
    ]
    assert faults(store) == []


def test_a_new_change_ends_redo_and_undo_goes_on_before_what_was_taken_back(store: Store) -> None:
    ident = add(store, "甲镇")
    rename(store, ident, "乙镇")
    store.undo()
    assert (store.undo_label(), store.redo_label()) == ("Add township", "Rename township")

    other = add(store, "丙镇")

    assert store.redo_label() is None
    assert store.redo() is None
    store.undo()
    store.undo()
    assert (name_of(store, ident), name_of(store, other), store.undo()) == (None, None, None)


def test_a_note_of_what_happened_outside_is_passed_by(store: Store) -> None:
    with store.write("Add") as session:
        session.add(Township(name="青石镇"))
    with store.write("Print", undoable=False) as session:
        session.add(PrintedDocument(form="visit_sheet", way="pdf", printed_at=datetime.now(UTC), pages=1))

    assert store.undo_label() == "Add"
    undone = store.undo()
    assert undone is not None
    assert undone.label == "Add"
    assert store.undo() is None
    with store.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(PrintedDocument)) == 1


def test_undo_is_announced_like_any_change(store: Store) -> None:
    add(store, "甲镇")
    heard: list[frozenset[str]] = []
    store.subscribe(heard.append)

    store.undo()
    store.redo()

    assert heard == [frozenset({"township"})] * 2


def test_undo_reaches_across_a_restart_but_not_into_yesterday(store: Store, reopen: Opener) -> None:
    ident = add(store, "甲镇")
    store.close()

    again = reopen()
    again.undo()
    assert name_of(again, ident) is None
    again.redo()
    again.close()

    tomorrow = reopen(today=TODAY + timedelta(days=1))
    assert (tomorrow.undo_label(), tomorrow.undo()) == (None, None)
    assert name_of(tomorrow, ident) == "甲镇"


def test_nobody_takes_back_what_another_did(store: Store, reopen: Opener) -> None:
    add(store, "甲镇")
    store.close()

    other = reopen(actor="another")

    assert other.undo() is None


def test_undo_refuses_once_another_changed_the_record(store: Store, reopen: Opener) -> None:
    ident = add(store, "甲镇")
    rename(store, ident, "乙镇")
    store.close()
    other = reopen(actor="another")
    rename(other, ident, "丙镇")
    other.close()
    mine = reopen()

    with pytest.raises(UndoRefused) as refused:
        mine.undo()

    assert "“Rename township” cannot be taken back: a township was changed since" in str(refused.value)
    assert name_of(mine, ident) == "丙镇"


def test_undo_refuses_to_take_another_s_rows_along(store: Store, reopen: Opener) -> None:
    """Deleting the township would silently delete the market another added (ON DELETE CASCADE)."""
    ident = add(store, "甲镇")
    store.close()
    other = reopen(actor="another")
    with other.write("Add market") as session:
        session.add(Market(township_id=ident, name="桥头", rule="daily"))
    other.close()
    mine = reopen()

    with pytest.raises(UndoRefused):
        mine.undo()

    assert name_of(mine, ident) == "甲镇"


def test_undo_refuses_while_a_village_refers_to_the_township(store: Store, reopen: Opener) -> None:
    """Here it is the database that refuses (ON DELETE RESTRICT)."""
    ident = add(store, "甲镇")
    store.close()
    other = reopen(actor="another")
    with other.write("Add village") as session:
        session.add(Village(township_id=ident, name="桥头村"))
    other.close()

    with pytest.raises(UndoRefused):
        reopen().undo()


def test_undo_raises_the_version_so_that_a_form_opened_before_is_stale(store: Store) -> None:
    ident = add(store, "甲镇")
    rename(store, ident, "乙镇")

    store.undo()

    with store.read() as session:
        assert session.get_one(Township, ident).version == 3


def test_orphans_and_what_the_database_deletes_itself_come_back(store: Store) -> None:
    with store.write("Add agency") as session:
        aliases = [AgencyAlias(alias=alias) for alias in ("水利局", "水务")]
        session.add(Agency(name="县水利局", short_name="水利", aliases=aliases))
        session.add(Leader(name="王", agency_id=None))
    with store.write("Attach leader") as session:
        session.scalars(sa.select(Leader)).one().agency_id = session.scalars(sa.select(Agency.id)).one()
    before = everything(store)

    with store.write("Remove one alias") as session:
        agency = session.scalars(sa.select(Agency).options(sa.orm.selectinload(Agency.aliases))).one()
        agency.aliases.pop(0)
    without_one = everything(store)
    with store.write("Delete agency") as session:  # the database empties leader.agency_id
        agency = session.scalars(sa.select(Agency).options(sa.orm.selectinload(Agency.aliases))).one()
        session.delete(agency)
    empty = everything(store)

    assert (len(without_one["agency_alias"]), len(empty["agency_alias"]), empty["agency"]) == (1, 0, [])
    store.undo()
    assert everything(store) == without_one
    store.undo()
    assert everything(store) == before
    store.redo()
    store.redo()
    assert everything(store) == empty
    assert faults(store) == []


def test_a_value_that_moved_between_two_rows_can_be_taken_back(store: Store) -> None:
    """Swapping two unique values takes three steps, and undo retraces them."""
    one, two = add(store, "甲镇"), add(store, "乙镇")
    before = everything(store)
    with store.write("Swap names") as session:
        first, second = session.get_one(Township, one), session.get_one(Township, two)
        for township, name in ((first, "空"), (second, "甲镇"), (first, "乙镇")):
            township.name = name
            session.flush()

    store.undo()

    assert everything(store) == before


def test_a_record_shows_its_own_history(store: Store) -> None:
    ident = add(store, "甲镇")
    add(store, "other")
    rename(store, ident, "乙镇")
    store.undo()

    with store.read() as session:
        rows = journal.history(session, "township", ident)

    assert [(row.kind, row.label, row.actor, row.added, row.deleted) for row in rows] == [
        ("change", "Add township", "tester", True, False),
        ("change", "Rename township", "tester", False, False),
        ("undo", "Rename township", "tester", False, False),
    ]
    assert rows[1].fields == (FieldChange("name", "甲镇", "乙镇"),)
    assert rows[2].fields == (FieldChange("name", "乙镇", "甲镇"),)
    assert rows[0].at.tzinfo is not None


def test_a_history_that_ended_shows_the_end(store: Store) -> None:
    ident = add(store, "甲镇")
    with store.write("Delete township") as session:
        session.delete(session.get_one(Township, ident))

    with store.read() as session:
        assert [row.deleted for row in journal.history(session, "township", ident)] == [False, True]


SWAP = """UPDATE journal_change SET ordinal = 999 WHERE seq = 3; UPDATE journal_change SET seq = 3 WHERE seq = 4; \
UPDATE journal_change SET seq = 4, ordinal = 0 WHERE ordinal = 999"""
TAMPER = {
    "a row's new value is edited": ("UPDATE journal_change SET after = '{}' WHERE seq = 3", 3, "it was edited"),
    "a label is edited": ("UPDATE journal_entry SET label = 'x' WHERE seq = 3", 3, "it was edited"),
    "an actor is edited": ("UPDATE journal_entry SET actor = 'x' WHERE seq = 2", 2, "it was edited"),
    "a time is edited": ("UPDATE journal_entry SET at = '2020-01-01 00:00:00' WHERE seq = 4", 4, "it was edited"),
    "a row is deleted": ("DELETE FROM journal_change WHERE seq = 3", 3, "it was edited"),
    "an entry is deleted": (
        "DELETE FROM journal_change WHERE seq = 3; DELETE FROM journal_entry WHERE seq = 3",
        3,
        "entries are missing",
    ),
    "two entries are swapped": (
        SWAP,
        3,
        "it was edited",
    ),
    "the tail is cut": (
        "DELETE FROM journal_change WHERE seq = 5; DELETE FROM journal_entry WHERE seq = 5",
        5,
        "the end is cut off; a backup noted later entries",
    ),
}


@pytest.mark.parametrize("name", TAMPER)
def test_fraud_is_found_and_its_place_is_named(store: Store, name: str) -> None:
    for town in ("甲镇", "乙镇", "丙镇", "丁镇"):
        add(store, town)
    head = store.head()
    assert (head.count, faults(store, head)) == (5, [])
    statement, seq, what = TAMPER[name]

    assert store._writer is not None
    with store._writer.begin() as connection:
        for each in statement.split("; "):
            connection.exec_driver_sql(each)

    assert faults(store, head)[0] == ChainFault(seq, what)


def test_a_rewritten_chain_is_found_by_the_head_that_was_noted_elsewhere(store: Store) -> None:
    add(store, "甲镇")
    head = store.head()

    assert faults(store, Head(head.count, "f" * 64)) == [ChainFault(2, "it is not the entry that a backup noted")]


def test_every_table_can_be_put_back(store: Store) -> None:
    """No table hides rows in a way the journal cannot follow: no secondary tables, keys of one column below."""
    from db.models import Base  # noqa: PLC0415

    for mapper in Base.registry.mappers:
        assert all(relation.secondary is None for relation in mapper.relationships)
    for table in Base.metadata.tables.values():
        for key in table.foreign_key_constraints:
            assert len(key.elements) == 1
            assert key.elements[0].column.primary_key
            assert all(element.column.table is not table or table.name == "journal_entry" for element in key.elements)
    assert Visit.__table__ in Base.metadata.sorted_tables
