"""The gallery of demonstrations: real pictures, a search, keys, and one click that opens."""

from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt, QTimer
from PyQt6.QtGui import QAction
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget

from app.board.board import Board
from app.gallery.card import DemonstrationCard
from app.gallery.gallery import Gallery
from app.gallery.thumbnails import Thumbnails
from app.window import Window
from app.window.settings import Settings
from core.teaching.demonstrations import GROUPS, demonstrations
from tests.app.conftest import OpenWindow
from tests.app.eye import difference, picture, pixels_of, rgb, theme_of
from tests.app.hand import press, the, trigger


def opened(window: Window, *, painted: bool = False) -> Gallery:
    trigger(window, "gallery")
    gallery = the(window, Gallery, "gallery_dialog")
    settle()
    while painted and any(card.picture is None for card in cards(gallery)):
        QApplication.processEvents()
    return gallery


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def cards(gallery: Gallery) -> list[DemonstrationCard]:
    """The cards that are there to be seen, in their order."""
    seen = [card for card in gallery.findChildren(DemonstrationCard) if not card.isHidden()]
    return sorted(seen, key=lambda card: (place(card, gallery).y(), place(card, gallery).x()))


def place(card: DemonstrationCard, gallery: Gallery) -> QPoint:
    return card.mapTo(gallery, QPoint(0, 0))


def names(gallery: Gallery) -> list[str]:
    return [card.demonstration.id for card in cards(gallery)]


def search(gallery: Gallery, text: str) -> None:
    box = the(gallery, QLineEdit, "gallery_search")
    box.clear()
    QTest.keyClicks(box, text)
    settle()


# Opening and closing


def test_it_opens_by_its_key_its_button_and_its_command(window: Window) -> None:
    for way in (
        lambda: press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier),
        lambda: the(window, QPushButton, "open_gallery").click(),
        lambda: trigger(window, "gallery"),
    ):
        way()
        gallery = the(window, Gallery, "gallery_dialog")
        assert gallery.isVisible()
        QTest.keyClick(gallery, Qt.Key.Key_Escape)
        assert not gallery.isVisible()
    assert window.session.state.demonstration is None
    assert the(window, QAction, "gallery").shortcut().toString() == "Ctrl+D"


def test_it_opens_before_its_pictures_are_painted(window: Window) -> None:
    trigger(window, "gallery")
    gallery = the(window, Gallery, "gallery_dialog")
    assert gallery.isVisible()
    assert not any(card.picture for card in gallery.findChildren(DemonstrationCard))
    gallery.close()


def test_it_shows_all_in_the_order_of_a_course(window: Window) -> None:
    gallery = opened(window)
    groups = [demonstrations()[name].group for name in names(gallery)]
    assert sorted(names(gallery)) == sorted(demonstrations())
    assert groups == sorted(groups, key=GROUPS.index)
    gallery.close()


@pytest.mark.parametrize("name", demonstrations())
def test_every_card_opens_its_board_with_one_click(window: Window, name: str) -> None:
    gallery = opened(window)
    QTest.mouseClick(the(gallery, DemonstrationCard, f"card_{name}"), Qt.MouseButton.LeftButton)
    window.wait_for_work()
    assert not gallery.isVisible()
    assert window.session.state.recipe == demonstrations()[name].recipe
    assert window.session.state.demonstration == name


def test_undo_brings_the_former_demonstration_back(window: Window) -> None:
    title = the(window, QLabel, "demonstrationTitle")
    for name in ("b2", "e1"):
        the(opened(window), DemonstrationCard, f"card_{name}").click()
    assert title.text() == demonstrations()["e1"].title
    trigger(window, "undo")
    assert window.session.state.demonstration == "b2"
    assert title.text() == demonstrations()["b2"].title
    trigger(window, "redo")
    assert title.text() == demonstrations()["e1"].title


# Pictures


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_card_has_a_picture_of_its_own(open_window: OpenWindow, theme: str) -> None:
    window = open_window(theme=theme)
    gallery = opened(window, painted=True)
    seen = [pixels_of(card.picture.toImage()) for card in cards(gallery)]
    for shown in seen:
        assert len(np.unique(shown.astype(int) @ (65536, 256, 1))) > 100
    shapes = {shown.shape for shown in seen}
    assert len(shapes) == 1
    for count, one in enumerate(seen):
        for other in seen[:count]:
            assert (difference(one, other) > 20).sum() > 200
    gallery.close()


