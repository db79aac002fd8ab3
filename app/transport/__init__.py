"""The bottom bar: timeline, play, speed."""
