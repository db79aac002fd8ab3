"""The table of experiments."""

from collections.abc import Callable

from app.labs.basins import BasinsLab
from app.labs.lab import Lab
from app.labs.restarts import RestartsLab

LABS: dict[str, Callable[[], Lab]] = {"restarts": RestartsLab, "basin_map": BasinsLab}
"""Every experiment in the column at the right, by the name of its command. Each is made when it is
first asked for: most people never open it, and the first window need not wait for it."""
