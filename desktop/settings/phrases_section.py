"""The office's ready phrases: their words, where each is offered first, and their order."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from core.chain import PHRASE_TOPIC_NAMES, PhraseTopic
from core.i18n import N_, _
from db.queries.phrases import PhraseRow, phrase_rows
from db.services.phrases import delete_phrase, move_phrase, save_phrase, set_phrase_active
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.fonts import sans
from desktop.settings.section import Section, SectionList
from desktop.widgets.buttons import IconButton, PlainButton
from desktop.widgets.form import FormDialog, text_area
from desktop.widgets.table import Column

PHRASES: Final = (
    Column(N_("Phrase"), lambda r: " ".join(r.text.split("\n")), None, 0, 0,
           tone=lambda r: "ink" if r.active else "ink3", tip=lambda r: r.text),
    Column(N_("Offered first"), lambda r: _(PHRASE_TOPIC_NAMES[r.topic]), None, 130, 170, tone=lambda _r: "ink2"),
    Column("", lambda r: "" if r.active else _("set aside"), None, 90, 100, tone=lambda _r: "ink3"),
)  # fmt: skip


class PhrasesSection(Section):
    """The list of phrases."""

    TABLES: ClassVar[frozenset[str]] = frozenset({"phrase"})

    def build(self) -> None:
        """Make the list."""
        self.title(
            _("Ready phrases"),
            below=_(
                "In any text of an issue or a paper type ；； or press Ctrl+;, then initials or a part of the words. "
                "Enter puts the phrase in."
            ),
            wide=True,
        )
        self.phrases = SectionList(PHRASES, _("Ready phrases"))
        self.phrases.opened.connect(self.edit)
        self.phrases.current_changed.connect(lambda _row: self._show_buttons())
        self.add(self.phrases, wide=True)
        self.add_button = PlainButton(_("Add phrase"), "plus")
        self.add_button.clicked.connect(lambda: self.edit(None))
        self.edit_button = PlainButton(_("Edit"), "note-pencil", hint="Enter")
        self.edit_button.clicked.connect(lambda: self.edit(self.phrases.current_row()))
        self.aside_button = PlainButton(_("Set aside"))
        self.aside_button.clicked.connect(self._toggle)
        self.up_button = IconButton("arrow-up", _("Move up"), hint="Alt ↑")
        self.down_button = IconButton("arrow-down", _("Move down"), hint="Alt ↓")
        self.up_button.clicked.connect(lambda: self.move_current(-1))
        self.down_button.clicked.connect(lambda: self.move_current(1))
        self.buttons(self.add_button, self.edit_button, self.aside_button, self.up_button, self.down_button)

    def reload(self) -> None:
        """Read the phrases."""
        with self.ctx.store.read() as session:
            self.phrases.show_all(phrase_rows(session))
        self._show_buttons()

    def edit(self, row: PhraseRow | None) -> PhraseForm | None:
        """Open the dialog on a phrase, None adds one."""
        if self.ctx.read_only:
            return None
        form = PhraseForm(self.ctx, row, self)
        form.open_tall()
        return form

    def move_current(self, steps: int) -> None:
        """Move the phrase in hand up or down."""
        row: PhraseRow | None = self.phrases.current_row()
        if row is not None and not self.ctx.read_only:
            self.ctx.run(N_("Move phrase"), move_phrase, row.id, steps=steps, widget=self)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if steps is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_current(steps)
            return
        super().keyPressEvent(event)

    def _toggle(self) -> None:
        row: PhraseRow | None = self.phrases.current_row()
        if row is not None:
            self.ctx.run(N_("Edit phrase"), set_phrase_active, row.id, active=not row.active, widget=self)

    def _show_buttons(self) -> None:
        row: PhraseRow | None = self.phrases.current_row()
        may = not self.ctx.read_only
        self.add_button.setEnabled(may)
        order = self.phrases.rows.rows()
        at = order.index(row) if row in order else -1
        for button, enabled in (
            (self.edit_button, row is not None),
            (self.aside_button, row is not None),
            (self.up_button, at > 0),
            (self.down_button, 0 <= at < len(order) - 1),
        ):
            button.setEnabled(may and enabled)
        self.aside_button.set_caption(_("Use again") if row is not None and not row.active else _("Set aside"))


class PhraseForm(FormDialog):
    """The words, and where they are offered first."""

    def __init__(self, ctx: AppContext, row: PhraseRow | None, parent: QWidget) -> None:
        super().__init__(parent, _("Add phrase") if row is None else _("Edit phrase"), width=560)
        self._ctx, self._id = ctx, None if row is None else row.id
        self.words = text_area("" if row is None else row.text, high=96)
        self.topic = QComboBox()
        self.topic.setFont(sans(14))
        for topic, name in PHRASE_TOPIC_NAMES.items():
            self.topic.addItem(_(name), topic.value)
        self.topic.setCurrentIndex(self.topic.findData((PhraseTopic.ANY if row is None else row.topic).value))
        self.add(_("Phrase"), self.words)
        self.add(_("Offered first"), self.topic)
        self.on_save(self._store)
        self.delete_button.setVisible(row is not None)
        self.deleted.connect(self._delete)

    def _store(self) -> None:
        label = N_("Add phrase") if self._id is None else N_("Edit phrase")
        with self._ctx.store.write(label) as session:
            save_phrase(session, self._id, text=self.words.toPlainText(), topic=PhraseTopic(self.topic.currentData()))

    def _delete(self) -> None:
        if self._id is None:
            return
        with shown_to(self) as outcome, self._ctx.store.write(N_("Delete phrase")) as session:
            delete_phrase(session, self._id)
        if outcome.ok:
            self.reject()
            self._ctx.toast(_("The phrase was deleted."), undo=True)
