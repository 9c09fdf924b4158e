"""Sheets for tests: the one of the picture, and harder ones."""

from dataclasses import replace
from datetime import date, time

from core.documents.visit_sheet import BroughtIssue, Person, SheetAppointment, TickedKind, VisitSheet
from core.visits import Half

DAY = date(2026, 11, 23)
KINDS = tuple(TickedKind(name, ticked=name == "现场办公") for name in ("信访接待", "现场办公", "调查研究", "政策宣讲"))
FOUR = (
    BroughtIssue("岭背村卫生室无人值守，老人取药往返14公里", "县卫生健康局", date(2026, 11, 13), 6),
    BroughtIssue("运煤车压坏村道3.2公里，校车绕行", "县交通运输局", date(2026, 11, 17), 4),
    BroughtIssue("低压线路老化，灌溉季经常跳闸", "县供电公司", date(2026, 12, 8)),
    BroughtIssue("岭背村断头路400米未接通", "县交通运输局", date(2026, 12, 15)),
)
PICTURE = VisitSheet(
    uid="3f2b9c1e-8d47-4a50-9e11-0c5d7a6b1f22",
    county="云岭县",
    number="云岭下访〔2026〕108号",
    day=DAY,
    half=Half.MORNING,
    starts_at=time(9),
    ends_at=time(11, 30),
    leader=Person("周立明", "县委书记"),
    township="东岭镇",
    place="镇便民服务中心",
    kinds=KINDS,
    agencies=("县交通运输局", "县卫生健康局", "东岭镇人民政府"),
    brought=FOUR,
    appointments=(
        SheetAppointment("刘桂芳", "岭背村三组", "村卫生室药品不全，慢性病用药断供"),
        SheetAppointment("周大庆", "岭背村一组", "运煤车夜间超载，路面继续塌陷"),
    ),
)
HOSTILE = (
    "#strong[x] *粗* _斜_ $x^2$ @ref",
    "<img src=file:///etc/passwd> // 注释 /* 块 */",
    '#read("/etc/passwd") #image("a.png")',
    "= 标题 - 列表 + 一 / 词: 义 \\ ~ ` ' \" --- ...",
    "https://example.org/" + "a" * 60 + "?q=1",
    "𠮷田䶮镕堃㛃 ，、。“”《》—…",
    "{township} %s {0} \\n \\u0041 &amp; &lt;",
)


def with_issues(count: int) -> VisitSheet:
    return replace(PICTURE, brought=tuple(FOUR[at % 4] for at in range(count)))
