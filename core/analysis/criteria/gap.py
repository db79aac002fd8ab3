"""The gap statistic (Tibshirani, Walther and Hastie 2001), and two rules to pick K by it."""

import numpy as np
from numpy.typing import ArrayLike

from core.analysis.criteria.inertia_ratios import checked_inertias
from core.types import Points

CLEARLY = 4.0
"""By so many standard errors a larger K must be better for `whole_curve_pick`."""


def gap_statistic(inertias: ArrayLike, reference_inertias: ArrayLike) -> tuple[Points, Points]:
    """Return Gap(K) and s(K) for K = 1, 2, …, shape (K,) each.

    Gap is the mean over the B reference sets of log W*, minus log W; s is the standard deviation of
    log W* (dividing by B) times √(1 + 1/B). ``inertias`` (K,) are the least inertias W of the
    points, ``reference_inertias`` (B, K) those of the reference sets. NaN where one of them is 0.

    Raises TypeError or ValueError that names the argument.
    """
    logs, references = _logs(inertias, reference_inertias)
    error = references.std(axis=0) * np.sqrt(1 + 1 / len(references))
    return references.mean(axis=0) - logs, error


def tibshirani_pick(gap: ArrayLike, s: ArrayLike) -> int | None:
    """The least K with Gap(K) ≥ Gap(K + 1) - s(K + 1), or None: the rule of the authors.

    ``gap`` and ``s`` (K,) as `gap_statistic` returns them. The last K can never be picked, because
    the rule needs the next. None where no K satisfies it, or none before the first NaN.
    """
    gap, s = np.asarray(gap, np.float64), np.asarray(s, np.float64)
    if gap.ndim != 1 or gap.shape != s.shape:
        raise ValueError(f"s: got shape {s.shape}, wanted {gap.shape} as gap has, one dimension")
    for index in range(len(gap) - 1):
        if np.isnan([gap[index], gap[index + 1], s[index + 1]]).any():
            return None
        if gap[index] >= gap[index + 1] - s[index + 1]:
            return index + 1
    return None


def whole_curve_pick(
    inertias: ArrayLike, reference_inertias: ArrayLike, *, slack: ArrayLike = 0.0
) -> int | None:
    """The least K that no larger K' beats clearly, or None where no gap is defined.

    K' beats K clearly where Gap(K') - Gap(K) is more than CLEARLY standard errors of that
    difference: the standard deviation of log W*(K') - log W*(K) over the reference sets, which are
    the same for both, times √(1 + 1/B). It differs from `tibshirani_pick` in that it looks at all
    larger K, not only at the next. Only K before the first inertia of 0 or NaN are compared; the
    last of them is picked where it beats all others. ``slack``, a number or one for each K', (K,),
    is added to what K' must be better by. Other arguments and errors as for `gap_statistic`.
    """
    logs, references = _logs(inertias, reference_inertias)
    gap = references.mean(axis=0) - logs
    known = int(np.append(np.isnan(gap), True).argmax())
    extra = np.broadcast_to(np.asarray(slack, np.float64), gap.shape)
    factor = CLEARLY * np.sqrt(1 + 1 / len(references))
    for index in range(known):
        later = slice(index + 1, known)
        change = references[:, later] - references[:, index, None]
        if (gap[later] - gap[index] <= factor * change.std(axis=0) + extra[later]).all():
            return index + 1
    return None


def _logs(inertias: ArrayLike, reference_inertias: ArrayLike) -> tuple[Points, Points]:
    """The logarithms, with NaN for that of 0."""
    own = checked_inertias(inertias, "inertias", 1)
    references = checked_inertias(reference_inertias, "reference_inertias", 2)
    if references.shape[1] != len(own):
        raise ValueError(
            f"reference_inertias: got shape {references.shape}, wanted (B, {len(own)}) "
            "as inertias has"
        )
    return _log(own), _log(references)


def _log(values: Points) -> Points:
    logs = np.full(values.shape, np.nan)
    np.log(values, out=logs, where=values > 0.0)
    return logs
