"""What a secretary does with issues in the ledger: find one, make a move, write a paper, take everything back."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from tests.e2e.hands import DONE, ENTER, ESCAPE, SAVE, Key, write
from tests.e2e.office import Rows, Schedule
from tests.e2e.screen import Screen

NOTES = frozenset({"printed_document", "reveal"})
"""Tables of what happened outside: undo does not unmake it."""

OPEN, CLOSED = "1", "5"
_DIALOG = range(400, 1040, 2), range(220, 680)
_SENTENCE = 120  # points of red ink: more than an icon has
_RED, _PALE = 150, 90


class Desk:
    """The issues page of a program with the focus."""

    def __init__(self, screen: Screen, schedule: Schedule) -> None:
        self.screen, self.schedule = screen, schedule

    def rows(self) -> Rows:
        """Return every row but the notes."""
        return {table: rows for table, rows in self.schedule.rows().items() if table not in NOTES}

    def find(self, words: str, tab: str = OPEN) -> None:
        """Make the issue with these words the current one."""
        write(self.screen, Key("ctrl+3"), Key("ctrl+f"), words, ENTER, Key(tab))

    def open(self, keys: str, what: str) -> None:
        """Press the keys that open a dialog, one letter each."""
        write(self.screen, *map(Key, keys))
        self.screen.focus(2, f"the dialog: {what}")

    def step(self, keys: str, what: str, *parts: str) -> None:
        """Open a dialog, fill it in and save it; that must be one step, no more and no less."""
        before = self.schedule.entries("change")
        self.open(keys, what)
        self.save(what, *parts)
        assert self.schedule.entries("change") == before + 1, what

    def save(self, what: str, *parts: str) -> None:
        """Fill in the dialog that is open, and save it."""
        write(self.screen, *parts)
        self.screen.save_picture(f"day-{what}")
        write(self.screen, DONE)
        self.screen.focus(1, f"the ledger after: {what}")

    def be_refused(self, what: str, *parts: str) -> None:
        """Fill in the dialog that is open, and see it stay with a red sentence when it is to be saved."""
        write(self.screen, *parts)
        before, steps = self._red(), self.schedule.entries("change")
        write(self.screen, DONE)
        self.screen.wait(lambda: self._red() > before + _SENTENCE, f"a refusal: {what}")
        self.screen.save_picture(f"day-refused-{what}")
        assert len(self.screen.windows()) == 2, what
        assert self.schedule.entries("change") == steps, what

    def _red(self) -> int:
        """Return how much red ink there is where dialogs stand."""
        picture, (across, down) = self.screen.picture(), _DIALOG
        points = (picture.pixel(x, y) for y in down for x in across)
        return sum((p >> 16 & 255) > _RED and (p >> 8 & 255) < _PALE and (p & 255) < _PALE for p in points)

    def state(self, title: str) -> str:
        """Return the state of an issue raised today."""
        return str(self.schedule.ask("SELECT state FROM issue WHERE title = ?", title)[-1][0])

    def save_as_pdf(self, folder: Path, number: str) -> Path:
        """Save the paper in the preview under the name it proposes, and go back to the ledger."""
        screen, before = self.screen, set(folder.glob("*.pdf"))
        screen.wait(lambda: any(number in title for title in screen.titles()), f"the preview of {number}")
        screen.focus(2, f"the preview of {number} with the keys")
        screen.save_picture(f"day-paper-{number}")
        screen.keys(SAVE)
        screen.focus(3, "the dialog that asks for a file")
        write(screen, Key("Home"), f"{folder}/", ENTER)
        made = screen.wait(lambda: set(folder.glob("*.pdf")) - before, f"the PDF of {number}")
        screen.focus(2, "the preview after saving")
        screen.keys(ESCAPE)
        screen.focus(1, "the ledger after saving")
        return made.pop()

    def undo(self, steps: int) -> None:
        """Take back *steps* changes, waiting for each."""
        for step in range(steps):
            wanted = self.schedule.entries("undo") + 1
            self.screen.keys("ctrl+z")
            self.screen.wait(partial(self._has_undone, wanted), f"undo {step + 1} of {steps}")

    def _has_undone(self, wanted: int) -> bool:
        return self.schedule.entries("undo") == wanted
