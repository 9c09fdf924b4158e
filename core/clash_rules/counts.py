"""Rules that count: how often leaders go out, and how many units come along."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from core.clash_facts import ClashContext, VisitFacts, outing_of
from core.clash_rules.found import Found
from core.i18n import N_
from core.quotas import QuotaFacts, Tally, stretch_of


def quota_over(visit: VisitFacts, context: ClashContext) -> Iterator[Found]:
    """A leader goes out no more often than the quota says (次数要求, domain.md 1.3).

    Of the visits where they are, those beyond the quota are spoken of, in the order of their days;
    of a visit on its way, whatever would be one too many.
    """
    if not visit.leader_ids:
        return
    leader_id = visit.leader_ids[0]
    for line in context.tally.lines(leader_id):
        if line.most is None or not line.counts(visit.kind):
            continue
        held = context.tally.held(line, leader_id, visit.day)
        known = next((place for place, each in enumerate(held, 1) if each.id == visit.id), None)
        n = len(held) + (known is None)
        if n > line.most and (known is None or _place(visit, context.tally, line) > line.most):
            yield Found(_quota_facts(line, leader_id, visit.day, n, context) | {"most": line.most}, None, leader_id,
                        _OVER_OF_KIND if line.kind else "")  # fmt: skip


def _place(visit: VisitFacts, tally: Tally, line: QuotaFacts) -> int:
    """Return which outing of its stretch a visit is, from 1, where it is to go."""
    here = outing_of(visit)
    held = tally.held(line, here.leader_id, visit.day)
    return 1 + sum(each < here for each in held if each.id != visit.id)


def quota_under(visit: VisitFacts, context: ClashContext) -> Iterator[Found]:
    """A leader does not come short of the quota because a visit is taken from him or its stretch (domain.md 1.3).

    `shortfalls` speaks of leaders who go too seldom as the plan stands.
    """
    stood = context.tally.stored(visit.id)
    if stood is None:
        return
    for line in context.tally.lines(stood.leader_id):
        if line.least is None or not line.counts(stood.kind):
            continue
        stretch = stretch_of(line.span, stood.day)
        stays = visit.leader_ids[:1] == (stood.leader_id,) and line.counts(visit.kind)
        if stays and stretch.first <= visit.day <= stretch.last:
            continue
        n = len(context.tally.held(line, stood.leader_id, stood.day)) - 1
        if n < line.least and _owes(stood.leader_id, line, stood.day, context):
            facts = _quota_facts(line, stood.leader_id, stood.day, n, context) | {"least": line.least}
            yield Found(facts, None, stood.leader_id, _UNDER_OF_KIND if line.kind else "")


def shortfalls(context: ClashContext, first: date, last: date) -> Iterator[tuple[date, Found]]:
    """Yield each quota that a leader does not fill, with the last day of its stretch, judged where that day is."""
    for leader_id in context.duties:
        for line in context.tally.lines(leader_id):
            if line.least is None:
                continue
            stretch = stretch_of(line.span, first)
            while stretch.first <= last:
                n = len(context.tally.held(line, leader_id, stretch.first))
                if stretch.last <= last and n < line.least and _owes(leader_id, line, stretch.first, context):
                    facts = _quota_facts(line, leader_id, stretch.first, n, context) | {"least": line.least}
                    yield stretch.last, Found(facts, None, leader_id, _UNDER_OF_KIND if line.kind else "")
                stretch = stretch.moved(1)


def _owes(leader_id: int, line: QuotaFacts, day: date, context: ClashContext) -> bool:
    return context.duties[leader_id].is_in_office(stretch_of(line.span, day))


def _quota_facts(line: QuotaFacts, leader_id: int, day: date, n: int, context: ClashContext) -> dict[str, Any]:
    facts = {"leader": context.leader(leader_id), "span": stretch_of(line.span, day), "n": n}
    return facts if line.kind is None else facts | {"kind": MessageId(context.kind(line.kind))}


class MessageId(str):
    """A fact that is spoken in the language of the sentence around it."""

    __slots__ = ()


_OVER_OF_KIND: Final = N_("Visits of {leader} in {span} of the kind {kind}: {n}, and the quota is {most} at most.")
_UNDER_OF_KIND: Final = N_("Visits of {leader} in {span} of the kind {kind}: {n}, and the quota is {least} at least.")


def company(visit: VisitFacts, context: ClashContext) -> Iterator[Found]:
    """A research visit takes no crowd along (调研轻车简从, domain.md 1.12)."""
    if visit.kind not in context.research_kinds or not visit.leader_ids:
        return
    leader_id = visit.leader_ids[0]
    most = context.units_with_heads if leader_id in context.heads else context.units_with_others
    n = len(set(visit.agency_ids))
    if n > most:
        yield Found({"leader": context.leader(leader_id), "n": n, "most": most}, None, leader_id)
