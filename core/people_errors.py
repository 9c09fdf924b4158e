"""What changes among leaders can be refused with: stand-ins, absences, AB pairs, hand-overs, the burden ledger."""

from __future__ import annotations

from core.errors import UserError
from core.i18n import N_


class GoesAlready(UserError):
    """Somebody was chosen to stand in for himself."""

    message = N_("{leader} is to go there already. Choose somebody else.")


class OwnPartner(UserError):
    """Somebody would be his own AB partner."""

    message = N_("{leader} cannot be the AB partner of himself. Choose somebody else.")


class NotInOffice(UserError):
    """The leader's term does not hold the day."""

    message = N_("{leader} is not in office on {day}. Choose somebody else, or correct the term of office.")


class AbsencesOverlap(UserError):
    """One leader would be away twice on one day."""

    message = N_("{leader} is away from {first} to {last} already. Change that absence instead.")


class AbsentThatDay(AbsencesOverlap):
    """One leader would be away twice on the one day of another absence."""

    message = N_("{leader} is away on {first} already. Change that absence instead.")


class KeepNeedsReason(UserError):
    """A visit stays on a day on which its leader is away, and nobody said why."""

    message = N_("Say why the visit to {township} on {day} stays although {leader} is away.")


class RepairMissing(UserError):
    """A visit was planned into the absence while the choices were made."""

    message = N_("The visit to {township} on {day} falls into the absence too. Choose what becomes of it.")


class PublishedUndecided(UserError):
    """A published visit falls into an absence, and nobody chose what becomes of it."""

    message = N_("The visit to {township} on {day} is published. Choose what becomes of it.")


class PairOverlaps(UserError):
    """The same two leaders would be a pair twice on one day."""

    message = N_("The AB pair with {leader} stands twice in the same days. Let one line end before the other begins.")


class PairTooOften(UserError):
    """Two leaders were a pair in more than two stretches, and the file keeps two."""

    message = N_("There are already two lines for the AB pair with {leader}. Change the days of one of them instead.")


class WeightsFrozen(UserError):
    """A year's weights were agreed and are not changed any more."""

    message = N_("The weights of {year} are fixed. Undo the fixing, or set those of a later year.")


class YearIsOver(UserError):
    """Nobody changes what a past year's outings weighed."""

    message = N_("{year} is over, and its weights stay as they were. Set those of this year or the next.")


class CorrectionIsNothing(UserError):
    """A correction of no points."""

    message = N_("A correction of 0 points changes nothing. Type how many points are added or taken off.")


class NothingToHandOver(UserError):
    """Nothing is ticked."""

    message = N_("Nothing is ticked. Tick what is to be handed over.")


class HandOverStale(UserError):
    """Something ticked was changed by somebody else meanwhile."""

    message = N_("{what} was changed meanwhile and is not to be handed over any more. Look at the list again.")
