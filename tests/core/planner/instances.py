"""Problems to plan: small random ones of every shape, and a county like the sample one."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from core.calendar.workdays import work_calendar
from core.organisation import LeadershipBody
from core.planner.plan_view import PlanView
from core.planner.problem import (
    HALVES,
    BaseVisit,
    Hold,
    PlannedVisit,
    PlannerKind,
    PlannerLeader,
    PlannerTownship,
    Problem,
    ReceptionDay,
    Sitting,
    Stand,
)
from core.planner.rules import HARD, breaches
from core.planner.wishes import SOFT
from core.planning import QuotaSpan
from core.quotas import QuotaFacts
from core.visits import Half

FIRST = date(2027, 1, 4)
QUARTER = date(2027, 1, 1), date(2027, 3, 31)
YEAR = date(2027, 1, 1), date(2027, 12, 31)
CALENDAR = work_calendar()
KINDS = (
    PlannerKind("reception", "Reception", 1, 5),
    PlannerKind("site", "Site meeting", -1, 3),
    PlannerKind("talk", "Talk", 0, 2),
)


@dataclass
class Deal:
    """What a random problem is dealt from."""

    draw: random.Random
    days: tuple[date, ...]
    last: date
    leaders: int
    townships: int
    kinds: tuple[PlannerKind, ...]

    def leader(self):
        return self.draw.randint(1, self.leaders)

    def township(self):
        return self.draw.randint(101, 100 + self.townships)

    def day(self):
        return self.draw.choice(self.days)

    def some_days(self, chance, days=None):
        return frozenset(day for day in days or self.days if self.draw.random() < chance)

    def some(self, most, chance=0.5):
        return range(self.draw.randint(0, most) if self.draw.random() < chance else 0)

    def visit(self, day=None, id=0, hold=""):
        kind = self.draw.choice(self.kinds).key
        return PlannedVisit(day or self.day(), self.draw.choice(HALVES), self.township(), self.leader(), kind, id, hold)


def random_problem(seed, *, leaders=4, townships=4, days=10, kinds=3, first=FIRST, extras=True, stands=True):
    """Return a problem of any shape; the same for the same arguments.

    Args:
        days: Natural days of the period.
        kinds: 1 to 3.
        extras: Whether there are fixed and draft visits, receptions, base lines and joint townships.
        stands: Whether the office may have switched rules.
    """
    draw = random.Random(seed)
    last = first + timedelta(days - 1)
    natural = [first + timedelta(n) for n in range(days)]
    plannable = tuple(day for day in natural if CALENDAR.is_workday(day)) or tuple(natural)
    deal = Deal(draw, plannable, last, leaders, townships, KINDS[:kinds])
    problem = Problem(
        first,
        last,
        plannable,
        CALENDAR,
        leaders=tuple(_leader(deal, n) for n in range(1, leaders + 1)),
        townships=tuple(_township(deal, n) for n in range(101, 101 + townships)),
        kinds=deal.kinds,
        around=_around(deal),
        sittings=tuple(_sitting(deal) for _each in deal.some(4)),
        pairs=_pairs(deal),
        quotas=tuple(_quota(deal, n) for n in deal.some(4, 0.8)),
        stands=_stands(draw) if stands else {},
        revisit_days=draw.choice((1, 2, 3, 5)),
        spacing_days=draw.choice((1, 1, 2, 3)),
        most_a_day=draw.choice((0, 0, 1, 2, 3)),
    )
    return _with_extras(problem, deal) if extras else problem


def _leader(deal, id):
    draw = deal.draw
    away = tuple(
        sorted((day, min(day + timedelta(draw.randint(0, 3)), deal.last)) for day in sorted(deal.some_days(0.06)))
    )
    return PlannerLeader(
        id,
        f"Leader {id}",
        id,
        draw.choice((LeadershipBody.GOVERNMENT, LeadershipBody.OTHER)),
        draw.choice((100, 100, 100, 60, 0)),
        deal.day() if draw.random() < 0.08 else None,
        deal.day() if draw.random() < 0.08 else None,
        away,
        carried=draw.choice((0, 0, 10, 25)),
    )


def _township(deal, id):
    draw = deal.draw
    return PlannerTownship(
        id,
        f"Township {id}",
        draw.choice((1, 3, 5, 8, 30)),
        {draw.choice(deal.kinds).key: draw.choice((4, 9)) for _each in deal.some(1, 0.3)},
        draw.choice((None, 10, 25, 40, 70, 95)),
        draw.choice((0, 0, 1, 4, 9)),
        deal.some_days(0.25) if draw.random() < 0.7 else frozenset(),
        deal.some_days(0.1),
        deal.some_days(0.15),
        {deal.leader(): draw.randint(1, 3) for _each in deal.some(2)},
        frozenset(deal.leader() for _each in deal.some(1, 0.3)),
    )


def _around(deal):
    draw, found = deal.draw, []
    for back in sorted((draw.randint(1, 40) for _each in deal.some(6, 0.8)), reverse=True):
        found.append(deal.visit(deal.days[0] - timedelta(back), 900 + len(found), Hold.BOUND))
    found += [deal.visit(deal.last + timedelta(draw.randint(1, 4)), 950 + n, Hold.BOUND) for n in deal.some(2)]
    return tuple(sorted(each for each in found))


def _sitting(deal):
    who = frozenset(deal.leader() for _each in range(2))
    return Sitting("Meeting", deal.day(), deal.draw.choice((*HALVES, Half.WHOLE_DAY)), who)


def _pairs(deal):
    found = {}
    for _each in deal.some(2):
        one, other = deal.leader(), deal.leader()
        if one != other:
            found[min(one, other), max(one, other)] = deal.draw.choice((None, deal.day()))
    return tuple((one, other, None, until) for (one, other), until in found.items())


def _quota(deal, id):
    draw = deal.draw
    least, most = draw.choice(((1, None), (1, 2), (2, 3), (None, 1), (None, 2), (1, 4)))
    span = draw.choice((QuotaSpan.MONTH, QuotaSpan.MONTH, QuotaSpan.QUARTER))
    whose = draw.choice((None, None, deal.leader()))
    kind = draw.choice((None, None, draw.choice(deal.kinds).key))
    body = draw.choice((None, None, LeadershipBody.OTHER))
    return QuotaFacts(id, whose, body, kind, span, least, most)


def _stands(draw):
    found = {}
    for rule in (*HARD, *SOFT):
        if draw.random() < 0.12 and not getattr(rule, "always", False):
            found[rule.key] = draw.choice((Stand.MUST, Stand.PREFER, Stand.OFF))
    return found


def _with_extras(problem, deal):
    draw = deal.draw
    fixed = [deal.visit(id=500 + n, hold=draw.choice(list(Hold))) for n in deal.some(2)]
    if fixed and draw.random() < 0.3:
        day, half, township, leader, kind = fixed[0].place
        along = (leader % deal.leaders + 1,) if deal.leaders > 1 else ()
        fixed[0] = PlannedVisit(day, half, township, leader, kind, fixed[0].id, fixed[0].hold, along)
    drafts = {}
    for n in deal.some(4):
        visit = deal.visit(id=600 + n)
        drafts.setdefault(visit.place, visit)
    values = dict(problem.__dict__)  # cached properties are left behind by taking the fields only
    fields = {name: values[name] for name in problem.__dataclass_fields__}
    return Problem(
        **{
            **fields,
            "fixed": tuple(sorted(fixed)),
            "drafts": tuple(sorted(drafts.values())),
            "receptions": tuple(_reception(deal) for _each in deal.some(2)),
            "base": tuple(_base(deal) for _each in deal.some(4)),
            "together": tuple(dict.fromkeys(pair for _each in deal.some(2) if (pair := _joint(deal)))),
        }
    )


def _reception(deal):
    draw = deal.draw
    where = draw.choice((None, deal.township()))
    return ReceptionDay(deal.day(), draw.choice(deal.kinds).key, where, draw.choice((None, *HALVES)))


def _base(deal):
    draw = deal.draw
    kind = draw.choice((None, draw.choice(deal.kinds).key))
    whose, where = draw.choice((None, deal.leader())), draw.choice((None, deal.township()))
    return BaseVisit(deal.day(), draw.choice((None, *HALVES)), where, whose, kind)


def _joint(deal):
    one, other = deal.township(), deal.township()
    return None if one == other else (min(one, other), max(one, other))


def county(leaders=32, townships=22, first=QUARTER[0], last=QUARTER[1], *, seed=1):
    """Return a county like the sample one: pairs, meetings, market days, monthly quotas, half-day visits, history."""
    draw = random.Random(seed)
    natural = [first + timedelta(n) for n in range((last - first).days + 1)]
    days = tuple(day for day in natural if CALENDAR.is_workday(day))
    deal = Deal(draw, days, last, leaders, townships, KINDS)
    people = tuple(_county_leader(deal, n) for n in range(1, leaders + 1))
    places = tuple(_county_township(deal, n, natural) for n in range(101, 101 + townships))
    return Problem(
        first,
        last,
        days,
        CALENDAR,
        leaders=people,
        townships=places,
        kinds=KINDS,
        drafts=_county_drafts(deal),
        around=_county_around(deal, first),
        sittings=_county_sittings(deal),
        pairs=tuple((n, n + 1, None, None) for n in range(1, int(leaders * 0.875), 2)),
        receptions=tuple(ReceptionDay(day, "reception") for day in days if day.day == 15),
        together=tuple((n, n + 1) for n in range(101, 100 + townships, 5)),
        base=_county_base(days, leaders, townships),
        quotas=_county_quotas(),
        most_a_day=max(6, leaders // 5),
    )


def _county_leader(deal, id):
    draw, away = deal.draw, []
    for _each in range(max(1, len(deal.days) // 60)):
        if draw.random() < 0.6:
            start = deal.day()
            away.append((start, start + timedelta(draw.choice((1, 2, 4, 6, 13)))))
    bodies = list(LeadershipBody)
    share = 50 if id == 1 else draw.choice((100, 100, 100, 100, 80))
    carried = draw.randint(0, 30)
    body = bodies[id * 4 // deal.leaders]
    return PlannerLeader(id, f"Leader {id}", id, body, share, away=tuple(sorted(away)), carried=carried)


def _county_township(deal, id, natural):
    draw = deal.draw
    owners = {deal.leader(): draw.randint(1, 3) for _each in range(draw.randint(1, 4))}
    return PlannerTownship(
        id,
        f"Township {id}",
        30,
        minutes=draw.randint(15, 120),
        need=draw.randint(0, 40),
        markets=frozenset(day for day in natural if day.day % 5 == id % 5),
        closed=deal.some_days(0.02),
        owners=owners,
        barred=frozenset({deal.leader()} - set(owners)) if draw.random() < 0.3 else frozenset(),
    )


def _county_sittings(deal):
    everyone = range(1, deal.leaders + 1)
    weekly = (
        ("Standing committee", 0, Half.MORNING, frozenset(each for each in everyone if each % 4 == 1)),
        ("County government", 2, Half.AFTERNOON, frozenset(each for each in everyone if each % 3 == 0)),
        ("Party school", 4, Half.MORNING, frozenset(everyone)),
        ("Safety", 1, Half.WHOLE_DAY, frozenset(each for each in everyone if each % 7 == 2)),
    )
    found = []
    for name, weekday, half, who in weekly:
        every = 1 if half is Half.MORNING else 2
        there = [day for day in deal.days if day.weekday() == weekday][::every]
        found += [Sitting(name, day, half, who) for day in there]
    return tuple(found)


def _county_quotas():
    return (
        QuotaFacts(1, span=QuotaSpan.MONTH, least=1, most=4),
        QuotaFacts(2, body=LeadershipBody.GOVERNMENT, span=QuotaSpan.MONTH, least=2, most=4),
        QuotaFacts(3, body=LeadershipBody.OTHER, kind="reception", span=QuotaSpan.QUARTER, least=1),
    )


def _county_around(deal, first):
    draw, found = deal.draw, []
    for township in range(101, 101 + deal.townships):
        back = draw.randint(4, 45)
        while back < 730:
            kind = draw.choice(deal.kinds).key
            day = first - timedelta(back)
            found.append(PlannedVisit(day, draw.choice(HALVES), township, deal.leader(), kind, 0, Hold.BOUND))
            back += draw.randint(20, 45)
    return tuple(sorted(each._replace(id=10_000 + n) for n, each in enumerate(sorted(found))))


def _county_drafts(deal):
    found = {}
    for n in range(deal.leaders // 2):
        visit = deal.visit(id=5000 + n)
        found.setdefault(visit.place, visit)
    return tuple(sorted(found.values()))


def _county_base(days, leaders, townships):
    return tuple(
        BaseVisit(day, Half.MORNING, 101 + n % townships, 1 + n % leaders) for n, day in enumerate(days) if n % 2 == 0
    )


def yunling_like():
    """Return the next quarter of a county like Yunling."""
    return county()


def is_allowed(problem, plan):
    """Return whether what is planned breaks nothing that must hold."""
    view = PlanView(problem, plan)
    return not any(True for visit in view.planned for _each in breaches(visit, view))
