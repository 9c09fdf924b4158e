"""The clashes of a stretch as the board and the issue check read them, and what of them somebody accepted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.clash_facts import Level
from core.closures import ClosureFacts
from core.conflicts import clash_text
from core.errors import LeaderBusy, MissingField, TooLong, Vanished
from core.quotas import QuotaFacts
from core.rule_errors import ShortfallNeedsPlan
from core.visits import Half, VisitState
from db import models as m
from db.queries.clashes import accepted_of, clashes_between
from db.services.clash_overrides import accept_clash, withdraw_acceptance
from db.services.plan_rules import save_closure, save_quota, set_level
from db.services.visits import move_visit, save_visit, set_state
from tests.db.county import (
    CALENDAR,
    CHEN,
    LIUHE,
    PETITIONS,
    QINGSHI,
    SETTINGS,
    SHIQIAO,
    TODAY,
    WATER,
    ZHOU,
    add_issue,
    ask,
    do,
    found_county,
    plan,
    visit_draft,
)
from tests.db.rows import everything

DAY = date(2026, 12, 2)
MONTH = (date(2026, 12, 1), date(2026, 12, 31))


@pytest.fixture
def office(store):
    found_county(store)
    return store


def rows(store, first=MONTH[0], last=MONTH[1], **more):
    return ask(store, clashes_between, first, last, calendar=CALENDAR, settings=SETTINGS, **more)


def told(store, **more):
    return [(row.visit_id, row.clash.rule_key, row.accepted) for row in rows(store, **more)]


def accept(store, row, reason="两人分头走访"):
    return do(store, accept_clash, row.visit_id, row.clash, reason=reason, actor="李秘书", today=TODAY)


def test_a_pair_of_visits_is_told_of_from_both_sides_the_gravest_first(office):
    one, two = plan(office), plan(office, leader_id=CHEN)
    office_away(office, CHEN)

    assert told(office) == [(two, "absence", None), (one, "same_township", None), (two, "same_township", None)]
    assert told(office, only=[one]) == [(one, "same_township", None)]
    assert told(office, first=DAY + timedelta(1)) == []
    assert told(office, today=DAY + timedelta(1)) == []


def office_away(store, leader_id):
    with store.write("Away") as session:
        session.add(m.Absence(leader_id=leader_id, starts=DAY, ends=DAY, reason="学习"))


def test_what_took_place_or_was_called_off_is_not_judged(office):
    one, two = plan(office), plan(office, leader_id=CHEN)
    do(office, set_state, two, VisitState.DONE)
    assert told(office) == [(one, "same_township", None)]
    do(office, set_state, two, VisitState.CANCELLED)
    assert told(office) == []


def test_an_acceptance_speaks_for_both_visits_with_its_reason(office):
    one, two = plan(office), plan(office, leader_id=CHEN)
    before = everything(office)
    accept(office, rows(office)[0])

    reason = "两人分头走访"
    assert told(office) == [(one, "same_township", reason), (two, "same_township", reason)]
    (kept,) = ask(office, accepted_of, one)
    assert (kept.reason, kept.actor, kept.decided_on, kept.holds) == (reason, "李秘书", TODAY, True)
    assert kept.sentence == clash_text(rows(office)[0].clash)
    office.undo()
    assert everything(office) == before


def test_a_further_acceptance_of_the_same_clash_replaces_the_reason(office):
    one, two = plan(office), plan(office, leader_id=CHEN)
    row = rows(office)[0]
    assert accept(office, row) == accept(office, row, "上午下午错开")
    assert {row.accepted for row in rows(office)} == {"上午下午错开"}
    assert (len(ask(office, accepted_of, one)), len(ask(office, accepted_of, two))) == (1, 0)


def test_an_acceptance_holds_while_day_rule_and_other_side_stay(office):
    one, two = plan(office), plan(office, leader_id=CHEN)
    accept(office, rows(office)[0])
    for visit in (one, two):
        do(office, move_visit, visit, to=DAY + timedelta(1))
    assert {row.accepted for row in rows(office)} == {None}
    assert [each.holds for each in ask(office, accepted_of, one)] == [False]
    for visit in (one, two):
        do(office, move_visit, visit, to=DAY)
    assert None not in {row.accepted for row in rows(office)}

    with office.write("Another leader") as session:
        session.add(m.Leader(id=9, name="林若川"))
        session.flush()
        session.get(m.Visit, two).leader_id = 9
    assert {row.accepted for row in rows(office)} == {None}


def test_an_acceptance_is_withdrawn_from_either_side_once(office):
    plan(office), plan(office, leader_id=CHEN)
    one, two = rows(office)
    accept(office, one)
    do(office, withdraw_acceptance, two.visit_id, two.clash)
    assert {row.accepted for row in rows(office)} == {None}
    with pytest.raises(Vanished):
        do(office, withdraw_acceptance, one.visit_id, one.clash)


@pytest.mark.parametrize(("reason", "refusal"), [("  ", MissingField), ("长" * 401, TooLong)])
def test_a_clash_is_not_accepted_without_a_reason_that_can_be_kept(office, reason, refusal):
    plan(office), plan(office, leader_id=CHEN)
    with pytest.raises(refusal):
        accept(office, rows(office)[0], reason)
    assert {row.accepted for row in rows(office)} == {None}


def test_a_clash_with_a_visit_that_is_gone_cannot_be_accepted(office):
    plan(office)
    two = plan(office, leader_id=CHEN)
    row = rows(office)[0]
    with office.write("Delete") as session:
        session.delete(session.get(m.Visit, two, options=[]))
    with pytest.raises(Vanished):
        accept(office, row)
    assert told(office) == []


def test_days_kept_free_seasons_quotas_and_company_are_read(office):
    do(office, save_closure, ClosureFacts(DAY, DAY, None, False, "县两会"))
    do(office, save_closure, ClosureFacts(date(2020, 12, 3), date(2020, 12, 3), LIUHE, True, "防汛"))
    do(office, save_quota, QuotaFacts(0, leader_id=ZHOU, most=1))
    units = [WATER, PETITIONS]
    first = plan(office, accompanying_agencies=units, kind="research_visit")
    second = plan(office, day=date(2026, 12, 3), township_id=LIUHE, leader_id=CHEN)
    third = plan(office, day=date(2026, 12, 16), township_id=SHIQIAO)
    with office.write("Stricter") as session:
        session.add(m.Setting(key="agencies_with_heads", value={"value": 1}))
    settings = type(SETTINGS)(county="云岭县", agencies_with_heads=1)
    found = ask(office, clashes_between, *MONTH, calendar=CALENDAR, settings=settings)

    assert [(row.visit_id, row.clash.rule_key) for row in found] == [
        (first, "blocked_day"), (first, "company"), (second, "blocked_day"), (third, "quota_over"),
    ]  # fmt: skip
    assert [row.clash.level for row in found] == [
        Level.BLOCK_ISSUE, Level.WARN, Level.BLOCK_ISSUE, Level.WARN,
    ]  # fmt: skip


def test_a_quota_that_is_not_filled_is_told_with_the_last_day_of_its_stretch(office):
    do(office, save_quota, QuotaFacts(0, least=1))
    plan(office)
    (row,) = rows(office)
    assert (row.visit_id, row.day, row.clash.leader_id, row.clash.rule_key) == (None, MONTH[1], CHEN, "quota_under")
    with pytest.raises(ShortfallNeedsPlan):
        accept(office, row)
    assert told(office, last=date(2026, 12, 30)) == []  # the month goes on
    assert told(office, today=date(2027, 1, 1)) == []
    do(office, set_level, "quota_under", Level.IGNORE)
    assert told(office) == []


def test_who_must_keep_away_from_an_issue_does_not_travel_with_it(office):
    visit = plan(office, accompanying_agencies=[WATER])
    add_issue(office, QINGSHI, None, bring_to_visit_id=visit, subject_of_complaint="县水利局")
    add_issue(office, QINGSHI, None, bring_to_visit_id=visit, subject_leader_id=ZHOU, restricted=True)
    add_issue(office, QINGSHI, None, bring_to_visit_id=visit)

    found = [clash_text(row.clash) for row in rows(office)]
    assert [row.clash.level for row in rows(office)] == [Level.BLOCK_ISSUE] * 2
    assert "restricted" in found[1]
    assert "周立明" in found[1]
    assert "县水利局" in found[0]


def test_a_milder_rule_lets_a_leader_be_booked_twice_as_the_office_says(office):
    plan(office)
    with pytest.raises(LeaderBusy):
        plan(office, township_id=LIUHE)
    do(office, set_level, "double_booking", Level.WARN)
    twice = plan(office, township_id=LIUHE)
    assert [key for _id, key, _accepted in told(office, only=[twice])] == ["double_booking"]
    do(office, set_level, "double_booking", Level.BLOCK)
    with pytest.raises(LeaderBusy):
        plan(office, township_id=SHIQIAO, half=Half.WHOLE_DAY)


def test_saving_a_visit_again_keeps_what_was_accepted(office):
    one = plan(office)
    plan(office, leader_id=CHEN)
    accept(office, rows(office)[0])
    draft = visit_draft(id=one, note="另议")
    do(office, save_visit, draft)
    assert None not in {row.accepted for row in rows(office)}
