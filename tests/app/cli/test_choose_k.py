"""`lloydscope choose-k`, from the command line."""

import json
from pathlib import Path

import numpy as np
import pytest

from app.__main__ import main
from core.experiments.choose_k import choose_k, csv_of
from core.experiments.tasks import WorkersLostError


@pytest.fixture
def points(tmp_path: Path) -> Path:
    path = tmp_path / "points.csv"
    rows = [
        (x + dx / 7, y + dy / 5)
        for x, y in ((0, 0), (9, 1), (4, 8))
        for dx in range(4)
        for dy in range(4)
    ]
    path.write_text("x,y\n" + "".join(f"{x},{y}\n" for x, y in rows))
    return path


OPTIONS = ["--k-max", "5", "--restarts", "3", "--references", "4", "--seed", "2"]


def test_the_table_is_that_of_the_engine(
    points: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["choose-k", str(points), *OPTIONS]) == 0
    printed = capsys.readouterr().out
    assert printed.splitlines()[0].startswith("k,inertia,")
    made = np.loadtxt(points, delimiter=",", skiprows=1)
    assert printed == csv_of(choose_k(made, 5, restarts=3, references=4, seed=2))
    out = tmp_path / "table.csv"
    assert main(["choose-k", str(points), *OPTIONS, "--workers", "2", "-o", str(out)]) == 0
    assert out.read_text("utf-8") == printed


def test_json_has_picks_and_reasons(points: Path, tmp_path: Path) -> None:
    out = tmp_path / "table.json"
    assert main(["choose-k", str(points), *OPTIONS, "-o", str(out)]) == 0
    found = json.loads(out.read_text("utf-8"))
    assert found["picks"]["silhouette"]["k"] == 3
    assert found["silhouette"][0] is None
    assert found["agreement"]


def test_a_demonstration_is_a_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["choose-k", "H1", "--k-max", "2", "--restarts", "1", "--references", "2"]) == 0
    assert capsys.readouterr().out.startswith("k,")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.csv"], "does not exist"),
        (["not\x1b[31m\nthere.csv"], "does not exist"),
        (["opening", "--k-max", "1"], "k_max"),
        (["opening", "--workers", "0"], "--workers"),
        (["opening", "--start", "magic"], "start"),
        (
            ["opening", "-o", "no/such/folder/out.csv", "--k-max", "2", "--references", "0"],
            "folder",
        ),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["choose-k", *arguments]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert len(error.splitlines()) == 1
    assert "\x1b" not in error


def test_a_lost_scheduler_leaves_what_is_there(
    points: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from core.experiments import choose_k as package

    whole = package.choose_k_stages

    def lost(*arguments: object, **named: object) -> object:
        for place, table in enumerate(whole(*arguments, **named)):  # type: ignore[arg-type]
            if place == 3:
                raise WorkersLostError("the executor is lost")
            yield table

    monkeypatch.setattr(package, "choose_k_stages", lost)
    out = tmp_path / "part.csv"
    assert main(["choose-k", str(points), *OPTIONS, "-o", str(out)]) == 1
    assert "not complete" in capsys.readouterr().err
    assert len(out.read_text("utf-8").splitlines()) == 4
