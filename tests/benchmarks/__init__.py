"""Measurements, as ratios against a peer in one run; no test depends on them."""
