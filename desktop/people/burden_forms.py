"""Fixing the weights of a year, and correcting a leader's burden."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from core.burden import SHIPPED, WEIGHT_NAMES, Weight, points_text
from core.i18n import N_, _
from db.queries.burden import CorrectionRow, weights_of
from db.services.burden import delete_correction, freeze_weights, save_correction
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.people.lines_form import LinesForm
from desktop.widgets.dialogs import ask
from desktop.widgets.form import DayField, NotReadable, NumberField, TextField, such_as


class PointsField(TextField):
    """Points with one decimal at most; read as tenths."""

    def __init__(self, tenths: int | None = None, *, width: int = 96) -> None:
        super().__init__("" if tenths is None else points_text(tenths), width=width, limit=20)

    def tenths(self) -> int | None:
        """Return the points in tenths, None where nothing is typed.

        Raises:
            NotReadable: it is no number, or has more than one decimal.
        """
        words = self.text().strip().replace("，", ".").replace("。", ".").replace("−", "-")
        if not words:
            return None
        if not re.fullmatch(r"[+-]?\d{1,6}(\.\d)?", words, re.ASCII):
            said = _("“{text}” is no number of points. Type one such as {example}.")
            raise NotReadable(said.format(text=self.text().strip(), example="1.5"))
        whole, _point, tenth = words.lstrip("+-").partition(".")
        found = int(whole) * 10 + int(tenth or 0)
        return -found if words.startswith("-") else found


class WeightsForm(LinesForm):
    """The weights of one year; saving fixes them."""

    def __init__(self, ctx: AppContext, parent: QWidget | None, years: list[int]) -> None:
        year = next(each for each in range(ctx.today().year, ctx.today().year + 100) if each not in years)
        super().__init__(ctx, parent, _("Weights of a year"), width=560)
        self.year = NumberField(year, width=80)
        self.add(_("Year"), self.year, hint=_("Once saved, the weights of that year stay as they are."))
        with ctx.store.read() as session:
            known = weights_of(session, year)
        self.fields: dict[Weight, PointsField | NumberField] = {}
        for key in SHIPPED:
            minutes = key is Weight.REMOTE_MINUTES
            field = NumberField(known[key], width=96) if minutes else PointsField(known[key])
            self.fields[key] = field
            self.add(_(WEIGHT_NAMES[key]), field)
        self.save_button.set_caption(_("Fix for the year"))
        self.on_save(self._store)
        named = {key.value: field for key, field in self.fields.items()}
        self.keep_lines("burden-weights:", str(year), {"year": self.year, **named})

    def _store(self) -> None:
        year = self.year.value()
        if year is None or not 1950 <= year <= 2100:
            raise NotReadable(_("Type a year such as {example}.").format(example=self._ctx.today().year))
        found = {
            key: field.value() if isinstance(field, NumberField) else field.tenths()
            for key, field in self.fields.items()
        }
        with self._ctx.store.write(N_("Fix the weights of a year")) as session:
            freeze_weights(session, year, found, today=self._ctx.today())
        self._ctx.toast(_("The weights of {year} are fixed.").format(year=year), undo=True)


class CorrectionForm(LinesForm):
    """Points added or taken off, on a day, for a reason."""

    def __init__(
        self, ctx: AppContext, parent: QWidget | None, leader: tuple[int, str], row: CorrectionRow | None = None,
        *, day: date | None = None,
    ) -> None:  # fmt: skip
        super().__init__(ctx, parent, _("Correction for {leader}").format(leader=leader[1]), width=480)
        self._leader_id, self._row = leader[0], row
        self.day = DayField(row.day if row is not None else day or ctx.today(), ctx.today())
        self.points = PointsField(row.tenths if row is not None else None)
        self.reason = TextField(
            row.reason if row is not None else "", limit=400, placeholder=such_as("年初结转、长期病假")
        )
        self.add(_("Date"), self.day)
        self.add(_("Points"), self.points, hint=_("With a minus they are taken off."))
        self.add(_("Reason"), self.reason)
        self.on_save(self._store)
        self.delete_button.setVisible(row is not None)
        self.deleted.connect(self._delete)
        uid = str(row.id) if row is not None else f"leader-{leader[0]}"
        self.keep_lines("burden-entry:", uid, {"day": self.day, "points": self.points, "reason": self.reason})

    def _store(self) -> None:
        row = self._row
        with self._ctx.store.write(N_("Correct a burden")) as session:
            save_correction(
                session, self._leader_id, day=self.day.day(), tenths=self.points.tenths(), reason=self.reason.text(),
                correction_id=row.id if row is not None else None, version=row.version if row is not None else None,
            )  # fmt: skip

    def _delete(self) -> None:
        if self._row is None or not ask(self, _("Delete this correction?"), yes=_("Delete"), destructive=True):
            return
        delete: Callable[..., None] = delete_correction
        with shown_to(self) as outcome, self._ctx.store.write(N_("Delete a correction")) as session:
            delete(session, self._row.id)
        if outcome.ok:
            self.reject_quietly()
            self._ctx.toast(_("The correction was deleted."), undo=True)
