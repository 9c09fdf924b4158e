"""The yearly holiday notice: paste or open it, look at the days read from it, look at what moves, save in one step."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QShortcut,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from core.calendar.changes import CalendarChange, Move, PreviewOutdated, change_of_notice
from core.calendar.notices import Notice, read_notice
from core.calendar.notices_errors import NoticeEmpty
from core.calendar.notices_file import read_notice_file
from core.calendar.workdays import WorkCalendar
from core.errors import UserError
from core.i18n import N_, _, ngettext
from db.queries.calendar_changes import calendar_after, own_days
from db.queries.form_drafts import form_drafts
from desktop.context import AppContext
from desktop.errors import show_refusal
from desktop.settings.counting import Counting
from desktop.settings.day_moves import MovesPanel, count_moves, said_of, waiting, write_change
from desktop.settings.notice_text import TextStep
from desktop.visits.leaving import TypedDialog
from desktop.visits.unsaved import Keeper, Typed
from desktop.widgets import FilledButton, PlainButton, PlainLabel, ask

PREFIX: Final = "notice:"
_TEXT, _MOVES = 0, 1
_WAIT_MS: Final = 180


class NoticeDialog(TypedDialog):
    """Two steps: the text with its days, then what would move. Signal: entered(int): the notice of that year."""

    entered = Signal(int)

    def __init__(self, ctx: AppContext, parent: QWidget | None) -> None:
        super().__init__(ctx, parent)
        self._started_with = self._read_text = ""
        self.notice: Notice | None = None
        self._change = CalendarChange()
        self.counting: Counting | None = None
        self.keeper = Keeper(ctx.store, "text", self.typed, self, prefix=PREFIX)
        self.setWindowTitle(_("Holiday notice"))
        self.resize(1080, 660)
        self.setAcceptDrops(True)
        self._steps = QStackedWidget()
        self._steps.addWidget(self._build_text())
        self.moves = MovesPanel()
        self._steps.addWidget(self.moves)
        self.refusal = PlainLabel("", px=13, tone="red", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(10)
        self._title = PlainLabel(_("Holiday notice"), px=19, bold=True, serifed=True)
        column.addWidget(self._title)
        column.addWidget(self._steps, 1)
        column.addLayout(self._build_foot())
        self._later = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._later.timeout.connect(self.read)
        self.text.textChanged.connect(self._on_typed)
        self._show_step(_TEXT)
        self._take_up_what_was_left()
        self.read()
        self.text.setFocus(Qt.FocusReason.TabFocusReason)

    def _build_text(self) -> TextStep:
        step = TextStep()
        self.text, self.days, self.summary, self.doubts = step.text, step.days, step.summary, step.doubts
        self.paste_button, self.open_button, self._mark = step.paste_button, step.open_button, step.mark
        self.paste_button.clicked.connect(self.paste)
        self.open_button.clicked.connect(self.choose_file)
        QShortcut(QKeySequence("Ctrl+O"), self).activated.connect(self.choose_file)
        return step

    def _build_foot(self) -> QHBoxLayout:
        self.cancel_button = PlainButton(_("Cancel"), hint="Esc")
        self.cancel_button.clicked.connect(self.reject)
        self.back_button = PlainButton(_("Back"), "arrow-left", hint="Alt ←")
        self.back_button.clicked.connect(self.back)
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self.back)
        self.next_button = FilledButton(_("Next"), "arrow-right", hint="Ctrl Enter")
        for keys in ("Ctrl+Return", "Ctrl+Enter"):  # not the button's own: it waits until the text is read
            QShortcut(QKeySequence(keys), self).activated.connect(self.go_on)
        self.next_button.clicked.connect(self.go_on)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.refusal, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.back_button)
        foot.addWidget(self.next_button)
        return foot

    # Reading

    def read(self) -> None:
        """Read the text: the days, or what is wrong with it, phrase by phrase."""
        self._later.stop()
        self.notice, wrong = None, ""
        self._read_text = self.text.toPlainText()
        try:
            self.notice = read_notice(self._read_text)
        except NoticeEmpty:
            self._tell("", "")
        except UserError as error:
            self._tell(str(error), "red")
            wrong = str(error.facts.get("phrase", ""))
        else:
            self._tell(self._summary(self.notice), "")
        self._mark.show(wrong)
        self.days.show_rows(self.notice.days if self.notice is not None else ())
        doubts = self.notice.doubts if self.notice is not None else ()
        self.doubts.setText("\n".join(doubt.text() for doubt in doubts))
        self.doubts.setVisible(bool(doubts))
        self._show_buttons()

    def paste(self) -> None:
        """Take the words of the clipboard in place of what stands here."""
        words = QApplication.clipboard().text()
        if words:
            self._replace(words)

    def choose_file(self) -> None:
        """Ask for a file and read it."""
        if self._steps.currentIndex() != _TEXT or self._ctx.read_only:
            return
        kinds = _("Notice (*.txt *.docx *.htm *.html)")
        path, _kind = QFileDialog.getOpenFileName(self, _("Open the holiday notice"), "", kinds)
        if path:
            self.open_file(Path(path))

    def open_file(self, path: Path) -> None:
        """Read the words of a file; a refusal leaves what stands here."""
        try:
            with waiting():
                words = read_notice_file(path)
        except UserError as error:
            self.refusal.setText(str(error))
            return
        self._replace(words)

    def _replace(self, words: str) -> None:
        self.refusal.setText("")
        cursor = self.text.textCursor()  # one step of the field's own undo
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(words)
        self.read()

    def _tell(self, words: str, tone: str) -> None:
        self.summary.setText(words or _("The days appear here while the text is read."))
        self.summary.set_tone(tone if words else "ink3")

    def _summary(self, notice: Notice) -> str:
        with self._ctx.store.read() as session:
            self._change = change_of_notice(notice, own_days(session))
            after = calendar_after(session, self._change)
        return summary_of(notice, self._ctx.calendar, after)

    # Steps

    def go_on(self) -> None:
        """Go to what would move, then save; while that is counted nothing more is begun."""
        if self.counting is not None and self.counting.is_running:
            return
        if self._steps.currentIndex() == _MOVES:
            self.save()
            return
        self.read()
        if self.notice is None or self._ctx.read_only:
            return
        if self.notice.doubts and not ask(self, self.doubts.text(), yes=_("It says so")):
            return
        self._count()

    def _count(self) -> None:
        """Count what would move; the text may be changed meanwhile, and then nothing comes of it."""
        change = self._change
        said = self.refusal.text() if self._steps.currentIndex() == _MOVES else ""

        def done(found: list[Move]) -> None:
            if change is not self._change:
                self._show_buttons()
                return
            self.moves.show_moves(found)
            self._show_step(_MOVES)
            self.refusal.setText(said)

        self.counting = count_moves(self._ctx, self, change, done, self._show_buttons)
        self._show_buttons()

    def back(self) -> None:
        """Go back to the text."""
        if self._steps.currentIndex() == _MOVES:
            if self.counting is not None:
                self.counting.stop()
            self._show_step(_TEXT)
            self.text.setFocus(Qt.FocusReason.TabFocusReason)

    def save(self) -> None:
        """Enter the notice with the accepted moves, in one step; a refusal is said here."""
        if self.notice is None or self._ctx.read_only:
            return
        label = N_("Enter holiday notice")
        try:
            done = write_change(self._ctx, label, self._change, self.moves.found, self.moves.accepted())
        except UserError as error:
            self.refusal.setText(str(error))
            if isinstance(error, PreviewOutdated):
                self._count()
            return
        except OSError as error:
            show_refusal(self, error)
            return
        self.keeper.drop()
        self._started_with = self.text.toPlainText()
        self.entered.emit(self.notice.year)
        self._ctx.toast(said_of(done), undo=True)
        self.accept()

    def _show_step(self, step: int) -> None:
        self.refusal.setText("")
        self._steps.setCurrentIndex(step)
        self._show_buttons()
        if step == _MOVES and self.notice is not None:
            self._title.setText(_("Before {year} is entered").format(year=self.notice.year))
            (self.moves.list if self.moves.found else self.next_button).setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._title.setText(_("Holiday notice"))

    def _show_buttons(self) -> None:
        last = self._steps.currentIndex() == _MOVES
        self.back_button.setVisible(last)
        self.next_button.set_caption(_("Save") if last else _("Next"))
        self.next_button.set_icon_name("check" if last else "arrow-right")
        counts = self.counting is not None and self.counting.is_running
        self.next_button.setEnabled(self.notice is not None and not self._ctx.read_only and not counts)

    # What is typed

    def typed(self) -> Typed:
        """Return the text, fit for JSON."""
        return {"text": self.text.toPlainText()}

    @override
    def is_changed(self) -> bool:
        return self.text.toPlainText() != self._started_with

    def _on_typed(self) -> None:
        if self.text.toPlainText() == self._read_text:  # only its colours changed
            return
        self._later.start()
        if self.is_changed():
            self.keeper.touched()

    def _take_up_what_was_left(self) -> None:
        with self._ctx.store.read() as session:
            kept = [row.fields for row in form_drafts(session, PREFIX)]
        words: Any = kept[0].get("text") if kept else ""
        if isinstance(words, str) and words:
            self.text.setPlainText(words)
            self.refusal.setText(_("What you typed before the program ended is here again. It is not saved yet."))
            self.refusal.set_tone("ink2")

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths and self._steps.currentIndex() == _TEXT:
            event.acceptProposedAction()
            self.open_file(Path(paths[0]))


def summary_of(notice: Notice, before: WorkCalendar, after: WorkCalendar) -> str:
    """Return what was read: the year's working days, days off, make-up days, and what differs where it was known."""
    worked = after.workdays_between(date(notice.year - 1, 12, 31), date(notice.year, 12, 31))
    said = _("{year}: {workdays} working days, {off} days off named, {work} make-up days.")
    words = [said.format(year=notice.year, workdays=worked, off=notice.off, work=notice.work), notice.number]
    if notice.year in before.announced:
        n = sum(each.is_workday != before.is_workday(each.day) for each in notice.entries)
        words.append(ngettext("Known already; {n} day differs.", "Known already; {n} days differ.", n).format(n=n))
    return " ".join(filter(None, words))


def open_notice(ctx: AppContext, parent: QWidget) -> NoticeDialog | None:
    """Open the dialog; None where nothing can be saved."""
    if ctx.read_only:
        return None
    dialog = NoticeDialog(ctx, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
