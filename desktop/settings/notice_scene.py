"""The dates that a holiday notice would move, as the pictures show them."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtWidgets import QDialog

from desktop.context import AppContext
from desktop.settings.notice_dialog import NoticeDialog

_LINES = """国务院办公厅关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（农历除夕、周五）至12日（农历正月初七、周五）放假调休，共8天。1月31日（周日）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天，不调休。
六、中秋节：9月15日（周三）放假1天，不调休。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。"""
"""What the notice for 2027 might say; it was not published when this was written."""


class Desk(Protocol):
    """What a scene needs of the studio."""

    window: Any
    ctx: AppContext


def notice_scene(desk: Desk) -> QDialog | None:
    """Show the days read from a notice, beside its text."""
    desk.ctx.navigate("settings", section="days")
    dialog = NoticeDialog(desk.ctx, desk.window)
    dialog.text.textChanged.disconnect()  # a picture writes nothing
    dialog.text.setPlainText(_LINES)
    dialog.read()
    dialog.open()
    return dialog
