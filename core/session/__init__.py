"""The state of the window without Qt: session, comparison, undo, edits."""
