"""What a file is by its bytes: disguises named, active files known by any spelling, sizes judged without decoding."""

from __future__ import annotations

import pytest

from core.i18n import set_language
from core.pictures import (
    FileKind,
    can_be_shown,
    content_kind,
    disguise,
    ending_of,
    file_kind,
    jpeg_layout,
    megabytes,
    too_many_pixels,
)
from tests.pictures import LINK, PDF, PROGRAM

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (JPEG, "jpeg"), (PNG, "png"), (b"GIF89a", "gif"), (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp"),
        (b"BM\x36\x00\x0c\x00\x00\x00\x00\x00", "bmp"), (b"\x00\x00\x00\x18ftypheic", "heif"), (PDF, "pdf"),
        (b"PK\x03\x04", "zip"), (PROGRAM, "program"), (b"\x7fELF\x02", "program"), (LINK, "link"),
        (b"#!/bin/sh\n", "script"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><script>", "page"), (b"<svg onload=alert(1)>", "page"),
        ("MZ 乡镇月报".encode(), ""), ("情况说明".encode(), ""), (b"", ""),
    ],
)  # fmt: skip
def test_the_first_bytes_tell_what_a_file_is(head: bytes, kind: str) -> None:
    assert content_kind(head) == kind


@pytest.mark.parametrize(
    "name",
    [
        "a.exe", "a.EXE", "照片.jpg.exe", "报告gpj.exe", "a.lnk", "a.bat", "a.cmd", "a.docm", "a.xlsm", "a.js", "a.scr",
        "a.vbs", "a.ps1", "a.hta", "a.url", "a.msi", "a.html", "a.svg", "a.jar", "a.iso", "a.reg", "a.chm", "a.exe ",
    ],
)  # fmt: skip
def test_what_could_run_is_never_a_picture_or_a_document(name: str) -> None:
    assert file_kind(name) is FileKind.ACTIVE
    assert file_kind(name, PNG) is FileKind.ACTIVE


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("现场.jpg", JPEG, FileKind.PICTURE), ("现场.jpg", PNG, FileKind.PICTURE), ("现场.JPG", None, FileKind.PICTURE),
        ("现场.jpg", PROGRAM, FileKind.ACTIVE), ("现场.jpg", PDF, FileKind.DOCUMENT),
        ("报告.pdf", PDF, FileKind.DOCUMENT), ("报告.pdf", LINK, FileKind.ACTIVE), ("报告", None, FileKind.DOCUMENT),
        ("报告.docx", b"PK\x03\x04", FileKind.DOCUMENT),
        ("现场.jpg", b"\x00", FileKind.PICTURE),
    ],
)  # fmt: skip
def test_bytes_count_more_than_names(name: str, head: bytes | None, kind: FileKind) -> None:
    assert file_kind(name, head) is kind


def test_a_disguise_is_named() -> None:
    set_language("zh_CN")
    assert disguise("现场.jpg", PROGRAM) == "“现场.jpg”不是图片，而是可执行程序，请向发来的人核实。"
    assert disguise("报告.pdf", LINK) == "“报告.pdf”其实是指向别处的快捷方式，请向发来的人核实。"
    for name, head in (("现场.jpg", PNG), ("报告.pdf", PDF), ("a.exe", PROGRAM), ("说明.txt", b"abc")):
        assert disguise(name, head) == ""


def test_a_jpeg_tells_its_passes_and_its_end() -> None:
    plain = b"\xff\xd8\xff\xc0\x00\x05\x08\x00\x01\xff\xda\x00\x04\x00\x00abc"
    several = plain.replace(b"\xff\xc0", b"\xff\xc2")
    assert not jpeg_layout(plain + b"\xff\xd9").progressive
    assert jpeg_layout(plain + b"\xff\xd9 and a video behind it").complete
    assert not jpeg_layout(plain).complete
    assert jpeg_layout(several).progressive
    for broken in (b"", b"\xff\xd8", b"\xff\xd8\xff\xe0\x00\x00" * 9, b"\xff\xd8\x00"):
        assert not jpeg_layout(broken).complete
    assert too_many_pixels(8000, 6000, several)
    assert not too_many_pixels(12_000, 9_000, plain)  # a telephone of 108 megapixels
    assert too_many_pixels(60_000, 60_000, plain)
    assert too_many_pixels(60_000, 60_000, PNG)


def test_small_things() -> None:
    assert [ending_of(name) for name in ("a.JPG", "a", ".hidden", "a.tar.gz", "a. exe")] == [
        "jpg",
        "",
        "hidden",
        "gz",
        "exe",
    ]
    assert [megabytes(size) for size in (1, 20_000, 3_500_000)] == ["1 KB", "20 KB", "3.3 MB"]
    assert can_be_shown(JPEG)
    assert not can_be_shown(b"\x00\x00\x00\x18ftypheic")
