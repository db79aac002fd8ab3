"""The colours of clusters, and the arithmetic of contrast."""

from collections.abc import Iterable

from PyQt6.QtGui import QColor

CLUSTERS = (
    # Six of Okabe and Ito (2008), then violet and brown: of the colours of these hues those that
    # stay well apart from the six with every kind of colour vision. The closest two of all eight,
    # 3 and 4, differ by 0.076 in OKLab with deutan deficiency.
    "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#A068FF", "#7A4A12",
    # Each of these keeps away from all before it and from the grey of unassigned points, in
    # OKLab as seen with full colour vision and with protan, deutan and tritan deficiency
    # (Machado et al. 2009): greedily the farthest of the colours that show on both grounds.
    "#874BFF", "#4B00E1", "#3C5A96", "#693C5A", "#A54B4B", "#C3B487", "#5A3C96", "#C32DC3",
    "#8787F0", "#965A78", "#871E3C", "#87C3B4", "#FF87FF", "#F06978", "#E13CD2", "#A56996",
    "#69874B", "#3C4B78", "#7800FF", "#F078D2", "#5A6900", "#874B69", "#960F78", "#870FB4",
    "#7878E1", "#FF3C4B", "#A5C35A", "#873C3C", "#D269FF", "#B4A55A", "#963CE1", "#C30FA5",
    "#C39600", "#69A5C3", "#78964B", "#78A587", "#E13C96", "#3CC3FF", "#F07896", "#9678B4",
    "#5AA569", "#F0A5A5", "#E1A5D2", "#961EC3", "#69C32D", "#B43C2D", "#B45A69", "#D23C2D",
    "#F000B4", "#E16900", "#E187B4", "#4B694B", "#783C1E", "#004BD2", "#B40087", "#C387FF",
)  # fmt: skip
"""A colour per slot. Each differs by at least 0.03 in OKLab from all others that the rule above
chose; more of them would come too close. Slots beyond the table repeat it: the numbers tell
those clusters apart."""

UNASSIGNED = "#9AA0A6"
"""Points without a cluster."""

VIVID = 1.6
"""How much more saturated the tint of a cell is on a dark board."""

DARK_BOARD = 0.2
"""Luminance below which a board is dark."""

LEAST_MARK_CONTRAST = 3.0
"""WCAG 2.1, criterion 1.4.11: what a mark needs against its ground."""


def cluster_colour(slot: int) -> QColor:
    """The colour of a slot; slots beyond the table repeat it."""
    return QColor(CLUSTERS[slot % len(CLUSTERS)])


def luminance(colour: QColor) -> float:
    """Relative luminance of WCAG 2.1, from 0, black, to 1, white."""
    parts = []
    for value in (colour.redF(), colour.greenF(), colour.blueF()):
        parts.append(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio of WCAG 2.1, from 1 to 21."""
    dim, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


def edge_colour(fill: QColor, ground: QColor) -> QColor:
    """``fill``, moved away from ``ground`` just so far that an edge of it can be told from it."""
    edge = QColor(fill)
    black, white = QColor("#000000"), QColor("#FFFFFF")
    towards_black = contrast(black, ground) > contrast(white, ground)
    for _ in range(40):
        if contrast(edge, ground) >= LEAST_MARK_CONTRAST:
            break
        edge = edge.darker(106) if towards_black else lighter(edge)
    return edge


def lighter(colour: QColor) -> QColor:
    """A little nearer to white; unlike QColor.lighter it works on black, too."""
    red, green, blue, _ = colour.getRgb()
    return QColor(*(round(part + (255 - part) * 0.08) for part in (red, green, blue)))


def tinted(ground: QColor, colour: QColor, alpha: float) -> QColor:
    """What ``colour`` looks like on ``ground`` when it is ``alpha`` (0 … 1) opaque."""
    pairs = zip(ground.getRgbF()[:3], colour.getRgbF()[:3], strict=True)
    return QColor.fromRgbF(*((1.0 - alpha) * low + alpha * high for low, high in pairs))


def cell_tint(board: QColor, slot: int, alpha: float) -> QColor:
    """The ground of a cluster's cell: its colour, ``alpha`` (0 … 1) opaque, on the board.

    A dark board has a blue tone, which makes greyish browns of warm colours: there the tint gets
    the saturation back that it has lost.
    """
    tint = tinted(board, cluster_colour(slot), alpha)
    if luminance(board) > DARK_BOARD:
        return tint
    hue, saturation, lightness, _ = tint.getHslF()
    return QColor.fromHslF(hue, min(1.0, VIVID * (saturation or 0.0)), lightness or 0.0)


def hardest_ground(board: QColor, slots: Iterable[int], alpha: float) -> QColor:
    """Of the tints of the cells of ``slots``, that on which marks show the least."""
    tints = [cell_tint(board, slot, alpha) for slot in slots]
    return max(tints, key=lambda tint: contrast(tint, board), default=board)


def with_alpha(colour: QColor, alpha: float) -> QColor:
    """The same colour, ``alpha`` (0 … 1) opaque."""
    result = QColor(colour)
    result.setAlphaF(alpha)
    return result
