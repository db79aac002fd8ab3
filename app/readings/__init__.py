"""The right column: story, inertia chart, cluster table, verdict."""
