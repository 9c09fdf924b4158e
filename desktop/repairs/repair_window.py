"""Something came up (临时有事): what, for whom, when; the offers to mend the plan follow while one types."""

from __future__ import annotations

from functools import partial
from typing import Final
from uuid import uuid4

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.errors import MissingField, UserError
from core.i18n import N_, _
from core.planner.disruption import DISRUPTION_NAMES, OF_LEADER, Disruption, DisruptionKind
from core.repair_errors import NothingOffered, NotWholeDay
from core.visits import HALF_NAMES, Half
from db.queries.names import named_leaders, named_townships
from db.queries.repairs import OfferRow, Repairs
from desktop.context import AppContext
from desktop.people.lines_form import LinesForm
from desktop.repairs.offers_list import OffersList
from desktop.repairs.subject import Subject
from desktop.repairs.taking import write_offer
from desktop.visits.unsaved import Typed
from desktop.widgets.choices import Segmented
from desktop.widgets.form import DayField, NotReadable, TextField, such_as
from desktop.widgets.pinyin import PinyinCombo, choice

PREFIX: Final = "repair:"
_WIDE: Final = 720
_WAIT: Final = 350
_OFFERED: Final = (
    DisruptionKind.CALLED_AWAY, DisruptionKind.CUT_SHORT, DisruptionKind.URGENT, DisruptionKind.ROAD_CLOSED,
)  # fmt: skip


