"""Kinds of visit: the country's four, and the office's own with a character and a colour."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from core.counts import visits_text
from core.i18n import N_, _, listed
from core.visits import RECORD_FORM_NAMES, RecordForm, VisitKind
from db.queries.office import KindLine, kind_lines
from db.services.settings import delete_kind, save_kind, set_kind_active
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.fonts import sans
from desktop.settings.section import Section, SectionList
from desktop.theme import SEAL_KEYS
from desktop.widgets.buttons import PlainButton
from desktop.widgets.choices import Segmented
from desktop.widgets.form import FormDialog, TextField
from desktop.widgets.mark_widgets import Seal
from desktop.widgets.marks import paint_seal
from desktop.widgets.table import Column

COLOUR_NAMES: Final = {"f": N_("Violet"), "b": N_("Blue"), "y": N_("Green-blue"), "j": N_("Olive")}


def _paint_seal(painter: QPainter, area: QRectF, row: KindLine) -> None:
    paint_seal(painter, QRectF(area.left(), round(area.center().y() - 10), 20, 20), row, not row.active)


def _note(row: KindLine) -> str:
    parts = [_("own") if row.own else ""]
    parts.append(_("receives people") if row.receives_people else "")
    parts.append("" if row.active else _("set aside"))
    return listed(part for part in parts if part)


KINDS: Final = (
    Column(N_("Seal"), lambda r: r.seal, None, 72, 72, _paint_seal),
    Column(N_("Kind of visit"), lambda r: _(r.name), None, 0, 0, bold=True,
           tone=lambda r: "ink" if r.active else "ink3"),
    Column(N_("Colour"), lambda r: _(COLOUR_NAMES.get(r.colour, r.colour)), None, 110, 110, tone=lambda _r: "ink2"),
    Column(N_("Record"), lambda r: _(RECORD_FORM_NAMES[r.record]), None, 150, 170, tone=lambda _r: "ink2",
           from_width=760),
    Column(N_("Visits"), lambda r: visits_text(r.used) if r.used else "", None, 110, 110, tone=lambda _r: "ink2",
           phrase=True),
    Column("", _note, None, 200, 220, tone=lambda _r: "ink3"),
)  # fmt: skip


class KindsSection(Section):
    """The list of kinds."""

    TABLES: ClassVar[frozenset[str]] = frozenset({"visit_kind", "visit"})

    def build(self) -> None:
        """Make the list."""
        self.title(
            _("Kinds of visit"),
            below=_("Add what your county does beside the four. Colours are cool: warm ones mean that time is short."),
            wide=True,
        )
        self.kinds = SectionList(KINDS, _("Kinds of visit"))
        self.kinds.opened.connect(self.edit)
        self.kinds.current_changed.connect(lambda _row: self._show_buttons())
        self.add(self.kinds, wide=True)
        self.add_button = PlainButton(_("Add kind"), "plus")
        self.add_button.clicked.connect(lambda: self.edit(None))
        self.edit_button = PlainButton(_("Edit"), "note-pencil", hint="Enter")
        self.edit_button.clicked.connect(lambda: self.edit(self.kinds.current_row()))
        self.aside_button = PlainButton(_("Set aside"))
        self.aside_button.clicked.connect(self._toggle)
        self.buttons(self.add_button, self.edit_button, self.aside_button)

    def reload(self) -> None:
        """Read the kinds."""
        with self.ctx.store.read() as session:
            self.kinds.show_all(kind_lines(session))
        self._show_buttons()

    def edit(self, row: KindLine | None) -> KindForm | None:
        """Open the dialog on a kind, None adds one."""
        if self.ctx.read_only:
            return None
        form = KindForm(self.ctx, row, self)
        form.open_tall()
        return form

    def _toggle(self) -> None:
        row: KindLine | None = self.kinds.current_row()
        if row is not None:
            self.ctx.run(N_("Edit kind of visit"), set_kind_active, row.key, active=not row.active, widget=self)

    def _show_buttons(self) -> None:
        row: KindLine | None = self.kinds.current_row()
        may = not self.ctx.read_only
        self.add_button.setEnabled(may)
        self.edit_button.setEnabled(may and row is not None)
        in_use = [each for each in self.kinds.rows.rows() if each.active]
        last = row is not None and row.active and len(in_use) == 1
        self.aside_button.setEnabled(may and row is not None and not last)
        self.aside_button.set_caption(_("Use again") if row is not None and not row.active else _("Set aside"))


class KindForm(FormDialog):
    """Name, character and colour, with the seal beside them."""

    def __init__(self, ctx: AppContext, row: KindLine | None, parent: QWidget) -> None:
        super().__init__(parent, _("Add kind") if row is None else _(row.name), width=520)
        self._ctx, self._key = ctx, "" if row is None else row.key
        self.name = TextField("" if row is None else _(row.name))
        self.seal = TextField("" if row is None else row.seal, width=56, limit=4)
        self.colour = Segmented([(key, _(COLOUR_NAMES[key])) for key in SEAL_KEYS])
        self.colour.choose(row.colour if row is not None and row.colour in SEAL_KEYS else SEAL_KEYS[0])
        self.receives = QCheckBox(_("People are received: reception form and appointments are asked for"))
        self.receives.setFont(sans(14))
        self.receives.setChecked(row is not None and row.receives_people)
        self.record = QComboBox()
        self.record.setFont(sans(14))
        for form, words in RECORD_FORM_NAMES.items():
            self.record.addItem(_(words), form.value)
        held = RecordForm.RESEARCH if row is None else row.record
        self.record.setCurrentIndex(self.record.findData(held.value))
        self._sample = Seal(self._kind(), 36)
        both = QWidget()
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(14)
        line.addWidget(self.seal)
        line.addWidget(self._sample)
        line.addStretch(1)
        self.add(_("Name of kind"), self.name)
        self.add(_("Seal"), both, hint=_("One character."))
        self.add(_("Colour"), self.colour)
        self.add("", self.receives)
        self.add(_("Record"), self.record, hint=_("What its record page asks for besides the issues raised."))
        self.seal.textChanged.connect(self._show_seal)
        self.colour.chosen.connect(self._show_seal)
        self.on_save(self._store)
        self.delete_button.setVisible(row is not None and row.own)
        self.deleted.connect(self._delete)

    def _kind(self) -> VisitKind:
        return VisitKind("", _("Seal"), self.seal.text().strip()[:1] or "·", self.colour.current())

    def _show_seal(self) -> None:
        self._sample.set_kind(self._kind())

    def _store(self) -> None:
        label = N_("Edit kind of visit") if self._key else N_("Add kind of visit")
        with self._ctx.store.write(label) as session:
            save_kind(
                session, key=self._key, name=self.name.text(), seal=self.seal.text(), colour=self.colour.current(),
                receives_people=self.receives.isChecked(), record=RecordForm(self.record.currentData()),
            )  # fmt: skip

    def _delete(self) -> None:
        with shown_to(self) as outcome, self._ctx.store.write(N_("Delete kind of visit")) as session:
            delete_kind(session, self._key)
        if outcome.ok:
            self.reject()
            self._ctx.toast(_("The kind was deleted."), undo=True)
