"""Whatever is clicked and dragged in whatever order, nothing breaks.

`python -m tests.monkey --events 200000` does the same for longer.
"""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.app.monkey import open_monkey

SHORT = 250
"""Events of the version in the suite."""


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_that_is_clicked_or_dragged_breaks_the_window(
    qtbot: QtBot, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with open_monkey(seed) as monkey:
        done = []
        try:
            for _ in range(SHORT):
                done.append(monkey.act())
                assert not monkey.window.message.startswith("Something went wrong"), done[-5:]
        except BaseException:
            print("\n".join(done[-30:]))
            raise
