"""The engine of Lloydscope: k-means as a sequence of half-steps. It knows nothing of windows."""

from core.agreement import adjusted_rand_index
from core.checks import Labels, Points
from core.data import Data, make_data
from core.datasets import DATASETS, make_points
from core.empty import EMPTY_POLICIES
from core.lloyd import HalfStep, Phase, lloyd
from core.measures import cluster_inertias, inertia, shifts, sizes
from core.point_index import PointIndex
from core.recipe import Recipe
from core.run import Run, record
from core.seeding import SEEDERS
from core.voronoi import voronoi_cells

__all__ = [
    "DATASETS",
    "EMPTY_POLICIES",
    "SEEDERS",
    "Data",
    "HalfStep",
    "Labels",
    "Phase",
    "PointIndex",
    "Points",
    "Recipe",
    "Run",
    "adjusted_rand_index",
    "cluster_inertias",
    "inertia",
    "lloyd",
    "make_data",
    "make_points",
    "record",
    "shifts",
    "sizes",
    "voronoi_cells",
]
