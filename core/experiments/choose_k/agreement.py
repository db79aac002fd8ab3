"""Whether the criteria agree, and computed reasons for which they may not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from core.experiments.choose_k.picks import CRITERIA, MAIN, Pick
from core.experiments.choose_k.shapes import Shape

UNEQUAL_SIZES = 5.0
"""From so many times the points of the smallest cluster on, sizes are called unequal."""

UNEQUAL_SPREADS = 2.5
"""The same for the root mean square distance to the mean."""

ELONGATED = 1.67
"""Ratio of standard deviations from which f(K) halves one Gaussian (f(2) below its limit)."""

OVERLAPPING = 5.0
"""Below so many standard deviations between two means clusters are said to overlap."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Something of the points that at least one criterion does not expect."""

    name: str
    """unequal-sizes, unequal-spreads, elongation, overlap or no-structure."""
    text: str
    value: float
    """What was measured."""
    k: int
    """The K of the partition that it was measured of."""


def reasons_of(picked: Mapping[str, Pick], shapes: Sequence[Shape]) -> tuple[Reason, ...]:
    """The reasons found in the partition that the gap picks, or else most criteria's first.

    ``shapes`` are those of the partitions for K = 1, 2, ….
    """
    k = _reference_k(picked)
    if k is None or k > len(shapes):
        return ()
    if k == 1:
        if shapes[0].elongation >= ELONGATED:
            return (_elongation(shapes[0], 1),)
        text = "the points look as structureless points do: no K has a clearly larger gap than 1"
        return (Reason("no-structure", text, 1.0, 1),)
    shape, found = shapes[k - 1], []
    if shape.sizes >= UNEQUAL_SIZES:
        text = (
            f"sizes are unequal: with K = {k} the largest cluster has {shape.sizes:.3g} times the "
            "points of the smallest, and silhouette, Davies–Bouldin and f(K) overlook small ones"
        )
        found.append(Reason("unequal-sizes", text, shape.sizes, k))
    if shape.spreads >= UNEQUAL_SPREADS:
        text = (
            f"spreads are unequal: with K = {k} the widest cluster is {shape.spreads:.3g} times as "
            "wide as the narrowest, and Calinski–Harabasz and BIC divide wide ones"
        )
        found.append(Reason("unequal-spreads", text, shape.spreads, k))
    if shape.separation < OVERLAPPING:
        text = (
            f"clusters overlap: with K = {k} the nearest two means are {shape.separation:.3g} "
            "standard deviations apart"
        )
        found.append(Reason("overlap", text, shape.separation, k))
    if shape.elongation >= ELONGATED:
        found.append(_elongation(shape, k))
    return tuple(found)


def agreement_of(picked: Mapping[str, Pick], reasons: Sequence[Reason]) -> str:
    """A sentence on whether the criteria in MAIN agree. No votes are counted."""
    answers = {name: picked[name].k for name in MAIN}
    if all(pick.best is None for pick in picked.values()):
        return "No criterion has an answer: there is only one K."
    distinct = {k for k in answers.values() if k is not None}
    silent = [CRITERIA[name] for name, k in answers.items() if k is None]
    if len(distinct) == 1 and not silent:
        return f"All criteria pick {distinct.pop()}.{_of_the_paper(picked)}"
    paper = _of_the_paper(picked)
    why = "".join(f" {reason.text[0].upper()}{reason.text[1:]}." for reason in reasons)
    if not distinct:
        return f"No criterion has a clear answer.{why}{paper}"
    told = "; ".join(
        f"{k}: {', '.join(CRITERIA[name] for name in MAIN if answers[name] == k)}"
        for k in sorted(distinct)
    )
    if silent:
        told += f"; no clear answer: {', '.join(silent)}"
    if len(distinct) == 1:
        (k,) = distinct
        return f"The criteria that have a clear answer pick {k} ({told}).{why}{paper}"
    return f"The criteria do not agree ({told}).{why}{paper}"


def _of_the_paper(picked: Mapping[str, Pick]) -> str:
    """What Tibshirani's rule says, where it stops before the whole-curve rule does."""
    whole, paper = picked["whole_curve_pca"].best, picked["tibshirani_pca"].best
    if whole is None or paper is None or paper >= whole:
        return ""
    return (
        f" Tibshirani's rule, which compares each K with the next alone, stops at {paper}, before "
        f"the gap rises further to {whole}."
    )


def _reference_k(picked: Mapping[str, Pick]) -> int | None:
    for name in ("gap", "f_k", "silhouette"):
        if picked[name].best is not None:
            return picked[name].best
    return None


def _elongation(shape: Shape, k: int) -> Reason:
    what = "the points are" if k == 1 else f"with K = {k} a cluster is"
    ratio = "on a line"
    if isfinite(shape.elongation):
        ratio = f"{shape.elongation:.3g} times as long as wide"
    text = (
        f"elongation: {what} {ratio}, while "
        "Calinski–Harabasz, f(K), BIC and the box along the axes expect round clusters"
    )
    return Reason("elongation", text, shape.elongation, k)
