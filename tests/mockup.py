"""The county of the pictures in design/ui: 12 townships, 10 leaders, October to December 2026, today 23 November.

`fill(session)` writes it into an empty schedule, so that a screenshot can be laid over the picture.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from core.calendar.workdays import work_calendar
from core.issues import ActionKind, IssueState, Satisfaction
from core.organisation import body_of, township_kind_of
from core.visits import Half, ReceptionForm, VisitState
from db import models as m
from db.services.presets import seed_presets

if TYPE_CHECKING:
    from db.store import Store

TODAY = date(2026, 11, 23)
COUNTY = "云岭县"
KINDS = {"访": "petition_reception", "办": "onsite_office", "研": "research_visit", "讲": "policy_outreach"}
LEADERS = (
    ("周立明", "县委书记"), ("陈雨桐", "县委副书记、县长"), ("何建勋", "县委副书记"),
    ("林若川", "县委常委、常务副县长"), ("马文博", "县委常委、政法委书记"), ("孙佩兰", "副县长"),
    ("赵启航", "副县长"), ("吴静姝", "副县长"), ("郑远山", "副县长"), ("许国安", "副县长"),
)  # fmt: skip
TOWNSHIPS = (
    ("青石镇", "lunar:3,8", 42, "罗晓梅", "青石镇综治中心一楼接访大厅"),
    ("柳河乡", "lunar:2,7", 35, "姜振华", "乡综治中心接访室"),
    ("东岭镇", "lunar:5,0", 64, "邵文斌", "镇便民服务中心"),
    ("石桥镇", "lunar:1,6", 14, "马辉", "石桥镇便民服务中心"),
    ("大湾乡", "lunar:4,9", 25, "秦磊", "大湾乡政府一楼会议室"),
    ("白杨街道", "", 8, "马涛", "白杨街道党群服务中心"),
    ("龙泉镇", "lunar:3,6,9", 53, "姜垚", "龙泉镇综治中心"),
    ("双塘乡", "lunar:1,4,7", 28, "熊向东", "双塘乡便民服务中心"),
    ("松坪乡", "lunar:2,5,8", 78, "曹彦青", "松坪乡政府会议室"),
    ("永兴镇", "lunar:4,9", 48, "余娟", "永兴镇综治中心"),
    ("清溪镇", "lunar:1,6", 31, "徐少华", "清溪镇便民服务中心"),
    ("望云乡", "lunar:5,0", 66, "崔玉兰", "望云乡政府一楼"),
)
AGENCIES = (
    "县信访局", "县水利局", "县人社局", "县住建局", "县农业农村局", "县教育局", "县交通运输局", "县卫生健康局",
    "县自然资源局", "县生态环境局", "县公安局", "县医保局", "县应急管理局", "县政务服务中心", "县供电公司", "县民政局",
)  # fmt: skip
VILLAGES = {"青石镇": ("柳树湾村", "上街社区"), "东岭镇": ("岭背村", "石垭村"), "柳河乡": ("河口村", "松林村")}

# day, leader, kind, township, half, state; day is (month, day)
_DONE = """
9-28 马文博 访 双塘乡; 9-29 陈雨桐 办 清溪镇; 9-29 孙佩兰 研 龙泉镇; 9-30 周立明 办 石桥镇;
10-8 周立明 办 龙泉镇; 10-8 赵启航 访 白杨街道; 10-9 孙佩兰 研 青石镇; 10-10 何建勋 讲 白杨街道;
10-12 林若川 办 龙泉镇; 10-13 许国安 研 松坪乡; 10-13 吴静姝 访 大湾乡 下; 10-14 郑远山 办 东岭镇;
10-15 周立明 访 青石镇; 10-15 陈雨桐 访 永兴镇; 10-15 马文博 访 柳河乡; 10-16 何建勋 讲 双塘乡;
10-19 孙佩兰 研 望云乡; 10-20 赵启航 办 石桥镇; 10-21 林若川 访 柳河乡; 10-21 吴静姝 研 清溪镇;
10-22 陈雨桐 办 大湾乡; 10-23 许国安 研 东岭镇; 10-26 孙佩兰 研 永兴镇; 10-27 郑远山 办 石桥镇;
10-28 林若川 访 双塘乡; 10-29 何建勋 讲 白杨街道; 10-30 赵启航 办 清溪镇;
11-2 许国安 研 龙泉镇; 11-3 陈雨桐 访 柳河乡; 11-3 吴静姝 讲 青石镇; 11-4 周立明 办 龙泉镇;
11-5 孙佩兰 研 大湾乡; 11-6 马文博 访 白杨街道; 11-10 林若川 访 石桥镇; 11-10 郑远山 研 东岭镇;
11-11 陈雨桐 办 青石镇; 11-12 何建勋 讲 清溪镇; 11-13 孙佩兰 研 东岭镇; 11-13 赵启航 访 柳河乡;
11-16 许国安 办 白杨街道; 11-17 马文博 访 大湾乡; 11-18 吴静姝 研 石桥镇; 11-19 林若川 访 清溪镇;
11-19 郑远山 办 龙泉镇; 11-20 何建勋 讲 柳河乡
"""
_SET = """
11-23 周立明 办 东岭镇 上 9:00-11:30; 11-23 吴静姝 访 柳河乡 下 14:30-17:00;
11-24 马文博 访 龙泉镇 上; 11-24 许国安 研 石桥镇 下;
11-25 周立明 访 白杨街道 上 9:00-11:30; 11-25 林若川 访 双塘乡 上 9:00-11:30;
11-25 何建勋 访 望云乡 上 9:30-11:30; 11-25 孙佩兰 访 大湾乡 下; 11-25 赵启航 访 永兴镇 下;
11-26 陈雨桐 访 青石镇 上 9:00-11:30; 11-26 吴静姝 研 清溪镇 下; 11-27 郑远山 办 大湾乡 上;
11-28 许国安 讲 白杨街道 全; 11-30 孙佩兰 研 柳河乡 上; 12-1 林若川 办 龙泉镇 上;
12-2 何建勋 讲 双塘乡 上; 12-2 赵启航 办 石桥镇 下
"""
_DRAFT = """
12-3 陈雨桐 办 望云乡 上; 12-3 马文博 访 青石镇 上; 12-4 吴静姝 访 清溪镇 上; 12-7 许国安 研 永兴镇 上;
12-8 周立明 办 望云乡 上; 12-9 孙佩兰 办 清溪镇 下; 12-9 赵启航 访 石桥镇 上; 12-10 陈雨桐 访 柳河乡 上;
12-15 何建勋 访 白杨街道 上; 12-15 马文博 访 双塘乡 上; 12-16 林若川 办 青石镇 上; 12-16 赵启航 办 青石镇 上;
12-17 许国安 讲 大湾乡 上; 12-18 孙佩兰 研 东岭镇 上; 12-21 周立明 办 青石镇 上; 12-22 陈雨桐 访 永兴镇 上;
12-23 吴静姝 讲 白杨街道 下; 12-24 林若川 访 清溪镇 上; 12-25 周立明 访 柳河乡 上; 12-25 马文博 访 东岭镇 上;
12-25 郑远山 访 白杨街道 下
"""
_ABSENCES = (
    ("周立明", (12, 14), (12, 17), "市委全会"), ("何建勋", (12, 7), (12, 10), "外出考察"),
    ("林若川", (12, 8), (12, 10), "省里开会"), ("马文博", (12, 2), (12, 4), "出差"),
    ("吴静姝", (11, 30), (12, 2), "休假"), ("郑远山", (12, 7), (12, 18), "省委党校学习"),
)  # fmt: skip
# serial, title, township, agency, working days (negative: late), stage, source visit (month, day, leader)
_OPEN = (
    (287, "柳树湾组饮水管网爆裂，127 户间歇停水", "青石镇", "县水利局", -9, 3, (10, 9, "孙佩兰")),
    (290, "岭背村卫生室无人值守，老人取药往返 14 公里", "东岭镇", "县卫生健康局", -6, 3, (10, 14, "郑远山")),
    (294, "运煤车压坏村道 3.2 公里，校车绕行", "东岭镇", "县交通运输局", -4, 2, (10, 23, "许国安")),
    (300, "景区停车场占用耕地补偿款未付清", "龙泉镇", "县自然资源局", -2, 3, (11, 4, "周立明")),
    (301, "养殖场粪污外溢，下游两个组无法洗衣", "大湾乡", "县生态环境局", -1, 2, (11, 5, "孙佩兰")),
    (305, "拖欠 26 名农民工工资 48.6 万元", "柳河乡", "县人社局", 1, 3, (11, 13, "赵启航")),
    (309, "中心小学门口无红绿灯，上下学拥堵", "石桥镇", "县公安局", 2, 2, (11, 18, "吴静姝")),
    (307, "云锦小区电梯停用 45 天，老人出行难", "白杨街道", "县住建局", 3, 3, (11, 16, "许国安")),
    (310, "新农合门诊报销比例解释不清，群众多跑路", "清溪镇", "县医保局", 3, 2, (11, 19, "林若川")),
    (292, "石梁组滑坡隐患点未设警示牌", "望云乡", "县应急管理局", 6, 3, (10, 19, "孙佩兰")),
    (308, "村小撤并后校车早班常晚点", "大湾乡", "县教育局", 7, 2, (11, 17, "马文博")),
    (303, "集镇农贸市场排水沟堵塞返臭", "青石镇", "县住建局", 8, 3, (11, 11, "陈雨桐")),
    (302, "便民大厅社保窗口排队超过 1 小时", "白杨街道", "县政务服务中心", 9, 2, (11, 6, "马文博")),
    (304, "土地承包证面积与实测不符", "青石镇", "县农业农村局", 10, 2, (11, 11, "陈雨桐")),
    (306, "低压线路老化，灌溉季经常跳闸", "东岭镇", "县供电公司", 12, 2, (11, 13, "孙佩兰")),
    (299, "青石小学寄宿生热水供应不足", "青石镇", "县教育局", 13, 3, (11, 3, "吴静姝")),
    (296, "永兴大桥限重后农机绕行 8 公里", "永兴镇", "县交通运输局", 14, 2, (10, 26, "孙佩兰")),
    (297, "敬老院热水锅炉待更换", "双塘乡", "县民政局", 15, 3, (10, 28, "林若川")),
    (298, "岭背村断头路 400 米未接通", "东岭镇", "县交通运输局", 17, 2, (11, 10, "郑远山")),
    (295, "河口村渡口护栏缺失", "柳河乡", "县交通运输局", 18, 2, (10, 21, "林若川")),
    (293, "松林村机井水泵损坏", "柳河乡", "县水利局", 20, 2, (10, 15, "马文博")),
)
_CLOSED_TOTAL = 284
_TO_CALL_BACK = 6
_SETTLED_AT = (("集镇公厕夜间不开放", "县住建局"), ("上街社区路灯不亮", "县住建局"))


def open_mockup(path: Path | str) -> Store:
    """Return a new schedule at *path* that holds the county of the pictures."""
    from db.store import open_store  # noqa: PLC0415 - the store is wanted by tests of windows only

    store = open_store(path, create=True, actor="罗敏", today=lambda: TODAY)
    with store.write("Fill the sample county") as session:
        fill(session)
    return store


def fill(session: Session, *, history: bool = True) -> None:
    """Write the county; *history* adds the issues closed long ago that only the ledger counts."""
    seed_presets(session)
    session.flush()
    County(session).write(history=history)
    session.flush()


class County:
    """The rows under way, by name."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.calendar = work_calendar()
        self.leaders: dict[str, m.Leader] = {}
        self.townships: dict[str, m.Township] = {}
        self.agencies: dict[str, m.Agency] = {}
        self.villages: dict[str, m.Village] = {}
        self.visits: dict[tuple[int, int, str], m.Visit] = {}
        self.number = 62

    def write(self, *, history: bool) -> None:
        """Write everything."""
        self._settings()
        self._people_and_places()
        for text, state in ((_DONE, VisitState.DONE), (_SET, VisitState.SET), (_DRAFT, VisitState.DRAFT)):
            for line in text.replace("\n", " ").split(";"):
                self._visit(line.split(), state)
        self.session.flush()
        self._company()
        self._open_issues()
        self._settled_there()
        if history:
            self._closed_issues()

    def _settings(self) -> None:
        values = {
            "county": COUNTY, "office": "中共云岭县委办公室", "visit_interval_days": 30,
            "reception_rule": "2026-10-15、2026-11-25",
        }  # fmt: skip
        for key, value in values.items():
            self.session.merge(m.Setting(key=key, value={"value": value}))
        self.session.add(
            m.CalendarDayRow(day=date(2026, 11, 28), origin="county", is_workday=True, name="本县调休上班", note="")
        )

    def _people_and_places(self) -> None:
        for rank, (name, post) in enumerate(LEADERS, start=1):
            phone = f"1380000{1000 + rank}"
            row = m.Leader(name=name, post=post, rank_order=rank, body=body_of(post), phone=phone)
            self.leaders[name] = row
        for position, (name, rule, km, liaison, place) in enumerate(TOWNSHIPS):
            row = m.Township(
                name=name, kind=township_kind_of(name), position=position, distance_km=km, travel_minutes=km * 3 // 2,
                liaison_name=liaison, liaison_phone="13812342207" if name == "青石镇" else f"1390000{2000 + position}",
                reception_place=place, markets=[m.Market(rule=rule, as_written="")] if rule else [],
            )  # fmt: skip
            self.townships[name] = row
        for position, name in enumerate(AGENCIES):
            self.agencies[name] = m.Agency(name=name, short_name=name, position=position, aliases=[])
        self.session.add_all([*self.leaders.values(), *self.townships.values(), *self.agencies.values()])
        self.session.flush()
        for township, names in VILLAGES.items():
            for name in names:
                self.villages[name] = m.Village(name=name, township_id=self.townships[township].id)
        self.session.add_all(self.villages.values())
        for name, first, last, reason in _ABSENCES:
            self.session.add(
                m.Absence(
                    leader_id=self.leaders[name].id, starts=date(2026, *first), ends=date(2026, *last), reason=reason
                )
            )
        pairs = (("林若川", "马文博"), ("孙佩兰", "赵启航"), ("吴静姝", "郑远山"))
        for a, b in pairs:
            self.session.add(m.BackupPair(a_leader_id=self.leaders[a].id, b_leader_id=self.leaders[b].id))

    def _visit(self, words: list[str], state: VisitState) -> None:
        day, leader, kind, township, *more = words
        month, number = (int(part) for part in day.split("-"))
        half = {"上": Half.MORNING, "下": Half.AFTERNOON, "全": Half.WHOLE_DAY}[more[0] if more else "上"]
        starts, ends = (time.fromisoformat(t.zfill(5)) for t in more[1].split("-")) if len(more) > 1 else (None, None)
        self.number += 1
        visit = m.Visit(
            uid=f"mockup-{self.number:04d}", year=2026, number=self.number, day=date(2026, month, number), half=half,
            starts_at=starts, ends_at=ends, kind=KINDS[kind], leader_id=self.leaders[leader].id,
            township_id=self.townships[township].id, state=state, leaders=[], agencies=[], appointments=[],
            reception_form=ReceptionForm.FIXED_POINT if kind == "访" else None,
        )  # fmt: skip
        self.visits[month, number, leader] = visit
        self.session.add(visit)

    def _company(self) -> None:
        self._along(self.visits[11, 23, "周立明"], "县交通运输局", "县卫生健康局")
        self._asked(
            self.visits[11, 23, "周立明"],
            ("9:00", "刘桂芳", "村卫生室药品不全，慢性病用药断供", "岭背村三组"),
            ("9:30", "周大庆", "运煤车夜间超载，路面继续塌陷", "岭背村一组"),
        )
        self._along(self.visits[11, 23, "吴静姝"], "县人社局", "县信访局")
        topics = ("务工工资", "宅基地审批", "灌溉渠清淤", "医保报销", "村道扩宽")
        people = ("冯国强", "许秀珍", "唐长林", "韩玉兰", "邓家富")
        self._asked(
            self.visits[11, 23, "吴静姝"],
            *(
                (f"{14 + n // 2}:{30 * (n % 2):02d}", who, what, "")
                for n, (who, what) in enumerate(zip(people, topics, strict=True))
            ),
        )
        reception = self.visits[11, 26, "陈雨桐"]
        reception.state = VisitState.NOTIFIED
        self._along(reception, "县信访局", "县水利局", "县人社局")
        for row in reception.agencies:
            row.notified_on = date(2026, 11, 20)
            row.confirmed_on = None if row is reception.agencies[2] else date(2026, 11, 20)
        self._asked(
            reception,
            ("9:00", "王桂英", "柳树湾组饮水管网", "柳树湾村二组"),
            ("9:30", "李长顺", "土地承包边界重叠", "上街社区"),
            ("10:00", "张素芬", "低保复核被取消", "柳树湾村四组"),
        )

    def _along(self, visit: m.Visit, *names: str) -> None:
        visit.agencies = [
            m.VisitAgency(agency_id=self.agencies[name].id, position=position) for position, name in enumerate(names)
        ]

    def _asked(self, visit: m.Visit, *rows: tuple[str, str, str, str]) -> None:
        visit.appointments = [
            m.Appointment(
                position=position,
                at=time.fromisoformat(at.zfill(5)),
                topic=topic,
                petitioner=m.Petitioner(name=name, phone=f"1387777{6000 + position}", address=address),
            )
            for position, (at, name, topic, address) in enumerate(rows)
        ]

    def _open_issues(self) -> None:
        for serial, title, township, agency, days, stage, (month, day, leader) in _OPEN:
            raised = date(2026, month, day)
            issue = self._issue(serial, title, township, agency, raised)
            issue.visit_id = self.visits[month, day, leader].id
            issue.due = self._due(days)
            issue.due_steps = []
            issue.state = IssueState.FEEDBACK if stage == 3 else IssueState.ASSIGNED
            self._action(issue, raised, ActionKind.REGISTERED, "")
            self._action(issue, raised + timedelta(1), ActionKind.ASSIGNED, "", issue.due)
            if serial == 287:
                self._burst_pipe(issue)
            elif stage == 3:
                self._action(issue, raised + timedelta(4), ActionKind.FEEDBACK, "已到现场核实，正在办理")

    def _burst_pipe(self, issue: m.Issue) -> None:
        issue.petitioner = m.Petitioner(name="王桂英", phone="13855556612", address="柳树湾村二组")
        issue.village_id = self.villages["柳树湾村"].id
        issue.chase_count = issue.extension_count = 1
        issue.actions[-1].due = date(2026, 10, 31)
        self._action(issue, date(2026, 10, 28), ActionKind.EXTENDED, "管材未到货", date(2026, 11, 10))
        self._action(issue, date(2026, 11, 16), ActionKind.REMINDED, "要求两天内书面说明")
        self._action(issue, date(2026, 11, 18), ActionKind.FEEDBACK, "已铺管 1.2 公里，预计 11月27日通水")
        self.session.flush()
        self.session.add(
            m.Extension(
                issue_id=issue.id, granted_on=date(2026, 10, 28), from_due=date(2026, 10, 31),
                to_due=date(2026, 11, 10), reason="管材未到货", approver="陈雨桐",
            )
        )  # fmt: skip

    def _settled_there(self) -> None:
        visit = self.visits[11, 11, "陈雨桐"]
        for serial, (title, agency) in enumerate(_SETTLED_AT, start=285):
            issue = self._issue(serial, title, "青石镇", agency, visit.day)
            issue.visit_id = visit.id
            self._close(issue, visit.day + timedelta(6), Satisfaction.SATISFIED)

    def _closed_issues(self) -> None:
        townships, agencies = [row[0] for row in TOWNSHIPS], AGENCIES
        for n in range(_CLOSED_TOTAL - len(_SETTLED_AT)):
            raised = date(2026, 1, 5) + timedelta(n * 250 // _CLOSED_TOTAL)
            title = ("村道路面破损", "饮水水压不足", "低保复核", "路灯不亮", "排水沟堵塞")[n % 5]
            issue = self._issue(n + 1, title, townships[n % 12], agencies[n % len(agencies)], raised)
            pleased = Satisfaction.SATISFIED if n % 6 else Satisfaction.MOSTLY
            self._close(issue, raised + timedelta(9), None if n < _TO_CALL_BACK else pleased)

    def _close(self, issue: m.Issue, on: date, satisfaction: Satisfaction | None) -> None:
        issue.state, issue.closed_on, issue.satisfaction = IssueState.CLOSED, on, satisfaction
        issue.due, issue.close_result = on + timedelta(5), "已办结"
        self._action(issue, issue.raised_on, ActionKind.REGISTERED, "")
        self._action(issue, on, ActionKind.CLOSED, "已办结")

    def _issue(self, serial: int, title: str, township: str, agency: str, raised: date) -> m.Issue:
        issue = m.Issue(
            uid=f"mockup-issue-{serial:04d}", number=f"云岭下访〔2026〕{serial:04d}号", year=2026, serial=serial,
            title=title, raised_on=raised, township_id=self.townships[township].id,
            lead_agency_id=self.agencies[agency].id, actions=[], supporting=[], due_steps=[],
        )  # fmt: skip
        self.session.add(issue)
        return issue

    def _action(self, issue: m.Issue, day: date, kind: ActionKind, text: str, due: date | None = None) -> None:
        at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        issue.actions.append(
            m.IssueAction(day=day, recorded_at=at, kind=kind, text=text, due=due, agency_id=issue.lead_agency_id)
        )

    def _due(self, days: int) -> date:
        if days > 0:
            due = TODAY
            county_saturday = date(2026, 11, 28)
            left = days
            while left:
                due += timedelta(1)
                left -= 1 if self.calendar.is_workday(due) or due == county_saturday else 0
            return due
        due = TODAY
        for _step in range(-days):
            due = self.calendar.previous_workday(due)
        return due
