"""The foot of the detail panel: who takes the issue along, which step comes next, and the buttons."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.i18n import _, day_text, ngettext
from core.life_cycle import next_move
from db.queries.issue_detail import IssueDetail
from desktop.actions import hint
from desktop.fonts import sans
from desktop.widgets import Button, IconButton, PlainLabel, Rule, SmallButton, plain_tooltip

PAD = 22


class DetailFoot(QWidget):
    """Signals say what the user wants.

    act_wanted(str): press, extend, close, more, or the key of a move.
    bring_wanted(object): the id of the visit that shall carry it, or None.
    """

    act_wanted = Signal(str)
    bring_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._detail: IssueDetail | None = None
        self._low = self._read_only = False
        self.next_key = ""
        self._acts: dict[str, Button] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 14)
        column.setSpacing(0)
        self.several = PlainLabel(px=13, tone="acc", wrap=True)
        self.several.setContentsMargins(PAD, 8, PAD, 8)
        self.several.hide()
        column.addWidget(self._build_bring())
        column.addWidget(self._build_next())
        column.addWidget(Rule())
        column.addWidget(self.several)
        column.addLayout(self._build_buttons())

    def _build_bring(self) -> QWidget:
        self.bring = QCheckBox()
        self.bring.setFont(sans(14))
        self.bring.clicked.connect(self._on_bring)
        self._bring_box, self._bring_line = _ruled(self.bring)
        return self._bring_box

    def _build_next(self) -> QWidget:
        """Return the line that says which step comes next, and makes it."""
        self.next_step = SmallButton("", "caret-right", hint=hint("issues.next"))
        self.next_step.clicked.connect(lambda: self.act_wanted.emit(self.next_key))
        self._next_box, self._next_line = _ruled(PlainLabel(_("Next step"), px=13, tone="ink2"), self.next_step)
        return self._next_box

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(PAD, 13, PAD, 0)
        row.setSpacing(8)
        for key, words, icon_name in (
            ("press", _("Chase"), "megaphone"), ("extend", _("Extend"), "clock"), ("close", _("Close issue"), "check"),
            ("call_back", _("Record call-back"), "users-three"), ("reopen", _("Reopen"), "arrow-u-up-left"),
        ):  # fmt: skip
            button = Button(words, icon_name)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _checked, act=key: self.act_wanted.emit(act))
            self._acts[key] = button
            row.addWidget(button, 1)
        self.more = IconButton("dots-three", _("More"), hint=hint("issues.more"))
        self.more.clicked.connect(lambda: self.act_wanted.emit("more"))
        row.addWidget(self.more)
        return row

    def set_low(self, *, low: bool) -> None:
        """Where the window is low, the next step stands beside who takes the issue along."""
        if low != self._low:
            self._low = low
            self._place_next()
            if self._detail is not None:
                self._show_bring(self._detail, read_only=self._read_only)

    def _place_next(self) -> None:
        is_open = self._detail is not None and self._detail.row.is_open
        beside, is_button = self._low and is_open, not is_open and self.next_key in self._acts
        line = self._bring_line if beside else self._next_line
        if line.indexOf(self.next_step) < 0:
            line.addWidget(self.next_step)
        self.next_step.setVisible(bool(self.next_key))
        self._next_box.setVisible(bool(self.next_key) and not beside and not is_button)
        for key, button in self._acts.items():
            button.set_hint(hint("issues.next") if is_button and key == self.next_key else "")

    def show_several(self, count: int) -> None:
        """Say how many issues are selected and which acts reach all of them; 0 says nothing."""
        words = ngettext(
            "{n} issue selected. “Chase” reaches all of them; everything else only this one.",
            "{n} issues selected. “Chase” reaches all of them; everything else only this one.",
            count,
        )
        self.several.setText(words.format(n=count))
        self.several.setVisible(bool(count))

    def show_issue(self, detail: IssueDetail, *, read_only: bool) -> None:
        """Show what can be done with an issue; *read_only* leaves nothing."""
        self._detail, self._read_only, row = detail, read_only, detail.row
        self._show_next(detail, read_only=read_only)
        self._show_bring(detail, read_only=read_only)
        shown = {"press", "extend", "close"} if row.is_open else {"call_back", "reopen"}
        for key, button in self._acts.items():
            button.setVisible(key in shown)
            button.setEnabled(not read_only)

    def _show_next(self, detail: IssueDetail, *, read_only: bool) -> None:
        asked = detail.row.satisfaction is not None or bool(detail.not_asked)
        move = next_move(detail.row.state, asked=asked, looked_back=detail.look_back_held)
        self.next_key = move.key if move is not None else ""
        self._place_next()
        if move is not None:
            self.next_step.set_caption(_(move.name))
            self.next_step.setEnabled(not read_only)

    def _show_bring(self, detail: IssueDetail, *, read_only: bool) -> None:
        row = detail.row
        going = row.is_open and row.next_visit_id is not None and row.next_visit_day is not None
        self._bring_box.setVisible(row.is_open)
        self.bring.setEnabled(going and not read_only)
        if going and row.next_visit_day is not None:
            facts = {"day": day_text(row.next_visit_day), "leader": row.next_leader, "township": row.township}
            whole = _("Bring to {day} {leader} → {township}").format(**facts)
            short = _("With {leader} on {day}").format(**facts)
        else:
            whole = _("No visit to {township} is planned yet").format(township=row.township)
            short = _("No visit planned yet")
        self.bring.setText(short if self._low else whole)
        self.bring.setAccessibleName(whole)
        plain_tooltip(self.bring, whole if self._low else "")
        self.bring.setChecked(row.bring_to_visit_id is not None and row.bring_to_visit_id == row.next_visit_id)

    def _on_bring(self, checked: bool) -> None:  # noqa: FBT001 - Qt's signal
        if self._detail is not None:
            self.bring_wanted.emit(self._detail.row.next_visit_id if checked else None)


def _ruled(*widgets: QWidget) -> tuple[QWidget, QHBoxLayout]:
    """Return a box with *widgets* on one line below a hairline, the last one at the right; and that line."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    line = QHBoxLayout()
    line.setContentsMargins(PAD, 8, PAD, 8)
    for widget in widgets[:1]:
        line.addWidget(widget)
    line.addStretch(1)
    for widget in widgets[1:]:
        line.addWidget(widget)
    column.addWidget(Rule())
    column.addLayout(line)
    return box, line
