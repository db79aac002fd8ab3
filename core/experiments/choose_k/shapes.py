"""What a partition looks like: the reasons for which criteria may disagree."""

from dataclasses import dataclass

import numpy as np

from core.assignment.assigner import Assigner
from core.blocks import BLOCK
from core.types import Labels, Points


@dataclass(frozen=True, slots=True)
class Shape:
    """Ratios of a partition's clusters that have points."""

    sizes: float
    """The most points of a cluster by the fewest."""
    spreads: float
    """The greatest root mean square distance to the mean by the least, of clusters with extent."""
    elongation: float
    """The standard deviation along the principal axis by that across: the greatest of a cluster
    with at least a tenth of the points; infinite for points on a line, 1 for fewer than 3."""
    separation: float
    """The least distance of two means by the standard deviation along an axis, averaged over the
    two clusters; infinite for one cluster."""


def shape_of(assigner: Assigner, labels: Labels, centroids: Points) -> Shape:
    """The shape of the partition of the points by ``labels`` (N,) about ``centroids`` (K, d)."""
    points = assigner.points
    sizes = assigner.sizes(labels, len(centroids))
    own = np.flatnonzero(sizes)
    scatters = _scatters(points, labels, centroids)
    squared = scatters.trace(axis1=1, axis2=2)[own]
    rms: Points = np.sqrt(squared / sizes[own])
    wide = rms[rms > 0.0]
    large = own[sizes[own] * 10 >= len(points)]
    return Shape(
        float(sizes[own].max() / sizes[own].min()),
        float(wide.max() / wide.min()) if len(wide) else 1.0,
        max((_elongation(scatters[cluster], sizes[cluster]) for cluster in large), default=1.0),
        _separation(centroids[own], rms / np.sqrt(points.shape[1])),
    )


def _scatters(points: Points, labels: Labels, centroids: Points) -> Points:
    """The sums of products of coordinates about its centroid, for each cluster, (K, d, d)."""
    k, d = centroids.shape
    scatters = np.zeros((k, d, d))
    for start in range(0, len(points), BLOCK):
        own = labels[start : start + BLOCK]
        offsets = points[start : start + BLOCK] - centroids[own]
        for i in range(d):
            for j in range(i + 1):
                products = offsets[:, i] * offsets[:, j]
                scatters[:, i, j] += np.bincount(own, products, minlength=k)
    return scatters


def _elongation(scatter: Points, size: np.integer) -> float:
    if size < 3 or len(scatter) < 2:
        return 1.0
    values = np.linalg.eigvalsh(scatter)  # of the lower triangle
    across, along = float(values[-2]), float(values[-1])
    if along <= 0.0:
        return 1.0
    return float(np.sqrt(along / across)) if across > 1e-15 * along else float("inf")


def _separation(means: Points, deviations: Points) -> float:
    least = float("inf")
    for place in range(1, len(means)):
        apart: Points = np.sqrt(((means[:place] - means[place]) ** 2).sum(axis=1))
        both = (deviations[:place] + deviations[place]) / 2
        ratios = np.full(place, np.inf)
        np.divide(apart, both, out=ratios, where=both > 0.0)
        least = min(least, float(ratios.min()))
    return least
