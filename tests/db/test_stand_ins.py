"""Stand-ins and swaps: who, why, who agreed; in the visit's story and in both leaders' ledgers."""

from __future__ import annotations

from datetime import date

import pytest

from core.errors import ChangedMeanwhile, LeaderBusy, MissingField, Vanished
from core.people_errors import GoesAlready, NotInOffice
from core.planning import QuotaSpan, TakeOver
from core.quotas import QuotaFacts, Tally
from core.visits import VisitState
from db.queries.clashes import clash_context
from db.queries.leader_changes import changes_of_leader, changes_of_visit
from db.queries.quotas import duties, quotas_in_use
from db.queries.visit_story import story_lines, story_values, visit_story
from db.services.plan_rules import save_quota
from db.services.stand_ins import stand_in, swap_with
from db.services.visits import set_state
from db.store import Store
from tests.db.county import CALENDAR, CHEN, TODAY, ZHOU, ask, do, plan
from tests.db.people_office import AFTER, AROUND_RULES, DAY, HE, LIN, WHO, found_office, leaders_of, rows


def test_a_stand_in_goes_and_everything_about_it_is_kept(store: Store) -> None:
    visit, _other = found_office(store)
    before = rows(store)
    do(store, stand_in, visit, HE, reason="市委开会", agreed_by="县委办张主任", **WHO)
    assert leaders_of(store, visit) == [HE]
    (row,) = ask(store, changes_of_visit, visit)
    assert (row.how, row.from_leader, row.to_leader, row.reason) == (TakeOver.STAND_IN, "周立明", "何建勋", "市委开会")
    assert (row.decided_on, row.day) == (TODAY, DAY)
    assert row.sentence == "Stand-in: 何建勋 for 周立明, 市委开会, agreed by 县委办张主任, 23 Nov"
    for leader in (ZHOU, HE):
        assert ask(store, changes_of_leader, leader) == (row,)
    assert ask(store, changes_of_leader, CHEN) == ()
    store.undo()
    assert rows(store) == before


def test_the_visit_s_story_tells_who_stood_in(sqlite_store: Store) -> None:
    visit, _other = found_office(sqlite_store)
    do(sqlite_store, stand_in, visit, HE, reason="市委开会", **WHO)
    story = ask(sqlite_store, visit_story, visit, today=TODAY, calendar=CALENDAR)
    assert any("何建勋 for 周立明" in line for line in story_lines(story))
    assert [each["reason"] for each in story_values(story)["leader_changes"]] == ["市委开会"]


def test_a_swap_is_kept_with_both_visits_and_both_quotas_stay_right(store: Store) -> None:
    one, other = found_office(store)
    do(store, save_quota, QuotaFacts(0, kind=None, span=QuotaSpan.MONTH, least=1, most=1))
    before = rows(store)

    def counts() -> dict[int, int]:
        def tally(session: object) -> dict[int, int]:
            context = clash_context(session, date(2026, 12, 1), date(2026, 12, 31), **AROUND_RULES)
            held = Tally(_outings(context), quotas_in_use(session), duties(session))
            return {who: len(held.held(held.lines(who)[0], who, DAY)) for who in (ZHOU, CHEN)}

        return ask(store, tally)

    assert counts() == {ZHOU: 1, CHEN: 1}
    do(store, swap_with, one, other, reason="对调", agreed_by="两位领导", **WHO)
    assert leaders_of(store, one, other) == [CHEN, ZHOU]
    assert counts() == {ZHOU: 1, CHEN: 1}
    assert [each.how for each in ask(store, changes_of_leader, ZHOU)] == [TakeOver.SWAP, TakeOver.SWAP]
    assert [each.visit_id for each in ask(store, changes_of_leader, CHEN)] == [other, one]
    store.undo()
    assert rows(store) == before


def _outings(context: object) -> list[object]:
    from core.quotas import Outing  # noqa: PLC0415

    return [Outing(v.day, False, v.id, v.kind, v.leader_ids[0]) for v in context.visits]


@pytest.mark.parametrize(
    ("to", "words", "error"),
    [
        (ZHOU, {}, GoesAlready),
        (LIN, {}, NotInOffice),
        (HE, {"reason": "  "}, MissingField),
        (HE, {"version": 99}, ChangedMeanwhile),
    ],
)
def test_a_stand_in_that_cannot_be_changes_nothing(
    sqlite_store: Store, to: int, words: dict[str, object], error: type[Exception]
) -> None:
    visit, _other = found_office(sqlite_store)
    before = rows(sqlite_store)
    with pytest.raises(error):
        do(sqlite_store, stand_in, visit, to, **({"reason": "会"} | WHO | words))
    assert rows(sqlite_store) == before


def test_who_goes_elsewhere_then_cannot_stand_in(sqlite_store: Store) -> None:
    visit, _other = found_office(sqlite_store)
    plan(sqlite_store, leader_id=HE, township_id=3)
    with pytest.raises(LeaderBusy):
        do(sqlite_store, stand_in, visit, HE, reason="会", **WHO)
    with pytest.raises(Vanished):
        do(sqlite_store, stand_in, 999, HE, reason="会", **WHO)


def test_a_swap_asks_for_the_term_of_both(sqlite_store: Store) -> None:
    visit, _other = found_office(sqlite_store)
    later = plan(sqlite_store, day=AFTER, leader_id=LIN, township_id=3)
    with pytest.raises(NotInOffice):
        do(sqlite_store, swap_with, visit, later, reason="会", **WHO)


def test_who_was_told_is_to_be_told_again(sqlite_store: Store) -> None:
    visit, _other = found_office(sqlite_store)
    do(sqlite_store, set_state, visit, VisitState.NOTIFIED)
    do(sqlite_store, stand_in, visit, HE, reason="会", **WHO)
    (row,) = ask(sqlite_store, changes_of_visit, visit)
    assert row.state is VisitState.SET
