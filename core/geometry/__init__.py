"""Voronoi cells and rasters of the plane."""
