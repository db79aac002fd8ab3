"""Choose K: criteria for the number of clusters, from runs for K = 1, 2, … and reference sets."""

from core.experiments.choose_k.agreement import Reason
from core.experiments.choose_k.csv import csv_of
from core.experiments.choose_k.picks import CRITERIA, MAIN, Pick
from core.experiments.choose_k.plan import (
    BOXES,
    EXACT_SILHOUETTES,
    LARGEST_REFERENCE,
    WARM,
    Plan,
)
from core.experiments.choose_k.shapes import Shape
from core.experiments.choose_k.stages import choose_k, choose_k_stages, reference_set
from core.experiments.choose_k.table import BestRun, KTable

__all__ = [
    "BOXES",
    "CRITERIA",
    "EXACT_SILHOUETTES",
    "LARGEST_REFERENCE",
    "MAIN",
    "WARM",
    "BestRun",
    "KTable",
    "Pick",
    "Plan",
    "Reason",
    "Shape",
    "choose_k",
    "choose_k_stages",
    "csv_of",
    "reference_set",
]
