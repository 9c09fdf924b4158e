"""The sample county lives in a file of its own: the user's schedule keeps every byte."""

import time

import pytest

from core.paths import default_schedule
from db.checks import check
from db.queries.names import is_empty
from db.services.settings import save_settings
from db.store import open_store
from desktop.desk import Desk
from desktop.imports.sample_county import COUNTY, SampleOpening, build_sample, sample_path
from desktop.tasks import Cancelled, Task
from desktop.welcome.welcome_page import WelcomePage
from tests.desktop.conftest import TODAY

WAIT = 120_000


@pytest.fixture
def desk(qtbot, machine, tmp_path, monkeypatch):
    monkeypatch.setattr("desktop.imports.sample_county.user_data", lambda: tmp_path / "data")
    monkeypatch.setattr("desktop.desk.default_schedule", lambda: tmp_path / "data" / "schedule.db")
    made = Desk(machine, today=lambda: TODAY)
    qtbot.addWidget(made.window)
    yield made
    made.end()
    made.window.close()


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    path = tmp_path_factory.mktemp("built") / "sample.db"
    began = time.monotonic()
    build_sample(path, Task(""), today=TODAY)
    return path, time.monotonic() - began


def covers(desk):
    return desk.window._outer.currentWidget()


def test_the_sample_is_whole_and_says_that_it_is_one(built):
    path, _seconds = built
    store = open_store(path, read_only=True)
    assert check(store).good
    with store.read() as session:
        assert not is_empty(session)
    store.close()
    assert [each.name for each in path.parent.iterdir() if ".part" in each.name] == []


def test_stopping_leaves_no_half_sample_behind(tmp_path):
    task = Task("")
    task.cancel()
    with pytest.raises(Cancelled):
        build_sample(tmp_path / "sample.db", task, today=TODAY)
    assert list(tmp_path.iterdir()) == []


def test_opening_and_clearing_the_sample_leaves_the_own_schedule_byte_for_byte(
    desk, built, qtbot, monkeypatch, tmp_path
):
    own = tmp_path / "data" / "schedule.db"
    own.parent.mkdir()
    store = open_store(own, create=True, today=lambda: TODAY)
    with store.write("Start") as session:
        save_settings(session, county="清河县")
    store.close()
    assert desk.start(own)
    before = own.read_bytes()
    assert isinstance(covers(desk), WelcomePage)

    monkeypatch.setattr("desktop.imports.sample_county.build_sample", lambda path, *_a, **_k: _copied(built[0], path))
    monkeypatch.setattr(desk.window, "show_page", lambda *_a, **_k: None)
    covers(desk).sample_wanted.emit()
    assert isinstance(covers(desk), SampleOpening)
    qtbot.waitUntil(lambda: "sample" in desk.window.notices(), timeout=WAIT)
    assert desk.ctx.settings.county == COUNTY
    assert desk.ctx.store.origin.path == tmp_path / "data" / "sample.db"
    assert own.read_bytes() == before

    with desk.ctx.store.write("Try something") as session:
        save_settings(session, office="试试")
    monkeypatch.setattr("desktop.sample_desk.ask", lambda *_a, **_k: True)
    desk._sample.clear()
    assert isinstance(covers(desk), WelcomePage)
    assert desk.ctx.settings.county == "清河县"
    assert own.read_bytes() == before
    assert [each.name for each in own.parent.iterdir() if each.name.startswith("sample")] == []
    assert "sample" not in desk.window.notices()


def test_without_a_schedule_the_sample_makes_none(desk, built, qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr("desktop.imports.sample_county.build_sample", lambda path, *_a, **_k: _copied(built[0], path))
    monkeypatch.setattr(desk.window, "show_page", lambda *_a, **_k: None)
    assert desk.start(None)
    covers(desk).sample_wanted.emit()
    qtbot.waitUntil(lambda: "sample" in desk.window.notices(), timeout=WAIT)
    assert not (tmp_path / "data" / "schedule.db").exists()
    monkeypatch.setattr("desktop.sample_desk.ask", lambda *_a, **_k: True)
    desk._sample.clear()
    assert isinstance(covers(desk), WelcomePage)
    assert not (tmp_path / "data" / "schedule.db").exists()
    assert desk.ctx is None


def test_cancelling_while_it_is_made_leads_back_to_the_start_page(desk, qtbot, monkeypatch):
    assert desk.start(None)
    covers(desk).sample_wanted.emit()
    covers(desk).cancel()
    qtbot.waitUntil(lambda: isinstance(covers(desk), WelcomePage), timeout=WAIT)
    assert not sample_path().exists()
    assert not default_schedule().exists()


def _copied(source, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(source.read_bytes())
    return path
