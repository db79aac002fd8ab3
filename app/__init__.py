"""The window of Lloydscope: Qt around the engine in `core`."""

from importlib.metadata import PackageNotFoundError, version


def product_version() -> str:
    """The version that is installed."""
    try:
        return version("lloydscope")
    except PackageNotFoundError:
        return "(not installed)"
