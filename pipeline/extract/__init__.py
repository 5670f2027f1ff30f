"""Documents to measures and acts, tables to budget lines and grants."""
