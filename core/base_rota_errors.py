"""What the base rota refuses, one sentence each."""

from __future__ import annotations

from core.errors import UserError
from core.i18n import N_


class PatternNotRead(UserError):
    """Words for the days that nobody can read for sure."""

    message = N_("“{words}” does not say for sure which days are meant. Write it like {example}.")


class PatternEmpty(UserError):
    """A pattern whose fields are not filled in."""

    message = N_("Say which days are meant, such as {example}.")


class MarketNeedsTownship(UserError):
    """Market days are those of one township."""

    message = N_("Market days are those of one township. Choose the township, or other days.")


class ReceptionNeedsKind(UserError):
    """Somebody has to be there, and nobody knows what for."""

    message = N_("Somebody has to be there on these days: choose the kind of visit as well.")


class TurnTwice(UserError):
    """A leader takes one turn, then the next one comes."""

    message = N_("{leader} stands in the turns twice. Take one of the two out.")


class NothingToDraft(UserError):
    """The year holds all that the base rota asks for, or can be given."""

    message = N_("Nothing of the base rota is missing in {year}; there is nothing to draft.")


class YearIsOver(UserError):
    """Days that are over are not planned."""

    message = N_("{year} is over. Choose this year or a later one.")
