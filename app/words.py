"""What the app says: numbers as text, names of choices, and the story of a half-step."""

from dataclasses import dataclass
from math import isnan

from PyQt6.QtCore import QCoreApplication

from core.checks import TooManyClustersError
from core.distances import Distances
from core.facts import Facts, facts_at
from core.gains import Gains
from core.lloyd import MAX_ITERATIONS, Phase
from core.lottery import Lottery
from core.matching import Slots
from core.outcomes import Numbers
from core.recipe import BY_HAND, FILE, Recipe
from core.run import Mark
from core.state import State
from core.verdict import Outcome, Reference, Verdict

MOST_GAINS, FEW_GAINS = 6, 3
"""Clusters of which it is told what they saved, in a tooltip and in the status."""


def tr(text: str) -> str:
    """``text`` in the person's language."""
    return QCoreApplication.translate("Lloydscope", text)


def plural(count: int, one: str, many: str, **others: object) -> str:
    """The form for ``count`` of two translated texts, ``{n}`` and all others filled in."""
    return (one if count == 1 else many).format(n=grouped(count), **others)


def number(value: float) -> str:
    """A number for reading: three or four figures that tell; of large ones all whole digits."""
    if isnan(value):
        return "–"
    size = abs(value)
    if size == 0:
        return "0"
    if 1e4 <= size < 1e9:
        return grouped(round(value)).replace("-", "−")
    if size < 1e-3 or size >= 1e9:
        mantissa, exponent = f"{value:.1e}".split("e")
        return f"{mantissa}e{int(exponent)}".replace("-", "−")
    decimals = 4 if size < 0.1 else 3 if size < 1 else 2 if size < 100 else 1 if size < 1000 else 0
    return f"{value:.{decimals}f}".replace("-", "−")


def change(saved: float) -> str:
    """What is ``saved`` as a change: a minus before it; a plus where it is below 0."""
    return number(-saved) if saved >= 0 else "+" + number(-saved)


def grouped(count: int) -> str:
    """A whole number for reading; from 10 000 on, its digits are in threes."""
    return f"{count:,}".replace(",", "\u202f") if abs(count) >= 10_000 else str(count)


def shape_names() -> dict[str, str]:
    """The names of the data sets."""
    return {
        "blobs": tr("Gaussian blobs"),
        "gaussian": tr("Gaussian (article)"),
        "uniform": tr("Uniform square"),
        "ring-of-blobs": tr("Ring of blobs"),
        "unequal-spread": tr("Unequal spread"),
        "unequal-size": tr("Unequal sizes"),
        "anisotropic": tr("Stretched blobs"),
        "moons": tr("Two moons"),
        "rings": tr("Two rings"),
        "grid": tr("Grid"),
        "smiley": tr("Smiley"),
        BY_HAND: tr("Drawn by hand"),
    }


def start_names() -> dict[str, str]:
    """The names of the ways to start."""
    return {
        "random-points": tr("Random points"),
        "kmeans++": tr("k-means++"),
        "farthest-first": tr("Farthest first"),
        "random-partition": tr("Random partition"),
        "random-box": tr("Random in box"),
        BY_HAND: tr("By hand"),
    }


def policy_names() -> dict[str, str]:
    """The names of what can be done with an empty cluster."""
    return {
        "farthest": tr("Farthest point"),
        "keep": tr("Keep in place"),
        "drop": tr("Drop it"),
        "random": tr("Random point"),
    }


@dataclass(frozen=True, slots=True)
class Story:
    """What the story panel says of a half-step."""

    heading: str
    title: str
    text: str
    formula: str
    """Rich text."""


def story_of(facts: Facts, recipe: Recipe, slots: Slots) -> Story:
    """The words for ``facts``."""
    tell = {Phase.SEED: _seed, Phase.ASSIGN: _assign, Phase.UPDATE: _update}[facts.phase]
    return tell(facts, recipe, slots)


