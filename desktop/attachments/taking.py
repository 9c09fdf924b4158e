"""What is dropped or pasted, as files to attach: paths stay paths, a picture from the clipboard becomes a PNG."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Qt
from PySide6.QtGui import QDropEvent, QImage

from core.classified import SecretMark, mark_in
from core.classified import warning as secret_warning
from core.errors import UserError
from core.i18n import _
from core.pictures import HEAD, FileKind, disguise, file_kind
from core.storage_errors import AttachmentEmpty, TooManyAttachments
from db.attachments import LIMIT_MB, clean_name, file_to_attach
from desktop.errors import system_words

MOST_FILES: Final = 100
MOST_MB: Final = 500
Named = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody wants to attach: files of this computer, or one picture."""

    paths: tuple[Path, ...] = ()
    image: QImage | None = None

    def __bool__(self) -> bool:
        return bool(self.paths) or self.image is not None


@dataclass(slots=True)
class Taken:
    """What could be read, and sentences on what could not or deserves a warning."""

    files: list[Named] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def may_offer(mime: QMimeData) -> bool:
    """Return whether there is a file or a picture in what is dragged or copied."""
    return mime.hasImage() or any(url.isLocalFile() for url in mime.urls())


def accept_copy(event: QDropEvent) -> None:
    """Accept what is dragged as a copy: a file manager that meant to move would delete the original."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


def offer_of(mime: QMimeData) -> Offer:
    """Return what is dropped or pasted; files count before a picture of them, as file managers offer both."""
    paths = tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())
    if paths:
        return Offer(paths)
    picture = mime.imageData() if mime.hasImage() else None
    return Offer(image=picture) if isinstance(picture, QImage) and not picture.isNull() else Offer()


def read_offer(offer: Offer, *, today: date, step: Callable[[int, int], None] = lambda _done, _all: None) -> Taken:
    """Read what is offered; one file that cannot be read keeps none of the others away. Runs off the GUI thread.

    Raises:
        TooManyAttachments: so many files are hardly meant.
    """
    _require_few(offer.paths)
    taken = Taken()
    if offer.image is not None:
        _keep(taken, picture_name(today, datetime.now().astimezone()), png_of(offer.image))
    for number, path in enumerate(offer.paths):
        step(number, len(offer.paths))
        try:
            name, data = file_to_attach(path)
        except UserError as error:
            taken.refused.append(str(error))
        except OSError as error:
            taken.refused.append(f"{clean_name(path.name)}: {system_words(error)}")
        else:
            _keep(taken, name, data)
    return taken


def picture_name(today: date, now: datetime) -> str:
    """Return a name by day and time for a picture that has none."""
    return _("Picture {day} {time}").format(day=today.isoformat(), time=f"{now:%H%M%S}") + ".png"


def png_of(image: QImage) -> bytes:
    """Return a picture as a PNG."""
    content = QByteArray()
    target = QBuffer(content)
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(target, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, PySide takes str
    return bytes(content.data())


def warning_about(name: str, head: bytes) -> str:
    """Return a sentence on a file that could do harm, or is not what its name says."""
    found = disguise(name, head)
    if not found and file_kind(name, head) is FileKind.ACTIVE:
        found = _("“{name}” could run on a computer. It is kept and never opened here.").format(name=name)
    if not found and (words := mark_in(name)):
        found = secret_warning([SecretMark(name, words)])
    return found


def _keep(taken: Taken, name: str, data: bytes) -> None:
    if not data:
        taken.refused.append(str(AttachmentEmpty(name=clean_name(name))))
        return
    taken.files.append((name, data))
    warning = warning_about(clean_name(name), data[:HEAD])
    if warning:
        taken.warnings.append(warning)


def _require_few(paths: Sequence[Path]) -> None:
    """Memory holds all of them for a moment; those over the limit of one file are not read and do not count."""
    sizes = [_size(path) for path in paths]
    megabytes = sum(size for size in sizes if size <= LIMIT_MB * 1024 * 1024) // (1024 * 1024)
    if len(paths) > MOST_FILES or megabytes > MOST_MB:
        raise TooManyAttachments(n=len(paths), size=megabytes, most=MOST_FILES, limit=MOST_MB)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0  # what is wrong with it is said when it is read
