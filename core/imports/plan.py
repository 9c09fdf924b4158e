"""The plan of an import: a verdict for every row. Preview shows it, import carries it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from core.i18n import N_
from core.imports.headers import Table
from core.imports.match import Known
from core.imports.notes import Note, note
from core.imports.questions import Question
from core.imports.sheet_kinds import Draft, JsonValue, SheetKind
from core.imports.tables import Skipped


class Verdict(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Existing:
    """The record that a draft means, as it stands now.

    Attributes:
        record: Its id in its table.
        values: In the form of a draft; None when it was deleted since it was imported.
        origin: What the file said when it was last read; None for a record typed by hand.
        origin_key: Key text of the row it came from, empty when typed by hand.
    """

    record: str
    values: Mapping[str, JsonValue] | None
    origin: Mapping[str, JsonValue] | None = None
    origin_key: str = ""


class Directory(Protocol):
    """What the schedule holds before the import."""

    def known(self) -> Iterable[Known]:
        """Return all names that rows may refer to."""

    def find(self, draft: Draft) -> Existing | None:
        """Return the record that came from this draft's row, else the one with its natural key."""

    def busy(self, leader: str, day: str) -> Iterable[tuple[str, str, str]]:
        """Return (record, half, township) of the leader's visits on a day that take up time."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that the import changes; `overrides` when it was also edited here."""

    field: str
    old: JsonValue
    new: JsonValue
    overrides: bool = False


@dataclass(slots=True)
class DraftPlan:
    """What becomes of one draft; a row may hold several, such as one leader's townships."""

    draft: Draft
    verdict: Verdict = Verdict.NEW
    changes: tuple[FieldChange, ...] = ()
    existing: Existing | None = None
    overlaps: bool = False


@dataclass(slots=True)
class RowPlan:
    """A row, its verdict and why."""

    number: int
    drafts: list[DraftPlan] = field(default_factory=list)
    reasons: list[Note] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    shown: str = ""

    @property
    def verdict(self) -> Verdict:
        """Return refused, or the strongest of its drafts' verdicts."""
        if self.reasons or not self.drafts:
            return Verdict.REFUSED
        verdicts = {plan.verdict for plan in self.drafts}
        return next(verdict for verdict in Verdict if verdict in verdicts)

    @property
    def reason(self) -> str:
        """Return the reasons as one text."""
        return "; ".join(reason.text() for reason in self.reasons)

    @property
    def changes(self) -> tuple[FieldChange, ...]:
        """Return the changed fields of all drafts."""
        return tuple(change for plan in self.drafts for change in plan.changes)


@dataclass(slots=True)
class SheetPlan:
    """One sheet of one file: its table, its rows, and what is none."""

    path: str
    file: str
    name: str
    kind: SheetKind | None = None
    table: Table | None = None
    rows: list[RowPlan] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    remarks: list[Note] = field(default_factory=list)
    left_out: Note | None = None

    @property
    def counts(self) -> Counter[Verdict]:
        """Return how many rows have each verdict."""
        return Counter(row.verdict for row in self.rows)

    def to_json(self) -> dict[str, Any]:
        """Return counts and reasons under the names of the command line's documentation."""
        counts = self.counts
        return {
            "file": self.file,
            "sheet": self.name,
            "kind": self.kind.key if self.kind else None,
            "left_out": self.left_out.text() if self.left_out else None,
            "rows_read": len(self.rows),
            **{str(verdict): counts[verdict] for verdict in Verdict},
            "skipped": [{"row": item.row, "why": item.why.text()} for item in self.skipped],
            "refused_rows": [
                {"row": row.number, "why": row.reason} for row in self.rows if row.verdict is Verdict.REFUSED
            ],
            "changed_rows": [
                {"row": row.number, "fields": [change.field for change in row.changes]}
                for row in self.rows
                if row.verdict is Verdict.CHANGED
            ],
            "warnings": [{"row": row.number, "why": text.text()} for row in self.rows for text in row.warnings],
            "remarks": [remark.text() for remark in self.remarks],
        }


@dataclass(slots=True)
class ImportPlan:
    """All sheets in the order in which they are imported, and what is still to be answered."""

    sheets: list[SheetPlan]
    questions: tuple[Question, ...]
    added: tuple[Known, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    mappings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """Return what must be answered before anything is imported."""
        return tuple(question for question in self.questions if question.answer is None)

    @property
    def ready(self) -> bool:
        """Return whether the plan can be carried out."""
        return not self.open_questions

    @property
    def counts(self) -> Counter[Verdict]:
        """Return how many rows have each verdict."""
        total: Counter[Verdict] = Counter()
        for sheet in self.sheets:
            total.update(sheet.counts)
        return total

    @property
    def changes_anything(self) -> bool:
        """Return whether the import would write any record."""
        return bool(self.counts[Verdict.NEW] or self.counts[Verdict.CHANGED])

    def rows(self) -> Iterator[tuple[SheetPlan, RowPlan]]:
        """Walk all rows in import order."""
        for sheet in self.sheets:
            for row in sheet.rows:
                yield sheet, row

    def to_json(self) -> dict[str, Any]:
        """Return the whole plan for the command line."""
        return {
            "rows_read": sum(len(sheet.rows) for sheet in self.sheets),
            **{str(verdict): self.counts[verdict] for verdict in Verdict},
            "sheets": [sheet.to_json() for sheet in self.sheets],
            "added": [{"table": known.table, "name": known.key, "township": known.within} for known in self.added],
            "questions": [_question_json(question) for question in self.open_questions],
        }


def judge(plan: DraftPlan, existing: Existing | None, row: RowPlan) -> None:
    """Set the verdict of a draft against the record it means.

    A row that says what it said last time leaves the record alone, whatever was done to it
    here. A row that changed changes only what it says differently. A record typed by hand takes
    what the file states, and keeps what the file leaves blank.
    """
    plan.existing = existing
    if existing is None:
        plan.verdict = Verdict.NEW
        return
    values, origin = plan.draft.values, existing.origin
    if existing.values is None:
        plan.verdict = Verdict.SAME
        row.warnings.append(note(N_("Deleted here since it was last imported; not brought back")))
        return
    changes: list[FieldChange] = []
    for name, new in values.items():
        old = existing.values.get(name)
        if origin is None:
            if new in (None, "", []) or name in plan.draft.assumed or old == new:
                continue
        elif (name in origin and origin[name] == new) or old == new:
            continue
        overrides = origin is not None and name in origin and old != origin[name]
        changes.append(FieldChange(name, old, new, overrides))
    plan.changes = tuple(changes)
    plan.verdict = Verdict.CHANGED if changes else Verdict.SAME
    if any(change.overrides for change in changes):
        row.warnings.append(note(N_("Changed both here and in the file; the file's new value is taken")))
    elif not changes and origin is not None and any(existing.values.get(name) != old for name, old in origin.items()):
        row.warnings.append(note(N_("Edited here since it was last imported; kept as it is")))


def _question_json(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "question": question.text.text(),
        "answers": {option.answer: option.text.text() for option in question.options},
        "rows": len(question.places),
        "first": [f"{place.file} / {place.sheet} / {place.row}" for place in question.places[:3]],
    }
