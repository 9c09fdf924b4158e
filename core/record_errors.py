"""What can be wrong with the record of a visit, one sentence each; `row` counts from one, as the page shows it."""

from __future__ import annotations

from core.errors import UserError
from core.i18n import N_


class VisitStillAhead(UserError):
    """A visit was to be logged before it took place."""

    message = N_("This visit is on {day}, so it can be logged from that day on. Nothing you typed is lost.")


class MissedBringsNothing(UserError):
    """Issues, notes or households were written down on a visit that is said to have been missed."""

    message = N_(
        "A visit that was missed brings nothing back, but this page holds {what}. "
        "Choose “Took place” or “Cut short”, or delete those lines first."
    )


class GroupNeedsRepresentatives(UserError):
    """A group visit speaks through one to five people."""

    message = N_("{n} people came with “{title}”, a group visit. Name one to {most} of them as representatives.")


class CashNeedsTwoSignatures(UserError):
    """Relief in cash is signed for by two different people."""

    message = N_(
        "Household {row}: relief in cash needs two different signatures. Type both names, or clear the amount."
    )


class NextVisitNotLater(UserError):
    """The next call on a household lies before this one."""

    message = N_("Household {row}: the next visit must lie after {day}. Choose a later day.")


class HouseholdNeedsVillage(UserError):
    """A household was written down without its village."""

    message = N_("Household {row}: choose its village.")


class TooManyAttendees(UserError):
    """More people than any visit takes along, such as a whole staff list pasted."""

    message = N_("{n} people are too many for one visit, at most {limit} can be kept. Paste only those who came.")


class LeftBeforeArrived(UserError):
    """The times of a visit run backwards."""

    message = N_("Left at {left}, before arriving at {arrived}. Correct one of the two times.")


class OpinionTwice(UserError):
    """One unit has two opinions on one issue."""

    message = N_("{agency} stands twice in the consultation on “{title}”. Put its opinion into one line.")


class ReportFileGone(UserError):
    """The report chosen is not among the visit's own files."""

    message = N_("The report file was removed meanwhile. Choose another one, or leave it empty.")


class PromiseDueBefore(UserError):
    """A promise would have been due before it was given."""

    message = N_("“{text}” cannot be due on {due}: it was promised on {made}. Choose a later day, or none.")


class PromiseKeptBefore(UserError):
    """A promise would have been kept before it was given, or on a day still to come."""

    message = N_("“{text}” was promised on {made}. Say a day from then until today on which it was kept.")
