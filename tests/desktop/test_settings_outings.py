"""Settings for outings: templates, household categories, numbers; the record of a kind; roads between townships."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.visits import Half, RecordForm
from db.queries.form_drafts import form_drafts
from db.queries.settings import office_settings, visit_kinds
from db.queries.templates import household_categories, roads, templates
from db.queries.township_detail import township_draft
from desktop.context import AppContext
from desktop.directory.road_rows import RoadLine
from desktop.directory.township_form import TownshipForm
from desktop.settings.outings_section import OutingsSection, read_hours
from desktop.settings.settings_page import SettingsPage
from desktop.visits.preparation_steps import TemplateStepLine
from desktop.visits.unsaved import TEMPLATE
from desktop.widgets.form import NotReadable
from tests.desktop.pages import Window, come_up

Read = Callable[[Any], Any]


@pytest.fixture
def page(qtbot: QtBot, county_ctx: AppContext, window: Window) -> SettingsPage:
    return come_up(qtbot, county_ctx, SettingsPage)


@pytest.fixture
def section(page: SettingsPage) -> OutingsSection:
    page.show_section("outings")
    found = page.section("outings")
    assert isinstance(found, OutingsSection)
    return found


def read(ctx: AppContext, query: Read) -> Any:
    with ctx.store.read() as session:
        return query(session)


def type_into(qtbot: QtBot, field: Any, text: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_every_template_is_listed_and_edited(qtbot: QtBot, section: OutingsSection) -> None:
    shown = section.templates.rows.rows()
    assert [row.name for row in shown] == [row.name for row in read(section.ctx, templates)]
    form = section.edit_template(shown[0])
    assert form is not None
    form.name.setText("定点接访（新）")
    form.half.choose("afternoon")
    form.starts.setText("14:30")
    form.ends.setText("17点")
    form.steps.add({"days": "4", "what": "check the hall", "who": "office", "proof": ""})
    form.stops.take_out(form.stops.lines()[3])
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    with qtbot.waitSignal(form.finished):
        qtbot.keyClick(form.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    saved = next(row for row in read(section.ctx, templates) if row.id == shown[0].id)
    assert (saved.name, saved.half, saved.starts_at.hour, saved.ends_at.hour) == (
        "定点接访（新）", Half.AFTERNOON, 14, 17,
    )  # fmt: skip
    assert (saved.steps[-1].what, saved.steps[-1].days_before, len(saved.stops)) == ("check the hall", 4, 4)
    section.ctx.store.undo()
    assert next(row for row in read(section.ctx, templates) if row.id == saved.id).name == "乡镇定点接访"


def test_a_template_is_added_made_default_and_deleted(section: OutingsSection) -> None:
    before = len(read(section.ctx, templates))
    form = section.edit_template(None)
    assert form is not None
    form.kind.setCurrentIndex(form.kind.findData("research_visit"))
    form.name.setText("一线调研")
    form.default.setChecked(True)
    form.try_save()
    found = [row for row in read(section.ctx, templates) if row.kind == "research_visit"]
    assert [(row.name, row.is_default) for row in found] == [("一线调研", True), ("专题调研", False)]
    again = section.edit_template(found[0])
    assert again is not None
    again._delete()
    found = [row for row in read(section.ctx, templates) if row.kind == "research_visit"]
    assert [(row.name, row.is_default) for row in found] == [("专题调研", True)]
    assert len(read(section.ctx, templates)) == before


def test_what_is_wrong_with_a_template_is_said_and_kept(section: OutingsSection) -> None:
    form = section.edit_template(section.templates.rows.rows()[0])
    assert form is not None
    form.name.setText(" ")
    form.try_save()
    assert form.name.property("invalid")
    form.name.setText("x")
    form.starts.setText("at dawn")
    form.try_save()
    assert "at dawn" in form.said.text()
    form.starts.setText("9")
    line = form.steps.lines()[0]
    assert isinstance(line, TemplateStepLine)
    line.days.setText("99")
    form.try_save()
    assert "from 0 to 60" in form.said.text()
    assert line.days.property("invalid")
    form.reject_quietly()


def test_a_template_half_typed_survives_a_kill_and_goes_only_on_purpose(
    qtbot: QtBot, section: OutingsSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = section.templates.rows.rows()[0]
    form = section.edit_template(row)
    assert form is not None
    head = section.ctx.store.head()
    form.name.setText("half a wor")
    form.half.buttons()[2].click()
    form.starts.setText("at dawn")
    form.steps.add({"days": "soon", "what": "check the hall"})
    form.note.setPlainText("two lines\nof it")
    qtbot.waitUntil(lambda: read(section.ctx, lambda session: form_drafts(session, TEMPLATE)) != [], timeout=3000)
    typed = form.typed()
    form.done(0)  # as a kill: nothing is given up
    other = section.edit_template(None)
    assert other is not None
    assert not other.is_changed()  # each template has its own draft
    other.reject()
    again = section.edit_template(row)
    assert again is not None
    assert again.typed() == typed
    assert again.restored.isVisible()
    assert section.ctx.store.head() == head
    answers: list[bool] = [False, True]
    monkeypatch.setattr("desktop.visits.leaving.ask", lambda *_a, **_k: answers.pop(0))
    again.reject()
    assert again.isVisible()
    again.reject()
    assert not again.isVisible()
    assert answers == []
    assert read(section.ctx, lambda session: form_drafts(session, TEMPLATE)) == []


def test_a_template_saved_or_deleted_leaves_nothing_half_typed(section: OutingsSection) -> None:
    form = section.edit_template(None)
    assert form is not None
    form.name.setText("")
    form.note.setPlainText("a note")
    form.try_save()  # refused: kept at once
    assert len(read(section.ctx, lambda session: form_drafts(session, TEMPLATE))) == 1
    form.name.setText("一线调研")
    form.try_save()
    assert read(section.ctx, lambda session: form_drafts(session, TEMPLATE)) == []
    made = next(row for row in read(section.ctx, templates) if row.name == "一线调研")
    gone = section.edit_template(made)
    assert gone is not None
    gone.name.setText("other")
    gone.keeper.keep()
    gone._delete()
    assert not gone.isVisible()
    assert read(section.ctx, lambda session: form_drafts(session, TEMPLATE)) == []


def test_categories_are_added_renamed_moved_and_set_aside(qtbot: QtBot, section: OutingsSection) -> None:
    form = section.edit_category(None)
    assert form is not None
    form.name.setText("退役军人户")
    form.try_save()
    names = [row.name for row in read(section.ctx, household_categories)]
    assert names[-1] == "退役军人户"
    section.categories.go_to(read(section.ctx, household_categories)[-1].key)
    section.move_category(-1)
    assert [row.name for row in read(section.ctx, household_categories)][-2] == "退役军人户"
    section.categories.go_to(read(section.ctx, household_categories)[0].key)
    section.aside_button.click()
    assert read(section.ctx, household_categories)[0].active is False
    section.ctx.store.undo()
    assert read(section.ctx, household_categories)[0].active is True
    taken = section.edit_category(section.categories.rows.rows()[0])
    assert taken is not None
    taken.name.setText(names[1])
    taken.try_save()
    assert "already" in taken.said.text() or taken.name.property("invalid")
    taken.reject()


def test_numbers_and_hours_save_as_they_are_left(qtbot: QtBot, section: OutingsSection) -> None:
    type_into(qtbot, section.numbers["households_per_village"], "5")
    type_into(qtbot, section.hours["morning"], "8-11:30")
    assert read(section.ctx, office_settings).households_per_village == 5
    assert read(section.ctx, office_settings).morning == "08:00-11:30"
    type_into(qtbot, section.numbers["vehicles"], "many")
    assert section.numbers["vehicles"].property("invalid")
    type_into(qtbot, section.hours["afternoon"], "late")
    assert section.hours["afternoon"].property("invalid")
    assert read(section.ctx, office_settings).afternoon == "14:30-17:30"


@pytest.mark.parametrize("words", ["", "9:00", "12:00-8:00", "a-b"])
def test_hours_that_are_none_are_refused(words: str) -> None:
    with pytest.raises(NotReadable):
        read_hours(words)


def test_a_kind_says_which_record_it_brings(page: SettingsPage) -> None:
    page.show_section("kinds")
    kinds: Any = page.section("kinds")
    row = kinds.kinds.rows.rows()[0]
    form = kinds.edit(row)
    assert form.record.currentData() == RecordForm.RECEPTION.value
    form.record.setCurrentIndex(form.record.findData(RecordForm.OUTREACH.value))
    form.try_save()
    assert read(page.ctx, visit_kinds)[0].record is RecordForm.OUTREACH
    page.ctx.store.undo()
    assert read(page.ctx, visit_kinds)[0].record is RecordForm.RECEPTION


@pytest.fixture
def township(qtbot: QtBot, county_ctx: AppContext) -> TownshipForm:
    draft = read(county_ctx, lambda session: township_draft(session, 1))
    form = TownshipForm(county_ctx, draft, None)
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    return form


def test_neighbours_are_typed_by_keys_and_undone_with_the_township(
    qtbot: QtBot, township: TownshipForm, county_ctx: AppContext
) -> None:
    township.roads.add_line()
    line = township.roads.lines()[0]
    assert isinstance(line, RoadLine)
    assert line.township.hasFocus()
    qtbot.keyClicks(line.township, "lhx")
    qtbot.keyClick(line.township, Qt.Key.Key_Tab)
    for field, words in ((line.minutes, "20"), (line.km, "15"), (line.road, "S318")):
        field.setFocus()
        qtbot.keyClicks(field, words)
    qtbot.keyClick(line.road, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not township.isVisible())
    (road,) = read(county_ctx, lambda session: roads(session, 1))
    assert (road.other, road.minutes, road.distance_km, road.road) == ("柳河乡", 20, 15, "S318")
    (back,) = read(county_ctx, lambda session: roads(session, road.other_id))
    assert back.other == "青石镇"
    county_ctx.store.undo()
    assert read(county_ctx, lambda session: roads(session, 1)) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"township": "nowhere"}, "nowhere"),
        ({"minutes": "20"}, "Neighbouring township"),
        ({"township": "柳河乡", "minutes": "soon"}, "soon"),
        ({"township": "柳河乡", "minutes": "9999"}, "2880"),
    ],
)
def test_a_wrong_neighbour_is_said_and_nothing_is_saved(
    township: TownshipForm, county_ctx: AppContext, typed: dict[str, str], said: str
) -> None:
    head = county_ctx.store.head()
    township.roads.add(typed)
    township.name.setText("青石新镇")
    township.try_save()
    assert township.isVisible()
    assert said in " ".join([township.said.text(), *township.texts().values()])
    assert county_ctx.store.head() == head
