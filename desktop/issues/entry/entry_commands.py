"""The commands of the record page as the page of issues offers them to the window."""

from __future__ import annotations

from desktop.issues.entry.entry_page import EntryView


class EntryCommands:
    """What desktop/actions.py calls while a record page is up; without one each does nothing."""

    entry: EntryView | None

    def finish_entry(self) -> None:
        """Ctrl+Enter on the entry page."""
        if self.entry is not None:
            self.entry.finish()

    def copy_row_above(self) -> None:
        """Ctrl+D on the entry page."""
        if self.entry is not None:
            self.entry.copy_row_above()

    def section_after(self) -> None:
        """Ctrl+PgDn on the record page: the next section."""
        if self.entry is not None:
            self.entry.jump(1)

    def section_before(self) -> None:
        """Ctrl+PgUp or Shift+F6 on the record page: the section before."""
        if self.entry is not None:
            self.entry.jump(-1)

    def turn_into_issue(self) -> None:
        """Ctrl+I on the record page: the question or need under the cursor becomes an issue."""
        if self.entry is not None:
            self.entry.turn_into_issue()

    def open_earlier(self) -> None:
        """Ctrl+J on the entry page: the earlier case of whoever is being written down."""
        if self.entry is not None:
            self.entry.earlier.open()

    def delete_row(self) -> None:
        """Ctrl+Del on the entry page."""
        if self.entry is not None:
            self.entry.delete_row()

    def print_page(self) -> None:
        """Ctrl+P: the sheet of the visit that issues are written down from."""
        if self.entry is not None:
            self.entry.print_sheet()

    def save_now(self) -> None:
        """Ctrl+S: what is typed on the entry page is kept at once."""
        if self.entry is not None:
            self.entry.save_now()
