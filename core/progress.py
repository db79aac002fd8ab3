"""How far a long piece of work has come, and whether it is still wanted."""

from collections.abc import Callable


class CancelledError(Exception):
    """The work is wanted no more; raised where it next tells how far it has come."""


class Progress:
    """The progress of long work, reported from the thread that it runs in.

    Work takes one as an argument, calls `at` so often that it is cancelled within half a second,
    and hands a `part` of it to what it calls. Without arguments there is no listener, and the work
    runs to its end.
    """

    def __init__(
        self,
        tell: Callable[[float], None] | None = None,
        is_wanted: Callable[[], bool] | None = None,
        span: tuple[float, float] = (0.0, 1.0),
    ) -> None:
        self._tell = tell
        self._is_wanted = is_wanted
        self._span = span

    def at(self, share: float) -> None:
        """Say that ``share`` (0 … 1) is done; raises CancelledError if no more is wanted."""
        if not self.is_wanted:
            raise CancelledError
        if self._tell is not None:
            low, high = self._span
            self._tell(low + (high - low) * share)

    @property
    def is_wanted(self) -> bool:
        """Whether the work is still wanted."""
        return self._is_wanted is None or self._is_wanted()

    def part(self, low: float, high: float) -> "Progress":
        """The progress of a piece that takes the work from ``low`` to ``high`` of its whole."""
        start, end = self._span
        width = end - start
        return Progress(self._tell, self._is_wanted, (start + low * width, start + high * width))


SILENT = Progress()
"""For work without a listener."""
