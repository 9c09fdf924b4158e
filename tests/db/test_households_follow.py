"""Households called on follow their visit when its day, leader or township is corrected, and undo brings all back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.errors import DayOutOfRange, VillageElsewhere
from core.record_errors import CashNeedsTwoSignatures, NextVisitNotLater
from core.records import HouseholdDraft
from core.visits import VisitState
from db import models as m
from db.queries.chronicle import EVERYTHING, chronicle
from db.queries.visits import visit_draft
from db.services.visits import move_visit, save_visit
from tests.db.record_office import FRIDAY, TODAY, save, set_up, stored
from tests.db.rows import everything

HOME = HouseholdDraft("h9", 1, householder="赵四海", needs="赵四海要轮椅", next_on=date(2026, 12, 20))


@pytest.fixture
def office(store):
    set_up(store)
    save(store, replace(stored(store), households=[HOME]))
    return store


def correct(store, **fields):
    with store.write("Correct the visit") as session:
        save_visit(session, replace(visit_draft(session, 2), **fields))


def home(store):
    with store.read() as session:
        row = session.get_one(m.HouseholdVisit, 1)
        return row.day, row.leader_id


def test_a_corrected_day_and_leader_take_the_households_along(office):
    before = everything(office)

    correct(office, day=FRIDAY, leader_id=2, overlap_confirmed=True)

    assert home(office) == (FRIDAY, 2)
    with office.read() as session:
        lines = chronicle(session, leader_id=2, today=TODAY, kinds=EVERYTHING)
    told = [line for line in lines if line.kind == "household"]
    assert [(line.day, line.title) for line in told] == [(FRIDAY, "赵**, 赵**要轮椅")]
    office.undo()
    assert everything(office) == before


def test_a_record_written_before_its_visit_moves_with_it(office):
    with office.write("Set again") as session:
        session.get_one(m.Visit, 2).state = VisitState.SET
    with office.write("Move visit") as session:
        move_visit(session, 2, to=date(2026, 11, 25))

    assert home(office) == (date(2026, 11, 25), 1)


def test_a_correction_that_the_households_forbid_is_refused_with_a_sentence(office):
    before = everything(office)
    with pytest.raises(NextVisitNotLater):
        correct(office, day=date(2026, 12, 21))
    with pytest.raises(VillageElsewhere):
        correct(office, township_id=2)
    assert everything(office) == before


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"next_on": date(2300, 1, 1)}, DayOutOfRange),
        ({"cash_yuan": 5, "signer_one": "Ａnn", "signer_two": "ANN"}, CashNeedsTwoSignatures),
    ],
)
def test_a_far_day_and_one_hand_under_two_names_are_refused(office, fields, refusal):
    with pytest.raises(refusal):
        save(office, replace(stored(office), households=[replace(HOME, **fields)]))
