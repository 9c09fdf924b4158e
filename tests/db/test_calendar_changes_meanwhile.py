"""A change of the calendar is accepted while somebody else edits an issue that it moves: no edit is lost unseen."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from core.calendar.changes import PreviewOutdated
from core.errors import ChangedMeanwhile, UserError
from db import journal
from db import models as m
from db.checks import check
from db.engines import is_server, sqlite_engine
from db.queries.issue_detail import issue_draft
from db.services import calendar_changes
from db.services.issues import edit_issue
from db.store import Origin, Store, open_store
from tests.db.county import CALENDAR, SETTINGS, TODAY, found_county
from tests.db.rows import everything
from tests.db.test_calendar_changes import issue, notice_change, preview, register, save

MOVED = date(2027, 2, 15)


@pytest.fixture
def county(store: Store) -> Store:
    found_county(store)
    return store


@pytest.fixture
def other(county: Store, where: str | Path) -> Iterator[Store]:
    """Return a second store on the same schedule; on a file only below the lease, which admits one writer."""
    if is_server(where):
        second = open_store(where, actor="second", today=lambda: TODAY)
    else:
        path = Path(where)
        engines = {"reader": sqlite_engine(path, None, "read"), "writer": sqlite_engine(path, None, "write")}
        second = Store(Origin(str(where), path), actor="second", today=lambda: TODAY, **engines)
    yield second
    second.close()


def opened(store: Store, key: int):
    with store.read() as session:
        found = issue_draft(session, key)
    assert found is not None
    return found


def edit(store: Store, draft) -> None:
    with store.write("Correct issue") as session:
        edit_issue(session, draft, today=TODAY, calendar=CALENDAR, settings=SETTINGS)


def test_words_saved_between_preview_and_decision_stay_and_the_date_moves(county: Store, other: Store) -> None:
    key = register(county, "a", date(2027, 1, 25), 10)
    change = notice_change(county)
    shown = preview(county, change)
    draft = opened(other, key)
    draft.title = "别人改的"
    edit(other, draft)

    save(county, change, shown)

    assert (issue(county, key).title, issue(county, key).due) == ("别人改的", MOVED)


def test_a_date_saved_between_preview_and_decision_is_told_and_nothing_moves(county: Store, other: Store) -> None:
    key = register(county, "a", date(2027, 1, 25), 10)
    change = notice_change(county)
    shown = preview(county, change)
    draft = opened(other, key)
    draft.due = date(2027, 2, 20)
    edit(other, draft)
    before = everything(county)

    with pytest.raises(PreviewOutdated, match="Look at the new list"):
        save(county, change, shown)

    assert everything(county) == before
    assert issue(county, key).due == date(2027, 2, 20)


def test_a_form_that_was_open_before_the_decision_is_told_when_it_saves(county: Store, other: Store) -> None:
    key = register(county, "a", date(2027, 1, 25), 10)
    change = notice_change(county)
    draft = opened(other, key)
    save(county, change, preview(county, change))
    draft.title = "别人改的"

    with pytest.raises(ChangedMeanwhile):
        edit(other, draft)

    assert (issue(county, key).title, issue(county, key).due) == ("修路", MOVED)


def test_two_saves_at_the_very_same_moment_end_with_one_of_them_told(
    county: Store, other: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = register(county, "a", date(2027, 1, 25), 10)
    change = notice_change(county)
    shown = preview(county, change)
    draft = opened(other, key)
    draft.title = "别人改的"
    told: list[UserError] = []

    def second() -> None:
        try:
            edit(other, draft)
        except UserError as error:
            told.append(error)

    thread = threading.Thread(target=second)
    enter = calendar_changes._enter

    def and_meanwhile(*args: object) -> None:
        thread.start()
        thread.join(0.5)  # a server lets the other one in; a file makes it wait until we are done
        enter(*args)

    monkeypatch.setattr(calendar_changes, "_enter", and_meanwhile)
    try:
        save(county, change, shown)
    except UserError as error:
        told.append(error)
    thread.join()

    assert [type(error) for error in told] == [ChangedMeanwhile]
    assert (issue(county, key).title, issue(county, key).due) in {("别人改的", date(2027, 2, 10)), ("修路", MOVED)}
    with county.read() as session:
        entered = session.query(m.CalendarDayRow).count()
        assert journal.verify(session.connection()) == []
    assert bool(entered) is (issue(county, key).due == MOVED)  # days and moves are one act
    assert check(county).faults == ()
