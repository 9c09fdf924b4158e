"""The theme of a visit stands in its plan and on its record's page: neither overwrites what the other changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.errors import ChangedMeanwhile
from db import models as m
from db.queries.visits import visit_draft
from db.services.visits import save_visit
from tests.db.record_office import save, set_up, stored


@pytest.fixture
def office(store):
    return set_up(store)


def rename(store, theme):
    with store.write("Correct the visit") as session:
        save_visit(session, replace(visit_draft(session, 2), theme=theme))


def theme(store):
    with store.read() as session:
        return session.get_one(m.Visit, 2).theme


def test_a_theme_corrected_in_the_plan_survives_the_record_that_was_open_meanwhile(office):
    page = stored(office)
    rename(office, "道路")

    save(office, replace(page, vehicles=1))

    assert theme(office) == "道路"


def test_a_theme_changed_on_both_sides_is_refused_and_one_changed_on_the_page_is_kept(office):
    page = stored(office)
    rename(office, "道路")
    with pytest.raises(ChangedMeanwhile):
        save(office, replace(page, theme="电网"))
    assert theme(office) == "道路"

    save(office, replace(stored(office), theme="电网"))
    assert theme(office) == "电网"
