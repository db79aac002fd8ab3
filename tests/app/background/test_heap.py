"""Threads share few heaps."""

import subprocess
import sys

from app.background.heap import ARENAS

COUNT = """
import ctypes, sys, tempfile, threading
from pathlib import Path
from app.background.heap import limit_arenas
limited = limit_arenas()
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
together = threading.Barrier(8)
def work():
    together.wait()
    libc.malloc(1000)
    together.wait()
threads = [threading.Thread(target=work) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
if limited:
    libc.fopen.restype = ctypes.c_void_p
    libc.malloc_info.argtypes = [ctypes.c_int, ctypes.c_void_p]
    libc.fclose.argtypes = [ctypes.c_void_p]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "info.xml")
        file = libc.fopen(str(path).encode(), b"w")
        libc.malloc_info(0, file)
        libc.fclose(file)
        print(path.read_text("utf-8").count("<heap "))
"""


def test_threads_share_few_heaps() -> None:
    done = subprocess.run(
        [sys.executable, "-c", COUNT], capture_output=True, text=True, check=True, timeout=60
    )

    if done.stdout:  # glibc
        assert 1 <= int(done.stdout) <= ARENAS


FREED = """
import os
import numpy as np
from app.background.heap import release_free_memory
def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
many = [np.ones(12_000) for _ in range(1000)]
del many[:-1]  # the last one holds the end of the heap
before = resident()
if release_free_memory():
    print(before - resident())
"""


def test_free_memory_goes_back_to_the_system() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FREED], capture_output=True, text=True, check=True, timeout=60
    )

    if done.stdout:  # glibc
        assert int(done.stdout) > 80_000_000
