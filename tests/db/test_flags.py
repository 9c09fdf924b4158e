"""Flags in the database: the SQL conditions say of every issue what core.flags says, on both engines (P26, P46)."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from core.chain import NoticeLevel
from core.flags import Flag
from core.issues import OPEN, ActionKind, IssueState
from core.settings import OfficeSettings
from db import models as m
from db.queries.flags import flag_counts, flagged, marks_of_issues, repeat_visits
from db.queries.issues import IssueFilter, IssueTab, issue_rows
from db.store import Store
from tests.db.county import CALENDAR, LIUHE, QINGSHI, TODAY, WATER, add_issue, ask, found_county

SETTINGS = OfficeSettings(county="云岭县")
AROUND: dict[str, Any] = {"today": TODAY, "calendar": CALENDAR, "settings": SETTINGS}
LONG_AGO = date(2026, 9, 1)


@pytest.fixture
def county(store: Store) -> Store:
    found_county(store)
    return store


def add(store: Store, person: tuple[str, str] | None = None, **fields: Any) -> int:
    """Register an issue, of a person if one is given, and return its id."""
    with store.write("Register") as session:
        if person is not None:
            name, phone = person
            row = m.Petitioner(name=name, phone=phone)
            session.add(row)
            session.flush()
            fields["petitioner_id"] = row.id
    add_issue(store, **({"township_id": QINGSHI, "due": None, "raised_on": TODAY} | fields))
    with store.read() as session:
        return max(session.scalars(m.Issue.__table__.select().with_only_columns(m.Issue.id)))


def listed(store: Store, flag: Flag, tab: IssueTab = IssueTab.OPEN) -> list[int]:
    found = ask(store, issue_rows, IssueFilter(tab=tab, flags=frozenset({flag})), TODAY, calendar=CALENDAR)
    return [row.id for row in found]


def test_each_flag_has_its_list_and_its_count(county: Store) -> None:
    late = add(county, due=date(2026, 11, 20))
    add(county, due=date(2026, 12, 24))
    stuck = add(county, raised_on=LONG_AGO)
    bouncing = add(county, pass_count=3)
    handed = {"state": IssueState.ASSIGNED, "assigned_on": date(2026, 11, 16), "lead_agency_id": WATER}
    unsigned = add(county, **handed)
    half = add(county, raised_on=date(2026, 11, 11), due=date(2026, 12, 1))
    wanted = {
        Flag.OVERDUE: [late], Flag.STUCK: [stuck], Flag.BOUNCING: [bouncing], Flag.NOT_ACCEPTED: [unsigned],
        Flag.HALF_TIME: [half],
    }  # fmt: skip

    counts = ask(county, flag_counts, **AROUND)

    assert {flag: listed(county, flag) for flag in wanted} == wanted
    assert counts == {flag: len(wanted.get(flag, [])) for flag in Flag}
    assert ask(county, flagged, **AROUND) == {ids[0]: frozenset({flag}) for flag, ids in wanted.items()}


def test_several_flags_are_one_or_the_other_and_filters_narrow_them(county: Store) -> None:
    late, stuck = add(county, due=date(2026, 11, 20)), add(county, raised_on=LONG_AGO, township_id=LIUHE)
    both = IssueFilter(flags=frozenset({Flag.OVERDUE, Flag.STUCK}))
    narrowed = IssueFilter(flags=both.flags, townships=frozenset({LIUHE}))

    assert [row.id for row in ask(county, issue_rows, both, TODAY, calendar=CALENDAR)] == [late, stuck]
    assert [row.id for row in ask(county, issue_rows, narrowed, TODAY, calendar=CALENDAR)] == [stuck]
    assert ask(county, flag_counts, wanted=narrowed, **AROUND)[Flag.OVERDUE] == 0


def test_the_offices_numbers_move_the_edges(county: Store) -> None:
    stuck = add(county, raised_on=TODAY - timedelta(10))
    sharper = OfficeSettings(stuck_days=10)

    assert ask(county, flagged, **AROUND) == {}
    assert ask(county, flagged, **AROUND | {"settings": sharper}) == {stuck: frozenset({Flag.STUCK})}


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (("王桂英", "13800006612"), ("", "138 0000 6612"), True),
        (("王桂英", "138-0000-6612"), ("王桂英", "13800006612"), True),
        (("王桂英", "13800006612"), ("王桂英", "13800006613"), False),
        (("王桂英", ""), ("王桂英", ""), False),
        (("", "12345"), ("", "12345"), False),
    ],
)
def test_the_same_phone_came_again(county: Store, first: Any, second: Any, same: bool) -> None:
    add(county, first, raised_on=date(2026, 11, 9), state=IssueState.CLOSED)
    again = add(county, second)

    assert listed(county, Flag.REPEAT) == ([again] if same else [])


def test_the_same_name_in_the_same_village_came_again_within_24_months(county: Store) -> None:
    here = {"village_id": QINGSHI, "state": IssueState.CLOSED}
    add(county, ("王桂英", ""), raised_on=date(2024, 11, 22), **here)
    again = add(county, ("王桂英", ""), village_id=QINGSHI)
    assert listed(county, Flag.REPEAT) == [], "a day too long ago"
    add(county, ("王桂英", ""), raised_on=date(2024, 11, 23), **here)
    add(county, ("群众", ""), raised_on=date(2026, 11, 9), **here)
    add(county, ("群众", ""), village_id=QINGSHI)
    add(county, ("王桂英", ""), village_id=LIUHE, township_id=LIUHE)

    assert listed(county, Flag.REPEAT) == [again]


def test_two_things_raised_on_one_day_are_one_errand(county: Store) -> None:
    for _n in range(2):
        add(county, ("王桂英", "13800006612"))

    assert listed(county, Flag.REPEAT) == []


def test_marks_say_light_level_and_what_comes_next(county: Store) -> None:
    issue = add(county, due=date(2026, 11, 10), chase_count=1, notice_level=NoticeLevel.REMINDER, raised_on=LONG_AGO)
    with county.write("Press") as session:
        session.add(m.IssueAction(issue_id=issue, day=date(2026, 11, 13), kind=ActionKind.REMINDED))

    (marks,) = ask(county, marks_of_issues, [issue], **AROUND).values()

    assert (marks.light, marks.level, marks.next_notice) == ("late", NoticeLevel.REMINDER, NoticeLevel.WARNING)
    assert marks.flags == {Flag.OVERDUE, Flag.STUCK, Flag.NOTICE_DUE}
    assert marks.words[Flag.STUCK] == "still 83 days"
    assert listed(county, Flag.NOTICE_DUE) == [issue]


def test_a_pause_that_runs_stops_stuck_and_half_time_and_one_that_ended_does_not(county: Store) -> None:
    paused, over = (add(county, raised_on=LONG_AGO, due=date(2026, 11, 30)) for _n in range(2))
    with county.write("Pause") as session:
        for issue_id, ends in ((paused, None), (over, date(2026, 11, 22))):
            session.add(m.Suspension(issue_id=issue_id, starts=date(2026, 11, 2), ends=ends, reason="听证"))

    assert listed(county, Flag.STUCK) == listed(county, Flag.HALF_TIME) == [over]
    assert ask(county, marks_of_issues, [paused], **AROUND)[paused].light == "paused"


def a_case(dice: random.Random) -> dict[str, Any]:
    """Return the columns of any issue, likely and unlikely."""

    def day(most: int = 60) -> date:
        return TODAY + timedelta(dice.randint(-most, 30))

    def maybe(value: Any) -> Any:
        return dice.choice((None, value))

    raised = TODAY - timedelta(dice.randint(0, 70))
    return {
        "state": dice.choice(list(IssueState)), "raised_on": raised, "due": maybe(day()), "assigned_on": maybe(day()),
        "moved_on": maybe(day()), "noted_on": maybe(day()), "pass_count": dice.randint(0, 4),
        "chase_count": dice.randint(0, 2), "notice_level": dice.choice(list(NoticeLevel)), "drawn_on": maybe(day()),
        "closed_on": maybe(day()), "look_back_on": maybe(day()), "look_back_held": dice.choice((None, True, False)),
        "village_id": maybe(QINGSHI), "lead_agency_id": WATER,
    }  # fmt: skip


def test_the_database_says_of_400_random_issues_what_the_rules_say(county: Store) -> None:
    dice = random.Random(1988)
    with county.write("Fill") as session:
        people = [
            m.Petitioner(name=dice.choice("甲乙丙群"), phone=dice.choice(("", "13800000001"))) for _n in range(40)
        ]
        session.add_all(people)
        session.flush()
        for n in range(400):
            person = dice.choice([*people, None])
            session.add(
                m.Issue(
                    uid=f"r{n}", number=f"R{n}", year=2026, serial=5000 + n, title="饮水", township_id=QINGSHI,
                    petitioner_id=person.id if person else None, **a_case(dice),
                )
            )  # fmt: skip
        session.flush()
        for issue_id in dice.sample(range(1, 401), 80):
            kind = dice.choice((ActionKind.REMINDED, ActionKind.NOTICE, ActionKind.PROGRESS))
            session.add(m.IssueAction(issue_id=issue_id, day=TODAY - timedelta(dice.randint(0, 20)), kind=kind))
            ends = dice.choice((None, TODAY, TODAY - timedelta(1)))
            session.add(m.Suspension(issue_id=issue_id, starts=TODAY - timedelta(9), ends=ends, reason="x"))

    with county.read() as session:
        ids = list(session.scalars(m.Issue.__table__.select().with_only_columns(m.Issue.id)))
    by_rules = ask(county, marks_of_issues, ids, **AROUND)
    for flag in Flag:
        tab = IssueTab.CLOSED if flag is Flag.LOOK_BACK else IssueTab.OPEN
        assert set(listed(county, flag, tab)) == {id for id in ids if flag in by_rules[id].flags}, flag
    counts = ask(county, flag_counts, **AROUND)
    assert counts == {flag: sum(flag in each.flags for each in by_rules.values()) for flag in Flag}
    assert min(counts.values()) > 0, "every rule was tried"
    assert len(OPEN) == 8


def test_who_came_before_is_found_while_typing_and_named_by_a_mask(county: Store) -> None:
    add(county, ("王桂英", "138 0000 6612"), raised_on=date(2026, 10, 9), village_id=QINGSHI, lead_agency_id=WATER)
    add(county, ("王桂英", "13800006612"), raised_on=date(2024, 11, 22))
    secret = add(county, ("王桂英", "13800006612"), raised_on=date(2026, 10, 10), restricted=True)
    asked: dict[str, Any] = {"before": TODAY, "months": 24, "calendar": CALENDAR}

    by_phone = ask(county, repeat_visits, name="", phone="138-0000-6612", village_id=None, **asked)
    by_name = ask(county, repeat_visits, name="王桂英", phone="", village_id=QINGSHI, **asked)
    elsewhere = ask(county, repeat_visits, name="王桂英", phone="", village_id=LIUHE, **asked)

    assert by_phone == by_name
    assert [(row.person, row.township, row.agency, row.raised_on) for row in by_phone] == [
        ("王**", "青石镇", "县水利局", date(2026, 10, 9))
    ]
    assert elsewhere == []
    assert secret not in {row.id for row in by_phone}
    leave = by_phone[0].id
    assert ask(county, repeat_visits, name="", phone="13800006612", village_id=None, leave_out=leave, **asked) == []
