"""What a half-step saved, in words: how much, and by the points or centroids of which clusters."""

from app.words.numbers import change, number
from app.words.story import half_step_name
from app.words.translate import tr
from core.analysis.gains import Gains
from core.kmeans.half_step import Phase
from core.runs.run import Mark
from core.types import Slots

MOST, FEW = 6, 2
"""Clusters that are named: at most, and at least where there is little room."""


def gains_words(mark: Mark, gains: Gains | None, slots: Slots, *, is_last: bool = False) -> str:
    """What a half-step did to the inertia, in one line: how much, and thanks to which clusters.

    Where nothing can have been saved yet (``gains`` None), it is the inertia that is told. The
    last assignment of a run that has converged has a name of its own.
    """
    heading = half_step_name(mark.phase, mark.iteration, is_last=is_last)
    told = number(mark.inertia) if gains is None else _split(mark.phase, gains, slots, MOST)
    return tr("{heading}: {facts}").format(heading=heading, facts=told)


def gains_sentences(phase: Phase, gains: Gains | None, slots: Slots) -> tuple[str, ...]:
    """What a half-step saved as a sentence, and shorter ones that name fewer clusters."""
    if gains is None or not gains.largest:
        return ()
    said = tr("Inertia {change}.")
    named = range(min(MOST, len(gains.largest)), min(FEW, len(gains.largest)) - 1, -1)
    return tuple(said.format(change=_split(phase, gains, slots, most)) for most in named)


def _split(phase: Phase, gains: Gains, slots: Slots, most: int) -> str:
    """The total, and the gains of no more than ``most`` clusters, by their shown numbers."""
    parts = [
        tr("{name}: {change}").format(name=slots[number] + 1, change=change(amount))
        for number, amount in gains.largest[:most]
    ]
    if not parts:
        return change(gains.total if gains.matters else 0.0)
    rest = ["…"] if len(gains.largest) > most else []
    # In an assignment it is points that save, not the cluster that they join: its own part grows.
    of = tr("points joining {parts}") if phase is Phase.ASSIGN else tr("moving {parts}")
    return f"{change(gains.total)} ({of.format(parts=', '.join([*parts, *rest]))})"
