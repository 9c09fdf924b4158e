"""The fields of a look-back: does it hold, on a visit or by phone, on which visit, what was found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from core.i18n import N_, _, day_text
from core.look_back import LOOK_BACK_WAY_NAMES, LookBackWay
from db.queries.look_back import visits_since_closing
from desktop.context import AppContext
from desktop.issues.move_dialog import MoveDialog
from desktop.issues.move_fields import ChoiceMove, MoveField
from desktop.widgets import Segmented, choice
from desktop.widgets.form import NotReadable

HELD = {"held": N_("It holds"), "not": N_("It does not hold")}


class HeldMove(MoveField):
    """Whether what was reported is so; nobody looks back without saying it."""

    def __init__(self) -> None:
        super().__init__("held")
        self.held = Segmented([(key, _(words)) for key, words in HELD.items()], optional=True)
        self.held.chosen.connect(lambda _key: self.changed.emit())
        self.hold(self.held, QWidget())

    @override
    def values(self) -> dict[str, Any]:
        if not self.held.current():
            raise NotReadable(_("Say whether it holds what was reported."))
        return self.glance()

    @override
    def glance(self) -> dict[str, Any]:
        return {self.name: self.held.current() == "held"}

    @override
    def typed(self) -> str:
        return self.held.current()

    @override
    def restore(self, typed: Any) -> None:
        self.held.choose(typed if typed in HELD else "")


class LookWayMove(MoveField):
    """On a visit or by phone; none chosen is for the rules to refuse."""

    def __init__(self) -> None:
        super().__init__("way")
        self.ways = Segmented([(way.value, _(words)) for way, words in LOOK_BACK_WAY_NAMES.items()], optional=True)
        self.ways.chosen.connect(lambda _key: self.changed.emit())
        self.hold(self.ways, QWidget())

    @override
    def values(self) -> dict[str, Any]:
        chosen = self.ways.current()
        return {self.name: LookBackWay(chosen) if chosen else None}

    @override
    def typed(self) -> str:
        return self.ways.current()

    @override
    def restore(self, typed: Any) -> None:
        self.ways.choose(typed if typed in set(LookBackWay) else "")


class VisitMove(ChoiceMove):
    """The visits to the issue's township since it was closed, the latest first; asked only if somebody went there."""

    def __init__(self, ctx: AppContext, issue_id: int) -> None:
        with ctx.store.read() as session:
            rows = visits_since_closing(session, issue_id, ctx.today())
        super().__init__("visit_id", [choice(f"{day_text(row.day)} {row.leader}", row.id) for row in rows])
        self.is_asked = False

    @override
    def values(self) -> dict[str, Any]:
        return super().values() if self.is_asked else {self.name: None}

    @override
    def glance(self) -> dict[str, Any]:
        return super().glance() if self.is_asked else {self.name: None}


def follow_way(dialog: MoveDialog) -> None:
    """Ask on which visit somebody looked only where he looked on a visit."""
    way, visit = dialog.field("way"), dialog.field("visit_id")
    if not isinstance(visit, VisitMove):
        return

    def show() -> None:
        visit.is_asked = way.glance()["way"] is LookBackWay.VISIT
        dialog.show_field("visit_id", shown=visit.is_asked)

    way.changed.connect(show)
    show()


def offer_reopening(held: bool, reopen: Callable[[], object], ask: Callable[..., bool]) -> None:  # noqa: FBT001
    """Where it does not hold, ask whether it is to be taken up again now; nothing reopens by itself."""
    question = _("What was reported does not hold. Take the issue up again now, with a reason and a new date?")
    if not held and ask(question, yes=_("Reopen"), no=_("Later")):
        reopen()
