"""A line of the base rota under edit, with its days of the year in sight while it is typed."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget
from typing_extensions import override

from core.errors import UserError
from core.i18n import N_, _, clauses, day_text, listed, ngettext, weekday_text
from core.planner.base_rota import BaseDay, BaseLine, Pattern, Sort
from core.visits import HALF_NAMES, Half
from db.queries.base_rota import BaseRotaRow, base_around
from db.queries.form_drafts import form_draft
from db.queries.names import named_leaders, named_townships
from db.services.base_rota import NAME_LIMIT, BaseRotaDraft, save_line
from desktop.context import AppContext
from desktop.fonts import sans
from desktop.rotation.base_rota_days import PatternField
from desktop.rotation.base_rota_strip import YearStrip, marks_of
from desktop.rotation.base_rota_turns import TurnField
from desktop.visits.leaving import KeptForm
from desktop.visits.unsaved import Typed
from desktop.widgets.choices import Segmented
from desktop.widgets.form import DayField, NotReadable, TextField
from desktop.widgets.pinyin import PinyinCombo, choice
from desktop.widgets.text import PlainLabel

PREFIX: Final = "base_rota:"
_NEXT: Final = 4
_WIDE: Final = 940
_FIELDS: Final = ("name", "note", "first", "last")


class BaseRotaForm(KeptForm):
    """All of one line; what is typed survives a kill.

    Args:
        ctx: The open schedule.
        row: The line; None adds one.
        parent: The window it belongs to.
        year: Which one the strip shows.
    """

    def __init__(self, ctx: AppContext, row: BaseRotaRow | None, parent: QWidget, *, year: int) -> None:
        title = _("Add line of the base rota") if row is None else _("Edit line of the base rota")
        super().__init__(ctx, parent, title, width=_WIDE)
        self._row, self.year = row, year
        with ctx.store.read() as session:
            self._leaders, self._townships = named_leaders(session), named_townships(session)
        self._names = {each.id: each.name for each in self._leaders}
        self.saved_id: int | None = None
        self._build_what(row)
        self._build_who(row)
        self._add_all()
        self.on_save(self._store)
        name = "new" if row is None else str(row.id)
        with ctx.store.read() as session:
            kept = form_draft(session, f"{PREFIX}{name}")
        self.begin(name, PREFIX, kept.fields if kept is not None else None)
        self._listen()
        self.preview()

    # Fields

    def _build_what(self, row: BaseRotaRow | None) -> None:
        self.days = PatternField(row.pattern if row else None)
        self.strip = YearStrip(self.year, self._ctx.today(), self._ctx.calendar)
        self.told = PlainLabel("", px=13, tone="ink2", wrap=True)
        self.next = PlainLabel("", px=13, wrap=True)
        self.half = Segmented([("", _("open")), *((each.value, _(HALF_NAMES[each])) for each in Half)])
        self.half.choose(row.half.value if row and row.half else "")
        self.kind = QComboBox()
        self.kind.setFont(sans(14))
        self.kind.setFixedWidth(240)
        self.kind.addItem(_("left open"), None)
        for kind in self._ctx.kinds:
            self.kind.addItem(_(kind.name), kind.key)
        if row is not None and row.kind is not None and self.kind.findData(row.kind) < 0:
            self.kind.addItem(_(row.kind_name), row.kind)
        usual = 1 if row is None and self.kind.count() > 1 else 0
        self.kind.setCurrentIndex(max(self.kind.findData(row.kind), 0) if row is not None and row.kind else usual)
        self.township = PinyinCombo(
            [choice(each.name, each.id) for each in self._townships], placeholder=_("left open")
        )
        self.township.set_value(row.township_id if row else None)

    def _build_who(self, row: BaseRotaRow | None) -> None:
        leaders = [choice(each.name, each.id, note=each.note) for each in self._leaders]
        self.turns = TurnField(leaders, [each.id for each in row.turns] if row else [])
        today = self._ctx.today()
        self.first = DayField(row.first_day if row else None, today)
        self.last = DayField(row.last_day if row else None, today)
        self.must = _tick(_("A reception day: somebody has to be there"), on=row is not None and row.must)
        self.active = _tick(_("In use"), on=row is None or row.active)
        self.name = TextField(row.name if row else "", placeholder=_("made up if left empty"), limit=NAME_LIMIT)
        self.note = TextField(row.note if row else "", limit=200)

    def _add_all(self) -> None:
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(4)
        for widget in (self.strip, self.told, self.next):
            column.addWidget(widget)
        shown.setFocusProxy(self.strip)
        self._days_note = self.add(_("Which days"), self.days)
        words = _("Year {year}").format(year=self.year)
        self.add(words, shown)
        self._year_title = self._titles[words]
        self.add(_("Half"), self.half)
        self.add(_("Kind"), self.kind)
        self.add(_("Township"), self.township)
        self.add(
            _("Leaders in turn"), self.turns, hint=_("One goes every time; of several, who is away goes next time.")
        )
        self.add_pair(_("From"), self.first, _("Until"), self.last, hint=_("Left empty, it always holds."))
        self.add("", self.must)
        self.add(_("Name of line"), self.name)
        self.begin_fold()
        self.add(_("Note"), self.note)
        self.add("", self.active)
        if self._row is not None and (self._row.note or not self._row.active):
            self.unfold()

    def _listen(self) -> None:
        self.days.changed.connect(self._changed)
        self.days.half_said.connect(self.half.choose)
        self.strip.told.connect(self.told.setText)
        self.turns.tags.changed.connect(self._changed)
        self.half.chosen.connect(lambda _key: self.touched())
        self.kind.currentIndexChanged.connect(lambda _row: self.touched())
        for line in (self.township, self.first, self.last):
            line.textChanged.connect(lambda _text: self._changed())
        for text in (self.name, self.note):
            text.textChanged.connect(lambda _text: self.touched())
        for box in (self.must, self.active):
            box.toggled.connect(lambda _on: self.touched())
        self.strip.turned.connect(self.turn)

    def _changed(self) -> None:
        self.touched()
        self.preview()

    # Preview

    def turn(self, year: int) -> None:
        """Show another year."""
        if not 1950 <= year <= 2099:
            return
        self.year = year
        self._year_title.setText(_("Year {year}").format(year=year))
        self.preview()

    def preview(self) -> None:
        """Show the days of the year as the fields stand."""
        line = self._line()
        days = self._read_days(line) if line is not None else []
        self.strip.show_days(self.year, marks_of(days, self._names))
        self.next.setText(self._summary(days) if line is not None else "")
        self.next.setVisible(line is not None)
        refusal = self.days.refusal()
        needs = line is not None and line.pattern.sort is Sort.MARKET and line.township_id is None
        if needs:
            refusal = _("Market days are those of one township. Choose the township, or other days.")
        self._days_note.say(refusal, "amb")

    def _read_days(self, line: BaseLine) -> list[BaseDay]:
        with self._ctx.store.read() as session:
            around = base_around(session, [line], *self._span())
        return around.days([line], *self._span(), self._ctx.calendar)

    def _summary(self, days: list[BaseDay]) -> str:
        """Say how many days of the year there are, what became of days off, and the next dates."""
        held = [each for each in days if each.day is not None]
        moved, out = sum(each.day != each.meant for each in held), len(days) - len(held)
        said = [ngettext("{n} day in {year}", "{n} days in {year}", len(held)).format(n=len(held), year=self.year)]
        if moved:
            said.append(ngettext("{n} moved by a day off", "{n} moved by days off", moved).format(n=moved))
        if out:
            said.append(ngettext("{n} left out", "{n} left out", out).format(n=out))
        coming = [each for each in held if each.day and each.day >= self._ctx.today()][:_NEXT]
        dates = listed(self._date(each, each.day) for each in coming if each.day)
        return clauses(said) + ("\n" + _("Next: {days}").format(days=dates) if coming else "")

    def _date(self, each: BaseDay, day: date) -> str:
        who = self._names.get(each.leader_id or 0, "")
        return f"{day_text(day)} {weekday_text(day)}" + (f" {who}" if who else "")

    def _span(self) -> tuple[date, date]:
        return date(self.year, 1, 1), date(self.year, 12, 31)

    def _line(self) -> BaseLine | None:
        pattern = self.days.readable()
        if pattern is None:
            return None
        township = self.township.value()
        try:
            first, last = self.first.day(), self.last.day()
        except NotReadable:
            first = last = None
        return BaseLine(
            0, self.name.text() or pattern.describe(), pattern, turns=tuple(self.turns.values()), first=first,
            last=last, township_id=township if isinstance(township, int) else None,
        )  # fmt: skip

    # Keeping

    @override
    def typed(self) -> Typed:
        lines = {name: getattr(self, name).text() for name in _FIELDS}
        return lines | {
            "days": self.days.typed(), "half": self.half.current(), "kind": self.kind.currentData(),
            "township": self.township.text(), "township_id": self.township.value(), "turns": self.turns.values(),
            "must": self.must.isChecked(), "active": self.active.isChecked(),
        }  # fmt: skip

    @override
    def restore(self, typed: Typed) -> None:
        for name in _FIELDS:
            getattr(self, name).setText(str(typed.get(name, "")))
        days = typed.get("days")
        self.days.restore(days if isinstance(days, dict) else {})
        if typed.get("half") in self.half.names():
            self.half.choose(str(typed["half"]))
        self.kind.setCurrentIndex(max(self.kind.findData(typed.get("kind")), 0) if typed.get("kind") else 0)
        township = typed.get("township_id")
        self.township.set_value(township if isinstance(township, int) else None)
        if self.township.value() is None:
            self.township.setText(str(typed.get("township", "")))
        turns = typed.get("turns")
        self.turns.tags.set_values([each for each in turns if type(each) is int] if isinstance(turns, list) else [])
        self.must.setChecked(typed.get("must") is True)
        self.active.setChecked(typed.get("active") is not False)

    # Saving

    @override
    def try_save(self) -> None:
        for label, field in ((_("From"), self.first), (_("Until"), self.last)):
            try:
                field.day()
            except NotReadable as error:
                self._refuse(label, str(error))
                return
        try:
            self.days.pattern()
        except UserError as error:
            self._refuse(_("Which days"), str(error))
            return
        if not self.turns.tags.is_settled():
            self._refuse(
                _("Leaders in turn"), _("No leader is called that. Choose one of the list, or empty the line.")
            )
            return
        super().try_save()

    def _refuse(self, label: str, words: str) -> None:
        self._clear()
        self.refuse_at(label, words)
        self.keeper.keep()

    def _store(self) -> None:
        if not self.township.is_known():
            said = _("No township is called “{name}”. Choose one of the list, or leave it empty for all.")
            raise NotReadable(said.format(name=self.township.text().strip()))
        pattern: Pattern = self.days.pattern()
        township, kind, half = self.township.value(), self.kind.currentData(), self.half.current()
        row = self._row
        draft = BaseRotaDraft(
            name=self.name.text(), pattern=pattern, half=Half(half) if half else None,
            kind=str(kind) if kind else None, township_id=township if isinstance(township, int) else None,
            turns=tuple(self.turns.values()), first_day=self.first.day(), last_day=self.last.day(),
            must=self.must.isChecked(), active=self.active.isChecked(), note=self.note.text(),
            id=row.id if row else None, version=row.version if row else None,
        )  # fmt: skip
        label = N_("Add line of the base rota") if row is None else N_("Edit line of the base rota")
        with self._ctx.store.write(label) as session:
            self.saved_id = save_line(session, draft)


def _tick(words: str, *, on: bool) -> QCheckBox:
    made = QCheckBox(words)
    made.setFont(sans(14))
    made.setChecked(on)
    return made
