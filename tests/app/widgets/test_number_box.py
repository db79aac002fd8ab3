"""One notation for numbers, whatever the language of the system."""

import pytest
from PyQt6.QtCore import QLocale
from PyQt6.QtWidgets import QDoubleSpinBox, QSpinBox

from tests.app.conftest import OpenWindow
from tests.app.hand import the


@pytest.mark.parametrize("system", ["de_DE", "fr_FR", "ar_EG", "hi_IN"])
def test_numbers_are_written_alike_in_every_language(open_window: OpenWindow, system: str) -> None:
    former = QLocale()
    try:
        QLocale.setDefault(QLocale(system))
        window = open_window(n=12_345)
        assert the(window, QDoubleSpinBox, "spread").text() == "0.10"
        assert the(window, QSpinBox, "points_count").text() == "12345"
    finally:
        QLocale.setDefault(former)
