"""The heaps of the C library."""

import ctypes
import sys

ARENAS = 2
"""Heaps that all threads share. By default glibc gives each thread its own, up to eight a
processor, and what is freed in one is of no use to another: the process grows for hours."""

_ARENA_MAX = -8
"""M_ARENA_MAX of glibc's malloc.h."""


def limit_arenas() -> bool:
    """Let threads share `ARENAS` heaps; to be called before they start.

    False where the C library has no such setting: only glibc has.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return False
    return bool(mallopt(_ARENA_MAX, ARENAS))
