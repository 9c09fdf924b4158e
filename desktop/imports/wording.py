"""How an import is put into words: counts, places, sizes, and cells with petitioners masked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

from core.i18n import N_, _, is_chinese, listed, ngettext, statements
from core.imports.cells import Sheet, text_of
from core.imports.headers import Table
from core.imports.plan import FieldChange, ImportPlan, RowPlan, SheetPlan, Verdict
from core.imports.questions import Question
from core.imports.sheet_kinds import JsonValue, header_key
from core.imports.sheets import SHEETS
from core.masking import mask_name, mask_numbers, mask_phone

PRIVATE: Final[Mapping[str, Callable[[str], str]]] = {
    "petitioner": mask_name,
    "phone": mask_phone,
    "petitioner_phone": mask_phone,
    "contact_phone": mask_phone,
}
"""Fields that are never shown in full before they are in the register."""
VERDICT_WORDS: Final[Mapping[Verdict, str]] = {
    Verdict.NEW: N_("To add"),
    Verdict.CHANGED: N_("To change"),
    Verdict.SAME: N_("Unchanged"),
    Verdict.REFUSED: N_("Not imported"),
}
_PERSON = {header_key(name): "petitioner" for name in SHEETS["issues"].column("petitioner").names}
_PHONE = {header_key(name): "phone" for name in SHEETS["issues"].column("phone").names}


def masked(text: str, field: str = "") -> str:
    """Return a cell's text as it may be shown; numbers of phones and identity cards never whole."""
    if field in PRIVATE:
        return PRIVATE[field](text)
    return mask_numbers(text)


def private_field(header: str) -> str:
    """Return `petitioner` or `phone` where a header means a person, whether or not its column is matched."""
    key = header_key(header.rpartition("/")[2])
    return _PERSON.get(key) or _PHONE.get(key) or ""


def field_of(table: Table, column: int) -> str:
    """Return what decides how a column's values may be shown."""
    header = next((each.header for each in table.columns if each.number == column), "")
    return table.fields.get(column) or private_field(header)


def row_text(sheet: Sheet, table: Table, number: int) -> str:
    """Return a row of the user's file on one line, in the order of its columns."""
    parts = []
    for column, cell in enumerate(sheet.row(number), 1):
        field = field_of(table, column)
        if (text := text_of(cell)) and field not in {"serial", "position"}:
            parts.append(masked(text, field))
    return "  ".join(parts)[:400]


def samples(sheet: Sheet, table: Table, column: int, most: int = 3) -> str:
    """Return the first different values below a header."""
    found: dict[str, None] = {}
    for number in sorted(sheet.rows):
        if number >= table.first_row and (text := text_of(sheet.at(number, column))):
            found.setdefault(masked(text[:40], field_of(table, column)))
            if len(found) == most:
                break
    return listed(found)


def value_text(value: JsonValue, field: str = "") -> str:
    """Return a value of a draft as people read it; nothing is a dash."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    text = listed(value) if isinstance(value, list) else "" if value is None else str(value)
    return masked(" ".join(text.split()), field) or "—"


def change_text(sheet: SheetPlan, change: FieldChange) -> str:
    """Return `期限 2026-11-10 → 2026-11-20`."""
    label = _(sheet.kind.label_of(change.field)) if sheet.kind else change.field
    return f"{label} {value_text(change.old, change.field)} → {value_text(change.new, change.field)}"


def why_text(sheet: SheetPlan, row: RowPlan) -> str:
    """Return what is to be said about a row: why it is refused, what it changes, what was noticed."""
    if row.verdict is Verdict.REFUSED:
        return masked(statements(reason.text() for reason in row.reasons))
    said = [change_text(sheet, change) for change in row.changes]
    return statements((*said, *(masked(warning.text()) for warning in row.warnings)))


def row_name(sheet: str, number: int | str) -> str:
    """Return `1月 第 12 行`."""
    return _("{sheet} row {row}").format(sheet=sheet, row=number)


def question_text(question: Question) -> str:
    """Return a question, plain and masked."""
    return masked(question.text.text())


def size_text(size: int) -> str:
    """Return `44 KB`."""
    if size < 1024:
        return f"{size} B"
    return f"{size / 1024:.0f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"


def recognised_text(sheets: list[SheetPlan]) -> str:
    """Return `领导 32 行、乡镇 20 行、下访日程 743 行（12 张表）`: what a file holds, kind by kind."""
    rows: Counter[str] = Counter()
    tables: Counter[str] = Counter()
    for sheet in sheets:
        if sheet.kind is not None and sheet.left_out is None:
            rows[sheet.kind.label] += len(sheet.rows)
            tables[sheet.kind.label] += 1
    parts = []
    for label, count in rows.items():
        text = f"{_(label)} " + ngettext("{n} row", "{n} rows", count).format(n=count)
        if tables[label] > 1:
            text += _(" ({n} sheets)").format(n=tables[label])
        parts.append(text)
    return listed(parts)


def sum_sentence(plan: ImportPlan, *, done: bool = False) -> str:
    """Return one sentence on what will be, or was, imported; a secretary could say it aloud."""
    counts = plan.counts
    read = sum(counts.values())
    head = ngettext("{n} row read", "{n} rows read", read).format(n=read)
    told = [
        _(text).format(n=counts[verdict])
        for verdict, text in (_DONE if done else _TO_COME).items()
        if counts[verdict] or verdict in {Verdict.NEW, Verdict.CHANGED}
    ]
    return (f"{head}：{'，'.join(told)}。") if is_chinese() else f"{head}: {', '.join(told)}."


_TO_COME: Final = {
    Verdict.NEW: N_("{n} new"),
    Verdict.CHANGED: N_("{n} changed"),
    Verdict.SAME: N_("{n} the same as here"),
    Verdict.REFUSED: N_("{n} not imported"),
}
_DONE: Final = {
    Verdict.NEW: N_("{n} added"),
    Verdict.CHANGED: N_("{n} updated"),
    Verdict.SAME: N_("{n} the same as here"),
    Verdict.REFUSED: N_("{n} not imported"),
}


def column_letter(number: int) -> str:
    """Return A for 1, AB for 28, as spreadsheets name columns."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
