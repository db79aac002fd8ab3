"""Runs that are asked for: computed at once or in the background, and handed over."""

from collections.abc import Callable
from functools import partial
from typing import Generic, Protocol, TypeVar

from core.runs.recipe import Recipe
from core.runs.run import Run
from core.session.background import Background, RefusedError, Work, outcome_of, reason_of


class Request(Protocol):
    """A run that is asked for."""

    @property
    def recipe(self) -> Recipe:
        """What it is the run of."""

    @property
    def work(self) -> Work:
        """What computes it."""

    @property
    def gesture(self) -> object | None:
        """The live edit that it is part of, if any."""


R = TypeVar("R", bound=Request)

OnRefusal = Callable[[RefusedError], object]
"""Tells a person why a request was refused."""


class Recorder(Generic[R]):
    """Has one run computed at a time; only the request that came last is of interest.

    A run that is there is handed to ``landed``. Where there is none, ``failed`` is called, and
    the reason is raised, or told if it comes from the background: ValueError as RefusedError.
    """

    def __init__(self, landed: Callable[[R, Run], None], failed: Callable[[R], None]) -> None:
        self._landed, self._failed = landed, failed
        self._background: Background | None = None
        self._on_refusal: OnRefusal = _raised
        self._pending: R | None = None

    @property
    def pending(self) -> R | None:
        """The request whose run is still being computed."""
        return self._pending

    @property
    def wanted(self) -> Recipe | None:
        """The recipe of the pending request."""
        return None if self._pending is None else self._pending.recipe

    @property
    def has_background(self) -> bool:
        """Whether long work is done elsewhere."""
        return self._background is not None

    def work_in(self, background: Background, on_refusal: OnRefusal | None) -> None:
        """Have long work done by ``background``; what it refuses is told, not raised."""
        self._background, self._on_refusal = background, on_refusal or _raised

    def call_off(self) -> None:
        """Drop the pending request."""
        if self._background is not None:
            self._background.call_off()
        self._pending = None

    def ask(self, request: R, *, is_quick: bool) -> None:
        """Have the run of ``request`` computed: before this returns where it ``is_quick``."""
        if is_quick or self._background is None:
            self.call_off()
            self._hand_over(request, outcome_of(request.work))
            return
        former, self._pending = self._pending, request
        goes_on = former is not None and former.gesture is not None
        self._background.start(
            request.work,
            partial(self._on_worked, request),
            after_current=goes_on and former is not None and former.gesture is request.gesture,
        )

    def _on_worked(self, request: R, outcome: Run | Exception) -> None:
        if request is self._pending:
            self._pending = None
        try:
            self._hand_over(request, outcome)
        except RefusedError as error:
            self._on_refusal(error)

    def _hand_over(self, request: R, outcome: Run | Exception) -> None:
        if not isinstance(outcome, Exception):
            self._landed(request, outcome)
            return
        self._failed(request)
        if isinstance(outcome, ValueError):
            reason = reason_of(outcome, request.recipe)
            raise RefusedError(str(reason)) from reason
        raise outcome


def _raised(error: RefusedError) -> None:
    raise error
