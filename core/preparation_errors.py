"""What can be refused before a visit: requests, appointments, preparation steps, day plans, templates."""

from __future__ import annotations

from core.errors import UserError
from core.i18n import N_


class RequestPlaced(UserError):
    """A visit was planned for the request already."""

    message = N_("A visit on {day} was already planned for this request. Call that visit off first, or leave it.")


class RequestNotOpen(UserError):
    """A request that was declined or withdrawn has to be reopened first."""

    message = N_("This request is “{state}”. Put it back on the list first.")


class RequestStillOpen(UserError):
    """There is nothing to reopen."""

    message = N_("This request is already on the list.")


class RequestForElsewhere(UserError):
    """A visit to one township cannot answer the request of another."""

    message = N_("The request is from {township}, but that visit goes to {place}. Choose another visit.")


class VisitNotPlanned(UserError):
    """Only a visit that still has to happen can answer a request."""

    message = N_("That visit is “{state}” and cannot answer a request. Choose a visit that is still to come.")


class SlotsOverlap(UserError):
    """Two residents cannot be received at once."""

    message = N_("The appointments at {one} and at {other} overlap. Give one of them another time or fewer minutes.")


class TemplateIsLast(UserError):
    """A kind of visit keeps at least one template."""

    message = N_("“{name}” is the only template of this kind. Edit it instead, or add another one first.")


class RoadToItself(UserError):
    """A road joins two different townships."""

    message = N_("A road leads from {township} to another township. Choose the other one.")


class RoadTwice(UserError):
    """One line for each neighbour."""

    message = N_("{township} stands in the list twice. Keep one line for it.")
