"""The texts of the basin map."""

from collections.abc import Sequence
from math import ceil

from app.labs.basins.colours import Colouring
from app.labs.basins.minima import Minimum, is_best, is_same
from app.words.numbers import (
    digits_among,
    duration_words,
    left_words,
    number,
    plural,
    share_words,
)
from app.words.translate import tr


def colouring_names() -> dict[Colouring, str]:
    """The names of the colourings."""
    return {
        Colouring.INERTIA: tr("Final inertia"),
        Colouring.MINIMUM: tr("Optimum"),
        Colouring.ITERATIONS: tr("Iterations"),
    }


def legend_words(colouring: Colouring) -> str:
    """The heading of the legend."""
    return {
        Colouring.INERTIA: tr("Final inertia"),
        Colouring.MINIMUM: tr("Optima reached"),
        Colouring.ITERATIONS: tr("Iterations to convergence"),
    }[colouring]


def question_words(name: int) -> str:
    """The question that the map answers."""
    said = tr(
        "Where should centroid {name} start? Each pixel's colour shows how a run from there ends, "
        "the other initial centroids fixed."
    )
    return said.format(name=name)


def inertia_words(inertia: float, levels: Sequence[float]) -> str:
    """An inertia with enough digits to differ from the other ``levels`` of the map."""
    return number(inertia, _digits(inertia, levels))


def inertias_words(inertias: Sequence[float], levels: Sequence[float]) -> list[str]:
    """Inertias below each other: all with the digits that tell them from the other ``levels``."""
    more = max((_digits(value, levels) for value in inertias), default=0)
    return [number(value, more) for value in inertias]


def _digits(inertia: float, levels: Sequence[float]) -> int:
    return digits_among(inertia, (other for other in levels if not is_same(inertia, other)))


def summary_words(found: list[Minimum], levels: Sequence[float]) -> str:
    """A summary of the whole map."""
    told = inertia_words(found[0].inertia, levels)
    best = [each for each in found if is_best(each.inertia, found[0].inertia)]
    share = sum(each.share for each in best)
    if len(best) == len(found):
        return tr("Every position leads to {best}.").format(best=told)
    many = plural(len(found), tr("{n} optimum"), tr("{n} optima"))
    said = tr("{many}; the best, {best}, is reached from {share} of the map.")
    return said.format(many=many, best=told, share=share_words(share))


def place_words(name: int, inertia: float, iterations: int, levels: Sequence[float]) -> str:
    """The result of a start at the place under the pointer."""
    steps = plural(iterations, tr("{n} iteration"), tr("{n} iterations"))
    said = tr("From here: inertia {inertia} after {steps} ({rank}).")
    told, rank = inertia_words(inertia, levels), rank_words(inertia, levels[0])
    return said.format(name=name, inertia=told, steps=steps, rank=rank)


def present_words(name: int, inertia: float, levels: Sequence[float]) -> str:
    """The result of the current run."""
    said = tr("This run: inertia {inertia} ({rank}).")
    told, rank = inertia_words(inertia, levels), rank_words(inertia, levels[0])
    return said.format(name=name, inertia=told, rank=rank)


def rank_words(inertia: float, best: float) -> str:
    """An inertia compared with the best of the map."""
    if is_best(inertia, best):
        return tr("the best of this map")
    if best <= 0.0:
        return tr("not the best of this map")
    times = inertia / best
    if times < 1.01:
        return tr("close to the best")
    return tr("{times} × the best").format(times=f"{times:.2f}")


def work_words(step: int, columns: int, seconds: float | None) -> str:
    """How fine the map is, and how long the rest takes."""
    across = ceil(columns / step) if step else 0
    said = tr("{across} of {columns} pixels wide").format(across=across, columns=columns)
    return said if seconds is None else f"{said}, {left_words(seconds)}"


def too_long_words(step: int, columns: int, seconds: float) -> str:
    """Why the map is no finer."""
    across = ceil(columns / step)
    said = tr("{across} of {columns} pixels wide. The next resolution would take {time}.")
    return said.format(across=across, columns=columns, time=duration_words(seconds))
