"""On random boards the rules find what a second, slower way finds; a rule switched off takes only its own along."""

import os
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from core.conflicts import RULES, Level, clashes, shortfalls
from tests.core.clash_boards import LEADERS, TOWNSHIPS, board
from tests.core.clash_brute import CHECKS, Breach, brute, brute_shortfalls

BOARDS = 300
FULL = os.environ.get("ONSITE_FULL") == "1"


def found(visit, county):
    return sorted(
        (Breach(visit.id, each.rule_key, each.other_id, each.leader_id) for each in clashes(visit, county)), key=repr
    )


def moved(random, visit):
    """The visit somewhere else: another day, another leader or township, as a drag would put it."""
    return replace(
        visit,
        day=visit.day + timedelta(random.randint(-20, 20)),
        leader_ids=tuple(random.sample(LEADERS, len(visit.leader_ids))),
        township_id=random.choice(TOWNSHIPS),
        village_id=None,
    )


@pytest.mark.parametrize("part", range(3))
def test_the_rules_find_what_a_second_way_finds(part):
    broken = set()
    for seed in range(part, BOARDS, 3):
        random = Random(seed)
        county = board(random)
        for visit in [*county.visits, *(moved(random, each) for each in county.visits[:6])]:
            mine = found(visit, county)
            assert mine == sorted(brute(visit, county), key=repr), f"board {seed}, visit {visit}"
            broken |= {each.rule for each in mine}
        window = (date(2026, 11, 1), date(2026, 12, 31))
        short = sorted((day, clash.leader_id) for day, clash in shortfalls(county, *window))
        assert short == sorted(brute_shortfalls(county, *window)), f"board {seed}"
    assert broken == set(CHECKS)  # no rule passes for want of a case


def test_a_rule_switched_off_takes_only_its_own_along():
    assert [rule.key for rule in RULES] == list(CHECKS)
    for seed in range(BOARDS if FULL else 40):
        county = board(Random(seed))
        before = [breach for visit in county.visits for breach in found(visit, county)]
        for rule in RULES:
            without = replace(county, levels={rule.key: Level.IGNORE})
            after = [breach for visit in county.visits for breach in found(visit, without)]
            assert after == [breach for breach in before if breach.rule != rule.key], f"board {seed}, {rule.key}"
