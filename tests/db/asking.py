"""Requests for visits in the small county of tests/db/county.py, asked for and looked up in one word each."""

from __future__ import annotations

from datetime import date

from core.preparation import RequestDraft
from db import models as m
from db.queries.requests import unplaced
from db.services.requests import save_request
from tests.db.county import AROUND, QINGSHI, ask, do


def request(uid="r1", **fields):
    return RequestDraft(**({"uid": uid, "received_on": date(2026, 11, 20), "township_id": QINGSHI} | fields))


def asked(store, uid="r1", **fields):
    return do(store, save_request, request(uid, **fields))


def waiting(store, **around):
    return ask(store, unplaced, **(AROUND | around))


def ids(store):
    return [row.id for row in waiting(store)]


def state_of(store, request_id):
    with store.read() as session:
        row = session.get(m.VisitRequest, request_id)
        return None if row is None else (row.state, row.visit_id)
