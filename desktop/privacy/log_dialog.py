"""The log: what was printed, saved and copied, who looked at whom, who was erased; with filters and its own export."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.chain import VARIANT_NAMES, Variant
from core.disclosure_log import form_name, place_name, way_name
from core.i18n import N_, _, day_text, ngettext
from core.output_names import output_name
from core.reports import Period
from db.queries.disclosure import LOG_KIND_NAMES, LogFilter, LogKind, LogRow, disclosure_log, log_actors, people_like
from db.services.log_export import export_log
from desktop.errors import shown_to
from desktop.fonts import sans
from desktop.reports.period_bar import PeriodBar
from desktop.widgets.buttons import PlainButton
from desktop.widgets.choices import Segmented
from desktop.widgets.fields import SearchField
from desktop.widgets.table import Column, RowTable
from desktop.widgets.text import PlainLabel

if TYPE_CHECKING:
    from desktop.context import AppContext

_WIDTH, _HEIGHT = 1120, 680
_ALL: Final = "all"


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the list; copies and looks count by themselves, so the kind belongs to the id."""

    id: tuple[str, int]
    row: LogRow


def _when(line: LogLine) -> str:
    at = line.row.at.astimezone()
    return f"{day_text(at.date(), year=True)} {at:%H:%M}"


def _what(line: LogLine) -> str:
    row = line.row
    if row.kind is LogKind.LOOK:
        return f"{_(LOG_KIND_NAMES[row.kind])} {place_name(row.what)}"
    if row.kind is LogKind.ERASURE:
        return place_name(row.what)
    return f"{form_name(row.what)} {way_name(row.way)}"


def _variant(line: LogLine) -> str:
    return _(VARIANT_NAMES[line.row.variant]) if line.row.variant else ""


def _tone(line: LogLine) -> str:
    return "amb" if line.row.variant is Variant.INTERNAL or line.row.kind is LogKind.LOOK else "ink2"


def _whom(line: LogLine) -> str:
    row = line.row
    if row.kind is LogKind.COPY:
        many = ngettext("{n} record", "{n} records", row.records).format(n=row.records)
        return row.about or many
    return " ".join(filter(None, (row.person, row.about)))


COLUMNS: Final = (
    Column(N_("Time"), _when, sort=lambda line: line.row.at, width=176, wide=176),
    Column(N_("By whom"), lambda line: line.row.actor, sort=lambda line: line.row.actor, width=96, wide=96),
    Column(N_("What"), _what, width=190, wide=200),
    Column(N_("Variant"), _variant, width=72, wide=84, tone=_tone),
    Column(N_("Copy no."), lambda line: line.row.number, width=104, wide=104),
    Column(N_("Whom or what"), _whom),
    Column(
        N_("File"), lambda line: line.row.file_name or line.row.purpose, width=190, wide=190, tone=lambda _line: "ink2",
        from_width=980,
    ),
)  # fmt: skip


class LogDialog(QDialog):
    """The log; also the report after a leak: who saw this person, when, and on which copies he stands."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.rows: list[LogRow] = []
        self._people: frozenset[int] = frozenset()
        self.setWindowTitle(_("Log of copies and looks"))
        self.resize(_WIDTH, _HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(10)
        column.addWidget(PlainLabel(_("Log of copies and looks"), px=17, bold=True, serifed=True))
        column.addWidget(
            PlainLabel(
                _("Every print, file and copied text, and every look at a person. Nothing here can be undone."),
                px=13,
                tone="ink2",
                wrap=True,
            )
        )
        self.period = PeriodBar(ctx.today())
        self.period.chosen.connect(lambda _period: self.reload())
        column.addWidget(self.period)
        column.addLayout(self._build_filters())
        self.table = RowTable(COLUMNS, _("Log of copies and looks"))
        column.addWidget(self.table, 1)
        column.addLayout(self._build_foot())
        self.reload()
        self.table.setFocus()

    def _build_filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self.kinds = Segmented([(_ALL, _("All")), *((kind.value, _(name)) for kind, name in LOG_KIND_NAMES.items())])
        self.kinds.setAccessibleName(_("Kind"))
        self.kinds.chosen.connect(lambda _key: self.reload())
        self.internal = QCheckBox(_("Only with names"))
        self.internal.setFont(sans(14))
        self.internal.toggled.connect(lambda _on: self.reload())
        self.actor = QComboBox()
        self.actor.setFont(sans(14))
        self.actor.setAccessibleName(_("By whom"))
        self.actor.addItem(_("Everybody"), "")
        with self._ctx.store.read() as session:
            for name in log_actors(session):
                self.actor.addItem(name, name)
        self.actor.currentIndexChanged.connect(lambda _index: self.reload())
        self.person = SearchField(_("Name, phone or issue no. of one person"), width=290)
        self.person.searched.connect(self._seek)
        for widget in (self.kinds, self.internal, self.actor, self.person):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _build_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self.count = PlainLabel(px=13, tone="ink2", wrap=True)
        self.export = PlainButton(_("Export Excel"), "export", hint="Ctrl E")
        self.export.clicked.connect(self.export_excel)
        QShortcut(QKeySequence("Ctrl+E"), self).activated.connect(self.export_excel)
        away = PlainButton(_("Close"), hint="Esc")
        away.clicked.connect(self.reject)
        row.addWidget(self.count, 1)
        row.addWidget(self.export)
        row.addWidget(away)
        return row

    def wanted(self) -> LogFilter:
        """Return what the filters say."""
        period: Period = self.period.period
        kind = self.kinds.current()
        return LogFilter(
            period.first, period.last, frozenset() if kind == _ALL else frozenset({LogKind(kind)}),
            internal=self.internal.isChecked(), actor=str(self.actor.currentData() or ""), people=self._people,
        )  # fmt: skip

    def reload(self) -> None:
        """Read the lines again."""
        with self._ctx.store.read() as session:
            self.rows = disclosure_log(session, self.wanted())
        self.table.show_rows([LogLine((row.kind.value, row.id), row) for row in self.rows])
        looks = sum(row.kind is LogKind.LOOK for row in self.rows)
        said = ngettext("{n} line, {looks} of them looks at people", "{n} lines, {looks} of them looks at people",
                        len(self.rows))  # fmt: skip
        self.count.setText(said.format(n=len(self.rows), looks=looks))

    def _seek(self, text: str) -> None:
        """Show what concerns one person; whoever types the name or number knows whom he means."""
        self._people = frozenset()
        if text.strip():
            with self._ctx.store.read() as session:
                found = people_like(session, text)
            if not found:
                self.table.show_rows([])
                self.count.setText(_("Nobody of that name, phone or issue number. Type all of it."))
                return
            self._people = frozenset(person.id for person in found)
        self.reload()

    def export_excel(self) -> None:
        """Ask where, then save the lines shown; people stay masked."""
        period = self.period.period
        stem = _("Log {period}").format(period=period.text())
        suggested = Path.home() / output_name(stem, Variant.REDACTED, ".xlsx")
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Export Excel"), str(suggested), _("Excel workbook (*.xlsx)")
        )
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, target: Path) -> Path | None:
        """Save the lines shown; a refusal is told."""
        made: Path | None = None
        with shown_to(self):
            made = export_log(
                self._ctx.store, target, self.rows, self.wanted(), watermarked=self._ctx.settings.watermark
            )
        if made is not None:
            self.count.setText(_("Saved: {path}").format(path=made))
        return made


def show_log(ctx: AppContext, parent: QWidget | None) -> LogDialog:
    """Open the log."""
    dialog = LogDialog(ctx, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
