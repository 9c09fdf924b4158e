"""Pictures judged by their header, turned and scaled; files taken from the desk or the clipboard, good ones and bad."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QSize, QUrl
from PySide6.QtGui import QImage

from desktop.attachments.decoding import Picture, decode
from desktop.attachments.taking import Offer, may_offer, offer_of, read_offer
from desktop.attachments.thumbnails import SIDE
from tests.desktop.conftest import TODAY
from tests.pictures import CORNERS, PDF, PROGRAM, huge_png, image, jpeg, png

quiet = pytest.mark.qt_log_ignore("Corrupt JPEG", "JPEG datastream", "Premature end", extend=True)


def written(folder: Path, **files: bytes) -> list[Path]:
    paths = []
    for name, data in files.items():
        paths.append(folder / name.replace("__", "."))
        paths[-1].write_bytes(data)
    return paths


def mime_of(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def is_near(one: QImage, x: float, y: float, colour: str) -> bool:
    seen = one.pixelColor(int(one.width() * x), int(one.height() * y))
    wanted = [int(colour[n : n + 2], 16) for n in (1, 3, 5)]
    return max(abs(a - b) for a, b in zip((seen.red(), seen.green(), seen.blue()), wanted, strict=True)) < 60


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_as_the_camera_was_held(orientation: int) -> None:
    shown = decode(jpeg(orientation), "a.jpg", SIDE)
    assert shown.fault == ""
    assert shown.image is not None
    assert shown.image.size() == QSize(80, 40)
    for (x, y), colour in zip(((0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8)), CORNERS, strict=True):
        assert is_near(shown.image, x, y, colour)


def test_a_large_picture_is_read_small_and_keeps_its_shape() -> None:
    for orientation in (1, 6):
        shown = decode(jpeg(orientation, 240, 120), "a.jpg", QSize(60, 60))
        assert shown.image is not None
        assert (shown.image.width(), shown.image.height()) == (60, 30)


def test_a_picture_of_3600_million_pixels_is_refused_by_its_header_at_once() -> None:
    began = time.perf_counter()
    shown = decode(huge_png(), "扫描.png", SIDE)
    assert time.perf_counter() - began < 0.1
    assert shown == Picture(
        None, "“扫描.png” has 60,000 × 60,000 pixels, too many to show. It is kept; save a copy to look at it."
    )


@quiet
def test_broken_pictures_say_so_and_nothing_is_shown_of_what_is_none() -> None:
    whole = jpeg(0, 240, 120)
    cut = decode(whole[: len(whole) // 2], "a.jpg", SIDE)
    assert cut.image is not None
    assert cut.fault == "Only a part of “a.jpg” is there. Take it from the camera or telephone again."
    for data in (whole[:30], png()[:40], b"\x89PNG\r\n\x1a\n" + bytes(200), b"GIF89a", b"\xff\xd8\xff\xd9"):
        assert decode(data, "a.jpg", SIDE).image is None
        assert "damaged" in decode(data, "a.jpg", SIDE).fault
    assert "no picture but a program" in decode(PROGRAM, "a.jpg", SIDE).fault
    assert "no picture but a PDF" in decode(PDF, "a.jpg", SIDE).fault
    assert "not shown here" in decode(b"\x00\x00\x00\x18ftypheic", "a.heic", SIDE).fault
    assert "no picture but a web page" in decode(b"<svg><script/></svg>", "a.png", SIDE).fault


def test_what_is_dropped_counts_as_files_before_a_picture_of_them(tmp_path: Path) -> None:
    (path,) = written(tmp_path, a__png=png())
    both = mime_of(path)
    both.setImageData(image())
    assert offer_of(both) == Offer((path,))
    only = QMimeData()
    only.setImageData(image())
    assert may_offer(only)
    taken = read_offer(offer_of(only), today=TODAY)
    ((name, data),) = taken.files
    assert name.startswith("Picture 2026-11-23 ")
    assert name.endswith(".png")
    assert decode(data, name, SIDE).image is not None
    elsewhere = QMimeData()
    elsewhere.setUrls([QUrl("https://example.org/a.png")])
    assert not may_offer(elsewhere)
    assert not offer_of(elsewhere)


def test_one_bad_file_keeps_none_of_the_others_away(tmp_path: Path) -> None:
    good, empty, program = written(tmp_path, a__pdf=PDF, b__pdf=b"", c__jpg=PROGRAM)
    video = tmp_path / "现场.mp4"
    with video.open("wb") as file:
        file.truncate(2 * 1024**3)  # no block of it is there
    folder = tmp_path / "照片"
    folder.mkdir()
    taken = read_offer(Offer((good, empty, video, folder, tmp_path / "gone.jpg", program)), today=TODAY)
    assert [name for name, _data in taken.files] == ["a.pdf", "c.jpg"]
    assert [sentence.split(" ")[0] for sentence in taken.refused] == ["b.pdf", "现场.mp4", "照片", "gone.jpg:"]
    assert "2048 MB; at most 50 MB" in taken.refused[1]
    assert "is a folder. Open it" in taken.refused[2]
    assert taken.warnings == ["“c.jpg” is no picture but a program. Ask whoever sent it."]
