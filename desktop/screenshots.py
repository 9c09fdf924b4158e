"""Pictures of every page without a display: zh and en, light and dark, two window sizes, today 2026-11-23.

Paths read `zh/light/1440x900/today.png`. A further picture is one line in SCENES.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from core.documents.forms import VISIT_SHEET
from core.documents.pdf import render_pngs
from core.i18n import language, set_language
from core.paths import resource
from core.reports import Span, period_of
from core.visits import RecordForm, VisitState
from db.queries.calendar import VisitRow, visits_between
from db.queries.issues import overdue_count
from db.queries.village_detail import village_rows
from db.queries.visit_sheet import visit_sheet
from db.store import Store, open_store
from desktop import theme
from desktop.app import dress
from desktop.base_rota_scenes import BASE_ROTA_SCENES
from desktop.board_scenes import BOARD_SCENES
from desktop.calendar.calendar_page import CalendarPage
from desktop.chain_scenes import CHAIN_SCENES
from desktop.context import AppContext
from desktop.coverage.scenes import COVERAGE_SCENES
from desktop.file_scenes import files_scene, picture_scene
from desktop.imports.sample_county import WORKBOOKS, build_sample
from desktop.imports.wizard import ImportWizard
from desktop.machine import Machine
from desktop.main_window import MainWindow
from desktop.map.map_scenes import MAP_SCENES
from desktop.outing_scenes import day_plan_scene, preparation_scene
from desktop.record_scenes import record_scene
from desktop.reports.reports_page import ReportsPage
from desktop.settings.notice_scene import notice_scene
from desktop.settings.settings_page import SECTIONS
from desktop.speech import speak
from desktop.tasks import Task
from desktop.visits.editor import VisitEditor
from desktop.visits.requests.pictures import let_requests_wait, review_of_form
from desktop.welcome.welcome_page import WelcomePage

TODAY: Final = date(2026, 11, 23)
LANGUAGES: Final = {"zh": "zh_CN", "en": "en"}
SIZES: Final = {"1440x900": QSize(1440, 868), "1366x768": QSize(1366, 736)}
"""Screens, and what a native title bar of 32 px leaves of them."""
SHEET_PPI: Final = 110
PATIENCE: Final = 90.0
_UID: Final = (
    "00000000-0000-4000-8000-000020261123"  # every import draws new ones, and the code on the sheet shows them
)
_LEDGER: Final = """收件登记表（2026年11月）
编号,反映时间,乡镇,村（社区）,反映人,联系电话,反映问题,责任单位,截止日期,经办意见
1,2026-11-20,青石镇,前冲村,王桂英,13800006612,前冲村路灯不亮,县路灯管理所,2026-12-01,拟同意
2,2026年2月31日,青石镇,前冲村,李国庆,13800002204,水管爆裂，院墙进水,县水务局,2026-12-01,
3,2026-11-21,青山镇,前冲村,赵春梅,,桥面塌陷一处,县路灯管理所,2026-12-01,请核实
"""


@dataclass
class Studio:
    """One language's window on the sample county.

    Attributes:
        files: The office's workbooks, as chosen in the wizard.
        visits: Visits around today, in calendar order.
    """

    window: MainWindow
    ctx: AppContext
    empty: AppContext
    files: list[Path]
    visits: list[VisitRow]
    wizard: ImportWizard | None = None

    def visit(self) -> VisitRow:
        """Return the visit whose pages are shown."""
        return _next_visit(self.visits)

    def importing(self) -> ImportWizard:
        """Return the wizard with all files read."""
        if self.wizard is None:
            self.wizard = ImportWizard(self.empty)
            self.window.show_welcome(self.wizard)
            self.wizard.choose.take(self.files)
        self.settle()
        return self.wizard

    def settle(self) -> None:
        """Wait until the wizard has nothing to do."""
        began = time.monotonic()
        session = self.wizard.session if self.wizard is not None else None
        while session is not None and (session.reading or session.planning or session.importing):
            QApplication.processEvents()
            time.sleep(0.005)
            if time.monotonic() - began > PATIENCE:
                raise TimeoutError("the import did not come to rest")


Shown = QDialog | None
Scene = Callable[[Studio], Shown]


def take_all(folder: Path) -> Iterator[Path]:
    """Write every picture below *folder*, telling each as it is written."""
    application = QApplication.instance() or QApplication([])
    if not isinstance(application, QApplication):
        return
    before = language()
    application.setCursorFlashTime(0)
    try:
        with tempfile.TemporaryDirectory(prefix="onsite-pictures-") as place:
            county = build_sample(Path(place) / "sample.db", Task(""), today=TODAY)
            for name, spoken in LANGUAGES.items():
                for mode in (theme.LIGHT, theme.DARK):  # a window of its own each: changing its theme would take longer
                    yield from _in_look(application, folder / name / mode, spoken, county)
                yield from _sheets(folder / name / "print", county)
    finally:
        set_language(before)


def _in_look(application: QApplication, folder: Path, spoken: str, county: Path) -> Iterator[Path]:
    speak(application, spoken)
    dress(application, folder.name)
    machine = Machine(path=county.with_name("window.json"), language=spoken, reduce_motion=True)
    store = open_store(county, today=lambda: TODAY)
    blank = open_store(county.with_name(f"blank-{spoken}-{folder.name}.db"), create=True, today=lambda: TODAY)
    contexts = [AppContext(each, today=lambda: TODAY, machine=machine) for each in (store, blank)]
    window = MainWindow(machine)
    for ctx in contexts:
        ctx.attach(window)
    studio = Studio(window, contexts[0], contexts[1], _files(county.parent), _visits(store))
    with store.read() as session:
        window.set_count("issues", overdue_count(session, TODAY))
    window.show()
    try:
        for stem, scene in SCENES.items():
            yield from _pictures(studio, folder, stem, scene)
    finally:
        if studio.wizard is not None:
            studio.wizard.session.close()
        for ctx in contexts:
            ctx.close()
            ctx.store.close()
        window.hide()
        window.deleteLater()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _pictures(studio: Studio, folder: Path, stem: str, scene: Scene) -> Iterator[Path]:
    studio.window.resize(SIZES["1440x900"])
    dialog = scene(studio)
    for size, room in SIZES.items():
        studio.window.resize(room)
        _calm(studio.window)
        path = folder / size / f"{stem}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        _grabbed(studio.window, dialog).save(str(path))
        yield path
    if dialog is not None:
        dialog.done(0)
        dialog.deleteLater()
        QApplication.processEvents()


def _calm(window: QWidget) -> None:
    """Let every layout and delayed painting happen; nobody's pointer hovers in a picture."""
    for _round in range(3):
        QApplication.processEvents()
    for widget in window.findChildren(QWidget):
        if widget.underMouse():
            widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, on=False)
    window.repaint()


