"""Two processes issue papers at one moment: no number twice, no gap, and every letter acknowledged is there."""

from __future__ import annotations

import textwrap
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.chain import PaperKind
from core.issues import IssueState
from core.papers import series_of
from db import journal
from db import models as m
from db.checks import check
from db.store import Store, open_store
from tests.db.conftest import FULL
from tests.db.county import PETITIONS, QINGSHI, TODAY, WATER, found_county
from tests.db.test_two_processes import PREAMBLE, go, start

LETTERS = 40 if FULL else 8

LETTER = PREAMBLE + textwrap.dedent("""
    from core.chain import PaperKind
    from core.documents.paper_facts import PaperDraft
    from db.services.papers import issue_paper
    from tests.db.county import CALENDAR, SETTINGS, TODAY
    store, (issue, agency) = shared(where), map(int, sys.argv[4:6])
    for _ in range(int(seconds)):
        try:
            with store.write("Chase") as session:
                print(issue_paper(
                    session, PaperDraft(PaperKind.CHASE_LETTER, agency, [issue], TODAY, date(2026, 11, 30)),
                    calendar=CALENDAR, settings=SETTINGS,
                ).serial, flush=True)
        except UserError as error:
            print(type(error).__name__, flush=True)
    store.close()
""")


@pytest.fixture
def county(store: Store) -> Store:
    """Two overdue issues, one of each unit, and no letter yet this year: even the series is still to be begun."""
    found_county(store)
    with store.write("Set up") as session:
        for id, agency in ((1, WATER), (2, PETITIONS)):
            session.add(
                m.Issue(
                    id=id, uid=f"i{id}", number=f"N{id}", year=2026, serial=id, title="饮水", township_id=QINGSHI,
                    raised_on=date(2026, 9, 1), due=date(2026, 11, 13), lead_agency_id=agency,
                    state=IssueState.ASSIGNED,
                )
            )  # fmt: skip
    store.close()
    return store


@pytest.mark.parametrize("whose", [((1, WATER), (2, PETITIONS)), ((1, WATER), (1, WATER))], ids=["two", "one_issue"])
def test_two_processes_never_issue_one_number_twice_nor_leave_a_gap(
    county: Store, where: str | Path, whose: tuple[tuple[int, int], ...]
) -> None:
    pair = [start(LETTER, where, LETTERS, "cold", *map(str, mine)) for mine in whose]
    for process in pair:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", process.communicate()[1]
    for process in pair:
        go(process)
    said = [process.communicate() for process in pair]
    assert [error for _out, error in said if error] == []
    answers = [word for out, _error in said for word in out.split()]
    given = sorted(int(word) for word in answers if word.isdigit())
    again = open_store(where)
    with again.read() as session:
        stored = list(session.scalars(sa.select(m.Paper.serial).order_by(m.Paper.serial)))
        numbers = set(session.scalars(sa.select(m.Paper.number)))
        chased = session.scalar(sa.select(sa.func.sum(m.Issue.chase_count)))
        last = session.get_one(m.NumberSeries, (series_of(PaperKind.CHASE_LETTER), TODAY.year)).last
        assert journal.verify(session.connection()) == []
    faults = check(again).faults
    again.close()
    assert stored == given == list(range(1, len(given) + 1))
    assert len(numbers) == len(stored) == last == chased
    assert set(answers) - set(map(str, given)) <= {"ChangedMeanwhile"}  # told, and its number was not used up
    assert len(answers) == 2 * LETTERS
    assert faults == ()
