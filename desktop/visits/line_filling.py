"""Putting what a line says into the fields of a visit, and nothing that it does not say."""

from __future__ import annotations

from dataclasses import fields
from datetime import time
from typing import Final

from core.one_line import Asked, Reading
from core.visits import Half
from desktop.visits.form import VisitForm
from desktop.visits.unsaved import Typed

NOON: Final = time(12)
ANSWERED_BY: Final[dict[Asked, tuple[str, ...]]] = {
    Asked.DAY: ("day",),
    Asked.TIME: ("starts", "ends", "half"),
    Asked.LEADER: ("leader",),
    Asked.PLACE: ("township", "village"),
    Asked.KIND: ("kind",),
    Asked.AGENCY: ("agencies",),
    Asked.MEANING: ("leader", "township"),
}
"""The fields, by their keys in `VisitForm.typed`, that answer a question when somebody fills them in by hand."""


def fill(form: VisitForm, now: Reading, before: Reading) -> None:
    """Put into *form* what *now* says and *before* did not: what was changed by hand meanwhile stays."""
    news = {each.name for each in fields(Reading) if getattr(now, each.name) != getattr(before, each.name)}
    if "kind" in news and now.kind is not None:
        form.kind.set_value(now.kind)
        form.kind.chosen.emit(now.kind)
    if "reception_form" in news and now.reception_form is not None:
        form.form.setCurrentIndex(form.form.findData(now.reception_form.value))
    _fill_time(form, now, news)
    if "leader_id" in news or (now.asks(Asked.LEADER) and not before.asks(Asked.LEADER)):
        form.leader.set_value(now.leader_id)
    if {"township_id", "village_id"} & news or (now.asks(Asked.PLACE) and not before.asks(Asked.PLACE)):
        form.township.set_value(now.township_id)
        form.township.chosen.emit(now.township_id)
        form.village.set_value(now.village_id)
    _fill_rest(form, now, news)
    form.changed.emit()


def _fill_time(form: VisitForm, now: Reading, news: set[str]) -> None:
    if "day" in news and now.day is not None:
        form.day.set_day(now.day)
    if "half" in news and now.half is not None:
        form.half.choose(now.half.value)
        _drop_other_times(form, now.half)
    if {"starts_at", "ends_at"} & news:
        form.starts.set_time(now.starts_at)
        form.ends.set_time(now.ends_at)


def _drop_other_times(form: VisitForm, half: Half) -> None:
    """Empty the times that a template brought along where they lie in another half than the line names."""
    there = form.facts()
    first, last = there.starts_at, there.ends_at
    if half is Half.AFTERNOON:
        fits = first is None or first >= NOON
    else:
        fits = (last is None or last > NOON) if half is Half.WHOLE_DAY else (first is None or first < NOON)
    if not fits:
        form.starts.set_time(None)
        form.ends.set_time(None)


def _fill_rest(form: VisitForm, now: Reading, news: set[str]) -> None:
    for name, line in (("place", form.place), ("theme", form.theme_line)):
        if name in news:
            line.setText(getattr(now, name))
            line.setCursorPosition(0)
    for name, tags, found in (
        ("leaders_along", form.leaders, now.leaders_along),
        ("agencies", form.agencies, now.agencies),
    ):
        if name in news:
            tags.set_values(list(dict.fromkeys([*tags.values(), *found])))
    if "unannounced" in news:
        form.unannounced.setChecked(now.unannounced)


def is_answered_by_hand(asked: Asked, then: Typed, now: Typed) -> bool:
    """Return whether a field that answers such a question was changed between two states of the form."""
    return any(then.get(key) != now.get(key) for key in ANSWERED_BY[asked])
