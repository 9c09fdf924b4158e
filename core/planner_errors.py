"""What the rota planner refuses, one sentence each."""

from __future__ import annotations

from core.errors import UserError
from core.i18n import N_


class PlanTooLong(UserError):
    """Nobody plans several years ahead."""

    message = N_("A plan covers {limit} days at most. Choose a shorter stretch of days.")


class PlanIsPast(UserError):
    """Days that are over are not planned."""

    message = N_("Up to {last} everything is past. Choose days that are still to come.")


class PlanOutdated(UserError):
    """The schedule is no longer what the plan was made from."""

    message = N_("The schedule changed since this plan was made: {what} Nothing was adopted; let it be planned anew.")


class NothingToAdopt(UserError):
    """The plan is the schedule as it stands."""

    message = N_("This plan is the schedule as it stands; there is nothing to adopt.")


class VisitNotPlannable(UserError):
    """Nobody asks why of a visit that is over."""

    message = N_("Visit {id} has taken place or was called off. Ask about one that is still planned.")
