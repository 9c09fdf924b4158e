"""Overwriting a person in every row and in what the journal keeps of rows; inside one write of `Store.erase`.

The only place besides `undo` that changes rows without the session: it must change what the journal remembers too,
and it must not remember what it overwrites.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final

import sqlalchemy as sa

from core.erasure import Eraser, traces_of
from db import journal, redacted
from db.erasing_scope import Scope, is_shared, namesakes, public_words, scope_of, words_of
from db.images import UNJOURNALLED, Change, Image, Key, canonical, decode, encode, key_of
from db.models import Base

_TABLES: Final[Mapping[str, sa.Table]] = Base.metadata.tables
_NOBODYS: Final = frozenset(
    {
        "alembic_version", "blob", "journal_change", "journal_entry", "number_series", "store_meta", "village",
        "agency", "agency_alias", "visit_kind", "issue_category", "household_category", "deadline_rule",
        "clock_preset", "announced_year", "market",
    }
)  # fmt: skip
"""Tables that tell of the office and its county: nobody's personal data, and never touched."""
_REMARKS: Final = {
    "leader": {"note", "duty_reason"}, "township": {"note"}, "calendar_day": {"note"},
    "meeting": {"attendees_text"}, "farm_season": {"advice"},
}  # fmt: skip
"""Of likewise public tables the free words, in which anybody may be named; nothing else of them is touched."""
_PERSONAL: Final = {"petitioner": ("name", "phone", "address"), "reception": ("representatives",)}
"""Fields of a person's own rows that are emptied whatever they say."""
UNCLEAN: Final = "erasure_unclean"
"""In `store_meta` from an erasure until the file was cleaned of what lies between its rows."""
_PAGE: Final = 1000
Step = Callable[[int, int], None]


@dataclass(slots=True)
class Tally:
    """What an erasure did.

    Attributes:
        rows: Rows that were overwritten.
        entries: Journal entries that were overwritten.
        left: Rows of others that hold the same name and were left alone, since somebody else bears it too.
        attachments: Attachments that were deleted.
    """

    rows: int = 0
    entries: int = 0
    left: int = 0
    attachments: int = 0