def line_of(board: State) -> str:
    """What happened on a board at its half-step, in one line."""
    run, recipe, slots = board.run, board.recipe, board.slots
    if run.marks[board.half_step].phase is Phase.SEED:
        return plural(recipe.k, tr("{n} centroid is placed."), tr("{n} centroids are placed."))
    facts = facts_at(run, board.half_step)
    if facts.at_end and facts.converged:
        line = plural(
            facts.iteration, tr("Converged in {n} iteration."), tr("Converged in {n} iterations.")
        )
        return f"{line} {_lost(facts, slots)}" if facts.emptied else line
    if facts.emptied:
        if facts.phase is Phase.UPDATE:
            return _dealt_with(facts, recipe, slots)
        return _lost(facts, slots)
    if facts.phase is Phase.UPDATE:
        return plural(facts.moved, tr("{n} centroid moves."), tr("{n} centroids move."))
    if facts.iteration == 0:
        return plural(
            facts.n, tr("The point joins a cluster."), tr("All {n} points join a cluster.")
        )
    return plural(facts.changed, tr("{n} point changes cluster."), tr("{n} points change cluster."))


def _seed(facts: Facts, recipe: Recipe, slots: Slots) -> Story:
    how = {
        "random-points": tr("Data points, drawn at random."),
        "kmeans++": tr("Data points, the likelier the farther from those chosen before."),
        "farthest-first": tr("Data points, each the farthest from those chosen before."),
        "random-partition": tr("The means of random shares of the points."),
        "random-box": tr("Random places in the box around the data."),
        BY_HAND: tr("Places chosen by hand."),
    }[recipe.start]
    formula = {
        "random-points": "μ<sub>k</sub> = x<sub>i</sub>, i ~ " + tr("uniform"),
        "kmeans++": "P(μ = x) ∝ D(x)<sup>2</sup>",
        "farthest-first": "μ<sub>k</sub> = argmax<sub>x</sub> D(x)",
        "random-partition": "μ<sub>k</sub> = " + tr("mean of a random") + " C<sub>k</sub>",
        "random-box": "μ<sub>k</sub> ~ " + tr("uniform in the box"),
        BY_HAND: "μ<sub>k</sub> = " + tr("as placed"),
    }[recipe.start]
    if facts.lottery is not None:
        return _choice(facts, facts.lottery, recipe, formula)
    title = plural(facts.k, tr("{n} centroid is placed."), tr("{n} centroids are placed."))
    return Story(tr("Start"), title, how + " " + tr("No point has a cluster yet."), formula)


def _choice(facts: Facts, lottery: Lottery, recipe: Recipe, formula: str) -> Story:
    """The choice of one starting centroid after the others."""
    heading = tr("Start · centroid {i} of {of}").format(i=facts.k, of=recipe.k)
    if lottery.nearest < 0:
        title = tr("The first is any point.")
        text = tr("Each of the {n} points had the same chance: {chance}.")
    elif lottery.is_drawn:
        title = tr("A point is drawn by lot: its odds were {chance}.")
        text = tr(
            "The deeper its colour, the likelier a point: its chance goes with the square of the "
            "distance to the nearest centroid. This one had {times} times the average."
        )
    else:
        title = tr("The farthest point is taken.")
        text = tr("At {distance}, no point is farther from its nearest centroid (dotted line).")
    said = {
        "n": grouped(facts.n),
        "chance": percent(lottery.chance),
        "times": number(lottery.chance * facts.n),
        "distance": number(float(lottery.squared[lottery.row]) ** 0.5),
    }
    return Story(heading, title.format(**said), text.format(**said), formula)


def percent(share: float) -> str:
    """A share as a percentage, with two or three figures that tell."""
    return tr("{number} %").format(number=number(100.0 * share))


def _assign(facts: Facts, recipe: Recipe, slots: Slots) -> Story:
    heading = tr("Iteration {i} · assign").format(i=facts.iteration)
    formula = _unbroken("C<sub>k</sub> = { x : ‖x − μ<sub>k</sub>‖", "≤ ‖x − μ<sub>l</sub>‖ ∀ l }")
    if facts.iteration == 0:
        title = plural(
            facts.n, tr("The point joins a cluster."), tr("All {n} points join a cluster.")
        )
        text = tr("Every point joins its nearest centroid. Inertia is {after}.")
    elif facts.changed == 0:
        title = tr("No point changes cluster.")
        text = tr("Converged: every centroid is the mean of its points. Inertia stays at {after}.")
        if facts.emptied:
            text = tr("So the run ends, with an empty cluster. Inertia stays at {after}.")
    else:
        title = _changed(facts)
        text = tr("Every point joins its nearest centroid.") + " " + _inertia_words(facts)
    if facts.emptied:
        text = _lost(facts, slots) + " " + text
    return Story(heading, title, _filled(text, facts), formula)


