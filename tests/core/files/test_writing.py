"""A file that is written is the new one whole, or the old one."""

import sys
from pathlib import Path

import pytest

from core.files.writing import write_text


def test_what_is_written_is_read_again_byte_for_byte(tmp_path):
    path = tmp_path / "own.csv"
    for text in ("a,b\n1,2\n", "ä\r\n\n"):
        write_text(path, text)
        assert path.read_bytes() == text.encode()
    assert [each.name for each in tmp_path.iterdir()] == ["own.csv"]


def test_a_file_keeps_its_permissions(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("old", "utf-8")
    path.chmod(0o640)
    write_text(path, "new")
    assert path.stat().st_mode & 0o777 == 0o640


def test_what_cannot_be_written_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("old", "utf-8")
    with pytest.raises(UnicodeEncodeError):
        write_text(path, "\ud800")
    assert path.read_text("utf-8") == "old"
    assert len(list(tmp_path.iterdir())) == 1
    with pytest.raises(OSError, match="gone"):
        write_text(tmp_path / "gone" / "own.csv", "new")


def test_a_folder_is_not_replaced(tmp_path):
    path = tmp_path / "folder"
    path.mkdir()
    with pytest.raises(OSError):  # noqa: PT011 - each system says it in its own words
        write_text(path, "new")
    assert [each.name for each in tmp_path.iterdir()] == ["folder"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("relative", [True, False])
def test_a_symbolic_link_stays_and_its_target_is_written(tmp_path, relative):
    target, link = tmp_path / "deep" / "real.csv", tmp_path / "link.csv"
    target.parent.mkdir()
    target.write_text("old", "utf-8")
    link.symlink_to(Path("deep") / "real.csv" if relative else target)
    write_text(link, "new")
    assert link.is_symlink()
    assert target.read_text("utf-8") == "new"
    assert len(list(tmp_path.rglob("*"))) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_to_a_file_that_is_not_there_yet_makes_it(tmp_path):
    target, link = tmp_path / "real.csv", tmp_path / "link.csv"
    link.symlink_to(target)
    write_text(link, "new")
    assert link.is_symlink()
    assert target.read_text("utf-8") == "new"


def test_the_longest_name_that_the_system_allows_can_be_written(tmp_path):
    path = tmp_path / ("n" * 251 + ".csv")
    write_text(path, "new")
    assert path.read_text("utf-8") == "new"
