"""Many runs over the same points: restarts, basins of a starting centroid, the choice of K.

For the last import `core.experiments.choose_k`.
"""

from core.experiments.basin_map import MapPicture, Pixels, basins, borders_of, fine_borders
from core.experiments.many_runs.endings import Endings
from core.experiments.many_runs.many_runs import ManyRuns
from core.experiments.restarts import Batch, restart_of, restarts
from core.experiments.tally import InertiaBar, Tally, best_of, csv_of, reference_cost
from core.experiments.tasks import WorkersLostError

__all__ = [
    "Batch",
    "Endings",
    "InertiaBar",
    "ManyRuns",
    "MapPicture",
    "Pixels",
    "Tally",
    "WorkersLostError",
    "basins",
    "best_of",
    "borders_of",
    "csv_of",
    "fine_borders",
    "reference_cost",
    "restart_of",
    "restarts",
]
