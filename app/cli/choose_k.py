"""`lloydscope choose-k`: the table of Choose K without a window."""

import argparse
import json
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.arguments import LONGEST_ERROR, VisibleParser
from app.cli.console import tell
from core.plain_text import printable

if TYPE_CHECKING:
    from core.experiments.choose_k import KTable
    from core.runs.data import Data

NAME = "choose-k"

DONE, FAILED, REFUSED = 0, 1, 2
"""Exit statuses: done; ended before it was whole, and what is there is written; refused."""

EXAMPLE = """\
example: lloydscope choose-k points.csv --k-max 15 --workers 8 -o table.csv

SOURCE is a file of points or the id of a demonstration. Without -o the table is printed as CSV.
The same seed gives the same table, whatever the number of workers.
Exit status: 0 done, 1 ended early (what is computed is written), 2 refused."""


def choose_k_command(arguments: list[str]) -> int:
    """Compute the table for the arguments after the command's name; returns the exit status."""
    options = _parser().parse_args(arguments)
    from core.experiments.tasks import WorkersLostError
    from core.files.source import TableError

    try:
        data = _points_of(options.source)
        with _executor(options) as executor:
            table, error = _computed(options, data, executor)
    except (TableError, WorkersLostError, ValueError, OSError) as refused:
        _tell(f"{refused}")
        return REFUSED
    if table is not None:
        try:
            _write(table, options.output)
        except OSError as unwritten:
            _tell(f"{options.output}: {unwritten.strerror or unwritten}")
            return REFUSED
    if error:
        _tell(error)
        return FAILED
    return DONE


def _tell(error: str) -> None:
    tell(f"lloydscope {NAME}: {printable(error, LONGEST_ERROR)}")


def _parser() -> argparse.ArgumentParser:
    parser = VisibleParser(
        prog=f"lloydscope {NAME}",
        description="Criteria for the number of clusters, for K = 1, 2, …",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("source", metavar="SOURCE", help="a file of points, or a demonstration")
    parser.add_argument("--k-max", type=int, default=10, help="the greatest K; 10 if not given")
    parser.add_argument("--restarts", type=int, default=10, help="restarts for each K")
    parser.add_argument("--references", type=int, default=20, help="reference sets for the gap")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--start", default="kmeans++", help="initialisation method")
    parser.add_argument("--empty", default="farthest", help="policy for empty clusters")
    workers = parser.add_mutually_exclusive_group()
    workers.add_argument("--workers", type=int, default=1, help="processes; 1 if not given")
    workers.add_argument("--dask", metavar="ADDRESS", help="the scheduler of a Dask cluster")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="OUT", help="OUT.csv or OUT.json; standard output"
    )
    return parser


def _points_of(source: str) -> "Data":
    """The points of a demonstration, or of a file."""
    from core.files.read import read_table
    from core.runs.data import make_data
    from core.runs.recipe import FILE, Recipe
    from core.teaching.demonstrations import demonstrations

    if (shown := demonstrations().get(source.lower())) is not None:
        return make_data(shown.recipe)
    path = Path(source)
    table = read_table(path)
    recipe = Recipe(shape=FILE, file=str(path.absolute()), columns=table.default_columns())
    return make_data(recipe, table)


@contextmanager
def _executor(options: argparse.Namespace) -> Iterator[Executor | None]:
    """Processes or a Dask cluster, as asked for; None to compute here."""
    if options.dask:
        try:
            from distributed import Client
        except ImportError:
            raise ValueError(
                "Dask is not installed: pip install 'lloydscope[cluster]' adds it"
            ) from None
        with Client(options.dask) as client:  # type: ignore[no-untyped-call]
            yield client.get_executor()
    elif options.workers > 1:
        with ProcessPoolExecutor(options.workers) as pool:
            yield pool
    elif options.workers < 1:
        raise ValueError(f"--workers: got {options.workers}, wanted 1 or more")
    else:
        yield None


def _computed(
    options: argparse.Namespace, data: "Data", executor: Executor | None
) -> "tuple[KTable | None, str]":
    """The table, or as much of it as there was before an error, and the error in words."""
    from core.experiments.choose_k import Plan, choose_k_stages
    from core.experiments.tasks import WorkersLostError
    from core.progress import Progress

    plan = Plan(
        options.k_max,
        options.restarts,
        options.references,
        options.seed,
        options.start,
        options.empty,
    )
    table = None
    is_watched = sys.stderr is not None and sys.stderr.isatty()
    progress = Progress(_draw_share) if is_watched else Progress()
    try:
        for stage in choose_k_stages(data.assigner, plan, executor=executor, progress=progress):
            table = stage
    except KeyboardInterrupt:
        return table, "stopped; the table is not complete"
    except WorkersLostError as error:
        return table, f"{error}; the table is not complete"
    finally:
        if is_watched:
            print(file=sys.stderr)
    return table, ""


def _draw_share(share: float) -> None:
    print(f"\r{share:4.0%}", end="", file=sys.stderr, flush=True)


def _write(table: "KTable", output: Path | None) -> None:
    from core.experiments.choose_k import csv_of
    from core.files.atomic_write import write_text

    is_json = output is not None and output.suffix.lower() == ".json"
    text = _json_of(table) if is_json else csv_of(table)
    if output is None:
        sys.stdout.write(text)
    else:
        write_text(output, text)


def _json_of(table: "KTable") -> str:
    """The table, the picks with their reasons, and whether the criteria agree, as JSON."""
    arrays = {
        "inertia": table.inertia,
        "silhouette": table.silhouette,
        "calinski_harabasz": table.calinski_harabasz,
        "davies_bouldin": table.davies_bouldin,
        "f_k": table.f_k,
        "bic": table.bic,
        **{f"gap_{box}": values for box, values in table.gap.items()},
        **{f"s_{box}": values for box, values in table.s.items()},
    }
    values = {
        name: [None if isnan(value) else value for value in array.tolist()]
        for name, array in arrays.items()
    }
    picks = {name: {"k": pick.k, "reason": pick.reason} for name, pick in table.picked.items()}
    said = {"agreement": table.agreement, "notes": list(table.notes), "picks": picks, **values}
    return json.dumps(said, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
