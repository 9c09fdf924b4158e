"""Sub-commands of the rota planner: make a plan, and say why a visit stands where it does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core.command_errors import NoSuchVisit
from core.command_line import day_or_today, emit, read_day, say
from core.errors import ReadOnlySchedule
from core.i18n import N_, _, day_text, ngettext
from core.planner_errors import NothingToAdopt, PlanIsPast, VisitNotPlannable
from db.headless.schedule import AsJson, OnDay, Schedule, opened

if TYPE_CHECKING:
    from core.planner.explain import Candidate, LevelChange, Reason, Why
    from core.planner.problem import PlannedVisit, Problem
    from core.planner.scoring import Score
    from core.planner.solve import Draft
    from db.services.plans import Adopted
    from db.store import Store

commands = typer.Typer()
ENDLESS = 0.0


@dataclass(frozen=True, slots=True)
class _Made:
    """A plan, what it was made from, and what became of it; nothing was adopted where `adopted` is None."""

    problem: Problem
    draft: Draft
    adopted: Adopted | None = None


@commands.command("plan")
def plan_command(
    db: Schedule,
    first: Annotated[str, typer.Option("--from", help="The first day, such as 2026-12-01.")],
    last: Annotated[str, typer.Option("--to", help="The last day, included.")],
    *,
    seed: Annotated[int, typer.Option("--seed", min=0, max=2**31 - 1, help="Another one finds another way.")] = 0,
    seconds: Annotated[
        float, typer.Option("--time", min=0, max=86400, help="Seconds at most; without it until nothing gets better.")
    ] = ENDLESS,
    adopt: Annotated[bool, typer.Option("--adopt", help="Take the plan over into the schedule, as drafts.")] = False,
    on: OnDay = "",
    as_json: AsJson = False,
) -> None:
    """Plan who goes where on these days by the office's rules; writes only with --adopt."""
    days, today = (read_day(first), read_day(last)), day_or_today(on)
    if days[0] <= days[1] < today:
        raise PlanIsPast(last=day_text(days[1], year=True))
    with opened(db, read_only=not adopt) as store:
        if adopt and store.read_only:
            raise ReadOnlySchedule(why=store.why_read_only)
        made = _plan(store, days, today, seed=seed, seconds=seconds if seconds > 0 else None, adopt=adopt)
    if as_json:
        emit(_plan_json(made, seed))
    else:
        _tell_plan(made)


@commands.command("why")
def why_command(
    db: Schedule,
    visit: Annotated[int, typer.Option("--visit", max=2**63 - 1, help="Its id, as the visits command lists it.")],
    *,
    on: OnDay = "",
    as_json: AsJson = False,
) -> None:
    """Say why this leader goes there and not another one: all of them ranked, and what speaks for and against."""
    from core.planner.explain import why  # noqa: PLC0415

    with opened(db, read_only=True) as store:
        problem, asked = _problem_around(store, visit, day_or_today(on))
    told = why(problem, tuple(sorted((*problem.fixed, *problem.drafts))), asked)
    if as_json:
        emit(_why_json(problem, told))
    else:
        _tell_why(problem, told)


def _plan(
    store: Store, days: tuple[date, date], today: date, *, seed: int, seconds: float | None, adopt: bool
) -> _Made:
    """Plan outside of any read or write, so that nobody waits for it, and adopt at the end."""
    from core.planner.keeping import keeping, released  # noqa: PLC0415
    from core.planner.solve import solve  # noqa: PLC0415
    from db.queries.planner import problem_of  # noqa: PLC0415
    from db.queries.settings import office_settings, work_calendar  # noqa: PLC0415
    from db.services.plans import adopt_plan  # noqa: PLC0415

    with store.read() as session:
        settings, calendar = office_settings(session), work_calendar(session)
        problem = problem_of(session, *days, today=today, calendar=calendar, settings=settings)
    found = solve(keeping(problem), seed=seed, seconds=seconds)
    draft = replace(found, plan=released(found.plan))
    if not adopt:
        return _Made(problem, draft)
    try:
        with store.write(N_("Use rota plan")) as session:
            return _Made(problem, draft, adopt_plan(session, problem, draft.plan, today=today))
    except NothingToAdopt:  # planned once more from what was adopted before: it is done
        return _Made(problem, draft)


