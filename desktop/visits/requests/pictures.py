"""What the pictures of the requests show: a few that wait, and a form with questions."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtWidgets import QWidget

from core.i18n import N_
from core.preparation import RequestDraft
from core.request_form.door import pasted_form
from db.queries.names import named_townships
from db.services.requests import save_request
from desktop.context import AppContext
from desktop.visits.requests.forms_in import read_form
from desktop.visits.requests.review import ReviewDialog

_REQUESTS: Final = (
    ("村道塌方抢修", "onsite_office", date(2026, 12, 4)), ("群众预约 6 人", "petition_reception", date(2026, 11, 27)),
    ("", None, None),
)  # fmt: skip
_FORM: Final = """申请单位：清石镇　　村（社区）：前冲村
下访类型：□信访接待 ☑现场办公 □调查研究
希望领导：分管副县长
希望时间：12月3日（周三）上午
主题：饮水管网改造
事由：管网老化，127 户间歇停水
预计人数：80-100人
希望到场单位：县水利局、路灯所
联系人：罗晓梅　电话：13800002207
"""


def let_requests_wait(ctx: AppContext) -> None:
    """Let three requests wait, once however often it is asked."""
    with ctx.store.write(N_("New request")) as session:
        towns = named_townships(session)
        for number, (theme, kind, day) in enumerate(_REQUESTS, 1):
            draft = RequestDraft(
                uid=f"00000000-0000-4000-8000-00000000000{number}", received_on=date(2026, 11, 23 - 4 * number),
                township_id=towns[3 * number % len(towns)].id, kind=kind, theme=theme, last_day=day, people=6 * number,
            )  # fmt: skip
            save_request(session, draft)


def review_of_form(ctx: AppContext, parent: QWidget) -> ReviewDialog:
    """Open the review of a form that asks several things."""
    dialog = ReviewDialog(ctx, [read_form(pasted_form(_FORM, "申请表.docx"))], parent)
    dialog.open()
    return dialog
