"""AB pairs: dated, seen from both sides, never twice on one day."""

from __future__ import annotations

from datetime import date

import pytest

from core.directory import PairDraft
from core.errors import LastBeforeFirst, MissingField
from core.people_errors import OwnPartner, PairOverlaps, PairTooOften
from db.queries.clashes import clash_context
from db.queries.leader_detail import pair_drafts
from db.services.backup_pairs import add_pair, keep_pairs
from db.store import Store
from tests.db.county import CHEN, ZHOU, ask, do
from tests.db.people_office import AROUND_RULES, DAY, HE, found_office, rows

MAY, JUNE = date(2026, 5, 31), date(2026, 6, 1)


def test_a_pair_is_seen_and_changed_from_both_sides(store: Store) -> None:
    found_office(store)
    before = rows(store)
    do(store, keep_pairs, ZHOU, [PairDraft(CHEN, ends=MAY), PairDraft(HE, JUNE)])
    assert [(each.partner_id, each.starts, each.ends) for each in ask(store, pair_drafts, ZHOU)] == [
        (CHEN, None, MAY), (HE, JUNE, None),
    ]  # fmt: skip
    (line,) = ask(store, pair_drafts, HE)
    assert (line.partner_id, line.starts) == (ZHOU, JUNE)
    line.ends = DAY
    do(store, keep_pairs, HE, [line])
    assert ask(store, pair_drafts, ZHOU)[1].ends == DAY
    context = ask(store, clash_context, DAY, DAY, **AROUND_RULES)
    assert list(context.partners(ZHOU, DAY)) == [HE]
    assert list(context.partners(HE, DAY)) == [ZHOU]
    assert not list(context.partners(CHEN, DAY))
    do(store, keep_pairs, HE, [])
    assert len(ask(store, pair_drafts, ZHOU)) == 1
    for _step in range(3):
        store.undo()
    assert rows(store) == before


def test_the_same_two_may_be_a_pair_again_later(sqlite_store: Store) -> None:
    found_office(sqlite_store)
    do(sqlite_store, keep_pairs, ZHOU, [PairDraft(CHEN, ends=MAY)])
    do(sqlite_store, add_pair, CHEN, ZHOU, JUNE, DAY)
    assert len(ask(sqlite_store, pair_drafts, CHEN)) == 2
    with pytest.raises(PairTooOften):
        do(sqlite_store, add_pair, CHEN, ZHOU, date(2027, 1, 1), None)


@pytest.mark.parametrize(
    ("lines", "error"),
    [
        ([PairDraft(CHEN), PairDraft(CHEN, JUNE)], PairOverlaps),
        ([PairDraft(CHEN, ends=JUNE), PairDraft(CHEN, JUNE)], PairOverlaps),
        ([PairDraft(CHEN, JUNE, MAY)], LastBeforeFirst),
        ([PairDraft(ZHOU)], OwnPartner),
        ([PairDraft(None, JUNE)], MissingField),
        (
            [PairDraft(CHEN, ends=MAY), PairDraft(CHEN, JUNE, JUNE), PairDraft(CHEN, DAY)],
            PairTooOften,
        ),
    ],
)
def test_a_pair_that_overlaps_itself_is_refused(
    sqlite_store: Store, lines: list[PairDraft], error: type[Exception]
) -> None:
    found_office(sqlite_store)
    before = rows(sqlite_store)
    with pytest.raises(error):
        do(sqlite_store, keep_pairs, ZHOU, lines)
    assert rows(sqlite_store) == before