def _changed(facts: Facts) -> str:
    return plural(
        facts.changed,
        tr("{n} of {of} points changes cluster."),
        tr("{n} of {of} points change cluster."),
        of=grouped(facts.n),
    )


def _update(facts: Facts, recipe: Recipe, slots: Slots) -> Story:
    heading = tr("Iteration {i} · update").format(i=facts.iteration)
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
        text = (
            tr("Labels stay until the next assignment. The longest move is {shift}.") + " " + text
        )
    if facts.emptied:
        text = _dealt_with(facts, recipe, slots) + " " + text
    return Story(heading, title, _filled(text, facts), formula)


def _inertia_words(facts: Facts) -> str:
    before, after = number(facts.inertia_before), number(facts.inertia)
    if facts.inertia == facts.inertia_before:
        return tr("Inertia stays at {after}.")
    if before == after:
        return tr("Inertia hardly changes: {after}.")
    if facts.inertia > facts.inertia_before:
        return tr("Inertia rises from {before} to {after}.")
    return tr("Inertia falls from {before} to {after}.")


def _filled(text: str, facts: Facts) -> str:
    return text.format(
        before=number(facts.inertia_before),
        after=number(facts.inertia),
        shift=number(facts.largest_shift),
    )


def _unbroken(*parts: str) -> str:
    """A formula that is broken between ``parts``, if anywhere."""
    return " ".join(part.replace(" ", "&nbsp;") for part in parts)


def _named(numbers: tuple[int, ...], slots: Slots) -> str:
    """Clusters as people see them, by the number beside the star: "1, 4 and 5"."""
    *some, last = [str(shown) for shown in sorted(slots[n] + 1 for n in numbers)]
    return tr("{some} and {last}").format(some=", ".join(some), last=last) if some else last


def _lost(facts: Facts, slots: Slots) -> str:
    names = _named(facts.emptied, slots)
    if len(facts.emptied) == 1:
        return tr("Cluster {names} gets no point.").format(names=names)
    return tr("Clusters {names} get no point.").format(names=names)


def _dealt_with(facts: Facts, recipe: Recipe, slots: Slots) -> str:
    names = _named(facts.emptied, slots)
    one, many = {
        "farthest": (
            tr("Empty cluster {names} takes the point farthest from its own centroid."),
            tr("Empty clusters {names} each take the point farthest from its own centroid."),
        ),
        "keep": (
            tr("Empty cluster {names} stays where it is."),
            tr("Empty clusters {names} stay where they are."),
        ),
        "drop": (
            tr("Empty cluster {names} is dropped."),
            tr("Empty clusters {names} are dropped."),
        ),
        "random": (
            tr("Empty cluster {names} jumps to a random point."),
            tr("Empty clusters {names} jump to random points."),
        ),
    }[recipe.empty]
    return plural(len(facts.emptied), one, many, names=names)


def refusal(error: Exception) -> str:
    """What to tell a person whose choice was refused."""
    reason = error.__cause__ or error
    if isinstance(reason, TooManyClustersError):
        return plural(
            reason.distinct,
            tr("{k} clusters need {k} distinct points; there is {n}."),
            tr("{k} clusters need {k} distinct points; there are {n}."),
            k=reason.k,
        )
    return str(error)


def group_names() -> dict[str, str]:
    """What the groups of demonstrations are about."""
    return {
        "article": tr("Article"),
        "starts": tr("Starts"),
        "minima": tr("Local minima"),
        "k": tr("The number of clusters K"),
        "shapes": tr("Shapes"),
        "outliers": tr("Outliers and scale"),
        "empty": tr("Empty clusters"),
        "plus-plus": tr("k-means++"),
        "basics": tr("Basics"),
    }


def outcome_words(found: Numbers) -> str:
    """What came out of a run, number by number."""
    told = {
        "first_inertia": tr("inertia {x} at first"),
        "inertia": tr("inertia {x}"),
        "true_inertia": tr("true groups {x}"),
        "agreement": tr("{x} agree"),
        "iterations": tr("iterations {n}"),
        "clusters": tr("clusters {n}"),
        "smallest": tr("smallest cluster {n}"),
        "largest": tr("largest cluster {n}"),
        "first_size": tr("cluster 1 has {n} at first"),
    }
    return ", ".join(
        told[name].format(
            x=_plain_percent(value) if name == "agreement" else number(value),
            n=grouped(round(value)) if "{n}" in told[name] else "",
        )
        for name, value in found.items()
    )


