"""The switches of the section Show."""

from app.words.translate import tr

ABOUT_TRUTH = ("truth", "by_truth", "disagreements")
"""Fields of the look that show nothing where the true groups are not known."""


def switches() -> dict[str, tuple[str, str]]:
    """Every field of the look: its name, and what it does."""
    return {
        "cells": (tr("Voronoi cells"), tr("Colour each region by its nearest centroid")),
        "trails": (tr("Trails"), tr("Show each centroid's path")),
        "rings": (
            tr("Mark reassigned points"),
            tr("Ring the points whose cluster has just changed"),
        ),
        "links": (tr("Lines to centroid"), tr("Draw a line from each point to its centroid")),
        "truth": (tr("True centroids"), tr("Mark the means of the true clusters")),
        "by_truth": (tr("Colour by true cluster"), tr("Colour points by their true cluster")),
        "disagreements": (
            tr("Mark disagreements"),
            tr("Cross out the points whose cluster does not match their true cluster"),
        ),
        "shapes": (
            tr("Point shapes"),
            tr("A different marker for each cluster (for colour-blind viewers)"),
        ),
        "seeding": (
            tr("Seeding steps"),
            tr("Show how the initial centroids are chosen, one by one"),
        ),
        "axes": (tr("Axes"), tr("Ticks and numbers at the edge of the board")),
        "motion": (tr("Animate moves"), tr("Move centroids smoothly; off: they jump")),
    }
