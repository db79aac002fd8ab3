"""Files that are damaged, of another kind, or made to take long."""

import bz2
import gzip
import lzma
import os
from pathlib import Path

import numpy as np
import pytest

from core.files import TableError, read_table
from core.progress import CancelledError, Progress


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (bz2.compress(b"1,2\n3,4\n"), "packed by bzip2; of packed files only those of gzip"),
        (lzma.compress(b"1,2\n3,4\n"), "packed by xz; of packed files only those of gzip"),
        (gzip.compress(gzip.compress(b"1,2\n3,4\n")), "packed by gzip twice"),
        (b"PK\x03\x04" + b"\0" * 30, "a ZIP archive or an office document"),
        (b"%PDF-1.7\n", "a PDF document"),
    ],
    # Not by their bytes, in which gzip writes the time.
    ids=["bzip2", "xz", "gzip twice", "zip", "pdf"],
)
def test_files_of_other_kinds_are_named(tmp_path: Path, head: bytes, kind: str) -> None:
    path = tmp_path / "points.csv"
    path.write_bytes(head)
    with pytest.raises(TableError, match=kind):
        read_table(path)


def test_an_arff_header_of_too_many_attributes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "wide.arff"
    names = "".join(f"@attribute a{number} numeric\n" for number in range(2000))
    path.write_text(f"@relation wide\n{names}@data\n", "utf-8")
    with pytest.raises(TableError, match="more than 1000 attributes"):
        read_table(path)


@pytest.mark.parametrize("cell", ["1 ", "1,", "1;", "1\t"])
def test_lines_of_far_too_many_cells_are_refused_before_they_are_split(
    tmp_path: Path, cell: str
) -> None:
    path = tmp_path / "wide.csv"
    path.write_text((cell * 400_000 + "\n") * 8, "utf-8")
    looked_at = []
    with pytest.raises(TableError, match=r"Line 1: this line has some 400,001 cells"):
        read_table(path, progress=Progress(looked_at.append))
    assert max(np.diff(looked_at), default=0.0) < 0.5


def test_cancel_is_heard_in_a_file_of_many_empty_parts(tmp_path: Path) -> None:
    path = tmp_path / "empty.gz"
    path.write_bytes(gzip.compress(b"") * 100_000)
    looks = iter([True] * 20)
    with pytest.raises(CancelledError):
        read_table(path, progress=Progress(is_wanted=lambda: next(looks, False)))


def test_cancel_is_heard_while_labels_are_read(tmp_path: Path) -> None:
    (tmp_path / "points.data").write_text("1 2\n" * 1000, "utf-8")
    (tmp_path / "points.labels0").write_text("1\n" * 500_000, "utf-8")
    looks = []
    with pytest.raises(CancelledError):
        read_table(
            tmp_path / "points.data",
            progress=Progress(is_wanted=lambda: looks.append(0) or len(looks) < 40),
        )


def test_a_mapped_file_that_has_changed_is_not_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.files.npy.IN_MEMORY", 0)
    path = tmp_path / "points.npy"
    np.save(path, np.random.default_rng(0).random((1000, 4)))
    table = read_table(path)
    assert len(table.points((0, 1)).points) == 1000
    os.truncate(path, 1000)
    with pytest.raises(TableError, match="has changed since it was opened; open it again"):
        table.points((2, 3))
    path.unlink()
    with pytest.raises(TableError, match="has changed since it was opened"):
        table.points((2, 3))


@pytest.mark.parametrize("header", [b"-" * 9000 + b"1", b"(" * 5000, b"{" * 300])
def test_a_damaged_header_is_not_told_as_too_little_memory(tmp_path: Path, header: bytes) -> None:
    path = tmp_path / "points.npy"
    path.write_bytes(b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header)
    with pytest.raises(TableError, match=r"begins as a \.npy file, but is damaged"):
        read_table(path)


def test_a_header_of_python_2_is_read_without_a_warning(tmp_path: Path) -> None:
    header = b"{'descr': '<f8', 'fortran_order': False, 'shape': (2L, 2), }\n"
    path = tmp_path / "points.npy"
    numbers = np.arange(4.0).tobytes()
    head = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header
    path.write_bytes(head + numbers)
    assert read_table(path).values.tolist() == [[0.0, 1.0], [2.0, 3.0]]
