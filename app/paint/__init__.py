"""Painting tools: views, shapes, sprites, images."""
