"""The refusals of one-line entry."""

from __future__ import annotations

from core.errors import UserError
from core.i18n import N_


class StillAsked(UserError):
    """A question about the line is open, and a visit must not be saved on a guess."""

    message = N_("Please answer first: {question} Or choose it in the field below.")
