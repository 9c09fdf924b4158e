"""Rules about days: rest days, days that the county or a township keeps free, and farm seasons."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from typing import Final

from core.calendar.seasons import seasons_on
from core.calendar.workdays import Origin
from core.clash_facts import ClashContext, VisitFacts
from core.clash_rules.found import Found
from core.i18n import N_, _

_EVENING: Final = time(17)


def blocked_day(visit: VisitFacts, context: ClashContext) -> Iterator[Found]:
    """On days that the county or the township keeps free, nobody goes out (全县停排日, domain.md 4)."""
    if visit.day in context.blocked_days:
        reason = context.blocked_days[visit.day]
        yield Found({"day": visit.day, "reason": reason}, sentence="" if reason else N_("Nobody goes out on {day}."))
    elif visit.township_id is not None and (visit.township_id, visit.day) in context.closed_days:
        reason = context.closed_days[visit.township_id, visit.day]
        facts = {"day": visit.day, "reason": reason, "township": context.township(visit.township_id)}
        with_reason = N_("Nobody goes to {township} on {day}: {reason}.")
        yield Found(facts, sentence=with_reason if reason else N_("Nobody goes to {township} on {day}."))


def rest_day(visit: VisitFacts, context: ClashContext) -> Iterator[Found]:
    """A day off is a day off; make-up Saturdays are not (domain.md 4, 1.3: 遇节假日顺延)."""
    if context.calendar.is_workday(visit.day):
        return
    entry = context.calendar.entry_of(visit.day)
    facts = {"day": visit.day, "holiday": context.calendar.name_of(visit.day) or _("Weekend")}
    likely = N_("{day} will be a day off ({holiday}); the holidays of that year are not announced yet.")
    yield Found(facts, sentence=likely if entry is not None and entry.origin == Origin.PROJECTED else "")


def farm_season(visit: VisitFacts, context: ClashContext) -> Iterator[Found]:
    """In the farm season people are in the fields by day; an evening visit finds them (domain.md 1.13 and 4)."""
    if visit.township_id is None or (visit.starts_at is not None and visit.starts_at >= _EVENING):
        return
    for season in seasons_on(context.seasons, visit.day, visit.township_id) if context.seasons else ():
        yield Found({"township": context.township(visit.township_id), "season": season})