def _problem_around(store: Store, visit_id: int, today: date) -> tuple[Problem, PlannedVisit]:
    """Return the problem of the quarter of a visit, and the visit in it; a past one is judged as on its day.

    Raises:
        NoSuchVisit: there is none.
        VisitNotPlannable: it was called off or missed.
    """
    from core.reports import Span, period_of  # noqa: PLC0415
    from db.queries.planner import problem_of  # noqa: PLC0415
    from db.queries.settings import office_settings, work_calendar  # noqa: PLC0415
    from db.queries.visits import visit_draft  # noqa: PLC0415

    with store.read() as session:
        found = visit_draft(session, visit_id)
        if found is None:
            raise NoSuchVisit(id=visit_id)
        quarter = period_of(Span.QUARTER, found.day)
        problem = problem_of(
            session, quarter.first, quarter.last, today=min(today, found.day), calendar=work_calendar(session),
            settings=office_settings(session),
        )  # fmt: skip
    asked = next((each for each in (*problem.fixed, *problem.drafts) if each.id == visit_id), None)
    if asked is None:
        raise VisitNotPlannable(id=visit_id)
    return problem, asked


def _plan_json(made: _Made, seed: int) -> dict[str, Any]:
    from core.planner.matching import steps_of, with_ids  # noqa: PLC0415
    from core.planner.unmet import unmet  # noqa: PLC0415

    problem, draft = made.problem, made.draft
    steps = steps_of(problem, draft.plan)
    moved = {visit.id: before for before, visit in steps.moved}
    return {
        "from": problem.first, "to": problem.last, "seed": seed, "engine": draft.engine, "cut": draft.cut,
        "score": _score_json(draft.score), "bound": dict(draft.bound.levels), "gap_level": draft.gap.level,
        "gap": draft.gap.share, "stay": len(problem.fixed), "kept": len(steps.kept), "moved": len(steps.moved),
        "added": len(steps.added), "removed": len(steps.removed), "adopted": made.adopted is not None,
        "adopted_visits": [] if made.adopted is None else list(made.adopted.added),
        "visits": [
            _visit_json(problem, each) | {"step": _step_of(each, moved), "before": _before(problem, moved, each)}
            for each in with_ids(problem, draft.plan)
        ],
        "removed_visits": [_visit_json(problem, each) for each in steps.removed],
        "unmet": [
            {"rule": each.key, "n": each.n, "text": each.text, "because": each.because, "from": each.first,
             "to": each.last, "leader_id": each.leader_id, "township_id": each.township_id}
            for each in unmet(problem, draft.plan)
        ],
    }  # fmt: skip


def _step_of(visit: PlannedVisit, moved: dict[int, PlannedVisit]) -> str:
    if visit.hold:
        return "stays"
    return "added" if not visit.id else "moved" if visit.id in moved else "kept"


def _before(problem: Problem, moved: dict[int, PlannedVisit], visit: PlannedVisit) -> dict[str, Any] | None:
    return _visit_json(problem, moved[visit.id]) if visit.id in moved else None


def _score_json(score: Score) -> dict[str, Any]:
    return {level: list(cost) if isinstance(cost, tuple) else cost for level, cost in score._asdict().items()}


def _visit_json(problem: Problem, visit: PlannedVisit) -> dict[str, Any]:
    from core.planner.verdicts import name, place  # noqa: PLC0415

    return {
        "id": visit.id or None, "day": visit.day, "half": visit.half, "leader_id": visit.leader_id,
        "leader": name(problem, visit.leader_id), "township_id": visit.township_id,
        "township": place(problem, visit.township_id), "kind": visit.kind, "kind_name": _kind(problem, visit.kind),
        "hold": visit.hold or None,
    }  # fmt: skip


