"""The names a request form is read against: every spelling, those in office and in use only."""

from __future__ import annotations

from datetime import date

from core.imports.match import AGENCIES, LEADERS, TOWNSHIPS, VILLAGES, Known
from core.preparation import RequestDraft
from core.request_form.directory import names_from
from core.visits import SHIPPED_KINDS
from db import models as m
from db.queries.known_names import known_names, known_requests
from db.services.requests import save_request
from tests import mockup


def test_every_name_with_the_id_behind_it(store):
    with store.write("Fill") as session:
        mockup.fill(session)
        session.add(m.AgencyAlias(agency_id=2, alias="水务局"))
        session.get(m.Leader, 2).valid_to = date(2026, 1, 1)
        session.get(m.Agency, 3).active = False
    with store.read() as session:
        found = known_names(session, on=mockup.TODAY)
    names = names_from(SHIPPED_KINDS, found)
    town = names.book(TOWNSHIPS).find("青石").known
    assert names.id_of(town) == 1
    village = names.book(VILLAGES).find("柳树湾", within="青石镇").known
    assert names.name_of(VILLAGES, names.id_of(village), "青石镇") == "柳树湾村"
    assert names.id_of(names.book(AGENCIES).find("水务局").known) == 2
    assert [known.key for known in names.entries(LEADERS)][:2] == ["周立明", "何建勋"]
    assert "县人社局" not in [known.key for known in names.entries(AGENCIES)]


def test_namesakes_are_told_apart_by_their_posts(store):
    with store.write("Fill") as session:
        mockup.fill(session)
        session.add(m.Leader(name="周立明", post="副县长", rank_order=99))
    with store.read() as session:
        leaders = [known for _id, known in known_names(session, on=mockup.TODAY) if known.table == LEADERS]
    assert Known(LEADERS, "周立明（副县长）", ("周立明",), detail="副县长") in leaders


def test_a_form_chosen_a_second_time_is_known(store):
    with store.write("Fill") as session:
        mockup.fill(session)
        save_request(session, RequestDraft(uid="one", received_on=mockup.TODAY, township_id=1))
    with store.read() as session:
        assert known_requests(session, ["one", "two"]) == {"one"}
        assert known_requests(session, []) == set()
