"""What mending a plan can be refused with, one sentence each."""

from __future__ import annotations

from core.errors import UserError
from core.i18n import N_


class NoSuchLeader(UserError):
    """A name that no leader has."""

    message = N_("No leader is called “{name}”. Give the name as the list of leaders has it.")


class DisruptionIsPast(UserError):
    """What is over needs no repair."""

    message = N_("Up to {last} everything is past. Choose days that are still to come.")


class DisruptionTooLong(UserError):
    """Nobody mends a plan for years."""

    message = N_("Repairs are looked for over {limit} days at most. Choose a shorter stretch of days.")


class NotWholeDay(UserError):
    """Only a whole day can be cut short to a half."""

    message = N_("Say which half of the day is lost.")


class NothingOffered(UserError):
    """There is no offer to take, or it belongs to what was typed before."""

    message = N_("There is no offer for this yet. Wait a moment, or choose other days.")
