"""The engine knows nothing of windows."""

import ast
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import core

ROOT = Path(core.__file__).parent
SOURCES = sorted(ROOT.rglob("*.py"))
ABOVE = {"app", "PyQt6", "PyQt5", "PySide6", "pyqtgraph", "superqt"}
TEST_TIME_ONLY = {"scipy", "sklearn", "hypothesis", "pytest"}


def imported(source: str) -> set[str]:
    """The top-level names of all that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("core" if node.level else str(node.module).partition(".")[0])
    return found


def test_the_check_sees_an_import_wherever_it_hides():
    source = (
        "def f():\n    import PyQt6.QtCore as q\n    from app.window import Window\nimport os.path"
    )
    assert imported(source) == {"PyQt6", "app", "os"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_of_the_engine_imports_numpy_and_the_standard_library_alone(path):
    allowed = {"core", "numpy"} | set(sys.stdlib_module_names)
    assert imported(path.read_text("utf-8")) <= allowed


def test_importing_the_whole_engine_loads_no_window():
    modules = [name for _, name, _ in pkgutil.walk_packages([str(ROOT)], "core.")]
    assert {"core.kmeans.lloyd", "core.session.session", "core.files.table"} <= set(modules)
    program = f"import sys, {', '.join(modules)}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=ROOT.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert "numpy" in loaded
    assert not loaded & (ABOVE | TEST_TIME_ONLY)
