"""Sizes of blocks.

Passes over all points are done in blocks: temporary arrays stay small, and a computation can be
cancelled between two blocks.
"""

CACHED_BLOCK = 1 << 14
"""Points whose distances to one centroid after another stay in the processor's cache."""

BLOCK = 1 << 16
"""Points or labels of a pass with a few temporary arrays."""

LONG_BLOCK = 1 << 18
"""Points of a simple pass: a few milliseconds."""
