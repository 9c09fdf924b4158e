"""Pictures from bytes: the declared size first, then a scaled reading, turned as the camera says."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from core.i18n import _
from core.pictures import HEAD, can_be_shown, content_kind, disguise, jpeg_layout, too_many_pixels


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as far as it can be shown.

    Attributes:
        image: None where it cannot.
        fault: A sentence why not, or what is missing of it.
    """

    image: QImage | None
    fault: str = ""


def decode(data: bytes, name: str, bound: QSize) -> Picture:
    """Return a picture no larger than *bound*; a smaller one keeps its size. Safe outside the GUI thread.

    Args:
        data: The file's content.
        name: Its name, for the sentences.
        bound: In device pixels, as the picture is seen after turning.
    """
    head = data[:HEAD]
    wrong = disguise(name, head)
    if wrong:
        return Picture(None, wrong)
    if not can_be_shown(head):
        unknown = _("“{name}” is a kind of picture that is not shown here. Save a copy to look at it.")
        return Picture(None, unknown.format(name=name))
    content = QByteArray(data)
    source = QBuffer(content)
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(source, content_kind(head).encode())
    reader.setAutoDetectImageFormat(False)  # no other plugin gets to see what its first bytes did not announce
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and too_many_pixels(size.width(), size.height(), data):
        sentence = _("“{name}” has {width} × {height} pixels, too many to show. It is kept; save a copy to look at it.")
        return Picture(None, sentence.format(name=name, width=f"{size.width():,}", height=f"{size.height():,}"))
    broken = _("“{name}” is damaged, nothing of it can be shown. Take it from the camera or telephone again.")
    if not size.isValid() or size.isEmpty():
        return Picture(None, broken.format(name=name))
    _scale(reader, size, bound)
    image = reader.read()
    if image.isNull():
        return Picture(None, broken.format(name=name))
    if content_kind(head) == "jpeg" and not jpeg_layout(data).complete:
        cut = _("Only a part of “{name}” is there. Take it from the camera or telephone again.")
        return Picture(image, cut.format(name=name))
    return Picture(image)


def _scale(reader: QImageReader, size: QSize, bound: QSize) -> None:
    """Have the reader scale while it reads; *bound* is meant after the turning that follows."""
    turned = reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90
    room = bound.transposed() if turned else bound
    if size.width() > room.width() or size.height() > room.height():
        fitted = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(fitted.expandedTo(QSize(1, 1)))
