"""What each criterion picks, by which rule, and in which cases it has no clear answer."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.analysis.criteria import F_LIMIT, tibshirani_pick, whole_curve_pick
from core.experiments.choose_k.plan import BOXES
from core.types import Points

LEAST_SILHOUETTE = 0.5
"""Below it the greatest mean silhouette is no clear answer."""

CLOSE_SILHOUETTES = 0.02
"""Mean silhouettes that differ by no more, as shown with three decimals, are close."""

CLOSE_GAPS = 0.5
"""A pick by the gap is close where so many standard errors s(K) more or less change it."""

CRITERIA = {
    "silhouette": "Silhouette",
    "calinski_harabasz": "Calinski–Harabasz",
    "davies_bouldin": "Davies–Bouldin",
    "f_k": "f(K)",
    "bic": "BIC",
    "gap": "Gap",
    "whole_curve_box": "Gap, box, whole-curve rule",
    "whole_curve_pca": "Gap, PCA box, whole-curve rule",
    "tibshirani_box": "Gap, box, Tibshirani's rule",
    "tibshirani_pca": "Gap, PCA box, Tibshirani's rule",
}
"""The criteria and their names in words. "gap" joins the whole-curve picks of the two boxes; the
last four are the picks of each rule and box by themselves."""

MAIN = ("silhouette", "calinski_harabasz", "davies_bouldin", "f_k", "bic", "gap")
"""The criteria that are compared with each other."""

BOX_NAMES = {"box": "box", "pca": "PCA box"}


@dataclass(frozen=True, slots=True)
class Pick:
    """What a criterion says."""

    k: int | None
    """The K that it picks; None for no clear answer."""
    best: int | None
    """Where the criterion is best, or what its rule gives, even if that is no clear answer; None
    if there is no such K."""
    reason: str
    close: tuple[int, ...] = ()
    """Where two K are close: both, ascending."""


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """The criteria for K = 1 … Kmax, each (Kmax,); NaN where undefined."""

    silhouette: Points
    calinski_harabasz: Points
    davies_bouldin: Points
    f_k: Points
    bic: Points
    inertia: Points
    """The inertias that the gap is of."""
    reference_inertias: Mapping[str, Points]
    """For each of BOXES, (B, Kmax)."""
    gap: Mapping[str, Points]
    s: Mapping[str, Points]


def picks_of(curves: Curves) -> dict[str, Pick]:
    """The pick of each of CRITERIA; there is none before K = 2."""
    if np.count_nonzero(~np.isnan(curves.f_k)) < 2:
        return dict.fromkeys(CRITERIA, _undefined("only K = 1 is computed"))
    whole = {box: _whole_curve(curves, box) for box in BOXES}
    paper = {box: _tibshirani(curves, box) for box in BOXES}
    found = {
        "silhouette": _silhouette(curves.silhouette),
        "calinski_harabasz": _extreme(curves.calinski_harabasz, "largest"),
        "davies_bouldin": _extreme(-curves.davies_bouldin, "smallest"),
        "f_k": _f(curves.f_k),
        "bic": _bic(curves.bic),
        "gap": _gap(curves, whole),
    }
    for box in BOXES:
        found[f"whole_curve_{box}"] = whole[box]
        found[f"tibshirani_{box}"] = paper[box]
    return {name: found[name] for name in CRITERIA}


def _silhouette(means: Points) -> Pick:
    best = _argmax(means)
    if best is None:
        return _undefined("a silhouette needs two clusters")
    value = means[best - 1]
    others = means.copy()
    others[best - 1] = np.nan
    second = _argmax(others)
    if value < LEAST_SILHOUETTE:
        reason = (
            f"no clear answer: the largest mean silhouette, {_told(value)} at K = {best}, "
            f"is below {LEAST_SILHOUETTE}"
        )
        return Pick(None, best, reason)
    if second is not None and _shown_difference(value, means[second - 1]) <= CLOSE_SILHOUETTES:
        low, high = sorted((best, second))
        reason = f"close: {low} or {high}; mean silhouettes {_told(means[low - 1])} and "
        return Pick(best, best, f"{reason}{_told(means[high - 1])}", (low, high))
    return Pick(best, best, f"the largest mean silhouette, {_told(value)}")


def _extreme(values: Points, word: str) -> Pick:
    """For an index that always has a largest value: no answer where that is at the end."""
    best = _argmax(values)
    if best is None:
        return _undefined("the index needs two clusters")
    shown = f"{abs(values[best - 1]):.4g}"
    if best == _last(values):
        reason = f"no clear answer: the {word} value, {shown}, is at the greatest K, {best}"
        return Pick(None, best, reason)
    return Pick(best, best, f"the {word} value, {shown}")


def _f(values: Points) -> Pick:
    below = np.flatnonzero(values < F_LIMIT) + 1
    if not len(below):
        least = _argmax(np.where(np.arange(len(values)) > 0, -values, np.nan))
        shown = "" if least is None else f"; the smallest is {values[least - 1]:.3f} at K = {least}"
        return Pick(1, 1, f"no f(K) is below {F_LIMIT}{shown}: one cluster")
    best = int(below[values[below - 1].argmin()])
    reason = f"the smallest f(K), {values[best - 1]:.3f}, and below {F_LIMIT}"
    if len(below) > 1:
        rest = ", ".join(str(k) for k in below.tolist() if k != best)
        reason += f"; below it also at K = {rest}"
    return Pick(best, best, reason)


def _bic(values: Points) -> Pick:
    best = _argmax(values)
    if best is None:
        return _undefined("no K has a variance above 0")
    reason = f"the largest value, {_told(values[best - 1], '.5g')}"
    if best == _last(values) and best > 1:
        reason += ", at the greatest K: it may be larger beyond"
    return Pick(best, best, reason)


def _tibshirani(curves: Curves, box: str) -> Pick:
    gap, s = curves.gap[box], curves.s[box]
    if (missing := _missing(curves, box)) is not None:
        return missing
    k = tibshirani_pick(gap, s)
    if k is None:
        last = _last(gap)
        return Pick(None, None, f"no clear answer: no K up to {last} satisfies the rule")
    reason = (
        f"Gap({k}) = {_told(gap[k - 1])} is at least "
        f"Gap({k + 1}) − s({k + 1}) = {_told(gap[k] - s[k])}"
    )
    others = [tibshirani_pick(gap, s * (1 + sign * CLOSE_GAPS)) for sign in (1, -1)]
    return _perhaps_close(k, others, gap, reason)


def _whole_curve(curves: Curves, box: str) -> Pick:
    gap = curves.gap[box]
    if (missing := _missing(curves, box)) is not None:
        return missing
    k = whole_curve_pick(curves.inertia, curves.reference_inertias[box])
    if k is None:
        return _undefined("an inertia is 0")
    if k == _last(gap) and k > 1:
        reason = f"no clear answer: every K is clearly worse than the greatest, {k}"
        return Pick(None, k, reason)
    reason = f"no larger K has a clearly larger gap than K = {k}, {_told(gap[k - 1])}"
    references = curves.reference_inertias[box]
    slack = CLOSE_GAPS * curves.s[box]
    others = [whole_curve_pick(curves.inertia, references, slack=sign * slack) for sign in (1, -1)]
    return _perhaps_close(k, others, gap, reason)


def _missing(curves: Curves, box: str) -> Pick | None:
    """Why a gap has no answer at all."""
    if len(curves.reference_inertias[box]) < 2:
        return _undefined("it needs two reference sets, for the spread of their inertias")
    if np.isnan(curves.gap[box]).all():
        return _undefined("an inertia is 0")
    return None


def _perhaps_close(k: int, others: list[int | None], gap: Points, reason: str) -> Pick:
    """The pick ``k`` of a gap, which is close where one of the ``others`` differs."""
    for other in others:
        if other not in (k, None):
            low, high = sorted((k, other))
            shown = f"gaps {_told(gap[low - 1])} and {_told(gap[high - 1])}"
            return Pick(
                k,
                k,
                f"close: {low} or {high}; {shown}; half an error more or less changes it",
                (low, high),
            )
    return Pick(k, k, reason)


def _gap(curves: Curves, whole: Mapping[str, Pick]) -> Pick:
    """The whole-curve pick where both boxes have the same."""
    for box in BOXES:
        if (missing := _missing(curves, box)) is not None:
            return missing
    pca = whole["pca"]
    if whole["box"].best == pca.best:
        return pca
    told = ", ".join(
        f"{BOX_NAMES[box]}: {'none' if pick.best is None else pick.best}"
        for box, pick in whole.items()
    )
    return Pick(None, pca.best, f"no clear answer: the two reference boxes differ ({told})")


def _shown_difference(one: float, other: float) -> float:
    return round(round(float(one), 3) - round(float(other), 3), 3)


def _told(value: float, form: str = ".3f") -> str:
    return f"{value:{form}}".replace("-", "−")


def _undefined(why: str) -> Pick:
    return Pick(None, None, f"no answer: {why}")


def _argmax(values: Points) -> int | None:
    """The K of the largest value, the least of equals; None where all are NaN."""
    return None if np.isnan(values).all() else int(np.nanargmax(values)) + 1


def _last(values: Points) -> int:
    """The greatest K with a value."""
    return int(np.flatnonzero(~np.isnan(values))[-1]) + 1
