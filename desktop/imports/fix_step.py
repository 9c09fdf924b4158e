"""Step 3: what only people can tell, asked once for all rows; and what is refused or looks odd, with its reasons."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from core.deadlines import Lateness
from core.i18n import N_, _, ngettext
from core.imports.errors_copy import copy_name, write_errors_copy
from core.imports.plan import Verdict
from core.imports.questions import Question
from desktop.imports.map_step import ABOUT_SHEETS
from desktop.imports.question_panel import QuestionPanel
from desktop.imports.row_model import RowLine, grouped, lines_of
from desktop.imports.row_table import RowTable
from desktop.imports.session import ImportSession, Source
from desktop.imports.sheet_list import SheetLine, SheetList, Standing
from desktop.imports.step import Step
from desktop.imports.wording import masked, question_text
from desktop.tasks import Task
from desktop.widgets import Pill, Pills, PlainButton, PlainLabel, Rule

ASK, REFUSED, ODD = "ask", "refused", "odd"


class FixStep(Step):
    """Three lists behind pills: questions, rows not imported, rows to look at."""

    title = N_("Fix")
    keys = (("↑ ↓", N_("another line")), ("1…9", N_("choose an answer")), ("Alt →", N_("next step")))

    def __init__(self, session: ImportSession) -> None:
        super().__init__(session)
        self.pills = Pills()
        self.pills.chosen.connect(self._show_part)
        self.sentence = PlainLabel(tone="ink2")
        self.copy = PlainButton(_("Save a copy with the reasons"), "export")
        self.copy.clicked.connect(lambda _checked: self.save_copies())
        self.questions = SheetList(380)
        self.questions.setAccessibleName(_("Questions"))
        self.questions.chosen.connect(self._show_question)
        self.panel = QuestionPanel()
        self.panel.answered.connect(self._on_answered)
        self.refused, self.odd = RowTable(verdicts=False), RowTable(verdicts=False)
        self._asked = ""
        self.parts = QStackedWidget()
        self.parts.addWidget(self._build_asking())
        self.parts.addWidget(self.refused)
        self.parts.addWidget(self.odd)
        self.parts.addWidget(self._build_clear())
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 10, 24, 10)
        bar.setSpacing(12)
        bar.addWidget(self.pills)
        bar.addWidget(self.sentence, 1)
        bar.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(Rule("line2"))
        column.addWidget(self.parts, 1)
        session.plan_changed.connect(self.shown)

    @override
    def shown(self) -> None:
        if not self.in_sight:
            return
        questions, refused, odd = self._questions(), self._refused(), self._odd()
        still = sum(question.answer is None for question in questions)
        pills = []
        if questions:
            pills.append(Pill(ASK, _("To answer"), still, Lateness.SOON if still else None))
        if refused:
            pills.append(Pill(REFUSED, _("Not imported"), len(refused)))
        if odd:
            pills.append(Pill(ODD, _("Worth a look"), len(odd)))
        self.pills.show_pills(pills)
        self.questions.show_lines([self._line_of(question) for question in questions])
        self.refused.show_entries(grouped(refused))
        self.odd.show_entries(grouped(odd, by_warning=True))
        self.copy.setVisible(bool(refused))
        self._show_part(self.pills.current())

    @override
    def blocker(self) -> str:
        still = sum(question.answer is None for question in self._questions())
        text = ngettext("{n} question is still open.", "{n} questions are still open.", still)
        return text.format(n=still) if still else ""

    @override
    def focus_first(self) -> None:
        part = self.parts.currentWidget()
        if self.pills.current() == ASK:
            self.questions.setFocus()
        elif part is not None:
            part.setFocus()

    @override
    def focus_problem(self) -> None:
        self.pills.choose(ASK)
        self._show_part(ASK)
        self.questions.go_to(lambda line: line.standing is Standing.OPEN)
        self.panel.focus_options()

    def save_copies(self) -> None:
        """Save a copy of each file with refused rows, the reason beside each; ask where."""
        for source in self._with_refused():
            proposed = str(source.path.with_name(copy_name(source.path)))
            chosen, _filter = QFileDialog.getSaveFileName(self, _("Save a copy with the reasons"), proposed)
            if chosen:
                self.save_copy(source, Path(chosen))

    def save_copy(self, source: Source, target: Path) -> None:
        """Write one copy, off the GUI thread."""
        plan = self.session.plan
        if plan is None:
            return

        def work(_task: Task) -> int:
            return write_errors_copy(plan, source.path, target)

        def done(count: int) -> None:
            text = ngettext("{file}: {n} row with its reason", "{file}: {n} rows with their reasons", count)
            self.session.ctx.toast(text.format(file=target.name, n=count))

        self.session.ctx.tasks.start(_("Saving"), work, done=done, widget=self)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        if digit.isdigit() and digit != "0" and self.pills.current() == ASK and self.panel.choose(int(digit)):
            return
        super().keyPressEvent(event)

    def _build_asking(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.questions)
        row.addWidget(Rule("line2", vertical=True))
        row.addWidget(self.panel, 1)
        return made

    def _build_clear(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(24, 40, 24, 40)
        column.setSpacing(8)
        head = PlainLabel(_("Nothing to fix"), px=19, bold=True, serifed=True)
        note = PlainLabel(_("Every row is understood. Look at the result next."), tone="ink2")
        for label in (head, note):
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return made

    def _show_part(self, part: str) -> None:
        index = {ASK: 0, REFUSED: 1, ODD: 2}.get(part, 3)
        self.parts.setCurrentIndex(index)
        self.sentence.setText(
            {
                ASK: _("Each answer holds for all rows of all files, and is remembered for next time."),
                REFUSED: _("These rows stay out; all others come in. Mend them in the file and import it again."),
                ODD: _("These rows come in; have a look at what was noticed."),
            }.get(part, "")
        )

    def _show_question(self, question: Question | None) -> None:
        self._asked = question.id if question is not None else ""
        self.panel.show_question(question, self._rows_of(question) if question is not None else [])

    def _on_answered(self, question: str, answer: str) -> None:
        self.session.answer(question, answer)
        self.questions.setFocus()
        here = next((n for n, line in enumerate(self.questions.lines()) if line.key[1] == question), 0)
        after = [n for n, line in enumerate(self.questions.lines()) if line.standing is Standing.OPEN and n > here]
        if after:
            self.questions.setCurrentRow(after[0])

    def _questions(self) -> list[Question]:
        plan = self.session.plan
        return [q for q in plan.questions if q.subject not in ABOUT_SHEETS] if plan is not None else []

    def _refused(self) -> list[RowLine]:
        return [line for line in lines_of(self.session, Verdict.REFUSED) if not line.row.waiting]

    def _odd(self) -> list[RowLine]:
        return [line for line in lines_of(self.session) if line.row.warnings and not line.row.reasons]

    def _rows_of(self, question: Question) -> list[RowLine]:
        places = {(place.file, place.sheet, place.row) for place in question.places}
        return [
            line for line in lines_of(self.session) if (line.sheet.file, line.sheet.name, line.row.number) in places
        ]

    def _with_refused(self) -> list[Source]:
        paths = {line.sheet.path for line in self._refused()}
        return [source for source in self.session.sources if source.book is not None and source.book.path in paths]

    def _line_of(self, question: Question) -> SheetLine:
        rows = ngettext("{n} row", "{n} rows", len(question.places)).format(n=len(question.places))
        answer = next((option for option in question.options if option.answer == question.answer), None)
        note = masked(answer.text.text()) if answer is not None else _("Not answered yet")
        standing = Standing.GOOD if answer is not None else Standing.OPEN
        return SheetLine(question_text(question), note, standing, rows, question, ("question", question.id))
