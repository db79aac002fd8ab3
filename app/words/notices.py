"""What the app says: numbers as text, names of choices, and the story of a half-step."""

from app.words.numbers import _plain_percent, grouped, number, plural
from app.words.translate import tr
from core.analysis.distances import Distances
from core.checks import TooManyClustersError
from core.plain_text import printable
from core.runs.recipe import FILE, Recipe
from core.session.background import TooLittleMemoryError
from core.teaching.expected import Numbers
from core.types import Slots

LONGEST_NAME = 100
"""Characters of a file's name that are shown, at most."""


def counted(count: int) -> str:
    """A small whole number as a word, within a sentence."""
    words = {2: tr("two"), 3: tr("three"), 4: tr("four"), 5: tr("five"), 6: tr("six")}
    return words.get(count, grouped(count))


def shape_tips() -> dict[str, str]:
    """What the names of some data sets do not say."""
    return {
        "gaussian": tr("Clusters of different width, from the article that the project began with")
    }


def group_tips() -> dict[str, str]:
    """What the names of some groups of demonstrations do not say."""
    return {"article": tr("From the article that the project began with")}


def refusal(error: Exception) -> str:
    """What to tell a person whose choice was refused."""
    reason = error.__cause__ or error
    if isinstance(reason, TooManyClustersError) and not reason.distinct:
        return tr("There are no points yet to choose centroids from.")
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


def compared_words(expected: str, found: Numbers, *, is_met: bool) -> str:
    """What a demonstration shows; and what was measured, where that differs."""
    takeaway = tr("Takeaway: {words}").format(words=expected)
    if is_met:
        return takeaway
    measured = tr("Measured, unlike expected: {numbers}")
    return takeaway + "\n" + measured.format(numbers=outcome_words(found))


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


def crosses_note(shown: int, of: int) -> str:
    """That not all points that disagree with the truth have a cross."""
    return tr("Crosses on {shown} of {of} points").format(shown=grouped(shown), of=grouped(of))


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
