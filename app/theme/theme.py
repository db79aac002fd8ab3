"""Light and dark: our own palettes and style sheet on Qt's Fusion style."""

from dataclasses import dataclass, replace
from functools import cache

from PyQt6.QtGui import QColor, QFontDatabase

ZOOMS = (0.8, 0.9, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0, 2.5, 3.0)
"""Sizes of the whole interface."""

DRESSED = "lloydscope_dressed"
"""Property of an application that has its style."""

LETTERS = 1.0
"""How much larger letters are than is usual; the layout follows them."""

FAMILIES = ("Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "Cantarell", "DejaVu Sans")
"""Fonts in order of preference; the first that is installed is taken."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one theme, as #RRGGBB, and the zoom of the interface."""

    name: str
    window: str
    panel: str
    hairline: str
    board: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    hover: str
    groove: str
    track: str
    warning: str
    ink: str
    """Outlines of centroids, trails and cell edges on the board."""
    halo: str
    """The ring around a centroid that keeps it apart from the points below."""
    cell_edge: str
    cell_alpha: float
    zoom: float = 1.0

    def px(self, size: float) -> int:
        """``size`` pixels at zoom 1, as whole pixels at this zoom."""
        return round(size * self.zoom)

    def letters(self, size: float) -> int:
        """The pixel size of a font that has ``size`` pixels at zoom 1."""
        return round(size * self.zoom * LETTERS)

    def colour(self, name: str) -> QColor:
        """One of the theme's colours, by the name of its field."""
        return QColor(getattr(self, name))


LIGHT = Theme(
    name="light",
    window="#F4F3EF",
    panel="#FFFFFF",
    hairline="#E3E0D8",
    board="#FCFBF8",
    text="#1F2328",
    quiet="#626973",
    accent="#2F5D9B",
    on_accent="#FFFFFF",
    hover="#ECEAE3",
    groove="#8E8B82",
    track="#D8D4CA",
    warning="#B84F00",
    ink="#1F2328",
    halo="#FFFFFF",
    cell_edge="#82827E",
    cell_alpha=0.10,
)

DARK = Theme(
    name="dark",
    window="#1B1D22",
    panel="#24272E",
    hairline="#363A43",
    board="#16181D",
    text="#E8E6E1",
    quiet="#A2A8B2",
    accent="#7FA9E3",
    on_accent="#10151D",
    hover="#30343D",
    groove="#7A808C",
    track="#444954",
    warning="#F28B3C",
    ink="#F2F0EB",
    halo="#16181D",
    cell_edge="#7A808D",
    cell_alpha=0.16,
)

THEMES = {theme.name: theme for theme in (LIGHT, DARK)}


def themed(name: str, system_is_dark: bool, zoom: float = 1.0) -> Theme:
    """The theme called ``name``: "light", "dark", or "system" for what the desktop has."""
    if name == "system":
        name = "dark" if system_is_dark else "light"
    return replace(THEMES[name], zoom=zoom)


@cache
def _family() -> str:
    """The preferred font that is installed; empty where none is."""
    installed = set(QFontDatabase.families())
    return next((family for family in FAMILIES if family in installed), "")
