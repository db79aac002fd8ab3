"""Settings come back as they were left; what is unreadable is as if it were not there."""

from dataclasses import replace
from pathlib import Path

import pytest
from PyQt6.QtCore import QByteArray, QSettings
from PyQt6.QtWidgets import QSplitter

from app.settings import Settings
from app.theme import ZOOMS
from core.state import SPEEDS, Look
from tests.app.conftest import OpenWindow
from tests.app.eye import theme_of
from tests.app.hand import trigger


@pytest.fixture
def store(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


def reopened(store: QSettings) -> Settings:
    """What another start of the program reads."""
    store.sync()
    return Settings(QSettings(store.fileName(), QSettings.Format.IniFormat))


def test_an_empty_store_gives_the_defaults(store: QSettings) -> None:
    settings = Settings(store)
    assert settings.look() == Look()
    assert (settings.speed(), settings.zoom(), settings.theme()) == (1.0, 1.0, "system")
    assert settings.folder() == ""
    assert settings.layout("window") == QByteArray()


def test_every_setting_comes_back(store: QSettings) -> None:
    for look in (Look(), Look(*([False] * 7)), Look(*([True] * 7)), replace(Look(), links=True)):
        Settings(store).remember_look(look)
        assert reopened(store).look() == look
    for speed, zoom, theme in zip(SPEEDS, ZOOMS, ("light", "dark", "system") * 2, strict=False):
        Settings(store).remember(speed=speed, zoom=zoom, theme=theme, folder="/tmp/ä b")
        again = reopened(store)
        assert (again.speed(), again.zoom(), again.theme()) == (speed, zoom, theme)
        assert again.folder() == "/tmp/ä b"
    Settings(store).remember(layout__window=QByteArray(b"\x00\xff\x01"))
    assert reopened(store).layout("window") == QByteArray(b"\x00\xff\x01")


@pytest.mark.parametrize(
    "garbage", ["", "abc", "-1", "1e400", "nan", "3.7", ["a", "b"], QByteArray(b"\xff\x00")]
)
def test_garbage_is_ignored(store: QSettings, garbage: object) -> None:
    names = ("speed", "zoom", "theme", "layout/window", "layout/splitter")
    for name in names:
        store.setValue(name, garbage)
    settings = reopened(store)
    assert (settings.speed(), settings.zoom(), settings.theme()) == (1.0, 1.0, "system")
    assert isinstance(settings.layout("window"), QByteArray)


@pytest.mark.parametrize("garbage", ["abc", ["a", "b"], "3.7", QByteArray(b"\xff\x00")])
def test_a_garbled_look_is_the_default_look(store: QSettings, garbage: object) -> None:
    for name in ("cells", "links", "truth"):
        store.setValue(f"look/{name}", garbage)
    assert reopened(store).look() == Look()


def test_a_file_that_is_no_settings_file_is_ignored(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    path.write_bytes(bytes(range(256)) * 3)
    settings = Settings(QSettings(str(path), QSettings.Format.IniFormat))
    assert settings.look() == Look()
    assert settings.zoom() == 1.0


def test_a_window_is_as_it_was_left(open_window: OpenWindow, store: QSettings) -> None:
    first = open_window(settings=Settings(store))
    trigger(first, "theme_dark", "interface_smaller", "faster", "toggle_cells", "toggle_links")
    first.resize(790, 740)  # the offscreen platform's screen is 800 x 800
    splitter = first.findChild(QSplitter)
    assert splitter is not None
    splitter.setSizes([210, 380, 200])
    places = splitter.sizes()
    first.close()
    second = open_window(settings=reopened(store))
    assert theme_of(second) == theme_of(first)
    assert second.session.state.look == first.session.state.look
    assert second.session.state.speed == 2.0
    assert second.size() == first.size()
    again = second.findChild(QSplitter)
    assert again is not None
    assert again.sizes() == pytest.approx(places, abs=2)


def test_work_is_not_remembered(open_window: OpenWindow, store: QSettings) -> None:
    first = open_window(settings=Settings(store))
    first.session.edit(k=9)
    first.close()
    second = open_window(settings=reopened(store))
    assert second.session.state.recipe.k == 5
    assert not second.session.state.can_undo


def test_a_window_opens_on_a_store_full_of_garbage(
    open_window: OpenWindow, store: QSettings
) -> None:
    for name in ("speed", "zoom", "theme", "layout/window", "layout/splitter", "look/cells"):
        store.setValue(name, QByteArray(b"\x01\x02\xff"))
    window = open_window(settings=reopened(store))
    assert window.isVisible()
    assert window.session.state.speed == 1.0


def test_the_folder_of_the_last_file_is_remembered(
    open_window: OpenWindow, store: QSettings, iris: Path
) -> None:
    window = open_window(settings=Settings(store))
    window.open_path(iris)
    assert reopened(store).folder() == str(iris.parent)
