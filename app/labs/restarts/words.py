"""The texts of the restarts."""

from collections.abc import Iterable

import numpy as np

from app.labs.restarts.bins import HistogramBar
from app.words.names import start_names
from app.words.numbers import grouped, number, plural, share_words
from app.words.translate import tr
from core.experiments import Tally
from core.kmeans.measures import SAME
from core.session.state import State


def bar_words(bar: HistogramBar) -> str:
    """A bar of the histogram: its inertia, and how many restarts ended there."""
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
        text = tr("{method}: inertia {low}, {count} of {of} restarts ({share}).")
    elif said["low"] == said["high"]:
        text = tr("{method}: {minima} optima, inertia {low}, {count} of {of} restarts ({share}).")
    else:
        text = tr(
            "{method}: {minima} optima, inertia {low}–{high}, {count} of {of} restarts ({share})."
        )
    return text.format(**said)


def hint_words(state: State | None) -> str:
    """The inertia of the run on the board, and how to open another."""
    hint = tr("Click a bar to open one of its runs; click again for the next.")
    if state is None:
        return hint
    run = state.run
    shown = tr("This run: {cost}.").format(cost=number(run.marks[run.last].inertia))
    return f"{shown} {hint}"


def row_words(tally: Tally) -> str:
    """The results of a method in words, for assistive technology."""
    if not len(tally):
        return tr("{method}: no restarts yet.").format(method=start_names()[tally.method])
    best = tally.best
    return plural(
        minima_of(tally),
        tr("{method}: {starts} restarts all end at inertia {best}."),
        tr("{method}: {starts} restarts end at {n} optima, {times} at the best, {best}."),
        method=start_names()[tally.method],
        starts=grouped(len(tally)),
        best=number(best),
        times=grouped(int(np.count_nonzero(tally.inertias <= best * (1 + SAME)))),
    )


def minima_of(tally: Tally) -> int:
    """The number of minima that a method has reached."""
    return int(np.count_nonzero(np.bincount(tally.minima)))


def failed_words(reference: float, times: float, *, is_truth: bool) -> str:
    """What counts as a failed restart."""
    if is_truth:
        text = tr("Failed: inertia more than {times} × that of the true clusters, {cost}.")
        return text.format(times=f"{times:g}", cost=number(reference))
    return tr("Failed: inertia above the lowest found, {cost}.").format(cost=number(reference))


def seeds_words(tallies: Iterable[Tally]) -> str:
    """The range of start seeds of the method with the most restarts."""
    seeds = max((tally.seeds for tally in tallies), key=len)
    first, last = int(seeds[0]), int(seeds[-1])
    return tr("seeds {first} to {last}").format(first=first, last=last)
