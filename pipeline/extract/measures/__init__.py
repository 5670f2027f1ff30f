"""Plans to measures."""
