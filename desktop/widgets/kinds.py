"""Which seal and colour a kind of visit has: the country's four and the office's own."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Protocol

from core.visits import KINDS, VisitKind


class Sealed(Protocol):
    """Whatever has a seal: a kind, or a row of a query with `seal` and `colour`."""

    @property
    def seal(self) -> str:
        """The one character."""

    @property
    def colour(self) -> str:
        """Key of the colour pair: f, b, y, j."""


_known: dict[str, Sealed] = {kind.key: kind for kind in KINDS}
_by_colour: dict[str, Sealed] = {kind.colour: kind for kind in KINDS}


_ALWAYS: frozenset[str] = frozenset(kind.key for kind in KINDS)


def is_offered(key: str, used: Container[str]) -> bool:
    """Return whether a kind belongs in a legend or a list of counts: the four always, others where they are used."""
    return key in _ALWAYS or key in used


def know_kinds(kinds: Iterable[VisitKind]) -> None:
    """Take in the office's own kinds, so that their seals can be painted by key alone."""
    _known.update({kind.key: kind for kind in kinds})


def kind_of(kind: Sealed | str) -> Sealed:
    """Return what has a seal as it is, or look a kind up by its key or its colour letter (f, b, y, j)."""
    if not isinstance(kind, str):
        return kind
    return _known.get(kind) or _by_colour.get(kind) or VisitKind(kind, kind, kind[:1] or "·", "b")


def kind_name(kind: Sealed | str) -> str:
    """Return the msgid or the office's own name of a kind; the character where it has none."""
    shown = kind_of(kind)
    return str(getattr(shown, "name", shown.seal))
