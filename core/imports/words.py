"""The words offices use for states, ticks, satisfaction and kinds of outing.

A further word is one more entry; words are compared without blanks and brackets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from core.issues import IssueState, Satisfaction
from core.names import name_key
from core.visits import ReceptionForm, VisitState

Meaning = TypeVar("Meaning")
_BRACKETED = re.compile(r"[(（\[【].*?[)）\]】]")
_MARKS = re.compile(r"[()\[\]【】《》“”\"'。.,;:!?、]+")


def word_key(text: str) -> str:
    """Return what two spellings of one word share."""
    return _MARKS.sub("", name_key(text))


def without_brackets(text: str) -> str:
    """Return 已完成 for 已完成（有照片）."""
    return _BRACKETED.sub("", text)


def meaning_of(text: str, table: Mapping[str, Meaning]) -> Meaning | None:
    """Return what a word of *table* means, None for a word it does not have."""
    return table.get(word_key(text))


def _table(groups: Mapping[Meaning, str]) -> dict[str, Meaning]:
    return {word_key(word): meaning for meaning, words in groups.items() for word in words.split()}


ISSUE_STATES: Mapping[str, IssueState] = _table(
    {
        IssueState.REGISTERED: "已登记 登记 待交办 未交办 待办 待处理 未办 未办理 新增 registered open",
        IssueState.ANSWERED_ON_SITE: (
            "现场答复 当场答复 现场解决 当场解决 现场办结 当场办结 现场解答 已现场答复 即时办结 马上就办"
        ),
        IssueState.ASSIGNED: "已交办 交办 已转办 转办 已转交 已派单 交办中 assigned",
        IssueState.RECEIVED: "已签收 签收 已接收 已受理 受理",
        IssueState.OBJECTED: "已退回 退回 异议 已退件",
        IssueState.IN_HAND: (
            "办理中 正在办理 在办 办理 进行中 处理中 正在处理 推进中 正在推进 整改中 跟进中 持续推进 "
            "未办结 未完成 未完结 否 × ✗ ✘ x n no"
        ),
        IssueState.FEEDBACK: "已反馈 反馈 已回复 已上报 已答复待核实 已反馈待核实 待核实",
        IssueState.CHECKED: "已核查 已核实 核查 已核验",
        IssueState.REPLIED: "已答复 已书面答复 答复",
        IssueState.CLOSED: (
            "已办结 办结 已完成 完成 已解决 解决 已销号 销号 结案 已结案 已完结 完结 已整改 是 √ ✓ ✔ ☑ v y "
            "yes closed done"
        ),
        IssueState.ARCHIVED: "已归档 归档",
    }
)

SATISFACTIONS: Mapping[str, Satisfaction] = _table(
    {
        Satisfaction.SATISFIED: "满意 非常满意 很满意 satisfied 是 √",
        Satisfaction.MOSTLY: "基本满意 较满意 比较满意 一般",
        Satisfaction.DISSATISFIED: "不满意 不太满意 不认可 很不满意 dissatisfied 否 ×",
    }
)

NOT_ASKED = frozenset({"未评价", "未回访", "待回访", "无", "-", "—", "/", "未评", "暂无"})

VISIT_STATES: Mapping[str, VisitState] = _table(
    {
        VisitState.DONE: "已完成 完成 已开展 已办结 办结 已去 已落实 已下访 是 √ ✓ ✔ ☑ v y yes done",
        VisitState.CANCELLED: "取消 已取消 作废 撤销 cancelled canceled",
        VisitState.MISSED: "未去 未开展 未完成 缺席 未成行 未落实 否 × ✗ ✘ x n no",
        VisitState.SET: "已定 待开展 未开始 待完成 计划 计划中 拟开展 已安排",
        VisitState.DRAFT: "拟定 待定 草拟",
        VisitState.NOTIFIED: "已通知",
    }
)

VISIT_KINDS: Mapping[str, str] = _table(
    {
        (
            "petition_reception"
        ): "信访接待 接访 下访接访 接待信访 领导接访 信访 接访下访 接待群众 定点接访 约访 带案下访 视频接访 下访",
        "onsite_office": "现场办公 办公 现场会 现场解决问题 现场办公会",
        "research_visit": "调查研究 调研 蹲点调研 走访调研 调研走访",
        "policy_outreach": "政策宣讲 宣讲 政策宣传 宣传政策 宣传 宣传宣讲 理论宣讲 宣传党的方针政策",
        "household_visit": "入户走访 入户 走访慰问 困难慰问 慰问 敲门行动 走访困难群众 household",
    }
)

RECEPTION_FORMS: Mapping[str, ReceptionForm] = _table(
    {
        ReceptionForm.FIXED_POINT: "定点接访 定点 坐班接访 fixed",
        ReceptionForm.BY_APPOINTMENT: "重点约访 约访 预约接访",
        ReceptionForm.CASE_VISIT: "带案下访 下访",
        ReceptionForm.VIDEO: "视频接访 视频",
    }
)

TOTALS = ("合计", "总计", "小计", "累计", "共计", "本页小计", "本月合计", "total", "subtotal")
FOOTERS = (
    "注:",
    "注：",
    "备注:",
    "备注：",
    "说明:",
    "说明：",
    "填表人",
    "制表人",
    "制表",
    "审核人",
    "审核",
    "填报人",
    "联系人:",
    "联系人：",
    "负责人:",
    "负责人：",
    "单位负责人",
)
