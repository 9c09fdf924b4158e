"""What this computer remembers of the digests of one schedule: it survives a restart, so that none comes twice."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from db.store import Store
from desktop.machine import Machine

VIEW: Final = "digest"
OFF: Final = "digest_off"


@dataclass(frozen=True, slots=True)
class Given:
    """The last digest that was given.

    Attributes:
        since: The day of the one before it.
        missed: Working days that it made up for.
        until: It was put off until then.
    """

    on: date
    since: date | None = None
    missed: tuple[date, ...] = ()
    until: datetime | None = None


class DigestMemory:
    """The memory for one schedule; what cannot be read counts as nothing remembered."""

    def __init__(self, machine: Machine, store: Store) -> None:
        self._machine = machine
        self._key = hashlib.sha256(store.origin.place.encode()).hexdigest()[:16]

    @property
    def is_off(self) -> bool:
        """Whether this computer gives no digest."""
        return self._machine.views.get(OFF) is True

    def switch(self, *, on: bool) -> None:
        """Give digests on this computer, or none."""
        self._machine.views[OFF] = not on
        self._machine.save()

    def given(self) -> Given | None:
        """Return the last digest."""
        kept = self._all().get(self._key)
        if not isinstance(kept, dict):
            return None
        on = _day(kept.get("on"))
        if on is None:
            return None
        missed = kept.get("missed")
        days = (_day(each) for each in missed) if isinstance(missed, list) else ()
        return Given(on, _day(kept.get("since")), tuple(day for day in days if day), _moment(kept.get("until")))

    def give(self, on: date, *, since: date | None, missed: Sequence[date]) -> None:
        """Remember that the digest of a day was given."""
        self._keep({"on": on.isoformat(), "since": since.isoformat() if since else None,
                    "missed": [day.isoformat() for day in missed], "until": None})  # fmt: skip

    def put_off(self, until: datetime | None) -> None:
        """Remember until when the last digest is put off; None ends that."""
        kept = self._all().get(self._key)
        if isinstance(kept, dict):
            self._keep({**kept, "until": until.isoformat() if until else None})

    def put_right(self, last: Given | None) -> None:
        """Remember *last* in place of what a clock gone wrong left; None is no digest at all."""
        if last is None:
            self._keep({})
            return
        self.give(last.on, since=last.since, missed=last.missed)
        self.put_off(last.until)

    def _all(self) -> dict[str, Any]:
        kept = self._machine.views.get(VIEW)
        return kept if isinstance(kept, dict) else {}

    def _keep(self, values: dict[str, Any]) -> None:
        self._machine.views[VIEW] = {**self._all(), self._key: values}
        self._machine.save()


def _day(text: object) -> date | None:
    if isinstance(text, str):
        with suppress(ValueError):
            return date.fromisoformat(text)
    return None


def _moment(text: object) -> datetime | None:
    if isinstance(text, str):
        with suppress(ValueError):
            found = datetime.fromisoformat(text)
            return found if found.tzinfo is not None else None
    return None
