"""The wizard in the window: opened from anywhere, left without a trace, or ending on Today."""

import pytest
from PySide6.QtWidgets import QFileDialog

from desktop.desk import Desk
from desktop.imports.wizard import ImportWizard
from desktop.page import Page, PageEntry
from desktop.welcome.welcome_page import WelcomePage
from tests.desktop.conftest import TODAY
from tests.desktop.test_import_wizard import ROW, answer_all, ledger, settled

__all__ = ["ledger", "settled"]


@pytest.fixture
def desk(qtbot, machine, tmp_path, monkeypatch):
    monkeypatch.setattr("desktop.desk.default_schedule", lambda: tmp_path / "data" / "schedule.db")
    made = Desk(machine, today=lambda: TODAY)
    made.window._entries = {key: PageEntry(key, key, "table", f"{__name__}:BlankPage") for key in ("today", "issues")}
    qtbot.addWidget(made.window)
    yield made
    made.end()
    made.window.close()


class BlankPage(Page):
    """Stands in for the pages, which have tests of their own."""


def covers(desk):
    return desk.window._outer.currentWidget()


def close_dialogs(wizard):
    for dialog in wizard.findChildren(QFileDialog):
        dialog.close()


def test_from_the_welcome_page_to_today_and_one_undo_takes_all_away(desk, settled, ledger, monkeypatch):
    assert desk.start(None)
    covers(desk).import_wanted.emit()
    wizard = covers(desk)
    assert isinstance(wizard, ImportWizard)
    close_dialogs(wizard)
    wizard.choose.take([ledger(ROW)])
    settled(wizard)
    answer_all(wizard, settled)
    wizard.go(3)
    wizard.next_step()
    settled(wizard)
    wizard.confirm.county_name.setText("清河县")
    wizard.next_step()
    assert desk.window.is_open()
    assert desk.window.page_key() == "today"
    assert desk.window.windowTitle() == "Onsite Days — 清河县"
    assert desk.window.count("issues") == 0
    assert desk.ctx.store.undo_label() == "Change settings"
    desk.ctx.store.undo()
    assert desk.ctx.store.undo_label() == "Import"


def test_cancelling_on_a_new_schedule_leads_back_to_the_welcome_page(desk):
    assert desk.start(None)
    covers(desk).import_wanted.emit()
    close_dialogs(covers(desk))
    covers(desk).cancel()
    assert isinstance(covers(desk), WelcomePage)


def test_cancelling_over_an_open_county_shows_the_same_page_again(desk, county):
    path = county.origin.path
    county.close()
    assert desk.start(path)
    desk.window.show_page("issues")
    page = desk.window.page()
    desk.window.run_action("import")
    assert isinstance(covers(desk), ImportWizard)
    assert not desk.window.is_open()
    close_dialogs(covers(desk))
    covers(desk).cancel()
    assert desk.window.page() is page


def test_closing_the_window_during_the_wizard_harms_nothing(desk, ledger):
    assert desk.start(None)
    covers(desk).import_wanted.emit()
    close_dialogs(covers(desk))
    covers(desk).choose.take([ledger(ROW)])
    desk.window.close()
    desk.end()
