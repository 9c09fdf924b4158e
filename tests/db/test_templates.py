"""What the office sets up for outings: templates, household categories, roads between townships."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from core.errors import (
    ChangedMeanwhile,
    EndsBeforeStarts,
    MissingField,
    NameTaken,
    NumberOutOfRange,
    StillInUse,
    TooLong,
    Vanished,
)
from core.preparation import Proof, StepDraft, StopDraft, StopKind, TemplateDraft
from core.preparation_errors import RoadToItself, RoadTwice, TemplateIsLast
from core.visits import SHIPPED_KINDS, Half
from db import models as m
from db.queries.clashes import clash_context
from db.queries.preparation import steps_of
from db.queries.templates import default_template, household_categories, roads, templates
from db.services.templates import (
    delete_household_category,
    delete_template,
    move_household_category,
    save_household_category,
    save_roads,
    save_template,
    set_household_category_active,
)
from tests.db.county import CALENDAR, LIUHE, QINGSHI, SETTINGS, SHIQIAO, TODAY, ask, do, found_county, plan
from tests.db.rows import everything

NIGHT = TemplateDraft(
    "policy_outreach", "夜访", theme="医保", half=Half.AFTERNOON, starts_at=time(19), ends_at=time(21), note="带灯",
    steps=[StepDraft("借投影", 2, "后勤"), StepDraft("打印", 1, proof=Proof.SHEET_PRINTED)],
    stops=[StopDraft(StopKind.STOP, "宣讲", "村部", minutes=60)],
)  # fmt: skip


@pytest.fixture
def office(store):
    found_county(store)
    return store


def named(store, kind="policy_outreach"):
    return [(draft.name, draft.is_default) for draft in ask(store, templates, kind)]


def test_every_kind_starts_with_one_template_that_is_its_default(office):
    found = ask(office, templates)

    assert [draft.kind for draft in found] == [kind.key for kind in SHIPPED_KINDS]
    assert all(draft.is_default and draft.steps and draft.stops for draft in found)


def test_a_template_is_saved_as_it_was_filled_in(office):
    template_id = do(office, save_template, NIGHT)

    kept = next(draft for draft in ask(office, templates, "policy_outreach") if draft.id == template_id)

    assert replace(kept, id=None, version=None) == NIGHT
    assert named(office) == [("政策宣讲", True), ("夜访", False)]


def test_the_default_gives_a_new_visit_its_steps(office):
    visit_id = plan(office, kind="policy_outreach")

    do(office, save_template, replace(NIGHT, is_default=True))

    assert named(office) == [("夜访", True), ("政策宣讲", False)]
    assert [row.what for row in ask(office, steps_of, visit_id, calendar=CALENDAR)] == ["借投影", "打印"]
    assert ask(office, default_template, "policy_outreach").name == "夜访"
    assert ask(office, default_template, "sightseeing") is None


def test_a_kind_always_has_one_default(office):
    night = do(office, save_template, replace(NIGHT, is_default=True))
    kept = ask(office, default_template, "policy_outreach")

    do(office, save_template, replace(kept, is_default=False))
    taken = named(office)
    do(office, delete_template, night)

    assert sum(default for _name, default in taken) == 1
    assert named(office) == [("政策宣讲", True)]
    with pytest.raises(TemplateIsLast):
        do(office, delete_template, ask(office, default_template, "policy_outreach").id)
    with pytest.raises(Vanished):
        do(office, delete_template, 99)


def test_a_template_that_moves_to_another_kind_leaves_a_default_behind(office):
    night = do(office, save_template, replace(NIGHT, is_default=True))
    kept = ask(office, default_template, "policy_outreach")

    do(office, save_template, replace(kept, kind="research_visit"))

    assert (kept.id, named(office)) == (night, [("政策宣讲", True)])
    assert named(office, "research_visit") == [("夜访", True), ("专题调研", False)]


def test_a_stale_template_is_refused_and_undo_gives_back_the_former_one(office):
    kept = ask(office, default_template, "policy_outreach")
    before = everything(office)
    do(office, save_template, replace(kept, name="宣讲"))

    with pytest.raises(ChangedMeanwhile):
        do(office, save_template, kept)
    office.undo()

    assert everything(office) == before


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"name": " "}, MissingField),
        ({"name": "政策宣讲"}, NameTaken),
        ({"name": "长" * 61}, TooLong),
        ({"kind": "sightseeing"}, Vanished),
        ({"starts_at": time(21), "ends_at": time(19)}, EndsBeforeStarts),
        ({"steps": [StepDraft("甲", 61)]}, NumberOutOfRange),
        ({"stops": [StopDraft(StopKind.STOP, "甲", minutes=2000)]}, NumberOutOfRange),
    ],
)
def test_what_no_template_can_be_is_refused(office, fields, refusal):
    with pytest.raises(refusal):
        do(office, save_template, replace(NIGHT, **fields))
    assert named(office) == [("政策宣讲", True)]


def test_household_categories_are_added_renamed_moved_and_set_aside(office):
    shipped = [row.key for row in ask(office, household_categories)]

    own = do(office, save_household_category, "", name=" 种粮大户 ")
    do(office, save_household_category, own, name="种粮户")
    moved = do(office, move_household_category, own, steps=-99)
    do(office, set_household_category_active, shipped[0], active=False)
    found = ask(office, household_categories)

    assert moved
    assert [row.key for row in found] == [own, *shipped]
    assert [(row.name, row.active) for row in found[:2]] == [("种粮户", True), ("党员户", False)]
    assert not do(office, move_household_category, own, steps=-1)


def test_a_category_that_is_taken_or_used_is_refused(office):
    with office.write("Call") as session:
        session.add(m.HouseholdVisit(uid="h", day=TODAY, village_id=QINGSHI, category="hardship"))
    own = do(office, save_household_category, "", name="种粮户")

    for name, refusal in (("困难户", NameTaken), (" ", MissingField), ("长" * 61, TooLong)):
        with pytest.raises(refusal):
            do(office, save_household_category, own, name=name)
    with pytest.raises(StillInUse) as refused:
        do(office, delete_household_category, "hardship")
    do(office, delete_household_category, own)

    assert "1 household visit" in str(refused.value)
    assert [row.used for row in ask(office, household_categories) if row.key == "hardship"] == [1]
    assert own not in {row.key for row in ask(office, household_categories)}


def seen_from(store, township_id):
    found = ask(store, roads, township_id)
    return [(row.one_id, row.other_id, row.minutes, row.distance_km, row.road) for row in found]


def test_a_road_is_one_road_seen_from_both_ends(office):
    do(office, save_roads, LIUHE, [(QINGSHI, 25, 18, " 省道208 "), (SHIQIAO, None, 9, "")])
    before = everything(office)

    do(office, save_roads, QINGSHI, [(LIUHE, 30, 18, "省道208")])
    from_liuhe, from_qingshi = seen_from(office, LIUHE), seen_from(office, QINGSHI)
    do(office, save_roads, SHIQIAO, [])

    assert from_liuhe == [(LIUHE, QINGSHI, 30, 18, "省道208"), (LIUHE, SHIQIAO, None, 9, "")]
    assert from_qingshi == [(QINGSHI, LIUHE, 30, 18, "省道208")]
    assert [(row.one, row.other) for row in ask(office, roads)] == [("青石镇", "柳河乡")]
    office.undo()
    office.undo()
    assert everything(office) == before


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ([(QINGSHI, 10, 10, "")], RoadToItself),
        ([(LIUHE, 10, 10, ""), (LIUHE, 20, 10, "")], RoadTwice),
        ([(LIUHE, 2881, 10, "")], NumberOutOfRange),
        ([(LIUHE, 10, -1, "")], NumberOutOfRange),
        ([(LIUHE, 10, 1, "长" * 61)], TooLong),
        ([(99, 10, 1, "")], Vanished),
    ],
)
def test_a_road_that_cannot_be_is_refused(office, given, refusal):
    with pytest.raises(refusal):
        do(office, save_roads, QINGSHI, given)
    assert ask(office, roads) == []


def test_the_check_for_clashes_knows_the_short_way(office):
    do(office, save_roads, LIUHE, [(QINGSHI, 25, 18, ""), (SHIQIAO, None, 9, "")])

    day = date(2026, 12, 2)
    context = ask(office, clash_context, day, day, calendar=CALENDAR, settings=SETTINGS)

    assert (context.travel(LIUHE, QINGSHI), context.travel(QINGSHI, LIUHE)) == (25, 25)
    assert context.travel(LIUHE, SHIQIAO) is None
