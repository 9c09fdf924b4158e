"""The leader of a published visit was changed by hand: before and after, what stands against it, why, who agreed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from core.conflicts import Clash, clash_text
from core.errors import MissingField
from core.i18n import _
from core.planning import TAKE_OVER_NAMES, TakeOver
from desktop.context import AppContext
from desktop.people.take_over_form import TakeOverForm
from desktop.widgets import PlainLabel


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A change of leader that needs words.

    Attributes:
        visit_id: The visit moved.
        to_leader_id: Who goes there now.
        issue: Number of the issue in which people were told of it.
        title: 郑远山 → 大湾乡.
        before, after: Each visit concerned, a line each.
        said: What is said once it is done.
    """

    how: TakeOver
    visit_id: int
    to_leader_id: int
    issue: int
    title: str
    before: Sequence[str]
    after: Sequence[str]
    said: str


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody typed about an act; empty where nothing was asked."""

    reason: str = ""
    agreed_by: str = ""


class TakeOverDialog(TakeOverForm):
    """Esc leaves everything as it was; Ctrl+Enter does it, with reason and who agreed.

    Args:
        ctx: The open schedule.
        parent: The page.
        taken: What changes.
        forbids: What may only be done with a reason, gravest first.
        hint: What else is to be thought of.
        write: Does it with the words; raises what refuses it.
    """

    def __init__(
        self,
        ctx: AppContext,
        parent: QWidget | None,
        taken: TakenOver,
        write: Callable[[Words], None],
        *,
        forbids: Sequence[Clash] = (),
        hint: str = "",
    ) -> None:
        super().__init__(ctx, parent, taken.title)
        self._write = write
        self.how = PlainLabel(_(TAKE_OVER_NAMES[taken.how]))
        self.before = PlainLabel("\n".join(taken.before), tone="ink2", wrap=True)
        self.after = PlainLabel("\n".join(taken.after), bold=True, wrap=True)
        self.against = PlainLabel("\n".join(map(clash_text, forbids)), tone="red", wrap=True)
        self.thought = PlainLabel(hint, tone="amb", wrap=True)
        self.add(_("How"), self.how, hint=_("published in issue no. {n}").format(n=taken.issue))
        self.add(_("Before"), self.before)
        self.add(_("After"), self.after)
        if forbids:
            self.add(_("Against it"), self.against)
        elif hint:
            self.add(_("To be thought of"), self.thought)
        self.add_words(taken.visit_id)
        swap = taken.how is TakeOver.SWAP
        self.save_button.set_caption(_("Swap") if swap else _("Let them stand in"))
        self.on_save(self._store)

    def _store(self) -> None:
        if not self.reason.text().strip():
            raise MissingField(field=_("Reason"))
        self._write(Words(self.reason.text(), self.agreed.text()))
