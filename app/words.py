"""What the app says: numbers as text, names of choices, and the story of a half-step."""

from dataclasses import dataclass
from math import isnan

from PyQt6.QtCore import QCoreApplication

from core.checks import TooManyClustersError
from core.distances import Distances
from core.facts import Facts
from core.lloyd import Phase
from core.matching import Slots
from core.recipe import Recipe
from core.verdict import Outcome, Verdict


def tr(text: str) -> str:
    """``text`` in the person's language."""
    return QCoreApplication.translate("Lloydscope", text)


def plural(count: int, one: str, many: str) -> str:
    """The form for ``count`` of two translated texts, its ``{n}`` filled in."""
    return (one if count == 1 else many).format(n=f"{count:n}")


def number(value: float) -> str:
    """A number for reading, with three or four figures that tell."""
    if isnan(value):
        return "–"
    size = abs(value)
    if size == 0:
        return "0"
    if size < 1e-3 or size >= 1e7:
        return f"{value:.2e}".replace("-", "−")
    decimals = 4 if size < 0.1 else 3 if size < 1 else 2 if size < 100 else 1 if size < 1000 else 0
    return f"{value:.{decimals}f}".replace("-", "−")


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
    }


def start_names() -> dict[str, str]:
    """The names of the ways to start."""
    return {
        "random-points": tr("Random points"),
        "kmeans++": tr("k-means++"),
        "farthest-first": tr("Farthest first"),
        "random-partition": tr("Random partition"),
        "random-box": tr("Random in box"),
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


def _seed(facts: Facts, recipe: Recipe, slots: Slots) -> Story:
    how = {
        "random-points": tr("Each is a data point, drawn at random."),
        "kmeans++": tr("Each is a data point, likelier the farther from those chosen before."),
        "farthest-first": tr("Each is the data point farthest from those chosen before."),
        "random-partition": tr("Each is the mean of a random share of the points."),
        "random-box": tr("Each is a random place in the box around the data."),
    }[recipe.start]
    formula = {
        "random-points": "μ<sub>k</sub> = x<sub>i</sub>, i ~ " + tr("uniform"),
        "kmeans++": "P(μ = x) ∝ D(x)<sup>2</sup>",
        "farthest-first": "μ<sub>k</sub> = argmax<sub>x</sub> D(x)",
        "random-partition": "μ<sub>k</sub> = " + tr("mean of a random") + " C<sub>k</sub>",
        "random-box": "μ<sub>k</sub> ~ " + tr("uniform in the box"),
    }[recipe.start]
    title = plural(
        facts.k, tr("{n} centroid takes its start."), tr("{n} centroids take their start.")
    )
    return Story(tr("Start · seed"), title, how + " " + tr("No point has a cluster yet."), formula)


def _assign(facts: Facts, recipe: Recipe, slots: Slots) -> Story:
    heading = tr("Iteration {i} · assign").format(i=facts.iteration)
    formula = "C<sub>k</sub> = { x : ‖x − μ<sub>k</sub>‖ ≤ ‖x − μ<sub>l</sub>‖ ∀ l }"
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
    one = tr("{changed} of {of} points changes cluster.")
    many = tr("{changed} of {of} points change cluster.")
    return (one if facts.changed == 1 else many).format(changed=facts.changed, of=facts.n)


def _update(facts: Facts, recipe: Recipe, slots: Slots) -> Story:
    heading = tr("Iteration {i} · update").format(i=facts.iteration)
    formula = (
        "μ<sub>k</sub> = <sup>1</sup>⁄<sub>|C<sub>k</sub>|</sub> Σ<sub>x ∈ C<sub>k</sub></sub> x"
    )
    if facts.moved == 0:
        title = tr("No centroid moves.")
    else:
        title = plural(
            facts.moved,
            tr("{n} centroid moves to its mean."),
            tr("{n} centroids move to their means."),
        )
    text = _inertia_words(facts)
    if facts.moved:
        text = tr("The longest way is {shift}.") + " " + text
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


def _named(numbers: tuple[int, ...], slots: Slots) -> str:
    """Clusters as people see them, by the number beside the star."""
    return ", ".join(str(shown) for shown in sorted(slots[n] + 1 for n in numbers))


def _lost(facts: Facts, slots: Slots) -> str:
    names = _named(facts.emptied, slots)
    if len(facts.emptied) == 1:
        return tr("Cluster {names} has no point left.").format(names=names)
    return tr("Clusters {names} have no point left.").format(names=names)


def _dealt_with(facts: Facts, recipe: Recipe, slots: Slots) -> str:
    names = _named(facts.emptied, slots)
    said = {
        "farthest": tr("Empty cluster {names} takes the point farthest from its own centroid."),
        "keep": tr("Empty cluster {names} stays where it is."),
        "drop": tr("Empty cluster {names} is dropped."),
        "random": tr("Empty cluster {names} jumps to a random point."),
    }[recipe.empty]
    return said.format(names=names)


def refusal(error: Exception) -> str:
    """What to tell a person whose choice was refused."""
    reason = error.__cause__ or error
    if isinstance(reason, TooManyClustersError):
        return tr("{k} clusters need {k} distinct points; there are {found}.").format(
            k=reason.k, found=reason.distinct
        )
    return str(error)


def status_of(story: Story, facts: Facts) -> str:
    """What the board shows, in words, for those who cannot see it."""
    shown = plural(facts.n, tr("{n} point"), tr("{n} points"))
    centroids = plural(facts.k, tr("{n} centroid"), tr("{n} centroids"))
    return f"{story.heading}: {shown}, {centroids}. {story.title}"


def hover_words(distances: Distances, slots: Slots) -> str:
    """The distances of a point to the centroids nearest to it."""
    ways = [
        tr("{length} to centroid {name}").format(length=number(length), name=slots[centroid] + 1)
        for centroid, length in distances.nearest
    ]
    x, y = distances.place
    return tr("Point {row} at ({x}, {y}): {ways}").format(
        row=distances.row + 1, x=number(x), y=number(y), ways=", ".join(ways)
    )


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is said of the end of a run."""

    words: str = ""
    tone: str = "plain"
    """Or "warning"."""


def judgement_of(verdict: Verdict, slots: Slots) -> Judgement:
    """The words for ``verdict``."""
    cost, true_cost = number(verdict.inertia), number(verdict.true_inertia)
    if verdict.outcome is Outcome.UNFINISHED:
        return Judgement(tr("Stopped before it converged."), "warning")
    if verdict.outcome is Outcome.UNKNOWN:
        said = tr("Converged. Whether another start costs less than {cost} is not known: try some.")
        return Judgement(said.format(cost=cost))
    if verdict.outcome is Outcome.OTHER_K:
        said = tr("Converged to {k} clusters, where the data have {groups}.")
        return Judgement(said.format(k=verdict.k, groups=verdict.groups))
    if verdict.outcome is Outcome.AS_GOOD:
        said = tr("Converged: inertia {cost}, no more than the {true} of the true groups.")
        return Judgement(said.format(cost=cost, true=true_cost))
    dearer = tr("The true centres would cost {true}, not {cost}.")
    words = [tr("Stuck:"), *_stuck(verdict, slots), dearer.format(true=true_cost, cost=cost)]
    return Judgement(" ".join(words), "warning")


def _stuck(verdict: Verdict, slots: Slots) -> list[str]:
    said = [
        tr("centroids {names} share a blob").format(names=_named(group, slots))
        for group in verdict.sharing
    ]
    said += [
        tr("{name} serves {count}").format(name=slots[number] + 1, count=count)
        for number, count in verdict.serving
    ]
    return [", ".join(said) + "."] if said else [tr("in a local minimum.")]
