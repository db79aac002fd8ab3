"""A value that is kept for as long as what it is made of stays the same."""

from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

Value = TypeVar("Value")
Parts = ParamSpec("Parts")


class Memo(Generic[Parts, Value]):
    """Calls ``make`` again only where one of the arguments is another object than last time."""

    def __init__(self, make: Callable[Parts, Value]) -> None:
        self._make = make
        self._made: tuple[tuple[object, ...], Value] | None = None

    def __call__(self, *parts: Parts.args, **named: Parts.kwargs) -> Value:
        """The value of these ``parts``."""
        key = (*parts, *named.values())
        if self._made is None or any(
            one is not other for one, other in zip(key, self._made[0], strict=True)
        ):
            self._made = (key, self._make(*parts, **named))
        return self._made[1]
