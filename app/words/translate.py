"""Translation of visible texts."""

from PyQt6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """``text`` in the person's language."""
    return QCoreApplication.translate("Lloydscope", text)
