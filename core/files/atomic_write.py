"""Writing files atomically."""

import errno
import os
from contextlib import suppress
from pathlib import Path
from shutil import copymode
from uuid import uuid4


def write_text(path: Path, text: str) -> None:
    """Write ``text`` to ``path`` as UTF-8; see `write_bytes`."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path``; raises OSError if that fails.

    It is written to a temporary file in the same folder, flushed to the disk, and renamed: whatever
    happens, the file is the old one or the new one. The target of a symbolic link is written; a
    device or a pipe is written to directly.
    """
    target = _target_of(path)
    if target.exists() and not target.is_file() and not target.is_dir():
        target.write_bytes(content)
        return
    # Its name does not contain that of the file, which may have the greatest length.
    beside = target.with_name(f".{uuid4().hex}.tmp")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(OSError):
            copymode(target, beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _target_of(path: Path) -> Path:
    """Return the target of all symbolic links of ``path``, whether it exists or not."""
    if not path.is_symlink():
        return path
    target = Path(os.path.realpath(path))
    # A link that is left is part of a loop.
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return target