def _plain_percent(share: float) -> str:
    """A share of points as a percentage: whole where it is."""
    return tr("{number} %").format(number=f"{100.0 * share:.1f}".removesuffix(".0"))


def compared_words(expected: str, found: Numbers, *, is_met: bool) -> str:
    """What was expected of a run, and what came out."""
    came = tr("Came out: {numbers} ✓") if is_met else tr("Came out, against it: {numbers}")
    return (
        tr("Expected: {words}").format(words=expected)
        + "\n"
        + came.format(numbers=outcome_words(found))
    )


def status_of(story: Story, facts: Facts, gains: Gains | None = None, slots: Slots = ()) -> str:
    """What the board shows, in words, for those who cannot see it.

    With what the half-step saved, where that is known.
    """
    shown = plural(facts.n, tr("{n} point"), tr("{n} points"))
    centroids = plural(facts.k, tr("{n} centroid"), tr("{n} centroids"))
    said = f"{story.heading}: {shown}, {centroids}. {story.title}"
    if gains is None or not gains.largest:
        return said
    told = tr("Inertia {change}.").format(change=_split(gains, slots, FEW_GAINS))
    return said + " " + told


def gains_words(mark: Mark, gains: Gains | None, slots: Slots) -> str:
    """What a half-step did to the inertia, in one line: how much, and thanks to which clusters.

    Where nothing can have been saved yet (``gains`` None), it is the inertia that is told.
    """
    heading = {
        Phase.SEED: tr("Start"),
        Phase.ASSIGN: tr("Iteration {i} · assign"),
        Phase.UPDATE: tr("Iteration {i} · update"),
    }[mark.phase].format(i=mark.iteration)
    told = number(mark.inertia) if gains is None else _split(gains, slots, MOST_GAINS)
    return tr("{heading}: {facts}").format(heading=heading, facts=told)


def _split(gains: Gains, slots: Slots, most: int) -> str:
    """The total, and the gains of no more than ``most`` clusters, by their shown numbers."""
    parts = [
        tr("{name}: {change}").format(name=slots[number] + 1, change=change(amount))
        for number, amount in gains.largest[:most]
    ]
    if not parts:
        return change(gains.total if gains.matters else 0.0)
    rest = ["…"] if len(gains.largest) > most else []
    return f"{change(gains.total)} ({', '.join([*parts, *rest])})"


def set_names() -> dict[str, str]:
    """The names of the comparisons that are ready to be made."""
    return {
        "seeds": tr("Four seeds"),
        "starts": tr("Each way to start"),
        "policies": tr("Each policy for empty clusters"),
    }


def work_words(recipe: Recipe) -> str:
    """What is being worked out."""
    k = plural(recipe.k, tr("{n} cluster"), tr("{n} clusters"))
    if recipe.shape == FILE:
        return tr("{file}, {k}").format(file=recipe.file_name, k=k)
    return tr("{points}, {k}").format(
        points=plural(recipe.n, tr("{n} point"), tr("{n} points")), k=k
    )


def rings_note(shown: int, of: int) -> str:
    """That not all points that changed have a ring."""
    return tr("rings on {shown} of {of} changed points").format(
        shown=grouped(shown), of=grouped(of)
    )


def links_note(shown: int, of: int) -> str:
    """That not all points in view have a line."""
    return tr("lines from {shown} of {of} points").format(shown=grouped(shown), of=grouped(of))


def coarse_note() -> str:
    """That not all points are on the board yet."""
    return tr("drawing all points …")


def shapes_note() -> str:
    """That many points are drawn without shapes."""
    return tr("zoom in to see the shapes of points")


