"""Random boards, crowded enough that every clash rule is broken now and then."""

from __future__ import annotations

from datetime import date, time, timedelta
from random import Random

from core.calendar.seasons import Season
from core.calendar.workdays import CalendarDay, Origin, WorkCalendar, work_calendar
from core.clash_facts import AbsenceFacts, ClashContext, KeptAway, MeetingFacts, PairFacts, VisitFacts
from core.organisation import LeadershipBody
from core.planning import QuotaSpan
from core.quotas import Duty, QuotaFacts
from core.visits import Half

FIRST = date(2026, 11, 16)
DAYS = 28
FREE, MADE_UP = date(2026, 11, 24), date(2026, 11, 28)
LEADERS, TOWNSHIPS, VILLAGES, AGENCIES = range(1, 8), range(10, 16), range(20, 32), range(40, 46)
KINDS = ("petition_reception", "research_visit")
BODIES = (LeadershipBody.GOVERNMENT, LeadershipBody.CPPCC)
CALENDAR: WorkCalendar = work_calendar(
    [
        CalendarDay(FREE, is_workday=False, name="县庆", origin=Origin.COUNTY),
        CalendarDay(MADE_UP, is_workday=True, name="调休", origin=Origin.COUNTY),
    ]
)


def board(random: Random) -> ClashContext:
    """Return some weeks of a small county."""
    return ClashContext(
        calendar=CALENDAR,
        visits=[_visit(random, number) for number in range(1, random.randint(4, 26))],
        absences=[_absence(random) for _n in range(random.randint(0, 4))],
        meetings=[_meeting(random) for _n in range(random.randint(0, 8))],
        pairs=[
            PairFacts(*random.sample(LEADERS, 2), *random.choice([(None, None), (_day(random), None)]))
            for _n in range(random.randint(0, 3))
        ],
        blocked_days={_day(random): "停排" for _n in range(random.randint(0, 2))},
        closed_days={(random.choice(TOWNSHIPS), _day(random)): "防汛" for _n in range(random.randint(0, 4))},
        minutes_from_seat={township: random.choice((20, 60, 100, 170)) for township in random.sample(TOWNSHIPS, 5)},
        minutes_between={
            (random.choice(TOWNSHIPS), random.choice(TOWNSHIPS)): random.choice((15, 90, 200)) for _n in range(4)
        },
        revisit_days=random.choice((0, 3, 5)),
        village_revisit_days=random.choice((0, 10, 30)),
        spacing_days=random.choice((0, 0, 2, 4)),
        seasons=_seasons(random),
        quotas=_quotas(random),
        duties={
            id: Duty(id, BODIES[id % 2], random.choice((100, 50)), None if id != 7 else date(2026, 11, 20), None)
            for id in LEADERS
        },
        research_kinds=frozenset({"research_visit"}),
        heads=frozenset({1}),
        units_with_heads=3,
        units_with_others=2,
        kept_away={
            random.randint(1, 26): [
                KeptAway(
                    random.choice(("", "云岭下访〔2026〕0001号")),
                    frozenset(random.sample(LEADERS, 2)),
                    frozenset(random.sample(AGENCIES, 2)),
                )
            ]
            for _n in range(3)
        },
    )


def _day(random: Random) -> date:
    return FIRST + timedelta(random.randrange(DAYS))


def _visit(random: Random, number: int) -> VisitFacts:
    village = random.choice((None, *VILLAGES))
    half = random.choice(list(Half))
    starts, ends = random.choice(((None, None), (None, None), (None, None), *_HOURS[half]))
    return VisitFacts(
        number,
        _day(random),
        half,
        tuple(random.sample(LEADERS, random.choice((1, 1, 1, 2, 3)))),
        random.choice(TOWNSHIPS) if village is None else TOWNSHIPS[VILLAGES.index(village) // 2],
        village,
        random.choice(KINDS),
        starts,
        ends,
        tuple(random.sample(AGENCIES, random.choice((0, 0, 1, 3, 4)))),
    )


_HOURS = {
    Half.MORNING: ((time(8), time(9, 30)), (time(9, 30), time(11)), (time(10), None)),
    Half.AFTERNOON: ((time(14), time(15, 30)), (time(19), time(21)), (None, time(16))),
    Half.WHOLE_DAY: ((time(8), time(18)), (time(10), time(13))),
}


def _absence(random: Random) -> AbsenceFacts:
    first = _day(random)
    reason = random.choice(("", "学习"))
    return AbsenceFacts(random.choice(LEADERS), first, first + timedelta(random.randrange(5)), reason)


def _meeting(random: Random) -> MeetingFacts:
    half = random.choice(list(Half))
    hours = random.choice(((None, None), (time(8), time(10))))
    return MeetingFacts("例会", _day(random), half, frozenset(random.sample(LEADERS, 3)), *hours)


def _seasons(random: Random) -> list[Season]:
    common = Season("三秋", (11, 20), (11, 25))
    own = Season("三秋", (12, 1), (12, 5), random.choice(TOWNSHIPS))
    return random.choice(([], [common], [common, own], [own]))


def _quotas(random: Random) -> list[QuotaFacts]:
    lines = [
        QuotaFacts(1, least=1, most=2),
        QuotaFacts(2, body=LeadershipBody.CPPCC, least=2, most=3),
        QuotaFacts(3, leader_id=random.choice(LEADERS), least=3),
        QuotaFacts(4, kind="research_visit", most=1),
        QuotaFacts(5, span=QuotaSpan.QUARTER, least=4, most=6),
        QuotaFacts(6, kind="petition_reception", span=QuotaSpan.YEAR, least=1),
    ]
    return random.sample(lines, random.randint(0, len(lines)))
