"""Refusals that guard people: complaints kept from those complained about, names kept from papers, erasure for good."""

from __future__ import annotations

from core.errors import UserError
from core.i18n import N_


class AboutThisUnit(UserError):
    """Whoever is complained about never gets the complaint (petition regulations, Art. 46(5))."""

    message = N_(
        "Issue {number} is about {who}, so nothing of it may reach {agency} "
        "(petition regulations, Art. 46(5)). Choose another unit."
    )


class AboutThisLeader(UserError):
    """The leader complained about, or one from the unit complained about, never gets the complaint."""

    message = N_(
        "Issue {number} is about {who}, so nothing of it may reach {leader} "
        "(petition regulations, Art. 46(5)). Choose another leader."
    )


class AboutThisTownship(UserError):
    """Papers that stay in a township never tell of a complaint about it."""

    message = N_(
        "Issue {number} is about {who}, so nothing of it may reach {township} "
        "(petition regulations, Art. 46(5)). Leave it out of what goes there."
    )


class LeaderRecused(UserError):
    """Somebody with an interest of his own stays away (petition regulations, Art. 28(3))."""

    message = N_(
        "{leader} is recused from issue {number} ({reason}; petition regulations, Art. 28(3)). Choose another leader."
    )


class RestrictedIssue(UserError):
    """A restricted issue is in no list that is shared."""

    message = N_(
        "Issue {number} is restricted and goes into no shared list or paper. "
        "Print it alone, as an internal copy, if it must be on paper."
    )


class RevealNeedsLog(UserError):
    """Names are shown in full only where it can be noted who looked."""

    message = N_(
        "This schedule is open for reading only ({why}), so it cannot be noted who looked. "
        "Open it for writing to see names, phones and addresses in full."
    )


class NobodyToReveal(UserError):
    """The issue names nobody."""

    message = N_("This issue names nobody, or the person was erased. There is nothing to show.")


class LogNeedsWriting(UserError):
    """Internal copies are made only where they can be noted."""

    message = N_(
        "This schedule is open for reading only ({why}), so an internal copy cannot be noted in the log. "
        "Make a redacted copy, or open the schedule for writing."
    )


class AlreadyErased(UserError):
    """There is nothing left to erase."""

    message = N_("This person was erased on {day}. Nothing is left to erase.")


class StillOpen(UserError):
    """Whose matter is still open cannot be erased: nobody could be told the result."""

    message = N_("Issue {number} of this person is still open. Close it first; then the person can be erased.")


class ErasureNotOver(UserError):
    """An erasure stopped after its records were overwritten and before the file was cleaned."""

    message = N_(
        "The records are erased, but old copies inside the file could not be removed yet ({why}). "
        "Close other windows on this schedule and erase again: it goes on where it stopped."
    )


class ErasedSince(UserError):
    """What an undo would put back was erased for good."""

    message = N_("“{label}” cannot be taken back: personal data in it was erased for good. Nothing was changed.")
