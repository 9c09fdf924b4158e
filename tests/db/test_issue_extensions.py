"""More time: refused without reason, approver and number, marked when late, and of a petition once, by thirty days."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.chain import ClockKind
from core.clock_errors import ExtendedAlready, ExtensionTooLong, ToldBeforeRaised
from core.errors import DayAhead, ExtensionNotLater, IssueIsSettled, MissingField, NothingToExtend
from core.i18n import set_language
from db import models as m
from db.queries.issue_clocks import biography
from db.services.issue_extensions import extension_room
from db.store import Store
from tests.db.clocked import OFFICE, clock, extend, move, pause, petition, register, stored
from tests.db.county import CALENDAR, TODAY, WATER, ask, found_county
from tests.db.rows import everything

TOLD = date(2026, 10, 20)
SOON = date(2026, 10, 20)


@pytest.fixture
def county(store: Store) -> Store:
    found_county(store)
    return store


def extensions(store: Store) -> list[m.Extension]:
    with store.read() as session:
        return list(session.query(m.Extension).order_by(m.Extension.id))


@pytest.mark.parametrize("empty", ["reason", "approver", "document_number"])
def test_without_reason_approver_or_number_nothing_is_granted(county: Store, empty: str) -> None:
    """P28."""
    key = register(county, limit_amount=10)
    before = everything(county)
    with pytest.raises(MissingField):
        extend(county, key, due=date(2026, 12, 1), **{empty: " \u3000"})
    assert everything(county) == before


def test_a_late_extension_stays_marked_as_late(county: Store) -> None:
    """P28."""
    set_language("en")
    key = register(county, limit_amount=10)  # 2026-09-15
    extend(county, key, due=date(2026, 12, 1), today=date(2026, 9, 16))
    assert [row.late for row in extensions(county)] == [True]
    assert [step["key"] for step in stored(county, key).due_steps] == [
        "start", "working", "extension_until", "extension_late",
    ]  # fmt: skip
    words = "\n".join(ask(county, biography, key, today=TODAY, calendar=CALENDAR))
    assert "after the date had passed" in words
    county.undo()
    assert extensions(county) == []


def test_the_last_day_itself_is_not_late(county: Store) -> None:
    key = register(county, limit_amount=10)
    extend(county, key, due=date(2026, 12, 1), today=date(2026, 9, 15))
    assert [row.late for row in extensions(county)] == [False]


def test_a_petition_gets_thirty_natural_days_once_and_the_petitioner_is_told(county: Store) -> None:
    key = petition(county)
    move(county, "accept_petition", key, date(2026, 9, 7))
    assert stored(county, key).due == date(2026, 11, 6)
    room = ask(county, extension_room, key, today=SOON, **OFFICE)
    assert (room.days, room.last, room.extended_on) == (30, date(2026, 12, 7), None)

    extend(county, key, days=30, told_on=TOLD, today=SOON)

    assert stored(county, key).due == date(2026, 12, 7)  # 6 December is a Sunday
    assert [(row.told_on, row.from_due, row.late) for row in extensions(county)] == [(TOLD, date(2026, 11, 6), False)]
    with pytest.raises(ExtendedAlready):
        extend(county, key, days=1, told_on=TOLD, today=SOON)
    assert ask(county, extension_room, key, today=SOON, **OFFICE).extended_on == SOON


def refusals() -> list[tuple[dict[str, Any], type[Exception]]]:
    return [
        ({"days": 31, "told_on": TOLD}, ExtensionTooLong),
        ({"due": date(2026, 12, 8), "told_on": TOLD}, ExtensionTooLong),
        ({"days": 0, "told_on": TOLD}, ExtensionNotLater),
        ({"due": date(2026, 11, 6), "told_on": TOLD}, ExtensionNotLater),
        ({"days": 10}, MissingField),
        ({"told_on": TOLD}, MissingField),
        ({"days": 10, "told_on": date(2026, 10, 21)}, DayAhead),
        ({"days": 10, "told_on": date(2026, 8, 31)}, ToldBeforeRaised),
    ]


@pytest.mark.parametrize(("fields", "refusal"), refusals())
def test_a_petitions_extension_keeps_to_the_regulations(
    county: Store, fields: dict[str, Any], refusal: type[Exception]
) -> None:
    key = petition(county)
    move(county, "accept_petition", key, date(2026, 9, 7))
    before = everything(county)
    with pytest.raises(refusal):
        extend(county, key, today=SOON, **fields)
    assert everything(county) == before


def test_a_petitions_extension_counts_on_when_acceptance_is_written_down_later(county: Store) -> None:
    key = petition(county)  # 60 days from 1 September, rolled to 2 November
    extend(county, key, days=10, told_on=TOLD, today=SOON)
    assert stored(county, key).due == date(2026, 11, 10)
    move(county, "accept_petition", key, date(2026, 9, 10))
    assert stored(county, key).due == date(2026, 11, 19)
    assert clock(county, key, ClockKind.FINISH).due == date(2026, 11, 19)


def test_a_pause_after_an_extension_adds_to_it_and_one_before_is_held_by_it(county: Store) -> None:
    key = register(county, limit_amount=10)
    extend(county, key, due=date(2026, 10, 30), today=date(2026, 9, 14))
    pause(county, key, date(2026, 9, 7), date(2026, 9, 8))
    assert stored(county, key).due == date(2026, 10, 30)
    pause(county, key, date(2026, 9, 14), date(2026, 9, 15))
    assert stored(county, key).due == date(2026, 11, 3)


def test_what_is_closed_or_has_no_date_is_not_extended(county: Store) -> None:
    closed = register(county, answered_on_site=True, answer="当场答复", lead_agency_id=WATER)
    with pytest.raises(IssueIsSettled):
        extend(county, closed, due=date(2026, 12, 1))
    undated = register(county, "b")
    with county.write("No date") as session:
        issue = session.get_one(m.Issue, undated)
        issue.due, issue.due_steps, issue.limit_amount, issue.limit_unit = None, [], None, None
    with pytest.raises(NothingToExtend):
        extend(county, undated, due=date(2026, 12, 1))
