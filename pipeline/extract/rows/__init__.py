"""Open data and budget tables to rows."""
