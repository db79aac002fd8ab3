"""Demonstrations for the classroom and what is expected of them."""