class RepairWindow(LinesForm):
    """Alt with a number takes an offer whole, Ctrl+Enter the first; one undo takes all of it back.

    Args:
        ctx: The open schedule.
        parent: The page it was called on.
        subject: The visit, leader or township in hand.

    Signals: mended(Mended, OfferRow).
    """

    mended = Signal(object, object)

    def __init__(self, ctx: AppContext, parent: QWidget, subject: Subject) -> None:
        super().__init__(ctx, parent, _("Something came up"), width=_WIDE)
        self._uid = uuid4().hex
        with ctx.store.read() as session:
            leaders, townships = named_leaders(session), named_townships(session)
        self.kind = Segmented([(each.value, _(DISRUPTION_NAMES[each])) for each in _OFFERED])
        self.leader = PinyinCombo([choice(each.name, each.id, note=each.note) for each in leaders])
        self.township = PinyinCombo([choice(each.name, each.id) for each in townships])
        self.outing = PinyinCombo([choice(_(each.name), each.key) for each in ctx.kinds], placeholder=_("any kind"))
        today = ctx.today()
        self.first = DayField(subject.day or today, today)
        self.last = DayField(subject.day or today, today)
        self.lost = Segmented([(each.value, _(HALF_NAMES[each])) for each in (Half.MORNING, Half.AFTERNOON)])
        self.reason = TextField(limit=300, placeholder=such_as("市委临时通知开会"))
        self.agreed = TextField(limit=100)
        self.offers = OffersList(ctx)
        self._add_fields()
        self.leader.set_value(subject.leader_id)
        self.township.set_value(subject.township_id)
        if subject.kind is not None:
            self.kind.choose(subject.kind.value)
        lines = {"first": self.first, "last": self.last, "reason": self.reason, "agreed": self.agreed}
        self.keep_lines(PREFIX, subject.key, lines)
        self._wait = QTimer(self, singleShot=True, interval=_WAIT)
        self._wait.timeout.connect(self.look)
        self._connect()
        self._show()

    def _add_fields(self) -> None:
        self.add(_("What"), self.kind)
        self.add(_("Leader"), self.leader)
        self.add(_("Township"), self.township)
        self.add(_("Kind"), self.outing)
        self.add_pair(_("First day"), self.first, _("Last day"), self.last)
        self.add(_("What is lost"), self.lost)
        self.add(_("Reason"), self.reason)
        self.add(_("Agreed by"), self.agreed)
        self.add(_("Offers"), self.offers)
        self.save_button.set_caption(_("Take the first"))
        self.save_button.setEnabled(not self._ctx.read_only)

    def _connect(self) -> None:
        self.on_save(self._take_first)
        self.kind.chosen.connect(lambda _key: self._show())
        self.lost.chosen.connect(lambda _key: self._changed())
        for field in (self.leader, self.township, self.outing):
            field.chosen.connect(lambda _data: self._changed())
        for line in (self.first, self.last):
            line.textChanged.connect(lambda _text: self._changed())
        self.offers.taken.connect(self._take)
        self.offers.changed.connect(self._fit)

    def what(self) -> DisruptionKind:
        """Return what is chosen to have come up."""
        return DisruptionKind(self.kind.current())

    def disruption(self) -> Disruption:
        """Return what came up.

        Raises:
            MissingField, NotReadable: something that it needs is not there yet.
            NotWholeDay: nobody said which half is lost.
        """
        what = self.what()
        of_leader, of_place = what in OF_LEADER, what not in OF_LEADER
        leader = self._needed(self.leader, _("Leader")) if of_leader else 0
        township = self._needed(self.township, _("Township")) if of_place else 0
        first = self.first.needed_day(_("First day"))
        last = (self.last.day() or first) if what is not DisruptionKind.CUT_SHORT else first
        half = self._lost() if what is DisruptionKind.CUT_SHORT else None
        kind = str(self.outing.value() or "") if what is DisruptionKind.URGENT else ""
        return Disruption(what, first, last, leader, township, half, kind)

    def look(self) -> None:
        """Look for offers to what stands in the fields."""
        self._wait.stop()
        try:
            self.offers.look(self.disruption())
        except (UserError, NotReadable) as refusal:
            self.offers.say(str(refusal))
            self._fit()

    @override
    def _fit(self) -> None:
        """Grow with the offers, but no higher than the window, and move up where the foot would leave it."""
        super()._fit()
        home = self.parentWidget()
        if self.isVisible() and home is not None:
            frame = home.window().geometry()
            self.resize(self.width(), min(self.height(), frame.height() - 40))
            self.move(self.x(), max(min(self.y(), frame.bottom() - 20 - self.height()), min(frame.top(), self.y())))

    @override
    def typed(self) -> Typed:
        chosen = {"kind": self.kind.current(), "lost": self.lost.current(), "outing": self.outing.value()}
        return super().typed() | chosen | {"leader": self.leader.value(), "township": self.township.value()}

    @override
    def restore(self, typed: Typed) -> None:
        super().restore(typed)
        for name, field in (("kind", self.kind), ("lost", self.lost)):
            if typed.get(name) in field.names():
                field.choose(str(typed[name]))
        for name, combo in (("leader", self.leader), ("township", self.township), ("outing", self.outing)):
            combo.set_value(typed.get(name))

    @staticmethod
    def _needed(field: PinyinCombo, name: str) -> int:
        found = field.value()
        if not isinstance(found, int):
            raise MissingField(field=name)
        return found

    def _lost(self) -> Half:
        if not self.lost.current():
            raise NotWholeDay
        return Half(self.lost.current())

    def _changed(self) -> None:
        self.touched()
        self._wait.start()

    def _show(self) -> None:
        what = self.what()
        self.show_row(_("Leader"), shown=what in OF_LEADER)
        self.show_row(_("Township"), shown=what not in OF_LEADER)
        self.show_row(_("Kind"), shown=what is DisruptionKind.URGENT)
        self.show_row(_("What is lost"), shown=what is DisruptionKind.CUT_SHORT)
        self._changed()

    def _take_first(self) -> None:
        card = next((each for each in self.offers.cards if each.row.offer.changes_anything), None)
        wanted = self.disruption()
        if card is None or self.offers.found is None or self.offers.found.disruption != wanted:
            raise NothingOffered
        self._write(self.offers.found, card.row)

    def _take(self, found: Repairs, row: OfferRow) -> None:
        self.on_save(partial(self._write, found, row))
        self.try_save()
        self.on_save(self._take_first)

    def _write(self, found: Repairs, row: OfferRow) -> None:
        made = write_offer(
            self._ctx, found, row, label=N_("Mend the plan"), uid=self._uid, reason=self.reason.text(),
            agreed_by=self.agreed.text(),
        )  # fmt: skip
        self.mended.emit(made, row)
