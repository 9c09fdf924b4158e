"""Pictures of an issue's files for the screenshots: a few photos drawn here, a paper, and one file never opened."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPolygonF
from PySide6.QtWidgets import QApplication, QDialog

from core.i18n import N_
from db.attachments import attach, attachments_of
from desktop.attachments.taking import png_of
from desktop.attachments.thumbnails import thumbnails_of
from desktop.attachments.viewer import PictureViewer
from desktop.issues.issues_page import IssuesPage

if TYPE_CHECKING:
    from desktop.screenshots import Studio

_SKIES: Final = {"现场照片1.png": ("#9ab4cc", "#5d7a52"), "现场照片2.png": ("#d8b58a", "#6e5a48")}
_PATIENCE: Final = 20.0


def files_scene(studio: Studio) -> None:
    """Show the first issue's files at the end of its panel."""
    page = _with_files(studio)
    detail = page.ledger.detail
    _settle(studio)
    detail.ensure_files_visible()
    _settle(studio)


def picture_scene(studio: Studio) -> QDialog | None:
    """Show one of its photos in the viewer."""
    page = _with_files(studio)
    page.files.look_at(page.ledger.detail.files.rows()[0])
    viewer = page.files.dialog
    began = time.monotonic()
    while isinstance(viewer, PictureViewer) and not viewer.is_idle() and time.monotonic() - began < _PATIENCE:
        QApplication.processEvents()
        time.sleep(0.005)
    return viewer


def _with_files(studio: Studio) -> IssuesPage:
    studio.ctx.navigate("issues", tab="open")
    page = studio.window.page()
    assert isinstance(page, IssuesPage)
    issue_id = page.ledger.current_id()
    assert issue_id is not None
    files = {name: png_of(_photo(*colours)) for name, colours in _SKIES.items()}
    files |= {"整改方案.docx": b"PK\x03\x04" + bytes(48_000), "说明.exe": b"MZ" + bytes(9_000)}
    with studio.ctx.store.write(N_("Add files")) as session:
        there = {row.name for row in attachments_of(session, issue_id=issue_id)}
        for name, data in files.items():
            if name not in there:
                attach(session, data, name, added_on=studio.ctx.today(), issue_id=issue_id)
    _settle(studio)
    return page


def _settle(studio: Studio) -> None:
    """Wait until every thumbnail is there."""
    began, thumbnails = time.monotonic(), thumbnails_of(studio.ctx)
    for _round in range(3):
        QApplication.processEvents()
        while not thumbnails.is_idle() and time.monotonic() - began < _PATIENCE:
            QApplication.processEvents()
            time.sleep(0.005)


def _photo(sky: str, ground: str) -> QImage:
    """Draw hills under a sky: no photograph of a person or a place is needed."""
    picture = QImage(960, 640, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    light = QLinearGradient(0, 0, 0, 640)
    light.setColorAt(0, QColor(sky))
    light.setColorAt(1, QColor("#f0ece0"))
    painter.fillRect(QRectF(0, 0, 960, 640), light)
    for depth, top in enumerate((330, 410, 500)):
        painter.setBrush(QColor(ground).darker(90 + 22 * depth))
        painter.setPen(QColor(ground).darker(90 + 22 * depth))
        ridge = [QPointF(x, top + ((x // 60) * (37 + depth * 11)) % 90) for x in range(0, 1021, 60)]
        painter.drawPolygon(QPolygonF([*ridge, QPointF(1020, 640), QPointF(0, 640)]))
    painter.end()
    return picture
