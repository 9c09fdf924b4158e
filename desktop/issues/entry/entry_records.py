"""What the entry page reads from the schedule and writes into it; no widget knows the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from core.entry_rows import EntryRow, rows_from_json, rows_to_json
from core.i18n import N_
from core.issues import CheckMark, IssueDraft
from db.attachments import attach, file_to_attach
from db.queries.form_drafts import form_draft
from db.queries.issue_entry import (
    EntryVisitRow,
    agency_loads,
    entry_visit,
    marks_of,
)
from db.queries.issues import IssueRow, township_open_issues
from db.queries.look_back import brought_title, look_backs_due
from db.queries.names import named_townships, named_villages
from db.services.form_drafts import drop_draft, keep_draft
from db.services.issue_actions import check_on_site
from db.services.issues import register_issues
from desktop.context import AppContext
from desktop.issues.entry.entry_model import Place
from desktop.issues.entry.entry_words import marks_from

Photos = Mapping[str, Sequence[tuple[str, bytes]]]
"""Names and contents of a row's photos, by the row's uid."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a kill left behind.

    Attributes:
        record: What was typed in the sections, by their keys.
        version: Of the record that it was typed over.
    """

    rows: list[EntryRow] = field(default_factory=list)
    marks: dict[int, CheckMark] = field(default_factory=dict)
    at: datetime | None = None
    record: Mapping[str, Any] = field(default_factory=dict)
    version: int | None = None


class EntryRecords:
    """The records of one visit's entry, or of one township's without a visit."""

    def __init__(self, ctx: AppContext, place: Place, visit: EntryVisitRow | None, township: str) -> None:
        self.ctx, self.place, self.visit, self.township = ctx, place, visit, township
        self.key = f"entry:visit:{visit.id}" if visit else f"entry:township:{place.township_id}"

    @classmethod
    def of(cls, ctx: AppContext, *, visit_id: int | None, township_id: int | None) -> EntryRecords | None:
        """Return the records of a visit or a township; None where it is not there any more."""
        with ctx.store.read() as session:
            visit = entry_visit(session, visit_id) if visit_id is not None else None
            home = visit.township_id if visit else township_id
            name = dict(row.pair for row in named_townships(session)).get(home) if home is not None else None
            if name is None or home is None or (visit_id is not None and visit is None):
                return None
            place = Place(
                raised_on=min(visit.day, ctx.today()) if visit else ctx.today(),
                township_id=home,
                visit_id=visit_id,
                villages=named_villages(session, home),
                agencies=agency_loads(session, ctx.today()),
                calendar=ctx.calendar,
                settings=ctx.settings,
            )
        return cls(ctx, place, visit, name)

    def kept(self) -> Kept:
        """Return the rows and marks that were typed and never finished."""
        with self.ctx.store.read() as session:
            draft = form_draft(session, self.key)
        if draft is None:
            return Kept()
        rows = rows_from_json(draft.fields.get("rows"))
        record, version = draft.fields.get("record"), draft.fields.get("version")
        return Kept(
            rows,
            marks_from(draft.fields.get("marks")),
            draft.saved_at,
            record if isinstance(record, dict) else {},
            version if isinstance(version, int) else None,
        )

    def keep(
        self,
        rows: Sequence[EntryRow],
        marks: Mapping[int, CheckMark],
        at: datetime,
        *,
        record: Mapping[str, Any] | None = None,
        version: int | None = None,
    ) -> bool:
        """Keep what is typed; return whether there was anything.

        Raises:
            UserError: the disk or the file refused.
        """
        typed = rows_to_json(rows)
        marked = {str(issue_id): mark.value for issue_id, mark in marks.items()}
        with self.ctx.store.write(N_("Keep what is typed"), hurried=True) as session:
            if typed or marked or record:
                fields: dict[str, Any] = {"rows": typed, "marks": marked}
                if record:
                    fields |= {"record": dict(record), "version": version}
                keep_draft(session, self.key, fields, at=at)
            else:
                drop_draft(session, self.key)
        return bool(typed or marked or record)

    def known_marks(self) -> dict[int, CheckMark]:
        """Return what this visit found of each issue so far."""
        if self.visit is None:
            return {}
        with self.ctx.store.read() as session:
            return marks_of(session, self.visit.id)

    def brought(self) -> list[IssueRow]:
        """Return the township's open issues that the visit brings along, and closed ones for their look-back."""
        if self.visit is None:
            return []
        ctx = self.ctx
        with ctx.store.read() as session:
            rows = township_open_issues(
                session,
                self.visit.township_id,
                ctx.today(),
                calendar=ctx.calendar,
                due_soon_days=ctx.settings.due_soon_days,
            )
            drawn = look_backs_due(session, ctx.today(), calendar=ctx.calendar, township_id=self.visit.township_id)
        rows += [replace(row, title=brought_title(row)) for row in drawn]
        return [row for row in rows if row.raised_on < self.visit.day]

    def finish(self, drafts: Sequence[IssueDraft], photos: Photos, marks: Mapping[int, CheckMark]) -> list[int]:
        """Register the issues and write down the marks in one write; return the ids.

        Raises:
            UserError: a row was refused; nothing was written.
        """
        with self.ctx.store.write(N_("Record issues")) as session:
            ids = register_issues(session, drafts, calendar=self.place.calendar, settings=self.place.settings)
            for issue_id, draft in zip(ids, drafts, strict=True):
                for name, data in photos.get(draft.uid, ()):
                    attach(session, data, name, added_on=self.ctx.today(), issue_id=issue_id)
            for issue_id, mark in marks.items():
                if self.visit is not None:
                    check_on_site(
                        session, self.visit.id, issue_id, mark, day=self.place.raised_on,
                        calendar=self.place.calendar, settings=self.place.settings,
                    )  # fmt: skip
            drop_draft(session, self.key)
        return ids


def photos_of(rows: Sequence[EntryRow]) -> Photos:
    """Read the photos of each row.

    Raises:
        OSError: one cannot be read any more, such as on a card that was taken out.
    """
    return {row.uid: [file_to_attach(Path(path)) for path in row.photos] for row in rows if row.photos}
