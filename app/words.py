"""What the app says: numbers as text, names of choices, and the story of a half-step."""

from collections.abc import Iterable
from math import isnan

from PyQt6.QtCore import QCoreApplication

from core.checks import TooManyClustersError
from core.distances import Distances
from core.matching import Slots
from core.outcomes import Numbers
from core.plain_text import printable
from core.recipe import BY_HAND, FILE, Recipe
from core.work import TooLittleMemoryError

LONGEST_NAME = 100
"""Characters of a file's name that are shown, at most."""


def tr(text: str) -> str:
    """``text`` in the person's language."""
    return QCoreApplication.translate("Lloydscope", text)


def plural(count: int, one: str, many: str, **others: object) -> str:
    """The form for ``count`` of two translated texts, ``{n}`` and all others filled in."""
    return (one if count == 1 else many).format(n=grouped(count), **others)


def number(value: float, more: int = 0) -> str:
    """A number for reading: three or four figures that tell; of large ones all whole digits.

    Where others would read alike, so many ``more`` digits are written.
    """
    if isnan(value):
        return "–"
    size = abs(value)
    if size == 0:
        return "0"
    if 1e4 <= size < 1e9:
        return f"{value:,.{more}f}".replace(",", "\u202f").replace("-", "−")
    if size < 1e-3 or size >= 1e9:
        mantissa, exponent = f"{value:.{1 + more}e}".split("e")
        return f"{mantissa}e{int(exponent)}".replace("-", "−")
    decimals = 4 if size < 0.1 else 3 if size < 1 else 2 if size < 100 else 1 if size < 1000 else 0
    return f"{value:.{decimals + more}f}".replace("-", "−")


MOST_DIGITS = 15
"""More digits than these tell of rounding."""


def number_among(value: float, others: Iterable[float]) -> str:
    """A number for reading, with as many digits as tell it from all ``others``."""
    others = [other for other in others if other != value]
    said = ""
    for more in range(MOST_DIGITS):
        said = number(value, more)
        if all(number(other, more) != said for other in others):
            break
    return said


def change(saved: float) -> str:
    """What is ``saved`` as a change: a minus before it; a plus where it is below 0."""
    return number(-saved) if saved >= 0 else "+" + number(-saved)


def grouped(count: int) -> str:
    """A whole number for reading; from 10 000 on, its digits are in threes."""
    return f"{count:,}".replace(",", "\u202f") if abs(count) >= 10_000 else str(count)


def counted(count: int) -> str:
    """A small whole number as a word, within a sentence."""
    words = {2: tr("two"), 3: tr("three"), 4: tr("four"), 5: tr("five"), 6: tr("six")}
    return words.get(count, grouped(count))


def share_words(share: float) -> str:
    """A share as a percentage with one decimal, unless it is all or nothing."""
    if isnan(share):
        return "–"
    if 0.0 < share < 0.0005:
        return tr("<0.1 %")
    digits = f"{100.0 * share:.1f}"
    if digits == "100.0" and share < 1.0:
        digits = "99.9"
    return tr("{number} %").format(number=digits.removesuffix(".0") if share in (0, 1) else digits)


def duration_words(seconds: float) -> str:
    """How long something takes, roughly."""
    if seconds < 90.0:
        return tr("about {n} s").format(n=max(1, round(seconds)))
    if seconds < 5400.0:
        return tr("about {n} min").format(n=round(seconds / 60.0))
    return tr("about {n} h").format(n=grouped(round(seconds / 3600.0)))


def left_words(seconds: float) -> str:
    """How long something still takes."""
    return tr("{time} left").format(time=duration_words(seconds))


def shape_names() -> dict[str, str]:
    """The names of the data sets."""
    return {
        "blobs": tr("Gaussian blobs"),
        "gaussian": tr("Gaussian (article)"),
        "uniform": tr("Uniform square"),
        "ring-of-blobs": tr("Ring of blobs"),
        "unequal-spread": tr("Unequal spread"),
        "unequal-size": tr("Unequal sizes"),
        "anisotropic": tr("Elongated blobs"),
        "moons": tr("Two moons"),
        "rings": tr("Two rings"),
        "grid": tr("Grid"),
        "smiley": tr("Smiley"),
        BY_HAND: tr("Drawn points"),
    }


