"""The command line: what may be asked of `lloydscope` before a window is there."""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from app.cli.console import has_terminal, show
from core.plain_text import printable
from core.teaching.demonstrations import demonstrations

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

MOST_DIGITS = 9
"""Digits of a half-step, at most; no run has as many."""

LONGEST_ERROR = 400
"""Characters of an error message, which quotes what was typed."""


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for."""

    file: Path | None
    demonstration: str | None
    screenshot: Path | None
    at: int | None
    size: tuple[int, int]
    theme: str | None


def parse(arguments: list[str], version: str) -> Options:
    """The options in ``arguments``; exits with a message where they make no sense."""
    parser = _parser(version)
    given = parser.parse_args(arguments)
    if given.file is not None and given.demo is not None:
        parser.error("give either FILE or --demo, not both")
    if given.at is not None and given.screenshot is None:
        parser.error("--at needs --screenshot")
    return Options(given.file, given.demo, given.screenshot, given.at, given.size, given.theme)


def _parser(version: str) -> argparse.ArgumentParser:
    parser = VisibleParser(
        prog="lloydscope",
        description="Step through k-means (Lloyd's algorithm), frame by frame.",
        epilog="lloydscope choose-k --help: criteria for the number of clusters, without a window.",
    )
    known = list(demonstrations())
    parser.add_argument(
        "file",
        nargs="?",
        type=_file,
        metavar="FILE",
        help="points to open: a table of numbers or a .npy file",
    )
    parser.add_argument(
        "--demo",
        type=str.lower,
        choices=known,
        metavar="ID",
        help=f"open a demonstration: {', '.join(known)}",
    )
    parser.add_argument("--version", action="version", version=f"lloydscope {version}")
    picture = parser.add_argument_group("a picture of the window, without a screen")
    picture.add_argument(
        "--screenshot", type=_picture, metavar="FILE.png", help="write the picture and exit"
    )
    picture.add_argument("--at", type=_whole, metavar="HALFSTEP", help="half-step to show")
    picture.add_argument(
        "--size",
        type=_size,
        default=(1280, 800),
        metavar="WxH",
        help="in pixels; 1280x800 if not given",
    )
    picture.add_argument(
        "--theme", choices=("light", "dark"), help="colour theme, also of the window"
    )
    return parser


class VisibleParser(argparse.ArgumentParser):
    """Quotes what was typed in one line of visible characters."""

    def error(self, message: str) -> NoReturn:
        super().error(printable(message, LONGEST_ERROR))

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        if has_terminal():
            super()._print_message(message, file)
        else:
            show(message)


def _file(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("got an empty name, wanted that of a file of points")
    return Path(text)


def _picture(text: str) -> Path:
    if not text:
        raise argparse.ArgumentTypeError("got an empty name, wanted that of a picture")
    return Path(text)


def _whole(text: str) -> int:
    if not text.isdecimal() or len(text) > MOST_DIGITS:
        raise argparse.ArgumentTypeError(f"got {_quoted(text)}, wanted a half-step: 0, 1, 2, …")
    return int(text)


def _quoted(text: str) -> str:
    return f"'{printable(text, 40)}'"


def _size(text: str) -> tuple[int, int]:
    wide, _, high = text.lower().partition("x")
    if not (
        wide.isdecimal()
        and high.isdecimal()
        and len(wide + high) <= MOST_DIGITS + 1
        and 1 <= int(wide) <= 10_000
        and 1 <= int(high) <= 10_000
    ):
        raise argparse.ArgumentTypeError(f"got {_quoted(text)}, wanted pixels such as 1280x800")
    return int(wide), int(high)
