"""A mutable object that holds one frozen value and calls its watchers at every change."""

from collections.abc import Callable
from typing import Generic, TypeVar

S = TypeVar("S")


class Observable(Generic[S]):
    """One value of type ``S``, replaced only through `_become`."""

    def __init__(self, state: S) -> None:
        self._state = state
        self._watchers: list[Callable[[S, S], None]] = []

    @property
    def state(self) -> S:
        """The present value."""
        return self._state

    def watch(self, watcher: Callable[[S, S], None]) -> None:
        """Call ``watcher(old, new)`` after every change."""
        self._watchers.append(watcher)

    def unwatch(self, watcher: Callable[[S, S], None]) -> None:
        """Stop calling ``watcher``."""
        if watcher in self._watchers:
            self._watchers.remove(watcher)

    def _consistent(self, new: S) -> S:
        """Return ``new`` with the dependent fields set; to be overridden."""
        return new

    def _become(self, new: S) -> None:
        old, new = self._state, self._consistent(new)
        if new == old:
            return
        self._state = new
        # A copy: a watcher may call unwatch.
        for watcher in list(self._watchers):
            watcher(old, new)
