"""The record page of each kind of outing as it looks half-way through: what the pictures show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, Protocol

from core.entry_rows import EntryRow
from core.issues import CheckMark
from core.records import NoteKind
from core.visits import RecordForm
from db.queries.calendar import VisitRow
from db.queries.names import named_villages
from desktop.context import AppContext
from desktop.issues.entry.entry_page import EntryView
from desktop.issues.entry.entry_records import EntryRecords
from desktop.issues.issues_page import IssuesPage

KINDS: Final = {
    RecordForm.RECEPTION: "petition_reception",
    RecordForm.CONSULTATION: "onsite_office",
    RecordForm.RESEARCH: "research_visit",
    RecordForm.OUTREACH: "policy_outreach",
    RecordForm.HOUSEHOLDS: "household_visit",
}


class Desk(Protocol):
    """What a scene needs of the studio."""

    ctx: AppContext

    def visit(self) -> VisitRow:
        """Return the visit whose pages are shown."""


Scene = Callable[[Any], None]


def record_scene(form: RecordForm, *, strip: bool = False, summary: bool = False) -> Scene:
    """Return the scene of one form of record, with the strip of a row or the summary in sight."""

    def show(desk: Desk) -> None:
        view = _page(desk, form)
        view.stop_keeping(finished=True)  # a picture writes nothing
        fill = {
            RecordForm.RECEPTION: _reception,
            RecordForm.CONSULTATION: _consultation,
            RecordForm.RESEARCH: _research,
            RecordForm.OUTREACH: _outreach,
            RecordForm.HOUSEHOLDS: _households,
        }
        fill[form](view)
        _mark(view)
        if summary and view.sections is not None:
            view.sections.summary.make_again()
            view.body.enter("summary")
        elif strip:
            view.grid.go(3, 0)
            view.open_strip(3)

    return show


def _page(desk: Desk, form: RecordForm) -> EntryView:
    """Return a page of this form on the visit of the pictures, in the window."""
    ctx = desk.ctx
    ctx.navigate("issues")
    records = EntryRecords.of(ctx, visit_id=desk.visit().id, township_id=None)
    issues = ctx.window.page()
    if records is None or records.visit is None or not isinstance(issues, IssuesPage):
        raise LookupError("the visit of the pictures is not there")
    visit = replace(records.visit, record=form, kind=KINDS[form])
    view = EntryView(EntryRecords(ctx, records.place, visit, records.township))
    issues.show_entry(view)
    return view


def _mark(view: EntryView) -> None:
    """Check the issues brought along as in design/ui/quick-entry.png."""
    ids = sorted(view.checks.issue_ids())
    for issue_id, mark in zip(ids[:3], (CheckMark.IN_HAND, CheckMark.UNTOUCHED, CheckMark.IN_HAND), strict=False):
        view.put_mark(issue_id, mark)


def _rows(view: EntryView) -> list[EntryRow]:
    with view.ctx.store.read() as session:
        villages = [row.name for row in named_villages(session, view.records.place.township_id)][:3]
    units = [row.name for row in view.records.place.agencies]
    where = (villages * 3)[:5] if villages else [""] * 5
    told = (
        ("刘桂芳", "13800002204", f"{where[0]}三组", "村卫生室药品不全，慢性病常用药断供", "10"),
        ("周大庆", "13800007719", f"{where[0]}一组", "运煤车夜间超载通行，路面继续塌陷", "5"),
        ("汪春生", "", f"{where[1]}二组", "农贸市场排水沟堵塞，雨天积水", "15"),
        ("何秀英", "13800000093", where[2], "低保年审漏报，8 月起停发", "10"),
        ("邱志强", "13800006631", where[1], "宅基地审批材料反复补正三次", ""),
    )
    return [
        EntryRow(name=name, phone=phone, address=address, title=title, agency=unit, limit=limit, settled=not limit)
        for (name, phone, address, title, limit), unit in zip(told, units, strict=False)
    ]


def _reception(view: EntryView) -> None:
    rows = _rows(view)
    rows[1].extra = {"headcount": "3"}
    rows[3].extra = {
        "headcount": "7",
        "representatives": "何秀英、汪春生、赵春梅",
        "outcome": "accepted",
        "instruction": "请县民政局三日内核清停发原因，补发到位。",
    }
    view.model.show_rows(rows)
    view.start_writing()


def _consultation(view: EntryView) -> None:
    rows = _rows(view)
    units = [row.name for row in view.records.place.agencies]
    said = (
        (units[3], "年审名单漏录，本周内补录并补发 8 至 11 月低保金", ""),
        (units[2], "同意；补发资金由县级社会救助专户列支", ""),
        (units[0], "建议先核对家庭收入再补发", "1"),
    )
    opinions = [
        {"uid": f"o{n}", "cells": {"unit": unit, "opinion": words, "dissents": ticked}}
        for n, (unit, words, ticked) in enumerate(said)
    ]
    rows[3].extra = {"opinions": opinions, "decision": "先补录后核查，12 月 4 日前发到卡上"}
    view.model.show_rows(rows)
    view.start_writing()


def _lines(*texts: str | tuple[str, str]) -> list[dict[str, Any]]:
    pairs = [(each, "") if isinstance(each, str) else each for each in texts]
    return [{"uid": f"n{n}", "cells": {"text": text, "reply": reply}} for n, (text, reply) in enumerate(pairs)]


def _research(view: EntryView) -> None:
    _restore(
        view,
        "research",
        {
            "theme": "山区群众看病用药和农产品出山",
            "approach": "蹲点、入户座谈",
            "vehicles": "3",
            "companions": "2",
            "taken": _lines(
                ("村卫生室为什么留不住人", "两名村医已到退休年龄，每月补助 1100 元，无人接替"),
                ("油茶丰收为何卖不上价", "村里没有烘干设备，鲜果三天内必须出手，只能压价卖给贩子"),
            ),
            NoteKind.FINDING.value: _lines(
                "全镇 14 个村卫生室有 5 个无人值守，涉及 3200 名群众", "油茶鲜果外销占九成，每斤少收 1.2 元"
            ),
            NoteKind.GOLDEN_IDEA.value: _lines("几个村合买一台烘干机，按量收费，收入归村集体"),
            NoteKind.MEASURE.value: _lines("县卫健局 12 月底前排出巡诊日，每村每周不少于一次"),
        },
    )
    view.model.show_rows(_rows(view)[:2])
    view.grid.go(2, 0)
    view.body.enter("research")


def _outreach(view: EntryView) -> None:
    rows = _rows(view)[3:4]
    asked = _lines(
        ("70 岁以上老人门诊慢性病怎么报销", "凭慢性病证在镇卫生院直接结算，报 70%，年限额 4000 元"),
        ("低保停了找谁", "镇民政所受理，20 个工作日内答复"),
        ("油茶低产林改造有没有补助", "每亩补 800 元，12 月底前由村里统一申报"),
    )
    asked[1]["issue"] = rows[0].uid
    _restore(
        view,
        "outreach",
        {
            "topic": "城乡居民医保、社会救助政策",
            "form": "on_site",
            "materials": "政策明白卡、参保缴费一图读懂",
            "copies": "320",
            "audience": "赶集群众、村组干部、村医",
            "headcount": "186",
            "questions": asked,
        },
    )
    view.model.show_rows(rows)
    view.grid.go(1, 0)
    view.body.enter("outreach")


def _households(view: EntryView) -> None:
    with view.ctx.store.read() as session:
        villages = [row.name for row in named_villages(session, view.records.place.township_id)][:3] or [""]
    names = [name for _key, name in view.source.categories] if view.source is not None else []
    categories = (names * 3)[:3] or [""] * 3
    rows = _rows(view)[3:4]
    homes = [
        {"village": villages[0], "category": categories[0], "householder": "王桂英", "phone": "13800006612",
         "address": "三组 12 号", "members": "1", "needs": "独居，冬天取水要走 300 米，盼接自来水", "cash": "600",
         "goods": "棉被一床、米 20 斤", "signer_one": "周立明", "signer_two": "赵春梅", "next_on": "2026-12-21"},
        {"village": villages[-1], "category": categories[1], "householder": "何秀英", "phone": "13800000093",
         "address": "一组", "members": "4", "needs": "低保年审漏报，8 月起停发", "note": "女儿在县城读高中"},
        {"village": villages[-1], "kind": "", "category": categories[2], "householder": "李国庆",
         "phone": "13800002271", "address": "二组 7 号", "members": "3", "needs": "", "goods": "食用油 2 桶"},
    ]  # fmt: skip
    typed = [{"uid": f"h{n}", "cells": cells} for n, cells in enumerate(homes)]
    typed[1]["issue"] = rows[0].uid
    _restore(view, "households", {"households": typed})
    view.model.show_rows(rows)
    view.grid.go(1, 0)
    view.body.enter("households")


def _restore(view: EntryView, key: str, typed: dict[str, Any]) -> None:
    if view.sections is not None:
        view.sections.by_key[key].restore(typed)
