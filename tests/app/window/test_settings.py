"""Settings come back as they were left; what is unreadable is as if it were not there."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QSplitter

from app.theme.theme import ZOOMS
from app.window.settings import MOST_BYTES, Settings
from core.session.look import Look
from core.session.state import SPEEDS
from tests.app.conftest import OpenWindow
from tests.app.eye import theme_of
from tests.app.hand import trigger


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def written(path: Path, **values: object) -> Settings:
    """The settings that a file with these values gives."""
    path.write_text(json.dumps({name.replace("__", "/"): v for name, v in values.items()}), "utf-8")
    return Settings(path)


def assert_default(settings: Settings) -> None:
    assert settings.look() == Look()
    assert (settings.speed(), settings.zoom(), settings.theme()) == (1.0, 1.0, "system")
    assert settings.folder() == ""
    assert settings.layout("window", 4) == []


def test_without_a_file_all_is_the_default(store: Path) -> None:
    assert_default(Settings(store))
    assert not store.exists()


def test_every_setting_comes_back(store: Path) -> None:
    for look in (Look(), Look(*([False] * 7)), Look(*([True] * 7)), replace(Look(), links=True)):
        Settings(store).remember_look(look)
        assert Settings(store).look() == look
    for speed, zoom, theme in zip(SPEEDS, ZOOMS, ("light", "dark", "system") * 2, strict=False):
        Settings(store).remember(speed=speed, zoom=zoom, theme=theme, folder="/tmp/ä \udcff")
        again = Settings(store)
        assert (again.speed(), again.zoom(), again.theme()) == (speed, zoom, theme)
        assert again.folder() == "/tmp/ä \udcff"
    Settings(store).remember(layout__window=[1, -2, 300, 400], layout__maximised=True)
    assert Settings(store).layout("window", 4) == [1, -2, 300, 400]
    assert Settings(store).layout("window", 3) == []
    assert Settings(store).is_maximised()


@pytest.mark.parametrize(
    "garbage", ["", "abc", -1, 3.7, True, None, ["a", "b"], {"a": {}}, "@Variant(\0\0)", "1" * 999]
)
def test_garbage_is_ignored(store: Path, garbage: object) -> None:
    names = ("speed", "zoom", "layout__window", "layout__splitter", "look__links", "unknown")
    settings = written(store, **dict.fromkeys(names, garbage))
    assert (settings.speed(), settings.zoom(), settings.theme()) == (1.0, 1.0, "system")
    assert settings.layout("window", 4) == []
    assert settings.look() == Look() or garbage is True
    if not isinstance(garbage, str):
        assert_default(written(store, theme=garbage, folder=garbage))


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[]", b"7", b"{", b"\xff\xfe{}", bytes(range(256)) * 3, b"[" * 60_000,
        b"{}" + b" " * MOST_BYTES,
        b'{"zoom": 1e999, "speed": NaN}', b"[General]\nsplitter=@Variant(\\0\\0\\0\\x7f)\n",
    ],
)  # fmt: skip
def test_a_file_that_is_none_of_ours_is_ignored(store: Path, content: bytes) -> None:
    store.write_bytes(content)
    settings = Settings(store)
    assert_default(settings)
    settings.remember(theme="dark")
    assert Settings(store).theme() == "dark"


def test_a_folder_in_the_place_of_the_file_stops_nothing(store: Path) -> None:
    store.mkdir()
    settings = Settings(store)
    assert_default(settings)
    settings.remember(theme="dark")
    assert settings.theme() == "dark"


def test_settings_that_cannot_be_written_stop_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    settings = Settings(tmp_path / "file" / "settings.json")
    settings.remember(zoom=ZOOMS[-1])
    assert settings.zoom() == ZOOMS[-1]


def test_a_former_ini_file_is_taken_over_once(tmp_path: Path, store: Path) -> None:
    former = tmp_path / "Lloydscope.conf"
    former.write_text(
        "[General]\nspeed=2\ntheme=dark\nzoom=@Variant(\\0\\0\\0\\x7f)\nfolder=/data\n\n"
        "[layout]\nwindow=@ByteArray(\\x1\\xd9)\n\n[look]\ncells=false\nlinks=true\n",
        "utf-8",
    )
    settings = Settings(store, former)
    assert (settings.speed(), settings.theme(), settings.zoom()) == (2.0, "dark", 1.0)
    assert settings.look() == replace(Look(), cells=False, links=True)
    assert settings.folder() == "/data"
    settings.remember(theme="light")
    former.write_text("[General]\nspeed=8\n", "utf-8")
    again = Settings(store, former)
    assert (again.theme(), again.speed()) == ("light", 2.0)


def test_a_window_is_as_it_was_left(open_window: OpenWindow, store: Path) -> None:
    first = open_window(settings=Settings(store))
    trigger(first, "theme_dark", "interface_smaller", "faster", "toggle_cells", "toggle_links")
    first.resize(790, 740)  # the offscreen platform's screen is 800 x 800
    splitter = first.findChild(QSplitter)
    assert splitter is not None
    splitter.setSizes([210, 380, 200])
    places = splitter.sizes()
    first.close()
    second = open_window(settings=Settings(store))
    assert theme_of(second) == theme_of(first)
    assert second.session.state.look == first.session.state.look
    assert second.session.state.speed == 2.0
    assert second.size() == first.size()
    again = second.findChild(QSplitter)
    assert again is not None
    assert again.sizes() == pytest.approx(places, abs=2)


def test_work_is_not_remembered(open_window: OpenWindow, store: Path) -> None:
    first = open_window(settings=Settings(store))
    first.session.edit(k=9)
    first.close()
    second = open_window(settings=Settings(store))
    assert second.session.state.recipe.k == 5
    assert not second.session.state.can_undo


def test_a_window_opens_on_a_store_full_of_garbage(open_window: OpenWindow, store: Path) -> None:
    names = ("speed", "zoom", "theme", "layout__window", "layout__splitter", "look__cells")
    window = open_window(settings=written(store, **dict.fromkeys(names, "AQL/")))
    assert window.isVisible()
    assert window.session.state.speed == 1.0


@pytest.mark.parametrize(
    "values",
    [
        {"layout__window": [0, 2**31 - 1, 700, 700]},
        {"layout__window": [-(2**31), 0, 10**9, 10**9]},
        {"layout__window": [0, 0, 0, -5]},
        {"layout__window": [10**30, 0, 1, 1]},
        {"layout__splitter": [10**9, 1, 1]},
        {"layout__splitter": [0, 0, -1]},
        {"layout__splitter": "AAAA/wAAAAEAAAADAAABBAAAAtAAAAEsAAABhqABAAAAAQA="},
        {"unknown": [[[[1]]]]},
    ],
)
def test_a_damaged_layout_gives_a_window_that_can_be_used(
    open_window: OpenWindow, store: Path, values: dict[str, object]
) -> None:
    window = open_window(settings=written(store, **values))
    screen = window.screen()
    assert screen is not None
    assert screen.geometry().contains(window.geometry().topLeft())
    assert window.width() <= 2000
    splitter = window.findChild(QSplitter)
    assert splitter is not None
    assert splitter.orientation() is Qt.Orientation.Horizontal
    assert all(size > 100 for size in splitter.sizes())
    window.close()
    assert "[[" not in store.read_text("utf-8").replace("\n", "").replace(" ", "")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_the_place_of_the_file_does_not_wait(store: Path) -> None:
    os.mkfifo(store)
    settings = Settings(store)
    assert_default(settings)
    settings.remember(theme="dark")
    assert settings.theme() == "dark"
    store.unlink()
    former = store.with_name("former.conf")
    os.mkfifo(former)
    assert_default(Settings(store, former))


def test_the_folder_of_the_last_file_is_remembered(
    open_window: OpenWindow, store: Path, iris: Path
) -> None:
    window = open_window(settings=Settings(store))
    window.open_path(iris)
    assert Settings(store).folder() == str(iris.parent)
