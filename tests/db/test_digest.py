"""What a digest says, on both engines: every list with its number, what is new first, and nobody named for a chat."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.digest import Digest, DigestKey, chat_text
from core.digest_words import summary
from core.issues import IssueState
from core.settings import OfficeSettings
from db import models as m
from db.queries.digest import digest
from db.store import Store
from tests.db.county import CALENDAR, QINGSHI, TODAY, WATER, ZHOU, add_issue, ask, found_county, plan

SETTINGS = OfficeSettings(county="云岭县")
FRIDAY = date(2026, 11, 20)


@pytest.fixture
def county(store: Store) -> Store:
    found_county(store)
    return store


def add(store: Store, number: str, due: date | None = None, **fields: Any) -> None:
    add_issue(store, **{"township_id": QINGSHI, "due": due, "number": number, "raised_on": TODAY} | fields)


def of(store: Store, since: date | None = FRIDAY) -> Digest:
    found = ask(store, digest, today=TODAY, since=since, calendar=CALENDAR, settings=SETTINGS)
    assert isinstance(found, Digest)
    return found


def counts(found: Digest) -> dict[str, int]:
    return {section.key.value: section.count for section in found.sections if section.count}


def numbers(found: Digest, key: DigestKey) -> list[str]:
    (section,) = [each for each in found.sections if each.key is key]
    return [line.plain.split()[0] for line in section.lines]


def test_a_calm_county_has_nothing_to_say(county: Store) -> None:
    found = of(county)
    assert (found.count, [section.key for section in found.sections]) == (0, list(DigestKey))
    assert summary(found) == "Nothing waits today."


def test_every_list_has_its_number(county: Store) -> None:
    add(county, "LATE", date(2026, 11, 16))
    add(county, "SOON", date(2026, 11, 24))
    add(county, "STUCK", raised_on=date(2026, 9, 1))
    handed: dict[str, Any] = {"state": IssueState.ASSIGNED, "assigned_on": date(2026, 11, 12), "lead_agency_id": WATER}
    add(county, "UNSIGNED", **handed)
    add(county, "CLOSED", state=IssueState.CLOSED, closed_on=FRIDAY, drawn_on=FRIDAY)
    plan(county, day=date(2026, 11, 19))
    plan(county, day=date(2026, 11, 18), unannounced=True)
    with county.write("Promise") as session:
        session.add(
            m.Promise(
                uid="p", leader_id=ZHOU, township_id=QINGSHI, text="三天内通水", made_on=date(2026, 11, 9), due=FRIDAY
            )
        )

    found = of(county)

    assert counts(found) == {
        "overdue": 1, "due": 1, "stuck": 1, "not_accepted": 1, "promises": 1, "look_backs": 1, "unlogged": 2,
    }  # fmt: skip
    said = chat_text(found)
    assert "Visits to be logged 1 visit" in said, "an unannounced visit is nobody's business"
    assert "三天内通水" not in said
    assert "  UNSIGNED 县水利局 not signed for 7 working days" in said.splitlines()


def test_what_became_overdue_since_the_one_before_comes_first(county: Store) -> None:
    add(county, "OLD", date(2026, 9, 1))
    add(county, "NEW", FRIDAY)
    add(county, "NEWER", date(2026, 11, 22))
    add(county, "BEFORE", date(2026, 11, 19))

    found = of(county)
    overdue = found.sections[0]

    assert (overdue.count, overdue.new) == (4, 2)
    assert set(numbers(found, DigestKey.OVERDUE)[:2]) == {"NEW", "NEWER"}
    assert numbers(found, DigestKey.OVERDUE)[2:] == ["OLD", "BEFORE"], "then the longest overdue"
    assert of(county, None).sections[0].new == 0


def test_restricted_issues_leave_no_gap_in_what_may_be_copied(county: Store) -> None:
    add(county, "A", date(2026, 11, 16))
    add(county, "SECRET", date(2026, 11, 17), restricted=True, title="举报张某")

    found = of(county)

    assert counts(found)["overdue"] == 2
    said = chat_text(found)
    assert "Overdue 1 issue" in said
    assert "SECRET" not in said
    assert "举报" not in said


def test_a_long_list_is_counted_in_full_and_shown_in_part(county: Store) -> None:
    for n in range(60):
        add(county, f"N{n}x", date(2026, 9, 1))

    overdue = of(county).sections[0]

    assert (overdue.count, len(overdue.lines)) == (60, 50)
    assert chat_text(of(county)).splitlines()[-1] == "  and 50 more"
