"""Expected results of a run with tolerances: the table MEASURES."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isclose

from core.analysis.agreement import agreement
from core.runs.run import Run

Numbers = Mapping[str, float]
"""Numbers for names in MEASURES."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A number of a finished run, and its tolerance."""

    of: Callable[[Run], float]
    relative: float = 0.0
    absolute: float = 0.0


def _agreement(run: Run) -> float:
    truth = run.data.truth
    return float("nan") if truth is None else agreement(run[run.last].labels, truth)


def _filled(run: Run) -> int:
    return int((run.marks[-1].sizes > 0).sum())


MEASURES: dict[str, Measure] = {
    "first_inertia": Measure(lambda run: run.marks[run.first + 1].inertia, relative=1e-3),
    "inertia": Measure(lambda run: run.marks[-1].inertia, relative=1e-3, absolute=1e-9),
    "true_inertia": Measure(lambda run: run.data.true_inertia, relative=1e-3),
    "agreement": Measure(_agreement, absolute=5e-3),
    "iterations": Measure(lambda run: run.marks[-1].iteration),
    "clusters": Measure(_filled),
    "smallest": Measure(lambda run: int(run.marks[-1].sizes.min())),
    "largest": Measure(lambda run: int(run.marks[-1].sizes.max())),
    "first_size": Measure(lambda run: int(run.marks[run.first + 1].sizes[0])),
}
"""Inertia after the first assignment; at the end; of the true groups; the share of points in the
best matching with these; updates; clusters that have points; points of the smallest and of the
largest cluster; points of cluster 1 after the first assignment. Counts must be met exactly."""


def measured(run: Run, outcome: Numbers) -> Numbers:
    """Return the measures of ``run`` for each name in ``outcome``."""
    return {name: MEASURES[name].of(run) for name in outcome}


def is_met(outcome: Numbers, found: Numbers) -> bool:
    """Whether all numbers in ``outcome`` equal those in ``found`` within their tolerances."""
    return all(
        isclose(
            found[name],
            wanted,
            rel_tol=MEASURES[name].relative,
            abs_tol=MEASURES[name].absolute,
        )
        for name, wanted in outcome.items()
    )
