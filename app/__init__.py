"""The window of Lloydscope: Qt around the engine in `core`."""