def _grabbed(window: QWidget, dialog: QDialog | None) -> QPixmap:
    """Return the window's picture, with a dialog of its own window laid over it as a screen would."""
    picture = window.grab()
    if dialog is not None and dialog.isWindow():
        box = dialog.grab()
        corner = QPoint((window.width() - dialog.width()) // 2, max((window.height() - dialog.height()) // 2, 0))
        painter = QPainter(picture)
        painter.drawPixmap(corner, box)
        painter.setPen(theme.blend(theme.theme().ink3, theme.theme().page, 0.2))
        painter.drawRect(corner.x() - 1, corner.y() - 1, dialog.width() + 1, dialog.height() + 1)
        painter.end()
    return picture


def _sheets(folder: Path, county: Path) -> Iterator[Path]:
    """Write the printed sheet page by page: black on white in every theme."""
    store = open_store(county, today=lambda: TODAY)
    try:
        visit = _next_visit(_visits(store))
        with store.read() as session:
            facts = replace(visit_sheet(session, visit.id, TODAY), uid=_UID)
    finally:
        store.close()
    folder.mkdir(parents=True, exist_ok=True)
    stem = "visit-sheet" if folder.parent.name == "zh" else "visit-sheet-en"
    for number, png in enumerate(render_pngs(VISIT_SHEET, facts, made_on=TODAY, ppi=SHEET_PPI), 1):
        path = folder / f"{stem}-{number}.png"
        path.write_bytes(png)
        yield path


def _next_visit(visits: list[VisitRow]) -> VisitRow:
    """Return the visit whose pages are shown: the first that is still to come."""
    coming = [row for row in visits if row.day >= TODAY and row.state is not VisitState.CANCELLED]
    return (coming or visits)[0]


def _files(folder: Path) -> list[Path]:
    ledger = folder / "收件登记.csv"
    ledger.write_text(_LEDGER, encoding="utf-8")
    return [*(resource("sample", name) for name in WORKBOOKS), ledger]


def _visits(store: Store) -> list[VisitRow]:
    with store.read() as session:
        return list(visits_between(session, date(2026, 11, 16), date(2026, 12, 6), today=TODAY))


def _page(key: str, **target: Any) -> Scene:
    def show(studio: Studio) -> Shown:
        if not studio.window.is_open():
            studio.window.open(studio.ctx, key)
        studio.ctx.navigate(key, **target)
        return None

    return show


def _welcome(studio: Studio) -> Shown:
    studio.window.show_welcome(WelcomePage())
    return None


def _calendar(studio: Studio) -> Shown:
    studio.ctx.navigate("calendar", view="month", visit_id=studio.visit().id)
    return None


def _october(studio: Studio) -> Shown:
    studio.ctx.navigate("calendar", day=date(2026, 10, 12))
    return None


def _agenda(studio: Studio) -> Shown:
    studio.ctx.navigate("calendar", view="agenda", visit_id=studio.visit().id)
    return None


def _to_place(studio: Studio) -> Shown:
    let_requests_wait(studio.ctx)
    studio.ctx.navigate("calendar", view="month", requests=True)
    return None


def _request(studio: Studio) -> Shown:
    page = studio.window.page()
    return page.requests.commands.new() if isinstance(page, CalendarPage) else None


def _request_forms(studio: Studio) -> Shown:
    return review_of_form(studio.ctx, studio.window)


def _away_with_requests(studio: Studio) -> Shown:
    page = studio.window.page()
    if isinstance(page, CalendarPage):
        page.requests.close()
    return _october(studio)


def _editor(studio: Studio, line: str = "") -> Shown:
    studio.ctx.navigate(
        "calendar", view="month", **({"new_visit_line": line} if line else {"edit_visit": studio.visit().id})
    )
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, VisitEditor) and each.isVisible()]
    for editor in found:
        editor.keeper.drop()  # nothing is offered again in the next picture
    return found[-1] if found else None


