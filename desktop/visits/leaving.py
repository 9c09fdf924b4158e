"""Leaving a form: what was typed and is not saved goes only on purpose, by Esc, Cancel and the cross alike."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from core.i18n import _
from desktop.context import AppContext
from desktop.visits.unsaved import Keeper, Typed
from desktop.widgets import FilledButton, PlainButton, PlainLabel, ask
from desktop.widgets.form import FormDialog


def may_give_up(home: QWidget) -> bool:
    """Ask whether what was typed and is not saved may go; return the answer."""
    question = _("Give up what you typed? It is not saved yet.")
    return ask(home, question, yes=_("Give up"), no=_("Go on typing"), destructive=True)


class TypedDialog(QDialog):
    """A dialog that asks before it closes over words not saved; subclasses set the `keeper` of these words."""

    keeper: Keeper
    save_button: FilledButton

    def __init__(self, ctx: AppContext, parent: QWidget | None) -> None:
        super().__init__(parent.window() if parent is not None else None)
        self._ctx = ctx

    def build_foot(self, words: str, save: Callable[[], object], said: QWidget, *left: QWidget) -> QWidget:
        """Return the foot: *left*, what is *said* there, Cancel, and the button with *words* that saves."""
        foot = QWidget()
        foot.setProperty("surface", "page")
        self.save_button = FilledButton(words, "check", hint="Ctrl Enter")
        self.save_button.clicked.connect(save)
        self.save_button.setEnabled(not self._ctx.read_only)
        back = PlainButton(_("Cancel"), hint="Esc")
        back.clicked.connect(self.reject)
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 12, 20, 14)
        row.setSpacing(10)
        for widget in left:
            row.addWidget(widget)
        row.addWidget(said, 1)
        row.addWidget(back)
        row.addWidget(self.save_button)
        return foot

    def is_changed(self) -> bool:
        """Return whether anything was typed, chosen or ticked."""
        raise NotImplementedError

    def reject_quietly(self) -> None:
        """Close and forget what was typed."""
        self.keeper.drop()
        super().reject()

    @override
    def reject(self) -> None:
        if self._ctx.read_only or not (self.isVisible() and self.is_changed()) or may_give_up(self):
            self.reject_quietly()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()


class KeptForm(FormDialog):
    """A form that keeps its words against a kill and asks before they go.

    Subclasses say what is `typed` and how to `restore` it, call `begin` once their fields stand,
    and `touched` whenever one of them changes.

    Args:
        ctx: The open schedule.
        parent: The window it belongs to.
        title: What is being edited.
        width: Of the whole dialog.
    """

    keeper: Keeper

    def __init__(self, ctx: AppContext, parent: QWidget | None, title: str, *, width: int) -> None:
        super().__init__(parent, title, width=width)
        self._ctx = ctx
        self._start: Typed = {}
        self.restored = PlainLabel(px=13, tone="ink2", wrap=True)
        self.restored.hide()
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(1, self.restored)  # below the title

    def typed(self) -> Typed:
        """Return what stands in the fields, as typed, fit for JSON."""
        raise NotImplementedError

    def restore(self, typed: Typed) -> None:
        """Show what was typed earlier."""
        raise NotImplementedError

    def begin(self, uid: str, prefix: str, earlier: Typed | None) -> None:
        """Take what stands here now as unchanged, then show what was typed *earlier*, before the program ended."""
        self._start = self.typed()
        self.keeper = Keeper(self._ctx.store, uid, self.typed, self, prefix=prefix)
        if earlier is not None:
            self.restore(earlier)
            self.restored.setText(_("What you typed before the program ended is here again. It is not saved yet."))
            self.restored.show()

    def is_changed(self) -> bool:
        """Return whether anything was typed or chosen."""
        return self.typed() != self._start

    def touched(self) -> None:
        """Keep what is typed, soon."""
        if self.is_changed():
            self.keeper.touched()

    def reject_quietly(self) -> None:
        """Close and forget what was typed."""
        self.keeper.drop()
        super().reject()

    @override
    def try_save(self) -> None:
        super().try_save()
        if self.isVisible() and self.is_changed():  # refused: keep what stands there at once
            self.keeper.keep()

    @override
    def accept(self) -> None:
        self.keeper.drop()
        super().accept()

    @override
    def reject(self) -> None:
        if self._ctx.read_only or not (self.isVisible() and self.is_changed()) or may_give_up(self):
            self.reject_quietly()


def scrolled(body: QWidget) -> QScrollArea:
    """Return *body* in an area that scrolls up and down only, and follows the fields that take the keys."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(body)
    return area
