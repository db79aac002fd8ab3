"""The story of a half-step in words: what happened, and what it saved."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.words.names import named
from app.words.numbers import grouped, number, percent, plural
from app.words.translate import tr
from app.words.verdict import told_apart
from core.analysis.facts import Facts, facts_at
from core.analysis.seeding_odds import SeedingOdds
from core.kmeans.half_step import Phase
from core.kmeans.measures import is_notable
from core.runs.recipe import BY_HAND, Recipe
from core.session.state import State
from core.types import Slots


@dataclass(frozen=True, slots=True)
class Story:
    """What the story panel says of a half-step."""

    heading: str
    title: str
    text: str
    formula: str
    """Rich text."""


def story_of(facts: Facts, recipe: Recipe, slots: Slots) -> Story:
    tell = {Phase.SEED: _seed, Phase.ASSIGN: _assign, Phase.UPDATE: _update}[facts.phase]
    return tell(facts, recipe, slots)


def line_of(board: State) -> str:
    """What happened on a board at its half-step, in one line."""
    run, recipe, slots = board.run, board.recipe, board.slots
    if run.marks[board.half_step].phase is Phase.SEED:
        return plural(recipe.k, tr("{n} initial centroid."), tr("{n} initial centroids."))
    facts = facts_at(run, board.half_step)
    if facts.at_end and facts.converged:
        line = _converged(facts)
        return f"{line} {_lost(facts, slots)}" if facts.emptied else line
    if facts.emptied:
        if facts.phase is Phase.UPDATE:
            return _dealt_with(facts, recipe, slots)
        return _lost(facts, slots)
    if facts.phase is Phase.UPDATE:
        return plural(facts.moved, tr("{n} centroid moves."), tr("{n} centroids move."))
    if facts.iteration == 0:
        return plural(facts.n, tr("The point is assigned."), tr("All {n} points are assigned."))
    return plural(facts.changed, tr("{n} point is reassigned."), tr("{n} points are reassigned."))


def _seed(facts: Facts, recipe: Recipe, slots: Slots) -> Story:
    how = {
        "random-points": tr("Data points drawn at random."),
        "kmeans++": tr("Data points drawn with probability proportional to D² (k-means++)."),
        "farthest-first": tr("Data points, each the farthest from the centroids chosen so far."),
        "random-partition": tr("The means of a random partition."),
        "random-box": tr("Drawn uniformly in the bounding box."),
        BY_HAND: tr("Placed by hand."),
    }[recipe.start]
    formula = {
        "random-points": "μ<sub>k</sub> = x<sub>i</sub>, i ~ " + tr("uniform"),
        "kmeans++": "P(μ = x) ∝ D(x)<sup>2</sup>",
        "farthest-first": "μ<sub>k</sub> = argmax<sub>x</sub> D(x)",
        "random-partition": "μ<sub>k</sub> = " + tr("mean of a random") + " C<sub>k</sub>",
        "random-box": "μ<sub>k</sub> ~ " + tr("uniform in the bounding box"),
        BY_HAND: "",
    }[recipe.start]
    if facts.seeding_odds is not None:
        return _choice(facts, facts.seeding_odds, recipe, formula)
    title = plural(facts.k, tr("{n} initial centroid."), tr("{n} initial centroids."))
    return Story(tr("Initialisation"), title, how + " " + tr("No assignments yet."), formula)


def _choice(facts: Facts, seeding_odds: SeedingOdds, recipe: Recipe, formula: str) -> Story:
    """The choice of one initial centroid after the others."""
    heading = tr("Seeding · centroid {i} of {of}").format(i=facts.k, of=recipe.k)
    if seeding_odds.nearest < 0:
        formula = _unbroken("P(μ<sub>1</sub> = x)", "= 1/N")
        title = tr("The first centroid is drawn uniformly.")
        text = tr("Probability {chance} for each of the {n} points.")
    elif seeding_odds.is_drawn:
        title = tr("A point is drawn with probability {chance}.")
        text = tr(
            "The stronger the colour, the more probable (D: distance to the nearest centroid). "
            "Here {times} × the average."
        )
    else:
        title = tr("The farthest point is taken.")
        text = tr(
            "It is the point farthest from its nearest centroid, at {distance} (dotted line)."
        )
    said = {
        "n": grouped(facts.n),
        "chance": percent(seeding_odds.chance),
        "times": number(seeding_odds.chance * facts.n),
        "distance": number(float(seeding_odds.squared[seeding_odds.row]) ** 0.5),
    }
    return Story(heading, title.format(**said), text.format(**said), formula)


def _assign(facts: Facts, recipe: Recipe, slots: Slots) -> Story:
    heading = half_step_name(facts.phase, facts.iteration, is_last=facts.converged)
    formula = _unbroken("C<sub>k</sub> = { x : ‖x − μ<sub>k</sub>‖", "≤ ‖x − μ<sub>l</sub>‖ ∀ l }")
    if facts.iteration == 0:
        title = plural(facts.n, tr("The point is assigned."), tr("All {n} points are assigned."))
        text = tr("Each belongs to its nearest centroid. Inertia is {after}.")
    elif facts.converged:
        return Story(heading, *_end(facts, slots), formula)
    else:
        title = _changed(facts)
        text = tr("Each point is assigned to its nearest centroid.") + " " + _inertia_words(facts)
    if facts.emptied:
        # The event of the half-step comes first.
        title, text = _lost(facts, slots), title + " " + text
    return Story(heading, title, _filled(text, facts), formula)


def _end(facts: Facts, slots: Slots) -> tuple[str, str]:
    """Title and text of the assignment that changes nothing."""
    text = tr("No point is reassigned: every centroid is the mean of its points.")
    if facts.emptied:
        text = _lost(facts, slots) + " " + tr("No point is reassigned.")
    return _converged(facts), text + " " + tr("Inertia stays at {after}.").format(
        after=number(facts.inertia)
    )


def _converged(facts: Facts) -> str:
    return plural(
        facts.iteration,
        tr("Converged after {n} iteration."),
        tr("Converged after {n} iterations."),
    )


def _changed(facts: Facts) -> str:
    if facts.changed == 0:
        return tr("No point is reassigned.")
    return plural(
        facts.changed,
        tr("{n} of {of} points is reassigned."),
        tr("{n} of {of} points are reassigned."),
        of=grouped(facts.n),
    )


def _update(facts: Facts, recipe: Recipe, slots: Slots) -> Story:
    heading = half_step_name(facts.phase, facts.iteration)
    formula = _unbroken("μ<sub>k</sub> = Σ x / |C<sub>k</sub>|,", "x ∈ C<sub>k</sub>")
    jumped = len(facts.emptied) if recipe.empty in ("farthest", "random") else 0
    title = plural(
        facts.moved - jumped,
        tr("{n} centroid moves to its mean."),
        tr("{n} centroids move to their means."),
    )
    if facts.moved == 0:
        title = tr("No centroid moves.")
    text = _inertia_words(facts)
    if facts.moved:
        text = tr("The largest move is {shift}.") + " " + text
    # The event of the half-step comes first, and needs the room.
    first = tr("Labels change only at the next assignment.") if facts.moved else ""
    if facts.emptied:
        first = _dealt_with(facts, recipe, slots)
    text = f"{first} {text}".strip()
    return Story(heading, title, _filled(text, facts), formula)


def _inertia_words(facts: Facts) -> str:
    before, after = number(facts.inertia_before), number(facts.inertia)
    if facts.inertia == facts.inertia_before:
        return tr("Inertia stays at {after}.")
    rises = facts.inertia > facts.inertia_before
    higher, lower = sorted((facts.inertia, facts.inertia_before), reverse=True)
    if before == after and not is_notable(higher, lower):
        hardly = tr("Inertia falls by less than 0.1 %, to {after}.")
        return tr("Inertia rises by less than 0.1 %, to {after}.") if rises else hardly
    before, after = told_apart(facts.inertia_before, facts.inertia)
    told = tr("Inertia falls from {before} to {after}.")
    if rises:
        told = tr("Inertia rises from {before} to {after}.")
    return told.format(before=before, after=after)


def _filled(text: str, facts: Facts) -> str:
    return text.format(
        before=number(facts.inertia_before),
        after=number(facts.inertia),
        shift=number(facts.largest_shift),
    )


def _unbroken(*parts: str) -> str:
    """A formula that is broken between ``parts``, if anywhere."""
    return " ".join(part.replace(" ", "&nbsp;") for part in parts)


def _lost(facts: Facts, slots: Slots) -> str:
    names = named(facts.emptied, slots)
    if facts.newly_empty == facts.emptied:
        one, many = tr("Cluster {names} becomes empty."), tr("Clusters {names} become empty.")
    else:
        one, many = tr("Cluster {names} is empty."), tr("Clusters {names} are empty.")
    return plural(len(facts.emptied), one, many, names=names)


def _dealt_with(facts: Facts, recipe: Recipe, slots: Slots) -> str:
    names = named(facts.emptied, slots)
    one, many = {
        "farthest": (
            tr("Empty cluster {names} is moved to the point farthest from its centroid."),
            tr("Empty clusters {names} are each moved to the point farthest from its centroid."),
        ),
        "keep": (
            tr("Empty cluster {names} stays where it is."),
            tr("Empty clusters {names} stay where they are."),
        ),
        "drop": (
            tr("Empty cluster {names} is removed."),
            tr("Empty clusters {names} are removed."),
        ),
        "random": (
            tr("Empty cluster {names} is moved to a random point."),
            tr("Empty clusters {names} are moved to random points."),
        ),
    }[recipe.empty]
    return plural(len(facts.emptied), one, many, names=names)


def statuses_of(story: Story, facts: Facts, gained: Sequence[str] = ()) -> tuple[str, ...]:
    """What the board shows, in words, for those who cannot see it: all, and ever less of it.

    ``gained`` says what the half-step saved, where that is known, and more and more shortly.
    """
    # What stays the same comes last: where there is no room for all, it is what can be missed.
    heading, title, counts = story.heading, story.title, _counts(facts)
    if not gained:
        return f"{heading}: {title} {counts}", title
    whole = tuple(f"{heading}: {title} {said} {counts}" for said in gained)
    return *whole, *(f"{title} {said}" for said in gained), *gained


def beside_story(facts: Facts, gained: Sequence[str] = ()) -> tuple[str, ...]:
    """What `statuses_of` says that the story does not."""
    counts = _counts(facts)
    return (*(f"{said} {counts}" for said in gained), *gained) if gained else (counts,)


def _counts(facts: Facts) -> str:
    shown = plural(facts.n, tr("{n} point"), tr("{n} points"))
    centroids = plural(facts.k, tr("{n} centroid"), tr("{n} centroids"))
    return tr("{points}, {centroids}.").format(points=shown, centroids=centroids)


def half_step_name(phase: Phase, iteration: int, *, is_last: bool = False) -> str:
    """What a half-step is called; an iteration is an assignment and the update after it.

    ``iteration`` is that of `HalfStep`: the number of updates so far. The last assignment of a run
    that has converged changes nothing, and is no iteration of those that are counted.
    """
    if is_last:
        return tr("Last assignment")
    return {
        Phase.SEED: tr("Initialisation"),
        Phase.ASSIGN: tr("Iteration {i} · assignment").format(i=iteration + 1),
        Phase.UPDATE: tr("Iteration {i} · update").format(i=iteration),
    }[phase]