def _entry(studio: Studio) -> Shown:
    studio.ctx.navigate("issues", entry_for=studio.visit().id)
    return None


def _village(studio: Studio) -> Shown:
    with studio.ctx.store.read() as session:
        village = village_rows(session, TODAY, township_id=1)[0].id
    studio.ctx.navigate("townships", village_id=village)
    return None


def _year(studio: Studio) -> Shown:
    studio.ctx.navigate("reports")
    page = studio.window.page()
    if isinstance(page, ReportsPage):
        page.period.show_period(period_of(Span.YEAR, TODAY))
        page.open_figure("unreached")
    return None


def _choose(studio: Studio) -> Shown:
    studio.importing()
    return None


def _map(studio: Studio) -> Shown:
    wizard = studio.importing()
    wizard.go(1)
    wizard.next_step()
    return None


def _fix(studio: Studio) -> Shown:
    wizard = studio.importing()
    for sheet in wizard.session.plan.sheets if wizard.session.plan else ():
        if sheet.table is not None and sheet.table.unmapped:
            wizard.session.wave_through(sheet.table, sheet.table.unmapped)
    studio.settle()
    wizard.go(2)
    wizard.next_step()
    return None


def _confirm(studio: Studio) -> Shown:
    wizard = studio.importing()
    while wizard.session.plan is not None and wizard.session.plan.open_questions:
        for question in wizard.session.plan.open_questions:
            answers = [option.answer for option in question.options]
            wizard.session.answer(question.id, "create" if "create" in answers else answers[0])
        studio.settle()
    wizard.go(3)
    return None


SCENES: Final[dict[str, Scene]] = {
    "today": _page("today"),
    "calendar": _calendar,
    "calendar-to-place": _to_place,
    "request": _request,
    "request-form": _request_forms,
    "calendar-october": _away_with_requests,
    "calendar-agenda": _agenda,
    **BOARD_SCENES,
    **BASE_ROTA_SCENES,
    "visit-editor": _editor,
    "visit-one-line": partial(_editor, line="下周三下午3点 副县长 青石镇 接访 带水利局"),
    "visit-preparation": preparation_scene,
    "visit-day-plan": day_plan_scene,
    "issues": _page("issues", tab="open"),
    **CHAIN_SCENES,
    "issue-files": files_scene,
    "issue-picture": picture_scene,
    "issue-entry": _entry,
    "record-reception": record_scene(RecordForm.RECEPTION),
    "record-reception-people": record_scene(RecordForm.RECEPTION, strip=True),
    "record-consultation": record_scene(RecordForm.CONSULTATION, strip=True),
    "record-research": record_scene(RecordForm.RESEARCH),
    "record-outreach": record_scene(RecordForm.OUTREACH),
    "record-households": record_scene(RecordForm.HOUSEHOLDS),
    "record-summary": record_scene(RecordForm.OUTREACH, summary=True),
    "townships": _page("townships"),
    "townships-story": _page("townships", township_id=1, story=True),
    "townships-village": _village,
    **MAP_SCENES,
    **COVERAGE_SCENES,
    "leaders": _page("leaders", leader_id=1),
    "leaders-story": _page("leaders", leader_id=1, story=True),
    "units-story": _page("leaders", agency_id=2, story=True),
    "reports": _page("reports"),
    "reports-year": _year,
    "reports-plots": _page("reports", view="plots"),
    **{f"settings-{entry.key}": _page("settings", section=entry.key) for entry in SECTIONS},
    "settings-notice": notice_scene,
    "import-1-choose": _choose,
    "import-2-map": _map,
    "import-3-fix": _fix,
    "import-4-confirm": _confirm,
    "welcome": _welcome,
}
"""Every picture by its file's stem, in the order in which they are taken."""
