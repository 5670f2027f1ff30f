"""Sources to files on disk, known by their content."""
