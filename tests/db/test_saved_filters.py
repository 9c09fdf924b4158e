"""Filters under a name: kept, changed, renamed and deleted with undo; refusals say what to do."""

from __future__ import annotations

import pytest

from core.errors import MissingField, NameTaken, TooLong, Vanished
from db.queries.saved_filters import saved_filters
from db.services.saved_filters import change_filter, delete_filter, rename_filter, save_filter
from db.store import Store
from tests.db.county import ask, do

FIELDS = {"leaders": [2], "overdue": True}


def names(store: Store, page: str = "calendar") -> list[str]:
    return [row.name for row in ask(store, saved_filters, page)]


def test_a_filter_is_kept_for_its_page_in_the_order_of_saving(store: Store) -> None:
    do(store, save_filter, "calendar", " 超期乡镇 ", FIELDS)
    do(store, save_filter, "calendar", "两位县长", {})
    do(store, save_filter, "issues", "超期乡镇", {})
    assert names(store) == ["超期乡镇", "两位县长"]
    assert ask(store, saved_filters, "calendar")[0].fields == FIELDS
    assert names(store, "issues") == ["超期乡镇"]


def test_each_act_is_one_step_of_undo(store: Store) -> None:
    id = do(store, save_filter, "calendar", "甲", FIELDS)
    do(store, rename_filter, id, "乙")
    do(store, change_filter, id, {"kinds": ["onsite_office"]})
    do(store, delete_filter, id)
    assert names(store) == []
    store.undo()
    assert [(row.name, row.fields) for row in ask(store, saved_filters, "calendar")] == [
        ("乙", {"kinds": ["onsite_office"]})
    ]
    store.undo()
    assert ask(store, saved_filters, "calendar")[0].fields == FIELDS
    store.undo()
    assert names(store) == ["甲"]
    store.undo()
    assert names(store) == []


def test_a_name_is_asked_for_and_stands_once(store: Store) -> None:
    id = do(store, save_filter, "calendar", "甲", FIELDS)
    do(store, save_filter, "calendar", "乙", FIELDS)
    for name, refusal in (("", MissingField), ("  ", MissingField), ("甲", NameTaken), ("长" * 61, TooLong)):
        with pytest.raises(refusal):
            do(store, save_filter, "calendar", name, FIELDS)
    with pytest.raises(NameTaken, match="乙"):
        do(store, rename_filter, id, "乙")
    do(store, rename_filter, id, "甲")
    assert names(store) == ["甲", "乙"]


def test_a_filter_deleted_meanwhile_says_so(store: Store) -> None:
    for act in (lambda: do(store, delete_filter, 7), lambda: do(store, rename_filter, 7, "甲")):
        with pytest.raises(Vanished):
            act()
    with pytest.raises(Vanished):
        do(store, change_filter, 7, {})
