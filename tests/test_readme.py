"""What the README tells a person to do is what works."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from app.cli.arguments import parse
from app.cli.qt_libraries import DEBIAN
from app.window.actions import arrowed
from app.window.commands import all_commands

ROOT = Path(__file__).parents[1]
SET_UP = "python3 -m venv .venv && .venv/bin/pip install -q uv && .venv/bin/"
START, TEST = f"{SET_UP}uv run lloydscope", f"{SET_UP}uv run pytest"


@pytest.fixture(scope="module")
def readme() -> str:
    return (ROOT / "README.md").read_text("utf-8")


@pytest.fixture(scope="module")
def project() -> dict[str, dict[str, object]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def blocks(readme: str, language: str) -> list[str]:
    """The blocks of code in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)


def test_two_commands_do_all_the_set_up(readme: str) -> None:
    commands = [line for block in blocks(readme, "sh") for line in block.splitlines()]
    assert commands.count(START) == 1
    assert commands.count(TEST) == 1


def test_windows_has_a_line_of_its_own(readme: str) -> None:
    [line] = blocks(readme, "powershell")[0].splitlines()
    assert line.endswith("uv run lloydscope")
    assert "&&" not in line, "Windows PowerShell 5.1 does not know it"


def test_debian_s_packages_are_those_that_the_program_names(readme: str) -> None:
    for packages in DEBIAN:
        assert f"{packages}`" in readme


def test_the_first_starts_the_window(project: dict[str, dict[str, object]]) -> None:
    assert project["project"]["scripts"] == {"lloydscope": "app.__main__:main"}
    assert project["project"]["gui-scripts"] == {"lloydscope-window": "app.__main__:main"}
    assert project["project"]["name"] == "lloydscope"


def test_the_second_is_what_every_change_must_pass() -> None:
    script = ROOT / ".ci" / "run"
    assert f"( {TEST} )" in script.read_text("utf-8")
    assert script.stat().st_mode & 0o111


def test_the_second_has_what_it_needs(project: dict[str, dict[str, list[str]]]) -> None:
    """uv installs the group dev by itself."""
    names = {re.split(r"[<>=!~ ]", need)[0] for need in project["dependency-groups"]["dev"]}
    assert {"pytest", "pytest-qt", "hypothesis", "scikit-learn"} <= names


def test_the_example_of_the_engine_runs(readme: str) -> None:
    [example] = blocks(readme, "python")
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", example],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert len(lines) > 3
    assert lines[0].split() == ["seed", "0", "nan"]
    costs = [float(line.split()[2]) for line in lines[1:]]
    assert costs == sorted(costs, reverse=True)


def test_every_key_in_the_table_of_keys_is_a_key(readme: str) -> None:
    table = readme.split("## Keys")[1].split("\n## ")[0]
    written = (arrowed(key) for command in all_commands() for key in command.keys)
    keys = {key.lower() for key in written} | {"esc", "−", "ctrl+−"}
    rows = [row.split("|")[1] for row in table.splitlines() if row.startswith("| ")][1:]
    assert len(rows) > 8
    for row in rows:
        for name in re.split(r",\s|\s", row.strip().replace("Ctrl+ ", "Ctrl+").lower()):
            assert name in keys, name


def test_the_shown_command_lines_are_understood(readme: str) -> None:
    known = set(re.findall(r"--[a-z]+", "".join(blocks(readme, "text"))))
    assert {"--demo", "--screenshot", "--at", "--size", "--theme"} <= known
    arguments = ["--screenshot", "a.png", "--at", "3", "--size", "800x700", "--theme", "dark"]
    assert parse([*arguments, "--demo", "article-1"], "1").at == 3


def test_every_file_it_shows_or_links_to_is_there(readme: str) -> None:
    prose = re.sub(r"^```.*?^```", "", readme, flags=re.MULTILINE | re.DOTALL)
    linked = re.findall(r"\]\(([^)#]+)\)", prose)
    assert linked
    for path in linked:
        if "://" not in path:
            assert (ROOT / path).is_file(), path


def test_nothing_is_left_to_be_filled_in(readme: str) -> None:
    assert not re.search(r"^(FIGURES|TODO|TBD|XXX)$", readme, re.MULTILINE)
