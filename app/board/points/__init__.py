"""How points are shown: as discs, as a density image, with rings and lines."""
