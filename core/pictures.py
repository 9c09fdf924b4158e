"""What an attached file is, told by its first bytes and not by its name; and which pictures are shown.

Pure rules: nothing here decodes a picture, and nothing ever runs or opens a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.i18n import N_, _

HEAD: Final = 4096
"""So many bytes tell what a file is."""
JPEG_PIXELS: Final = 120_000_000
"""A JPEG is read small from the start, so even the largest telephone's is shown."""
PIXELS: Final = 40_000_000
"""Other pictures, and JPEGs that come in several passes, are read whole first: more would fill the memory."""


class FileKind(StrEnum):
    """What may be done with a file: a picture is shown, a document saved, anything active only warned about."""

    PICTURE = "picture"
    DOCUMENT = "document"
    ACTIVE = "active"


_ACTIVE_WORDS: Final = (
    "exe com scr pif bat cmd ps1 psm1 psd1 vbs vbe vb js jse mjs ws wsf wsh wsc sct hta msi msp msix appx cpl dll "
    "sys drv ocx lnk url website inf reg scf chm hlp jar jnlp apk app deb rpm dmg pkg sh bash zsh csh py pyw pyc pl "
    "rb php run bin command desktop gadget application appref-ms msc settingcontent-ms library-ms search-ms theme "
    "iso img vhd vhdx xll xla xlam xlsm xltm xlsb docm dotm pptm potm ppam ppsm sldm wll svg svgz html htm xhtml "
    "mht mhtml swf"
)
ACTIVE_ENDINGS: Final = frozenset(_ACTIVE_WORDS.split())
"""Programs, links, scripts, and documents that carry macros or scripts."""

_PICTURES: Final = {
    "jpg": "jpeg", "jpeg": "jpeg", "jpe": "jpeg", "jfif": "jpeg", "png": "png", "gif": "gif", "webp": "webp",
    "bmp": "bmp", "tif": "tiff", "tiff": "tiff", "heic": "heif", "heif": "heif", "avif": "heif",
}  # fmt: skip
_SHOWN: Final = frozenset({"jpeg", "png", "gif", "webp", "bmp"})
_MAGIC: Final = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF8", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"%PDF", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x7fELF", "program"),
    (b"\xfe\xed\xfa\xce", "program"),
    (b"\xfe\xed\xfa\xcf", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "link"),
    (b"#!", "script"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
)
_PAGES: Final = (b"<!doctype html", b"<html", b"<script", b"<svg", b"<hta:")
_ACTIVE: Final = frozenset({"program", "link", "script", "page"})

WHAT: Final = {
    "program": N_("a program"),
    "link": N_("a shortcut to something else"),
    "script": N_("a script"),
    "page": N_("a web page"),
    "pdf": N_("a PDF document"),
    "zip": N_("a packed file or an Office document"),
    "ole": N_("an old Office document"),
    "archive": N_("a packed file"),
}
"""What the first bytes say, in words; msgids."""


def ending_of(name: str) -> str:
    """Return the ending of a file's name, small and without its dot."""
    return name.rpartition(".")[2].casefold().strip() if "." in name else ""


def content_kind(head: bytes) -> str:
    """Return what the first bytes of a file say it is, such as "jpeg" or "program"; "" where they say nothing."""
    found = next((kind for start, kind in _MAGIC if head.startswith(start)), "")
    if found:
        return found
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"}:
        return "heif"
    if head[:2] == b"MZ" and b"\0" in head[2:64]:  # a text may begin with these letters too
        return "program"
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return "bmp"
    start = head[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return "page" if start.startswith(_PAGES) else ""


def file_kind(name: str, head: bytes | None = None) -> FileKind:
    """Return what may be done with a file.

    Args:
        name: Its name; any ending in it that could run counts, `a.exe.jpg` is a picture only if its bytes are one.
        head: Its first bytes; None goes by the name alone.
    """
    ending = ending_of(name)
    content = content_kind(head) if head is not None else _PICTURES.get(ending, "")
    if content in _ACTIVE or ending in ACTIVE_ENDINGS:
        return FileKind.ACTIVE
    if ending in _PICTURES and (content in _PICTURES.values() or not content):
        return FileKind.PICTURE
    return FileKind.DOCUMENT


def can_be_shown(head: bytes) -> bool:
    """Return whether our own viewer knows this kind of picture."""
    return content_kind(head) in _SHOWN


def disguise(name: str, head: bytes) -> str:
    """Return a sentence where a file is not what its name says, "" where it is."""
    content, claimed = content_kind(head), _PICTURES.get(ending_of(name))
    if content in WHAT and (claimed or (content in _ACTIVE and ending_of(name) not in ACTIVE_ENDINGS)):
        if claimed:
            return _("“{name}” is no picture but {what}. Ask whoever sent it.").format(name=name, what=_(WHAT[content]))
        return _("“{name}” is in truth {what}. Ask whoever sent it.").format(name=name, what=_(WHAT[content]))
    return ""


@dataclass(frozen=True, slots=True)
class JpegLayout:
    """What the header of a JPEG tells without decoding anything."""

    progressive: bool = False
    complete: bool = False


def jpeg_layout(data: bytes) -> JpegLayout:
    """Return whether a JPEG comes in several passes, and whether its end is there."""
    at, progressive = 2, False
    while data[:2] == b"\xff\xd8" and at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xDA:  # the picture itself, in which no other end marker can stand
            return JpegLayout(progressive, complete=data.find(b"\xff\xd9", at) >= 0)
        progressive = progressive or marker in {0xC2, 0xC6, 0xCA, 0xCE}
        at += 1 if marker == 0xFF else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return JpegLayout(progressive)


def too_many_pixels(width: int, height: int, data: bytes) -> bool:
    """Return whether a picture of the size that its header declares is not decoded."""
    read_small = content_kind(data[:HEAD]) == "jpeg" and not jpeg_layout(data).progressive
    return width * height > (JPEG_PIXELS if read_small else PIXELS)


def megabytes(size: int) -> str:
    """Return a size as people read it: 12 KB, 3.4 MB."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB"
