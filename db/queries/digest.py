"""The facts of a digest: what became overdue since the one before, what is due, stuck, not signed for, promised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from core.calendar.workdays import WorkCalendar
from core.deadlines import timeliness_text
from core.digest import Digest, DigestKey, DigestLine, DigestSection
from core.flags import Flag, FlagLimits
from core.i18n import _, day_text
from core.settings import OfficeSettings
from core.visits import HALF_NAMES
from db.models import Issue, Visit
from db.queries.flags import BATCH, marks_of_issues
from db.queries.issue_filter import conditions
from db.queries.issues import IssueFilter, IssueRow, IssueTab, issue_rows
from db.queries.promises import promises_due
from db.queries.recusals import may_be_shared
from db.queries.visit_record import unlogged_visits

SHOWN = 50
"""Things of one list that a digest keeps; their number is counted in full."""
_FLAGS = {DigestKey.STUCK: Flag.STUCK, DigestKey.NOT_ACCEPTED: Flag.NOT_ACCEPTED}


def digest(
    session: Session,
    *,
    today: date,
    since: date | None,
    calendar: WorkCalendar,
    settings: OfficeSettings,
    missed: Sequence[date] = (),
    shown: int = SHOWN,
) -> Digest:
    """Return the digest of *today*; *since* is the day of the one before, from which things count as new."""
    asked = _Asked(session, today, calendar, settings, shown=shown)
    sections = (
        asked.overdue(since), asked.due(), asked.flagged(DigestKey.STUCK), asked.flagged(DigestKey.NOT_ACCEPTED),
        asked.promises(), asked.look_backs(), asked.unlogged(),
    )  # fmt: skip
    return Digest(today, since, tuple(missed), sections)


class _Asked:
    """One digest while it is being read."""

    def __init__(
        self, session: Session, today: date, calendar: WorkCalendar, settings: OfficeSettings, *, shown: int
    ) -> None:
        self.session, self.today = session, today
        self.calendar, self.settings, self.shown = calendar, settings, shown
        self.limits = FlagLimits.on(today, calendar, settings)

    def overdue(self, since: date | None) -> DigestSection:
        """Return what is overdue: what became so since the digest before comes first, then the longest overdue."""
        wanted = IssueFilter(tab=IssueTab.OVERDUE)
        latest = self._rows(replace(wanted, descending=True)) if since is not None else []
        fresh = {row.id: row for row in latest if since is not None and row.due is not None and row.due >= since}
        others = [row for row in self._rows(wanted) if row.id not in fresh]
        new = self._count(wanted, Issue.due >= since) if since is not None else 0
        section = self._section(DigestKey.OVERDUE, wanted, [*fresh.values(), *others], new=new, fresh=set(fresh))
        secret = self._count(wanted, Issue.due >= since, ~may_be_shared()) if since is not None else 0
        return replace(section, new_hidden=secret)

    def due(self) -> DigestSection:
        """Return what is due today or soon."""
        wanted = IssueFilter(tab=IssueTab.DUE_SOON)
        return self._section(DigestKey.DUE, wanted, self._rows(wanted))

    def flagged(self, key: DigestKey) -> DigestSection:
        """Return what has a flag, each with the flag's own number."""
        flag = _FLAGS[key]
        wanted = IssueFilter(flags=frozenset({flag}))
        rows = self._rows(wanted)
        marks = marks_of_issues(
            self.session, [row.id for row in rows], today=self.today, calendar=self.calendar, settings=self.settings
        )
        notes = {id: each.words[flag] for id, each in marks.items() if flag in each.flags}
        return self._section(key, wanted, rows, notes=notes)

    def promises(self) -> DigestSection:
        """Return the promises that are due; what was promised is told on screen only."""
        rows = promises_due(
            self.session, today=self.today, calendar=self.calendar, soon=self.settings.due_soon_days
        )  # fmt: skip
        lines = tuple(
            DigestLine(
                row.id, row.text, f"{row.leader} {row.township}", _("due {day}").format(day=day_text(row.due))
                if row.due else "", issue_id=row.issue_id, township_id=row.township_id,
            )
            for row in rows[: self.shown]
        )  # fmt: skip
        return DigestSection(DigestKey.PROMISES, len(rows), lines=lines)

    def look_backs(self) -> DigestSection:
        """Return the closed issues that wait for a look-back."""
        wanted = IssueFilter(tab=IssueTab.CLOSED, flags=frozenset({Flag.LOOK_BACK}))
        rows = self._rows(wanted)
        return self._section(DigestKey.LOOK_BACKS, wanted, rows, notes=dict.fromkeys((row.id for row in rows), ""))

    def unlogged(self) -> DigestSection:
        """Return the visits that nobody has logged; an unannounced one is nobody's business in a chat."""
        rows = unlogged_visits(self.session, self.today)
        ids = [row.id for row in rows]
        secret = {
            id
            for start in range(0, len(ids), BATCH)
            for id in self.session.scalars(
                select(Visit.id).where(Visit.id.in_(ids[start : start + BATCH]), Visit.unannounced)
            )
        }
        lines = []
        for row in rows[: self.shown]:
            words = f"{day_text(row.day)} {_(HALF_NAMES[row.half])} {row.leader} → {row.township}"
            lines.append(DigestLine(row.id, words, "" if row.id in secret else words))
        return DigestSection(DigestKey.UNLOGGED, len(rows), hidden=len(secret), lines=tuple(lines))

    def _rows(self, wanted: IssueFilter) -> list[IssueRow]:
        return issue_rows(
            self.session, wanted, self.today, calendar=self.calendar, due_soon_days=self.settings.due_soon_days,
            limit=self.shown,
        )  # fmt: skip

    def _count(self, wanted: IssueFilter, *more: ColumnElement[bool]) -> int:
        which = conditions(self.session, wanted, self.limits)
        return self.session.scalar(select(func.count()).select_from(Issue).where(which, *more)) or 0

    def _section(
        self,
        key: DigestKey,
        wanted: IssueFilter,
        rows: Sequence[IssueRow],
        *,
        new: int = 0,
        fresh: Set[int] = frozenset(),
        notes: Mapping[int, str] | None = None,
    ) -> DigestSection:
        """Return the list of *wanted*; a restricted issue has no words for a chat."""
        first = rows[: self.shown]
        ids = [row.id for row in first]
        secret = set(self.session.scalars(select(Issue.id).where(Issue.id.in_(ids), ~may_be_shared())))
        lines = tuple(
            DigestLine(
                row.id, row.title, "" if row.id in secret else f"{row.number} {row.agency or row.township}",
                timeliness_text(row.timeliness) if notes is None else notes.get(row.id, ""), row.id in fresh,
                issue_id=row.id, township_id=row.township_id,
            )
            for row in first
        )  # fmt: skip
        hidden = self._count(wanted, ~may_be_shared())
        return DigestSection(key, self._count(wanted), new, hidden, lines=lines)
