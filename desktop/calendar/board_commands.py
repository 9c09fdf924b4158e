"""What a board does with what is put down: move, swap, resize, place a request, join, pin; each one step to undo.

What a rule forbids asks for a reason first; a pinned visit asks whether it may move; where the leader of something
published changes, it is asked why and who agreed, and both are kept beside the visit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from core.conflicts import Clash
from core.i18n import N_, _, day_text
from core.visits import HALF_NAMES, Half
from db.queries.calendar import VisitRow
from db.queries.requests import UnplacedRow
from db.services.board_moves import Swap, pin_visit, place_visit, resize_visit, swap_visits
from db.services.clash_overrides import accept_clash
from db.services.requests import draft_of_request, place_request
from db.services.stand_ins import stand_in, swap_with
from db.services.visit_place import join_visits
from db.services.visits import create_visit
from desktop.calendar.moves import Moves
from desktop.calendar.override_dialog import OverrideDialog
from desktop.calendar.place import Place
from desktop.calendar.swapping import SWAP_NAMES, clashes_of_swap, judge_swap, swaps_of
from desktop.calendar.taking_over import taken_by_move, taken_by_swap
from desktop.calendar.verdict import Verdict
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.people.lines_form import LinesForm
from desktop.people.take_over_dialog import TakenOver, TakeOverDialog, Words
from desktop.widgets import ask

_DOUBLE: Final = "double_booking"
_SWAP_LABELS: Final = {Swap.LEADERS: N_("Swap leaders"), Swap.DATES: N_("Swap dates")}
Accepted = Iterable[tuple[int, Clash]]


@dataclass(frozen=True, slots=True)
class Act:
    """One step.

    Attributes:
        label: What undo is called, a msgid.
        title: What is being done, above the question for a reason.
        write: Does it with the words typed, and returns which clash of which visit was accepted with the reason.
        said: What is said when it is done.
        about: Names what is moved or placed.
        forbids: What may only be done with a reason.
        then: What follows.
        taken: The change of leader that it is, where people were told who goes.
        hint: What is to be thought of.
    """

    label: str
    title: str
    write: Callable[[Any, Words], Accepted]
    said: str
    about: str
    forbids: Sequence[Clash] = ()
    then: Callable[[], object] = lambda: None
    taken: TakenOver | None = None
    hint: str = ""


class BoardCommands:
    """The commands; refusals are shown at *home*.

    Attributes:
        dialog: The question in sight, if one is.
        menu: The choice in sight, if one is.
        moved: Called with a visit's id once it stands elsewhere.
        refused: Called when a write was refused, so that what is in sight is read again.
    """

    def __init__(self, ctx: AppContext, home: QWidget, moves: Moves) -> None:
        self._ctx, self._home, self._moves = ctx, home, moves
        self.dialog: QDialog | None = None
        self.menu: QMenu | None = None
        self.moved: Callable[[int], object] = lambda _id: None
        self.refused: Callable[[], object] = lambda: None

    def place(self, visit: VisitRow, place: Place) -> None:
        """Put a visit into a place, or ask for a reason where a rule forbids that."""
        if not self._may_move(visit):
            return
        verdict = self._moves.judge_at(visit, place)
        taken = taken_by_move(self._ctx, self._moves, visit, place)
        where: dict[str, Any] = {
            "to": place.day, "half": place.half, "township_id": place.township_id, "version": visit.version,
            "overlap_confirmed": _is_double(verdict),
        }  # fmt: skip

        def write(session: Any, words: Words) -> Accepted:
            if taken is None:
                place_visit(session, visit.id, leader_id=place.leader_id, pinned_too=True, **where)
            else:
                stand_in(session, visit.id, taken.to_leader_id, **where, **self._kept(words))
            return [(visit.id, clash) for clash in verdict.stopping]

        label = N_("Move visit") if taken is None else N_("Stand-in for a visit")
        said = _("Moved to {where}.").format(where=f"{day_text(place.day)} {_(HALF_NAMES[place.half])}")
        said = _joined(said if taken is None else taken.said, verdict)
        self._do(self._moving(visit, label, verdict, write=write, said=said, taken=taken))

    def resize(self, visit: VisitRow, half: Half) -> None:
        """Make a visit a whole day, or one half of it."""
        if not self._may_move(visit):
            return
        verdict = self._moves.judge(visit, visit.day, half)
        double = _is_double(verdict)

        def write(session: Any, _words: Words) -> Accepted:
            resize_visit(session, visit.id, half=half, version=visit.version, pinned_too=True, overlap_confirmed=double)
            return [(visit.id, clash) for clash in verdict.stopping]

        said = _joined(_("Changed to {half}.").format(half=_(HALF_NAMES[half])), verdict)
        self._do(self._moving(visit, N_("Change the length of a visit"), verdict, write=write, said=said))

    def swap(self, one: VisitRow, other: VisitRow, what: Swap) -> None:
        """Exchange what two visits have."""
        if not (self._may_move(one) and self._may_move(other)):
            return
        verdict = judge_swap(self._moves, one, other, what)
        found = clashes_of_swap(self._moves, one, other, what)
        taken = taken_by_swap(self._ctx, one, other) if what is Swap.LEADERS else None
        seen: dict[str, Any] = {
            "versions": (one.version, other.version),
            "overlap_confirmed": True if any(clash.rule_key == _DOUBLE for _key, clash in found) else None,
        }

        def write(session: Any, words: Words) -> Accepted:
            if taken is None:
                swap_visits(session, one.id, other.id, what=what, pinned_too=True, **seen)
            else:
                swap_with(session, one.id, other.id, **seen, **self._kept(words))
            return [(key, clash) for key, clash in found if clash in verdict.stopping]

        title = _("Swap {one} and {other}").format(
            one=f"{one.leader} → {one.township}", other=f"{other.leader} → {other.township}"
        )
        said = _joined(_("Swapped.") if taken is None else taken.said, verdict)
        verdict = replace(verdict, title=title)
        self._do(self._moving(one, _SWAP_LABELS[what], verdict, write=write, said=said, taken=taken))

    def offer_swap(self, one: VisitRow, other: VisitRow, beside: Place, at: QPoint) -> None:
        """Let the person choose what is exchanged, or that *one* is put *beside* the other."""
        menu = self._menu()
        for what in swaps_of(one, other):
            menu.addAction(_(SWAP_NAMES[what])).triggered.connect(lambda _on, what=what: self.swap(one, other, what))
        menu.addAction(_("Put it beside the other")).triggered.connect(lambda: self.place(one, beside))
        menu.popup(at)
        menu.setActiveAction(menu.actions()[0])

    def place_request(self, row: UnplacedRow, place: Place, open_editor: Callable[[], object]) -> None:
        """Plan the visit that a request asks for; where nobody is named to go, open the editor on it."""
        carried = self._moves.lift(row, place.day)
        leader_id = carried.leader_in(place)
        if leader_id is None:
            open_editor()
            return
        verdict = self._moves.judge_at(row, place)
        made: list[int] = []

        def write(session: Any, _words: Words) -> Accepted:
            draft = draft_of_request(session, row.id, day=place.day, half=carried.half_in(place))
            draft.leader_id = leader_id
            draft.accompanying_leaders = [each for each in draft.accompanying_leaders if each != leader_id]
            draft.overlap_confirmed = any(clash.rule_key == _DOUBLE for clash in verdict.clashes)
            made[:] = [create_visit(session, draft)]
            place_request(session, row.id, made[0], self._ctx.today())
            return [(made[0], clash) for clash in verdict.stopping]

        said = _joined(_("Planned for {where}.").format(where=day_text(place.day)), verdict)
        label, about = N_("Place a request"), f"request-{row.id}"
        self._do(Act(label, verdict.title, write, said, about, verdict.stopping, lambda: self.moved(made[0])))

    def join(self, one: VisitRow, other: VisitRow) -> None:
        """Let two visits to one township go together."""
        kept: list[int] = []

        def write(session: Any, _words: Words) -> Accepted:
            kept.append(join_visits(session, one.id, other.id, versions=(one.version, other.version)))
            return ()

        def then() -> None:
            self.moved(kept[-1])

        self._do(Act(N_("Go together"), "", write, _("They go together now."), f"visit-{one.id}", then=then))

    def pin(self, visit: VisitRow, *, pinned: bool) -> None:
        """Let a visit stay where it is, or move again."""
        said = _("Pinned: it stays where it is.") if pinned else _("Unpinned.")
        label = N_("Pin visit") if pinned else N_("Unpin visit")
        self._ctx.run(label, pin_visit, visit.id, pinned=pinned, widget=self._home, said=said)

    def _menu(self) -> QMenu:
        menu = QMenu(self._home)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.destroyed.connect(self._menu_gone)
        self.menu = menu
        return menu

    # How it is written

    def _moving(
        self,
        visit: VisitRow,
        label: str,
        verdict: Verdict,
        *,
        write: Callable[[Any, Words], Accepted],
        said: str,
        taken: TakenOver | None = None,
    ) -> Act:
        return Act(
            label, verdict.title, write, said, f"visit-{visit.id}", verdict.stopping, lambda: self.moved(visit.id),
            taken, verdict.warning,
        )  # fmt: skip

    def _kept(self, words: Words) -> dict[str, Any]:
        """Return what is kept with every change of leader."""
        return {
            "reason": words.reason, "agreed_by": words.agreed_by, "actor": self._ctx.store.actor,
            "today": self._ctx.today(),
        }  # fmt: skip

    def _do(self, act: Act) -> None:
        """Write, after asking for words where people were told who goes, or where rules stand against it."""
        dialog = self._asking(act)
        if dialog is not None:
            self.dialog = dialog
            dialog.finished.connect(self._closed)
            dialog.open_tall()
            return
        with shown_to(self._home) as outcome:
            self._write(act, Words())
        if not outcome.ok:
            self.refused()

    def _asking(self, act: Act) -> LinesForm | None:
        """Return the form that asks for the words of an act, None where it needs none."""
        ctx, home = self._ctx, self._home
        if act.taken is not None:
            write = partial(self._write, act)
            return TakeOverDialog(ctx, home, act.taken, write, forbids=act.forbids, hint=act.hint)
        if not act.forbids:
            return None
        return OverrideDialog(
            ctx, home, act.title, act.forbids, lambda reason: self._write(act, Words(reason)), about=act.about,
            act=_("Do it all the same"),
        )  # fmt: skip

    def _write(self, act: Act, words: Words) -> None:
        before, today = self._ctx.store.head(), self._ctx.today()
        with self._ctx.store.write(act.label) as session:
            for visit_id, clash in act.write(session, words):
                accept_clash(session, visit_id, clash, reason=words.reason, actor=self._ctx.store.actor, today=today)
        self._ctx.toast(act.said, undo=self._ctx.wrote_since(before))
        act.then()

    def _may_move(self, visit: VisitRow) -> bool:
        if not visit.pinned:
            return True
        question = _("The visit of {leader} to {township} on {day} is pinned. Move it all the same?")
        words = question.format(leader=visit.leader, township=visit.township, day=day_text(visit.day))
        return ask(self._home, words, yes=_("Move"))

    def _closed(self, _result: int) -> None:
        self.dialog = None

    def _menu_gone(self) -> None:
        self.menu = None


def _is_double(verdict: Verdict) -> bool:
    """Return whether the leader is to be in two places, which the drop has confirmed."""
    return any(clash.rule_key == _DOUBLE for clash in verdict.clashes)


def _joined(said: str, verdict: Verdict) -> str:
    return f"{said} {verdict.warning}" if verdict.warning else said
