"""Papers for tests: one of each kind, with as many matters as asked for."""

from __future__ import annotations

from datetime import date

from core.chain import NoticeLevel, PaperKind
from core.documents.paper_facts import PaperFacts, PaperItem, PaperMore

DAY = date(2026, 11, 23)
NUMBERS = {
    PaperKind.CHASE_LETTER: "云催〔2026〕5号",
    PaperKind.SUPERVISION_NOTICE: "云督〔2026〕3号",
    PaperKind.ASSIGNMENT_SLIP: "云交〔2026〕12号",
}


def item(n: int, **more: object) -> PaperItem:
    given: dict[str, object] = {
        "issue_id": n, "number": f"云岭下访〔2026〕{n:04d}号", "title": f"第{n}件事项需要办理", "place": "东岭镇岭背村",
        "raised_on": date(2026, 10, 9), "due": date(2026, 11, 13), "overdue": True, "days_over": 6,
        "chase_no": n % 3 + 1,
    }  # fmt: skip
    return PaperItem(**(given | more))  # type: ignore[arg-type]


def paper(kind: PaperKind, *items: PaperItem, **more: object) -> PaperFacts:
    given: dict[str, object] = {
        "kind": kind, "county": "云岭县", "office": "云岭县人民政府办公室", "number": NUMBERS[kind],
        "agency": "县交通运输局", "issued_on": DAY, "items": items, "answer_by": date(2026, 11, 30),
        "level": NoticeLevel.WARNING, "text": "请主要负责同志过问。\n结果书面报送。", "signer": "王芳",
        "contact": "李明 0873-3345678", "supporting": ("县财政局", "东岭镇人民政府"),
        "more": PaperMore(
            ("陈雨桐（县长）",), "周立明（县委书记）", "月底前必须通车。", 7, "赵启航（副县长）", "孙佩兰（副县长）",
            "现场照片2张",
        ),
    }  # fmt: skip
    return PaperFacts(**(given | more))  # type: ignore[arg-type]


def with_items(kind: PaperKind, count: int) -> PaperFacts:
    return paper(kind, *(item(n) for n in range(1, count + 1)))
