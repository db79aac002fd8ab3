"""What the experiment of many starts says."""

from collections.abc import Iterable

import numpy as np

from app.labs.bars import Drawn
from app.words import grouped, number, plural, share_words, start_names, tr
from core.experiments import Tally
from core.measures import SAME
from core.state import State


def bar_words(bar: Drawn) -> str:
    """A bar of the histogram: what it is, and how often it was reached."""
    name = start_names()[bar.method]
    said = {
        "method": name,
        "low": number(bar.low),
        "high": number(bar.high),
        "minima": grouped(bar.minima),
        "count": grouped(bar.count),
        "of": grouped(bar.of),
        "share": share_words(bar.share),
    }
    if bar.minima == 1:
        text = tr("{method}: inertia {low}; {count} of {of} starts ({share}).")
    elif said["low"] == said["high"]:
        text = tr("{method}: {minima} minima, inertia {low}; {count} of {of} starts ({share}).")
    else:
        text = tr(
            "{method}: {minima} minima, inertia {low} to {high}; {count} of {of} starts ({share})."
        )
    return text.format(**said)


def hint_words(state: State | None) -> str:
    """What the run on the board ends at, and how to have another there."""
    hint = tr("Press a bar to see one of its runs; once more for the next.")
    if state is None:
        return hint
    run = state.run
    shown = tr("The board's run ends at {cost}.").format(cost=number(run.marks[run.last].inertia))
    return f"{shown} {hint}"


def row_words(tally: Tally) -> str:
    """What the restarts of a method came to, for those who cannot see the bars."""
    if not len(tally):
        return tr("{method}: no starts yet.").format(method=start_names()[tally.method])
    best = tally.best
    return plural(
        minima_of(tally),
        tr("{method}: {starts} starts all led to inertia {best}."),
        tr("{method}: {starts} starts led to {n} minima; the best, {best}, {times} times."),
        method=start_names()[tally.method],
        starts=grouped(len(tally)),
        best=number(best),
        times=grouped(int(np.count_nonzero(tally.inertias <= best * (1 + SAME)))),
    )


def minima_of(tally: Tally) -> int:
    """How many different minima a method has led to."""
    return int(np.count_nonzero(np.bincount(tally.minima)))


def failed_words(reference: float, times: float, *, is_truth: bool) -> str:
    """What counts as a failed start."""
    if is_truth:
        text = tr("Failed: inertia above {times} × that of the true centres, {cost}.")
        return text.format(times=f"{times:g}", cost=number(reference))
    return tr("Failed: inertia above the least found, {cost}.").format(cost=number(reference))


def seeds_words(tallies: Iterable[Tally]) -> str:
    """Which start seeds were tried: those of the method that has come farthest."""
    seeds = max((tally.seeds for tally in tallies), key=len)
    first, last = int(seeds[0]), int(seeds[-1])
    return tr("seeds {first} to {last}").format(first=first, last=last)