def shape_tips() -> dict[str, str]:
    """What the names of some data sets do not say."""
    return {
        "gaussian": tr("Clusters of different width, from the article that the project began with")
    }


def group_tips() -> dict[str, str]:
    """What the names of some groups of demonstrations do not say."""
    return {"article": tr("From the article that the project began with")}


def start_names() -> dict[str, str]:
    """The names of the initialisation methods."""
    return {
        "random-points": tr("Random points"),
        "kmeans++": tr("k-means++"),
        "farthest-first": tr("Farthest first"),
        "random-partition": tr("Random partition"),
        "random-box": tr("Uniform in bounding box"),
        BY_HAND: tr("Placed by hand"),
    }


def policy_names() -> dict[str, str]:
    """The names of what can be done with an empty cluster."""
    return {
        "farthest": tr("To farthest point"),
        "keep": tr("Keep in place"),
        "drop": tr("Remove"),
        "random": tr("To random point"),
    }


def percent(share: float) -> str:
    """A share as a percentage, with two or three figures that tell."""
    return tr("{number} %").format(number=number(100.0 * share))


def named(numbers: tuple[int, ...], slots: Slots) -> str:
    """Clusters as people see them, by the number beside the star: "1, 4 and 5"."""
    *some, last = [str(shown) for shown in sorted(slots[n] + 1 for n in numbers)]
    return tr("{some} and {last}").format(some=", ".join(some), last=last) if some else last


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
    if isinstance(reason, TooLittleMemoryError):
        return too_little_memory(reason)
    return str(error)


def too_little_memory(error: TooLittleMemoryError) -> str:
    """That there is not enough memory, and for what."""
    if error.points is not None:
        return plural(
            error.points,
            tr("There is too little memory for {n} point."),
            tr("There is too little memory for {n} points."),
        )
    if error.file:
        file = printable(error.file, LONGEST_NAME)
        return tr("There is too little memory for the points of {file}.").format(file=file)
    return tr("There is too little memory for so many points.")


def group_names() -> dict[str, str]:
    """What the groups of demonstrations are about."""
    return {
        "article": tr("Article"),
        "starts": tr("Initialisation"),
        "minima": tr("Local optima"),
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
        "true_inertia": tr("true clusters {x}"),
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
    """What a demonstration shows; and what was measured, where that differs."""
    takeaway = tr("Takeaway: {words}").format(words=expected)
    if is_met:
        return takeaway
    measured = tr("Measured, unlike expected: {numbers}")
    return takeaway + "\n" + measured.format(numbers=outcome_words(found))


def set_names() -> dict[str, str]:
    """The names of the comparisons that are ready to be made."""
    return {
        "seeds": tr("Four seeds"),
        "starts": tr("Every initialisation"),
        "policies": tr("Every empty-cluster policy"),
    }


def work_words(recipe: Recipe) -> str:
    """What is being computed."""
    k = plural(recipe.k, tr("{n} cluster"), tr("{n} clusters"))
    if recipe.shape == FILE:
        return tr("{file}, {k}").format(file=printable(recipe.file_name, LONGEST_NAME), k=k)
    return tr("{points}, {k}").format(
        points=plural(recipe.count, tr("{n} point"), tr("{n} points")), k=k
    )


def rings_note(shown: int, of: int) -> str:
    """That not all reassigned points have a ring."""
    return tr("Rings on {shown} of {of} reassigned points").format(
        shown=grouped(shown), of=grouped(of)
    )


def links_note(shown: int, of: int) -> str:
    """That not all points in view have a line."""
    return tr("Lines from {shown} of {of} points").format(shown=grouped(shown), of=grouped(of))


def coarse_note() -> str:
    """That not all points are on the board yet."""
    return tr("Drawing …")


def memory_note() -> str:
    """That not all points can be drawn."""
    return tr("too little memory to draw all points")


def shapes_note() -> str:
    """That many points are drawn without shapes."""
    return tr("Zoom in to see point shapes")


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
