"""The heaps of the C library: how many there are, and what they keep that is free."""

import ctypes
import sys
from functools import cache

ARENAS = 2
"""Heaps that all threads share. By default glibc gives each thread its own, up to eight a
processor, and what is freed in one is of no use to another: the process grows for hours."""

_ARENA_MAX = -8
"""M_ARENA_MAX of glibc's malloc.h."""


def limit_arenas() -> bool:
    """Let threads share `ARENAS` heaps; to be called before they start.

    False where the C library has no such setting: only glibc has.
    """
    libc = _glibc()
    return libc is not None and bool(libc.mallopt(_ARENA_MAX, ARENAS))


def release_free_memory() -> bool:
    """Give the free pages within the heaps back to the system, which takes some milliseconds.

    To be called where much has been freed. False where the C library has no such function.
    """
    libc = _glibc()
    return libc is not None and bool(libc.malloc_trim(0))


@cache
def _glibc() -> ctypes.CDLL | None:
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    return libc if hasattr(libc, "mallopt") and hasattr(libc, "malloc_trim") else None