def hover_words(distances: Distances, point: int, cluster: int, slots: Slots) -> str:
    """The number of a ``point``, its cluster (-1: none yet), its nearest centroids."""
    ways = [
        tr("{length} to centroid {name}").format(length=number(length), name=slots[centroid] + 1)
        for centroid, length in distances.nearest
    ]
    x, y = distances.place
    member = tr("in cluster {name}").format(name=slots[cluster] + 1) if cluster >= 0 else ""
    return tr("Point {row} at ({x}, {y}): {facts}").format(
        row=grouped(point),
        x=number(x),
        y=number(y),
        facts=", ".join([member, *ways] if member else ways),
    )


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is said of the end of a run."""

    words: str = ""
    tone: str = "plain"
    """Or "warning"."""
    offers_best: bool = False
    """Whether a better run is known, and can be shown."""


def judgement_of(verdict: Verdict, slots: Slots) -> Judgement:
    """The words for ``verdict``."""
    words = [_end_words(verdict, slots), *_beside_others(verdict, slots)]
    is_bad = verdict.outcome in (Outcome.UNFINISHED, Outcome.STUCK) or verdict.is_beaten
    tone = "warning" if is_bad else "plain"
    return Judgement(" ".join(words), tone, verdict.is_beaten)


def _end_words(verdict: Verdict, slots: Slots) -> str:
    """How the run ended, and how that compares with the truth."""
    cost, true_cost = number(verdict.inertia), number(verdict.true_inertia)
    if verdict.outcome is Outcome.UNFINISHED:
        said = tr("Stopped before it converged, at the limit of {n} iterations.")
        return said.format(n=MAX_ITERATIONS)
    if verdict.outcome is Outcome.UNKNOWN:
        said = tr("Converged. Whether another start costs less than {cost} is not known: try some.")
        return tr("Converged.") if verdict.tried else said.format(cost=cost)
    if verdict.outcome is Outcome.OTHER_K:
        said = tr("Converged to {k} clusters, where the data have {groups}.")
        return said.format(k=verdict.k, groups=verdict.groups)
    if verdict.outcome is Outcome.CHEAPER:
        said = tr(
            "Converged, and cheaper than the truth ({cost} against {true}), yet only {agreement} "
            "agreement: k-means minimises inertia, which is not what these groups are about."
        )
        cost, true_cost = told_apart(verdict.inertia, verdict.true_inertia)
        agreement = max(verdict.agreement, 0.0)
        return said.format(cost=cost, true=true_cost, agreement=f"{agreement:.2f}")
    if verdict.outcome is Outcome.AS_GOOD:
        said = tr("Converged: inertia {cost}, no more than the {true} of the true groups.")
        if cost == true_cost:
            said = tr("Converged: inertia {cost}, as good as the true groups.")
        return said.format(cost=cost, true=true_cost)
    words = tr("Stuck: {where}.").format(
        where=_sharing_words(verdict, slots) or tr("in a local minimum")
    )
    if verdict.is_beaten:
        return words
    cost, true_cost = told_apart(verdict.inertia, verdict.true_inertia)
    dearer = tr("The true centres would cost {true}, not {cost}.")
    return words + " " + dearer.format(true=true_cost, cost=cost)


def _beside_others(verdict: Verdict, slots: Slots) -> list[str]:
    """How the run compares with other starts, where some were tried."""
    if not verdict.tried or (verdict.outcome is Outcome.CHEAPER and not verdict.is_beaten):
        return []
    if not verdict.is_beaten:
        return [
            plural(
                verdict.tried,
                tr("No better minimum was found in {n} start."),
                tr("No better minimum was found in {n} starts."),
            )
        ]
    cost, best = told_apart(verdict.inertia, verdict.best)
    words = [
        tr(
            "A better minimum is known: {best} instead of {cost} "
            "(found by {reached} of {n} starts)."
        ).format(best=best, cost=cost, reached=grouped(verdict.reached), n=grouped(verdict.tried))
    ]
    found = _sharing_words(verdict, slots)
    if found and verdict.reference is Reference.BEST_KNOWN:
        words.append(tr("Compared with it, {found}.").format(found=found))
    return words


def _sharing_words(verdict: Verdict, slots: Slots) -> str:
    """Which centroids share a group of the reference, and which serve several; or nothing."""
    if verdict.reference is Reference.TRUTH:
        share = tr("centroids {names} share a true blob")
    else:
        share = tr("centroids {names} share a cluster")
    serves = tr("{name} serves {count}")
    said = [share.format(names=_named(group, slots)) for group in verdict.sharing]
    said += [serves.format(name=slots[own] + 1, count=count) for own, count in verdict.serving]
    return ", ".join(said)


def told_apart(one: float, other: float) -> tuple[str, str]:
    """Two numbers for reading, with as many figures as it takes to tell them apart."""
    words = number(one), number(other)
    figures = 5
    while words[0] == words[1] and one != other and figures <= 17:
        words = f"{one:.{figures}g}", f"{other:.{figures}g}"
        figures += 1
    return words
