"""What can be wrong with pauses, extensions and further clocks of an issue: each sentence says what to do."""

from __future__ import annotations

from core.errors import UserError
from core.i18n import N_


class PauseEndsFirst(UserError):
    """A pause ends before it begins."""

    message = N_("The pause ends on {ends}, before it begins on {starts}. Correct one of the two days.")


class PauseStillOpen(UserError):
    """A second pause without an end."""

    message = N_("This issue stands still since {starts}. End that pause first, or correct it.")


class PauseIsOver(UserError):
    """A pause that has its end already."""

    message = N_("This pause ended on {ends} already. Correct it if that day is wrong.")


class NothingStandsStill(UserError):
    """No clock of the issue may be stopped."""

    message = N_("No clock of this issue may stand still: {rules}. Nothing was saved.")


class PauseTooLong(UserError):
    """Nobody lets a clock stand still for years."""

    message = N_("A pause from {starts} to {ends} is longer than {limit} days. Correct one of the two days.")


class ExtendedAlready(UserError):
    """The petition regulations allow one extension."""

    message = N_(
        "A petition matter may be extended once only (Petition Work Regulations 2022, Art. 34), "
        "and this one was on {day}. Finish it by {due}, or have it reviewed."
    )


class ExtensionTooLong(UserError):
    """The petition regulations allow thirty natural days."""

    message = N_(
        "A petition matter may be extended by {limit} natural days at most (Petition Work Regulations 2022, Art. 34): "
        "{last} is the latest date. Choose an earlier one."
    )


class ToldBeforeRaised(UserError):
    """The petitioner heard of an extension before the issue was raised."""

    message = N_("The petitioner cannot have been told on {day}, before {raised}, when the issue was raised.")


class MetBeforeStart(UserError):
    """A clock is said to be met before it began."""

    message = N_("{clock}: {day} lies before {starts}, when this clock began. Correct the day.")


class RuleInUse(UserError):
    """A limit that lines name, or that dates were counted by, cannot go."""

    message = N_("“{name}” is used by {what}, so it cannot be deleted. Set it aside instead.")


class PresetTwice(UserError):
    """Two lines say the same."""

    message = N_("There is a line for the same clock and the same conditions already: “{name}”. Edit that one.")


class NothingChosen(UserError):
    """Nothing was ticked in the preview."""

    message = N_("Nothing is ticked, so every date stays as it is. Tick the dates that shall be counted again.")


class RecountOutdated(UserError):
    """Something was saved between the preview and the decision."""

    message = N_("Something was saved meanwhile, so other dates would move. Look at the new list and save again.")
