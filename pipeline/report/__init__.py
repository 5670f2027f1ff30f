"""Results to what citizens read."""
