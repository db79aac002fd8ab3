"""The table of experiments."""

from collections.abc import Callable

from app.labs.lab import Lab


def _restarts() -> Lab:
    from app.labs.restarts.lab import RestartsLab

    return RestartsLab()


def _basins() -> Lab:
    from app.labs.basins.lab import BasinsLab

    return BasinsLab()


def _choose_k() -> Lab:
    from app.labs.choose_k.lab import ChooseKLab

    return ChooseKLab()


LABS: dict[str, Callable[[], Lab]] = {
    "restarts": _restarts,
    "basin_map": _basins,
    "choose_k": _choose_k,
}
"""Every experiment in the column at the right, by the name of its command. Each is imported and
made when it is first asked for: most people never open it, and the first window does not wait."""
