"""What can be done with files: add, look at, save a copy, open a copy, remove; every one only on purpose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from shiboken6 import isValid

from core.files import safe_file_name, write_file
from core.i18n import _, ngettext
from core.pictures import HEAD, FileKind, disguise, file_kind, megabytes
from db.attachments import AttachmentRow, bytes_of
from desktop.attachments.shelf import Shelf
from desktop.attachments.strip import AttachmentStrip
from desktop.attachments.taking import Offer, Taken, offer_of, read_offer
from desktop.attachments.thumbnails import thumbnails_of
from desktop.attachments.viewer import PictureViewer
from desktop.context import AppContext
from desktop.errors import shown_to
from desktop.tasks import Task
from desktop.widgets import Button, Message, Role, ask, tell


class HeldShelf(Shelf, Protocol):
    """A shelf that knows for whom files are being read."""

    def hold(self) -> bool:
        """Remember whose files come now; return whether there is anybody."""


class FileActs:
    """Serves one strip.

    Args:
        ctx: The open schedule.
        strip: What it is done with.
        shelf: Where the files are kept.
        shown: Called after files came or went, for owners that nothing else tells.
    """

    def __init__(
        self, ctx: AppContext, strip: AttachmentStrip, shelf: HeldShelf, *, shown: Callable[[], object] = lambda: None
    ) -> None:
        self._ctx, self._strip, self._shelf, self._shown = ctx, strip, shelf, shown
        self._task: Task | None = None
        self.dialog: QDialog | None = None
        strip.use(thumbnails_of(ctx))
        strip.add_wanted.connect(self.ask_for_files)
        strip.offered.connect(self.take)
        strip.open_wanted.connect(self.look_at)
        strip.save_wanted.connect(lambda rows: save_copies(ctx, strip, rows))
        strip.remove_wanted.connect(self.remove)

    def is_busy(self) -> bool:
        """Return whether files are still being read."""
        return self._task is not None

    def ask_for_files(self) -> None:
        """Let the user choose files to add."""
        paths, _kind = QFileDialog.getOpenFileNames(self._strip, _("Add files"))
        self.add(Offer(tuple(Path(path) for path in paths)))

    def take(self, mime: QMimeData) -> None:
        """Add what was dropped or pasted."""
        offer = offer_of(mime)
        if offer:
            self.add(offer)
        else:
            self._ctx.toast(_("There is no picture and no file of this computer in it. Copy one first."))

    def add(self, offer: Offer) -> None:
        """Read what is offered off the GUI thread, and keep it."""
        if not offer or self._ctx.read_only:
            return
        if self._task is not None:
            self._ctx.toast(_("Files are still being added. Wait a moment, then add these."))
            return
        if not self._shelf.hold():
            return
        shelf, today = self._shelf, self._ctx.today()

        def work(task: Task) -> tuple[Taken, object]:
            taken = read_offer(offer, today=today, step=task.step)
            return taken, shelf.put(taken.files)

        self._strip.say(_("Adding files…"))
        self._task = self._ctx.tasks.start(_("Add files"), work, done=self._added, widget=self._strip)
        self._task.finished.connect(self._ended)

    def look_at(self, row: AttachmentRow) -> None:
        """Show a picture in our own viewer; of anything else say what it is and what can be done."""
        if file_kind(row.name) is FileKind.PICTURE:
            pictures = [each for each in self._strip.rows() if file_kind(each.name) is FileKind.PICTURE]
            viewer = PictureViewer(
                self._ctx,
                pictures,
                pictures.index(row),
                save=lambda rows: save_copies(self._ctx, viewer, rows),
                parent=self._strip.window(),
            )
            viewer.resize(self._strip.window().size() * 0.86)
            self._open(viewer)
            return
        with shown_to(self._strip):
            self._open(self._question(row))

    def remove(self, rows: Sequence[AttachmentRow]) -> None:
        """Remove files in one step."""
        if self._ctx.read_only:
            return
        undoable = False
        with shown_to(self._strip) as outcome:
            undoable = self._shelf.take_away(rows)
        self._shown()
        if outcome.ok:
            said = ngettext("{n} file removed", "{n} files removed", len(rows)).format(n=len(rows))
            self._ctx.toast(said, undo=undoable)

    def _added(self, result: tuple[Taken, object]) -> None:
        if not isValid(self._strip):
            return
        taken, kept = result
        new = self._shelf.arrived(kept)
        self._shown()
        if new:
            said = ngettext("{n} file added", "{n} files added", new).format(n=new)
            self._ctx.toast(said, undo=self._shelf.undoable)
        elif taken.files:
            self._ctx.toast(_("These files are here already."))
        if taken.refused or taken.warnings:
            tell(self._strip, "\n\n".join([*taken.refused, *taken.warnings]))

    def _ended(self) -> None:
        self._task = None
        if isValid(self._strip):
            self._strip.say("")

    def _question(self, row: AttachmentRow) -> QDialog:
        """Return what can be done with a file that is no picture; opening is never the first choice."""
        with self._ctx.store.read() as session:
            head = bytes_of(session, row)[:HEAD]
        active = file_kind(row.name, head) is FileKind.ACTIVE
        message = Message(self._strip.window(), title=row.name, text=_words_on(row, head))
        message.add_button(_("Cancel"), accepts=False)

        def adds(words: str, role: Role, do: Callable[[], object]) -> Button:
            button = message.add_button(words, role)
            button.clicked.connect(lambda _checked: do())
            return button

        if not active:
            adds(_("Save and open a copy…"), Role.PLAIN, lambda: open_copy(self._ctx, self._strip, row))
            adds(_("Save a copy…"), Role.FILLED, lambda: save_copies(self._ctx, self._strip, [row]))
        else:
            adds(_("Save all the same…"), Role.DESTRUCTIVE, lambda: _save_asked(self._ctx, self._strip, [row]))
        return message

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self, _result: int) -> None:
        self.dialog = None


def save_copies(ctx: AppContext, home: QWidget, rows: Sequence[AttachmentRow]) -> list[Path]:
    """Save copies where the user says; of what could run only after a warning. Return where they are."""
    risky: list[str] = []
    with shown_to(home) as outcome, ctx.store.read() as session:
        for row in rows:
            head = bytes_of(session, row)[:HEAD]
            if file_kind(row.name, head) is FileKind.ACTIVE:
                risky.append(disguise(row.name, head) or row.name)
    if not outcome.ok:
        return []
    if risky:
        words = _(
            "This could run on a computer and harm it:\n{names}\n\n"
            "Save it only if you know who made it, and ask them if in doubt."
        )
        if not ask(home, words.format(names="\n".join(risky)), yes=_("Save all the same"), destructive=True):
            return []
    return _save_asked(ctx, home, rows)


def open_copy(ctx: AppContext, home: QWidget, row: AttachmentRow) -> None:
    """Save a copy where the user says, and hand that to the program the computer uses for such files."""
    for path in save_copies(ctx, home, [row]):
        if file_kind(path.name) is not FileKind.ACTIVE:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _save_asked(ctx: AppContext, home: QWidget, rows: Sequence[AttachmentRow]) -> list[Path]:
    if len(rows) == 1:
        name, _kind = QFileDialog.getSaveFileName(home, _("Save {name}").format(name=rows[0].name), _safe(rows[0].name))
        folder = ""
        targets = [Path(name)] if name else []
    else:
        folder = QFileDialog.getExistingDirectory(home, _("Save the photos in this folder"))
        targets = []
    if not targets and not folder:
        return []
    with shown_to(home) as outcome, ctx.store.read() as session:
        for number, row in enumerate(rows):
            if folder:
                targets.append(_free(Path(folder) / _safe(row.name)))
            write_file(targets[number], bytes_of(session, row))
    if not outcome.ok:
        return []
    ctx.toast(_("Saved in {folder}").format(folder=targets[0].parent))
    return targets


def _words_on(row: AttachmentRow, head: bytes) -> str:
    if file_kind(row.name, head) is FileKind.ACTIVE:
        why = disguise(row.name, head) or _("It could run on a computer and harm it, so it is never opened here.")
        return why + "\n\n" + _("Save it only if you know who made it, and ask them if in doubt.")
    return _(
        "{size}. Documents are not opened here: save a copy where you want it. A copy lies outside the schedule, "
        "unprotected, until you delete it."
    ).format(size=megabytes(row.size))


def _safe(name: str) -> str:
    path = Path(name)
    return safe_file_name(path.stem, path.suffix)


def _free(path: Path) -> Path:
    """Return *path*, numbered where a file of that name is there: a photo never replaces another."""
    number = 2
    found = path
    while found.exists():
        found = path.with_stem(f"{path.stem} {number}")
        number += 1
    return found
