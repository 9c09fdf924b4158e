"""The papers that went to units: looked at, printed again as they were, and their receipts written down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.chain import NOTICE_LEVEL_NAMES, PAPER_NAMES, NoticeLevel, PaperKind
from core.i18n import N_, _, day_text
from db.queries.papers import PaperRow, papers_of
from desktop.context import AppContext
from desktop.papers.paper_forms import PaperForms
from desktop.papers.paper_preview import preview_papers
from desktop.widgets import FilledButton, PlainButton, PlainLabel, Segmented
from desktop.widgets.table import Column, RowTable

ALL: Final = "all"


def _returned(row: PaperRow) -> str:
    if row.returned_on is not None:
        return day_text(row.returned_on)
    return _("answer is late") if row.waiting else ""


PAPERS: Final = (
    Column(N_("Number"), lambda r: r.number, None, 150, 150, bold=True),
    Column(N_("Paper"), lambda r: _(PAPER_NAMES[r.kind]), None, 96, 150),
    Column(N_("Unit"), lambda r: r.agency, lambda r: r.agency, 0, 0),
    Column(N_("Issues"), lambda r: str(r.items), lambda r: r.items, 60, 64),
    Column(N_("Level"), lambda r: _(NOTICE_LEVEL_NAMES[r.level]) if r.level is not NoticeLevel.NONE else "", None, 72,
           100, tone=lambda r: "red" if r.level is NoticeLevel.REPORT else "ink2"),
    Column(N_("Issued on"), lambda r: day_text(r.issued_on), lambda r: r.issued_on, 90, 90),
    Column(N_("Answer by"), lambda r: day_text(r.answer_by) if r.answer_by else "", lambda r: r.answer_by, 90, 90,
           tone=lambda _r: "ink2"),
    Column(N_("Came back on"), _returned, lambda r: r.returned_on, 120, 130,
           tone=lambda r: "red" if r.waiting else "ink2", tip=lambda r: r.return_note or _returned(r)),
)  # fmt: skip


class PaperList(QDialog):
    """All papers, or those on one issue. Enter opens one, R writes its receipt down, Esc closes.

    Args:
        ctx: The open schedule.
        parent: The page.
        issue_id: Shows only papers on this issue.
        save_workbook: Called with a workbook's paper id, to save it once more.
    """

    def __init__(
        self, ctx: AppContext, parent: QWidget | None, *, issue_id: int | None = None,
        save_workbook: Callable[[int], None] = lambda _id: None,
    ) -> None:  # fmt: skip
        super().__init__(parent.window() if parent is not None else None)
        self._ctx, self._issue_id, self._save_workbook = ctx, issue_id, save_workbook
        self.forms = PaperForms(ctx, self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = _("Papers on this issue") if issue_id is not None else _("Papers to units")
        self.setWindowTitle(title)
        self.resize(980, 560)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 18, 0, 0)
        column.setSpacing(10)
        head = PlainLabel(title, px=19, bold=True, serifed=True)
        head.setContentsMargins(24, 0, 20, 0)
        column.addWidget(head)
        column.addLayout(self._build_kinds())
        self.papers = RowTable(PAPERS, title)
        self.papers.opened.connect(self.open_paper)
        self.papers.current_changed.connect(lambda _row: self._show_buttons())
        self.empty = PlainLabel(_("No paper was issued yet."), tone="ink3")
        self.empty.setContentsMargins(24, 4, 20, 12)
        column.addWidget(self.empty)
        column.addWidget(self.papers, 1)
        column.addWidget(self._build_foot())
        ctx.hub.changed.connect(self._on_changed)
        self.reload()
        self.papers.setFocus()

    def _build_kinds(self) -> QHBoxLayout:
        words = [(ALL, _("All")), *((kind.value, _(name)) for kind, name in PAPER_NAMES.items())]
        self.kinds = Segmented(words)
        self.kinds.setAccessibleName(_("Paper"))
        self.kinds.choose(ALL)
        self.kinds.chosen.connect(lambda _key: self.reload())
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 20, 0)
        row.addWidget(self.kinds)
        row.addStretch(1)
        return row

    def _build_foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("surface", "page")
        self.open_button = PlainButton(_("Look and print"), "printer", hint="Enter")
        self.open_button.clicked.connect(lambda: self.open_paper(self.papers.current_row()))
        self.receipt_button = PlainButton(_("Receipt came back"), "check", hint="R")
        self.receipt_button.clicked.connect(self.note_receipt)
        close = FilledButton(_("Close"), hint="Esc")
        close.clicked.connect(self.accept)
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 12, 20, 14)
        row.setSpacing(10)
        row.addWidget(self.open_button)
        row.addWidget(self.receipt_button)
        row.addStretch(1)
        row.addWidget(close)
        QShortcut(QKeySequence("R"), self).activated.connect(self.note_receipt)
        return foot

    def reload(self) -> None:
        """Read the papers."""
        kind = self.kinds.current()
        kinds = () if kind == ALL else (PaperKind(kind),)
        with self._ctx.store.read() as session:
            rows = papers_of(session, self._ctx.today(), issue_id=self._issue_id, kinds=kinds)
        self.papers.show_rows(rows)
        self.empty.setVisible(not rows)
        self._show_buttons()

    def open_paper(self, row: PaperRow | None) -> None:
        """Show a paper as it was issued; a workbook is saved once more."""
        if row is None:
            return
        if row.kind is PaperKind.AGENCY_WORKBOOK:
            self._save_workbook(row.id)
        else:
            preview_papers(self._ctx, self, row.kind, [row.id])

    def note_receipt(self) -> None:
        """Write down that the receipt of the paper in hand came back."""
        row: PaperRow | None = self.papers.current_row()
        if row is not None and row.returned_on is None and not self._ctx.read_only:
            self.forms.receipt(row)

    def _show_buttons(self) -> None:
        row: PaperRow | None = self.papers.current_row()
        self.open_button.setEnabled(row is not None)
        workbook = row is not None and row.kind is PaperKind.AGENCY_WORKBOOK
        self.open_button.set_caption(_("Save workbook again") if workbook else _("Look and print"))
        self.receipt_button.setEnabled(row is not None and row.returned_on is None and not self._ctx.read_only)

    def _on_changed(self, tables: frozenset[str]) -> None:
        if tables & {"paper", "paper_issue", "agency"}:
            self.reload()
