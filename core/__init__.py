"""The engine of Lloydscope: k-means as a sequence of half-steps. It knows nothing of windows."""

from core.analysis.agreement import adjusted_rand_index
from core.assignment.point_index import PointIndex
from core.datasets.shapes import DATASETS, make_points
from core.geometry.voronoi import voronoi_cells
from core.kmeans.empty_clusters import EMPTY_POLICIES
from core.kmeans.half_step import HalfStep, Phase
from core.kmeans.lloyd import lloyd
from core.kmeans.measures import cluster_inertias, inertia, shifts, sizes
from core.kmeans.seeding import SEEDERS
from core.runs.data import Data, make_data
from core.runs.recipe import Recipe
from core.runs.record import record
from core.runs.run import Run
from core.types import Labels, Points

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