def test_a_picture_is_the_board_at_the_half_step_that_tells_most(window: Window) -> None:
    """That of the lottery of k-means++ has four stars of five, and no point has a cluster."""
    gallery = opened(window, painted=True)
    colours = {}
    for name in ("a2", "p1"):
        shown = pixels_of(the(gallery, DemonstrationCard, f"card_{name}").picture.toImage())
        # Nearer to the colour of the fifth than any shade of the lottery is.
        fifth = np.abs(shown - rgb("#D55E00")).max(axis=2) < 12
        colours[name] = int(fifth.sum())
    assert colours["a2"] > 50
    assert colours["p1"] < 10
    gallery.close()


def test_pictures_follow_the_theme_and_are_kept_in_it(window: Window) -> None:
    gallery = opened(window, painted=True)
    light = {card.demonstration.id: card.picture for card in cards(gallery)}
    gallery.close()
    gallery = opened(window)
    # Still there: nothing has to be painted again.
    for card in cards(gallery):
        assert card.picture.cacheKey() == light[card.demonstration.id].cacheKey()
    gallery.close()
    trigger(window, "theme_dark")
    assert theme_of(window).name == "dark"
    gallery = opened(window, painted=True)
    for card in cards(gallery):
        before, after = pixels_of(light[card.demonstration.id].toImage()), picture(card)
        assert after.mean() < 0.5 * before.mean()
    gallery.close()


def test_closing_leaves_off_painting(window: Window) -> None:
    trigger(window, "gallery")
    gallery = the(window, Gallery, "gallery_dialog")
    [thumbnails] = gallery.findChildren(Thumbnails)
    [timer] = thumbnails.findChildren(QTimer)
    assert timer.isActive()
    gallery.reject()
    assert not timer.isActive()


# Search


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("b2", {"b2"}),
        ("B2", {"b2"}),
        ("before the first", {"b2"}),
        ("sixty-six", {"b5"}),
        ("standardised", {"s1"}),
        ("empty clusters", {"e1", "e2"}),
        ("article", {f"article-{number}" for number in range(1, 6)}),
    ],
)
def test_a_search_finds_by_id_title_and_text(window: Window, text: str, wanted: set[str]) -> None:
    gallery = opened(window)
    search(gallery, text)
    assert set(names(gallery)) == wanted
    search(gallery, "")
    assert len(cards(gallery)) == len(demonstrations())
    gallery.close()


def test_where_nothing_is_found_that_is_said(window: Window) -> None:
    gallery = opened(window)
    said = next(label for label in gallery.findChildren(QLabel) if "matches" in label.text())
    assert not said.isVisible()
    search(gallery, "zebra")
    assert cards(gallery) == []
    assert said.isVisible()
    QTest.keyClick(the(gallery, QLineEdit, "gallery_search"), Qt.Key.Key_Return)
    assert gallery.isVisible()
    gallery.close()
    assert len(cards(opened(window))) == len(demonstrations())  # it begins anew
    gallery.close()


def test_enter_in_the_search_opens_the_first_that_was_found(window: Window) -> None:
    gallery = opened(window)
    search(gallery, "bisector")
    QTest.keyClick(the(gallery, QLineEdit, "gallery_search"), Qt.Key.Key_Return)
    assert window.session.state.demonstration == "v1"
    assert not gallery.isVisible()


# Keys


def test_arrows_go_from_card_to_card_and_enter_opens(window: Window) -> None:
    gallery = opened(window)
    in_order = cards(gallery)
    row = [card for card in in_order if place(card, gallery).y() == place(in_order[0], gallery).y()]
    assert 2 <= len(row) <= 5
    press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is in_order[0]
    press(Qt.Key.Key_Right)
    assert QApplication.focusWidget() is in_order[1]
    press(Qt.Key.Key_Down)
    below = in_order[len(row) :]
    assert QApplication.focusWidget() is below[1]
    press(Qt.Key.Key_Left)
    assert QApplication.focusWidget() is below[0]
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Up)
    assert QApplication.focusWidget() is the(gallery, QLineEdit, "gallery_search")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert window.session.state.demonstration == in_order[0].demonstration.id


def test_the_card_with_the_focus_is_in_view(window: Window) -> None:
    gallery = opened(window)
    area = gallery.findChildren(QScrollArea)[0]
    press(Qt.Key.Key_Down)
    for _ in range(len(demonstrations())):
        press(Qt.Key.Key_Right)
        settle()
        card = QApplication.focusWidget()
        assert isinstance(card, DemonstrationCard)
        inside = card.mapTo(area.viewport(), QPoint(0, 0)).y()
        assert 0 <= inside <= area.viewport().height() - card.height()
    assert card is cards(gallery)[-1]
    gallery.close()


