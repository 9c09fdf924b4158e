"""What becomes of each visit while its leader is away: another leader, another day, or it stays and somebody says why.

On top are offers that answer all visits at once. The absence and all answers are one write, so one undo takes all of
it back.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget
from typing_extensions import override

from core.directory import AbsenceDraft
from core.i18n import _, clauses, day_text, ngettext, weekday_text
from core.people_errors import PublishedUndecided
from core.planner.disruption import Disruption, DisruptionKind
from core.visits import HALF_NAMES
from db.queries.absence_repair import HitVisit, hit_visits
from db.queries.repairs import OfferRow, Repairs
from db.services.absence_repair import Around, Repair, RepairChoice, save_absence_with
from desktop.context import AppContext
from desktop.fonts import sans
from desktop.people.lines_form import LinesForm
from desktop.repairs.offers_list import OffersList
from desktop.repairs.taking import show_after, write_offer
from desktop.visits.unsaved import Typed
from desktop.widgets.form import TextField
from desktop.widgets.text import plain_tooltip

PREFIX: Final = "absence-repair:"
_WIDE = 720


class RepairRow(QWidget):
    """One visit: a choice, and below it a reason, which only a visit that stays must have."""

    def __init__(self, hit: HitVisit, taken: list[RepairChoice]) -> None:
        super().__init__()
        self.hit = hit
        self.choices = _choices(hit)
        self.options = QComboBox()
        self.options.setFont(sans(14))
        self.options.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for words, _choice in self.choices:
            self.options.addItem(words)
        self.options.setAccessibleName(visit_words(hit))
        self.options.setPlaceholderText(_("Choose what becomes of it"))
        self.reason = TextField(hit.kept, limit=400)
        self.reason.setAccessibleName(_("Reason"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(5)
        column.addWidget(self.options)
        column.addWidget(self.reason)
        self.setFocusProxy(self.options)
        self.options.currentIndexChanged.connect(self._show)
        self.options.setCurrentIndex(_first_shown(hit, self.choices, taken))
        self._show()

    def is_decided(self) -> bool:
        """Return whether anything is chosen; of what is published, nothing is at first."""
        return self.options.currentIndex() >= 0

    def choice(self) -> RepairChoice:
        """Return what is chosen, with the reason typed.

        Raises:
            PublishedUndecided: nothing is chosen yet.
        """
        if not self.is_decided():
            visit = self.hit.visit
            raise PublishedUndecided(township=visit.township, day=day_text(visit.day), field=visit_words(self.hit))
        chosen = self.choices[self.options.currentIndex()][1]
        return RepairChoice(
            chosen.visit_id, chosen.how, chosen.version, chosen.leader_id, chosen.day, chosen.half,
            reason=self.reason.text(),
        )  # fmt: skip

    def typed(self) -> Typed:
        """Return what is chosen and the reason typed, fit for JSON."""
        at = self.options.currentIndex()
        return {"chosen": _named(self.choices[at][1]) if at >= 0 else [], "reason": self.reason.text()}

    def restore(self, typed: Typed) -> None:
        """Choose again what was chosen, where it is still offered, and show the reason."""
        at = next((n for n, each in enumerate(self.choices) if _named(each[1]) == typed.get("chosen")), -1)
        if at >= 0 or not typed.get("chosen"):
            self.options.setCurrentIndex(at)
        self.reason.setText(str(typed.get("reason", "")))

    def on_change(self, act: Callable[[], object]) -> None:
        """Call *act* whenever something else is chosen or typed."""
        self.options.currentIndexChanged.connect(lambda _index: act())
        self.reason.textChanged.connect(lambda _text: act())

    def _show(self) -> None:
        how = self.choices[self.options.currentIndex()][1].how if self.is_decided() else None
        keeps = how is Repair.KEEP
        self.reason.setVisible(how is not Repair.STAYS_HOME)
        if keeps and not self.reason.text():
            self.reason.setText(self.hit.kept)
        elif not keeps and self.reason.text() == self.hit.kept:
            self.reason.clear()  # why it stayed is no reason for what is chosen instead
        stays = _("Why it stays, and who agreed")
        self.reason.setPlaceholderText(stays if keeps else _("Reason, if not that of the absence"))
        plain_tooltip(self.options, self.options.currentText())


class RepairDialog(LinesForm):
    """Asks about every visit that the absence hits; Ctrl+Enter saves all of it.

    Args:
        ctx: The open schedule.
        draft: The absence, not saved yet.
        parent: The form it was typed in.
        leader: Who is away.
        label: What undo is called, a msgid.
        about: Names the absence, for keeping the answers.
    """

    def __init__(
        self, ctx: AppContext, draft: AbsenceDraft, parent: QWidget, *, leader: str, label: str, about: str
    ) -> None:
        title = _("{leader} is away: what becomes of the visits").format(leader=leader)
        super().__init__(ctx, parent, title, width=_WIDE)
        self._draft, self._label = draft, label
        self._add_offers()
        self.rows: list[RepairRow] = []
        for hit in self._hits():
            row = RepairRow(hit, [each.choice() for each in self.rows if each.is_decided()])
            self.rows.append(row)
            published = "" if hit.issue is None else _("published in issue no. {n}").format(n=hit.issue)
            self.add(visit_words(hit), row, hint=published)
        self.agreed = TextField(limit=200)
        self.add(_("Agreed by"), self.agreed)
        n = len(self.rows)
        words = ngettext("Save absence and {n} visit", "Save absence and {n} visits", n)
        self.save_button.set_caption(words.format(n=n))
        self.cancel_button.set_caption(_("Back"))
        self.on_save(self._store)
        self.keep_lines(PREFIX, about, {"agreed": self.agreed})
        for row in self.rows:
            row.on_change(self.touched)

    @override
    def typed(self) -> Typed:
        return super().typed() | {"visits": {str(row.hit.visit.id): row.typed() for row in self.rows}}

    @override
    def restore(self, typed: Typed) -> None:
        super().restore(typed)
        answers = typed.get("visits", {})
        for row in self.rows:
            if str(row.hit.visit.id) in answers:
                row.restore(answers[str(row.hit.visit.id)])

    def _add_offers(self) -> None:
        """Offer to mend the whole plan at once; visit by visit it goes on below."""
        draft, today = self._draft, self._ctx.today()
        first = draft.starts or today
        last = draft.ends or first
        self.offers = OffersList(self._ctx)
        self.offers.taken.connect(self._take)
        self.offers.changed.connect(self._fit)
        if last < today:
            return
        self.add(_("All at once"), self.offers)
        self.offers.look(Disruption(DisruptionKind.ABSENCE, first, last, leader_id=draft.leader_id))

    def _take(self, found: Repairs, row: OfferRow) -> None:
        self.on_save(partial(self._store_offer, found, row))
        self.try_save()
        self.on_save(self._store)

    def _store_offer(self, found: Repairs, row: OfferRow) -> None:
        home = self.parentWidget() or self
        made = write_offer(
            self._ctx, found, row, label=self._label, uid="", reason=self._draft.reason, agreed_by=self.agreed.text(),
            absence=self._draft,
        )  # fmt: skip
        show_after(self._ctx, row, made, home)

    def _hits(self) -> list[HitVisit]:
        ctx, draft = self._ctx, self._draft
        starts = draft.starts or ctx.today()
        with ctx.store.read() as session:
            return hit_visits(
                session, draft.leader_id, starts, draft.ends or starts, today=ctx.today(), calendar=ctx.calendar,
                settings=ctx.settings,
            )  # fmt: skip

    def _store(self) -> None:
        ctx = self._ctx
        agreed = self.agreed.text()
        choices = [_agreed(row.choice(), agreed) for row in self.rows]
        around = Around(ctx.calendar, ctx.settings, ctx.store.actor, ctx.today())
        with ctx.store.write(self._label) as session:
            save_absence_with(session, self._draft, choices, around=around)
        n = len(choices)
        said = ngettext("The absence is saved, {n} visit answered.", "The absence is saved, {n} visits answered.", n)
        ctx.toast(said.format(n=n), undo=True)


def visit_words(hit: HitVisit) -> str:
    """Return 12月14日 上午 东岭镇."""
    return f"{day_text(hit.visit.day)} {_(HALF_NAMES[hit.visit.half])} {hit.visit.township}"


def _agreed(choice: RepairChoice, by: str) -> RepairChoice:
    reason = clauses((choice.reason, _("agreed by {who}").format(who=by))) if by and choice.how is Repair.KEEP else ""
    return RepairChoice(
        choice.visit_id, choice.how, choice.version, choice.leader_id, choice.day, choice.half,
        reason=(reason if choice.reason.strip() else "") or choice.reason, agreed_by=by,
    )  # fmt: skip


def _choices(hit: HitVisit) -> list[tuple[str, RepairChoice]]:
    found = []
    if hit.goes_along:
        found.append((_("no longer goes along"), _choice(hit, Repair.STAYS_HOME)))
    for leader in hit.leaders:
        words = clauses((_("{leader} goes instead").format(leader=leader.name), *leader.reasons))
        found.append((words, _choice(hit, Repair.OTHER_LEADER, leader_id=leader.leader_id)))
    for free in hit.days:
        when = f"{day_text(free.day)} {weekday_text(free.day)} {_(HALF_NAMES[free.half])}"
        words = clauses((_("moves to {when}").format(when=when), *free.reasons))
        found.append((words, RepairChoice(hit.visit.id, Repair.OTHER_DAY, hit.version, None, free.day, free.half)))
    found.append((_("stays as it is, for a reason"), _choice(hit, Repair.KEEP)))
    return found


def _choice(hit: HitVisit, how: Repair, *, leader_id: int | None = None) -> RepairChoice:
    return RepairChoice(hit.visit.id, how, hit.version, leader_id, hit.visit.day, hit.visit.half)


def _named(choice: RepairChoice) -> list[object]:
    """Return what tells a choice from the others of its visit, fit for JSON."""
    day, half = choice.day, choice.half
    return [choice.how.value, choice.leader_id, day and day.isoformat(), half and half.value]


def _first_shown(hit: HitVisit, choices: list[tuple[str, RepairChoice]], taken: list[RepairChoice]) -> int:
    """Return what is chosen at first: keeping what was kept, nothing of what is published, else the best."""
    if hit.kept:
        return len(choices) - 1
    return -1 if hit.issue is not None else _best(choices, taken)


def _best(choices: list[tuple[str, RepairChoice]], taken: list[RepairChoice]) -> int:
    """Return the first choice that takes nobody twice, and no half-day twice."""
    for place, (_words, each) in enumerate(choices):
        if not any(_meets(each, other) for other in taken):
            return place
    return len(choices) - 1


def _meets(one: RepairChoice, other: RepairChoice) -> bool:
    if one.how is not other.how or one.how in {Repair.KEEP, Repair.STAYS_HOME} or one.leader_id != other.leader_id:
        return False
    return one.day == other.day and one.half is not None and other.half is not None and one.half.overlaps(other.half)
