"""The fields of a request form and every name that townships give them. A further name is one more word here."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

from core.i18n import N_
from core.imports.sheet_kinds import header_key, header_keys
from core.names import one_line

TOWNSHIP, VILLAGE, KIND, LEADER = "township", "village", "kind", "leader"
DAYS, FIRST_DAY, LAST_DAY, HALF = "days", "first_day", "last_day", "half"
THEME, DETAIL, PLACE, PEOPLE = "theme", "detail", "place", "people"
AGENCIES, CONTACT, PHONE, RECEIVED = "agencies", "contact", "phone", "received"


@dataclass(frozen=True, slots=True)
class FormField:
    """One field.

    Attributes:
        key: Its name in a reading.
        label: A msgid, as the review shows it.
        blank: Its label on the blank form, which is Chinese whatever language the window speaks.
        names: All other labels for it.
        long: Its value may go on over the next paragraphs.
    """

    key: str
    label: str
    blank: str
    names: tuple[str, ...]
    long: bool = False


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIELDS: Final = (
    FormField(TOWNSHIP, N_("Township"), "申请单位", _words(
        "乡镇 乡镇街道 乡镇（街道） 乡（镇） 镇街 街道 所在乡镇 申请乡镇 申报单位 申报乡镇 报送单位 填报单位 上报单位 "
        "单位名称 单位 所属乡镇 申请方 下访乡镇 township town applicant")),
    FormField(VILLAGE, N_("Village"), "村（社区）", _words(
        "村 社区 行政村 村社区 村/社区 村居 村名 所在村 村组 涉及村 下访村 village community")),
    FormField(KIND, N_("Kind"), "下访类型", _words(
        "类型 下访形式 形式 活动类型 活动形式 下访方式 方式 申请类型 申请事项类型 类别 四下基层类型 "
        "接访形式 kind type")),
    FormField(LEADER, N_("Leader wished for"), "希望哪位县领导", _words(
        "希望领导 希望下访领导 拟请领导 拟邀请领导 邀请领导 建议领导 县领导 下访领导 希望县领导 希望由哪位领导 "
        "申请领导 接访领导 希望接访领导 领导 leader leaderwished")),
    FormField(DAYS, N_("Days that suit"), "希望时间", _words(
        "希望日期 建议日期 建议时间 拟定时间 拟定日期 申请时间段 下访时间 下访日期 计划时间 计划日期 时间 日期 "
        "时间安排 希望下访时间 建议下访时间 期望时间 期望日期 拟下访时间 拟安排时间 wanteddays date dates when")),
    FormField(FIRST_DAY, N_("Not before"), "最早日期", _words(
        "开始日期 开始时间 起始日期 起始时间 最早 最早时间 起 从 notbefore firstday")),
    FormField(LAST_DAY, N_("Not after"), "最晚日期", _words(
        "结束日期 结束时间 截止日期 截止时间 最晚 最晚时间 最迟 最迟日期 止 至 notafter lastday")),
    FormField(HALF, N_("Half"), "时段", _words("上午/下午 上下午 上午下午 半天 具体时段 half")),
    FormField(THEME, N_("Theme"), "主题", _words(
        "下访主题 活动主题 议题 事项 申请事项 主要事项 下访事项 诉求 主要诉求 主要议题 theme topic subject")),
    FormField(DETAIL, N_("Reason"), "事由", _words(
        "申请事由 理由 申请理由 主要内容 内容 情况说明 具体事由 主要问题 问题简述 具体情况 基本情况 事由说明 简要情况 "
        "需协调解决的问题 需要解决的问题 reason detail"), long=True),
    FormField(PLACE, N_("Place"), "地点", _words(
        "下访地点 建议地点 拟定地点 接访地点 活动地点 会议地点 具体地点 现场地点 地点（村） place venue")),
    FormField(PEOPLE, N_("People expected"), "预计人数", _words(
        "人数 参加人数 群众人数 预计群众人数 预计参加人数 参与人数 预计到场人数 预约人数 涉及人数 people headcount")),
    FormField(AGENCIES, N_("Units wished for"), "希望到场单位", _words(
        "希望到场部门 到场单位 到场部门 希望单位 希望部门 需到场单位 需要到场的单位 需县直部门 邀请单位 参加单位 "
        "参加部门 陪同单位 陪同部门 涉及部门 涉及单位 协办单位 请求到场单位 需参加部门 units agencies")),
    FormField(CONTACT, N_("Contact"), "联系人", _words(
        "联络人 联系人姓名 经办人 填表人 填报人 乡镇联系人 对接人 负责人 联系人及电话 联系方式 contact")),
    FormField(PHONE, N_("Contact's phone"), "电话", _words(
        "联系电话 手机 手机号 手机号码 电话号码 联络电话 联系人电话 phone tel telephone mobile")),
    FormField(RECEIVED, N_("Date of request"), "填报日期", _words(
        "申请日期 申请时间 填表日期 填表时间 填报时间 报送日期 报送时间 上报日期 上报时间 申报日期 receivedon")),
)  # fmt: skip
BY_KEY: Final = {each.key: each for each in FIELDS}
_NUMBERING: Final = re.compile(r"^[\s\d一二三四五六七八九十（(）)、.．]*[、.．)）]\s*|^[\s★*※●○·▪◆■▶-]+")
_MOST: Final = 24
"""Signs of the longest label: more is running text."""


@cache
def _index() -> dict[str, str]:
    return {header_key(name): each.key for each in FIELDS for name in (each.blank, each.label, *each.names)}


def field_of(text: str) -> str | None:
    """Return the field that *text* is a label of, None where it is none."""
    line = _NUMBERING.sub("", unicodedata.normalize("NFKC", one_line(text))).rstrip(":：")
    if not line or len(line) > _MOST:
        return None
    return next((found for key in header_keys(line) if (found := _index().get(key))), None)
