"""Measures and acts to links, with the signals that made them."""
