"""Making the plan: files in, one verdict for every row out. Pure: the schedule is seen through a Directory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePath

from core.i18n import N_
from core.imports.cells import Cell, Sheet, Workbook, text_of
from core.imports.dates import Hint, hint_from
from core.imports.headers import Table, check_fit, find_table, recall, table_as, to_remember
from core.imports.match import AGENCIES, CATEGORIES, KINDS, LEADERS, TOWNSHIPS, VILLAGES, NameBook
from core.imports.notes import note
from core.imports.plan import Directory, DraftPlan, ImportPlan, RowPlan, SheetPlan, judge
from core.imports.questions import Asked, Where
from core.imports.rows import Reading, RowView
from core.imports.sheet_kinds import Draft, JsonValue, header_key
from core.imports.sheet_questions import ask_columns, ask_sheet
from core.imports.sheets import SHEETS
from core.imports.sheets_places import known_of
from core.imports.tables import split_rows
from core.visits import VOID, Half

Seen = dict[tuple[str, tuple[str, ...]], tuple[Where, Draft]]
"""Which row gave a record first."""
_SILENT = frozenset({"serial", "weekday", "post"})
"""Unused columns whose values are checked or repeated elsewhere: nothing is lost with them."""


@dataclass(slots=True)
class Choices:
    """What people have decided: answers by question, and mappings by set of headers."""

    answers: dict[str, str] = field(default_factory=dict)
    mappings: dict[str, dict[str, str]] = field(default_factory=dict)


def make_plan(books: Iterable[Workbook], directory: Directory, choices: Choices, *, today: date) -> ImportPlan:
    """Return what importing the files would do, row by row.

    Args:
        books: The files as read; their order does not matter, nor does that of their sheets.
        directory: What the schedule holds.
        choices: Answers and mappings given so far.
        today: Tells past visits from coming ones.
    """
    asked = Asked(choices.answers)
    names = {table: NameBook(table) for table in (LEADERS, TOWNSHIPS, VILLAGES, AGENCIES, KINDS, CATEGORIES)}
    for known in directory.known():
        names[known.table].add(known)
    reading = Reading(today, names, asked)
    apart = _named_apart(books)
    pairs = [(plan, sheet) for book in apart for plan, sheet in _sheets_of(book, choices, asked)]
    pairs.sort(key=lambda pair: pair[0].kind.order if pair[0].kind else 0)
    seen: Seen = {}
    for plan, sheet in pairs:
        if plan.table is not None and plan.left_out is None:
            _read_sheet(plan, sheet, reading, seen, directory)
    plans = [plan for plan, _ in pairs]
    _judge_all(plans, directory)
    _mark_overlaps(plans, directory)
    _mark_cancelled(plans)
    mappings = {plan.table.signature: to_remember(plan.table) for plan in plans if plan.table}
    return ImportPlan(
        plans,
        tuple(asked.questions.values()),
        tuple(reading.added.values()),
        dict(reading.aliases),
        {**choices.mappings, **mappings},
        dict(choices.answers),
    )


def _named_apart(books: Iterable[Workbook]) -> list[Workbook]:
    """Return the books, those of one name called by their folders as well: answers for one are not for the other."""
    given = list(books)
    shown = [book.name for book in given]
    parts = [PurePath(book.path).parent.parts for book in given]
    for depth in range(1, max(map(len, parts), default=0) + 1):
        twice = {name for name in shown if shown.count(name) > 1}
        for i, book in enumerate(given):
            if shown[i] in twice:
                shown[i] = "/".join((*parts[i][-depth:], book.name))
    return [replace(book, name=name) for book, name in zip(given, shown, strict=True)]


def _file_hint(plan_file: str) -> str:
    return plan_file.rpartition("/")[2].rpartition(".")[0]


def _sheets_of(book: Workbook, choices: Choices, asked: Asked) -> Iterator[tuple[SheetPlan, Sheet]]:
    for sheet in book.sheets:
        plan = SheetPlan(book.path, book.name, sheet.name)
        _find_table(plan, sheet, book, choices, asked)
        if sheet.beyond:
            text = N_("{n} cells outside the first 200,000 rows or 256 columns were not read")
            plan.remarks.append(note(text, n=sheet.beyond))
        yield plan, sheet


def _find_table(plan: SheetPlan, sheet: Sheet, book: Workbook, choices: Choices, asked: Asked) -> None:
    place = Where(book.name, sheet.name)
    if not sheet.rows:
        plan.left_out = note(N_("The sheet is empty"))
        return
    given = asked.answers.get(f"sheet:{book.name}/{sheet.name}", "")
    if given == "skip" or (sheet.hidden and not given):
        plan.left_out = note(N_("Left out, as you asked") if given else N_("The sheet is hidden"))
        return
    hint = _hint_of(sheet, book, None)
    at = int(asked.answers.get(f"header:{book.name}/{sheet.name}", 0))
    table = find_table(sheet, SHEETS.values(), hint, at=at) if not given else None
    if table is None:
        kind = SHEETS.get(ask_sheet(sheet, place, asked, hint).removeprefix("kind:"))
        table = table_as(sheet, kind, hint, at=at) if kind else None
        if table is None:
            text = (
                N_("No header row was found for this kind of sheet")
                if kind
                else N_("What the sheet holds is not known yet")
            )
            plan.left_out = note(text)
            return
    recall(table, choices.mappings)
    check_fit(table, sheet, hint)
    plan.kind, plan.table = table.kind, table
    if not ask_columns(table, sheet, place, asked):
        plan.left_out = note(N_("Left out, as you asked"))


def _hint_of(sheet: Sheet, book: Workbook, table: Table | None) -> Hint:
    if table is not None:
        titles = table.titles
    else:
        titles = tuple(text_of(cell) for number in sorted(sheet.rows)[:3] for cell in sheet.rows[number][:1])
    return hint_from(*titles, sheet.name, _file_hint(book.name))


def _read_sheet(plan: SheetPlan, sheet: Sheet, reading: Reading, seen: Seen, directory: Directory) -> None:
    table = plan.table
    if table is None:
        return
    numbers, plan.skipped = split_rows(sheet, table)
    hint = hint_from(*table.titles, sheet.name, _file_hint(plan.file))
    _remark_unused(plan, sheet, table, numbers)
    blocked = [
        q.id
        for q in reading.asked.open
        if q.subject in {"missing", "misfit"} and Where(plan.file, plan.name) in q.places
    ]
    columns = {name: column for column in table.columns if (name := table.fields.get(column.number))}
    above: dict[str, Cell] = {}
    for number in numbers:
        view = RowView(reading, sheet, table, plan.file, number, hint, columns, above=above)
        row = _read_row(view, blocked)
        plan.rows.append(row)
        _refuse_repeats(row, view.place, seen)
        if not row.reasons:
            for item in row.drafts:
                _enter(reading, item.draft, directory)
        if (township := view.cell("township")) is not None:
            above["township"] = township


def _enter(reading: Reading, draft: Draft, directory: Directory) -> None:
    """Put whom a row describes into the directory, in place of the same record under another name."""
    known = known_of(draft)
    if known is None:
        return
    found = directory.find(draft)
    old = str(found.values.get("name") or "") if found is not None and found.values is not None else ""
    if old and old != known.key and len(draft.key) == 1:
        reading.books[known.table].rename(old, known)
    else:
        reading.books[known.table].add(known)


def _read_row(view: RowView, blocked: list[str]) -> RowPlan:
    drafts = view.table.kind.read(view) if not blocked else ()
    cells = view.sheet.row(view.number)
    row = RowPlan(view.number, warnings=view.warnings, shown="  ".join(filter(None, map(text_of, cells)))[:200])
    row.waiting = [*blocked, *view.waiting]
    row.drafts = [DraftPlan(draft) for draft in drafts]
    row.reasons = list(dict.fromkeys(view.problems))
    if row.waiting and not row.reasons:
        questions = [view.reading.asked.questions[identity] for identity in dict.fromkeys(row.waiting)]
        row.reasons = [note(N_("Waits for an answer: {question}"), question=question.text) for question in questions]
    if not row.reasons and not row.drafts:
        row.reasons = [note(N_("Holds nothing that can be imported"))]
    return row


def _refuse_repeats(row: RowPlan, place: Where, seen: Seen) -> None:
    if row.reasons:
        return
    kept: list[DraftPlan] = []
    for item in row.drafts:
        draft = item.draft
        known = seen.get((draft.kind, draft.key))
        if known is not None and (more := _PARTED_BY.get(draft.kind)) and more(known[1]) != more(draft):
            draft = Draft(draft.kind, (*draft.key, more(draft)), draft.values, draft.assumed)
            item.draft, known = draft, seen.get((draft.kind, draft.key))
        if known is None:
            seen[draft.kind, draft.key] = (place, draft)
            kept.append(item)
            continue
        where, other = known
        same = other.values == draft.values
        text = N_("The same as row {row}") if same else N_("Row {row} already gives this record, with other values")
        if (where.file, where.sheet) != (place.file, place.sheet):
            text = (
                N_("The same as row {row} of sheet {sheet} in {file}")
                if same
                else N_("Row {row} of sheet {sheet} in {file} already gives this record, with other values")
            )
        row.reasons.append(note(text, row=where.row, sheet=where.sheet, file=where.file))
    if kept:  # a row of several drafts with one repeat keeps the others
        row.warnings.extend(row.reasons)
        row.reasons, row.drafts = [], kept


def spot_of(draft: Draft) -> str:
    """Return the village or place of a visit."""
    return str(draft.values.get("village") or draft.values.get("place") or "-")


_PARTED_BY: Mapping[str, Callable[[Draft], str]] = {
    "visits": spot_of,  # two villages in one half-day
    "leaders": lambda draft: str(draft.values.get("post") or ""),  # namesakes
}
"""What tells two records apart whose keys are equal."""


def _judge_all(plans: list[SheetPlan], directory: Directory) -> None:
    items = [(row, item) for plan in plans for row in plan.rows if not row.reasons for item in row.drafts]
    present = {(item.draft.kind, item.draft.key_text) for _, item in items}
    claimed: set[tuple[str, str]] = set()
    for row, item in items:
        found = directory.find(item.draft)
        if found is not None:
            other_row = found.origin_key not in {"", item.draft.key_text}
            taken = other_row and (item.draft.kind, found.origin_key) in present
            if taken or (item.draft.kind, found.record) in claimed:
                found = None  # that record belongs to another row of these files
            else:
                claimed.add((item.draft.kind, found.record))
        judge(item, found, row)


def _mark_overlaps(plans: list[SheetPlan], directory: Directory) -> None:
    """Find leaders whom the files send to two places at one time: they come in as confirmed, with a warning."""
    booked: dict[tuple[str, str], list[tuple[RowPlan, DraftPlan]]] = {}
    for plan in plans:
        for row in plan.rows:
            for item in row.drafts if not row.reasons else ():
                values = item.draft.values
                if item.draft.kind == "visits" and values["state"] not in VOID:
                    booked.setdefault((str(values["leader"]), str(values["day"])), []).append((row, item))
    for (leader, day), visits in booked.items():
        records = {item.existing.record for _, item in visits if item.existing}
        others = [(Half(half), town) for record, half, town in directory.busy(leader, day) if record not in records]
        for row, item in visits:
            half = Half(str(item.draft.values["half"]))
            own = [
                (Half(str(o.draft.values["half"])), str(o.draft.values["township"])) for _, o in visits if o is not item
            ]
            towns = [town for other, town in (*own, *others) if half.overlaps(other)]
            if towns:
                item.overlaps = True
                text = N_("{leader} is also in {township} at that time; taken as the file has it")
                row.warnings.append(note(text, leader=leader, township="、".join(dict.fromkeys(towns))))


def _mark_cancelled(plans: list[SheetPlan]) -> None:
    """Point out issues that came from a visit which the same files call cancelled."""
    drafts = [(row, item.draft) for plan in plans for row in plan.rows if not row.reasons for item in row.drafts]
    visits = [draft.values for _, draft in drafts if draft.kind == "visits"]
    took_place = {_trip(values, "day", "leader") for values in visits if values["state"] not in VOID}
    cancelled = {_trip(values, "day", "leader") for values in visits} - took_place
    for row, draft in drafts:
        if draft.kind == "issues" and _trip(draft.values, "raised_on", "case_leader") in cancelled:
            text = N_(
                "The schedule calls {leader}'s visit to {township} on that day cancelled, yet this was raised there"
            )
            row.warnings.append(note(text, leader=draft.values["case_leader"], township=draft.values["township"]))


def _trip(values: Mapping[str, JsonValue], day: str, leader: str) -> tuple[str, str, str]:
    return str(values[day]), str(values["township"]), str(values[leader])


def _remark_unused(plan: SheetPlan, sheet: Sheet, table: Table, numbers: list[int]) -> None:
    """Say which filled columns hold nothing that is stored."""
    for column in table.columns:
        name = table.fields.get(column.number)
        stored = name is not None and (not table.kind.column(name).unused or name in _SILENT)
        if not stored and header_key(column.header) and any(sheet.at(number, column.number) for number in numbers):
            plan.remarks.append(note(N_("The column “{column}” is not imported"), column=column.header))


def remembered(plan: ImportPlan) -> Mapping[str, Mapping[str, str]]:
    """Return what to keep for next time: answers that are no refusals, and mappings."""
    kept = {
        key: answer
        for key, answer in plan.answers.items()
        if answer not in {"refuse", "skip", "no"} and not key.startswith("header:")
    }
    return {"answers": kept, **{f"mapping:{key}": dict(fields) for key, fields in plan.mappings.items()}}
