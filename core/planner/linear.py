"""A thin cover over HiGHS: one model that grows by rows and is solved level by level, the same way on every run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np

Numbers = np.ndarray[Any, np.dtype[np.float64]]
INFINITE = float("inf")
NEAR = 1e-5
FEW = 5
"""Branches tried for what rounding leaves torn."""
SURE, HALF, EASY = 0.8, 0.501, 12
"""What is taken of a relaxed solution in the first rounds, what at least in later ones, and from when on."""


@cache
def _highspy() -> Any:
    """Return HiGHS, or None where there is no wheel of it for the machine."""
    try:
        return import_module("highspy")
    except ImportError:
        return None


@cache
def _quiet() -> Any:
    """Return HiGHS without its banner, which it prints at the first call, before anything can be set."""
    highspy: Any = _highspy()

    class Quiet(highspy.Highs):  # type: ignore[misc]
        def enableCallbacks(self) -> None:  # noqa: N802 - its name there
            self.setOptionValue("output_flag", False)  # noqa: FBT003 - takes no names
            super().enableCallbacks()

    return Quiet


class StoppedError(Exception):
    """Somebody wants no more of it; nothing of the solve that was under way is used."""


def is_available() -> bool:
    """Return whether HiGHS is there."""
    return _highspy() is not None


@dataclass(frozen=True, slots=True)
class Solved:
    """What came of a solve.

    Attributes:
        bound: No solution costs less; minus infinity where nothing is known.
        cost: Of the solution; infinite where there is none.
        values: Of the columns.
    """

    bound: float
    cost: float
    values: Numbers

    @property
    def is_found(self) -> bool:
        """Whether there is a solution."""
        return self.cost < INFINITE

    def is_whole(self, columns: Sequence[int]) -> bool:
        """Return whether the solution is in whole numbers there."""
        part = self.values[np.asarray(columns, dtype=np.int64)]
        return bool(np.all(np.abs(part - np.round(part)) < NEAR))


class Linear:
    """Columns and rows, minimised for one cost after another."""

    def __init__(self, over: Callable[[], bool] | None = None, seed: int = 0) -> None:
        self._lower: list[float] = []
        self._upper: list[float] = []
        self._rows: list[tuple[float, float]] = []
        self._starts: list[int] = []
        self._columns: list[int] = []
        self._values: list[float] = []
        self._whole: list[int] = []
        self._solver: Any = None
        self._over = over
        self._seed = seed

    @property
    def size(self) -> int:
        """How many columns there are."""
        return len(self._lower)

    def column(self, lower: float = 0.0, upper: float = 1.0, *, whole: bool = False) -> int:
        """Add a column and return its place."""
        self._lower.append(lower)
        self._upper.append(upper)
        if whole:
            self._whole.append(len(self._lower) - 1)
        if self._solver is not None:
            self._solver.addCol(0.0, lower, upper, 0, np.zeros(0, np.int32), np.zeros(0))
        return len(self._lower) - 1

    def highest(self, column: int) -> float:
        """Return the most that a column can be."""
        return self._upper[column]

    def row(self, lower: float, upper: float, columns: Sequence[int], values: Sequence[float] | float = 1.0) -> None:
        """Add a row; a column occurs at most once in it."""
        numbers = [float(values)] * len(columns) if isinstance(values, (int, float)) else list(values)
        if self._solver is not None:
            self._solver.addRow(
                lower, upper, len(columns), np.asarray(columns, np.int32), np.asarray(numbers, np.float64)
            )
            return
        self._rows.append((lower, upper))
        self._starts.append(len(self._columns))
        self._columns += columns
        self._values += numbers

    def relaxed(self, costs: Mapping[int, float]) -> Solved:
        """Minimise with fractions allowed."""
        solver = self._ready(costs)
        self._mark(solver, whole=False)
        return self._run(solver, whole=False)

    def whole(self, costs: Mapping[int, float], *, nodes: int = 200, start: Numbers | None = None) -> Solved:
        """Minimise in whole numbers, with no more than so many branches."""
        solver = self._ready(costs)
        self._mark(solver, whole=True)
        solver.setOptionValue("mip_max_nodes", nodes)
        if start is not None:
            solution = _highspy().HighsSolution()
            solution.col_value = list(start)
            solver.setSolution(solution)
        return self._run(solver, whole=True)

    def rounded(self, costs: Mapping[int, float], *, rounds: int = 80) -> Solved:
        """Minimise in whole numbers by taking what the relaxed solution is surest of, and solving on; not proven."""
        bound, columns = -INFINITE, np.asarray(self._whole, np.int64)
        try:
            for n in range(rounds):
                found = self.relaxed(costs)
                bound = found.bound if not n else bound
                if not found.is_found:
                    return found
                part = found.values[columns]
                torn = np.sort(part[np.abs(part - np.round(part)) > NEAR] % 1)
                if not len(torn):
                    return Solved(bound, found.cost, found.values)
                sure = min(SURE if n < EASY else max(torn[-1 - len(torn) // 10], HALF), torn[-1])
                taken = columns[part % 1 >= sure]
                self._bound(taken, np.ceil(found.values[taken] - NEAR))
            return self.whole(costs, nodes=FEW)
        finally:
            self._bound(columns, None)

    def _bound(self, columns: Any, lowest: Numbers | None) -> None:
        every = np.asarray(columns, np.int32)
        upper = np.asarray([self._upper[each] for each in every], float)
        lower = np.asarray([self._lower[each] for each in every], float) if lowest is None else lowest
        self._solver.changeColsBounds(len(every), every, np.minimum(lower, upper), upper)

    def _ready(self, costs: Mapping[int, float]) -> Any:
        if self._solver is None:
            self._solver = self._built()
        every = np.zeros(self.size)
        for column, cost in costs.items():
            every[column] = cost
        self._solver.changeColsCost(self.size, np.arange(self.size, dtype=np.int32), every)
        return self._solver

    def _mark(self, solver: Any, *, whole: bool) -> None:
        types = _highspy().HighsVarType
        kind = types.kInteger if whole else types.kContinuous
        if self._whole:
            columns = np.asarray(self._whole, np.int32)
            solver.changeColsIntegrality(len(columns), columns, np.full(len(columns), int(kind), np.uint8))

    def _built(self) -> Any:
        highspy, solver = _highspy(), _quiet()()
        settings: dict[str, Any] = {"threads": 1, "random_seed": self._seed, "parallel": "off"}
        for name, value in settings.items():
            solver.setOptionValue(name, value)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self.size, len(self._rows)
        model.col_cost_ = np.zeros(self.size)
        model.col_lower_, model.col_upper_ = np.asarray(self._lower, float), np.asarray(self._upper, float)
        model.row_lower_ = np.asarray([low for low, _high in self._rows], float)
        model.row_upper_ = np.asarray([high for _low, high in self._rows], float)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.asarray([*self._starts, len(self._columns)], np.int32)
        model.a_matrix_.index_ = np.asarray(self._columns, np.int32)
        model.a_matrix_.value_ = np.asarray(self._values, float)
        solver.passModel(model)
        if self._over is not None:
            self._listen(solver)
        return solver

    def _listen(self, solver: Any) -> None:
        def ask(event: Any) -> None:
            if self._over is not None and self._over():
                event.interrupt()

        solver.cbSimplexInterrupt += ask
        solver.cbMipInterrupt += ask
        solver.cbIpmInterrupt += ask

    def _run(self, solver: Any, *, whole: bool) -> Solved:
        highspy = _highspy()
        solver.run()
        status, found = solver.getModelStatus(), highspy.HighsModelStatus
        if self._over is not None and (status == found.kInterrupt or self._over()):
            raise StoppedError
        info = solver.getInfo()
        values = np.asarray(solver.getSolution().col_value, float)
        is_there = info.primal_solution_status == highspy.kSolutionStatusFeasible and len(values) == self.size
        if status == found.kOptimal and not whole:
            return Solved(info.objective_function_value, info.objective_function_value, values)
        if whole:
            bound = info.mip_dual_bound
            return Solved(bound, info.objective_function_value if is_there else INFINITE, values)
        return Solved(INFINITE if status == found.kInfeasible else -INFINITE, INFINITE, values)
