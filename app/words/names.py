"""Names of choices as a person reads them."""

from app.words.translate import tr
from core.runs.recipe import BY_HAND
from core.types import Slots


def shape_names() -> dict[str, str]:
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


def start_names() -> dict[str, str]:
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


def named(numbers: tuple[int, ...], slots: Slots) -> str:
    """Clusters as people see them, by the number beside the star: "1, 4 and 5"."""
    *some, last = [str(shown) for shown in sorted(slots[n] + 1 for n in numbers)]
    return tr("{some} and {last}").format(some=", ".join(some), last=last) if some else last


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


def set_names() -> dict[str, str]:
    """The names of the comparisons that are ready to be made."""
    return {
        "seeds": tr("Four seeds"),
        "starts": tr("Every initialisation"),
        "policies": tr("Every empty-cluster policy"),
    }
