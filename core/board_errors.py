"""What a move on the board can be refused with: each a sentence that says what to do."""

from __future__ import annotations

from core.errors import UserError
from core.i18n import N_


class VisitPinned(UserError):
    """Somebody decided that this visit stays where it is."""

    message = N_("The visit of {leader} to {township} on {day} is pinned. Unpin it first, or move it all the same.")


class VisitBoundToPlace(UserError):
    """People or papers of one township wait for this visit."""

    message = N_(
        "{what} belong to this visit to {township}, so it cannot go elsewhere. Plan a visit of its own for the other "
        "township."
    )


class NothingToSwap(UserError):
    """Two visits that already have the same leader, or the same day and half."""

    message = N_("These two visits have nothing to swap: leader, day and half are the same.")


class CannotJoin(UserError):
    """Only visits to one township on one day can become one."""

    message = N_("Only visits to the same township on the same day can go together. Move one of them first.")


class CannotJoinUnannounced(CannotJoin):
    """An unannounced visit that went along with an announced one would be known to everybody."""

    message = N_(
        "An unannounced visit cannot go together with an announced one, or everybody would learn of it. Move one of "
        "them, or change its leader."
    )
