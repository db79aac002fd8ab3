"""What all tests share: they need no screen, and try the same examples in every run."""

import os

from hypothesis import HealthCheck, settings

# Before Qt is imported, and only where no other platform was asked for.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

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
