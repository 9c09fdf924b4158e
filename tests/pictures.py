"""Pictures made byte by byte for the tests: turned by EXIF, declared huge, cut short, and files in disguise."""

from __future__ import annotations

import struct
import zlib

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage

PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + bytes(50) + b"This program cannot be run in DOS mode"
LINK = b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(68)
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"

CORNERS = ("#d02020", "#20a020", "#2040d0", "#e0c020")
"""Red, green, blue, yellow: upper left, upper right, lower left, lower right, as people see the picture."""


def stored_at(orientation: int, x: int, y: int, wide: int, high: int) -> tuple[int, int]:
    """Return where a camera held that way stores the point (x, y) of a picture of that width and height."""
    right, low = wide - 1 - x, high - 1 - y
    return {
        1: (x, y),
        2: (right, y),
        3: (right, low),
        4: (x, low),
        5: (y, x),
        6: (y, right),
        7: (low, right),
        8: (low, x),
    }[orientation]


def image(wide: int = 80, high: int = 40) -> QImage:
    """Return a picture of four coloured quarters, wider than high."""
    made = QImage(wide, high, QImage.Format.Format_RGB32)
    for y in range(high):
        for x in range(wide):
            made.setPixelColor(x, y, QColor(CORNERS[(x >= wide // 2) + 2 * (y >= high // 2)]))
    return made


def saved(picture: QImage, kind: str = "PNG", quality: int = 95) -> bytes:
    """Return a picture as a file's content."""
    content = QByteArray()
    target = QBuffer(content)
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    assert picture.save(target, kind, quality)
    return bytes(content.data())


def png(wide: int = 80, high: int = 40) -> bytes:
    """Return a sound PNG."""
    return saved(image(wide, high))


def jpeg(orientation: int = 0, wide: int = 80, high: int = 40) -> bytes:
    """Return a JPEG as a camera held that way stores it: seen upright, it is `image()`; 0 has no EXIF at all."""
    upright = image(wide, high)
    if not orientation:
        return saved(upright, "JPG")
    turned = orientation >= 5
    stored = QImage(high if turned else wide, wide if turned else high, QImage.Format.Format_RGB32)
    for y in range(high):
        for x in range(wide):
            stored.setPixelColor(*stored_at(orientation, x, y, wide, high), upright.pixelColor(x, y))
    data = saved(stored, "JPG")
    return data[:2] + exif(orientation) + data[2:]


def exif(orientation: int) -> bytes:
    """Return the APP1 segment that says how the camera was held."""
    directory = struct.pack("<HHHIHHI", 1, 0x0112, 3, 1, orientation, 0, 0)
    body = b"Exif\x00\x00" + b"II*\x00" + struct.pack("<I", 8) + directory
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def huge_png(wide: int = 60_000, high: int = 60_000) -> bytes:
    """Return a PNG of a few hundred kilobytes at most that declares 3.6 thousand million pixels."""

    def part(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", wide, high, 1, 0, 0, 0, 0)
    lines = zlib.compress(bytes((wide // 8 + 1) * 64), 9)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + part(b"IDAT", lines) + part(b"IEND", b"")
