"""How much is handled at a time.

Who goes over all points does so in blocks: what is computed on the way stays small, and between
two blocks a cancelled computation ends.
"""

CACHED_BLOCK = 1 << 14
"""Points whose distances stay in the processor's cache while all centroids go by."""

BLOCK = 1 << 16
"""Points, or labels, of a pass with a few arrays besides."""

LONG_BLOCK = 1 << 18
"""Points of a simple pass: a few milliseconds."""
