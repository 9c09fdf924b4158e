"""Words spoken on site: what was promised here before and became of it, and what is promised now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _, day_text, ngettext
from core.promises import PromiseCheck, PromiseDraft
from core.records import RecordDraft
from db.queries.names import NamedRow
from db.queries.promises import PromiseRow
from desktop.visits.record.cell_grid import CellGrid
from desktop.visits.record.cells import Column, Row, Sheet
from desktop.visits.record.day_cells import DayCell
from desktop.visits.record.form_section import FormSection
from desktop.widgets import ElidedLabel, PlainLabel, Rule, Segmented, choice

TEXT_LIMIT = 400
KEPT, STANDS = "kept", "stands"


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the section starts from.

    Attributes:
        earlier: What still stands of the promises given in this township before, with when each is due in words.
        leaders: Who may have spoken: those who went, the visit's leader first.
        day: Of the visit.
        today: A promise kept is kept on the visit's day, or today where that lies ahead.
    """

    earlier: Sequence[tuple[PromiseRow, str]]
    leaders: Sequence[NamedRow]
    day: date
    today: date


class PromisesSection(FormSection):
    """Earlier promises with two boxes each, then one row for each new promise."""

    def __init__(self, spoken: Spoken) -> None:
        super().__init__()
        self._spoken, self._days = spoken, DayCell(spoken.day, same_day=True)
        self._leaders = [choice(each.name, each.id) for each in spoken.leaders]
        if spoken.earlier:
            self._build_earlier()
        self.grid = CellGrid(Sheet(self._columns(), least=1), _("Words spoken on site"), label=_("Promised today"))
        self.columns = {column.key: column for column in self.grid.sheet.columns}
        self.column.addWidget(self.grid)
        self.keep("promises", self.grid)

    def _build_earlier(self) -> None:
        for row, when in self._spoken.earlier:
            line = QWidget()
            line.setFixedHeight(38)
            across = QHBoxLayout(line)
            across.setContentsMargins(24, 0, 24, 0)
            across.setSpacing(16)
            due = PlainLabel(when, px=13, tone="red" if row.days_over else "ink2")
            due.setMinimumWidth(150)
            across.addWidget(due)
            across.addWidget(ElidedLabel(row.text), 1)
            who = _("{leader}, {day}").format(leader=row.leader, day=day_text(row.made_on))
            across.addWidget(ElidedLabel(who, px=13, tone="ink2"))
            names = [(KEPT, f"1 {_('Kept')}"), (STANDS, f"2 {_('Not kept yet')}")]
            boxes = Segmented(names, strong=True, optional=True)
            boxes.setAccessibleName(row.text)
            across.addWidget(boxes)
            self.column.addWidget(line)
            self.column.addWidget(Rule("line"))
            self.keep(f"promise {row.id}", boxes)

    def _columns(self) -> tuple[Column, ...]:
        leaders, days = self._leaders, self._days
        early = _("A promise cannot be due before the visit, {day}.").format(day=day_text(self._spoken.day))
        unknown = _("“{name}” did not go along. Choose one offered.")
        columns = [
            Column("text", _("Promise"), limit=TEXT_LIMIT, needed=_("Say what was promised."),
                   prompt=_("What was promised, in the words that were spoken"), headings=("表态", "承诺", "表态内容")),
            Column("due", _("Due"), 130, quiet=True, check=lambda text: days.problem(text, early), tidy=days.tidy,
                   shown=days.shown, headings=("期限", "完成时间")),
        ]  # fmt: skip
        if len(leaders) > 1:
            columns.append(
                Column("leader", _("Spoken by"), 130, ghost=leaders[0].text, offers=lambda: leaders, strict=unknown,
                       headings=("领导", "表态领导"))
            )  # fmt: skip
        return tuple(columns)

    @override
    def title(self) -> str:
        return _("Words spoken on site")

    @override
    def note(self) -> str:
        n = len(self.grid.sheet.filled())
        given = ngettext("{n} promise given", "{n} promises given", n).format(n=n) if n else ""
        left = len(self._spoken.earlier) - len(self._kept())
        before = ngettext("{n} from before still stands", "{n} from before still stand", left).format(n=left)
        return "  ".join(filter(None, (before if left else "", given)))

    @override
    def load(self, record: RecordDraft) -> None:
        self.grid.show_rows([self._row(each) for each in record.promises])
        self.touched = False
        self.note_changed.emit()

    @override
    def store_into(self, record: RecordDraft) -> None:
        record.promises = [self._draft(row) for row in self.grid.sheet.filled()]
        day = min(self._spoken.day, self._spoken.today)
        record.promises_checked = [PromiseCheck(id, max(day, made)) for id, made in self._kept()]

    @override
    def first_field(self) -> QWidget:
        return next(iter(self.fields.values()))

    def _kept(self) -> list[tuple[int, date]]:
        """Return the earlier promises that were called kept here, with the days on which they were given."""
        found = []
        for row, _when in self._spoken.earlier:
            boxes = self.fields[f"promise {row.id}"]
            if isinstance(boxes, Segmented) and boxes.current() == KEPT:
                found.append((row.id, row.made_on))
        return found

    def _row(self, draft: PromiseDraft) -> Row:
        cells = {"text": draft.text, "due": draft.due.isoformat() if draft.due else ""}
        if "leader" in self.columns and draft.leader_id != self._leaders[0].data:
            cells["leader"] = self.columns["leader"].text_of(draft.leader_id)
        return Row(draft.uid, cells, draft.id, draft.issue_uid, is_stored=draft.id is not None)

    def _draft(self, row: Row) -> PromiseDraft:
        leader = self.columns["leader"].data_of(row.text("leader")) if "leader" in self.columns else None
        return PromiseDraft(
            uid=row.uid,
            text=row.text("text").strip(),
            due=self._days.read(row.text("due")),
            leader_id=leader if isinstance(leader, int) else None,
            issue_uid=row.issue_uid,
            id=row.id,
        )
