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
