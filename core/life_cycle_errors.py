"""Why a step of an issue's life cycle is refused, one sentence each, naming what is missing and what to do."""

from __future__ import annotations

from core.errors import UserError
from core.i18n import N_


class MoveNotYet(UserError):
    """Another step comes first."""

    message = N_("“{move}” does not come yet: the issue is “{state}”. Next comes: {next}.")


class MoveAfterEnd(UserError):
    """What only an open issue can have done to it was asked of a settled one."""

    message = N_("“{move}” is for open issues, and this one is “{state}”. Reopen it first if it has to go on.")


class MoveLacks(UserError):
    """Something that the step cannot do without is missing; all of it is named."""

    message = N_("“{move}” still needs: {missing}.")


class MoveBeforeLast(UserError):
    """A step was dated before the one that it follows."""

    message = N_("“{move}” on {day} would come before “{last}” on {last_day}. Choose that day or a later one.")


class ObjectionTooLate(UserError):
    """The door for objections has closed."""

    message = N_(
        "{agency} could object until {until}, {days} working days after it got the issue (petition regulations, "
        "Art. 23(3)). It has to handle the issue now; if another unit is right, hand it over with a reason."
    )


class PassingNeedsReason(UserError):
    """An issue goes from one unit to another without a word why."""

    message = N_("{agency} has the issue already. Say why it is passed on to another unit.")


class AlreadyThere(UserError):
    """It is with that unit already."""

    message = N_("{agency} handles this issue already. Choose another unit; helpers are changed with “Correct”.")


class AcceptanceIsForPetitions(UserError):
    """Only petitions are accepted in writing."""

    message = N_(
        "Only petition matters are accepted in the sense of the regulations; this is “{track}”. "
        "Change the sort of matter with “Correct” first if it is a petition."
    )


class AcceptedAlready(UserError):
    """A petition is accepted once."""

    message = N_("The petition was accepted on {day} already. To change the day, undo that step or correct it.")


class RecusalNeedsReason(UserError):
    """A leader steps aside for a reason."""

    message = N_("Say why {leader} steps aside, such as: related to the person who raised it.")
