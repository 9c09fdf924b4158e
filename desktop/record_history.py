"""The history of one record: each save with its time, who, what they did, and every field before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from core.i18n import N_, _, day_text, ngettext
from db.queries.record_history import FieldLine, SaveRow, record_history
from desktop.fonts import sans
from desktop.widgets.buttons import PlainButton
from desktop.widgets.layouts import build_list_dialog, list_band, list_head
from desktop.widgets.table import Column, RowTable
from desktop.widgets.text import PlainLabel

if TYPE_CHECKING:
    from desktop.context import AppContext

_WIDTH, _HEIGHT, _WHOLE = 1040, 620, 96
_TITLES: Final = {
    "visit": N_("History of the visit"),
    "issue": N_("History of the issue"),
    "township": N_("History of the township"),
    "leader": N_("History of the leader"),
    "agency": N_("History of the unit"),
}


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of the list: a field of a save; the first one of a save says when, who and what."""

    id: tuple[int, int]
    save: SaveRow
    field: FieldLine | None

    @property
    def is_first(self) -> bool:
        """Whether it opens its save."""
        return self.id[1] == 0


def _when(line: HistoryLine) -> str:
    at = line.save.at.astimezone()
    return f"{day_text(at.date(), year=True)} {at:%H:%M}"


def _grey(_line: HistoryLine) -> str:
    return "ink2"


def _flat(text: str) -> str:
    return " ".join(text.split())


COLUMNS: Final = (
    Column(N_("Time"), lambda line: _when(line) if line.is_first else "", width=196, wide=190),
    Column(N_("By whom"), lambda line: line.save.who if line.is_first else "", width=88, wide=88, tone=_grey),
    Column(N_("What was done"), lambda line: line.save.what if line.is_first else "", width=160, wide=180, bold=True),
    Column(N_("Field"), lambda line: line.field.name if line.field else "", width=120, wide=150, tone=_grey),
    Column(N_("Before"), lambda line: _flat(line.field.before) if line.field else "", width=190, wide=180, tone=_grey),
    Column(N_("After"), lambda line: _flat(line.field.after) if line.field else ""),
)  # fmt: skip


def lines_of(saves: Sequence[SaveRow]) -> list[HistoryLine]:
    """Return the lines of the list, a line per field; a save without one that people read still has its line."""
    return [
        HistoryLine((save.seq, n), save, field)
        for save in saves
        for n, field in enumerate(save.fields or (None,))
    ]  # fmt: skip


class RecordHistory(QDialog):
    """The history; it only shows."""

    def __init__(self, parent: QWidget | None, title: str, saves: Sequence[SaveRow]) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(_WIDTH, _HEIGHT)
        self.table = RowTable(COLUMNS, title)
        self.table.current_changed.connect(self._show_whole)
        self.whole = QPlainTextEdit()
        self.whole.setReadOnly(True)
        self.whole.setFont(sans(13))
        self.whole.setFixedHeight(_WHOLE)
        self.whole.setTabChangesFocus(True)
        self.whole.setAccessibleName(_("The line in full"))
        self._build(title, len(saves))
        self.table.show_rows(lines_of(saves))
        self.table.setFocus()

    def _build(self, title: str, count: int) -> None:
        said = ngettext("{n} save, newest first", "{n} saves, newest first", count).format(n=count)
        beside = PlainLabel(said if count else _("Nothing was changed yet."), px=13, tone="ink2")
        foot = list_band()
        foot.addWidget(self.whole, 1)
        close = PlainButton(_("Close"), hint="Esc")
        close.clicked.connect(self.reject)
        foot.addWidget(close)
        build_list_dialog(self, list_head(title, beside), self.table, foot)

    def _show_whole(self, line: HistoryLine | None) -> None:
        """Show before and after without shortening them."""
        if line is None or line.field is None:
            self.whole.setPlainText("" if line is None else line.save.what)
            return
        field = line.field
        words = (_("{field}, before: {text}"), _("{field}, after: {text}"))
        texts = (field.before or _("(nothing)"), field.after or _("(nothing)"))
        self.whole.setPlainText(
            "\n".join(word.format(field=field.name, text=text) for word, text in zip(words, texts, strict=True))
        )


def show_history(ctx: AppContext, parent: QWidget, table: str, key: int) -> RecordHistory:
    """Open the history of a record."""
    with ctx.store.read() as session:
        saves = record_history(session, table, key)
    dialog = RecordHistory(parent.window(), _(_TITLES[table]), saves)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