def _kind(problem: Problem, key: str) -> str:
    return _(problem.kind_of[key].name) if key in problem.kind_of else key


def _words(problem: Problem, visit: PlannedVisit) -> str:
    from core.planner.verdicts import name, place  # noqa: PLC0415
    from core.visits import HALF_NAMES  # noqa: PLC0415

    leader, township = name(problem, visit.leader_id), place(problem, visit.township_id)
    return f"{visit.day}\t{_(HALF_NAMES[visit.half])}\t{leader}\t{township}\t{_kind(problem, visit.kind)}"


def _tell_plan(made: _Made) -> None:
    from core.planner.matching import steps_of, with_ids  # noqa: PLC0415
    from core.planner.unmet import unmet  # noqa: PLC0415

    problem, draft = made.problem, made.draft
    steps = steps_of(problem, draft.plan)
    moved = {visit.id: before for before, visit in steps.moved}
    names = {
        "stays": _("stays"), "kept": _("kept"), "moved": _("moved"), "added": _("added"), "removed": _("removed"),
    }  # fmt: skip
    for visit in with_ids(problem, draft.plan):
        step = _step_of(visit, moved)
        before = f"\t{moved[visit.id].day}" if step == "moved" else ""
        say(f"{names[step]}\t{_words(problem, visit)}{before}")
    for visit in steps.removed:
        say(f"{names['removed']}\t{_words(problem, visit)}")
    for duty in unmet(problem, draft.plan):
        say(f"!\t{duty.text}\t{duty.because}")
    _tell_sum(made, len(problem.fixed), steps)


def _tell_sum(made: _Made, stay: int, steps: Any) -> None:
    said = _("{stay} stay, {kept} kept, {moved} moved, {added} added, {removed} removed.")
    say(
        said.format(
            stay=stay, kept=len(steps.kept), moved=len(steps.moved), added=len(steps.added), removed=len(steps.removed)
        )
    )
    if made.draft.cut:
        say(_("Stopped at the time given; going on could make it better."))
    if made.adopted is not None:
        added = len(made.adopted.added)
        say(ngettext("Adopted; {n} new draft.", "Adopted; {n} new drafts.", added).format(n=added))
    else:
        say(_("Nothing was written."))


def _why_json(problem: Problem, told: Why) -> dict[str, Any]:
    return {
        "visit": _visit_json(problem, told.visit), "summary": told.summary,
        "candidates": [_candidate_json(problem, each) for each in told.candidates],
        "reasons": [_reason_json(each) for each in told.reasons],
        "days": [
            {"day": each.day, "fits": each.fits, "change": _change_json(each.score_change), "text": each.sentence}
            for each in told.days
        ],
    }  # fmt: skip


def _candidate_json(problem: Problem, each: Candidate) -> dict[str, Any]:
    from core.planner.verdicts import name  # noqa: PLC0415

    return {
        "leader_id": each.leader_id, "leader": name(problem, each.leader_id), "rank": each.rank,
        "present": each.is_present, "fits": each.fits, "change": _change_json(each.score_change), "rule": each.rule,
        "text": each.sentence, "needs": each.needs,
    }  # fmt: skip


def _reason_json(each: Reason) -> dict[str, Any]:
    return {"rule": each.rule, "level": each.level, "by": each.by, "helps": each.helps, "text": each.text}


def _change_json(change: LevelChange | None) -> dict[str, Any] | None:
    return None if change is None else {"level": change.level, "by": change.by}


def _tell_why(problem: Problem, told: Why) -> None:
    from core.planner.verdicts import name  # noqa: PLC0415

    say(_words(problem, told.visit))
    say(told.summary)
    for reason in told.reasons:
        say(f"{'+' if reason.helps else '-'}\t{reason.text}")
    for each in told.candidates:
        say(f"{each.rank}\t{name(problem, each.leader_id)}\t{each.sentence}\t{each.needs}".rstrip())
