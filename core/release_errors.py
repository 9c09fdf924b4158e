"""Refusals around publishing the plan, its issues and the phone calls about them."""

from __future__ import annotations

from core.errors import UserError
from core.i18n import N_


class StretchBackwards(UserError):
    """The last day lies before the first."""

    message = N_("The last day ({last}) lies before the first ({first}). Enter the days the other way round.")


class StretchTooLong(UserError):
    """Nobody publishes more than a year."""

    message = N_("An issue covers {limit} days at most. Choose a shorter stretch of days.")


class NothingToPublish(UserError):
    """No announced visit on these days."""

    message = N_("From {first} to {last} no visit is planned that could be published. Plan visits first.")


class NothingChanged(UserError):
    """A re-issue that would say the same."""

    message = N_("Nothing differs from issue {issue}. Print that one again; a new issue would say the same.")


class ReasonNeeded(UserError):
    """A published plan is not changed without saying why."""

    message = N_("Published visits change: {n}. Say why; the reason stands in the change notice.")


class ReleaseStopped(UserError):
    """Clashes that the office does not publish with."""

    message = N_(
        "Clashes that stop this issue: {n}, the first: {first} Move the visit, or accept the clash with a reason, then "
        "publish again. Nothing was published."
    )


class CallsOpen(UserError):
    """Somebody was not reached."""

    message = N_("Not everybody has been reached yet: {who}. Phone them, then confirm issue {issue}.")


class ReleaseUnknown(UserError):
    """No issue of that number."""

    message = N_("There is no issue “{number}” of the plan. The issues there are: {known}.")


class NoIssueYet(UserError):
    """Nothing was published so far."""

    message = N_("The plan has not been published yet, so there is no issue to look at. Publish it first.")
