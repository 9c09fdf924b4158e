"""The lot of the look-back (P45): one in ten, reproducible, and never changed by what is closed later."""

from __future__ import annotations

import random

from core.look_back import drawn

NAMES = [f"issue-{n}" for n in range(10_000)]


def test_the_same_seed_draws_the_same_issues_in_any_order() -> None:
    shuffled = random.Random(7).sample(NAMES, len(NAMES))

    assert drawn(NAMES, share=10, seed=1988) == drawn(shuffled, share=10, seed=1988)
    assert drawn(NAMES, share=10, seed=1988) != drawn(NAMES, share=10, seed=1989)


def test_one_in_ten_is_drawn() -> None:
    assert 900 <= len(drawn(NAMES, share=10, seed=1988)) <= 1100
    assert drawn(NAMES, share=1, seed=1988) == set(NAMES)
    assert drawn(NAMES, share=0, seed=1988) == set()


def test_what_is_closed_later_changes_no_earlier_draw() -> None:
    early = drawn(NAMES[:500], share=10, seed=1988)

    for more in (501, 600, 5000, 10_000):
        assert drawn(NAMES[:more], share=10, seed=1988) & set(NAMES[:500]) == early


def test_the_draw_is_the_same_on_every_computer_for_ever() -> None:
    assert sorted(drawn(NAMES[:60], share=10, seed=1988)) == EXPECTED


EXPECTED = ["issue-12", "issue-23", "issue-34"]
