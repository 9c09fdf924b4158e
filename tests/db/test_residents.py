"""Persons under protection are found in words that leave the program, on both databases."""

from __future__ import annotations

from db.models import Petitioner
from db.queries.residents import residents_in
from db.store import Store


def test_only_those_named_are_found(store: Store) -> None:
    with store.write("Add") as session:
        session.add_all([Petitioner(name=name) for name in ("王桂英", "李大山等5人", "", "群众", "张", "50%")])
    with store.read() as session:
        assert residents_in(session, "王桂英和李大山等5人说，群众张某") == {"王桂英", "李大山"}
        assert residents_in(session, "王桂花 100%") == frozenset()
        assert residents_in(session, "") == frozenset()
