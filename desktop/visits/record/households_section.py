"""Households called on: who, what they need, what they were given, and when somebody comes again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.entry_cells import phone_shown, phone_text
from core.i18n import _, ngettext
from core.masking import STARS, mask_name, mask_phone
from core.records import HOUSEHOLD_VISIT_KIND_NAMES, HouseholdDraft, HouseholdVisitKind, RecordDraft
from db.queries.names import NamedRow
from desktop.visits.record.cell_grid import CellGrid
from desktop.visits.record.cells import Column, Row, Sheet
from desktop.visits.record.day_cells import DayCell
from desktop.visits.record.form_section import FormSection
from desktop.widgets import choice

FIRST_KIND = HouseholdVisitKind.HOUSEHOLD_VISIT


class HouseholdsSection(FormSection):
    """One row of two lines for each household.

    Args:
        villages: Of the township.
        categories: Kinds of household as (key, name).
        day: Of the visit.
        least: Rows shown at least.
    """

    def __init__(
        self, villages: Sequence[NamedRow], categories: Sequence[tuple[str, str]], day: date, *, least: int = 1
    ) -> None:
        super().__init__()
        self._day, self._days = day, DayCell(day)
        self._villages = [choice(each.name, each.id) for each in villages]
        self._categories = [choice(name, key) for key, name in categories]
        self._kinds = [choice(_(HOUSEHOLD_VISIT_KIND_NAMES[kind]), kind.value) for kind in HouseholdVisitKind]
        sheet = Sheet((*self._upper(), *self._lower()), least=least, check=_contradiction)
        self.grid = CellGrid(sheet, _("Household calls"))
        self.columns = {column.key: column for column in sheet.columns}
        self.column.addWidget(self.grid)
        self.keep("households", self.grid)

    def _upper(self) -> tuple[Column, ...]:
        villages, categories, kinds = self._villages, self._categories, self._kinds
        unknown = _("“{name}” is no village of this township. Choose one offered, or add it under Townships.")
        no_kind = _("“{name}” is none of the three. Choose one offered.")
        no_category = _("“{name}” is no category of households. Choose one offered, or add it under Settings.")
        return (
            Column("village", _("Village"), 130, needed=_("Choose the village."), offers=lambda: villages,
                   strict=unknown, headings=("村", "所在村", "村（社区）")),
            Column("kind", _("Kind of call"), 134, ghost=kinds[0].text, offers=lambda: kinds, strict=no_kind),
            Column("category", _("Category"), 170, offers=lambda: categories, strict=no_category,
                   headings=("类别", "户类别", "必访户类别")),
            Column("householder", _("Householder"), 112, limit=60, masked=mask_name, headings=("户主", "姓名")),
            Column("phone", _("Phone"), 138, limit=60, quiet=True, tidy=phone_text, shown=phone_shown,
                   masked=mask_phone, headings=("电话", "联系电话")),
            Column("address", _("Address"), limit=200, masked=lambda _text: STARS, headings=("住址", "地址")),
            Column("members", _("People"), 104, quiet=True, check=_whole(99), headings=("人口", "家庭人口")),
        )  # fmt: skip

    def _lower(self) -> tuple[Column, ...]:
        money, days = _whole(10_000_000), self._days
        early = _("The next visit must lie after {day}.").format(day=self._day.isoformat())
        return (
            Column("needs", _("Needs"), 434, storey=1, limit=20_000, headings=("困难诉求", "诉求", "困难", "需求")),
            Column("cash", _("Cash, yuan"), 112, storey=1, check=money, headings=("慰问金", "慰问金（元）")),
            Column("goods", _("Goods"), 138, storey=1, limit=200, headings=("慰问物资", "物资")),
            Column("signer_one", _("Signed by"), 104, storey=1, limit=60, headings=("签字人", "签字人一")),
            Column("signer_two", _("and by"), 104, storey=1, limit=60, headings=("签字人二",)),
            Column("note", _("Note"), storey=1, limit=20_000, headings=("备注",)),
            Column("next_on", _("Next visit"), 104, storey=1, quiet=True, tidy=days.tidy, shown=days.shown,
                   check=lambda text: days.problem(text, early), headings=("下次走访", "下次日期")),
        )  # fmt: skip

    @override
    def title(self) -> str:
        return _("Household calls")

    @override
    def note(self) -> str:
        rows = self.grid.sheet.filled()
        if not rows:
            return ""
        said = ngettext("{n} household", "{n} households", len(rows)).format(n=len(rows))
        cash = sum(number or 0 for number in (_number(row.text("cash")) for row in rows))
        return _("{households}, {cash} yuan given").format(households=said, cash=f"{cash:,}") if cash else said

    @override
    def keys(self) -> tuple[tuple[str, str], ...]:
        return (("Ctrl I", _("make it an issue")),)

    @override
    def load(self, record: RecordDraft) -> None:
        self.grid.show_rows([self._row(each) for each in record.households])
        self.touched = False
        self.note_changed.emit()

    @override
    def store_into(self, record: RecordDraft) -> None:
        record.households = [self._draft(row) for row in self.grid.sheet.filled()]

    @override
    def first_field(self) -> QWidget:
        return self.grid

    def issue_row(self) -> tuple[CellGrid, Row] | None:
        """Return the household under the cursor whose need Ctrl+I turns into an issue."""
        return (self.grid, self.grid.current_row()) if self.grid.is_active() else None

    def _row(self, draft: HouseholdDraft) -> Row:
        cells = {
            "village": self.columns["village"].text_of(draft.village_id),
            "kind": "" if draft.kind is FIRST_KIND else self.columns["kind"].text_of(draft.kind.value),
            "category": self.columns["category"].text_of(draft.category),
            "members": _shown(draft.members),
            "cash": _shown(draft.cash_yuan),
            "next_on": draft.next_on.isoformat() if draft.next_on else "",
        }
        for key in ("householder", "phone", "address", "needs", "goods", "signer_one", "signer_two", "note"):
            cells[key] = getattr(draft, key)
        return Row(draft.uid, cells, draft.id, draft.issue_uid, is_stored=draft.id is not None)

    def _draft(self, row: Row) -> HouseholdDraft:
        village, category = (self.columns[key].data_of(row.text(key)) for key in ("village", "category"))
        kind = self.columns["kind"].data_of(row.text("kind"))
        words = {
            key: row.text(key).strip()
            for key in ("householder", "phone", "address", "needs", "goods", "signer_one", "signer_two", "note")
        }
        return HouseholdDraft(
            uid=row.uid,
            id=row.id,
            village_id=village,
            kind=HouseholdVisitKind(kind) if kind else FIRST_KIND,
            category=category,
            members=_number(row.text("members")),
            cash_yuan=_number(row.text("cash")),
            next_on=self._days.read(row.text("next_on")),
            issue_uid=row.issue_uid,
            **words,
        )


def _number(text: str) -> int | None:
    digits = "".join(sign for sign in text if sign not in " ,，元人")
    return int(digits) if digits.isdecimal() and len(digits) <= 12 else None


def _shown(number: int | None) -> str:
    return "" if number is None else str(number)


def _whole(most: int) -> Callable[[str], str]:
    """Return a check for a whole number from 0 to *most*."""

    def check(text: str) -> str:
        number = _number(text)
        return "" if number is not None and number <= most else _("Type a number from 0 to {most}.").format(most=most)

    return check


def _contradiction(row: Row) -> tuple[str, str] | None:
    """Relief in cash is signed for by two different people."""
    if not _number(row.text("cash")):
        return None
    one, two = row.text("signer_one").strip(), row.text("signer_two").strip()
    if not one:
        return "signer_one", _("Cash needs two signatures. Type who signed.")
    if not two or one == two:
        return "signer_two", _("Cash needs a second signature, of somebody else.")
    return None
