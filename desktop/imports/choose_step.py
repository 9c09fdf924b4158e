"""Step 1: which files, and whether they could be read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from core.classified import BANNER, warning
from core.i18n import N_, _, ngettext
from core.imports.workbook import BOOKS
from desktop.actions import hint
from desktop.icons import paint_icon
from desktop.imports.session import FileState, ImportSession, Source
from desktop.imports.step import Step
from desktop.imports.wording import recognised_text, size_text
from desktop.theme import theme
from desktop.widgets import ElidedLabel, IconButton, PlainButton, PlainLabel, box

ROW = 60


class DropBox(QWidget):
    """The dashed place to drop files on. Signal: files_wanted(): the button was pressed."""

    files_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.over = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.words = PlainLabel(_("Drop the office's workbooks here, several at once"), px=15, bold=True)
        self.note = PlainLabel(
            _("Lists of leaders, townships and units, schedules, ledgers: .xlsx, .xlsm or .csv, in any order."),
            px=13,
            tone="ink2",
            wrap=True,
        )
        self.note.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.note.setMinimumWidth(640)
        self.button = PlainButton(_("Add workbooks"), "folder-open", hint=hint("import"))
        self.button.clicked.connect(lambda _checked: self.files_wanted.emit())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 22, 24, 22)
        self._column.setSpacing(10)
        self._column.addStretch(1)
        self._column.addSpacing(36)
        for widget in (self.words, self.note, self.button):
            self._column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)

    def set_over(self, *, over: bool) -> None:
        """Show that files hang above it."""
        self.over = over
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours, painter = theme(), QPainter(self)
        area = QRectF(self.rect())
        border = colours.focus if self.over else colours.line3
        fill = colours.acc_t if self.over else None
        box(painter, area, radius=10, border=border, fill=fill, width=2 if self.over else 1, dashed=not self.over)
        above = self.words.geometry().top() - 42
        paint_icon(painter, QRectF(area.center().x() - 14, above, 28, 28), "file-plus", "ink2")
        painter.end()


class FileRow(QWidget):
    """One file: name, size, what was recognised or why it is refused. Signal: remove_wanted()."""

    remove_wanted = Signal()

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.source = source
        self.setFixedHeight(ROW)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.name = ElidedLabel(source.path.name, bold=True)
        self.told = ElidedLabel(px=13, tone="ink2")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setFixedWidth(120)
        self.bar.setAccessibleName(_("Reading the files"))
        kind = _("Excel workbook") if source.path.suffix.lower() in BOOKS else source.path.suffix.lstrip(".").upper()
        facts = PlainLabel(f"{kind}  {size_text(source.size)}", px=13, tone="ink3")
        cross = IconButton("x", _("Take {file} out again").format(file=source.path.name), hint="Del")
        cross.clicked.connect(lambda _checked: self.remove_wanted.emit())
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.name)
        words.addWidget(self.told)
        row = QHBoxLayout(self)
        row.setContentsMargins(46, 8, 8, 8)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(self.bar)
        row.addWidget(facts)
        row.addWidget(cross)

    def show_state(self, recognised: str, *, planned: bool) -> None:
        """Show where the file stands."""
        state = self.source.state
        self.bar.setVisible(state is FileState.READING)
        self.told.set_tone("red" if state is FileState.REFUSED else "ink2")
        if state is FileState.REFUSED:
            self.told.set_text(self.source.refusal)
        elif state is FileState.READING:
            self.told.set_text(_("Being read"))
        else:
            self.told.set_text(recognised or (_("No table was recognised") if planned else _("Checking the rows")))
        self.setAccessibleName(f"{self.source.path.name}: {self.told.text()}")
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.remove_wanted.emit()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours, painter = theme(), QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, colours.line)
        refused = self.source.state is FileState.REFUSED
        name, tone = ("x", "red") if refused else ("table", "ink2")
        paint_icon(painter, QRectF(12, self.height() / 2 - 10, 20, 20), name, tone)
        if self.hasFocus():
            box(painter, QRectF(self.rect()).adjusted(0, 0, 0, -1), border=colours.focus, width=2)
        painter.end()

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, ROW)


class ChooseStep(Step):
    """Signals: files_wanted(): open the file dialog; repeated(): files that are in the list already."""

    title = N_("Choose")
    keys = (("Ctrl O", N_("add files")), ("Del", N_("take a file out")), ("Alt →", N_("next step")))
    files_wanted = Signal()
    repeated = Signal()

    def __init__(self, session: ImportSession) -> None:
        super().__init__(session)
        self.setAcceptDrops(True)
        self.sentence = PlainLabel(px=17, wrap=True)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.drop = DropBox()
        self.drop.files_wanted.connect(self.files_wanted)
        self.rows: list[FileRow] = []
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._list.addStretch(1)
        inside = QWidget()
        inside.setLayout(self._list)
        self._area = QScrollArea()
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 20, 24, 20)
        self._column.setSpacing(14)
        self._column.addWidget(self.sentence)
        self.secrets = PlainLabel(_(BANNER), px=13, tone="ink2", wrap=True)
        self._column.addWidget(self.secrets)
        self._column.addWidget(self._area, 3)
        self._column.addWidget(self.drop, 2)
        self._column.addStretch(1)
        session.files_changed.connect(self.shown)
        session.plan_changed.connect(self.shown)

    @override
    def shown(self) -> None:
        self._match_rows()
        for row in self.rows:
            sheets = self.session.sheets_in(row.source)
            planned = self.session.plan is not None and not self.session.planning
            row.show_state(recognised_text(sheets), planned=planned or bool(sheets))
        self._area.setVisible(bool(self.rows))
        self._area.setMaximumHeight(max(len(self.rows), 1) * ROW + 2)
        self.drop.setMaximumHeight(200 if self.rows else 340)
        self.sentence.setText(self._sentence())
        found = [mark for source in self.session.sources for mark in source.secret_marks]
        self.secrets.setText(warning(found) or _(BANNER))
        self.secrets.set_tone("red" if found else "ink2")

    @override
    def blocker(self) -> str:
        if self.session.reading:
            return _("Wait until every file has been read, or take the slow one out.")
        if not self.session.books:
            return _("Add at least one file that can be read.")
        return ""

    @override
    def focus_first(self) -> None:
        self.drop.button.setFocus()

    def take(self, paths: list[Path]) -> None:
        """Add files; say so when all of them are there already."""
        if paths and not self.session.add(paths):
            self.repeated.emit()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            self.drop.set_over(over=True)
            event.acceptProposedAction()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drop.set_over(over=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.drop.set_over(over=False)
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def _match_rows(self) -> None:
        """Keep one row for each file, in the order they came."""
        wanted = self.session.sources
        for row in [row for row in self.rows if row.source not in wanted]:
            self.rows.remove(row)
            row.hide()
            row.deleteLater()
        for source in wanted[len(self.rows) :]:
            row = FileRow(source)
            row.remove_wanted.connect(lambda gone=source: self._remove(gone))
            self._list.insertWidget(len(self.rows), row)
            self.rows.append(row)

    def _remove(self, source: Source) -> None:
        self.drop.button.setFocus()
        self.session.remove(source)

    def _sentence(self) -> str:
        sources = self.session.sources
        if not sources:
            return _("Bring in the workbooks the office keeps today. The files themselves are never changed.")
        refused = sum(source.state is FileState.REFUSED for source in sources)
        text = ngettext("{n} file is ready.", "{n} files are ready.", len(self.session.books)).format(
            n=len(self.session.books)
        )
        if refused:
            more = ngettext(
                "{n} file cannot be read; the reason is below.",
                "{n} files cannot be read; the reasons are below.",
                refused,
            )
            text += " " * (not text.endswith("。")) + more.format(n=refused)
        return text
