"""The AB pairs of a leader as lines: with whom, from when, until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.directory import PairDraft
from core.i18n import _
from desktop.widgets.buttons import IconButton, SmallButton
from desktop.widgets.form import DayField, NotReadable
from desktop.widgets.pinyin import Choice, PinyinCombo
from desktop.widgets.text import PlainLabel


class _PairLine(QWidget):
    dropped = Signal()

    def __init__(self, draft: PairDraft, others: Sequence[Choice], today: date) -> None:
        super().__init__()
        self._id = draft.id
        self.partner = PinyinCombo(others)
        self.partner.setFixedWidth(132)
        self.partner.set_value(draft.partner_id)
        self.partner.setAccessibleName(_("AB partner"))
        self.first, self.last = DayField(draft.starts, today, width=104), DayField(draft.ends, today, width=104)
        self.first.setAccessibleName(_("From day"))
        self.last.setAccessibleName(_("until"))
        self.first.setPlaceholderText(_("always"))
        self.last.setPlaceholderText(_("no end"))
        drop = IconButton("x", _("Remove line"))
        drop.clicked.connect(self.dropped)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (self.partner, self.first, PlainLabel("—", tone="ink3"), self.last, drop):
            row.addWidget(widget)
        row.addStretch(1)
        self.setFocusProxy(self.partner)

    def draft(self) -> PairDraft | None:
        """Return the line, None where nothing stands in it.

        Raises:
            NotReadable: the name is no leader's, or a day is none.
        """
        if not self.partner.is_known():
            raise NotReadable(_("“{name}” is no leader of the list.").format(name=self.partner.text()))
        partner = self.partner.value()
        found = PairDraft(partner if isinstance(partner, int) else None, self.first.day(), self.last.day(), self._id)
        return None if (found.partner_id, found.starts, found.ends) == (None, None, None) else found


class PairRows(QWidget):
    """All lines, and a button for a further one."""

    def __init__(self, pairs: Sequence[PairDraft], others: Sequence[Choice], today: date) -> None:
        super().__init__()
        self._others, self._today = others, today
        self.lines: list[_PairLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(5)
        self.more = SmallButton(_("Add pair"))
        self.more.clicked.connect(lambda: self.add(PairDraft()).setFocus())
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        for pair in pairs or [PairDraft()]:
            self.add(pair)
        self.setFocusProxy(self.lines[0])

    def add(self, pair: PairDraft) -> _PairLine:
        """Add a line below the others."""
        line = _PairLine(pair, self._others, self._today)
        line.dropped.connect(lambda: self._drop(line))
        self._column.insertWidget(len(self.lines), line)
        self.lines.append(line)
        return line

    def drafts(self) -> list[PairDraft]:
        """Return what stands in the lines, empty ones left out.

        Raises:
            NotReadable: a name is no leader's, or a day is none.
        """
        return [found for line in self.lines if (found := line.draft()) is not None]

    def _drop(self, line: _PairLine) -> None:
        self.lines.remove(line)
        line.hide()
        line.deleteLater()
        if not self.lines:
            self.add(PairDraft())
        self.setFocusProxy(self.lines[0])
        self.more.setFocus()
