import errno
import json
import sys
import threading

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from core.errors import UserError, Vanished
from core.i18n import N_
from core.storage_errors import DiskFull
from db.services.settings import save_settings
from desktop import errors
from desktop.errors import Faults, shown_to
from desktop.hub import Hub
from desktop.machine import Machine, load_machine
from desktop.tasks import Cancelled, Tasks
from desktop.widgets import Button, Message


class Refused(UserError):
    message = N_("{what} cannot be done.")


@pytest.fixture
def form(qtbot):
    made = QWidget()
    made.field = QLineEdit("王大妈说的话")
    QVBoxLayout(made).addWidget(made.field)
    qtbot.addWidget(made)
    made.show()
    yield made
    for box in boxes():
        box.accept()


@pytest.fixture
def faults(qtbot, tmp_path):
    made = Faults(tmp_path / "log" / "onsite-days.log")
    made.install()
    yield made
    made.uninstall()
    for box in boxes():
        box.accept()


def boxes():
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, Message) and each.isVisible()]


def test_a_refusal_is_shown_as_plain_text_and_the_form_keeps_its_words(form):
    with shown_to(form) as outcome:
        raise Refused(what="<b>Nothing</b>")

    assert not outcome.ok
    assert isinstance(outcome.error, Refused)
    assert [box.text.text() for box in boxes()] == ["<b>Nothing</b> cannot be done."]
    assert form.field.text() == "王大妈说的话"


def test_what_goes_well_shows_nothing(form):
    with shown_to(form) as outcome:
        pass

    assert outcome.ok
    assert boxes() == []


@pytest.mark.parametrize(
    ("code", "start"),
    [
        (errno.ENOSPC, "The disk is full."),
        (errno.EACCES, "/x/y cannot be written here."),
        (errno.EIO, "The system refused: "),
    ],
)
def test_what_the_system_says_of_a_file_becomes_a_sentence(form, code, start):
    with shown_to(form):
        raise OSError(code, "reason", "/x/y")

    assert boxes()[0].text.text().startswith(start)


def test_a_full_disk_is_told_by_the_store_in_its_own_words(form):
    refusal = DiskFull(place="/x/schedule.db", path="/x/schedule.db")
    with shown_to(form):
        raise refusal

    assert boxes()[0].text.text() == str(refusal)
    assert "full" in str(refusal)


def test_a_fault_passes_through_to_the_hook(form):
    with pytest.raises(ZeroDivisionError), shown_to(form):
        _ = 1 / 0


def test_an_unexpected_fault_gets_a_number_and_a_log_and_the_app_goes_on(qtbot, faults):
    sys.excepthook(KeyError, KeyError("<img src=file:///x>"), None)

    box = boxes()[0]
    number = box.text.text().split("number ")[1].split(")")[0]
    assert number in faults.log.read_text(encoding="utf-8")
    assert str(faults.log) in box.text.text()
    assert "KeyError" in faults.log.read_text(encoding="utf-8")


def test_many_faults_open_one_box(qtbot, faults):
    for _turn in range(5):
        faults.caught(ValueError, ValueError("again"), None)
    assert len(boxes()) == 1

    boxes()[0].accept()
    faults.caught(ValueError, ValueError("later"), None)
    assert len(boxes()) == 1


def test_a_refusal_that_nobody_caught_is_a_sentence_without_a_number(qtbot, faults):
    faults.caught(Vanished, Vanished(), None)
    assert boxes()[0].text.text() == str(Vanished())


def test_a_fault_in_a_thread_is_shown_in_the_gui_thread(qtbot, faults):
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(boxes()) == 1)
    assert "ZeroDivisionError" in faults.log.read_text(encoding="utf-8")


def test_slow_work_runs_elsewhere_and_its_result_comes_home(qtbot):
    tasks, got, steps = Tasks(), [], []

    def work(task):
        task.step(1, 2, "half")
        return threading.current_thread() is threading.main_thread()

    task = tasks.start("Work", work, done=lambda result: got.append((result, QThread.currentThread())))
    task.progressed.connect(lambda *step: steps.append(step))
    qtbot.waitUntil(lambda: bool(got))

    assert got == [(False, QApplication.instance().thread())]
    assert steps in ([(1, 2, "half")], [])
    assert tasks.running == []


def test_work_can_be_stopped_and_rolls_back(qtbot, store):
    tasks, ended, started = Tasks(), [], threading.Event()

    def work(task):
        with store.write("Never") as session:
            save_settings(session, county="never")
            session.flush()
            started.set()
            while True:
                task.step()

    task = tasks.start("Work", work, failed=ended.append)
    started.wait(5)
    task.cancel()
    qtbot.waitUntil(lambda: bool(ended))

    assert isinstance(ended[0], Cancelled)
    assert store.undo_label() is None


def test_a_refusal_of_slow_work_is_shown_at_its_form(qtbot, form):
    def work(_task):
        raise Refused(what="This")

    Tasks(form).start("Work", work, widget=form)
    qtbot.waitUntil(lambda: len(boxes()) == 1)
    assert boxes()[0].text.text() == "This cannot be done."


def test_announcements_of_other_threads_arrive_in_the_gui_thread(qtbot, store):
    hub, heard = Hub(), []
    hub.listen(store)
    hub.changed.connect(lambda tables: heard.append((tables, threading.current_thread() is threading.main_thread())))

    def write():
        with store.write("Rename") as session:
            save_settings(session, county="云岭县")

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [(frozenset({"setting"}), True)]

    hub.stop()
    write()
    QApplication.processEvents()
    assert len(heard) == 1


def test_window_settings_come_back(tmp_path):
    machine = Machine(path=tmp_path / "a" / "window.json", theme="dark", last_page="issues")
    machine.views["issues"] = {"width": 388}
    assert machine.save()

    assert load_machine(machine.path) == machine


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"version": 99, "theme": "dark"}', "\x00\xff", '{"version":1,"theme":' + "[" * 9000]
)
def test_broken_window_settings_give_defaults_and_are_kept_aside(tmp_path, content):
    path = tmp_path / "window.json"
    path.write_text(content, encoding="utf-8")
    machine = load_machine(path)

    assert machine == Machine(path=path)
    assert machine.kept_aside is not None
    assert machine.kept_aside.read_text(encoding="utf-8") == content
    assert machine.save()


def test_wrong_types_in_window_settings_are_passed_over(tmp_path):
    path = tmp_path / "window.json"
    path.write_text(json.dumps({"version": 1, "theme": 5, "last_page": "issues", "views": []}), encoding="utf-8")

    assert load_machine(path) == Machine(path=path, last_page="issues")


def test_unwritable_window_settings_do_not_stop_anybody(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert not Machine(path=tmp_path / "file" / "window.json").save()


def test_an_error_box_has_one_button_that_enter_presses(qtbot, form):
    errors.show_refusal(form, Refused(what="This"))
    buttons = boxes()[0].findChildren(Button)
    assert [button.isDefault() for button in buttons] == [True]
