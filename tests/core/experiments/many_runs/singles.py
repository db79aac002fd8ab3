"""Runs one at a time, by the reference, to compare many with."""

from math import fsum

import numpy as np
from hypothesis import strategies as st

from core import HalfStep, Points, lloyd
from core.assignment.assigner import Assigner
from core.experiments.many_runs.endings import Endings
from core.randomness import EMPTIES, generator

Single = tuple[float, int, bool, bool, tuple[tuple[int, ...], ...]]
"""Inertia, iterations, emptied, converged, and the groups of rows at the end."""


def single(assigner: Assigner, start: Points, empty: str, seed: int, limit: int = 300) -> Single:
    rng = generator(seed, EMPTIES)
    steps = list(lloyd(assigner, start, empty=empty, rng=rng, max_iterations=limit))
    end = steps[-1]
    changed = (end.labels != steps[-2].labels).any()
    redrawn = empty == "random" and end.emptied
    return (
        fsum(assigner.inertias(end.labels, end.centroids)),
        end.iteration,
        any(step.emptied for step in steps),
        not changed and not redrawn,
        groups(end),
    )


def groups(end: HalfStep) -> tuple[tuple[int, ...], ...]:
    rows: dict[int, list[int]] = {}
    for row, label in enumerate(end.labels.tolist()):
        rows.setdefault(label, []).append(row)
    return tuple(sorted(tuple(own) for own in rows.values()))


def assert_equal(endings: Endings, singles: list[Single]) -> None:
    """To the bit; the minima are equal where the groups are."""
    inertias, iterations, emptied, converged, partitions = zip(*singles, strict=True)
    assert endings.inertias.tolist() == list(inertias)
    assert endings.iterations.tolist() == list(iterations)
    assert endings.emptied.tolist() == list(emptied)
    assert endings.converged.tolist() == list(converged)
    first_seen = [partitions.index(own) for own in partitions]
    minima = endings.minima.tolist()
    assert [minima.index(own) for own in minima] == first_seen


@st.composite
def plane_boards(draw: st.DrawFn) -> tuple[Points, Points]:
    """Points (N, 2) and starts (R, K, 2), rich in ties, duplicates, empties and odd scales."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n, reach = draw(st.integers(1, 24)), draw(st.integers(1, 4))
    points = rng.integers(-reach, reach, size=(n, 2), endpoint=True).astype(float)
    if draw(st.booleans()):
        points += rng.normal(size=(n, 2)).round(2)
    k = draw(st.integers(1, min(6, len(np.unique(points, axis=0)))))
    on_points = points[rng.integers(n, size=(8, k))]
    on_lattice = rng.integers(-reach, reach, size=(8, k, 2), endpoint=True) / 2
    near_ties = on_points[:4] + rng.choice([0.0, 1e-9, 1e-16], size=(4, k, 2))
    starts = np.concatenate([on_points, on_lattice, near_ties])
    starts[rng.integers(len(starts), size=4), rng.integers(k)] *= draw(
        st.sampled_from([1.0, 1.5, 50.0, 1e9])
    )
    scale = draw(st.sampled_from([1.0, 1.0, 1.0, 1e-140, 1e-60, 1e90, 0.1]))
    offset = draw(st.sampled_from([0.0, 0.0, 1e7, -1e15])) * min(scale, 1.0)
    moved = points * scale + offset
    if len(np.unique(moved, axis=0)) < k:
        return points, starts
    return moved, starts * scale + offset
