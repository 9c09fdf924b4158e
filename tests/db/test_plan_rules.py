"""The office's levels, quotas and days kept free: each change one undo, each mistake one sentence."""

from __future__ import annotations

from datetime import date

import pytest

from core.clash_facts import Level
from core.closures import ClosureFacts
from core.errors import (
    ChangedMeanwhile,
    ChoiceVanished,
    DayOutOfRange,
    LastBeforeFirst,
    MissingField,
    NumberOutOfRange,
    TooLong,
    Vanished,
)
from core.organisation import LeadershipBody
from core.planning import QuotaSpan
from core.quotas import QuotaFacts
from core.rule_errors import ClosuresOverlap, LeastAboveMost, QuotaSaysNothing, QuotaTwice
from db import models as m
from db.queries.clashes import chosen_levels
from db.queries.quotas import closure_lines, quota_lines, quotas_in_use
from db.services.plan_rules import (
    delete_closure,
    delete_quota,
    restore_levels,
    save_closure,
    save_quota,
    set_level,
    set_quota_active,
)
from tests.db.county import QINGSHI, ZHOU, ask, do, found_county
from tests.db.rows import everything

MONTHLY = QuotaFacts(0, leader_id=ZHOU, least=1, most=4)
EXAMS = ClosureFacts(date(2026, 6, 7), date(2026, 6, 9), None, True, "高考")


@pytest.fixture
def office(store):
    found_county(store)
    return store


def test_a_level_is_chosen_put_back_and_undone(office):
    before = everything(office)
    do(office, set_level, "travel", Level.BLOCK)
    do(office, set_level, "absence", Level.WARN)
    assert ask(office, chosen_levels) == {"travel": Level.BLOCK, "absence": Level.WARN}
    do(office, set_level, "travel", Level.WARN)
    assert ask(office, chosen_levels) == {"absence": Level.WARN}
    do(office, restore_levels)
    assert ask(office, chosen_levels) == {}
    for _step in range(4):
        office.undo()
    assert everything(office) == before


def test_levels_of_a_newer_version_are_left_out(office):
    with office.write("Newer") as session:
        session.add(m.Setting(key="clash_levels", value={"value": {"moon": "block", "travel": "sometimes"}}))
    assert ask(office, chosen_levels) == {"moon": Level.BLOCK}
    do(office, set_level, "travel", Level.IGNORE)
    assert ask(office, chosen_levels) == {"travel": Level.IGNORE}


def test_a_quota_is_added_changed_set_aside_and_dropped_each_by_one_undo(office):
    before = everything(office)
    key = do(office, save_quota, MONTHLY, note="县领导每月一次")
    do(office, save_quota, QuotaFacts(0, body=LeadershipBody.CPPCC, span=QuotaSpan.YEAR, least=6), quota_id=key)
    (line,) = ask(office, quota_lines)
    assert (line.leader_id, line.body, line.span, line.least, line.most, line.note) == (
        None, LeadershipBody.CPPCC, QuotaSpan.YEAR, 6, None, "",
    )  # fmt: skip
    do(office, set_quota_active, key, active=False)
    assert ask(office, quotas_in_use) == []
    do(office, delete_quota, key)
    assert ask(office, quota_lines) == []
    for _step in range(4):
        office.undo()
    assert everything(office) == before


@pytest.mark.parametrize(
    ("quota", "refusal"),
    [
        (QuotaFacts(0), QuotaSaysNothing),
        (QuotaFacts(0, least=5, most=4), LeastAboveMost),
        (QuotaFacts(0, least=-1), NumberOutOfRange),
        (QuotaFacts(0, most=367), NumberOutOfRange),
        (QuotaFacts(0, leader_id=99, least=1), ChoiceVanished),
        (QuotaFacts(0, kind="parade", least=1), ChoiceVanished),
        (QuotaFacts(0, leader_id=ZHOU, most=2), QuotaTwice),
    ],
)
def test_a_quota_that_cannot_be_is_refused_and_nothing_changes(office, quota, refusal):
    do(office, save_quota, MONTHLY)
    before = everything(office)
    with pytest.raises(refusal):
        do(office, save_quota, quota)
    assert everything(office) == before


def test_a_quota_set_aside_comes_back_only_where_nothing_took_its_place(office):
    key = do(office, save_quota, MONTHLY)
    do(office, set_quota_active, key, active=False)
    do(office, save_quota, MONTHLY)
    with pytest.raises(QuotaTwice) as refusal:
        do(office, set_quota_active, key, active=True)
    assert "周立明" in str(refusal.value)


def test_a_quota_that_somebody_else_saved_or_deleted_is_not_overwritten(office):
    key = do(office, save_quota, MONTHLY)
    (line,) = ask(office, quota_lines)
    do(office, save_quota, QuotaFacts(0, least=2), quota_id=key, version=line.version)
    with pytest.raises(ChangedMeanwhile):
        do(office, save_quota, MONTHLY, quota_id=key, version=line.version)
    do(office, delete_quota, key)
    with pytest.raises(Vanished):
        do(office, delete_quota, key)


def test_days_are_kept_free_changed_and_freed_each_by_one_undo(office):
    before = everything(office)
    key = do(office, save_closure, EXAMS)
    do(office, save_closure, ClosureFacts(date(2026, 6, 7), date(2026, 6, 8), QINGSHI, False, "防汛"), closure_id=key)
    (line,) = ask(office, closure_lines)
    assert (line.township, line.closure.ends, line.closure.reason) == ("青石镇", date(2026, 6, 8), "防汛")
    do(office, delete_closure, key)
    assert ask(office, closure_lines) == []
    for _step in range(3):
        office.undo()
    assert everything(office) == before


@pytest.mark.parametrize(
    ("closure", "refusal"),
    [
        (ClosureFacts(date(2026, 6, 9), date(2026, 6, 7), reason="高考"), LastBeforeFirst),
        (ClosureFacts(date(2027, 6, 9), date(2027, 6, 12), reason="防汛"), ClosuresOverlap),
        (ClosureFacts(date(2026, 7, 1), date(2026, 7, 1)), MissingField),
        (ClosureFacts(date(2026, 7, 1), date(2026, 7, 1), reason="x" * 201), TooLong),
        (ClosureFacts(date(2200, 7, 1), date(2200, 7, 1), reason="防汛"), DayOutOfRange),
        (ClosureFacts(date(2026, 7, 1), date(2026, 7, 1), 99, reason="防汛"), ChoiceVanished),
    ],
)
def test_days_that_cannot_be_kept_free_are_refused_and_nothing_changes(office, closure, refusal):
    do(office, save_closure, EXAMS)
    before = everything(office)
    with pytest.raises(refusal):
        do(office, save_closure, closure)
    assert everything(office) == before


def test_a_township_may_be_closed_while_the_county_is(office):
    do(office, save_closure, EXAMS)
    do(office, save_closure, ClosureFacts(date(2026, 6, 8), date(2026, 6, 20), QINGSHI, False, "防汛"))
    assert len(ask(office, closure_lines)) == 2
