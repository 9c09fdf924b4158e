"""Fields for what is said and shown at the end of an issue: the way, the person's word, the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from core.i18n import N_, _, listed
from core.issues import SATISFACTION_NAMES, Satisfaction
from db.attachments import file_to_attach
from desktop.attachments.taking import accept_copy, may_offer, offer_of
from desktop.errors import system_words
from desktop.issues.move_fields import MoveField
from desktop.widgets import PlainLabel, Segmented, SmallButton
from desktop.widgets.form import NotReadable, TextField

WAYS = {
    "phone": N_("By phone"),
    "person": N_("In person"),
    "writing": N_("In writing"),
    "notice": N_("Notice put up"),
}
"""How people are told or asked; the office may write another way."""


class WayMove(MoveField):
    """In which way somebody was told or asked: one of four, or the office's own words.

    Args:
        name: What the verb calls it.
        beside: Stands beside the office's own words.
    """

    def __init__(self, name: str, *, beside: QWidget | None = None) -> None:
        super().__init__(name)
        self.ways = Segmented([(key, _(words)) for key, words in WAYS.items()], optional=True)
        self.other = TextField(placeholder=_("another way"))
        self.other.setAccessibleName(_("another way"))
        self.ways.chosen.connect(self._on_way)
        self.other.textEdited.connect(self._on_other)
        below = QWidget()
        row = QHBoxLayout(below)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.other, 1)
        if beside is not None:
            row.addWidget(beside, 2)
        self.hold(self.ways, below, upright=True)

    @override
    def values(self) -> dict[str, Any]:
        return {self.name: self.typed()}

    @override
    def typed(self) -> str:
        chosen = self.ways.current()
        return self.other.text().strip() or (_(WAYS[chosen]) if chosen else "")

    @override
    def restore(self, typed: Any) -> None:
        known = next((key for key, words in WAYS.items() if _(words) == typed), "")
        self.ways.choose(known)
        self.other.setText("" if known else str(typed))

    def _on_way(self, _key: str) -> None:
        self.other.clear()
        self.changed.emit()

    def _on_other(self, _words: str) -> None:
        self.ways.choose("")
        self.changed.emit()


class AskedMove(MoveField):
    """What the person says of the result, or why nobody was asked."""

    def __init__(self, name: str = "satisfaction") -> None:
        super().__init__(name)
        self.said = Segmented([(key.value, _(words)) for key, words in SATISFACTION_NAMES.items()], optional=True)
        self.why = TextField(placeholder=_("or why nobody was asked"))
        self.why.setAccessibleName(_("Why nobody was asked"))
        self.said.chosen.connect(self._on_said)
        self.why.textEdited.connect(self._on_why)
        self.hold(self.said, self.why, upright=True)

    def satisfaction(self) -> Satisfaction | None:
        """Return what the person says, None where nobody was asked."""
        said = self.said.current()
        return Satisfaction(said) if said else None

    @override
    def values(self) -> dict[str, Any]:
        return {self.name: self.satisfaction(), "not_asked": self.why.text()}

    @override
    def typed(self) -> list[str]:
        return [self.said.current(), self.why.text()]

    @override
    def restore(self, typed: Any) -> None:
        said, why = typed if isinstance(typed, list) and len(typed) == 2 else ("", "")
        self.said.choose(said if said in set(Satisfaction) else "")
        self.why.setText(str(why))

    def _on_said(self, _key: str) -> None:
        self.why.clear()
        self.changed.emit()

    def _on_why(self, _words: str) -> None:
        self.said.choose("")
        self.changed.emit()


class EvidenceMove(MoveField):
    """What proves the answer: files to attach, or where the paper is kept.

    Args:
        known: Files attached since the issue was raised; they are evidence already.
    """

    def __init__(self, name: str = "evidence", *, known: Sequence[str] = ()) -> None:
        super().__init__(name)
        self.paths: list[Path] = []
        self.where = TextField(placeholder=_("where the paper is kept"))
        self.where.setAccessibleName(_("Where the paper is kept"))
        self.where.textChanged.connect(lambda _words: self.changed.emit())
        self.add = SmallButton(_("Attach files…"), "paperclip")
        self.add.clicked.connect(self._ask)
        self.drop = SmallButton(_("None of these"), "x")
        self.drop.clicked.connect(self._clear)
        self.files = PlainLabel(px=13, tone="ink2", wrap=True)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.add, self.drop, self.files):
            row.addWidget(widget)
        row.setStretch(2, 1)
        self._known = listed(known)
        self.hold(self.where, line, upright=True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAcceptDrops(True)
        self._show()

    @override
    def values(self) -> dict[str, Any]:
        files = []
        for path in self.paths:
            try:
                files.append(file_to_attach(path))
            except OSError as error:
                raise NotReadable(f"{path.name}: {system_words(error)}") from error
        return {self.name: self.where.text(), "files": files}

    @override
    def typed(self) -> list[Any]:
        return [self.where.text(), [str(path) for path in self.paths]]

    @override
    def restore(self, typed: Any) -> None:
        where, paths = typed if isinstance(typed, list) and len(typed) == 2 else ("", [])
        self.where.setText(str(where))
        self.paths = [Path(path) for path in paths if Path(path).is_file()]
        self._show()

    @override
    def glance(self) -> dict[str, Any]:
        return {self.name: self.where.text().strip() or listed(path.name for path in self.paths) or self._known}

    def take(self, paths: Sequence[Path]) -> None:
        """Add files; each once."""
        self.paths += [path for path in paths if path not in self.paths]
        self._show()
        self.changed.emit()

    def _ask(self) -> None:
        paths, _kind = QFileDialog.getOpenFileNames(self, _("Add files"))
        self.take([Path(path) for path in paths])

    def _clear(self) -> None:
        self.paths = []
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.drop.setVisible(bool(self.paths))
        known = _("attached already: {files}").format(files=self._known) if self._known else ""
        self.files.setText(listed(path.name for path in self.paths) or known)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if may_offer(event.mimeData()):
            accept_copy(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        accept_copy(event)
        self.take(list(offer_of(event.mimeData()).paths))
        self.where.setFocus(Qt.FocusReason.OtherFocusReason)
