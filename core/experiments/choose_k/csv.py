"""The table of Choose K as text."""

from core.experiments.choose_k.plan import BOXES
from core.experiments.choose_k.table import KTable


def csv_of(table: KTable) -> str:
    """The table as CSV, a row for each K, numbers in full precision; empty where undefined."""
    columns: dict[str, list[float | int]] = {
        "inertia": table.inertia.tolist(),
        "clusters": table.clusters.tolist(),
        "smallest": table.smallest.tolist(),
        "silhouette": table.silhouette.tolist(),
        "calinski_harabasz": table.calinski_harabasz.tolist(),
        "davies_bouldin": table.davies_bouldin.tolist(),
        "f_k": table.f_k.tolist(),
        "bic": table.bic.tolist(),
    }
    for box in BOXES:
        columns[f"gap_{box}"] = table.gap[box].tolist()
        columns[f"s_{box}"] = table.s[box].tolist()
        columns[f"reference_inertia_{box}"] = table.reference_curve(box).tolist()
    lines = [",".join(["k", *columns, "start", "start_seed"])]
    for run in table.best:
        cells = [_cell(values[run.k - 1]) for values in columns.values()]
        lines.append(",".join([str(run.k), *cells, run.start, str(run.seed)]))
    return "\n".join(lines) + "\n"


def _cell(value: float | int) -> str:
    return "" if value != value else repr(value)
