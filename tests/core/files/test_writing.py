"""A file that is written is the new one whole, or the old one."""

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
