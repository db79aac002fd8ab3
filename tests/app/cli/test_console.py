"""Messages where there is a terminal, and where there is none."""

import sys
from collections.abc import Callable
from contextlib import suppress

import pytest
from PyQt6.QtWidgets import QMessageBox

from app.__main__ import main
from app.cli.console import tell


@pytest.fixture
def dialogs(monkeypatch: pytest.MonkeyPatch, qapp: object) -> Callable[[Callable[[], object]], str]:
    """What is shown in dialogs by a call, on a screen and without a terminal."""
    shown: list[str] = []
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setattr(QMessageBox, "exec", lambda self: shown.append(self.text()))

    def dialogs(call: Callable[[], object]) -> str:
        with monkeypatch.context() as patch, suppress(SystemExit):
            patch.setattr(sys, "stdout", None)
            patch.setattr(sys, "stderr", None)
            call()
        return "".join(shown)

    return dialogs


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--help"], "Step through k-means"),
        (["--version"], "lloydscope 0."),
        (["--demo", "nothing"], "invalid choice"),
    ],
)
def test_without_a_terminal_a_message_is_a_dialog(
    dialogs: Callable[[Callable[[], object]], str], arguments: list[str], said: str
) -> None:
    assert said in dialogs(lambda: main(arguments))


def test_an_error_is_told_in_a_dialog_too(
    dialogs: Callable[[Callable[[], object]], str],
) -> None:
    assert dialogs(lambda: tell("lloydscope: wrong")) == "lloydscope: wrong"


def test_with_a_terminal_it_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    tell("lloydscope: no such half-step")
    assert capsys.readouterr().err == "lloydscope: no such half-step\n"
