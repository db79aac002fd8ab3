"""Criteria for the number of clusters: pure functions of partitions, or of their inertias."""

from core.analysis.criteria.gap import (
    CLEARLY,
    gap_statistic,
    tibshirani_pick,
    whole_curve_pick,
)
from core.analysis.criteria.inertia_ratios import F_LIMIT, bic, f_k, f_weights
from core.analysis.criteria.separation import calinski_harabasz, davies_bouldin
from core.analysis.criteria.silhouette import silhouette_samples

__all__ = [
    "CLEARLY",
    "F_LIMIT",
    "bic",
    "calinski_harabasz",
    "davies_bouldin",
    "f_k",
    "f_weights",
    "gap_statistic",
    "silhouette_samples",
    "tibshirani_pick",
    "whole_curve_pick",
]
