"""The window of Lloydscope: Qt around the engine in `core`."""


def product_version() -> str:
    # Asked for seldom, and its import takes a twentieth of the time to the first window.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("lloydscope")
    except PackageNotFoundError:
        return "(not installed)"
