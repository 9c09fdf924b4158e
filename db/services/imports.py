"""Importing: plan against the schedule, then carry out exactly that plan as one change."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from core.classified import SecretMark, marks_in, places_of
from core.i18n import N_
from core.import_errors import ImportNotReady
from core.imports.cells import Workbook
from core.imports.match import AGENCIES, CATEGORIES, LEADERS, TOWNSHIPS, VILLAGES, Known
from core.imports.plan import DraftPlan, ImportPlan, Verdict
from core.imports.planning import Choices, make_plan, remembered
from core.imports.sheets_places import known_of
from core.imports.workbook import read_workbook
from core.organisation import township_kind_of, village_kind_of
from db.models import (
    Agency,
    AgencyAlias,
    ImportOrigin,
    Issue,
    IssueCategory,
    Leader,
    Setting,
    Township,
    Village,
    Visit,
)
from db.queries.settings import office_settings, work_calendar
from db.services.imports_directory import TABLES, ScheduleDirectory, read_directory
from db.services.imports_records import FILLS, Filing, after_the_last
from db.services.imports_work import change_issue, fill_visit, link_to_visits, new_issue, new_visit
from db.store import Store

LABEL = N_("Import")
MEMORY = "import.memory"
Progress = Callable[[int, int], object]
"""Called with drafts written and all of them; what it raises stops the import, which is then rolled back."""


def _silent(_done: int, _total: int) -> None:
    return None


@dataclass(slots=True)
class ImportResult:
    """What an import did, or would do.

    Attributes:
        done: Whether anything was carried out: not for a dry run, nor while questions are open.
        linked: Issues that were linked to the visit they came from.
    """

    plan: ImportPlan
    done: bool = False
    linked: int = 0
    seconds: float = 0.0
    secret_marks: tuple[SecretMark, ...] = ()

    @property
    def ready(self) -> bool:
        """Return whether no question is open."""
        return self.plan.ready

    def to_json(self) -> dict[str, Any]:
        """Return counts per sheet, reasons and open questions for the command line."""
        head = {"done": self.done, "ready": self.ready, "linked_issues": self.linked, "seconds": round(self.seconds, 2)}
        return {**head, **self.plan.to_json()}


def import_files(
    store: Store,
    paths: Iterable[Path | str],
    *,
    today: date,
    dry_run: bool = False,
    answers: Mapping[str, str] | None = None,
) -> ImportResult:
    """Read, plan and import files in one step, as the command line does.

    Args:
        store: The schedule.
        paths: Files in any order.
        today: Tells past visits from coming ones.
        dry_run: Plan only.
        answers: Answers by question id, as listed in the JSON of an earlier run.

    Raises:
        UserError: a file cannot be read; nothing was imported.
    """
    began = time.monotonic()
    books = [read_workbook(path) for path in paths]
    choices = Choices(dict(answers or {}))
    if dry_run:
        with store.read() as session:
            result = ImportResult(plan_import(session, books, choices, today=today))
    else:
        result = _import(store, books, choices, today=today)
    result.secret_marks = tuple(marks_in(place for book in books for place in places_of(book)))
    result.seconds = time.monotonic() - began
    return result


def import_books(
    store: Store, books: Sequence[Workbook], choices: Choices, *, today: date, progress: Progress = _silent
) -> ImportResult:
    """Carry out what was previewed: the same plan, made anew inside the one change that is journalled.

    Raises:
        ImportNotReady: a question is open.
    """
    result = _import(store, books, choices, today=today, progress=progress)
    if not result.ready:
        raise ImportNotReady(n=len(result.plan.open_questions))
    return result


def _import(
    store: Store, books: Sequence[Workbook], choices: Choices, *, today: date, progress: Progress = _silent
) -> ImportResult:
    with store.write(LABEL) as session:
        directory = read_directory(session)
        plan = plan_import(session, books, choices, today=today, directory=directory)
        if not plan.ready:
            return ImportResult(plan)
        return apply_import(session, plan, today=today, progress=progress, directory=directory)


def plan_import(
    session: Session,
    books: Sequence[Workbook],
    choices: Choices,
    *,
    today: date,
    directory: ScheduleDirectory | None = None,
) -> ImportPlan:
    """Return what importing the files would do; what was answered in earlier imports is known already."""
    memory = _memory(session)
    answers = {**memory.get("answers", {}), **choices.answers}
    stored = {key.removeprefix("mapping:"): dict(value) for key, value in memory.items() if key.startswith("mapping:")}
    known = Choices(answers, {**stored, **choices.mappings})
    return make_plan(books, directory or read_directory(session), known, today=today)


def apply_import(
    session: Session,
    plan: ImportPlan,
    *,
    today: date,
    progress: Progress = _silent,
    directory: ScheduleDirectory | None = None,
) -> ImportResult:
    """Carry out a plan that was made in this session.

    Raises:
        ImportNotReady: a question is open.
    """
    if not plan.ready:
        raise ImportNotReady(n=len(plan.open_questions))
    with session.no_autoflush:
        work = _Work(session, plan, directory or read_directory(session), today, progress)
        linked = work.carry_out()
    session.flush()
    return ImportResult(plan, done=True, linked=linked)


@dataclass(slots=True)
class _Work:
    """One import while it is carried out, kind of sheet by kind of sheet."""

    session: Session
    plan: ImportPlan
    directory: ScheduleDirectory
    today: date
    progress: Progress
    filing: Filing = field(init=False)
    records: list[tuple[DraftPlan, Any]] = field(default_factory=list)
    _total: int = 0

    def __post_init__(self) -> None:
        settings, calendar = office_settings(self.session), work_calendar(self.session)
        self.filing = Filing(self.session, self.today, calendar, settings, self.directory.ids)
        self.filing.categories = {
            name: key for key, name in self.session.execute(select(IssueCategory.key, IssueCategory.name))
        }
        self.filing.aliases = dict(self.session.execute(select(AgencyAlias.alias, AgencyAlias.agency_id)).all())

    def carry_out(self) -> int:
        """Write all records, what is remembered of their rows, and the links; return how many issues were linked."""
        by_kind: dict[str, list[DraftPlan]] = {}
        self._total = sum(len(row.drafts) for _, row in self.plan.rows() if row.verdict is not Verdict.REFUSED)
        for sheet, row in self.plan.rows():
            if sheet.kind is not None and row.verdict is not Verdict.REFUSED:
                by_kind.setdefault(sheet.kind.key, []).extend(row.drafts)
        self._add_records(known for known in self.plan.added if known.table != VILLAGES)
        for kind in TABLES:
            if kind == "pairings":  # all townships are there now
                self._add_records(known for known in self.plan.added if known.table == VILLAGES)
                self._add_aliases()
            self._write(kind, by_kind.get(kind, []))
        self._remember_rows()
        self._remember_answers()
        new = [record for item, record in self.records if item.verdict is Verdict.NEW]
        issues = [record for record in new if isinstance(record, Issue)]
        return link_to_visits(self.session, issues, also_older=any(isinstance(record, Visit) for record in new))

    def _write(self, kind: str, items: list[DraftPlan]) -> None:
        changed = {item.existing.record for item in items if item.verdict is Verdict.CHANGED and item.existing}
        loaded = self._load(kind, changed)
        for item in items:
            if item.verdict is Verdict.NEW:
                record = self._new(kind, item)
                self.session.add(record)
            else:
                record = loaded.get(item.existing.record if item.existing else "")
                if record is not None:
                    self._change(kind, item, record)
            self.records.append((item, record))
            if len(self.records) % 50 == 0:
                self.progress(len(self.records), self._total)
        self.session.flush()
        for item, record in self.records[len(self.records) - len(items) :]:
            known = known_of(item.draft)
            if known is not None:
                identity = record.id if record is not None else int(item.existing.record) if item.existing else 0
                self.directory.ids[known.table, known.within, known.key] = identity

    def _new(self, kind: str, item: DraftPlan) -> Any:
        values = item.draft.values
        if kind == "visits":
            return new_visit(values, self.filing, overlaps=item.overlaps)
        if kind == "issues":
            return new_issue(values, self.filing)
        model, fill, lists = FILLS[kind]
        record = model(**{each.key: [] for each in lists})
        fill(record, values, self.filing)
        if kind == "leaders" and "rank_order" not in values:
            record.rank_order = after_the_last(self.session, Leader.rank_order)
        return record

    def _change(self, kind: str, item: DraftPlan, record: Any) -> None:
        values = {change.field: change.new for change in item.changes}
        if kind == "visits":
            fill_visit(record, values, self.filing, overlaps=item.overlaps)
        elif kind == "issues":
            change_issue(record, values, self.filing)
        else:
            FILLS[kind][1](record, values, self.filing)

    def _load(self, kind: str, records: set[str]) -> dict[str, Any]:
        """Return the records to be changed with everything that changing them touches."""
        if not records:
            return {}
        query: Any
        if kind == "visits":
            query = select(Visit).options(selectinload(Visit.leaders), selectinload(Visit.agencies))
            model: Any = Visit
        elif kind == "issues":
            lists = (selectinload(Issue.supporting), selectinload(Issue.actions), joinedload(Issue.petitioner))
            query, model = select(Issue).options(*lists), Issue
        else:
            model = FILLS[kind][0]
            query = select(model).options(*(selectinload(each) for each in FILLS[kind][2]))
        ids = sorted(int(record) for record in records)
        found: dict[str, Any] = {}
        for first in range(0, len(ids), 500):
            for record in self.session.scalars(query.where(model.id.in_(ids[first : first + 500]))):
                found[str(record.id)] = record
        return found

    def _add_records(self, added: Iterable[Known]) -> None:
        """Create what answers asked for, and the office's own categories."""
        made: list[tuple[Known, Any]] = []
        for known in added:
            record: Any
            match known.table:
                case _ if known.table == CATEGORIES:
                    record = IssueCategory(key=f"own-{uuid4().hex[:12]}", name=known.key, limit_unit="working")
                    record.limit_amount = self.filing.settings.default_limit_days
                    record.limit_unit = self.filing.settings.default_limit_unit
                    self.filing.categories[known.key] = record.key
                case _ if known.table == LEADERS:
                    record = Leader(name=known.key, rank_order=after_the_last(self.session, Leader.rank_order))
                case _ if known.table == TOWNSHIPS:
                    record = Township(name=known.key, kind=township_kind_of(known.key))
                case _ if known.table == AGENCIES:
                    record = Agency(name=known.key, aliases=[])
                case _:
                    town = self.filing.id_of(TOWNSHIPS, known.within)
                    record = Village(name=known.key, township_id=town, kind=village_kind_of(known.key))
            self.session.add(record)
            made.append((known, record))
        self.session.flush()
        for known, record in made:
            if known.table != CATEGORIES:
                self.directory.ids[known.table, known.within, known.key] = record.id

    def _add_aliases(self) -> None:
        for text, key in self.plan.aliases.items():
            if text not in self.filing.aliases and len(text) <= 100:
                agency = self.filing.id_of(AGENCIES, key)
                self.session.add(AgencyAlias(agency_id=agency, alias=text))
                self.filing.aliases[text] = agency

    def _remember_rows(self) -> None:
        for item, record in self.records:
            draft, existing = item.draft, item.existing
            key = str(record.id) if record is not None else existing.record if existing else ""
            known = self.directory.origin(draft.kind, draft.key_text)
            if known is None and existing is not None and existing.origin_key:
                known = self.directory.origin(
                    draft.kind, existing.origin_key
                )  # the row's key was corrected in the file
            values = dict(draft.values)
            if known is None:
                row = ImportOrigin(sheet=draft.kind, row_key=draft.key_text, fields=values)
                row.table_name, row.record_key = TABLES[draft.kind], key
                self.session.add(row)
            elif known.fields != values or known.row_key != draft.key_text:
                known.fields, known.row_key = values, draft.key_text

    def _remember_answers(self) -> None:
        kept = {key: dict(value) for key, value in remembered(self.plan).items()}
        row = self.session.get(Setting, MEMORY)
        if row is None:
            self.session.add(Setting(key=MEMORY, value={"value": kept}))
        elif row.value.get("value") != kept:
            row.value = {"value": kept}


def _memory(session: Session) -> dict[str, dict[str, str]]:
    row = session.get(Setting, MEMORY)
    found = row.value.get("value") if row else None
    return found if isinstance(found, dict) else {}
