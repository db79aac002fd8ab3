"""The switches of the section Show."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """What is shown. Not part of the recipe or of undo."""

    cells: bool = True
    trails: bool = True
    rings: bool = True
    links: bool = False
    truth: bool = False
    """Whether the means of the true groups are marked."""
    by_truth: bool = False
    """Whether points have the colours of their true groups instead of their clusters."""
    disagreements: bool = False
    """Whether points are crossed out whose cluster is not the one matched with their true group."""
    shapes: bool = False
    """Whether points carry a shape by cluster, beside the colour."""
    seeding: bool = True
    """Whether the film begins with the choice of the centroids, if it is recorded."""
    axes: bool = True
    """Whether ticks with numbers stand at the edge."""
    motion: bool = True
    """Whether centroids glide."""
