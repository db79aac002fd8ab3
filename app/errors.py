"""No exception passes unseen: it is logged, and told to the person; the document is kept."""

import logging
import sys
import threading
from collections.abc import Callable
from time import monotonic
from types import TracebackType

from PyQt6.QtCore import QObject, pyqtSignal

from app.words.translate import tr
from core.session.background import TooLittleMemoryError

log = logging.getLogger("lloydscope")

PATIENCE = 2.0
"""Seconds in which the same error again is one and the same trouble, as at every tick."""

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]


class ErrorNet(QObject):
    """Catches what no slot and no thread caught.

    The signal also carries errors of threads over to the window's.
    """

    caught = pyqtSignal(str)
    """What went wrong; told once while the same error comes again and again."""

    repeated = pyqtSignal()
    """The same went wrong again, at once."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._last, self._last_at = "", 0.0
        self._former_hook: Hook = sys.excepthook
        self._former_thread_hook = threading.excepthook

    def cast(self) -> None:
        """Install the hooks for exceptions."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def haul_in(self) -> None:
        """Stop catching: the hooks are as they were before."""
        if sys.excepthook == self._on_exception:
            sys.excepthook = self._former_hook
        if threading.excepthook == self._on_thread_exception:
            threading.excepthook = self._former_thread_hook

    def _on_exception(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._former_hook(kind, error, trace)
            return
        text = _told(kind, error)
        now = monotonic()
        again = text == self._last and now - self._last_at < PATIENCE
        self._last, self._last_at = text, now
        if again:
            log.error("again: %s", text)
            self.repeated.emit()
            return
        log.error("uncaught", exc_info=(kind, error, trace))
        try:
            self.caught.emit(text)
        except Exception:  # whatever telling it does, the hook itself must not fail
            log.exception("while telling of the error above")

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)


def _told(kind: type[BaseException], error: BaseException) -> str:
    """The error in a line; one that cannot even say what it is has its kind."""
    if issubclass(kind, MemoryError | TooLittleMemoryError):
        return tr("there is too little memory")
    try:
        return f"{kind.__name__}: {error}"
    except Exception:  # its own __str__ failed
        return kind.__name__
