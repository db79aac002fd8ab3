"""Writing a file so that it is there whole, or as it was."""

import os
from contextlib import suppress
from pathlib import Path
from shutil import copymode
from uuid import uuid4


def write_text(path: Path, text: str) -> None:
    """Put ``text`` into the file at ``path``, as UTF-8; raises OSError where that cannot be.

    It is written beside the file, forced to the disk, and then takes its place at once: whatever
    happens, the file is the old one or the new one. A symbolic link stays, and what it leads to
    is written.
    """
    path = Path(os.path.realpath(path))
    # A name of its own length: with the file's it could be longer than the system allows.
    beside = path.with_name(f".{uuid4().hex[:16]}.part")
    try:
        with beside.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        with suppress(OSError):
            copymode(path, beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
