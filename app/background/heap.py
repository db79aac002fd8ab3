"""The heaps of the C library: their number, and their free memory."""

import ctypes
import sys
from functools import cache

ARENAS = 2
"""Heaps shared by all threads. By default glibc gives each thread its own, up to eight per
processor; memory freed in one cannot be used by another, and the process grows for hours."""

_ARENA_MAX = -8
"""M_ARENA_MAX of glibc's malloc.h."""


def limit_arenas() -> bool:
    """Let threads share `ARENAS` heaps; to be called before they start.

    False if the C library is not glibc, which alone has this setting.
    """
    libc = _glibc()
    return libc is not None and bool(libc.mallopt(_ARENA_MAX, ARENAS))


def release_free_memory() -> bool:
    """Return the free pages of the heaps to the system, which takes some milliseconds.

    To be called after much has been freed. False if the C library has no such function.
    """
    libc = _glibc()
    return libc is not None and bool(libc.malloc_trim(0))


@cache
def _glibc() -> ctypes.CDLL | None:
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    return libc if hasattr(libc, "mallopt") and hasattr(libc, "malloc_trim") else None
