"""What editing the rules of the plan can be refused with: quotas, days kept free, accepted clashes."""

from __future__ import annotations

from core.errors import UserError
from core.i18n import N_


class QuotaSaysNothing(UserError):
    """Neither a least nor a most."""

    message = N_("Say how many visits there should be at least, at most, or both.")


class LeastAboveMost(UserError):
    """Nobody can keep such a quota."""

    message = N_("At least {least} and at most {most} cannot both be kept. Correct one of the two numbers.")


class QuotaTwice(UserError):
    """Two lines would ask the same people for the same visits in the same stretch."""

    message = N_("There is already a quota for {who}, {kind}, {span}. Change that one instead.")


class ClosuresOverlap(UserError):
    """One day would be kept free twice."""

    message = N_(
        "From {first} to {last} days are kept free already ({reason}). Change that line, or choose days outside it."
    )


class ShortfallNeedsPlan(UserError):
    """A quota that is not filled belongs to no single visit and cannot be accepted with one."""

    message = N_("A quota that is not filled cannot be accepted. Plan another visit, or change the quota in Settings.")
