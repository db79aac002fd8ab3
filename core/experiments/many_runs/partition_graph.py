"""The next partition of each partition that a run has reached, computed once."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from core.experiments.many_runs.partitions import OwnLabels, Partitions, canonical

OPEN, FIXED = -2, -1
"""In place of a next partition: it depends on the run; the run ends here."""

_UNEXPLORED = -3

OVERHEAD = 250
"""Approximate bytes of a partition beside its labels."""

Nodes = NDArray[np.intp]


class PartitionGraph:
    """A graph: from each partition an edge to the one that the next update and assignment make.

    A partition is identified by its canonical labels. Its means do not depend on how its clusters
    are numbered, nor does the assignment to them, unless a point is as near to two of them. Where
    one is, or where a cluster is left empty, the partition is `OPEN`.
    """

    def __init__(self, partitions: Partitions) -> None:
        self._partitions = partitions
        self.forget()

    def forget(self) -> None:
        """Clear the graph; former nodes become invalid."""
        self._node_of: dict[bytes, int] = {}
        self._keys: list[bytes] = []
        self._unexplored: list[int] = []
        self.next: Nodes = np.zeros(0, np.intp)
        """The next node of each, or OPEN, or FIXED."""
        self.ranks = np.zeros((0, self._partitions.k), np.uint8)
        """For each node, the number that each of its clusters has in the next one."""

    @property
    def size(self) -> int:
        """Approximate memory in bytes."""
        return len(self._keys) * (self._partitions.n + OVERHEAD)

    def nodes_of(self, labels: OwnLabels) -> Nodes:
        """The nodes of some partitions, given by canonical ``labels`` (B, N), all clusters full."""
        n, text = self._partitions.n, labels.tobytes()
        nodes = np.empty(len(labels), np.intp)
        for row in range(len(labels)):
            key = text[row * n : row * n + n]
            node = self._node_of.get(key)
            if node is None:
                node = self._node_of[key] = len(self._keys)
                self._keys.append(key)
                self._unexplored.append(node)
            nodes[row] = node
        self._make_room()
        return nodes

    def labels_of(self, nodes: Nodes) -> OwnLabels:
        """The canonical labels of some nodes, (B, N)."""
        text = b"".join([self._keys[node] for node in nodes.tolist()])
        return np.frombuffer(text, np.uint8).reshape(len(nodes), self._partitions.n)

    def explore(self, before_each: Callable[[], None]) -> None:
        """Compute the next node of every new one; ``before_each`` block may raise."""
        while self._unexplored:
            before_each()
            # The newest first, so that blocks stay full.
            nodes = np.array(self._unexplored[-self._partitions.block :])
            labels = self.labels_of(nodes)
            found = self._partitions.nearest(self._partitions.means(labels))
            after = canonical(found.members)
            same = (after.labels == labels).all(axis=1)
            same &= (after.ranks == np.arange(self._partitions.k)).all(axis=1)
            del self._unexplored[-len(nodes) :]
            closed = after.full & ~found.tied
            following = np.full(len(nodes), OPEN)
            following[closed & same] = FIXED
            onward = closed & ~same
            following[onward] = self.nodes_of(after.labels[onward])
            self.next[nodes] = following
            self.ranks[nodes] = after.ranks

    def _make_room(self) -> None:
        missing = len(self._keys) - len(self.next)
        if missing > 0:
            missing = max(missing, len(self.next))
            self.next = np.append(self.next, np.full(missing, _UNEXPLORED))
            room = np.zeros((missing, self._partitions.k), np.uint8)
            self.ranks = np.concatenate([self.ranks, room])
