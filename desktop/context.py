"""What every page is given: the store, the day, the calendar, and the ways to act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar

from PySide6.QtWidgets import QWidget
from shiboken6 import delete, isValid

from core.calendar.workdays import WorkCalendar
from core.i18n import N_
from core.settings import OfficeSettings
from core.visits import VisitKind
from db.queries.phrases import PhraseRow, phrase_rows
from db.queries.settings import office_settings, visit_kinds, work_calendar
from db.services.settings import save_settings
from db.store import Store
from desktop.errors import shown_to
from desktop.hub import Hub
from desktop.machine import Machine
from desktop.tasks import Tasks
from desktop.widgets.kinds import know_kinds
from desktop.widgets.phrases import know_phrases
from desktop.widgets.toast import Further

if TYPE_CHECKING:
    from desktop.main_window import MainWindow

T = TypeVar("T")
OFFICE_TABLES: Final = frozenset({"setting", "calendar_day", "announced_year", "visit_kind"})


class AppContext:
    """One per open schedule; pages keep it as `self.ctx`.

    Attributes:
        store: The open schedule.
        hub: `hub.changed(frozenset)` after every commit; pages get `reload` called and rarely need it.
        tasks: Slow work: `ctx.tasks.start(label, work, done=...)`.
        machine: What this computer remembers; `ctx.machine.views["issues"] = {...}` then `save()`.
        today: Call it for the day that counts as today.
        show_digest: Opens the digest; set by whoever gives it.
    """

    def __init__(
        self,
        store: Store,
        *,
        today: Callable[[], date],
        machine: Machine,
        hub: Hub | None = None,
        tasks: Tasks | None = None,
    ) -> None:
        self.store, self.today, self.machine = store, today, machine
        self.hub, self.tasks = hub or Hub(), tasks or Tasks()
        self.show_digest: Callable[[], None] = lambda: None
        self._window: MainWindow | None = None
        self._settings: OfficeSettings | None = None
        self._calendar: WorkCalendar | None = None
        self._kinds: tuple[VisitKind, ...] = ()
        self.hub.changed.connect(self._forget_office)
        know_phrases(self.phrases)
        self.hub.listen(store)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be saved; disable what would."""
        return self.store.read_only

    @property
    def settings(self) -> OfficeSettings:
        """The office's settings, read again after each change."""
        if self._settings is None:
            with self.store.read() as session:
                self._settings = office_settings(session)
        return self._settings

    @property
    def calendar(self) -> WorkCalendar:
        """The working calendar, read again after each change."""
        if self._calendar is None:
            with self.store.read() as session:
                self._calendar = work_calendar(session)
        return self._calendar

    @property
    def kinds(self) -> tuple[VisitKind, ...]:
        """The kinds of visit in use, in the office's order."""
        if not self._kinds:
            with self.store.read() as session:
                rows = visit_kinds(session)
            made = [
                VisitKind(r.key, r.name, r.seal, r.colour, receives_people=r.receives_people, record=r.record)
                for r in rows
            ]
            know_kinds(made)  # those out of use too: visits of theirs keep their seal
            self._kinds = tuple(kind for kind, row in zip(made, rows, strict=True) if row.active)
        return self._kinds

    def phrases(self) -> list[PhraseRow]:
        """Return the ready phrases in use, in the office's order."""
        with self.store.read() as session:
            return phrase_rows(session, active_only=True)

    @property
    def window(self) -> MainWindow:
        """The window that shows this schedule."""
        if self._window is None:
            raise RuntimeError("no window yet")
        return self._window

    def attach(self, window: MainWindow) -> None:
        """Tell which window shows this schedule."""
        self._window = window

    def save_settings(self, **values: Any) -> bool:
        """Change settings of the office; return whether they were saved."""
        with shown_to(self._window) as outcome, self.store.write(N_("Change settings")) as session:
            save_settings(session, **values)
        return outcome.ok

    def navigate(self, page_key: str, **target: Any) -> None:
        """Show a page, and on it what *target* names: `navigate("issues", issue_id=5)` calls `page.go(issue_id=5)`."""
        self.window.show_page(page_key, **target)

    def run(
        self, label: str, fn: Callable[..., T], *args: Any, widget: QWidget | None = None, said: str = "", **kwargs: Any
    ) -> T | None:
        """Call *fn(session, ...)* inside one write; show a refusal, or say *said* with an undo button.

        For several calls in one write: `with shown_to(self) as outcome, ctx.store.write(N_("...")) as session:`.

        Args:
            label: A msgid, what undo is called: N_("Move visit").
            fn: A service, called with the session first.
            *args: Passed on.
            widget: Refusals are shown at it.
            said: Words for the toast when it is done.
            **kwargs: Passed on.

        Returns:
            What *fn* returned, or None when it was refused.
        """
        result: T | None = None
        wrote = False
        with shown_to(widget or self._window) as outcome:
            before = self.store.head()
            with self.store.write(label) as session:
                result = fn(session, *args, **kwargs)
            wrote = self.wrote_since(before)
        if not outcome.ok:
            return None
        if said:
            self.toast(said, undo=wrote)
        return result

    def wrote_since(self, before: object) -> bool:
        """Return whether the journal grew since its head was *before*.

        What saved nothing must not offer an undo: it would take back the step before.
        """
        return self.store.head() != before

    def toast(self, text: str, *, undo: bool = False, further: Further | None = None) -> None:
        """Say something once at the lower edge, with an undo button where *undo*, and what else is offered."""
        if self._window is not None:
            self._window.say(text, undo=undo, further=further)

    def close(self) -> None:
        """Stop the work and hear nothing more."""
        if isValid(self.hub):  # not closed before
            self.tasks.end(5000)
            self.hub.stop()
            delete(self.hub)  # as with the tasks: never left to Python's collector

    def _forget_office(self, tables: frozenset[str]) -> None:
        if tables & OFFICE_TABLES:
            self._settings = self._calendar = None
            self._kinds = ()
