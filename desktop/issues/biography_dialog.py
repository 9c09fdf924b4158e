"""Where the dates of an issue come from: every step of every clock, to read, to copy, to print."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.calendar.workdays import WorkCalendar
from core.chain import Variant
from core.deadlines import Lateness
from core.documents.date_story import story_stem
from core.documents.forms import DATE_STORY
from core.documents.pdf import RenderedPdf, render
from core.errors import Vanished
from core.i18n import _, day_text
from db.queries.clock_biography import Biography, biography_of, date_story
from db.queries.issue_clocks import ClockRow, IssueClocks, heading_of, issue_clocks, pause_text
from db.store import Store
from desktop.context import AppContext
from desktop.documents.copies import Copies, CopyDialog
from desktop.errors import shown_to
from desktop.issues.clock_lines import remarks_of, shape_of
from desktop.visits.leaving import scrolled
from desktop.widgets import FilledButton, PlainButton, PlainLabel, Rule

WIDE, HIGH = 640, 640
TONES = {Lateness.LATE: "red", Lateness.TODAY: "amb", Lateness.SOON: "amb"}


class BiographyDialog(QDialog):
    """Ctrl+P prints, Esc closes; the text can be marked with the mouse."""

    def __init__(self, ctx: AppContext, issue_id: int, parent: QWidget | None) -> None:
        super().__init__(parent.window() if parent is not None else None)
        self._ctx, self._issue_id = ctx, issue_id
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Where the dates come from"))
        screen = self.screen().availableGeometry() if self.screen() else None
        self.resize(WIDE, min(HIGH, screen.height() - 80) if screen is not None else HIGH)
        with ctx.store.read() as session:
            self.found = issue_clocks(session, issue_id, today=ctx.today(), calendar=ctx.calendar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 18, 0, 0)
        column.setSpacing(8)
        head = PlainLabel(_("Where the dates come from"), px=19, bold=True, serifed=True)
        head.setContentsMargins(24, 0, 24, 0)
        column.addWidget(head)
        column.addWidget(scrolled(self._build_body()), 1)
        column.addLayout(self._build_foot())
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print_story)

    def _build_body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 2, 24, 12)
        column.setSpacing(4)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        found = self.found
        if found is None:
            column.addWidget(PlainLabel(_("This issue is not there any more."), tone="ink2"))
            return body
        about = PlainLabel(f"{found.number}  {found.title}", px=13, tone="ink2", wrap=True)
        column.addWidget(about)
        for clock in found.clocks:
            self._add_clock(column, clock)
        if found.pauses:
            self._add_list(column, _("Pauses"), [pause_text(pause) for pause in found.pauses])
        if found.history:
            self._add_list(column, _("What changed these dates"), list(found.history))
        return body

    def _add_clock(self, column: QVBoxLayout, clock: ClockRow) -> None:
        column.addSpacing(10)
        title = PlainLabel(clock.name, px=15, bold=True)
        day = PlainLabel(day_text(clock.due, year=True), px=15, bold=True, serifed=True)
        row = QHBoxLayout()
        row.addWidget(title, 1)
        row.addWidget(day)
        column.addLayout(row)
        column.addWidget(Rule())
        said = [clock.standing, *remarks_of(clock, paused=False)]
        column.addWidget(PlainLabel("  ".join(said), px=13, bold=True, tone=TONES.get(shape_of(clock), "ink2")))
        self._add_numbered(column, clock.steps)

    def _add_list(self, column: QVBoxLayout, title: str, lines: list[str]) -> None:
        column.addSpacing(10)
        column.addWidget(PlainLabel(title, px=15, bold=True))
        column.addWidget(Rule())
        self._add_numbered(column, lines)

    def _add_numbered(self, column: QVBoxLayout, lines: list[str] | tuple[str, ...]) -> None:
        for number, words in enumerate(lines, 1):
            row = QHBoxLayout()
            row.setSpacing(8)
            place = PlainLabel(f"{number}.", px=13, tone="ink3")
            place.setFixedWidth(22)
            text = PlainLabel(words, px=14, wrap=True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(place, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(text, 1)
            column.addLayout(row)

    def _build_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(24, 10, 20, 16)
        row.setSpacing(10)
        self.print_button = PlainButton(_("Print biography"), "printer", hint="Ctrl P")
        self.print_button.clicked.connect(self.print_story)
        self.print_button.setEnabled(self.found is not None)
        away = FilledButton(_("Close"), hint="Esc")
        away.clicked.connect(self.accept)
        away.setDefault(True)
        row.addStretch(1)
        row.addWidget(self.print_button)
        row.addWidget(away)
        return row

    def lines(self) -> list[str]:
        """Return the headings and steps shown."""
        found: IssueClocks | None = self.found
        return [heading_of(clock) for clock in found.clocks] if found is not None else []

    def print_story(self) -> CopyDialog | None:
        """Show the printed form; from there it goes to the printer or into a file."""
        return preview_story(self, self._ctx, self._issue_id)


def preview_story(parent: QWidget | None, ctx: AppContext, issue_id: int) -> CopyDialog | None:
    """Open the preview of the printed biography; None when it was refused and the user told why."""
    dialog: CopyDialog | None = None
    with shown_to(parent):
        sheets = _Stories(ctx.store, issue_id, ctx.today(), ctx.calendar)
        stem = story_stem(date_story(sheets.read(Variant.REDACTED)))
        copies = Copies(
            ctx.store, DATE_STORY.key, sheets.set_form, watermarked=ctx.settings.watermark, issue_ids=(issue_id,)
        )
        dialog = CopyDialog(copies, title=_("Where the dates come from"), stem=stem, parent=parent)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
    return dialog


class _Stories:
    """The form in both variants; the one with names is read only when somebody asks for it."""

    def __init__(self, store: Store, issue_id: int, today: date, calendar: WorkCalendar) -> None:
        self._store, self._issue_id, self._today, self._calendar = store, issue_id, today, calendar

    def read(self, variant: Variant) -> Biography:
        with self._store.read() as session:
            told = biography_of(session, self._issue_id, today=self._today, calendar=self._calendar, variant=variant)
        if told is None:
            raise Vanished
        return told

    def set_form(self, variant: Variant, watermark: str) -> RenderedPdf:
        return render(DATE_STORY, date_story(self.read(variant), watermark), made_on=self._today)
