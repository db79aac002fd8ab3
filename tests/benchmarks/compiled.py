"""What a compiled path would give: the same descent, node by node, as numba compiles it.

It is no part of Lloydscope, which needs numpy alone, and is measured only where numba is
installed. Its labels are compared with those of `PointIndex`.
"""

from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec

import numpy as np

from core.assignment.point_index import PointIndex
from core.datasets.shapes import make_points
from core.kmeans.seeding import SEEDERS
from core.randomness import STARTS, generator
from tests.benchmarks.table import Row, count, medians, times_faster

CASES = ((100_000, 10), (1_000_000, 10), (1_000_000, 50), (10_000_000, 10), (10_000_000, 50))
MARGIN = 1e-12
"""For a picture of the cost only: the index itself uses a margin that is proven."""


def rows() -> Iterator[Row]:
    """A row a size; none where numba is not installed."""
    if find_spec("numba") is None:
        return
    descend = _compiled()
    for n, k in CASES:
        yield _row(descend, n, k)


def _row(descend: Callable[..., None], n: int, k: int) -> Row:
    index = PointIndex(make_points("blobs", n, clusters=k, seed=11)[0])
    centroids = SEEDERS["random-points"](index.points, k, generator(0, STARTS))
    for _ in range(3):
        centroids = index.means(index.nearest(centroids), centroids)
    tree, labels = index._tree, np.empty(n, np.int8)
    nodes = tree.boxes, tree.first_child, tree.children, tree.first_leaf, tree.end_leaf
    x, y = index.points.T
    step = partial(
        descend, *nodes, tree.leaf_starts, tree.mean, x, y, tree.origin, centroids, labels,
        np.zeros((k, 3)),
    )  # fmt: skip
    step()  # compiles
    wrong = int((labels != index.nearest(centroids)).sum())
    theirs, ours = medians(9, step, lambda: index.means(index.nearest(centroids), centroids))
    return times_faster(
        f"iteration, N = {count(n)}, K = {k}, if it were compiled",
        theirs,
        ("PointIndex", ours),
        None,
        f"{wrong} labels differ",
    )


def _compiled():
    from numba import njit

    @njit(cache=False)
    def descend(
        boxes, first_child, children, first_leaf, end_leaf, leaf_starts, mean, x, y, origin,
        centroids, labels, sums,
    ):  # fmt: skip
        k = len(centroids)
        sums[:] = 0.0
        nodes, counts = np.empty(256, np.int64), np.empty(256, np.int64)
        lists = np.empty((256, k), np.int64)
        lists[0] = np.arange(k)
        nodes[0], counts[0], top = 0, k, 1
        own = np.empty(k, np.int64)
        while top:
            top -= 1
            node, many = nodes[top], counts[top]
            mx, my = boxes[node, 0] + origin[0], boxes[node, 1] + origin[1]
            best, star = np.inf, 0
            for i in range(many):
                c = lists[top, i]
                far = (centroids[c, 0] - mx) ** 2 + (centroids[c, 1] - my) ** 2
                if far < best:
                    best, star = far, c
            left = 0
            for i in range(many):
                c = lists[top, i]
                far = (centroids[c, 0] - mx) ** 2 + (centroids[c, 1] - my) ** 2
                wide = abs(centroids[c, 0] - centroids[star, 0]) * boxes[node, 2]
                high = abs(centroids[c, 1] - centroids[star, 1]) * boxes[node, 3]
                if far - best <= 2.0 * (wide + high) + MARGIN:
                    own[left] = c
                    left += 1
            start, end = leaf_starts[first_leaf[node]], leaf_starts[end_leaf[node]]
            if left == 1:
                labels[start:end] = star
                sums[star, 0] += end - start
                sums[star, 1] += mean[node, 0] * (end - start)
                sums[star, 2] += mean[node, 1] * (end - start)
            elif children[node] == 0:
                for point in range(start, end):
                    least, label = np.inf, 0
                    for i in range(left):
                        dx = x[point] - centroids[own[i], 0]
                        dy = y[point] - centroids[own[i], 1]
                        far = dx * dx + dy * dy
                        if far < least:
                            least, label = far, own[i]
                    labels[point] = label
                    sums[label, 0] += 1
                    sums[label, 1] += x[point]
                    sums[label, 2] += y[point]
            else:
                for child in range(first_child[node], first_child[node] + children[node]):
                    nodes[top], counts[top] = child, left
                    lists[top, :left] = own[:left]
                    top += 1

    return descend
