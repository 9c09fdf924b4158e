"""Medians and tails, and the bare SQL behind what our code asked: each statement as text, on a plain connection."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlcipher3 import dbapi2  # the same SQLite as ours

Asked = list[tuple[str, Any]]


def milliseconds(do: Callable[[], object]) -> float:
    """Return how long *do* took."""
    began = time.perf_counter()
    do()
    return (time.perf_counter() - began) * 1000


def p95(values: Sequence[float]) -> float:
    """Return the value that 95 of 100 stay below."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def by_turns(rounds: int, *parts: Callable[[], object]) -> list[list[float]]:
    """Time each part once per round, so that a busy machine slows all of them alike; the first round only warms up."""
    taken: list[list[float]] = [[] for _ in parts]
    for number in range(rounds + 1):
        for place, part in enumerate(parts):
            spent = milliseconds(part)
            if number:
                taken[place].append(spent)
    return taken


@contextmanager
def listening() -> Iterator[Asked]:
    """Collect every SELECT that is sent meanwhile."""
    asked: Asked = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            asked.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


class BareSql:
    """The same statements on a plain connection of their own, every row fetched."""

    def __init__(self, path: Path, asked: Asked) -> None:
        self._connection = dbapi2.connect(f"{path.as_uri()}?mode=ro", uri=True)
        self.asked = asked

    def __call__(self) -> None:
        """Run them all once."""
        for statement, parameters in self.asked:
            with closing(self._connection.execute(statement, parameters)) as cursor:
                cursor.fetchall()


def beside(name: str, ours: Sequence[float], bare: Sequence[float], against: str) -> list[tuple[str, float, str]]:
    """Return median and tail of ours, the median of what it is compared with, and the ratio."""
    middle, plain = statistics.median(ours), statistics.median(bare)
    return [
        (f"{name}, p50", middle, "ms"),
        (f"{name}, p95", p95(ours), "ms"),
        (f"  {against}", plain, "ms"),
        ("  ratio of the medians", middle / plain, "times"),
    ]