@dataclass(slots=True)
class Sweep:
    """One erasure under way.

    Attributes:
        people: Petitioner rows of the one person.
        today: The office's day.
        everywhere: Overwrite the name in other people's records too, even where somebody else bears it.
        attachments: Delete what is attached to the person's issues.
        step: Called with a count done and in all; may raise to stop, as long as nothing is committed.
    """

    connection: sa.Connection
    people: frozenset[int]
    today: date
    everywhere: bool = False
    attachments: bool = False
    step: Step | None = None
    tally: Tally = field(default_factory=Tally)
    _scope: Scope = field(init=False)
    _all: Eraser = field(init=False)
    _numbers: Eraser = field(init=False)
    _beyond: bool = field(init=False, default=True)

    def run(self) -> list[Change]:
        """Overwrite, and return what the journal's new entry must say."""
        self._prepare()
        changes = self._rows()
        if self.attachments:
            changes += self._attachments()
        stated = redacted.overwrite(
            self.connection, self._rewritten, self._may_hold, journal.content_hash, self._journal_step
        )
        self.tally.entries = len(stated)
        _mark_unclean(self.connection)
        return [*changes, *stated]

    def _prepare(self) -> None:
        words = words_of(self.connection, self.people)
        traces = traces_of(words)
        keep = public_words(self.connection, traces.names)
        self._all = Eraser(traces.names + traces.numbers, keep)
        self._numbers = Eraser(traces.numbers)
        self._scope = scope_of(self.connection, self.people)
        shared = bool(namesakes(self.connection, self.people, words)) or is_shared(self.connection, traces.names)
        self._beyond = self.everywhere or not shared

    def _journal_step(self, done: int, total: int) -> None:
        if self.step is not None:
            self.step(500 + done * 500 // max(total, 1), 1000)

    def _may_hold(self, table: str, text: str) -> bool:
        return table in _PERSONAL or self._all.is_in(text)

    def _rewritten(self, table: str, key: Key, image: Image) -> Image:
        """Return a row's image without the person; the same for the row of now and for those of the past."""
        if table in _NOBODYS:
            return image
        own = self._scope.holds(table, key, image)
        eraser = self._all if own or self._beyond else self._numbers
        keys = {column.name for column in _TABLES[table].primary_key}
        kept = keys if table not in _REMARKS else image.keys() - _REMARKS[table]
        cleaned = {name: value if name in kept else eraser.value(value) for name, value in image.items()}
        if own:
            cleaned |= {name: "" for name in _PERSONAL.get(table, ()) if name in image}
        if table == "import_origin" and cleaned.get("row_key") != image.get("row_key"):
            cleaned["row_key"] = f"erased-{image['id']}"  # two rows of one file must not become one
        return cleaned

    def _rows(self) -> list[Change]:
        changes: list[Change] = []
        tables = [table for table in Base.metadata.sorted_tables if table.name not in _NOBODYS]
        for number, table in enumerate(tables):
            if self.step is not None:
                self.step(number * 500 // len(tables), 1000)
            for image in list(self._suspects(table)):
                changes += self._overwrite_row(table, image)
        return changes

    def _suspects(self, table: sa.Table) -> Iterator[Image]:
        """Yield the rows that hold a trace or are the person's own; a page at a time, so memory stays small."""
        names = [column.name for column in table.columns]
        texts = [column.name for column in table.columns if isinstance(column.type, sa.String | sa.JSON)]
        if not texts and table.name not in _PERSONAL:
            return
        result = self.connection.execute(sa.select(table).execution_options(yield_per=_PAGE))
        for row in result:
            image = dict(zip(names, map(encode, row), strict=True))
            if table.name in _PERSONAL or any(self._all.is_in(_spelling(image[name])) for name in texts):
                yield image

    def _overwrite_row(self, table: sa.Table, image: Image) -> list[Change]:
        key = key_of(table, image)
        before = self._rewritten(table.name, key, image)
        after = dict(before)
        if table.name == "petitioner" and key[0] in self.people:
            after["erased_on"] = self.today.isoformat()
        if before == image == after:
            self.tally.left += any(self._all.is_in(_spelling(value)) for value in image.values())
            return []
        if "version" in after:
            after["version"] += 1
        here = sa.and_(*(column == decode(column, part) for column, part in zip(table.primary_key, key, strict=True)))
        new = {name: decode(table.c[name], value) for name, value in after.items() if value != image[name]}
        self.connection.execute(sa.update(table).where(here).values(**new))
        self.tally.rows += 1
        return [] if table.name in UNJOURNALLED or before == after else [Change(table.name, key, before, after)]

    def _attachments(self) -> list[Change]:
        table, blobs = _TABLES["attachment"], _TABLES["blob"]
        reports = sa.select(_TABLES["visit_record"].c.report_attachment_id).where(
            _TABLES["visit_record"].c.report_attachment_id.is_not(None)
        )
        changes: list[Change] = []
        for issue_id in sorted(self._scope.issues):
            wanted = sa.select(table).where(table.c.issue_id == issue_id, table.c.id.not_in(reports))
            for row in self.connection.execute(wanted).all():
                image = dict(zip(table.columns.keys(), map(encode, row), strict=True))
                self.connection.execute(sa.delete(table).where(table.c.id == row.id))
                still = sa.select(table.c.id).where(table.c.sha256 == row.sha256).limit(1)
                if self.connection.execute(still).first() is None:
                    self.connection.execute(sa.delete(blobs).where(blobs.c.sha256 == row.sha256))
                changes.append(Change("attachment", (row.id,), image, None))
        self.tally.attachments = len(changes)
        return changes


def _spelling(value: Any) -> str | None:
    """Return a value as text to be searched; numbers and dates hold no words."""
    if value is None or isinstance(value, str):
        return value
    return canonical(value) if isinstance(value, dict | list) else None


def _mark_unclean(connection: sa.Connection) -> None:
    meta = _TABLES["store_meta"]
    if connection.execute(sa.select(meta.c.name).where(meta.c.name == UNCLEAN)).first() is None:
        connection.execute(sa.insert(meta), {"name": UNCLEAN, "value": datetime.now(UTC).isoformat(timespec="seconds")})


def is_unclean(connection: sa.Connection) -> bool:
    """Return whether an erasure was committed and the file not yet cleaned."""
    meta = _TABLES["store_meta"].c
    return connection.execute(sa.select(meta.name).where(meta.name == UNCLEAN)).first() is not None
