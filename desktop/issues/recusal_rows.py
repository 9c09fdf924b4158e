"""Which leaders step aside from an issue, and why: a line each, one more by the button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.i18n import _
from desktop.widgets import Choice, IconButton, PinyinCombo, SmallButton, mark_invalid
from desktop.widgets.form import NotReadable, TextField


class RecusalLine(QWidget):
    """One leader and the reason. Signals: changed, and dropped when the cross is pressed."""

    changed = Signal()
    dropped = Signal()

    def __init__(self, leaders: Sequence[Choice], leader_id: int | None = None, reason: str = "") -> None:
        super().__init__()
        self.leader = PinyinCombo(leaders, placeholder=_("Leader"))
        self.leader.setFixedWidth(150)
        self.leader.setAccessibleName(_("Steps aside"))
        self.leader.set_value(leader_id)
        self.reason = TextField(reason, placeholder=_("why, such as: related to the person"))
        self.reason.setAccessibleName(_("Reason"))
        away = IconButton("x", _("Take this line away"))
        away.clicked.connect(self.dropped)
        for field in (self.leader, self.reason):
            field.textChanged.connect(lambda _words: self.changed.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.leader)
        row.addWidget(self.reason, 1)
        row.addWidget(away)


class RecusalRows(QWidget):
    """All lines. Signal changed: a line was typed in, added or taken away."""

    changed = Signal()

    def __init__(self, leaders: Sequence[Choice]) -> None:
        super().__init__()
        self._leaders = leaders
        self._lines: list[RecusalLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.add = SmallButton(_("A leader steps aside…"), "plus")
        self.add.clicked.connect(self._add_empty)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        self._column.addLayout(foot)
        self.setFocusProxy(self.add)

    def show_recusals(self, recusals: Mapping[int, str]) -> None:
        """Show these instead of what stands here."""
        self.restore([[leader_id, reason] for leader_id, reason in recusals.items()])

    def recusals(self) -> dict[int, str]:
        """Return leaders and reasons; empty lines are nothing.

        Raises:
            NotReadable: a name is in no list.
        """
        found: dict[int, str] = {}
        for line in self._lines:
            value = line.leader.value()
            if isinstance(value, int):
                found[value] = line.reason.text()
            elif line.leader.text().strip() or line.reason.text().strip():
                refused = _("Not in the list. Choose one of the names offered.")
                mark_invalid(line.leader, refused)
                line.leader.setFocus()
                raise NotReadable(refused)
        return found

    def typed(self) -> list[Any]:
        """Return what stands here, as typed, fit for JSON."""
        return [[line.leader.value() or line.leader.text(), line.reason.text()] for line in self._lines]

    def restore(self, typed: Any) -> None:
        """Show what was typed earlier."""
        for line in list(self._lines):
            self._drop(line)
        for leader, reason in typed if isinstance(typed, list) else []:
            line = self.add_line(leader if isinstance(leader, int) else None, str(reason))
            if not isinstance(leader, int):
                line.leader.setText(str(leader))

    def add_line(self, leader_id: int | None = None, reason: str = "") -> RecusalLine:
        """Add a line and return it."""
        line = RecusalLine(self._leaders, leader_id, reason)
        line.changed.connect(self.changed)
        line.dropped.connect(lambda: self._drop(line))
        self._lines.append(line)
        self._column.insertWidget(len(self._lines) - 1, line)
        self.changed.emit()
        return line

    def _add_empty(self) -> None:
        self.add_line().leader.setFocus()

    def _drop(self, line: RecusalLine) -> None:
        self._lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.changed.emit()
