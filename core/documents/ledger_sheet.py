"""The issue ledger as a workbook, redacted or internal: its columns, its cells, its file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from core.chain import Variant
from core.documents.excel import SheetColumn, Value, write_list
from core.i18n import N_, _, day_text, listed, ngettext
from core.issues import ISSUE_STATE_NAMES, SATISFACTION_NAMES, STAGES, IssueState, Satisfaction

FORM: Final = "ledger"
NAME: Final = N_("Issue ledger")


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One issue of the ledger; phone and address are empty in a redacted one.

    Attributes:
        late: Working days late; None while it is in time.
        stage: How many of the five stages are done.
    """

    id: int
    number: str
    raised_on: date
    township: str
    village: str
    petitioner: str
    phone: str
    address: str
    category: str
    title: str
    leader: str
    agency: str
    supporting: tuple[str, ...]
    due: date | None
    late: int | None
    stage: int
    state: IssueState
    latest: str
    chase_count: int
    extension_count: int
    closed_on: date | None
    result: str
    satisfaction: Satisfaction | None


_PERSON: Final = ((N_("Phone"), 16), (N_("Address"), 26))
_BEFORE: Final = (
    (N_("Issue no."), 24), (N_("Raised on"), 12), (N_("Township"), 12), (N_("Village"), 12), (N_("Raised by"), 18),
)  # fmt: skip
_AFTER: Final = (
    (N_("Category"), 12), (N_("Issue"), 44), (N_("Brought by"), 12), (N_("Unit"), 18), (N_("With help from"), 18),
    (N_("Due"), 12), (N_("Working days late"), 12), (N_("Stage"), 10), (N_("State"), 12), (N_("Latest"), 40),
    (N_("Times chased"), 8), (N_("Times extended"), 8), (N_("Closed on"), 12), (N_("Result"), 40),
    (N_("Satisfaction"), 12),
)  # fmt: skip


def file_stem(county: str, today: date) -> str:
    """Return the suggested file name without ending and variant."""
    return _("{county} issue register {day}").format(county=county, day=f"{today:%Y%m%d}").strip()


def write_ledger(
    target: Path,
    lines: Sequence[LedgerLine],
    *,
    county: str,
    today: date,
    variant: Variant,
    watermark: str = "",
    step: Callable[[int, int], None] | None = None,
) -> None:
    """Write the workbook.

    Raises:
        UserError: see `core.documents.excel.write_list`.
    """
    note = ngettext("{n} issue, as of {day}", "{n} issues, as of {day}", len(lines)).format(
        n=len(lines), day=day_text(today, year=True)
    )
    internal = variant is Variant.INTERNAL
    columns = (*_BEFORE, *(_PERSON if internal else ()), *_AFTER)
    write_list(
        target,
        title=_("{county} issue register").format(county=county).strip(),
        note=note,
        columns=[SheetColumn(_(title), width, wraps=width > 30) for title, width in columns],
        rows=[_cells(line, internal=internal) for line in lines],
        watermark=watermark,
        step=step,
    )


def _cells(line: LedgerLine, *, internal: bool) -> list[Value]:
    return [
        line.number, line.raised_on, line.township, line.village, line.petitioner,
        *((line.phone, line.address) if internal else ()),
        line.category, line.title, line.leader, line.agency, listed(line.supporting), line.due, line.late,
        _(STAGES[line.stage - 1]), _(ISSUE_STATE_NAMES[line.state]), line.latest, line.chase_count or None,
        line.extension_count or None, line.closed_on, line.result,
        _(SATISFACTION_NAMES[line.satisfaction]) if line.satisfaction else "",
    ]  # fmt: skip
