"""A dialog on one visit: what is typed is kept against a kill, Ctrl+Enter saves in one step, a refusal stays here."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from core.errors import UserError
from core.i18n import _
from desktop.context import AppContext
from desktop.errors import show_refusal
from desktop.visits.leaving import TypedDialog, may_give_up, scrolled
from desktop.visits.line_rows import LineRows
from desktop.visits.unsaved import Keeper, Typed, left_behind
from desktop.widgets import IconButton, PlainLabel, SmallButton
from desktop.widgets.form import NotReadable

_HIGH = 690


class KeptDialog(TypedDialog):
    """Subclasses build `body`, say what is `typed`, `restore` it and `write` it; then they call `begin`.

    Signals: saved(int): the visit's id.

    Args:
        ctx: The open schedule.
        visit_id: The visit.
        prefix: Under which sort of form it is kept.
        parent: Qt's parent.
    """

    saved = Signal(int)
    LABEL = ""
    SAID = ""

    def __init__(self, ctx: AppContext, visit_id: int, prefix: str, parent: QWidget | None) -> None:
        super().__init__(ctx, parent)
        self.visit_id, self._prefix = visit_id, prefix
        self._start: Typed = {}
        self.keeper = Keeper(ctx.store, str(visit_id), self.typed, self, prefix=prefix)
        self.refusal = PlainLabel(px=13, tone="red", wrap=True)
        self.restored = PlainLabel(px=13, tone="ink2", wrap=True)
        self.restored.hide()
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.save)

    # What subclasses say

    def typed(self) -> Typed:
        """Return what stands in the fields, as typed, fit for JSON."""
        raise NotImplementedError

    def restore(self, typed: Typed) -> None:
        """Show what was typed earlier."""
        raise NotImplementedError

    def write(self) -> None:
        """Write everything in one step of undo.

        Raises:
            UserError, NotReadable: something is refused; its field is marked.
        """
        raise NotImplementedError

    # Building

    def build(
        self, title: str, note: str, body: QWidget, side: QWidget | None = None, *, wide: int, high: int = _HIGH
    ) -> None:
        """Put title, *body* and *side* together."""
        self.setWindowTitle(title)
        screen = self.screen().availableGeometry() if self.screen() else None
        self.resize(wide, min(high, screen.height() - 60) if screen is not None else high)
        left = QVBoxLayout()
        left.setContentsMargins(0, 18, 0, 0)
        left.setSpacing(4)
        for label in (PlainLabel(title, px=19, bold=True, serifed=True), PlainLabel(note, px=13, tone="ink2")):
            label.setContentsMargins(24, 0, 20, 0)
            left.addWidget(label)
        self.restored.setContentsMargins(24, 4, 20, 0)
        left.addWidget(self.restored)
        left.addSpacing(6)
        left.addWidget(scrolled(body), 1)
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addLayout(left, 1)
        if side is not None:
            top.addWidget(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top, 1)
        column.addWidget(self.build_foot(_("Save"), self.save, self.refusal))

    def begin(self) -> None:
        """Take what stands here now as unchanged, then show what was typed before the program ended."""
        self._start = self.typed()
        kept = dict(left_behind(self._ctx.store, self._prefix)).get(self.visit_id)
        if kept is not None:
            self.restore(kept)
            self.restored.setText(_("What you typed before the program ended is here again. It is not saved yet."))
            self.restored.show()

    # Acting

    @override
    def is_changed(self) -> bool:
        return self.typed() != self._start

    def may_replace(self, key: str) -> bool:
        """Return whether the lines under *key* may give way to others: typed ones go only on purpose."""
        return self.typed()[key] == self.started_with(key) or may_give_up(self)

    def started_with(self, key: str) -> Any:
        """Return what stood under *key* when the dialog opened."""
        return self._start.get(key)

    def on_changed(self) -> None:
        """Keep what is typed; subclasses look at it again as well."""
        self.refusal.setText("")
        if self.is_changed():
            self.keeper.touched()

    def save(self) -> None:
        """Save; a refusal is said here, and everything typed stays."""
        if self._ctx.read_only:
            return
        try:
            before = self._ctx.store.head()
            self.write()
        except (UserError, NotReadable) as error:
            self.refusal.setText(str(error))
            self.keeper.keep()
            return
        except OSError as error:
            show_refusal(self, error)
            return
        wrote = self._ctx.wrote_since(before)
        self.keeper.drop()
        self._start = self.typed()
        self.saved.emit(self.visit_id)
        self._ctx.toast(_(self.SAID), undo=wrote)
        self.accept()


def line_buttons(rows: LineRows, words: str) -> list[QWidget]:
    """Return the buttons over lines: add one, move the one in hand up and down."""
    add = SmallButton(words, "plus", hint="Insert")
    add.clicked.connect(rows.add_line)
    made: list[QWidget] = []
    for icon_name, name, keys, steps in (
        ("arrow-up", _("Move up"), "Alt ↑", -1),
        ("arrow-down", _("Move down"), "Alt ↓", 1),
    ):
        button = IconButton(icon_name, name, hint=keys)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the cursor in the line that it moves
        button.clicked.connect(lambda _on=False, steps=steps: rows.move_line(steps))
        made.append(button)
    return [*made, add]
