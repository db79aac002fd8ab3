"""What all tests share: they need no screen, and try the same examples in every run."""

import os

import pytest
from hypothesis import HealthCheck, settings

from app.cli.qt_libraries import qt_error
from tests.fonts import use_test_font

# Before Qt is imported, and only where no other platform was asked for.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

use_test_font()

# HYPOTHESIS_PROFILE=search looks for new examples.
settings.register_profile("suite", deadline=None, derandomize=True, database=None, max_examples=50)
settings.register_profile(
    "search",
    deadline=None,
    database=None,
    max_examples=1500,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main() -> None:
    """End with two plain lines where Qt's libraries are missing, before pytest-qt needs them."""
    if error := qt_error():
        raise pytest.UsageError(error)
