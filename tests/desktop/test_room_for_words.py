"""Words that matter keep their room: narrow windows, long names, many visits, many issues selected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDateEdit, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from core.directory import AgencyDraft
from core.i18n import set_language
from core.visits import HOUSEHOLD_VISITS, Half, VisitDraft, VisitState
from db.models import Agency, Issue, Leader, Township, Visit
from db.services.directory import save_agency
from db.services.visits import create_visit
from desktop.calendar.calendar_page import CalendarPage
from desktop.calendar.chip import _fit
from desktop.calendar.inspector_parts import IssueLine
from desktop.calendar.legend import DRAFT, FLAG, MARKET
from desktop.context import AppContext
from desktop.directory.leaders_page import LeadersPage
from desktop.directory.townships_page import TownshipsPage
from desktop.fonts import metrics, sans_name
from desktop.imports.wizard import ImportWizard
from desktop.issues.issue_table import LEADER, SERIAL, STAGE, TITLE, TITLE_SHORT, UNIT
from desktop.issues.issues_page import IssuesPage
from desktop.speech import speak
from desktop.today.chase import LEAST_TITLE, carrier_text, widths_for
from desktop.today.today_page import VISITS_SHOWN, TodayPage
from desktop.today.visit_row import TodayVisit
from desktop.visits.editor import VisitEditor
from desktop.widgets.empty_words import EmptyWords
from desktop.widgets.text import PlainLabel

TODAY = date(2026, 11, 23)
LONG = "云岭县人力资源和社会保障局乡村振兴服务中心"


@pytest.fixture
def issues(qtbot: QtBot, county_ctx: AppContext) -> IssuesPage:
    made = IssuesPage(county_ctx)
    qtbot.addWidget(made)
    made.resize(1368, 836)
    made.shown(TODAY)
    made.show()
    return made


@pytest.fixture
def today(qtbot: QtBot, county_ctx: AppContext) -> TodayPage:
    made = TodayPage(county_ctx)
    qtbot.addWidget(made)
    made.resize(1368, 836)
    made.shown(TODAY)
    made.show()
    return made


@pytest.fixture
def spoken_chinese(qapp: QApplication) -> Iterator[None]:
    speak(qapp, "zh_CN")
    yield
    speak(qapp, "en")


def rename_a_unit(ctx: AppContext) -> None:
    with ctx.store.write("Rename") as session:
        for issue in session.query(Issue):
            issue.lead_agency_id = issue.lead_agency_id or session.query(Agency.id).limit(1).scalar()
        for number, unit in enumerate(session.query(Agency)):
            save_agency(session, AgencyDraft(name=f"{LONG}{number}", id=unit.id, version=unit.version))


def test_a_units_long_name_is_whole_where_the_titles_leave_room(issues: IssuesPage) -> None:
    rename_a_unit(issues.ctx)
    issues.resize(1700, 836)
    QApplication.processEvents()
    issues.reload(issues.TABLES)

    assert issues.ledger.table.columnWidth(UNIT) >= metrics(14).horizontalAdvance(LONG)


def test_a_narrow_ledger_leaves_columns_out_and_keeps_titles_and_units(chinese: None, issues: IssuesPage) -> None:
    issues.resize(952, 600)
    QApplication.processEvents()

    table = issues.ledger.table
    assert table.isColumnHidden(SERIAL)
    assert not table.isColumnHidden(UNIT)
    assert table.columnWidth(TITLE) >= TITLE_SHORT
    issues.resize(1500, 836)
    QApplication.processEvents()
    assert not any(table.isColumnHidden(column) for column in (SERIAL, STAGE, LEADER))


@pytest.mark.parametrize("width", [952, 1278, 1440])
def test_no_tab_of_the_ledger_loses_its_number(issues: IssuesPage, width: int) -> None:
    issues.resize(width, 700)
    QApplication.processEvents()

    pills = issues.ledger.pills
    for button in pills._buttons():
        assert button.width() == button.sizeHint().width()
    assert pills.mapTo(issues, QPoint(pills.width(), 0)).x() <= width


def test_how_many_are_selected_is_said_and_what_reaches_them(issues: IssuesPage, chinese: None) -> None:
    table, told = issues.ledger.table, issues.ledger.detail.foot.several
    table.selectAll()
    count = len(table.selected_rows())
    assert told.text() == f"选中 {count} 件。“催一下”对全部生效，其余操作只办当前这一件。"
    assert not told.isHidden()

    table.clearSelection()
    table.go_first()
    assert told.isHidden()


def test_b_says_that_no_visit_is_planned(issues: IssuesPage, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(issues.ctx, "toast", lambda words, **_more: said.append(words))
    with issues.ctx.store.write("No visits") as session:
        for visit in session.query(Visit).where(Visit.day >= TODAY):
            visit.state = VisitState.CANCELLED
    issues.reload(issues.TABLES)
    row = issues.list.rows[0]
    issues.ledger.table.go_to(row.id)

    issues.bring_along()

    assert said == [f"No visit to {row.township} is planned yet"]


def test_a_filter_shows_that_its_list_goes_on(issues: IssuesPage) -> None:
    popup = issues.ledger.filters["townships"].popup
    issues.ledger.filters["townships"].set_items([(n, f"乡镇{n}") for n in range(40)])
    issues.ledger.filters["townships"]._open()

    assert popup._fits() < 40
    before = popup.grab().toImage()
    popup._items = popup._items[: popup._fits()]
    assert popup.grab().toImage() != before  # the thumb at the right is gone
    popup.close_popup()


def test_today_puts_its_columns_one_below_the_other_in_a_narrow_window(today: TodayPage) -> None:
    assert today._aside.x() > today.chase.x() + today.chase.width()

    today.resize(952, 600)
    QApplication.processEvents()

    content = today._aside.parentWidget()
    assert content is not None
    assert today._aside.y() >= today.chase.mapTo(content, QPoint(0, today.chase.height())).y()
    assert today.chase.width() > 800


def test_who_goes_is_never_cut_on_today(today: TodayPage) -> None:
    assert today._morning is not None
    rows = today._morning.overdue
    widths = widths_for(rows, TODAY, 770)

    for row in rows:
        day, goes = carrier_text(row, TODAY)
        wide = metrics(14, bold=True).horizontalAdvance(day) + metrics(14).horizontalAdvance(goes)
        assert widths.carrier >= wide
    taken = widths.deadline + widths.township + widths.agency + widths.carrier
    assert 770 - taken >= LEAST_TITLE


def test_a_day_of_many_visits_leaves_room_for_what_must_be_chased(today: TodayPage) -> None:
    with today.ctx.store.write("Many") as session:
        places = [row.id for row in session.query(Township)]
        leaders = [row.id for row in session.query(Leader)]
        for number, leader in enumerate(leaders):
            for half in Half.MORNING, Half.AFTERNOON:
                create_visit(
                    session,
                    VisitDraft(
                        uid=str(uuid4()), day=TODAY, half=half, kind="research_visit", leader_id=leader,
                        township_id=places[number % len(places)], overlap_confirmed=True,
                    ),
                )  # fmt: skip
    today.reload(today.TABLES)

    assert today._morning is not None
    assert len(today._morning.visits) > VISITS_SHOWN
    assert len([row for row in today.findChildren(TodayVisit) if not row.isHidden()]) == VISITS_SHOWN


def test_dates_stay_whole_in_wrapped_labels_and_read_as_given(qtbot: QtBot) -> None:
    said = "最近集日：11月23日 周一、12月1日 周二"
    label = PlainLabel(said, wrap=True)
    qtbot.addWidget(label)

    assert label.text() == said
    assert "1\u20602\u2060月" in QLabel.text(label)
    assert PlainLabel(said).text() == QLabel.text(PlainLabel(said)) == said


def test_a_long_name_with_dots_falls_back_to_its_first_part_and_never_runs_into_the_flag() -> None:
    leader = "阿卜杜拉·买买提江·吾守尔"
    fitted = _fit(leader, "青石镇", "上", 110, full_names=True, family=sans_name())
    assert fitted.leader == "阿卜杜拉"

    endless = _fit("长" * 40, "青石镇", "上", 110, full_names=True, family=sans_name())
    assert metrics(13).horizontalAdvance(endless.leader) <= 110


def test_the_inspector_never_grows_wider_than_its_column_and_its_issues_open_by_key(
    qtbot: QtBot, county_ctx: AppContext
) -> None:
    rename_a_unit(county_ctx)
    page = CalendarPage(county_ctx)
    qtbot.addWidget(page)
    page.resize(1368, 836)
    page.shown(TODAY)
    page.show()
    with county_ctx.store.read() as session:
        township = session.query(Issue.township_id).order_by(Issue.due).limit(1).scalar()
    with county_ctx.store.write("Plan") as session:
        leader = session.query(Leader.id).limit(1).scalar()
        visit = create_visit(
            session,
            VisitDraft(uid=str(uuid4()), day=TODAY + timedelta(15), half=Half.MORNING, kind="research_visit",
                       leader_id=leader, township_id=township, overlap_confirmed=True),
        )  # fmt: skip
    page.go(visit_id=visit)
    qtbot.waitUntil(lambda: page.inspector.detail is not None and page.inspector.detail.id == visit)

    content = page.inspector._scroll.widget()
    assert content is not None
    assert content.minimumSizeHint().width() <= page.inspector.width()
    wanted: list[int] = []
    page.inspector.issue_wanted.disconnect()
    page.inspector.issue_wanted.connect(wanted.append)
    line = content.findChildren(IssueLine)[0]
    assert line.focusPolicy() & Qt.FocusPolicy.TabFocus
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert len(wanted) == 1


def test_the_legend_leaves_marks_out_before_it_cuts_words(qtbot: QtBot, county_ctx: AppContext) -> None:
    page = CalendarPage(county_ctx)
    qtbot.addWidget(page)
    page.resize(1600, 700)
    page.legend.setMaximumWidth(700)  # the header's views need more room than that
    page.shown(TODAY)
    page.show()
    QApplication.processEvents()

    items = [item for item in page.legend._items if item.key != HOUSEHOLD_VISITS.key]  # the month has none
    kinds = [item for item in items if item.key not in {FLAG, MARKET, DRAFT}]
    assert all(item.width() == item.sizeHint().width() for item in kinds)
    assert any(item.isHidden() for item in items)
    page.legend.setMaximumWidth(1600)
    QApplication.processEvents()
    assert not any(item.isHidden() for item in items)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_editor_shows_every_field_whole_and_its_rows_close_together(
    qtbot: QtBot, county_ctx: AppContext, language: str
) -> None:
    set_language(language)
    editor = VisitEditor(county_ctx, VisitDraft(uid="x", day=TODAY, half=Half.MORNING, kind="research_visit"))
    qtbot.addWidget(editor, before_close_func=VisitEditor.reject_quietly)
    editor.show()
    QApplication.processEvents()
    form = editor.form

    holder = form.parentWidget()
    assert holder is not None
    assert form.width() <= holder.width()
    assert form.ends.placeholderText() == "11:30"
    assert form.day.y() - form.template.y() < 60
    assert form.agencies.y() - form.leaders.y() < 60


def test_the_date_comes_in_on_its_day(qtbot: QtBot, county_ctx: AppContext) -> None:
    editor = VisitEditor(county_ctx, VisitDraft(uid="x", day=TODAY, half=Half.MORNING, kind="research_visit"))
    qtbot.addWidget(editor, before_close_func=VisitEditor.reject_quietly)
    editor.show()
    editor.form.day.setFocus(Qt.FocusReason.TabFocusReason)

    assert editor.form.day.currentSection() == QDateEdit.Section.DaySection
    QTest.keyClick(editor.form.day, Qt.Key.Key_Up)
    assert editor.form.day.day() == TODAY + timedelta(1)


def test_the_file_dialog_of_the_import_speaks_chinese_throughout(
    qtbot: QtBot, county_ctx: AppContext, spoken_chinese: None
) -> None:
    wizard = ImportWizard(county_ctx)
    qtbot.addWidget(wizard)
    wizard.add_files()

    (dialog,) = wizard.findChildren(QFileDialog)
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert "查找位置：" in said
    assert "文件类型：" in said
    assert dialog.nameFilters()[0].startswith("表格文件")
    dialog.close()


@pytest.mark.parametrize("page_class", [TownshipsPage, LeadersPage])
def test_an_empty_list_says_what_to_do_and_an_empty_search_says_so(
    qtbot: QtBot, ctx: AppContext, county_ctx: AppContext, page_class: type[TownshipsPage] | type[LeadersPage]
) -> None:
    blank, full = page_class(ctx), page_class(county_ctx)
    for page in (blank, full):
        qtbot.addWidget(page)
        page.resize(1200, 700)
        page.shown(TODAY)
        page.show()
    full._on_search("无此名称")

    said = [[label.text() for label in page.findChildren(EmptyWords) if label.isVisible()] for page in (blank, full)]
    assert "Ctrl+O" in said[0][0]
    assert "fits the search" in said[1][0]
    full._on_search("")
    assert not any(label.isVisible() for label in full.findChildren(EmptyWords))
