"""Many runs over the same points: restarts, and the basins of a starting centroid."""

from core.experiments.basins import Picture, Pixels, basins
from core.experiments.endings import Endings
from core.experiments.many import ManyRuns
from core.experiments.restarts import (
    Bar,
    Batch,
    Tally,
    best_of,
    csv_of,
    reference_cost,
    restart_of,
    restarts,
)

__all__ = [
    "Bar",
    "Batch",
    "Endings",
    "ManyRuns",
    "Picture",
    "Pixels",
    "Tally",
    "basins",
    "best_of",
    "csv_of",
    "reference_cost",
    "restart_of",
    "restarts",
]
