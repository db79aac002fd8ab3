"""A file that is written is the new one whole, or the old one."""

import os

import pytest

from core.files.atomic_write import write_text


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


def test_a_symbolic_link_stays_and_its_target_is_written(tmp_path):
    (tmp_path / "data").mkdir()
    target, link = tmp_path / "data" / "own.csv", tmp_path / "link.csv"
    link.symlink_to("data/second.csv")
    (tmp_path / "data" / "second.csv").symlink_to("own.csv")
    for text in ("new", "newer"):  # at first the target is not there yet
        write_text(link, text)
        assert link.is_symlink()
        assert target.read_text("utf-8") == text
    target.chmod(0o640)
    write_text(link, "newest")
    assert target.stat().st_mode & 0o777 == 0o640
    assert sorted(each.name for each in target.parent.iterdir()) == ["own.csv", "second.csv"]


def test_a_link_to_itself_and_one_into_nowhere_are_refused(tmp_path):
    loop, nowhere = tmp_path / "loop.csv", tmp_path / "nowhere.csv"
    loop.symlink_to("loop.csv")
    nowhere.symlink_to("gone/own.csv")
    for link in (loop, nowhere):
        with pytest.raises(OSError):  # noqa: PT011 - each system says it in its own words
            write_text(link, "new")
        assert link.is_symlink()


def test_a_device_is_written_to_and_not_replaced(tmp_path):
    fifo = tmp_path / "pipe"
    os.mkfifo(fifo)
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_text(fifo, "new")
        assert os.read(reader, 10) == b"new"
    finally:
        os.close(reader)
    assert fifo.is_fifo()


@pytest.mark.parametrize("name", ["a" * 251 + ".csv", "ä" * 125 + ".csv"])
def test_a_name_may_be_as_long_as_a_name_can_be(tmp_path, name):
    write_text(tmp_path / name, "new")
    assert [each.name for each in tmp_path.iterdir()] == [name]
