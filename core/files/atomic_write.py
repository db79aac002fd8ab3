"""Writing a file so that it is there whole, or as it was."""

import errno
import os
from contextlib import suppress
from pathlib import Path
from shutil import copymode
from uuid import uuid4


def write_text(path: Path, text: str) -> None:
    """Put ``text`` into the file at ``path``, as UTF-8; see `write_bytes`."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """Put ``content`` into the file at ``path``; raises OSError where that cannot be.

    It is written beside the file, forced to the disk, and then takes its place at once: whatever
    happens, the file is the old one or the new one. A symbolic link stays, and what it points to
    is written; a device or a pipe is written to directly.
    """
    target = _target_of(path)
    if target.exists() and not target.is_file() and not target.is_dir():
        target.write_bytes(content)
        return
    # Its name owes nothing to that of the file, which may be as long as a name can be.
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
    """The file behind all symbolic links of ``path``, whether it is there yet or not."""
    if not path.is_symlink():
        return path
    target = Path(os.path.realpath(path))
    # What is still a link points to itself, by whatever way.
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return target
