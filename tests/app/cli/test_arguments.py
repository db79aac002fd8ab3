"""The command line: what it understands, and how it says what it does not."""

from pathlib import Path

import pytest

from app.cli.arguments import Options, parse
from core.teaching.demonstrations import demonstrations


def test_nothing_asked_for_is_a_window_on_the_opening_board() -> None:
    assert parse([], "1") == Options(None, None, None, None, (1280, 800), None)


def test_all_options_are_understood() -> None:
    options = parse(
        ["a.csv", "--screenshot", "b.png", "--at", "7", "--size", "800X700", "--theme", "dark"], "1"
    )
    assert options == Options(Path("a.csv"), None, Path("b.png"), 7, (800, 700), "dark")


def test_every_demonstration_can_be_named() -> None:
    assert len(demonstrations()) >= 6
    for name in demonstrations():
        assert parse(["--demo", name], "1").demonstration == name
        assert parse(["--demo", name.upper()], "1").demonstration == name


def test_help_names_every_option_and_demonstration(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parse(["--help"], "1")
    assert left.value.code == 0
    said = capsys.readouterr().out
    for part in ("FILE", "--demo", "--version", "--screenshot", "--at", "--size", "--theme"):
        assert part in said
    assert all(name in said for name in demonstrations())


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parse(["--version"], "4.5.6")
    assert left.value.code == 0
    assert capsys.readouterr().out == "lloydscope 4.5.6\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--nonsense"], "--nonsense"),
        (["--demo", "no-such"], "no-such"),
        (["a.csv", "b.csv"], "b.csv"),
        (["a.csv", "--demo", "article-1"], "give either FILE or --demo"),
        (["--screenshot"], "--screenshot"),
        (["--at", "3"], "--at needs --screenshot"),
        (["--screenshot", "a.png", "--at", "-1"], "--at"),
        (["--screenshot", "a.png", "--at", "2.5"], "2.5"),
        (["--screenshot", "a.png", "--at", "³"], "--at"),
        (["--screenshot", "a.png", "--size", "800"], "800"),
        (["--screenshot", "a.png", "--size", "0x9"], "0x9"),
        (["--screenshot", "a.png", "--size", "99999x99999"], "99999x99999"),
        (["--screenshot", "a.png", "--size", "axb"], "axb"),
        (["--theme", "pink"], "pink"),
    ],
)
def test_what_makes_no_sense_is_told_and_exits_with_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as left:
        parse(arguments, "1")
    assert left.value.code == 2
    told = capsys.readouterr().err
    assert told.startswith("usage: lloydscope")
    assert said in told.splitlines()[-1]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--at", "9" * 5000, "--screenshot", "a.png"],
        ["\x1b[31m" * 50, "--demo", "b2"],
        ["--theme", "\x1b]0;title\x07"],
        ["--size", "9" * 6000 + "x1", "--screenshot", "a.png"],
        [""],
    ],
)
def test_what_is_quoted_of_a_command_line_is_short_and_printable(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(arguments, "1")
    assert ended.value.code == 2
    told = capsys.readouterr().err.splitlines()[-1]
    assert "lloydscope: error: " in told
    assert told.isprintable()
    assert len(told) < 500


def test_an_empty_name_is_told_as_one(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse([""], "1")
    assert "got an empty name" in capsys.readouterr().err