def test_letters_typed_on_a_card_are_a_search(window: Window) -> None:
    gallery = opened(window)
    press(Qt.Key.Key_Down)
    for letter in "e2":
        QTest.keyClicks(QApplication.focusWidget(), letter)
    settle()
    assert names(gallery) == ["e2"]
    gallery.close()


# Words and room


def test_every_card_says_what_it_is_to_those_who_cannot_see_it(window: Window) -> None:
    gallery = opened(window)
    for card in cards(gallery):
        assert card.accessibleName() == card.demonstration.title
        assert card.demonstration.watch.rstrip(".") in card.accessibleDescription()
        assert card.demonstration.id in card.accessibleDescription()
    gallery.close()


def told(card: DemonstrationCard) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel) if not label.isHidden()]


def test_a_card_has_its_id_and_the_number_of_its_variants(window: Window) -> None:
    gallery = opened(window)
    for card in cards(gallery):
        count = len(card.demonstration.cases)
        about = card.demonstration.id + (f" · {count} variants" if count > 1 else "")
        assert about in told(card)
    assert "b2 · 4 variants" in told(the(gallery, DemonstrationCard, "card_b2"))
    assert "article-1" in told(the(gallery, DemonstrationCard, "card_article-1"))
    gallery.close()


def test_the_basics_come_first(window: Window) -> None:
    gallery = opened(window)
    assert demonstrations()[names(gallery)[0]].group == "basics"
    gallery.close()


def test_a_card_tells_the_result_once_its_end_has_been_seen(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    settings = Settings(tmp_path / "settings.json")
    window, shown = open_window(settings=settings), demonstrations()["a1"]
    window.open_demonstration(shown)
    gallery = opened(window)
    card = the(gallery, DemonstrationCard, "card_a1")
    assert not any(shown.expected in text for text in told(card))
    assert shown.expected not in card.accessibleDescription()
    gallery.close()
    trigger(window, "go_to_end")
    opened(window)
    assert f"→ {shown.expected}" in told(card)
    assert shown.expected.rstrip(".") in card.accessibleDescription()
    others = [each for each in cards(gallery) if each is not card]
    assert not any(text.startswith("→") for each in others for text in told(each))
    gallery.close()
    assert Settings(tmp_path / "settings.json").seen() == {"a1"}


def test_the_end_of_a_changed_board_tells_nothing(window: Window) -> None:
    window.open_demonstration(demonstrations()["a1"])
    window.session.edit(k=7)
    trigger(window, "go_to_end")
    assert window._demonstrations._seen == set()


@pytest.mark.parametrize(("wide", "high", "columns"), [(1280, 800, 5), (800, 700, 3)])
@pytest.mark.parametrize("zoom", [False, True])
def test_it_fits_the_window_and_no_text_is_cut(
    window: Window, wide: int, high: int, columns: int, zoom: bool
) -> None:
    if zoom:
        trigger(window, "interface_larger", "interface_larger")
    window.resize(wide, high)
    gallery = opened(window)
    assert gallery.width() <= window.width()
    assert gallery.height() <= window.height()
    lefts = {place(card, gallery).x() for card in cards(gallery)}
    assert len(lefts) == columns if not zoom else 1 <= len(lefts) <= columns
    for card in cards(gallery):
        for label in card.findChildren(QLabel):
            if label.isHidden():
                continue
            assert label.height() >= label.heightForWidth(label.width())
            assert label.width() >= label.minimumSizeHint().width()
            assert card.rect().contains(label.geometry())
    [area] = gallery.findChildren(QScrollArea)
    content: QWidget = area.widget()
    assert content.width() <= area.viewport().width()
    gallery.close()


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("loses all", "e1"), ("a bad initialisation", "opening"), ("B2", "b2"), ("d1", "d1")],
)
def test_enter_opens_what_the_search_names_most_closely(
    window: Window, words: str, wanted: str
) -> None:
    the(window, QPushButton, "open_gallery").setFocus(Qt.FocusReason.TabFocusReason)
    gallery = opened(window)
    QTest.keyClicks(the(gallery, QLineEdit, "gallery_search"), words)
    QTest.keyClick(the(gallery, QLineEdit, "gallery_search"), Qt.Key.Key_Return)
    window.wait_for_work()
    assert window.session.state.demonstration == wanted
    # The window itself may not be the active one again yet.
    assert window.focusWidget() is the(window, Board, "board")
