"""What the small charts show: a curve over K for each criterion."""

from dataclasses import dataclass

import numpy as np

from app.words.translate import tr
from core.analysis.criteria import F_LIMIT
from core.experiments.choose_k import KTable, Pick
from core.types import Points


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """One chart: values for K = 1 … Kmax, NaN where there are none."""

    name: str
    """Part of the widget's name."""
    title: str
    values: Points
    picked: str = ""
    """The K that the criterion picks, in words."""
    reason: str = ""
    marks: tuple[int, ...] = ()
    """Each K that is marked."""
    errors: Points | None = None
    """Half the length of the error bars."""
    others: tuple[tuple[str, Points], ...] = ()
    """Further curves, drawn thin, and their names."""
    limit: float | None = None
    """The value of a horizontal line."""
    is_logarithmic: bool = False


def curves_of(table: KTable) -> list[Curve]:
    """The charts of a table, in the order in which they are shown."""
    picked = table.picked
    return [
        Curve(
            "inertia",
            tr("Inertia (log)"),
            table.inertia,
            reason=tr("It falls with every K: compare it with that of uniform points."),
            others=((tr("uniform points"), table.reference_curve("pca")),),
            is_logarithmic=True,
        ),
        _curve("silhouette", tr("Silhouette"), table.silhouette, picked["silhouette"]),
        _curve(
            "calinski_harabasz",
            tr("Calinski–Harabasz"),
            table.calinski_harabasz,
            picked["calinski_harabasz"],
        ),
        _curve(
            "davies_bouldin",
            tr("Davies–Bouldin (lower is better)"),
            table.davies_bouldin,
            picked["davies_bouldin"],
        ),
        _gap(table),
        _curve("f_k", tr("f(K)"), table.f_k, picked["f_k"], limit=F_LIMIT),
        _curve("bic", tr("BIC"), table.bic, picked["bic"]),
    ]


def _curve(name: str, title: str, values: Points, pick: Pick, limit: float | None = None) -> Curve:
    return Curve(name, title, values, pick_words(pick), pick.reason, _marks(pick), limit=limit)


def _gap(table: KTable) -> Curve:
    """Both boxes, and the two rules, told apart by name."""
    whole, paper = table.picked["gap"], table.picked["tibshirani_pca"]
    picked = tr("whole curve {whole} · Tibshirani {paper}").format(
        whole=pick_words(whole), paper=pick_words(paper)
    )
    reason = tr("PCA box. Whole-curve rule: {whole}. Tibshirani's rule: {paper}.").format(
        whole=whole.reason, paper=paper.reason
    )
    return Curve(
        "gap",
        tr("Gap"),
        table.gap["pca"],
        picked if table.references_done("pca") else "",
        reason,
        _marks(whole),
        errors=table.s["pca"],
        others=((tr("box"), table.gap["box"]),),
    )


def pick_words(pick: Pick) -> str:
    """The K of a pick in words: a number, two that are close, or that there is no clear answer."""
    if pick.k is None:
        return tr("no clear answer")
    if pick.close:
        return tr("{low} or {high}").format(low=pick.close[0], high=pick.close[1])
    return str(pick.k)


def _marks(pick: Pick) -> tuple[int, ...]:
    return () if pick.k is None else pick.close or (pick.k,)


def shown_range(curve: Curve) -> tuple[float, float]:
    """The least and the greatest number that a chart shows; 0 and 1 where there is none."""
    parts = [curve.values, *(values for _, values in curve.others)]
    if curve.errors is not None:
        parts += [curve.values - curve.errors, curve.values + curve.errors]
    if curve.limit is not None:
        parts.append(np.array([curve.limit]))
    numbers = np.concatenate(parts)
    numbers = numbers[np.isfinite(numbers)]
    if curve.is_logarithmic:
        numbers = numbers[numbers > 0.0]
    if not len(numbers):
        return 0.0, 1.0
    return float(numbers.min()), float(numbers.max())


EXAMPLES = "k1"
"""The demonstration whose cases show why criteria differ."""


def example_of(table: KTable | None) -> str:
    """The label of the case of `EXAMPLES` that shows what was found in a table, or nothing."""
    if table is None or not table.is_complete:
        return ""
    labels = {
        "unequal-sizes": "Unequal sizes",
        "unequal-spreads": "Unequal spreads",
        "elongation": "One long cloud",
        "overlap": "Overlap",
        "no-structure": "No clusters",
    }
    if table.causes:
        return labels[table.causes[0].name]
    picks = table.picks
    return "One rule stops" if picks["gap"] != picks["tibshirani_pca"] else ""
